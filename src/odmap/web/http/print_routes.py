"""Where briefs and the work list are served: pages for paper, the brief as PDF, the work list as CSV."""

from collections.abc import Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from odmap.analysis import worklist
from odmap.analysis.country_brief import UnknownCountry, brief, near
from odmap.analysis.worklist import Task
from odmap.data_file import DataFileError
from odmap.directory import confirmed_absences
from odmap.directory.current import load
from odmap.directory.organisations import Directory
from odmap.exports.data import worklist_csv
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.markup import print_pages
from odmap.views.provenance import Edition
from odmap.views.selection import BY_NAME, TEXT, Selection, apply
from odmap.web.http import file_responses
from odmap.web.http.responses import DOWNLOAD, Refused, View, check_directory, check_names, kept, selection, send, shown

PARAMETERS = (*BY_NAME, TEXT, DOWNLOAD)
"""What the work list can be asked for: the same as the lists of organisations."""

_UNCLEAR = "We could not understand this address"


def _html(page: str, stem: str) -> File:
    return File.of(page.encode(), "text/html", f"{stem}.html")


@kept(maxsize=64)
def _page(view: View, nones: confirmed_absences.Confirmed) -> File:
    (code,) = view.selection.chosen["country"]
    found = brief(code, view.directory, nones)
    return _html(print_pages.brief_page(found), found.stem)


def _brief(request: Request) -> Response:
    """Send the brief of the country whose code stands in the address, as a page."""
    check_names(request, [DOWNLOAD])
    view = View(load(), Selection.of(country=[request.path_params["code"].upper()]))
    check_directory(view.directory)
    return send(request, _page(view, confirmed_absences.load()))


def _brief_pdf(request: Request) -> tuple[FileSpec, Directory]:
    """Read of which country a brief is wanted as PDF."""
    check_names(request, [DOWNLOAD])
    directory, code = load(), request.path_params["code"].upper()
    check_directory(directory)
    brief(code, directory)  # before anything is made: is there such a country?
    return FileSpec("brief", "pdf", about=code), directory


def _tasks(view: View) -> tuple[list[Task], Edition]:
    rows = apply(view.directory.frame, view.selection)
    edition = Edition.of(rows, view.directory, view.selection)
    return worklist.worklist(rows, view.directory.frame), edition


def _name(edition: Edition) -> str:
    return edition.stem.replace("odmap-organisations-", "odmap-worklist-", 1)


@kept(maxsize=4)
def _worklist_page(view: View) -> File:
    tasks, edition = _tasks(view)
    return _html(print_pages.worklist_page(tasks, edition), _name(edition))


@kept(maxsize=4)
def _worklist_csv(view: View) -> File:
    tasks, edition = _tasks(view)
    return File.of(worklist_csv.write(tasks, edition), "text/csv", f"{_name(edition)}.csv")


def _worklist(make: Callable[[View], File]) -> Callable[[Request], Response]:
    """Make an endpoint that sends the work list of the organisations that match a query."""

    def endpoint(request: Request) -> Response:
        check_names(request, PARAMETERS)
        directory = load()
        return send(request, make(View(directory, selection(request, directory))))

    return endpoint


def _refuse(request: Request, refused: Exception) -> Response:
    """Send a :class:`Refused` as a page: whoever prints reads no JSON."""
    assert isinstance(refused, Refused)  # starlette gives a handler only what it is registered for
    words = str(refused)
    allowed = refused.content.get("allowed")
    if allowed:
        words += f" Allowed: {', '.join(allowed)}."
    title = "This cannot be made right now" if refused.status == HTTPStatus.SERVICE_UNAVAILABLE else _UNCLEAR
    return _no(print_pages.refusal_page(title, words), refused.status, refused.headers)


def _no_country(request: Request, unknown: Exception) -> Response:
    """Send a page that names the countries that were perhaps meant."""
    return _no(print_pages.no_brief_page(unknown.args[0], near(request.path_params["code"])), 404)


def _refuse_address(request: Request, refused: Exception) -> Response:
    """Send what starlette refuses by itself as a page: an unknown address, a method that changes something."""
    assert isinstance(refused, HTTPException)
    words = {
        404: f"There is nothing at “{shown(request.url.path)}”. A brief is at /print/brief/FI, the work list at "
        "/print/worklist.",
        405: "Nothing can be changed here.",
    }
    page = print_pages.refusal_page("There is no such page", words.get(refused.status_code, refused.detail))
    return _no(page, refused.status_code, refused.headers)


def _refuse_file(request: Request, error: Exception) -> Response:
    """Say as a page that a file of this server is missing or damaged."""
    assert isinstance(error, DataFileError)
    return _no(print_pages.refusal_page("This cannot be shown at the moment", error.in_words()), 503)


def _no(page: str, status: int, headers: object = None) -> Response:
    more = dict(headers) if isinstance(headers, dict) else {}
    return HTMLResponse(page, status, headers={"Cache-Control": "no-store", **more})


_APP = Starlette(
    routes=[
        Route("/brief/{code}.pdf", file_responses.endpoint(_brief_pdf)),
        Route("/brief/{code}", _brief),
        Route("/worklist", _worklist(_worklist_page)),
    ],
    middleware=[Middleware(GZipMiddleware, compresslevel=6)],
    exception_handlers={
        Refused: _refuse,
        DataFileError: _refuse_file,
        UnknownCountry: _no_country,
        HTTPException: _refuse_address,
    },
)
_APP.router.redirect_slashes = False  # one address for each thing

ROUTES: list[BaseRoute] = [Mount("/print", app=_APP)]
"""For the server, beside its other routes."""

API_ROUTES: list[BaseRoute] = [Route("/worklist.csv", _worklist(_worklist_csv))]
"""For the public API, whose application says no in JSON."""

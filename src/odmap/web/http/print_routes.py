"""Where briefs, the work list and what is near a place are served: pages for paper, some as PDF or CSV."""

from collections.abc import Iterable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from odmap.analysis import worklist
from odmap.analysis.country_brief import UnknownCountry, brief, near
from odmap.analysis.worklist import Task
from odmap.caching import Same
from odmap.data_file import DataFileError
from odmap.directory import confirmed_absences
from odmap.directory.current import load
from odmap.directory.known_places import open_gazetteer
from odmap.exports.data import worklist_csv as worklist_file
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.markup import print_pages
from odmap.views.near import LONGEST, Understood, look_around, understand
from odmap.views.provenance import Edition
from odmap.views.selection import BY_NAME, TEXT, Selection, apply
from odmap.views.urls import NEAR, OF_PLACE, PLACE
from odmap.web.http import file_responses
from odmap.web.http.queries import DirectoryView, check_directory, check_names, kept, lists, selection
from odmap.web.http.refusals import Refused, shown
from odmap.web.http.responses import DOWNLOAD, send, wants_to_keep

PARAMETERS = (*BY_NAME, TEXT, DOWNLOAD)
"""What the work list can be asked for: the same as the lists of organisations."""

_UNCLEAR = "We could not understand this address"


def _html(page: str, stem: str) -> File:
    return File.of(page.encode(), "text/html", f"{stem}.html")


@kept(maxsize=64)
def _page(view: DirectoryView, nones: Same[confirmed_absences.Confirmed]) -> File:
    (code,) = view.selection.chosen["country"]
    found = brief(code, view.directory, nones.it)
    return _html(print_pages.brief_page(found), found.stem)


def _brief(request: Request) -> Response:
    """Send the brief of the country whose code stands in the address, as a page."""
    keep = _keep(request, [DOWNLOAD])
    view = DirectoryView(load(), Selection.of(country=[request.path_params["code"].upper()]))
    check_directory(view.directory)
    return send(request, _page(view, Same(confirmed_absences.load())), keep)


async def _brief_pdf(request: Request) -> Response:
    """Send the brief of a country as PDF."""
    keep = _keep(request, [DOWNLOAD])
    directory, code = load(), request.path_params["code"].upper()
    check_directory(directory)
    await run_in_threadpool(brief, code, directory)  # before anything is made: is there such a country?
    return await file_responses.answer(request, FileSpec("brief", "pdf", about=code), directory, keep)


def _keep(request: Request, allowed: Iterable[str]) -> bool:
    """Refuse parameters that mean nothing here, and tell whether a file is asked for to be kept."""
    check_names(request.query_params, allowed)
    return wants_to_keep(request.query_params.getlist(DOWNLOAD))


def _tasks(view: DirectoryView) -> tuple[list[Task], Edition]:
    rows = apply(view.directory.frame, view.selection)
    edition = Edition.of(rows, view.directory, view.selection)
    return worklist.worklist(rows, view.directory.frame), edition


def _name(edition: Edition) -> str:
    return edition.stem.replace("odmap-organisations-", "odmap-worklist-", 1)


@kept(maxsize=4)
def _worklist_page(view: DirectoryView) -> File:
    tasks, edition = _tasks(view)
    return _html(print_pages.worklist_page(tasks, edition), _name(edition))


@kept(maxsize=4)
def worklist_csv(view: DirectoryView) -> File:
    """Return the work list of a view as CSV."""
    tasks, edition = _tasks(view)
    return File.of(worklist_file.write(tasks, edition), "text/csv", f"{_name(edition)}.csv")


def _worklist(request: Request) -> Response:
    """Send the work list of the organisations that match a query, as a page."""
    keep = _keep(request, PARAMETERS)
    directory = load()
    check_directory(directory)
    view = DirectoryView(directory, selection(lists(request.query_params), directory))
    return send(request, _worklist_page(view), keep)


def _near(request: Request) -> Response:
    """Send what is near the place that is asked for, as a page."""
    query = request.query_params
    keep = _keep(request, (*BY_NAME, TEXT, *OF_PLACE, DOWNLOAD))
    directory = load()
    check_directory(directory)
    chosen = selection(lists(query), directory)
    name, point = query.get(PLACE, "").strip()[:LONGEST], query.get(NEAR, "")
    meant = Understood()
    if name or point:
        with open_gazetteer() as gazetteer:
            meant = understand(name, point, gazetteer)
    if meant.place is None:
        return _no(print_pages.no_place_page(name or point[:LONGEST], meant.choices, chosen), 404)
    rows = apply(directory.frame, chosen)
    found = look_around(meant.place, rows, not chosen.is_empty)
    page = print_pages.near_page(found, Edition.of(rows, directory, chosen))
    return send(request, _html(page, "odmap-near"), keep)


def _refuse(request: Request, refused: Exception) -> Response:
    """Send a :class:`Refused` as a page: whoever prints reads no JSON."""
    assert isinstance(refused, Refused)  # starlette gives a handler only what it is registered for
    words = str(refused)
    allowed = refused.content.get("allowed")
    if allowed:
        words += f" Allowed: {', '.join(allowed)}."
    title = "This cannot be made right now" if refused.status == HTTPStatus.SERVICE_UNAVAILABLE else _UNCLEAR
    return _no(print_pages.refusal_page(title, words, _root(request)), refused.status, refused.headers)


def _no_country(request: Request, unknown: Exception) -> Response:
    """Send a page that names the countries that were perhaps meant."""
    return _no(print_pages.no_brief_page(unknown.args[0], near(request.path_params["code"])), 404)


def _refuse_address(request: Request, refused: Exception) -> Response:
    """Send what starlette refuses by itself as a page: an unknown address, a method that changes something."""
    assert isinstance(refused, HTTPException)
    words = {
        404: f"There is nothing at “{shown(request.url.path)}”. A brief is at /print/brief/FI, the work list at "
        "/print/worklist, what is near a place at /print/near?place=Lyon.",
        405: "Nothing can be changed here.",
    }
    told = words.get(refused.status_code, refused.detail)
    page = print_pages.refusal_page("There is no such page", told, _root(request))
    return _no(page, refused.status_code, refused.headers)


def _refuse_file(request: Request, error: Exception) -> Response:
    """Say as a page that a file of this server is missing or damaged."""
    assert isinstance(error, DataFileError)
    return _no(print_pages.refusal_page("This cannot be shown at the moment", error.in_words(), _root(request)), 503)


def _root(request: Request) -> str:
    """Return the way from the address that was asked for to the server's root, wherever that is."""
    return "../" * (1 + request.url.path.rpartition("/print/")[2].count("/"))


def _no(page: str, status: int, headers: object = None) -> Response:
    more = dict(headers) if isinstance(headers, dict) else {}
    return HTMLResponse(page, status, headers={"Cache-Control": "no-store", **more})


_APP = Starlette(
    routes=[
        Route("/brief/{code}.pdf", _brief_pdf),
        Route("/brief/{code}", _brief),
        Route("/worklist", _worklist),
        Route("/near", _near),
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

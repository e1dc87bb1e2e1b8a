"""Fragments of a page that the browser fetches by itself: they change with the filters, and are not small.

Sent with the page itself, they would be most of what a change of filter sends. Each has an address with the same query
as the page, so that visitors who look at the same view share it.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from odmap.directory.current import load
from odmap.directory.organisation import web_address
from odmap.exports.file import File
from odmap.graphics.palette import MODES, Mode
from odmap.markup import rendering
from odmap.markup.sharing import SharedView
from odmap.views.provenance import Edition
from odmap.views.selection import BY_NAME, TEXT, Selection, apply
from odmap.views.summary import precision_sentence
from odmap.views.urls import ORGANISATION, SHEET, SORT, Page, changes_link, encoded, link, public_root, query
from odmap.web.http.queries import DirectoryView, check_names, kept, lists, selection
from odmap.web.http.refusals import Refused, refuse
from odmap.web.http.responses import send
from odmap.wording import count

PER_PAGE = 10
"""Organisations on a page of the list below the map."""

MOST_ASIDE = 40
"""How many organisations without a base stand below the map at most; the list has them all."""

MODE = "mode"
AT = "at"
ROOT = "root"

_PARAMETERS = (*BY_NAME, TEXT, MODE, ORGANISATION, SHEET, SORT, AT, ROOT)

_MODES: Mapping[str, Mode] = {mode: mode for mode in MODES}
_PAGES: Mapping[str, Page] = {page: page for page in get_args(Page)}


class FragmentQuery(NamedTuple):
    """What a fragment depends on besides the filters.

    Attributes:
        mode: light or dark.
        organisation: the id of the chosen organisation; empty for none.
        sheet: of the list or the table, as in the address; empty for the first.
        sort: the order of the table, as in the address.
        page: where the visitor is.
        root: the address of the server as the visitor sees it, with a slash at its end.
    """

    mode: Mode = "light"
    organisation: str = ""
    sheet: str = ""
    sort: str = ""
    page: Page = ""
    root: str = ""


def listing(view: DirectoryView, asked: FragmentQuery) -> str:
    """Return a page of the list below the map."""
    rows = apply(view.directory.frame, view.selection)
    page = max(1, int(asked.sheet)) if asked.sheet.isdecimal() and len(asked.sheet) < 7 else 1
    listed = rendering.listing(rows, (page - 1) * PER_PAGE, PER_PAGE, asked.mode, _href(view))
    return f'<div class="od-listing">{listed}</div>'


def aside(view: DirectoryView, asked: FragmentQuery) -> str:
    """Return the organisations that have no base, which stand below the map."""
    rows = apply(view.directory.frame, view.selection)
    bodies = rows[rows["precision"].isna()]
    more = max(0, len(bodies) - MOST_ASIDE)
    rest = f"<p>And {count(more, 'more organisation')}, all named in the list above.</p>" if more else ""
    return rendering.without_base(bodies.head(MOST_ASIDE), asked.mode, _href(view)) + rest


def legend(view: DirectoryView, asked: FragmentQuery) -> str:
    """Return what the marks mean, and how exactly the organisations of the view can be placed."""
    rows = apply(view.directory.frame, view.selection)
    return f'{rendering.legend(rows, asked.mode)}<p class="od-precise">{precision_sentence(rows)}</p>'


def sending(view: DirectoryView, asked: FragmentQuery) -> str:
    """Return the section to share a view: link, map for another website, citation, data."""
    rows = apply(view.directory.frame, view.selection)
    found = view.directory.organisations.get(asked.organisation)
    sending = SharedView(
        Edition.of(rows, view.directory, view.selection),
        root=asked.root,
        page=asked.page,
        organisation=found.id if found else "",
        name=found.name if found else "",
        sort=asked.sort,
        sheet=asked.sheet,
    )
    return sending.markup(changes_link(view.selection))


PARTS: Mapping[str, Callable[[DirectoryView, FragmentQuery], str]] = {
    "list": listing,
    "aside": aside,
    "legend": legend,
    "send": sending,
}


def address(part: str, selection: Selection, asked: FragmentQuery) -> str:
    """Return the address of a fragment: ``./part/list?country=FI&mode=light``."""
    others = {
        MODE: asked.mode,
        ORGANISATION: asked.organisation,
        SHEET: asked.sheet,
        SORT: asked.sort,
        AT: asked.page,
        ROOT: asked.root,
    }
    return f"./part/{part}{encoded(query(selection, **others))}"


def _href(view: DirectoryView) -> Callable[[str], str]:
    return lambda organisation: link("", view.selection, **{ORGANISATION: organisation})


@kept(maxsize=512)
def _file(view: DirectoryView, part: str, asked: FragmentQuery) -> File:
    return File.of(PARTS[part](view, asked).encode(), "text/html", f"{part}.html")


def _endpoint(part: str) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        try:
            check_names(request.query_params, _PARAMETERS)
            directory = load()
            view = DirectoryView(directory, selection(lists(request.query_params), directory))
            return send(request, _file(view, part, _asked(request)))
        except Refused as refused:
            return refuse(request, refused)

    return endpoint


def _asked(request: Request) -> FragmentQuery:
    """Read the query of a request; values that do not exist are passed over, as on the page."""
    given = {name: request.query_params.get(name, "")[:300] for name in (MODE, ORGANISATION, SHEET, SORT, AT, ROOT)}
    try:
        root = web_address(given[ROOT])
    except ValueError:
        root = public_root() or str(request.base_url)
    return FragmentQuery(
        _MODES.get(given[MODE], "light"),
        given[ORGANISATION],
        given[SHEET],
        given[SORT],
        _PAGES.get(given[AT], ""),
        root,
    )


ROUTES: list[BaseRoute] = [Route(f"/part/{part}", _endpoint(part)) for part in PARTS]
"""For the server, beside its other routes."""

"""The entries of the list beside the map, by the numbers of the organisations in sight."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from odmap.directory.current import load
from odmap.exports.file import File
from odmap.graphics.leaflet_options import LISTED
from odmap.graphics.palette import MODES, Mode
from odmap.maps import live as live_map
from odmap.markup import rendering
from odmap.views.selection import BY_NAME, TEXT
from odmap.views.urls import ORGANISATION, encoded, link
from odmap.web.http.queries import check_names, lists, selection
from odmap.web.http.refusals import Refused, refuse
from odmap.web.http.responses import send

_PATH = "/part/sight"
_MODE = "mode"
_VERSION = "v"
_ROWS = "rows"
_PARAMETERS = (*BY_NAME, TEXT, _MODE, _VERSION, _ROWS)


def address(version: str, mode: Mode) -> str:
    """Return the address of entries, to which the browser adds the filters, which the links keep, and the rows.

    Args:
        version: of the map's table, in which the numbers mean something.
        mode: light or dark.
    """
    return f".{_PATH}{encoded({_MODE: mode, _VERSION: version})}"


def entries(request: Request) -> Response:
    """Send the entries of some rows, at most as many as the list holds, in the order asked for."""
    try:
        check_names(request.query_params, _PARAMETERS)
        directory = load()
        chosen = selection(lists(request.query_params), directory)
    except Refused as refused:
        return refuse(request, refused)
    asked = request.query_params
    try:
        numbers = [int(number) for number in asked.get(_ROWS, "").split(",")[:LISTED]]
        found = live_map.numbered(directory.frame, numbers)
    except (ValueError, IndexError):
        found = []
    if not found or asked.get(_VERSION) != live_map.table_version(directory.frame):
        return PlainTextResponse("There are no such rows.", 404, {"Cache-Control": "no-store"})
    mode = next((mode for mode in MODES if mode == asked.get(_MODE)), MODES[0])
    html = rendering.in_sight(
        zip(numbers, found, strict=True), mode, lambda organisation: link("", chosen, **{ORGANISATION: organisation})
    )
    return send(request, File.of(html.encode(), "text/html", "sight.html"))


ROUTES: list[BaseRoute] = [Route(_PATH, entries)]
"""For the server, beside its other routes."""

"""What the page itself fetches: scripts, base map, marks, organisations and cards. Nothing leaves the machine.

For what others may build on, see :mod:`odmap.web.http.api`.
"""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from odmap.data_file import DataFileError
from odmap.directory.current import load
from odmap.geography import land_tiles, map_tiles
from odmap.graphics.assets import FILES, FROM_FRAME, land_version, mark_file, tiles_version, version
from odmap.graphics.marks import Mark
from odmap.graphics.palette import MODES
from odmap.maps import live as live_map
from odmap.maps.still.locator import place_file
from odmap.markup import rendering
from odmap.views.urls import ORGANISATION, encoded
from odmap.web import startup_check

MOST_NAMES = 2000
"""How many organisations one answer names at most."""

FOREVER = "public, max-age=31536000, immutable"
"""For addresses that name their content's version: new content has a new address."""


def _file(content: Callable[[], bytes], media_type: str) -> Callable[[Request], Response]:
    """Make an endpoint that sends content; the response cache keeps it if its address names its version."""

    def endpoint(request: Request) -> Response:
        sent = content()
        return Response(sent, media_type=media_type, headers={"Cache-Control": _keeping(request, version(sent))})

    return endpoint


def _keeping(request: Request, true_version: str) -> str:
    """Return how long a browser may keep what is sent: for good only under its own version.

    Whoever asks for another version, that of tomorrow say, must not keep today's content under its name.
    """
    named = request.query_params.getlist("v")
    if not named:
        return "no-cache"
    return FOREVER if named == [true_version] else "no-store"


def card(request: Request) -> Response:
    """Send the card of one organisation as a piece of HTML."""
    found = load().organisations.get(request.path_params["id"])
    if found is None:
        return PlainTextResponse("There is no organisation with this id.", status_code=404)
    href = f"{FROM_FRAME}{encoded({ORGANISATION: found.id})}"
    return Response(rendering.card(found, href), media_type="text/html", headers={"Cache-Control": "no-cache"})


def mark(request: Request) -> Response:
    """Send the drawing of a mark."""
    mode = request.path_params["mode"]
    try:
        found = Mark.named(request.path_params["name"])
    except ValueError:
        found = None
    if found is None or mode not in MODES:
        return PlainTextResponse("There is no such mark.", status_code=404)
    return _file(lambda: mark_file(found, mode), "image/svg+xml")(request)


def place(request: Request) -> Response:
    """Send the small map of where an organisation is."""
    mode = request.path_params["mode"]
    found = load().organisations.get(request.path_params["id"])
    if found is None or not found.precision or mode not in MODES:
        return PlainTextResponse("There is no such map.", status_code=404)
    return _file(lambda: place_file(found, mode), "image/svg+xml")(request)


def tile(request: Request) -> Response:
    """Send the towns and regions of a part of the world, for the map seen from near."""
    where = request.path_params
    return _tile(request, map_tiles.tile(where["level"], where["column"], where["row"]), tiles_version)


def near_land(request: Request) -> Response:
    """Send the fine outline of a part of the world."""
    where = request.path_params
    return _tile(request, land_tiles.tile(where["column"], where["row"]), land_version)


def _tile(request: Request, content: bytes | None, true_version: Callable[[], str]) -> Response:
    if content is None:
        return PlainTextResponse("There is no such tile.", status_code=404)
    keeping = _keeping(request, true_version())
    return Response(content, media_type="application/json", headers={"Cache-Control": keeping})


def names(request: Request) -> Response:
    """Send ids and labels of the organisations that a map with very many has in sight.

    The numbers of rows mean something in one version of the table only, so there is no answer for another.
    """
    frame = load().frame
    keeping = _keeping(request, live_map.table_version(frame))
    given = request.query_params.get("rows", "").split(",")
    try:
        content = live_map.names(frame, [int(number) for number in given[:MOST_NAMES]])
    except (ValueError, IndexError):
        content = b""
    if not content or keeping == "no-store":
        return PlainTextResponse("There are no such rows.", 404, {"Cache-Control": "no-store"})
    return Response(content, media_type="application/json", headers={"Cache-Control": keeping})


async def health(request: Request) -> Response:
    """Say that the server is up and how many organisations it shows, or what is wrong: 503 if it can show none.

    Nothing is waited for, not even for a thread.
    """
    number = len(load().frame)
    found = "; ".join(fault.in_short() for fault in startup_check.faults())
    if not number:
        return PlainTextResponse(f"nothing to show: {found}\n", status_code=503)
    return PlainTextResponse(f"{f'degraded: {found};' if found else 'ok:'} {number} organisations\n")


def refuse_file(request: Request, error: Exception) -> Response:
    """Say that what was asked for needs a file of this server that is missing or damaged."""
    assert isinstance(error, DataFileError)  # starlette gives a handler only what it is registered for
    return PlainTextResponse(error.in_words(), status_code=503, headers={"Cache-Control": "no-store"})


EXCEPTION_HANDLERS = {DataFileError: refuse_file}
"""For the server: what its routes raise."""


ROUTES: list[BaseRoute] = [
    Route("/healthz", health),
    Route("/card/{id}", card),
    Route("/names", names),
    Route("/assets/mark/{mode}/{name}.svg", mark),
    Route("/assets/place/{mode}/{id}.svg", place),
    Route("/assets/tile/{level:int}/{column:int}/{row:int}.json", tile),
    Route("/assets/land/{column:int}/{row:int}.json", near_land),
    *(Route(f"/assets/{name}", _file(file.content, file.media_type)) for name, file in FILES.items()),
    Route("/assets/organisations.json", _file(lambda: live_map.table(load().frame), "application/json")),
]

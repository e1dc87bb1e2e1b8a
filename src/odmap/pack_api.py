"""The presenter's files over HTTP: the pack of a view, and the map as a picture, for the same query as the page."""

from collections.abc import Callable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from odmap import load
from odmap.address import BEGIN, public_root
from odmap.answers import DOWNLOAD, File, Refused, View, check_download, check_names, kept, selection, send, shown
from odmap.countries import load as countries
from odmap.exports import pack, pictures
from odmap.exports.job import Job
from odmap.palette import MODES, Mode
from odmap.selection import BY_NAME, TEXT

MODE = "mode"
SIZE = "size"
PARAMETERS = (*BY_NAME, TEXT, DOWNLOAD)
_MODES: dict[str, Mode] = {mode: mode for mode in MODES}
_SIZES: dict[str, pictures.Size] = {size: size for size in pictures.SIZES}


def _presenter(kind: str) -> Callable[[Request], Response]:
    """Make an endpoint that sends one file of the pack."""

    def endpoint(request: Request) -> Response:
        check_names(request, (*PARAMETERS, BEGIN))
        check_download(request)  # before anything is made: that takes its time
        directory = load()
        job = Job(directory, selection(request, directory), _begin(request), _root())
        return send(request, pack.file(kind, job))

    return endpoint


def _root() -> str:
    try:
        return public_root()
    except ValueError as wrong:
        raise Refused(500, f"This server is not set up right. {wrong}.") from None


def _begin(request: Request) -> str:
    begin = ""
    for given in request.query_params.getlist(BEGIN):
        begin = given.strip().upper() or begin
        if begin and begin not in countries():
            error = f"No country has the code “{shown(given)}”. Use the two letters of ISO 3166-1, such as FI."
            raise Refused(400, error, parameter=BEGIN)
    return begin


@kept(maxsize=16)
def _map_file(view: View, extension: str, mode: Mode, size: pictures.Size) -> File:
    job = Job(view.directory, view.selection)
    if extension == "svg":
        return File.of(pictures.map_svg(job, mode), "image/svg+xml", f"{_map_stem(job)}.svg")
    return File.of(pictures.map_png(job, mode, size), "image/png", f"{_map_stem(job)}.png")


def _map_stem(job: Job) -> str:
    return job.stem.replace("odmap-", "odmap-map-", 1)


def _map(extension: str) -> Callable[[Request], Response]:
    """Make an endpoint that sends the map of the organisations that match a query."""
    allowed = (*PARAMETERS, MODE, SIZE) if extension == "png" else (*PARAMETERS, MODE)

    def endpoint(request: Request) -> Response:
        check_names(request, allowed)
        directory = load()
        view = View(directory, selection(request, directory))
        return send(request, _map_file(view, extension, mode(request), size(request)))

    return endpoint


def mode(request: Request) -> Mode:
    """Read for which page a picture is meant; light if nothing is said.

    Raises:
        Refused: for anything but light and dark.
    """
    return _one_of(request, MODE, _MODES, "light", "no mode. Use light or dark.")


def size(request: Request) -> pictures.Size:
    """Read how fine a picture is; for a screen if nothing is said.

    Raises:
        Refused: for anything but screen and print.
    """
    return _one_of(request, SIZE, _SIZES, "screen", "no size. Use screen or print.")


Choice = TypeVar("Choice", bound=str)


def _one_of(request: Request, name: str, allowed: dict[str, Choice], usual: Choice, otherwise: str) -> Choice:
    chosen = usual
    for given in filter(None, request.query_params.getlist(name)):
        if given not in allowed:
            raise Refused(400, f"“{shown(given)}” is {otherwise}", parameter=name, allowed=list(allowed))
        chosen = allowed[given]
    return chosen


ROUTES: list[BaseRoute] = [
    *(Route(f"/presenter.{kind}", _presenter(kind)) for kind in pack.KINDS),
    *(Route(f"/map.{extension}", _map(extension)) for extension in ("png", "svg")),
]
"""For the public API."""

"""The presenter's files over HTTP: the pack of a view, and the map as a picture, for the same query as the page."""

from typing import TypeVar

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from odmap.directory.current import load
from odmap.directory.organisations import Directory
from odmap.exports import pictures
from odmap.exports.file_spec import FileSpec
from odmap.exports.job import Job
from odmap.geography.countries import load as countries
from odmap.graphics.palette import MODES, Mode
from odmap.views import formats
from odmap.views.selection import BY_NAME, TEXT
from odmap.views.urls import BEGIN, OF_LOOKS, POSITION, public_root
from odmap.web.http import file_responses
from odmap.web.http.responses import DOWNLOAD, Refused, check_names, no_country, selection, shown

MODE = "mode"
SIZE = "size"
PARAMETERS = (*BY_NAME, TEXT, DOWNLOAD)
_PASSED_OVER = tuple(name for name in OF_LOOKS if name != POSITION)  # a file's map is held where all is to be seen
_MODES: dict[str, Mode] = {mode: mode for mode in MODES}
_SIZES: dict[str, pictures.Size] = {size: size for size in pictures.SIZES}


def _presenter(kind: str) -> file_responses.Read:
    """Return what reads which file of the pack is wanted."""

    def read(request: Request) -> tuple[FileSpec, Directory]:
        check_names(request, (*PARAMETERS, BEGIN) if formats.PRESENTER[kind].tells_story else PARAMETERS, _PASSED_OVER)
        directory = load()
        job = Job(directory, selection(request, directory), _begin(request), _root())
        return FileSpec.of_job(kind, job), directory

    return read


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
            raise no_country(given, BEGIN)
    return begin


def _map(extension: str) -> file_responses.Read:
    """Return what reads which map of the organisations that match a query is wanted."""
    allowed = (*PARAMETERS, MODE, SIZE) if extension == "png" else (*PARAMETERS, MODE)

    def read(request: Request) -> tuple[FileSpec, Directory]:
        check_names(request, allowed, _PASSED_OVER)
        directory = load()
        chosen = selection(request, directory)
        return FileSpec("map", extension, chosen, mode=mode(request), size=size(request)), directory

    return read


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
    *(Route(f"/presenter.{kind}", file_responses.endpoint(_presenter(kind))) for kind in formats.PRESENTER),
    *(Route(f"/map.{extension}", file_responses.endpoint(_map(extension))) for extension in ("png", "svg")),
]
"""For the public API."""

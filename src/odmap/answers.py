"""How the public API reads a query, sends a file, and says no in words that help.

What is not understood is refused rather than passed over: a file that silently holds something else would mislead.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, Self, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from odmap.address import OF_PAGES
from odmap.data_file import DataFileError
from odmap.directory import Directory
from odmap.fresh import kept_with
from odmap.selection import BY_NAME, LONGEST_TEXT, TEXT, Selection, from_query, options
from odmap.static_files import version

DOWNLOAD = "download"

_FRESH = "public, max-age=300"
_SHOWN = 80  # characters of what was given that an answer repeats


class Refused(Exception):  # noqa: N818 - an answer like any other, not a fault of the program
    """Ends a request with an error that a person can act on.

    Args:
        status: of HTTP.
        error: what is wrong and what to do.
        details: further fields of the JSON: ``parameter``, ``allowed``, ``near``.
    """

    def __init__(self, status: int, error: str, **details: Any) -> None:
        super().__init__(error)
        self.status = status
        self.content = {"error": error, **details}


class File(NamedTuple):
    """A file to send; ``tag`` is its entity tag, a weak one because the file may go out compressed."""

    content: bytes
    media_type: str
    name: str
    tag: str

    @classmethod
    def of(cls, content: bytes, media_type: str, name: str) -> Self:
        """Make a file; its name is plain ASCII without quotation marks."""
        return cls(content, media_type, name, f'W/"{version(content)}"')


class View(NamedTuple):
    """What is asked for: some of a directory. Keep what is made of it with :func:`kept`, which keeps no directory."""

    directory: Directory
    selection: Selection


Choices = ParamSpec("Choices")
Made = TypeVar("Made")


def kept(
    maxsize: int,
) -> Callable[[Callable[Concatenate[View, Choices], Made]], Callable[Concatenate[View, Choices], Made]]:
    """Return a decorator that keeps what a function makes of a view for as long as the view's directory lives.

    Args:
        maxsize: so many results are kept of each directory; what was not asked for the longest goes first.
    """

    def decorate(make: Callable[Concatenate[View, Choices], Made]) -> Callable[Concatenate[View, Choices], Made]:
        @kept_with(maxsize)
        def of(directory: Directory, /, selection: Selection, *rest: Choices.args, **named: Choices.kwargs) -> Made:
            return make(View(directory, selection), *rest, **named)

        @wraps(make)
        def made(view: View, /, *rest: Choices.args, **named: Choices.kwargs) -> Made:
            return of(view.directory, view.selection, *rest, **named)

        return made

    return decorate


def check_names(request: Request, allowed: Iterable[str]) -> None:
    """Refuse parameters that are neither allowed nor the pages' own, which may stay in a copied query.

    Raises:
        Refused: naming the first such parameter.
    """
    known = list(allowed)
    for name in request.query_params:
        if name not in known and name not in OF_PAGES:
            error = f"There is no parameter called “{shown(name)}” here. Use one of those allowed, or leave it out."
            raise Refused(400, error, parameter=shown(name), allowed=known)


def check_directory(directory: Directory) -> None:
    """Refuse to make a file of a directory of which nothing can be read: it would say that there is nothing.

    Raises:
        Refused: there is no valid record, and the file has a fault.
    """
    if directory.frame.empty and directory.problems:
        raise Refused(503, "The directory of this server cannot be read at the moment. Please try again later.")


def selection(request: Request, directory: Directory, of_page: bool = False) -> Selection:
    """Read which organisations are asked for.

    Args:
        request: what is asked.
        directory: the whole directory.
        of_page: whether it is for a part of a page, which says itself if the directory cannot be read.

    Raises:
        Refused: for a value that no organisation has, a search that is too long, or a directory that cannot be read.
    """
    if not of_page:
        check_directory(directory)
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    chosen, dropped = from_query(query, directory.frame)
    for name, value in dropped:
        error = f"No organisation here has “{shown(value)}” as its {name}. Use one of the values allowed."
        raise Refused(400, error, parameter=name, allowed=list(options(directory.frame, BY_NAME[name])))
    length = len(" ".join(" ".join(query.get(TEXT, ())).split()))
    if length > LONGEST_TEXT:
        error = f"The search is {length:,} characters long. Use fewer words, up to {LONGEST_TEXT} characters."
        raise Refused(400, error, parameter=TEXT, allowed=[f"up to {LONGEST_TEXT} characters"])
    return chosen


def send(request: Request, file: File) -> Response:
    """Send a file to show, or to keep if ``?download`` asks for that, or say that the client has it already.

    Raises:
        Refused: if ``download`` has another value than 1 or none.
    """
    headers = {"ETag": file.tag, "Cache-Control": _FRESH, "Content-Disposition": _disposition(request, file.name)}
    if _has_already(request, file.tag):
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)


def check_download(request: Request) -> bool:
    """Tell whether a file to keep is asked for.

    Raises:
        Refused: if ``download`` has another value than 1 or none.
    """
    given = request.query_params.getlist(DOWNLOAD)
    for value in given:
        if value not in ("", "1"):
            error = f"“{shown(value)}” says nothing here. Write {DOWNLOAD}=1 to keep the file, or leave it out."
            raise Refused(400, error, parameter=DOWNLOAD, allowed=["1"])
    return bool(given)


def _disposition(request: Request, name: str) -> str:
    return f'attachment; filename="{name}"' if check_download(request) else "inline"


def _has_already(request: Request, tag: str) -> bool:
    """Compare entity tags weakly, as RFC 9110 wants it for ``If-None-Match``."""
    given = request.headers.get("if-none-match", "").split(",")
    tags = {one.strip().removeprefix("W/") for one in given}
    return "*" in tags or tag.removeprefix("W/") in tags


def shown(text: str) -> str:
    """Return what was given, cut to a length that an answer may repeat."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def refuse(request: Request, refused: Exception) -> Response:
    """Send a :class:`Refused` as JSON."""
    assert isinstance(refused, Refused)  # starlette gives a handler only what it is registered for
    return _error(refused.status, refused.content)


def refuse_file(request: Request, error: Exception) -> Response:
    """Say as JSON that what was asked for needs a file of this server that is missing or damaged."""
    assert isinstance(error, DataFileError)
    return _error(503, {"error": error.in_words()})


def refuse_address(request: Request, refused: Exception) -> Response:
    """Send what starlette refuses by itself as JSON: an unknown address, a method that changes something."""
    assert isinstance(refused, HTTPException)
    words = {
        404: "There is nothing at this address. /api/openapi.json names all there are.",
        405: "Nothing can be changed here. Use GET or HEAD.",
    }
    return _error(refused.status_code, {"error": words.get(refused.status_code, refused.detail)}, refused.headers)


def _error(status: int, content: Any, headers: Any = None) -> Response:
    return JSONResponse(content, status, headers={"Cache-Control": "no-store", **(headers or {})})

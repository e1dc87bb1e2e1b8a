"""How the public API reads a query, sends a file, and says no in words that help.

What is not understood is refused rather than passed over: a file that silently holds something else would mislead.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from odmap.analysis.country_brief import likely_codes, near
from odmap.caching import kept_with
from odmap.data_file import DataFileError
from odmap.directory.organisations import Directory
from odmap.exports.file import File
from odmap.views.selection import BY_NAME, LONGEST_TEXT, NO_BASE, TEXT, Selection, from_query, vocabulary
from odmap.views.urls import BEGIN, OF_GAPS, OF_LOOKS, ORGANISATION, POSITION, SHEET, SORT

DOWNLOAD = "download"
COUNTRY = "country"

_FRESH = "public, max-age=300"
_SHOWN = 80  # characters of what was given that an answer repeats
_INSTEAD = {
    SHEET: "Nothing here comes in pages: one file holds everything that matches.",
    SORT: "A file comes in the directory's own order.",
    ORGANISATION: "One organisation alone is at /api/organisations/{id}.json.",
    BEGIN: "Only the presenter's page and slides tell a story that begins with a country.",
    POSITION: "The map shows everything that matches, wherever the page's own map was held.",
    **dict.fromkeys(OF_GAPS, "It belongs to the gaps page."),
}
"""What is said of parameters of pages that would mislead if they were passed over."""


class Refused(Exception):  # noqa: N818 - an answer like any other, not a fault of the program
    """Ends a request with an error that a person can act on.

    Args:
        status: of HTTP.
        error: what is wrong and what to do.
        details: further fields of the JSON: ``parameter``, ``allowed``, ``near``.
    """

    def __init__(self, status: int, error: str, **details: Any) -> None:
        super().__init__(error)
        self.headers: dict[str, str] = {}
        self.status = status
        self.content = {"error": error, **details}


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


def check_names(request: Request, allowed: Iterable[str], passed_over: Iterable[str] = OF_LOOKS) -> None:
    """Refuse parameters that are neither allowed nor without any meaning for a file.

    Args:
        request: with the query.
        allowed: the parameters that mean something here.
        passed_over: those that may stay in a query copied from a page.

    Raises:
        Refused: naming the first parameter that is neither.
    """
    known, harmless = list(allowed), list(passed_over)
    for name in request.query_params:
        if name not in known and name not in harmless:
            instead = f"{_INSTEAD[name]} Leave it out." if name in _INSTEAD else "Use one of those allowed."
            error = f"There is no parameter called “{shown(name)}” here. {instead}"
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
        Refused: for a value that is not in its vocabulary, a search that is too long, or a directory that cannot be
            read.
    """
    if not of_page:
        check_directory(directory)
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    chosen, dropped = from_query(query, directory.frame)
    for name, value in dropped:
        if name == COUNTRY:
            raise no_country(value)
        error = f"There is no {name} called “{shown(value)}”. Use one of the values allowed."
        raise Refused(400, error, parameter=name, allowed=list(vocabulary(directory.frame, BY_NAME[name])))
    length = len(" ".join(" ".join(query.get(TEXT, ())).split()))
    if length > LONGEST_TEXT:
        error = f"The search is {length:,} characters long. Use fewer words, up to {LONGEST_TEXT} characters."
        raise Refused(400, error, parameter=TEXT, allowed=[f"up to {LONGEST_TEXT} characters"])
    return chosen


def no_country(given: str, parameter: str = COUNTRY) -> Refused:
    """Return what refuses a code that is no country's, with those that may have been meant.

    Args:
        given: as it was asked for.
        parameter: of the query; if it chooses organisations, those without a fixed base can be asked for, too.
    """
    meant = [country.code for country in near(given)]
    no_base = f", or “{NO_BASE}” for bodies with no fixed base" if parameter == COUNTRY else ""
    use = f"Use the two letters of ISO 3166-1, such as FI{no_base}."
    words = (f"No country has the code “{shown(given)}”.", likely_codes(given), use)
    return Refused(400, " ".join(filter(None, words)), parameter=parameter, near=meant)


def send(request: Request, file: File) -> Response:
    """Send a file to show, or to keep if ``?download`` asks for that, or say that the client has it already.

    Raises:
        Refused: if ``download`` has another value than 1 or none.
    """
    if answer := unchanged(request, file.tag, file.name):
        return answer
    return Response(file.content, media_type=file.media_type, headers={"ETag": file.tag, **_always(request, file.name)})


def unchanged(request: Request, tag: str, name: str) -> Response | None:
    """Return what says that the client has a file already; ``None`` if it has not, or its tag is not known."""
    if not tag or not _has_already(request, tag):
        return None
    return Response(status_code=304, headers={"ETag": tag, **_always(request, name)})


def unmade(request: Request, media_type: str, name: str) -> Response:
    """Return what is known of a file that was not made: neither its length nor its tag."""
    answer = Response(media_type=media_type, headers=_always(request, name))
    del answer.headers["Content-Length"]
    return answer


def _always(request: Request, name: str) -> dict[str, str]:
    return {"Cache-Control": _FRESH, "Content-Disposition": _disposition(request, name)}


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
    return _error(refused.status, refused.content, refused.headers)


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

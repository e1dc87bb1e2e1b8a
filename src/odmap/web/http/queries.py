"""How a query is read: which parameters there may be, and which organisations they choose."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from starlette.datastructures import QueryParams

from odmap.caching import kept_with
from odmap.directory.organisations import Directory
from odmap.views.excerpt import LIMIT, OFFSET
from odmap.views.selection import BY_NAME, LONGEST_TEXT, TEXT, Selection, from_query, vocabulary
from odmap.views.urls import BEGIN, CODE, NEAR, OF_GAPS, OF_LOOKS, ORGANISATION, PLACE, POSITION, SHEET, SORT
from odmap.web.http.refusals import COUNTRY, Refused, no_country, shown
from odmap.wording import format_number

_INSTEAD = {
    SHEET: "Nothing here comes in pages: one file holds everything that matches.",
    SORT: "A file comes in the directory's own order.",
    ORGANISATION: "One organisation alone is at /api/organisations/{id}.json.",
    BEGIN: "Only the presenter's page and slides tell a story that begins with a country.",
    CODE: "It belongs to the page of a country; files take a country as “country”.",
    POSITION: "The map shows everything that matches, wherever the page's own map was held.",
    PLACE: "A list takes the place as “near”, latitude and longitude; /api/suggest.json finds places by their names.",
    NEAR: "Only the lists of organisations come sorted by distance.",
    **dict.fromkeys(OF_GAPS, "It belongs to the gaps page."),
}
"""What is said of parameters of pages that would mislead if they were passed over."""

_IN_PARTS = {
    SHEET: "Nothing here comes in pages: one file holds everything that matches, "
    f"{LIMIT} and {OFFSET} give a part of it."
}
"""What is said instead where there are parts."""


class DirectoryView(NamedTuple):
    """Some of a directory. Keep what is made of it with :func:`kept`, which keeps no directory alive."""

    directory: Directory
    selection: Selection


Choices = ParamSpec("Choices")
Made = TypeVar("Made")


def kept(
    maxsize: int,
) -> Callable[
    [Callable[Concatenate[DirectoryView, Choices], Made]], Callable[Concatenate[DirectoryView, Choices], Made]
]:
    """Return a decorator that keeps what a function makes of a view for as long as the view's directory lives.

    Args:
        maxsize: so many results are kept of each directory; what was not asked for the longest goes first.
    """

    def decorate(
        make: Callable[Concatenate[DirectoryView, Choices], Made],
    ) -> Callable[Concatenate[DirectoryView, Choices], Made]:
        @kept_with(maxsize)
        def of(directory: Directory, /, selection: Selection, *rest: Choices.args, **named: Choices.kwargs) -> Made:
            return make(DirectoryView(directory, selection), *rest, **named)

        @wraps(make)
        def made(view: DirectoryView, /, *rest: Choices.args, **named: Choices.kwargs) -> Made:
            return of(view.directory, view.selection, *rest, **named)

        return made

    return decorate


def check_names(given: Iterable[str], allowed: Iterable[str], passed_over: Iterable[str] = OF_LOOKS) -> None:
    """Refuse parameters that are neither allowed nor without any meaning for a file.

    Args:
        given: the names of the parameters in a query.
        allowed: the parameters that mean something here.
        passed_over: those that may stay in a query copied from a page.

    Raises:
        Refused: naming the first parameter that is neither.
    """
    known, harmless = list(allowed), list(passed_over)
    for name in given:
        if name not in known and name not in harmless:
            told = {**_INSTEAD, **_IN_PARTS} if LIMIT in known else _INSTEAD
            instead = f"{told[name]} Leave it out." if name in told else "Use one of those allowed."
            error = f"There is no parameter called “{shown(name)}” here. {instead}"
            raise Refused(400, error, parameter=shown(name), allowed=known)


def check_directory(directory: Directory) -> None:
    """Refuse to make a file of a directory of which nothing can be read: it would say that there is nothing.

    Raises:
        Refused: there is no valid record, and the file has a fault.
    """
    if directory.frame.empty and directory.problems:
        raise Refused(503, "The directory of this server cannot be read at the moment. Please try again later.")


def lists(query: QueryParams) -> dict[str, list[str]]:
    """Return every value of every parameter of a query."""
    return {name: query.getlist(name) for name in query}


def selection(query: Mapping[str, Sequence[str]], directory: Directory) -> Selection:
    """Read which organisations are asked for.

    Args:
        query: the name of each parameter with its values; those that choose no organisations are passed over.
        directory: the whole directory.

    Raises:
        Refused: for a value that is not in its vocabulary, or a search that is too long.
    """
    chosen, dropped = from_query(query, directory.frame)
    for name, value in dropped:
        if name == COUNTRY:
            raise no_country(value)
        error = f"There is no {name} called “{shown(value)}”. Use one of the values allowed."
        raise Refused(400, error, parameter=name, allowed=list(vocabulary(directory.frame, BY_NAME[name])))
    length = len(" ".join(" ".join(query.get(TEXT, ())).split()))
    if length > LONGEST_TEXT:
        error = (
            f"The search is {format_number(length)} characters long. Use fewer words, up to {LONGEST_TEXT} characters."
        )
        raise Refused(400, error, parameter=TEXT, allowed=[f"up to {LONGEST_TEXT} characters"])
    return chosen

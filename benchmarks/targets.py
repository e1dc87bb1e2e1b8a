"""The targets, nearly all of them ratios within one run, and whether they were reached."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from benchmarks import figures
from benchmarks.figures import Book, Figure


class Target(NamedTuple):
    """What should be reached: the value found (``None`` if not measured), and the most or the least it may be."""

    words: str
    found: float | None
    limit: float
    unit: str = "x"
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """Return "reached", "missed" or "not measured"."""
        if self.found is None:
            return "not measured"
        good = self.found >= self.limit if self.at_least else self.found <= self.limit
        return "reached" if good else "missed"


def _ratio(above: float | None, below: float | None) -> float | None:
    return above / below if above is not None and below else None


def targets(book: Book, own: int) -> list[Target]:
    """Judge what was measured.

    Args:
        book: everything measured.
        own: how many organisations the project's own directory holds.
    """
    return [*_of_the_page(book, own), *_of_the_map(book), *_of_the_server(book, own)]


def _median(book: Book, figure: Figure) -> Callable[[str, int], float | None]:
    return lambda app, size: book.value(figure, app, size)


def _of_the_page(book: Book, own: int) -> Iterator[Target]:
    first, change = _median(book, figures.FIRST), _median(book, figures.CHANGE)
    socket = figures.CHANGE_SOCKET
    painted = book.value(figures.PAINTED, "odmap", own)
    yield Target(f"first page in sight, {own}, in times of the empty page", _ratio(painted, first("empty", own)), 0.5)
    yield Target(f"layout shift, {own}, most", book.value(figures.SHIFT, "odmap", own, "most"), 0.05, "")
    yield Target(f"second visit, {own}, HTTP", book.value(figures.SECOND_HTTP, "odmap", own), 20_000, "B")
    yield Target(f"slow phone, {own}, first page in sight", book.value(figures.PHONE_PAINTED, "odmap", own), 1.5, "s")
    yield Target(f"slow phone, {own}, first map", book.value(figures.PHONE_FIRST, "odmap", own), 5, "s")
    yield Target(f"slow phone, {own}, HTTP", book.value(figures.PHONE_HTTP, "odmap", own), 600_000, "B")
    yield Target(f"first map, {own}, in times of the empty page", _ratio(first("odmap", own), first("empty", own)), 1.3)
    yield Target(f"filter change, {own} / ordinary", _ratio(change("odmap", own), change("ordinary", own)), 0.15)
    yield Target(f"web socket for a filter change, {own}, median", book.value(socket, "odmap", own), 10_000, "B")
    yield Target(f"web socket for a filter change, {own}, most", book.value(socket, "odmap", own, "most"), 10_000, "B")
    yield Target(f"first map, 10,000 / {own}", _ratio(first("odmap", 10_000), first("odmap", own)), 2)
    yield Target("first map, 10,000 / ordinary", _ratio(first("odmap", 10_000), first("ordinary", 10_000)), 0.08)
    yield Target(f"filter change, 10,000 / {own}", _ratio(change("odmap", 10_000), change("odmap", own)), 2)
    yield Target(f"first map, 100,000 / {own}", _ratio(first("odmap", 100_000), first("odmap", own)), 5)


def _of_the_map(book: Book) -> Iterator[Target]:
    for figure in (figures.DRAGGED, figures.ZOOMED):
        yield Target(f"{figure.name}, 100,000", book.value(figure, "odmap", 100_000, "most"), 0.2, "ms")


def _of_the_server(book: Book, own: int) -> Iterator[Target]:
    cpu = figures.CPU
    grown = _ratio(book.value(cpu, "odmap", 100_000, "mean"), book.value(cpu, "odmap", own, "mean"))
    yield Target(f"server CPU for a filter change, 100,000 / {own}", grown, 20)
    yield Target("100 visitors, errors", book.value(figures.ERRORS, "odmap", 100, "most"), 0, "")
    late = book.value(figures.FILTER, "odmap", 100, "95th percentile")
    yield Target("100 visitors, filter change, 95th percentile", late, 1, "s")
    yield Target("100 visitors, memory for each", book.value(figures.LOAD_SESSION, "odmap", 100, "mean"), 12e6, "B")
    for figure in (figures.LOOKUPS, figures.LOCATED):
        yield Target(figure.name, book.value(figure, "odmap", own), 5_000, "/s", at_least=True)

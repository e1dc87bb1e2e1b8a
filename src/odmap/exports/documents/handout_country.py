"""One country's part of a handout's list, in more detail or less."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from reportlab.platypus import Paragraph

from odmap.analysis import country_brief_text
from odmap.directory.located import LocatedOrganisation
from odmap.directory.organisation import Precision, Status, Type
from odmap.exports.documents import handout_text
from odmap.exports.documents.columns import Block
from odmap.exports.documents.handout_parts import MarkedParagraph
from odmap.exports.documents.sheets import WIDTH, TextStyle, Writer, colour, joined, style
from odmap.graphics.bidi import has_right_to_left
from odmap.graphics.fonts import han_in
from odmap.graphics.marks import Mark
from odmap.wording import format_number, small

GUTTER = 15
"""Between two columns, in points."""

_IN_A_ROW = 8
"""How many running names a paragraph holds at most, so that a country can go on in the next column."""

_DOT = "\N{NO-BREAK SPACE}· "
"""Between running names; never at the beginning of a line."""


class Detail(IntEnum):
    """How much a list says, most first."""

    FULL = 0
    """Name, own name, type, place and what it does."""
    LINES = 1
    """A line for each name, with its type."""
    SHORT = 2
    """A line for each name, with the mark of its type."""
    RUNNING = 3
    """For each type its mark, and names one after the other."""
    NAMES = 4
    """Names one after the other."""
    ACTIVE = 5
    """How many, and the names of those known to be active, one after the other."""
    TYPES = 6
    """How many of each type."""
    TOTALS = 7
    """How many."""


class ListStyle(NamedTuple):
    """One way to set the list."""

    detail: Detail
    size: float
    """Of the letters, in points."""
    summary: int = 0
    """How many characters say what an organisation does."""
    columns: int = 3

    @property
    def column(self) -> float:
        """How wide a column is, in points."""
        return float(WIDTH - GUTTER * (self.columns - 1)) / self.columns

    @property
    def named(self) -> bool:
        """Tell whether every organisation is named."""
        return self.detail <= Detail.NAMES

    def names(self, status: Status) -> bool:
        """Tell whether organisations of a status are named."""
        return self.named or (self.detail == Detail.ACTIVE and status == Status.ACTIVE)

    @property
    def marked(self) -> bool:
        """Tell whether marks stand for the types."""
        return self.detail <= Detail.RUNNING

    @property
    def line(self) -> float:
        """From one line to the next, in points."""
        return self.size * (1.2 if self.detail >= Detail.SHORT else 1.25)

    @property
    def between(self) -> float:
        """Between two organisations, in points."""
        return self.line * (0.4 if self.detail == Detail.FULL else 0.08)


class CountrySection:
    """One country's part of the list.

    Args:
        rows: its organisations by name, at least one.
        level: how to set them.
    """

    def __init__(self, rows: Sequence[LocatedOrganisation], level: ListStyle) -> None:
        self._name = rows[0].country_name
        self._writer = Writer(han_in(rows[0].country))
        self._rows = rows
        self._level = level
        self._indent = level.size * 1.3
        self._look = TextStyle(level.size, level.line)
        self._quiet = self._look._replace(colour="label")
        self._bold = self._look._replace(bold=True)
        self._head = TextStyle(level.size + 1, level.line + 1.5, bold=True, colour="accent", before=level.line * 0.45)

    def heading(self, more: str = "") -> Paragraph:
        """Return the country's name and how many there are, or something else that is to be said of it."""
        return joined([self._writer.text(self._name, self._head), self._aside(more or f" {self._number}")], self._head)

    def blocks(self) -> list[Block]:
        """Return what stands together: the heading with what is below it, and no single line at the end."""
        if self._level.detail >= Detail.TYPES:
            return [[self._counted()]]
        if self._level.detail in (Detail.NAMES, Detail.ACTIVE):
            return [[one] for one in self._names()]
        rows = sorted(self._rows, key=lambda row: list(Type).index(row.type))
        parts = [self._item(row) for row in rows] if self._level.detail < Detail.RUNNING else list(self._running(rows))
        if self._level.detail in (Detail.LINES, Detail.SHORT) and len(parts) > 2:
            parts[-2:] = [[*parts[-2], *parts[-1]]]
        return [[self.heading(), *parts[0]], *parts[1:]]

    @property
    def _number(self) -> str:
        return format_number(len(self._rows))

    def _item(self, row: LocatedOrganisation) -> Block:
        """Return the mark and the name of an organisation, and what is said of it."""
        full = self._level.detail == Detail.FULL
        look = (self._bold if full else self._look)._replace(left=self._indent)
        room = self._level.column - self._indent
        name = self._writer.text(row.name, look, room, row.website or "", tint="ink")
        said = [] if full else handout_text.said_of(row)
        if self._level.detail == Detail.LINES:
            said.insert(0, row.type.label.lower())
        markup = name + self._aside("".join(f", {word}" for word in said))
        mark = Mark.of(row)._replace(precision=None)  # a list has no places, and no room for a halo
        return [MarkedParagraph(markup, style(look), mark), *(self._more(row, room) if full else [])]

    def _more(self, row: LocatedOrganisation, room: float) -> Iterator[Paragraph]:
        """Yield own name, what is said, what it does, and website."""
        quiet, look = (look._replace(left=self._indent) for look in (self._quiet, self._look))
        if row.own_name:
            yield self._writer.paragraph(row.own_name, quiet, room)
        said = [row.type.label, *handout_text.said_of(row), *_place(row)]
        yield self._writer.paragraph(", ".join(said), quiet, room)
        yield self._writer.paragraph(handout_text.shortened(row.summary, self._level.summary), look, room)
        if row.website:
            yield self._writer.paragraph(country_brief_text.short(row.website), quiet, room, row.website)

    def _running(self, rows: Sequence[LocatedOrganisation]) -> Iterator[Block]:
        """Yield for each type its mark and its names, one after the other."""
        look = self._look._replace(left=self._indent)
        for kind in dict.fromkeys(row.type for row in rows):
            for some in _some([row for row in rows if row.type is kind]):
                yield [MarkedParagraph(self._strung(some, self._level.column - self._indent), style(look), Mark(kind))]

    def _names(self) -> Iterator[Paragraph]:
        """Yield the names one after the other, behind the name of the country; last how many more there are."""
        first = self._writer.text(f"{self._name} ", self._bold) + self._aside(f"{self._number}  ")
        rows = [row for row in self._rows if self._level.names(row.status)]
        strung = [self._strung(some, self._level.column) for some in _some(rows)] or [""]
        if 0 < len(rows) < len(self._rows):
            more = f"and {format_number(len(self._rows) - len(rows))} more"
            strung[-1] += self._aside(_DOT + more.replace(" ", "\N{NO-BREAK SPACE}"))
        for words in strung:
            before = self._level.line * 0.4 if first else 0
            yield joined([first, words], self._look._replace(before=before))
            first = ""

    def _strung(self, rows: Sequence[LocatedOrganisation], room: float) -> str:
        """Return names one after the other; those from right to left on lines of their own, or they would be torn."""
        markup, alone = "", False
        for row in rows:
            turned = has_right_to_left(row.name)
            said = ", ".join(handout_text.said_of(row))
            name = self._writer.text(row.name, self._look, room, row.website or "", tint="ink")
            markup += (("<br/>" if turned or alone else _DOT) if markup else "") + name
            markup += self._aside(f" ({said})" if said else "")
            alone = turned
        return markup

    def _aside(self, words: str) -> str:
        return f'<font color="{colour("label")}">{self._writer.text(words, self._look)}</font>'

    def _counted(self) -> Paragraph:
        indent = self._level.size
        look = self._look._replace(left=indent, first=-indent, before=self._level.line * 0.2)
        words = (
            handout_text.of_types([row.type for row in self._rows])
            if self._level.detail == Detail.TYPES
            else self._number
        )
        markup = re.sub(r"(?<=\d) ", "\N{NO-BREAK SPACE}", self._writer.text(words, look))  # "3 |services" reads badly
        return joined([self._writer.text(f"{self._name}: ", self._bold), markup], look)


def _place(row: LocatedOrganisation) -> list[str]:
    """Return the town and the region, if either is known; the country stands above."""
    words = row.place.removesuffix(f", {row.country_name}")
    if not (row.region or row.town):
        return []
    return [words if row.precision is Precision.LOCALITY else small(words)]


def _some(rows: Sequence[LocatedOrganisation]) -> Iterator[Sequence[LocatedOrganisation]]:
    """Yield the rows a few at a time."""
    for start in range(0, len(rows), _IN_A_ROW):
        yield rows[start : start + _IN_A_ROW]

"""What is listed in each country of a view, by what is done there, as tables that fit on slides."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

import pandas as pd

from odmap.analysis.ecosystem import activities_by_country
from odmap.directory.locating import NO_BASE_NAME
from odmap.directory.organisation import Type
from odmap.exports.slides.fit import width
from odmap.exports.slides.table import TableColumn
from odmap.exports.slides.template import LEAST_SIZE, ROOM
from odmap.wording import count, format_number

MOST_ROWS = 11
MOST_PARTS = 5

EMPTY_CELL = (
    "An organisation that does several things stands under each. An empty cell means not listed; it does not mean none."
)

_TYPES = [
    TableColumn(kind.label, width(kind.label, LEAST_SIZE, bold=True) + 0.24, align="r", colour=kind.value)
    for kind in Type
]
_ALL = TableColumn("All", 0.9, bold=True, align="r")
COLUMNS = (
    TableColumn("Country", ROOM.width - sum(column.width for column in (*_TYPES, _ALL)), bold=True),
    *_TYPES,
    _ALL,
)


class CountrySlide(NamedTuple):
    """One slide of the table.

    Attributes:
        title: of the slide.
        lead: the sentences below it.
        rows: name of the country, a number for each word of the legend, or nothing where nothing is listed, and all.
    """

    title: str
    lead: str
    rows: Sequence[Sequence[str]]

    @staticmethod
    def in_words(row: Sequence[str]) -> str:
        """Return a row in words: "Norway: 7 (service 3, training 5)"."""
        found = [f"{kind.label.lower()} {cell}" for kind, cell in zip(Type, row[1:-1], strict=True) if cell]
        return f"{row[0]}: {row[-1]} ({', '.join(found)})"


def parts(view: pd.DataFrame) -> list[CountrySlide]:
    """Return the table of a view, those with most first; nothing where nothing is listed."""
    rows = _rows(view)
    if not rows:
        return []
    has_more = len(rows) > MOST_ROWS * MOST_PARTS
    without = [row for row in rows if row[0] == NO_BASE_NAME]
    places = [row for row in rows if row[0] != NO_BASE_NAME]
    shown = [*places[: MOST_ROWS * MOST_PARTS - len(without)], *without]
    left_out = count(len(rows) - len(shown), "more country", "more countries")
    more = f" And {left_out}: the CSV file of this view lists them all."
    number = ceil(len(shown) / MOST_ROWS)
    each = ceil(len(shown) / number)
    where = f" in {count(len(places), 'country', 'countries')}" if places else ""
    lead = f"{count(len(view), 'organisation')}{where}. {EMPTY_CELL}{more if has_more else ''}"
    return [
        CountrySlide(
            f"By country ({place + 1} of {number})" if number > 1 else "By country",
            lead,
            shown[place * each : (place + 1) * each],
        )
        for place in range(number)
    ]


def _rows(view: pd.DataFrame) -> list[list[str]]:
    """Return every row, those with most first, then by name; bodies with no fixed base last."""
    if view.empty:
        return []
    counted = activities_by_country(view)
    totals = view["country_name"].value_counts()
    order = sorted(counted.index, key=lambda name: (name == NO_BASE_NAME, -totals[name], name))
    return [
        [str(name), *(format_number(n) if n else "" for n in counted.loc[name]), format_number(totals[name])]
        for name in order
    ]

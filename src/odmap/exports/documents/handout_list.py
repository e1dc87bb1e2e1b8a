"""The list of a handout: every organisation by name under its country, in as much detail as there is room for."""

from collections.abc import Sequence
from itertools import groupby

import pandas as pd
from reportlab.platypus import Paragraph

from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.exports.documents.columns import Block, Columns
from odmap.exports.documents.handout_country import GUTTER, CountrySection, Detail, ListStyle
from odmap.exports.documents.sheets import WIDTH
from odmap.geography.place_names import fold

LEVELS = (
    *(
        ListStyle(Detail.FULL, size, summary)
        for size, summary in ((10, 900), (9.5, 500), (9, 250), (8.5, 170), (8, 120))
    ),
    *(ListStyle(Detail.LINES, size) for size in (9.5, 9, 8.5, 8, 7.5)),
    *(ListStyle(Detail.SHORT, size) for size in (8, 7.5, 7.25, 7, 6.75)),
    *(ListStyle(Detail.RUNNING, size) for size in (7, 6.75, 6.5)),
    *(ListStyle(Detail.NAMES, size) for size in (7, 6.75, 6.5)),
    *(ListStyle(Detail.ACTIVE, size) for size in (9, 8.5, 8, 7.5, 7, 6.75, 6.5)),
    *(ListStyle(Detail.TYPES, size) for size in (11, 10, 9, 8, 7)),
    *(ListStyle(Detail.TOTALS, size, columns=5) for size in (9, 8, 7)),
)
"""From the one that says most to the one that always fits."""

NAMED = tuple(level for level in LEVELS if level.named)
ACTIVE_NAMED = tuple(level for level in LEVELS if level.detail == Detail.ACTIVE)
COUNTED = tuple(level for level in LEVELS if level.detail >= Detail.TYPES)
SPACIOUS = tuple(level for level in LEVELS if level.detail <= Detail.LINES and level.size >= 8)
"""Those that are easy to read."""

_NARROW = 0.3  # of a letter's size: no text is narrower


def fitting(view: pd.DataFrame, room: float, levels: Sequence[ListStyle]) -> tuple[Columns, ListStyle] | None:
    """Return the list that says most in so much room, and its level; nothing if no level fits.

    Args:
        view: the rows to list, at least one.
        room: how high the list may be, in points.
        levels: the ways to set it, from the highest to the lowest.
    """
    countries = _by_country(view)
    found = None
    low, high = 0, len(levels)
    while low < high:
        middle = (low + high) // 2
        level = levels[middle]._replace(columns=min(levels[middle].columns, len(view)))
        columns = None if _least(view, level) > room * level.columns else _columns(countries, level)
        if columns and columns.wrap(WIDTH, room)[1] <= room:
            found, high = (columns, level), middle
        else:
            low = middle + 1
    return found


def _least(view: pd.DataFrame, level: ListStyle) -> float:
    """Return how high a list is at least: nobody needs to set 2,000 names to see that they do not fit."""
    names = view.loc[[level.names(status) for status in view["status"]], "name"]
    lines = float(names.str.len().sum()) * _NARROW * level.size / level.column
    return level.line * (lines if level.detail >= Detail.RUNNING else max(lines, len(view)))


def _by_country(view: pd.DataFrame) -> list[list[LocatedOrganisation]]:
    """Return the rows of each country by name, in the order of the countries' names; last those without a base."""

    def place(row: LocatedOrganisation) -> tuple[bool, str]:
        return not row.country, fold(row.country_name)

    rows = sorted(organisations_in(view), key=lambda row: (*place(row), fold(row.name)))
    return [list(group) for _, group in groupby(rows, place)]


def _columns(countries: Sequence[Sequence[LocatedOrganisation]], level: ListStyle) -> Columns:
    blocks: list[Block] = []
    again: list[Paragraph | None] = []
    for rows in countries:
        country = CountrySection(rows, level)
        found = country.blocks()
        blocks += found
        goes_on = country.heading(", continued") if len(countries) > 1 else None
        again += [None, *[goes_on] * (len(found) - 1)]
    return Columns(blocks, GUTTER, level.between, level.columns, again, whole=True)

"""What the gaps page measures: it depends on few choices, so that visitors share it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from odmap.analysis import worklist
from odmap.analysis.gaps import distance, largest, parts
from odmap.analysis.gaps import summary as gaps
from odmap.analysis.gaps.distance import NearestListed
from odmap.analysis.gaps.largest import Gap
from odmap.analysis.gaps.parts import PartSummary
from odmap.analysis.gaps.summary import Cell, Rule, State
from odmap.caching import Same, kept_with
from odmap.directory import confirmed_absences, published_figures
from odmap.directory.organisation import Type
from odmap.directory.published_figures import Figures
from odmap.markup.gaps import board as board_markup
from odmap.markup.gaps import lists as lists_markup
from odmap.views.selection import Selection, apply

Pairs = frozenset[tuple[str, str]]


class Where(NamedTuple):
    """The part of the world that is looked at; all of it by default."""

    parts: tuple[str, ...] = ()
    """Regions, sub-regions, and the Nordic countries, as an address names them."""
    countries: tuple[str, ...] = ()
    """Codes."""

    @property
    def in_words(self) -> str:
        """What it is called."""
        return parts.place_in_words(self.parts, self.countries)


@dataclass(frozen=True)
class GapsResults:
    """What is listed in every country, and what the page says of it or of a part of the world.

    Attributes:
        wanted: what was asked for.
        covered: the coverage of every country, see :func:`odmap.analysis.gaps.summary.coverage`.
        distance: kilometres to the nearest organisation, by country code.
        nearest: which one that is, for each country in which none counts.
        cells: what is listed under every word of the legend in every country.
        yardstick: the survey beside it, as markup.
    """

    wanted: tuple[Type, ...]
    covered: pd.DataFrame
    distance: "pd.Series[float]"
    nearest: Mapping[str, NearestListed]
    cells: Mapping[tuple[str, Type], Cell]
    yardstick: str

    def within(self, where: Where) -> pd.DataFrame:
        """Return the coverage of a part of the world."""
        return parts.within(self.covered, *where)

    def largest(self, where: Where, most: int | None = None) -> tuple[Gap, ...]:
        """Return the largest populations of a part of the world with nothing listed."""
        return largest.largest(self.covered, self.within(where), self.nearest, most)

    def by_part(self, where: Where) -> tuple[PartSummary, ...]:
        """Return what is missing in each part of a part of the world; nothing where some countries are looked at."""
        return () if where.countries else parts.by_part(self.covered, where.parts)


def measured(frame: pd.DataFrame, wanted: tuple[Type, ...], rule: Rule, mainly: tuple[Type, ...] = ()) -> GapsResults:
    """Measure the whole directory. The result is shared and to be read only.

    Args:
        frame: the whole directory, located.
        wanted: what organisations have to do, in the legend's order.
        rule: what counts.
        mainly: the main types that alone are measured; empty for all.
    """
    return _measured(frame, wanted, rule, mainly, _none(), Same(published_figures.load()))


@kept_with(maxsize=32)
def _measured(
    frame: pd.DataFrame,
    wanted: tuple[Type, ...],
    rule: Rule,
    mainly: tuple[Type, ...],
    none: Pairs,
    known: Same[Figures],
) -> GapsResults:
    frame = apply(frame, Selection.of(type=mainly))
    cells = gaps.board(frame, rule, none)
    covered = gaps.coverage(frame, wanted, rule, none, cells)
    kilometres, nearest = distance.nearest_listed(frame, wanted, rule)
    return GapsResults(
        wanted=wanted,
        covered=covered,
        distance=kilometres,
        nearest=nearest,
        cells=cells,
        yardstick=lists_markup.survey_comparison(covered, known.it),
    )


class BoardQuery(NamedTuple):
    """Which board is asked for."""

    wanted: tuple[Type, ...]
    rule: Rule
    mainly: tuple[Type, ...]
    where: Where
    listed_only: bool
    order: str


def board(frame: pd.DataFrame, asked: BoardQuery) -> str:
    """Return the table of countries as markup, which is long."""
    return _board(frame, asked, _none())


@kept_with(maxsize=16)
def _board(frame: pd.DataFrame, asked: BoardQuery, none: Pairs) -> str:
    found_out = measured(frame, asked.wanted, asked.rule, asked.mainly)
    rows = found_out.within(asked.where)
    if asked.listed_only:
        rows = rows[rows["state"].isin([State.LISTED, State.UNSURE])]
    return board_markup.board(rows, found_out.cells, asked.wanted, asked.order, asked.where.in_words)


def _none() -> Pairs:
    return confirmed_absences.pairs(confirmed_absences.load().records)


def work(frame: pd.DataFrame, selection: Selection) -> str:
    """Return what to check next among the organisations that match, as markup."""
    return _work(frame, selection)


@kept_with(maxsize=64)
def _work(frame: pd.DataFrame, selection: Selection) -> str:
    tasks = worklist.worklist(apply(frame, selection), frame)
    return lists_markup.work(tasks, selection)

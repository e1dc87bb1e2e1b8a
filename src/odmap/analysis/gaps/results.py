"""What the gaps page and its file measure: it depends on few choices, so that visitors share it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from odmap.analysis.gaps import distance, largest, parts
from odmap.analysis.gaps import summary as gaps
from odmap.analysis.gaps.distance import NearestListed
from odmap.analysis.gaps.largest import Gap
from odmap.analysis.gaps.parts import PartSummary
from odmap.analysis.gaps.summary import Cell, Rule
from odmap.caching import kept_with
from odmap.directory import confirmed_absences
from odmap.directory.organisation import Type
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


class Asked(NamedTuple):
    """What is measured, and where it is looked at.

    Attributes:
        wanted: what organisations have to do, in the legend's order: what is chosen, or anything.
        mainly: the main types that are measured alone; empty for all.
        rule: what counts.
        where: the part of the world that is looked at.
    """

    wanted: tuple[Type, ...]
    mainly: tuple[Type, ...]
    rule: Rule
    where: Where

    @classmethod
    def of(cls, selection: Selection, rule: Rule) -> "Asked":
        """Return what a selection asks for."""
        chosen = selection.chosen
        main = chosen.get("type", ())
        doing = chosen.get("activity") or main
        return cls(
            wanted=tuple(kind for kind in Type if not doing or kind in doing),
            mainly=tuple(kind for kind in Type if kind in main),
            rule=rule,
            where=Where(chosen.get("region", ()), chosen.get("country", ())),
        )


@dataclass(frozen=True)
class GapsResults:
    """What is listed in every country, and what is missing in a part of the world.

    Attributes:
        wanted: what was asked for.
        covered: the coverage of every country, see :func:`odmap.analysis.gaps.summary.coverage`.
        distance: kilometres to the nearest organisation, by country code.
        nearest: which one that is, for each country in which none counts.
        cells: what is listed under every word of the legend in every country.
    """

    wanted: tuple[Type, ...]
    covered: pd.DataFrame
    distance: "pd.Series[float]"
    nearest: Mapping[str, NearestListed]
    cells: Mapping[tuple[str, Type], Cell]

    def within(self, where: Where) -> pd.DataFrame:
        """Return the coverage of a part of the world."""
        return parts.within(self.covered, *where)

    def largest(self, where: Where, most: int | None = None) -> tuple[Gap, ...]:
        """Return the largest populations of a part of the world with nothing listed."""
        return largest.largest(self.covered, self.within(where), self.nearest, most)

    def by_part(self, where: Where) -> tuple[PartSummary, ...]:
        """Return what is missing in each part of a part of the world; nothing where some countries are looked at."""
        return () if where.countries else parts.by_part(self.covered, where.parts)


def measured(frame: pd.DataFrame, asked: Asked) -> GapsResults:
    """Measure the whole directory. The result is shared and to be read only.

    Args:
        frame: the whole directory, located.
        asked: what is measured; where it is looked at makes no difference.
    """
    return _measured(frame, asked.wanted, asked.rule, asked.mainly, confirmed())


@kept_with(maxsize=32)
def _measured(
    frame: pd.DataFrame, wanted: tuple[Type, ...], rule: Rule, mainly: tuple[Type, ...], none: Pairs
) -> GapsResults:
    frame = apply(frame, Selection.of(type=mainly))
    cells = gaps.board(frame, rule, none)
    kilometres, nearest = distance.nearest_listed(frame, wanted, rule)
    return GapsResults(wanted, gaps.coverage(frame, wanted, rule, none, cells), kilometres, nearest, cells)


def confirmed() -> Pairs:
    """Return of which countries and activities a source says that there is none."""
    return confirmed_absences.pairs(confirmed_absences.load().records)

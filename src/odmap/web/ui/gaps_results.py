"""What the gaps page measures: it depends on few choices, so that visitors share it."""

from dataclasses import dataclass

import pandas as pd

from odmap.analysis import worklist
from odmap.analysis.gaps import summary as gaps
from odmap.analysis.gaps.summary import Cell, Rule
from odmap.caching import Same, kept_with
from odmap.directory import confirmed_absences, published_figures
from odmap.directory.organisation import Type
from odmap.directory.published_figures import Figures
from odmap.markup import gaps as gaps_markup
from odmap.views.selection import Selection, apply

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class GapsResults:
    """What is listed in every country, and what the page says of it.

    Attributes:
        covered: the coverage of every country, see :func:`odmap.analysis.gaps.summary.coverage`.
        distance: kilometres to the nearest organisation, by country code.
        cells: what is listed under every word of the legend in every country.
        cards: countries and people by state, as markup.
        sentence: the same in words.
        stand_out: what stands out, as markup.
        yardstick: the survey beside it, as markup.
    """

    covered: pd.DataFrame
    distance: "pd.Series[float]"
    cells: dict[tuple[str, Type], Cell]
    cards: str
    sentence: str
    stand_out: str
    yardstick: str


def measured(frame: pd.DataFrame, wanted: tuple[Type, ...], rule: Rule, mainly: tuple[Type, ...] = ()) -> GapsResults:
    """Measure the whole directory. The result is shared and to be read only.

    Args:
        frame: the whole directory, located.
        wanted: what organisations have to do, in the legend's order.
        rule: what counts.
        mainly: the main types that alone are measured; empty for all.
    """
    none = confirmed_absences.pairs(confirmed_absences.load().records)
    return _measured(frame, wanted, rule, mainly, none, Same(published_figures.load()))


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
    covered = gaps.coverage(frame, wanted, rule, none)
    return GapsResults(
        covered=covered,
        distance=gaps.distance_to_nearest(frame, wanted, rule),
        cells=gaps.board(frame, rule, none),
        cards=gaps_markup.cards(covered),
        sentence=gaps.sentence(covered),
        stand_out=gaps_markup.stand_out(frame, covered, rule, wanted),
        yardstick=gaps_markup.survey_comparison(covered, known.it),
    )


def work(frame: pd.DataFrame, selection: Selection) -> str:
    """Return what to check next among the organisations that match, as markup."""
    return _work(frame, selection)


@kept_with(maxsize=64)
def _work(frame: pd.DataFrame, selection: Selection) -> str:
    tasks = worklist.worklist(apply(frame, selection), frame)
    return gaps_markup.work(tasks, selection)

"""Gaps: every country and region, measured against what the directory lists there.

Not listed is never the same as none: where nothing is listed, what exists is not known. Only a record of
``data/confirmed-none.csv``, which names its source, turns a gap into a none
(see :mod:`odmap.directory.confirmed_absences`).
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from odmap.analysis.gaps.coverage import SMALL, Cell, Rule, State, board, counts, coverage, rate
from odmap.analysis.gaps.distance import distance_to_nearest
from odmap.analysis.gaps.text import CAVEAT, POPULATION_SOURCE, asked_for, nothing, people
from odmap.directory.organisation import Type
from odmap.geography import countries
from odmap.views.selection import does

__all__ = [
    "CAVEAT",
    "POPULATION_SOURCE",
    "SMALL",
    "Cell",
    "Rule",
    "State",
    "asked_for",
    "board",
    "counts",
    "coverage",
    "distance_to_nearest",
    "does",
    "empty_subregions",
    "not_listed",
    "nothing",
    "one_without_other",
    "only_unsure",
    "people",
    "rate",
    "subregions",
    "world",
]

_INCLUDED = {"EH": "MA"}  # whose population is a part of another's, as data/README.md says: a sum counts it once


def subregions(covered: pd.DataFrame) -> pd.DataFrame:
    """Return the totals of a coverage by UN M49 sub-region.

    Args:
        covered: as :func:`coverage` returns it, or some of its rows.

    Returns:
        One row for each sub-region, in the order of :data:`odmap.geography.countries.SUBREGIONS`, Antarctica left out:
        ``region``, and what :func:`world` returns.
    """
    names = [name for name in countries.SUBREGIONS if name != "Antarctica"]
    once = _population_once(covered)
    rows = [
        {"region": countries.SUBREGIONS[name], **_sums(covered[within], once[within])}
        for name in names
        for within in [covered["subregion"] == name]
    ]
    return pd.DataFrame(rows, index=pd.Index(names, name="subregion", dtype=object))


def world(covered: pd.DataFrame) -> dict[str, Any]:
    """Return the totals of a coverage.

    Returns:
        ``countries``, ``countries_listed``, ``countries_unsure``: how many, in all and by state; ``organisations``:
        those that count; ``population``, ``population_listed``, ``population_unsure``, ``population_not_listed``: of
        countries with a known population, each person once (Morocco's figure includes Western Sahara);
        ``per_10_million``: ``NaN`` without a population; ``countries_not_listed``, ``countries_confirmed_none``,
        ``population_confirmed_none``.
    """
    return _sums(covered, _population_once(covered))


def _population_once(covered: pd.DataFrame) -> "pd.Series[int]":
    """Return the populations, each person counted once, and 0 where none is known."""
    once = covered["population"].fillna(0).astype("int64")
    for part, whole in _INCLUDED.items():
        if {part, whole} <= set(once.index):
            once[whole] -= once[part]
    return once


def _sums(covered: pd.DataFrame, population: "pd.Series[int]") -> dict[str, Any]:
    """Return the totals of some rows of a coverage.

    Args:
        covered: the rows.
        population: of the same rows, each person once.
    """
    inside = {state: covered["state"] == state for state in State}
    number = {state: int(rows.sum()) for state, rows in inside.items()}
    living = {state: int(population[rows].sum()) for state, rows in inside.items()}
    organisations, everyone = int(covered["listed"].sum()), int(population.sum())
    return {
        "countries": len(covered),
        "countries_listed": number[State.LISTED],
        "countries_unsure": number[State.UNSURE],
        "organisations": organisations,
        "population": everyone,
        "population_listed": living[State.LISTED],
        "population_unsure": living[State.UNSURE],
        "population_not_listed": living[State.NOT_LISTED],
        "per_10_million": rate(organisations, everyone),
        "countries_not_listed": number[State.NOT_LISTED],
        "countries_confirmed_none": number[State.CONFIRMED_NONE],
        "population_confirmed_none": living[State.CONFIRMED_NONE],
    }


def not_listed(covered: pd.DataFrame, limit: int | None = None) -> pd.DataFrame:
    """Return the countries where nothing is listed, the largest population first, unknown ones last.

    Args:
        covered: as :func:`coverage` returns it.
        limit: how many at most; ``None`` for all.
    """
    return _largest_first(covered[covered["state"] == State.NOT_LISTED]).iloc[:limit]


def only_unsure(covered: pd.DataFrame) -> pd.DataFrame:
    """Return the countries where something is listed and nothing counts, the largest population first."""
    return _largest_first(covered[covered["state"] == State.UNSURE])


def _largest_first(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(["population", "name"], ascending=[False, True], na_position="last")


def one_without_other(
    covered: pd.DataFrame, cells: Mapping[tuple[str, Type], Cell], has: Type, lacks: Type
) -> pd.DataFrame:
    """Return the countries where one thing is done and another is not: services without training, for example.

    Args:
        covered: as :func:`coverage` returns it, or some of its rows.
        cells: of :func:`board`.
        has: what is done there, by something that counts.
        lacks: what nothing that counts does there.

    Returns:
        The rows, those with most organisations of the first kind first, then by name.
    """
    found = [code for code in covered.index if cells[code, has].listed and not cells[code, lacks].listed]
    rows = covered.loc[found].assign(most=[cells[code, has].listed for code in found])
    return rows.sort_values(["most", "name"], ascending=[False, True])


def empty_subregions(covered: pd.DataFrame) -> list[str]:
    """Return the sub-regions where nothing at all is listed, not even what does not count; never Antarctica."""
    summed = subregions(covered)
    return list(summed.index[(summed["countries_listed"] + summed["countries_unsure"]) == 0])

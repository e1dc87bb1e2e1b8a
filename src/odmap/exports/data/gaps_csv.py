"""Gaps as CSV: every country that is looked at, what is listed there, and who may know more."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from odmap.analysis.gaps.results import GapsResults, Where
from odmap.analysis.gaps.summary import State, world
from odmap.directory.organisation import Type
from odmap.exports.data.csv_file import harmless, table
from odmap.geography import countries
from odmap.views.provenance import Edition

COLUMNS = (
    *("country", "name", "region", "subregion", "state", "listed", "not_counting"),
    *(f"{kind.value}_listed" for kind in Type),
    *("population", "population_year", "share_of_population", "nearest_id", "nearest", "nearest_country"),
    *("nearest_km", "next_door"),
)
"""The columns, before those that every file has. An empty cell is not known; nothing listed is not 0 but empty."""

_FIRST = (State.NOT_LISTED, State.UNSURE, State.CONFIRMED_NONE, State.LISTED)


def write(found_out: GapsResults, where: Where, edition: Edition) -> bytes:
    """Return gaps as CSV, countries with nothing listed first, each state by population.

    Args:
        found_out: what was measured.
        where: the part of the world that is looked at.
        edition: of the organisations that were measured; its filters say what counts.
    """
    inside = found_out.within(where)
    ordered = [
        inside[inside["state"] == state].sort_values(
            ["population", "name"], ascending=[False, True], na_position="last"
        )
        for state in _FIRST
    ]
    everyone = world(inside)["population"]
    return table(COLUMNS, (cells for rows in ordered for cells in _rows(rows, found_out, everyone)), edition)


def _rows(rows: pd.DataFrame, found_out: GapsResults, everyone: int) -> Iterator[list[Any]]:
    counting = set(found_out.covered.index[found_out.covered["listed"] > 0])
    every = countries.load()
    for row in rows.assign(code=rows.index).to_dict("records"):
        code, people, near = row["code"], row["population"], found_out.nearest.get(row["code"])
        known = not pd.isna(people)
        values: Mapping[str, Any] = {
            **{name: row[name] for name in ("name", "region", "subregion")},
            "country": code,
            "state": row["state"].value,
            "listed": row["listed"] or "",
            "not_counting": row["unsure"] or "",
            **{f"{kind.value}_listed": found_out.cells[code, kind].listed or "" for kind in Type},
            "population": int(people) if known else "",
            "population_year": int(row["population_year"]) if known else "",
            "share_of_population": round(int(people) / everyone, 6) if known and everyone else "",
            "nearest_id": near.id if near else "",
            "nearest": near.name if near else "",
            "nearest_country": near.country if near else "",
            "nearest_km": round(near.kilometres) if near else "",
            "next_door": "; ".join(sorted(other for other in every[code].neighbours if other in counting)),
        }
        yield [_cell(values[column]) for column in COLUMNS]


def _cell(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) else value

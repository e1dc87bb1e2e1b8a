"""The colours of a measure on the map: its steps, and the words of each country.

Not listed is never a step of a scale: it is hatched, because it is not a small number but an unknown one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from odmap.analysis.gaps.summary import State, asked_for, people
from odmap.directory.organisation import Type
from odmap.wording import capital, count, format_number, kilometres

HATCH = "hatch"
ALL = tuple(Type)


@dataclass(frozen=True)
class Measure:
    """Something that can be measured for every country.

    Attributes:
        name: as it stands in the address.
        label: what a visitor reads.
        steps: (lowest value, words) of each colour, the lowest first.
        value: returns what to compare, given a country's row.
    """

    name: str
    label: str
    steps: tuple[tuple[float, str], ...]
    value: Callable[[Mapping[str, Any]], float]


MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("state", "What is known", ((1, "Listed"),), lambda row: row["listed"]),
        Measure(
            "listed",
            "Organisations",
            ((1, "1"), (2, "2 to 4"), (5, "5 to 9"), (10, "10 or more")),
            lambda row: row["listed"],
        ),
        Measure(
            "rate",
            "Per 10 million people",
            ((0, "under 1"), (1, "1 to 3"), (3, "3 to 10"), (10, "10 or more")),
            lambda row: row["per_10_million"],
        ),
        Measure(
            "distance",
            "Distance to the nearest",
            ((0, "in the country"), (1, "under 500 km"), (500, "500 to 2,000 km"), (2000, "2,000 km or more")),
            lambda row: row["distance"],
        ),
    )
}


@dataclass(frozen=True)
class Shading:
    """A measure on the map.

    Attributes:
        measure: what is measured.
        classes: the colours in use: ``shade-1`` to ``shade-4``, ``unsure``, ``none``.
        of: country code to the number of its class, and to what it says.
        legend: (colour, words) of every class, and of what is hatched.
    """

    measure: Measure
    classes: tuple[str, ...]
    of: Mapping[str, tuple[int, str]]
    legend: tuple[tuple[str, str], ...]

    @property
    def in_use(self) -> tuple[tuple[str, str], ...]:
        """The part of the legend whose colours occur, and what is hatched."""
        used = {self.classes[number] for number, _ in self.of.values()} | {HATCH}
        return tuple((kind, words) for kind, words in self.legend if kind in used)

    def for_map(self) -> dict[str, Any]:
        """Return what the map's script needs."""
        return {"name": self.measure.name, "classes": self.classes, "of": self.of, "rest": HATCH}


def shading(covered: pd.DataFrame, distance: "pd.Series[float]", name: str, types: Sequence[Type] = ALL) -> Shading:
    """Return the shading of every country by a measure.

    Args:
        covered: a coverage of :func:`odmap.analysis.gaps.summary.coverage`.
        distance: kilometres to the nearest organisation that counts, by country code.
        name: of the measure; an unknown one gives the first.
        types: what the coverage is of; what a country says names them, unless they are all.
    """
    measure = MEASURES.get(name, next(iter(MEASURES.values())))
    scale = _scale(measure)
    classes = (*scale, "unsure", "none", HATCH)
    table = covered.assign(distance=distance.reindex(covered.index))
    of = {
        str(code): (classes.index(_class(row, measure, scale)), _words(row, asked_for(types)))
        for code, row in zip(table.index, table.to_dict("records"), strict=True)
    }
    return Shading(measure, classes, of, _legend(measure, scale))


def _scale(measure: Measure) -> tuple[str, ...]:
    steps = len(measure.steps)
    colours = [f"shade-{step}" for step in range(1, 5)]
    if measure.name == "distance":  # the nearer, the stronger
        return tuple(reversed(colours))
    return ("shade-4",) if steps == 1 else tuple(colours)


def _class(row: Mapping[Any, Any], measure: Measure, scale: tuple[str, ...]) -> str:
    """Return the colour of a country; distance is known everywhere, other measures only where something counts."""
    state = row["state"]
    if measure.name != "distance" and state != State.LISTED:
        return {State.UNSURE: "unsure", State.CONFIRMED_NONE: "none"}.get(state, HATCH)
    value = measure.value(row)
    if pd.isna(value):
        return HATCH
    return [colour for colour, (lowest, _) in zip(scale, measure.steps, strict=True) if value >= lowest][-1]


def _legend(measure: Measure, scale: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    steps = tuple((colour, words) for colour, (_, words) in zip(scale, measure.steps, strict=True))
    if measure.name == "distance":
        return (*steps, (HATCH, "Not known: no point to measure from, or nothing to measure to"))
    unsure = (("unsure", State.UNSURE.label), ("none", State.CONFIRMED_NONE.label))
    rest = "Not listed: what exists is unknown"
    return (*steps, *unsure, (HATCH, f"{rest}; or no population figure" if measure.name == "rate" else rest))


def _words(row: Mapping[Any, Any], asked: str) -> str:
    """Return all measures of a country in one line, because the colour shows only one of them."""
    name = f"{row['name']}, {asked}" if asked else row["name"]
    inhabited = "" if pd.isna(row["population"]) else f" {capital(people(int(row['population'])))}."
    if row["state"] == State.LISTED:
        rate = (
            ""
            if pd.isna(row["per_10_million"])
            else f", {format_number(row['per_10_million'], 1)} per 10 million people"
        )
        unsure = f" {format_number(row['unsure'])} more ended or not confirmed." if row["unsure"] else ""
        return f"{name}: {count(int(row['listed']), 'organisation')} listed{rate}.{unsure}{inhabited}"
    nearest = (
        ""
        if pd.isna(row["distance"])
        else f" The nearest that counts is about {kilometres(round(row['distance'], -1))} away."
    )
    state = State(row["state"])
    listed = f" ({count(int(row['unsure']), 'organisation')})" if row["unsure"] else ""
    return f"{name}: {state.label.lower()}{listed}.{nearest}{inhabited}"

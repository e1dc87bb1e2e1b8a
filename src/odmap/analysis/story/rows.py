"""What stands beside the map at a stop: the rows of each kind of thing that a step can show."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from odmap.analysis.gaps import summary as gaps
from odmap.analysis.story.placeholders import begun
from odmap.analysis.story.stop import StopRow
from odmap.directory import principles
from odmap.directory.organisation import Status, Type, Verification
from odmap.directory.published_figures import Figures
from odmap.views.summary import by_type
from odmap.wording import format_number

GAPS = 5
"""How many countries where nothing is listed stand beside the map."""


def comparison(counted: Mapping[str, Any], figures: Figures) -> tuple[StopRow, ...]:
    """Return the survey of teams beside this directory.

    Args:
        counted: the numbers of the story, see :func:`odmap.analysis.story.placeholders.numbers`.
        figures: what others counted.
    """
    teams, places = counted["teams"], counted["team_countries"]
    organisations, countries = counted["organisations"], counted["countries"]
    survey = figures.by_id("survey-teams")
    when = f", by {survey.year}" if survey and survey.year else ""
    return (
        StopRow(f"Teams in an international survey{when}", f"in {places}", _number(teams)),
        StopRow("Organisations in this directory", f"in {countries}", _number(organisations)),
    )


def largest_gaps(covered: pd.DataFrame) -> tuple[StopRow, ...]:
    """Return the countries with the most people in which nothing is listed.

    Args:
        covered: a coverage of :func:`odmap.analysis.gaps.summary.coverage`.
    """
    largest = gaps.not_listed(covered, GAPS).to_dict("records")
    return tuple(
        StopRow(
            str(row["name"]),
            gaps.people(row["population"]),
            None if pd.isna(row["population"]) else int(row["population"]),
        )
        for row in largest
    )


def seven_principles() -> tuple[StopRow, ...]:
    """Return the principles, each with the first sentence of what it means."""
    return tuple(StopRow(text.id.label, principles.first_sentence(text.text)) for text in principles.load().records)


def types(view: pd.DataFrame) -> tuple[StopRow, ...]:
    """Return the types that occur in a view, each with its number, in the legend's order."""
    found = {kind: len(rows) for kind, rows in by_type(view)}
    return tuple(StopRow(kind.label, format_number(found[kind]), found[kind], kind) for kind in Type if kind in found)


def sureness(view: pd.DataFrame) -> tuple[StopRow, ...]:
    """Return how sure we are of the organisations of a view, and whether their work goes on."""
    pairs = [("verification", term) for term in Verification] + [("status", term) for term in Status]
    found = [(term, int((view[column] == term).sum())) for column, term in pairs]
    return tuple(
        StopRow(term.label, format_number(number), number, None, term if isinstance(term, Verification) else None)
        for term, number in found
    )


def decades(view: pd.DataFrame) -> dict[int, int]:
    """Return the decades from the first to the last that is known, each with its number of beginnings."""
    years = begun(view).dropna()
    if years.empty:
        return {}
    counted = (years // 10 * 10).value_counts()
    return {decade: int(counted.get(decade, 0)) for decade in range(counted.index.min(), counted.index.max() + 10, 10)}


def _number(value: Any) -> int | None:
    return int(value) if isinstance(value, int) else None

"""What stands below the board of the gaps page: what stands out, the survey, and the records to check next."""

from collections.abc import Mapping, Sequence

import pandas as pd

from odmap.analysis.gaps.choropleth import Shading
from odmap.analysis.gaps.summary import (
    Cell,
    State,
    empty_subregions,
    nothing,
    one_without_other,
    only_unsure,
    people,
)
from odmap.analysis.worklist import Task
from odmap.directory.organisation import Type
from odmap.directory.published_figures import Figures
from odmap.markup import rendering
from odmap.views.selection import Selection
from odmap.views.urls import ORGANISATION, PLACE, country_link, encoded, link
from odmap.wording import count

FIRST = 10
"""How long a list is before all of it is asked for."""


def legend(shaded: Shading) -> str:
    """Return the legend of the map's colours."""
    return rendering.render("shading_legend.html", label=shaded.measure.label, legend=shaded.legend)


def ask_above_the_map(place: str, selection: Selection) -> str:
    """Return the way to what is near a place, for whom a link of an earlier version led here, too.

    Args:
        place: as the address has it; empty for none.
        selection: the filters, which the link keeps.
    """
    words = f"What is near “{place[:80]}”?" if place else "What is near a town or a region?"
    href = link("", selection, **{PLACE: place})
    return rendering.render(
        "notice.html", words=words, href=href, way_out="See above the map" if place else "Ask above the map"
    )


def stand_out(
    covered: pd.DataFrame,
    inside: pd.DataFrame,
    cells: Mapping[tuple[str, Type], Cell],
    types: Sequence[Type] = tuple(Type),
    most: int | None = FIRST,
    href: str = "",
) -> str:
    """Return the lists of what stands out: countries that are listed only in part, and subregions with nothing.

    Args:
        covered: the coverage of every country.
        inside: its rows that are looked at.
        cells: of :func:`odmap.analysis.gaps.summary.board`.
        types: what was asked for.
        most: the longest a list may be; ``None`` for all of each.
        href: leads to the whole of each list.
    """
    missing = nothing(types)
    services = one_without_other(inside, cells, Type.SERVICE, Type.TRAINING)
    trainings = one_without_other(inside, cells, Type.TRAINING, Type.SERVICE)
    there = set(inside["subregion"])
    empty = [(name, "", "") for name in empty_subregions(covered) if name in there]
    found = (
        (
            "Only ended or not confirmed",
            "Who to contact first: something is listed, but nothing that counts.",
            _places(only_unsure(inside)),
        ),
        (
            "A service listed, but no training",
            "Countries with a service that counts, where nothing that counts and teaches is listed.",
            _places(services),
        ),
        (
            "Training listed, but no service",
            "Countries with training that counts, where nothing that counts and meets people is listed.",
            _places(trainings),
        ),
        (
            f"Subregions with {missing} listed",
            "Subregions as the United Nations define them. What exists there is unknown.",
            empty,
        ),
    )
    lists = [(name, words, each[:most], max(0, len(each) - most) if most else 0) for name, words, each in found]
    return rendering.render("gaps_that_stand_out.html", lists=lists, href=href)


def work(tasks: Sequence[Task], selection: Selection, most: int = 8) -> str:
    """Return the first records of the work list, with links to the whole of it.

    Args:
        tasks: the work list of the filtered organisations.
        selection: those filters.
        most: how many to show.
    """
    query = encoded(selection.to_query())
    more = f" Here are the first {most}." if len(tasks) > most else ""
    return rendering.render(
        "worklist_start.html",
        tasks=tasks[:most],
        words=f"{count(len(tasks), 'record')} could do with another look, the least certain first.{more}",
        href=lambda organisation: link("", selection, **{ORGANISATION: organisation}),
        printed=f"./print/worklist{query}",
        saved=f"./api/worklist.csv{encoded({**selection.to_query(), 'download': '1'})}",
    )


def survey_comparison(covered: pd.DataFrame, known: Figures) -> str:
    """Return the survey's number of countries beside ours, and why the two cannot be compared country by country."""
    counted = int((covered["state"] == State.LISTED).sum())
    some = counted + int((covered["state"] == State.UNSURE).sum())
    survey = known.by_id("survey-countries")
    return rendering.render("survey_comparison.html", counted=counted, some=some, survey=survey)


def _places(rows: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return countries as (name, how many people live there, link)."""
    return [
        (name, "" if pd.isna(population) else people(int(population)), country_link(str(code)))
        for code, name, population in rows[["name", "population"]].itertuples()
    ]

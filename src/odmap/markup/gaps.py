"""The gaps page as markup."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from odmap.analysis.ecosystem_text import verb
from odmap.analysis.gaps.choropleth import Shading
from odmap.analysis.gaps.summary import (
    CAVEAT,
    Cell,
    Rule,
    State,
    asked_for,
    empty_subregions,
    not_listed,
    one_without_other,
    only_unsure,
    people,
    world,
)
from odmap.analysis.worklist import Task
from odmap.directory.organisation import Type
from odmap.directory.published_figures import Figures
from odmap.geography import countries
from odmap.markup import rendering
from odmap.views.selection import Selection
from odmap.views.urls import ORGANISATION, PLACE, encoded, link
from odmap.wording import count, format_number, in_words, small

ORDERS = {"population": "Population", "count": "Listed", "missing": "What is missing", "name": "Name"}


def link_choices(
    label: str, name: str, options: Mapping[str, str], current: str, query: Mapping[str, str], selection: Selection
) -> str:
    """Return a row of choices as links, so that each choice has an address.

    Args:
        label: what is chosen.
        name: the parameter in the address.
        options: value to what a visitor reads; the first is what an empty address means.
        current: the value chosen now.
        query: all the other parameters of the page, which links keep.
        selection: the filters, which links keep.
    """
    first = next(iter(options))
    kept = {key: value for key, value in query.items() if key != name}
    links = [
        (
            words,
            link("gaps", selection, **{**kept, name: "" if value == first else value}),
            f"{name}-{value}",
            value == current,
        )
        for value, words in options.items()
    ]
    return rendering.render("link_choices.html", label=label, options=links)


def caveat() -> str:
    """Return the caveat that stays in sight on this page."""
    return rendering.render("gaps_caveat.html", words=f"{CAVEAT} “Not listed” means unknown, never “none”.")


def unknown_choice(value: str) -> str:
    """Return the notice that a value in the address is none of this page's choices."""
    return rendering.render(
        "notice.html", words=f"This link asks for “{value}”, which this page does not offer.", href=""
    )


def legend(shaded: Shading) -> str:
    """Return the legend of the map's colours."""
    return rendering.render("shading_legend.html", label=shaded.measure.label, legend=shaded.legend)


def board(
    covered: pd.DataFrame,
    cells: Mapping[tuple[str, Type], Cell],
    types: Sequence[Type],
    order: str,
) -> str:
    """Return the table of countries by what is done there, grouped by subregion; a cell links to the map of both.

    Args:
        covered: the rows of a coverage to show.
        cells: of :func:`odmap.analysis.gaps.summary.board`.
        types: the columns.
        order: how rows are sorted within a subregion: a key of :data:`ORDERS`.
    """
    rows: dict[str, list[dict[str, Any]]] = {subregion: [] for subregion in [*countries.SUBREGIONS, "Antarctica"]}
    for row in _records(_ordered(covered, order)):
        rows[row["subregion"]].append(_row(row, cells, types))
    groups = [(subregion, found) for subregion, found in rows.items() if found]
    return rendering.render(
        "coverage_by_country.html",
        groups=groups,
        types=types,
        states=list(State),
        words=_cell_words,
        caption=f"{count(len(covered), 'country', 'countries')} by subregion, then by {ORDERS[order].lower()}. "
        "An organisation that does several things stands under each.",
    )


def _records(rows: pd.DataFrame) -> Iterable[dict[Any, Any]]:
    return rows.assign(code=rows.index).to_dict("records")


def _ordered(covered: pd.DataFrame, order: str) -> pd.DataFrame:
    by_name = covered.sort_values("name", kind="stable")
    if order == "population":
        return by_name.sort_values("population", ascending=False, na_position="last", kind="stable")
    if order == "count":
        return by_name.sort_values("listed", ascending=False, kind="stable")
    if order == "missing":
        return by_name.sort_values("missing", key=lambda cells: cells.map(len), ascending=False, kind="stable")
    return by_name


def _row(row: Mapping[Any, Any], cells: Mapping[tuple[str, Type], Cell], types: Sequence[Type]) -> dict[str, Any]:
    code = row["code"]
    anything = bool(row["listed"] or row["unsure"])

    def leads_to(kind: Type) -> str:
        return link("", Selection.of(country=[code], activity=[kind])) if anything else ""

    return {
        "name": row["name"],
        "href": link("", Selection.of(country=[code])) if anything else "",
        "people": "unknown" if pd.isna(row["population"]) else people(int(row["population"])).removesuffix(" people"),
        "listed": format_number(row["listed"]) if row["listed"] else "?",
        "cells": [(kind, cells[code, kind], leads_to(kind)) for kind in types],
        "brief": f"./print/brief/{code}",
    }


def _cell_words(cell: Cell) -> str:
    if cell.state == State.LISTED:
        more = f", {format_number(cell.unsure)} more ended or not confirmed" if cell.unsure else ""
        return f"{format_number(cell.listed)} listed{more}"
    return f"{format_number(cell.unsure)} {small(cell.state.label)}" if cell.unsure else cell.state.label


def lists(found: Sequence[tuple[str, str, Sequence[tuple[str, str, str]], int]]) -> str:
    """Return the lists of what stands out, each as (name, how to read it, (item, note, link), how many more)."""
    return rendering.render("gaps_that_stand_out.html", lists=found)


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


def cards(covered: pd.DataFrame) -> str:
    """Return the number of countries and people in each state; a state that no country is in is left out."""
    sums = world(covered)
    shown = [
        (number, state.label, people(sums[f"population_{state.name.lower()}"]))
        for state in State
        if (number := int((covered["state"] == state).sum()))
    ]
    return rendering.render(
        "number_cards.html",
        cards=[
            (format_number(n), label, f"{verb(n, 'country', 'countries')} with {total}") for n, label, total in shown
        ],
        below="",
    )


def what_is_measured(wanted: Sequence[Type], mainly: Sequence[Type]) -> str:
    """Return the notice that only some organisations are measured.

    Args:
        wanted: what they have to do.
        mainly: what they have to be mainly; empty for anything.
    """
    main = f"whose main type is {asked_for(mainly)}" if mainly else ""
    doing = "" if set(mainly) == set(wanted) else f"found under {asked_for(wanted)}"
    which = in_words([words for words in (main, doing) if words])
    words = f"Only organisations {which} are measured: “listed” and “not listed” mean only these."
    return rendering.render("notice.html", words=words, href="")


def stand_out(
    frame: pd.DataFrame, covered: pd.DataFrame, rule: Rule, types: Sequence[Type] = tuple(Type), most: int = 10
) -> str:
    """Return the lists of what stands out: large populations with nothing listed, and countries listed only in part.

    Args:
        frame: the organisations that are counted, located.
        covered: the coverage of every country.
        rule: what counts.
        types: what was asked for.
        most: the longest a list may be.
    """
    asked = asked_for(types)
    nothing = f"no {asked}" if asked else "nothing"
    unlisted = not_listed(covered)
    unsure = only_unsure(covered)
    services = one_without_other(frame, Type.SERVICE, Type.TRAINING, rule)
    trainings = one_without_other(frame, Type.TRAINING, Type.SERVICE, rule)
    empty = empty_subregions(covered)
    return lists(
        [
            (
                f"Most people, {nothing} listed",
                f"Where to look first: countries with {nothing} listed. What exists there is unknown.",
                _places(unlisted.head(most)),
                max(0, len(unlisted) - most),
            ),
            (
                "Only ended or not confirmed",
                "Who to contact first: something is listed, but nothing that counts.",
                _places(unsure.head(most)),
                max(0, len(unsure) - most),
            ),
            (
                "A service listed, but no training",
                "Countries with a service that counts, where nothing that counts and teaches is listed.",
                _places(services.head(most)),
                max(0, len(services) - most),
            ),
            (
                "Training listed, but no service",
                "Countries with training that counts, where nothing that counts and meets people is listed.",
                _places(trainings.head(most)),
                max(0, len(trainings) - most),
            ),
            (
                f"Subregions with {nothing} listed",
                "Subregions as the United Nations define them. What exists there is unknown.",
                [(name, "", "") for name in empty],
                0,
            ),
        ]
    )


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
    """Return countries as (name, how many people live there, link to the brief)."""
    return [
        (
            row["name"],
            "" if pd.isna(row["population"]) else people(int(row["population"])),
            f"./print/brief/{row['code']}",
        )
        for row in _records(rows)
    ]

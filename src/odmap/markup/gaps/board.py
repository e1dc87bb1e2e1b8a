"""The board of the gaps page: every country of a part of the world, by what is done there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from odmap.analysis.gaps.summary import Cell, State, nothing, world
from odmap.analysis.gaps.text import THE_WORLD, share_in_words, whose_population
from odmap.directory.organisation import Type
from odmap.geography import countries
from odmap.markup import rendering
from odmap.markup.gaps.answer import people_in_table
from odmap.views.selection import Selection
from odmap.views.urls import brief_link, country_link, link
from odmap.wording import count, format_number, small

ORDERS = {"population": "Population", "count": "Listed", "missing": "What is missing", "name": "Name"}


def board(
    covered: pd.DataFrame,
    cells: Mapping[tuple[str, Type], Cell],
    types: Sequence[Type],
    order: str,
    place: str = THE_WORLD,
) -> str:
    """Return the table of countries by what is done there, grouped by subregion; a cell links to the map of both.

    Args:
        covered: the rows of a coverage to show.
        cells: of :func:`odmap.analysis.gaps.summary.board`.
        types: the columns.
        order: how rows are sorted within a subregion: a key of :data:`ORDERS`.
        place: what the countries are of, whose population a share is of.
    """
    everyone = world(covered)["population"]
    groups = []
    ordered = _ordered(covered, order)
    for subregion in dict.fromkeys([*countries.SUBREGIONS, "Antarctica"]):
        inside = ordered[ordered["subregion"] == subregion]
        if len(inside):
            rows = [_row(row, cells, types, everyone) for row in _records(inside)]
            groups.append((subregion, _in_all(inside, nothing(types)), rows))
    return rendering.render(
        "coverage_by_country.html",
        groups=groups,
        types=types,
        states=list(State),
        words=_cell_words,
        share_of=whose_population(place),
        name=f"{count(len(covered), 'country or territory', 'countries and territories')} by subregion, "
        f"then by {ORDERS[order].lower()}. An organisation that does several things stands under each.",
    )


def _in_all(rows: pd.DataFrame, missing: str) -> str:
    """Return in how many countries of a subregion nothing is listed of what was asked for."""
    number = int((rows["state"] == State.NOT_LISTED).sum())
    return f"{missing} listed in {format_number(number)} of {format_number(len(rows))}" if number else ""


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


def _row(
    row: Mapping[Any, Any], cells: Mapping[tuple[str, Type], Cell], types: Sequence[Type], everyone: int
) -> dict[str, Any]:
    code, population = row["code"], row["population"]
    own = [(kind, cells[code, kind], link("", Selection.of(country=[code], activity=[kind]))) for kind in types]
    unknown = all(cell.state is State.NOT_LISTED for _, cell, _ in own)
    return {
        "name": row["name"],
        "href": country_link(code),
        "people": people_in_table(population),
        "share": "" if pd.isna(population) or not everyone else share_in_words(population / everyone),
        "listed": format_number(row["listed"]) if row["listed"] else "?",
        "cells": []
        if unknown
        else [(kind, cell, href if cell.listed or cell.unsure else "") for kind, cell, href in own],
        "brief": brief_link(code),
    }


def _cell_words(cell: Cell) -> str:
    if cell.state == State.LISTED:
        more = f", {format_number(cell.unsure)} more ended or not confirmed" if cell.unsure else ""
        return f"{format_number(cell.listed)} listed{more}"
    return f"{format_number(cell.unsure)} {small(cell.state.label)}" if cell.unsure else cell.state.label

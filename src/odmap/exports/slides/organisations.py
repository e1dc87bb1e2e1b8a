"""Who is listed in a view, by name: tables that are read from the back row, on as many slides as they need."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from odmap.analysis import country_brief_text
from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import HOW_SURE
from odmap.exports.slides.fit import fitted
from odmap.exports.slides.table import TableColumn, measured
from odmap.exports.slides.template import LEAST_SIZE, ROOM
from odmap.views.summary import status_in_words
from odmap.wording import count

MOST_NAMED = 80
"""Of more organisations, a deck says how many there are and where the whole list is, and what each country has."""

COLUMNS = (
    TableColumn("Name", 3.9, bold=True),
    TableColumn("Where", 2.1),
    TableColumn("What it does", 1.75),
    TableColumn("Website", 2.5),
    TableColumn(HOW_SURE, ROOM.width - 10.25),
)
_LINES = 3  # of a cell, at most: the notes hold it all
_NO_SITE = "none known"
_LIST_ELSEWHERE = "The whole list, with sources: the page “Directory” of the map, and the CSV file of this view."


class NamesSlide(NamedTuple):
    """One slide of the table.

    Attributes:
        title: of the slide.
        lead: the sentence below it.
        rows: a cell for each of :data:`COLUMNS`.
        said: each organisation in full.
    """

    title: str
    lead: str
    rows: Sequence[Sequence[str]]
    said: Sequence[str]


def names(view: pd.DataFrame) -> list[NamesSlide]:
    """Return the slides that name the organisations of a view; none for an empty view, or a very large one."""
    if not 0 < len(view) <= MOST_NAMED:
        return []
    ordered = view.sort_values(["country_name", "name"], key=lambda column: column.str.casefold())
    pages = list(_pages(organisations_in(ordered)))
    lead = f"All {count(len(view), 'organisation')} of this view." if len(view) > 1 else "The only one of this view."
    return [
        NamesSlide(
            f"Who is listed ({number} of {len(pages)})" if len(pages) > 1 else "Who is listed",
            f"{lead} Listing is not endorsement, and not listed does not mean none.",
            [_row(one) for one in page],
            [_said(one) for one in page],
        )
        for number, page in enumerate(pages, start=1)
    ]


def not_named(view: pd.DataFrame, address: str) -> list[str]:
    """Return sentences that stand for the names where there are too many of them; none where all are named.

    Args:
        view: the rows that match.
        address: where the whole list is; empty where odmap has no public address.
    """
    if len(view) <= MOST_NAMED:
        return []
    where = "The whole list, with sources:" if address else _LIST_ELSEWHERE
    return [
        f"{count(len(view), 'organisation')} are in this view: too many to name. Slides name up to {MOST_NAMED}.",
        "How many there are in each country stands on the slides that follow.",
        "Slides of one country name everyone listed there.",
        where,
    ]


def _pages(listed: Sequence[LocatedOrganisation]) -> Iterator[list[LocatedOrganisation]]:
    """Yield as many at a time as fit on a slide."""
    head, page = [column.name for column in COLUMNS], list[LocatedOrganisation]()
    for one in listed:
        grid = [head, *(_row(other) for other in (*page, one))]
        _, heights = measured(grid, COLUMNS, 0, (LEAST_SIZE,))
        if page and sum(heights) > ROOM.height:
            yield page
            page = []
        page.append(one)
    if page:
        yield page


def _row(one: LocatedOrganisation) -> list[str]:
    cells = (one.name, _where(one), _does(one), _site(one), _sure(one))
    rooms = [(column.width - 0.16, _LINES * LEAST_SIZE * 1.2 / 72 + 0.01) for column in COLUMNS]
    return [
        fitted(text, (LEAST_SIZE,), room, column.bold).text
        for text, room, column in zip(cells, rooms, COLUMNS, strict=True)
    ]


def _where(one: LocatedOrganisation) -> str:
    return one.place.removesuffix(f", {one.country_name}")


def _does(one: LocatedOrganisation) -> str:
    return ", ".join(kind.label for kind in one.activity_groups)


def _site(one: LocatedOrganisation) -> str:
    return country_brief_text.on_paper(one.website) if one.website else _NO_SITE


def _sure(one: LocatedOrganisation) -> str:
    return f"{one.verification.label}; ended" if one.has_ended else one.verification.label


def _said(one: LocatedOrganisation) -> str:
    site = f" Website: {one.website}" if one.website else ""
    return f"{one.name} ({one.place}). {_does(one)}. {one.verification.label}; {status_in_words(one)}.{site}"

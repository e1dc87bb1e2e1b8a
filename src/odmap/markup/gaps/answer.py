"""The answer of the gaps page: where most people live with nothing listed, and in which parts of the world."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from odmap.analysis.gaps import text
from odmap.analysis.gaps.largest import Gap
from odmap.analysis.gaps.parts import PartSummary
from odmap.analysis.gaps.summary import nothing, people
from odmap.analysis.gaps.text import share_in_words
from odmap.directory.organisation import Type
from odmap.markup import rendering
from odmap.views.nearest import distance_in_words
from odmap.views.selection import Selection
from odmap.views.urls import ORGANISATION, brief_link, country_link, link
from odmap.wording import format_number

FIRST = 10
"""How many countries the answer names before it is asked for all."""


def answer(
    gaps: Sequence[Gap],
    summed: Mapping[str, Any],
    types: Sequence[Type],
    place: str,
    href: str,
    saved: str,
    chosen: bool = False,
) -> str:
    """Return the largest populations with nothing listed, as a table under a sentence that adds up all of them.

    Args:
        gaps: of :func:`odmap.analysis.gaps.largest.largest`: the first :data:`FIRST`, or all.
        summed: of :func:`odmap.analysis.gaps.summary.world`, for the same countries.
        types: what was asked for.
        place: what is looked at: "the world", "Africa".
        href: leads to all of them, or back to the first.
        saved: leads to the same as a file.
        chosen: whether the place is some countries alone.
    """
    return rendering.render(
        "gaps_answer.html",
        name=text.heading(types, place, chosen),
        sentence=text.answer(summed, types, place),
        others=text.others(summed),
        rows=[_row(gap) for gap in gaps],
        share_of=text.whose_population(place),
        first=FIRST,
        more=summed["countries_not_listed"] - len(gaps),
        href=href,
        saved=saved,
    )


def _row(gap: Gap) -> dict[str, Any]:
    near = gap.nearest
    return {
        "name": gap.name,
        "href": country_link(gap.code),
        "people": people_in_table(gap.people),
        "share": "" if gap.share is None else share_in_words(gap.share),
        "width": 0 if gap.share is None else round(100 * gap.share, 1),
        "nearest": near
        and {
            "name": near.name,
            "href": link("", Selection(), **{ORGANISATION: near.id}),
            "country": near.country,
            "distance": distance_in_words(near.kilometres, exact=True),
        },
        "next_door": [(name, country_link(code)) for code, name in gap.next_door],
        "brief": brief_link(gap.code),
    }


def people_in_table(number: int | None) -> str:
    """Return a number of people for a column that says what it counts: "1.4 billion", "unknown"."""
    if number is None or pd.isna(number):
        return "unknown"
    return people(int(number)).removeprefix("about ").removesuffix(" people").removesuffix(" person")


def by_part(parts: Sequence[PartSummary], types: Sequence[Type], selection: Selection, query: Mapping[str, str]) -> str:
    """Return what is missing in each part of the world as a table; a part's name narrows the page to it.

    Args:
        parts: of :func:`odmap.analysis.gaps.parts.by_part`.
        types: what was asked for.
        selection: the filters, which links keep.
        query: the other parameters of the page, which links keep.
    """
    others = {name: values for name, values in selection.chosen.items() if name not in ("region", "country")}
    rows = [
        {
            "name": part.name,
            "href": link("gaps", Selection.of(selection.text, **others, region=[part.slug]), **query),
            "id": f"part-{part.slug}",
            "not_listed": f"{format_number(part.not_listed)} of {format_number(part.countries)}",
            "people": people_in_table(part.people) if part.not_listed else "none",
            "share": "unknown" if pd.isna(part.share) else share_in_words(part.share),
            "width": 0 if pd.isna(part.share) else round(100 * part.share, 1),
        }
        for part in parts
    ]
    return rendering.render("gaps_by_part.html", rows=rows, missing=nothing(types)) if rows else ""

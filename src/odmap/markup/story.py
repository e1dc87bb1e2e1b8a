"""The story as markup: for the page, whose address holds the stop in its query, and for a file, where it is the hash.

All stops are in it; ``static/story/`` shows one after the other and moves the map, ``static/story.css`` fills the
screen.
"""

import json
from collections.abc import Sequence
from typing import Literal

import pandas as pd

from odmap.analysis.story.script import Shows
from odmap.analysis.story.stop import Stop, StopRow
from odmap.graphics.marks import Mark
from odmap.graphics.palette import Mode
from odmap.maps import live as live_map
from odmap.markup import rendering
from odmap.views.selection import Selection
from odmap.views.urls import STEP, link, map_link
from odmap.wording import file_size

CAVEAT = "Not listed does not mean none. Listing is not endorsement. Nothing here is medical advice."

Where = Literal["query", "hash"]


def deck(
    stops: Sequence[Stop],
    frame: pd.DataFrame,
    where: Where,
    mode: Mode | None = None,
    shown: str = "",
    selection: Selection | None = None,
    **others: str,
) -> str:
    """Return the story.

    Args:
        stops: as they are told, at least one.
        frame: the whole directory, whose numbers the map's script knows.
        where: what part of the address holds the stop.
        mode: light or dark; none for a file that stands alone, in which the marks are drawn.
        shown: the id of the stop to begin with; the first if nothing is called so.
        selection: the filters that links keep.
        **others: further parameters that links keep.
    """
    ids = [stop.id for stop in stops]
    return rendering.render(
        "story.html",
        stops=[
            (stop, json.dumps(live_map.of_stop(stop, frame)), _marks(stop, mode), _key(stop, mode)) for stop in stops
        ],
        where=where,
        shown=shown if shown in ids else ids[0],
        href=lambda stop: (
            link("present", selection or Selection(), **others, **{STEP: stop}) if where == "query" else f"#{stop}"
        ),
        caveat=CAVEAT,
        share=share,
    )


def file_download(href: str, words: str, size: int) -> str:
    """Return the link to a file that is ready, with its size.

    Args:
        href: where it is.
        words: what the link says.
        size: of the file, bytes.
    """
    return rendering.render("file_download.html", href=href, words=words, weight=file_size(size))


def map_downloads(selection: Selection) -> str:
    """Return the links to the map alone, as pictures."""
    links = [
        (map_link("png", selection), "PNG for a slide"),
        (map_link("png", selection, size="print"), "PNG for print"),
        (map_link("svg", selection), "SVG"),
        (map_link("png", selection, mode="dark"), "PNG on a dark ground"),
    ]
    return rendering.render("map_downloads.html", links=links)


def share(stop: Stop, row: StopRow) -> float:
    """Return the length of a row's bar, in percent of the longest bar."""
    if not row.number:
        return 0
    return round(100 * row.number / max(other.number or 0 for other in stop.rows), 1)


def _key(stop: Stop, mode: Mode | None) -> list[tuple[str, str]]:
    """Return what the letters on the map mean, where what stands beside it does not say so already."""
    if stop.shading or stop.shows is Shows.TYPES:
        return []
    return [(rendering.image(Mark(kind), mode), kind.label) for kind in stop.types]


def _marks(stop: Stop, mode: Mode | None) -> list[str]:
    if stop.shows is not Shows.TYPES:
        return [""] * len(stop.rows)
    return [rendering.image(Mark(row.type), mode) if row.type else "" for row in stop.rows]

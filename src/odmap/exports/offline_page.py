"""A view as one HTML file that needs no network: map, list, numbers and story, to be opened from a disk.

Everything stands in the file itself, and a content security policy keeps it from reaching out. What is large and not
needed at once is packed; a browser too old to unpack it still has the coarse outline of the land.
"""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from odmap.analysis.ecosystem import NUMBER, Finding, findings
from odmap.directory.located import organisations_in
from odmap.directory.organisation import DOING, Type
from odmap.exports.job import Job, Progress, silent
from odmap.geography.base_map import ATTRIBUTION
from odmap.graphics.assets import land, map_rules, map_script
from odmap.graphics.leaflet_options import OPTIONS, settings
from odmap.graphics.palette import css
from odmap.maps import live as live_map
from odmap.markup import rendering
from odmap.markup.story import deck
from odmap.settings import BASE_MAP, OVERVIEW, STATIC
from odmap.views.codes import NO_BASE
from odmap.views.provenance import EVERYTHING, MAP_TITLE
from odmap.views.selection import BY_NAME, options
from odmap.views.summary import by_type, headline, precision_sentence, value_label
from odmap.wording import count, iso_date

LIST_BUDGET = 800_000
"""Bytes of the list up to which it stands in the file as it is, so that it can be read without a script."""

_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_LOADING = re.compile(r"[^;{}]*:\s*url\([^)]*\)[^;{}]*;?")


def write(job: Job, progress: Progress = silent) -> bytes:
    """Return a view as one HTML file.

    Args:
        job: the view, and the story to tell.
        progress: is told how far the file is.
    """
    progress(0.0, "The list")
    listing = rendering.render("offline_list.html", groups=_groups(job.view), no_base=NO_BASE)
    large = len(listing.encode()) > LIST_BUDGET
    progress(0.4, "The numbers")
    tables = [(finding, _rows(finding)) for finding in findings(job.view)]
    progress(0.5, "The story")
    story = deck(job.stops, job.directory.frame, "hash")
    progress(0.7, "The map")
    world = _world()
    table = live_map.table(job.directory.frame, named=True).decode()
    progress(0.9, "The page")
    script = _script()
    page = rendering.render(
        "offline_page.html",
        policy=_policy(script),
        style=_style(),
        script=Markup(script),  # noqa: S704 - our own files and Leaflet's
        icon=_address_of("image/svg+xml", (STATIC / "icon.svg").read_bytes()),
        title=MAP_TITLE,
        name=MAP_TITLE if job.edition.filters == EVERYTHING else f"{MAP_TITLE}: {job.edition.filters}",
        edition=job.edition,
        everything=EVERYTHING,
        day=iso_date(job.edition.data_as_of) if job.edition.data_as_of else "",
        headline=headline(job.view, job.directory.frame),
        precision=precision_sentence(job.view),
        countries=_countries(job.view),
        activities=_activities(job.view),
        doing=DOING,
        organisations=count(len(job.view), "organisation"),
        listing=Markup(listing),  # noqa: S704 - a filled template
        large=large,
        deck=Markup(story),  # noqa: S704 - as above
        legend=Markup(rendering.legend(job.view, None)),  # noqa: S704 - as above
        tables=tables,
        number=NUMBER,
        level=3,
        attribution=ATTRIBUTION,
        address=job.address,
        settings=rendering.script_json({"world": world, "options": OPTIONS, "total": len(job.view)}),
        table=_pack(table) if large else rendering.script_json(json.loads(table)),
        packed_list=_pack(listing) if large else "",
        fine=_fine(),
    )
    progress(1.0, "The file is ready")
    return page.encode()


def _groups(view: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the types that occur, each with its organisations, ready for the list."""
    return [
        {
            "kind": kind,
            "words": count(len(rows), "organisation"),
            "entries": rendering.with_marks(organisations_in(rows), None),
        }
        for kind, rows in by_type(view)
    ]


def _countries(view: pd.DataFrame) -> list[tuple[str, str, int]]:
    found = options(view, BY_NAME["country"])
    return [(code, value_label(view, "country", code), number) for code, number in found.items()]


def _activities(view: pd.DataFrame) -> list[tuple[Type, int]]:
    return [(Type(value), number) for value, number in options(view, BY_NAME["activity"]).items()]


class _NumberRow(NamedTuple):
    """A row of a table: what it is of, how many, and the length of its bar as a share of the longest."""

    labels: list[str]
    number: int
    share: float


def _rows(finding: Finding) -> list[_NumberRow]:
    labels = [column for column in finding.table.columns if column != NUMBER]
    longest = max(finding.table[NUMBER], default=0) or 1
    return [
        _NumberRow([str(row[label]) for label in labels], int(row[NUMBER]), round(100 * row[NUMBER] / longest, 1))
        for row in finding.table.to_dict("records")
    ]


@cache
def _world() -> Mapping[str, Any]:
    """Return the words and marks of the map, and the coarse land."""
    return {**settings(), "overview": json.loads(land(OVERVIEW))}


@cache
def _fine() -> str:
    return _pack(land(BASE_MAP).decode())


def _pack(text: str) -> str:
    """Return a text as base64 of its zlib stream, which a browser's DecompressionStream reads as "deflate"."""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


@cache
def _script() -> str:
    """Return Leaflet, the map's script and the page's as one; none of them names a file of its own."""
    text = map_script().decode() + _asset("built/standalone.js") + _asset("built/story.js")
    return _SOURCE_MAP.sub("", text).replace("\r\n", "\n")


@cache
def _style() -> Markup:
    """Return every rule of the page, with the colours of light and dark, and without any that would load a picture."""
    dark = f"@media screen and (prefers-color-scheme: dark){{:root{{{css('dark')}}}}}"
    rules = map_rules().decode() + _asset("story.css") + _asset("standalone.css")
    text = f":root{{{css('light')}}}\n{dark}\n{_LOADING.sub('', rules)}"
    return Markup(text.replace("\r\n", "\n"))  # noqa: S704 - our own files and Leaflet's


def _asset(name: str) -> str:
    return (STATIC / name).read_text("utf-8")


def _policy(script: str) -> str:
    """Return a content security policy under which the page's own script runs, and nothing is fetched."""
    known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{known}'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _address_of(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"

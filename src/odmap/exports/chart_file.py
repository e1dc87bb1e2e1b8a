"""A chart as a file: PNG and SVG by Vega's own renderer (vl-convert), CSV of its numbers. No browser, no network."""

import json
import re
import textwrap
from collections.abc import Callable
from typing import Any, NamedTuple

import vl_convert

from odmap.charts import chart
from odmap.ecosystem import Finding
from odmap.exports import picture_fonts
from odmap.exports.csv_file import harmless, table
from odmap.exports.edition import Edition
from odmap.palette import Mode

WIDTH = 760
"""Pixels of the drawing itself; names and margins come on top."""

SCALE = 2
LINE = 105  # characters of a line below the title

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold: in a text to draw, a single one of them ends the whole process inside vl-convert."""

_CLIP = re.compile(r'(?<=<clipPath id="clip)\d+|(?<=<g clip-path="url\(#clip)\d+')


class ChartFormat(NamedTuple):
    """One kind of file for a chart.

    Attributes:
        extension: of a file's name, without the dot.
        media_type: as HTTP names it.
        label: what a visitor reads.
        write: makes the file.
    """

    extension: str
    media_type: str
    label: str
    write: Callable[[Finding, Edition, Mode], bytes]


def specification(finding: Finding, edition: Edition, mode: Mode) -> dict[str, Any]:
    """Return the whole picture in Vega-Lite: title, words, chart, source."""
    wrapped = textwrap.wrap(finding.words, LINE)
    title = {"text": textwrap.wrap(finding.title, 70), "subtitle": [*wrapped, *source(edition)]}
    return {**chart(finding, mode, WIDTH), "title": title}


def source(edition: Edition) -> list[str]:
    """Return the lines that say where the numbers come from and what they do not claim."""
    day = f", data as of {edition.data_as_of}" if edition.data_as_of else ""
    words = (
        f"Source: odmap {edition.version}{day}; {edition.number:,} of {edition.total:,} organisations; "
        f"filters: {edition.filters}. {edition.licence}. Not listed does not mean none."
    )
    return textwrap.wrap(_FORBIDDEN.sub("", words), LINE)


def png(finding: Finding, edition: Edition, mode: Mode, scale: float = SCALE, dots: float = 72) -> bytes:
    """Return a chart as PNG.

    Args:
        finding: what to draw.
        edition: where the numbers come from.
        mode: light or dark.
        scale: how large it is printed; at 1, a pixel of the drawing is 1/72 inch.
        dots: for each inch.
    """
    drawn = specification(finding, edition, mode)
    picture_fonts.ready(json.dumps(drawn, ensure_ascii=False))
    return bytes(vl_convert.vegalite_to_png(drawn, scale=scale, ppi=dots))


def svg(finding: Finding, edition: Edition, mode: Mode) -> bytes:
    """Return a chart as SVG."""
    return _numbered_from_one(vl_convert.vegalite_to_svg(specification(finding, edition, mode))).encode()


def _numbered_from_one(svg: str) -> str:
    """Name clip paths anew: Vega counts on from picture to picture, and the same picture must be the same file."""
    numbers: dict[str, int] = {}
    return _CLIP.sub(lambda found: str(numbers.setdefault(found[0], len(numbers) + 1)), svg)


def _csv(finding: Finding, edition: Edition, mode: Mode) -> bytes:
    """Write the numbers with the same provenance on each row as the directory's CSV."""
    rows = ([harmless(c) if isinstance(c, str) else c for c in row] for row in finding.table.itertuples(index=False))
    return table(finding.table.columns, rows, edition)


CHART_FORMATS: dict[str, ChartFormat] = {
    "png": ChartFormat("png", "image/png", "PNG", png),
    "svg": ChartFormat("svg", "image/svg+xml", "SVG", svg),
    "csv": ChartFormat("csv", "text/csv", "CSV", _csv),
}

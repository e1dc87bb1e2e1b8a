"""A chart as a file: PNG and SVG by Vega's own renderer (vl-convert), CSV of its numbers. No browser, no network."""

import json
import re
import textwrap
from typing import Any

import vl_convert

from odmap.analysis.ecosystem import Finding
from odmap.exports.data.csv_file import harmless, table
from odmap.exports.picture_sizes import SIZES, Size
from odmap.graphics import svg_text
from odmap.graphics.charts import LINE, chart, source
from odmap.graphics.palette import Mode
from odmap.views.provenance import Edition

WIDTH = 760
"""Pixels of the drawing itself; names and margins come on top."""

MARGIN = 32
"""Pixels around a picture: an SVG that is opened where our font is not installed has wider names, which need room."""


_CLIP = re.compile(r'(?<=<clipPath id="clip)\d+|(?<=<g clip-path="url\(#clip)\d+')


def specification(finding: Finding, edition: Edition, mode: Mode) -> dict[str, Any]:
    """Return the whole picture in Vega-Lite: title, words, chart, source."""
    wrapped = textwrap.wrap(finding.words, LINE)
    title = {"text": textwrap.wrap(finding.title, 70), "subtitle": [*wrapped, *source(edition)]}
    return {**chart(finding, mode, WIDTH), "padding": MARGIN, "title": title}


def png(finding: Finding, edition: Edition, mode: Mode, size: Size = "screen") -> bytes:
    """Return a chart as PNG.

    Args:
        finding: what to draw.
        edition: where the numbers come from.
        mode: light or dark.
        size: for a screen or for print.
    """
    scale, dots = SIZES[size].of_chart
    drawn = specification(finding, edition, mode)
    svg_text.ready(json.dumps(drawn, ensure_ascii=False))
    return bytes(vl_convert.vegalite_to_png(drawn, scale=scale, ppi=dots))


def svg(finding: Finding, edition: Edition, mode: Mode) -> bytes:
    """Return a chart as SVG."""
    return _numbered_from_one(vl_convert.vegalite_to_svg(specification(finding, edition, mode))).encode()


def _numbered_from_one(svg: str) -> str:
    """Name clip paths anew: Vega counts on from picture to picture, and the same picture must be the same file."""
    numbers: dict[str, int] = {}
    return _CLIP.sub(lambda found: str(numbers.setdefault(found[0], len(numbers) + 1)), svg)


def csv(finding: Finding, edition: Edition, mode: Mode) -> bytes:
    """Write the numbers with the same provenance on each row as the directory's CSV."""
    rows = ([harmless(c) if isinstance(c, str) else c for c in row] for row in finding.table.itertuples(index=False))
    return table(finding.table.columns, rows, edition)

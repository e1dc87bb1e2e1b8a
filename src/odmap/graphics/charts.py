"""A finding as a chart in Vega-Lite: for the page, and for files of its own.

Colours, fonts and marks come from the same palette as the map's. Numbers stand beside the bars, so that no chart
has to be read by colour or by measuring.

Written in Vega-Lite itself: building and checking the same charts with Altair took 40 ms of processor time each, which
was nine tenths of what a filter cost on the ecosystem page. The tests hold them against Altair's schema.
"""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from odmap.analysis.ecosystem import NUMBER, Finding
from odmap.directory.organisation import Type, Verification
from odmap.graphics.palette import Mode, theme, type_colours, variables
from odmap.graphics.svg import NOT_IN_XML
from odmap.version import NAME
from odmap.views.provenance import Edition
from odmap.wording import format_number, iso_date

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"
"""The version that Streamlit's page and vl-convert draw; a name, never fetched."""

MOST_BARS = 40
"""More bars than these cannot be read; the rest is drawn as one bar, and the table has them all."""

Chart = dict[str, Any]
"""A chart, or a part of one, as Vega-Lite describes it."""

FONT = "Source Sans, sans-serif"
HEADING_FONT = "Source Serif, serif"

_OPACITY = {Verification.VERIFIED.label: 1.0, Verification.UNVERIFIED.label: 0.55, Verification.RELATED.label: 0.25}


def chart(finding: Finding, mode: Mode, width: int | str = "container") -> Chart:
    """Draw a finding.

    Args:
        finding: what to draw; an empty one gives an empty frame that says so.
        mode: light or dark.
        width: pixels, or "container" for the width of the page.

    Returns:
        A whole Vega-Lite chart with its data in it.
    """
    table = drawn_table(finding)
    if table.empty:
        drawn = _empty(mode)
    else:
        drawn = {"bars": _bars, "columns": _columns, "stacked": _stacked, "matrix": _matrix}[finding.shape](
            table, finding, mode
        )
    described = f"{finding.title}. {finding.words}"
    return {"$schema": SCHEMA, "description": described, "width": width, "config": _look(mode), **drawn}


def drawn_table(finding: Finding) -> pd.DataFrame:
    """Return the rows that are drawn: all of them, or the longest bars and one for the rest, which adds them up."""
    table = finding.table
    label, *parts = table.columns[:-1]
    names = list(dict.fromkeys(table[label]))
    if finding.shape not in ("bars", "matrix") or len(names) <= MOST_BARS + 1:
        return table
    kept = table[label].isin(names[:MOST_BARS])
    rest = table[~kept].assign(**{label: f"{format_number(len(names) - MOST_BARS)} others together"})
    others = rest.groupby([label, *parts], sort=False)[NUMBER].sum().reset_index()
    return pd.concat([table[kept], others], ignore_index=True)


def _bars(table: pd.DataFrame, finding: Finding, mode: Mode) -> Chart:
    label = table.columns[0]
    colour = _of_types(label, mode) if finding.coloured else {"value": variables(mode)["od-accent"]}
    bar = {"type": "bar", "height": {"band": 0.72}, "cornerRadiusEnd": 3}
    number = {"type": "text", "align": "left", "dx": 6, "fontSize": 14, "color": theme(mode)["textColor"]}
    return {
        "data": _data(table),
        "height": {"step": 28},
        "encoding": {
            "x": {**_NUMBER, "scale": _room_for_numbers(table, 1.08)},
            "y": _named(label, table[label]),
            "tooltip": _said(label),
        },
        "layer": [{"mark": bar, "encoding": {"color": colour}}, {"mark": number, "encoding": _WRITTEN}],
    }


def _columns(table: pd.DataFrame, finding: Finding, mode: Mode) -> Chart:
    label = table.columns[0]
    axis = {"labelAngle": -60, "labelOverlap": True}
    bar = {"type": "bar", "width": {"band": 0.78}, "color": variables(mode)["od-accent"], "cornerRadiusEnd": 2}
    number = {"type": "text", "dy": -9, "fontSize": 13, "color": theme(mode)["textColor"]}
    return {
        "data": _data(table),
        "height": 240,
        "encoding": {
            "x": {"field": label, "type": "ordinal", "sort": list(table[label]), "title": None, "axis": axis},
            "y": {**_NUMBER, "scale": _room_for_numbers(table, 1.12)},
            "tooltip": _said(label),
        },
        "layer": [
            {"mark": bar},
            {"transform": [{"filter": f"datum['{NUMBER}'] > 0"}], "mark": number, "encoding": _WRITTEN},
        ],
    }


def _stacked(table: pd.DataFrame, finding: Finding, mode: Mode) -> Chart:
    label, part = table.columns[0], table.columns[1]
    parts = [term for term in _OPACITY if term in set(table[part])]
    ordered = table.assign(Order=table[part].map({term: place for place, term in enumerate(_OPACITY)}))
    ink, accent = theme(mode)["textColor"], variables(mode)["od-accent"]
    bar = {"type": "bar", "height": {"band": 0.5}, "color": accent, "stroke": accent, "strokeWidth": 1}
    number = {"type": "text", "fontSize": 14, "color": ink, "align": "left", "dx": 1, "dy": 25}
    shade = {
        "field": part,
        "type": "nominal",
        "sort": parts,
        "scale": {"domain": parts, "range": [_OPACITY[term] for term in parts]},
        "legend": {"title": None, "orient": "top"},
    }
    enough = max(1, int(table.groupby(label)[NUMBER].sum().max()) // 25)  # below that, numbers would overlap
    return {
        "data": _data(ordered),
        "height": {"step": 64},
        "encoding": {
            "y": _named(label, table[label]),
            "tooltip": _said(label, part),
            "order": {"field": "Order", "type": "quantitative"},
        },
        "layer": [
            {"mark": bar, "encoding": {"x": {**_NUMBER, "stack": "zero"}, "opacity": shade}},
            {
                "transform": [{"filter": f"datum['{NUMBER}'] >= {enough}"}],
                "mark": number,
                "encoding": {
                    "x": {"field": NUMBER, "type": "quantitative", "stack": "zero", "bandPosition": 0},
                    **_WRITTEN,
                },
            },
        ],
    }


def _matrix(table: pd.DataFrame, finding: Finding, mode: Mode) -> Chart:
    label, other = table.columns[0], table.columns[1]
    present = [kind.label for kind in Type if kind.label in set(table[other])]
    highest = int(finding.table[NUMBER].max())  # of one country: the others together would pale all beside them
    # Light in the middle, so that numbers stay readable.
    shaded = table.assign(Shade=(table[NUMBER] / highest).clip(upper=1) ** 1.6)
    look = theme(mode)
    shade = {
        "field": "Shade",
        "type": "quantitative",
        "scale": {"domain": [0, 1], "range": [look["secondaryBackgroundColor"], variables(mode)["od-accent"]]},
        "legend": None,
    }
    ink = {
        "condition": {"test": "datum.Shade > 0.66", "value": look["backgroundColor"]},
        "value": look["textColor"],
    }
    cell = {"type": "rect", "cornerRadius": 3, "stroke": look["backgroundColor"], "strokeWidth": 2}
    return {
        "data": _data(shaded),
        "height": {"step": 27},
        "padding": {**_PADDING, "right": 24},  # the last label leans out
        "encoding": {
            "x": {
                "field": other,
                "type": "nominal",
                "sort": present,
                "title": None,
                "axis": {"orient": "top", "labelAngle": -30},
            },
            "y": _named(label, table[label]),
            "tooltip": _said(label, other),
        },
        "layer": [
            {"mark": cell, "encoding": {"color": shade}},
            {"mark": {"type": "text", "fontSize": 14}, "encoding": {**_WRITTEN, "color": ink}},
        ],
    }


def _empty(mode: Mode) -> Chart:
    words = {"Words": "Nothing listed to draw. This tells you what is listed, not what exists."}
    return {
        "data": {"values": [words]},
        "height": 80,
        "mark": {"type": "text", "fontSize": 15, "color": theme(mode)["textColor"]},
        "encoding": {"text": {"field": "Words", "type": "nominal"}},
    }


_PADDING = {"left": 4, "right": 4, "top": 6, "bottom": 4}  # pixels

_NUMBER: Mapping[str, Any] = {"field": NUMBER, "type": "quantitative", "title": None, "axis": None}
"""The axis of numbers, which is not drawn: they are written."""

_WRITTEN: Mapping[str, Any] = {"text": {"field": NUMBER, "type": "quantitative"}}


def _data(table: pd.DataFrame) -> Chart:
    return {"values": table.to_dict("records")}


def _room_for_numbers(table: pd.DataFrame, factor: float) -> Chart:
    return {"domain": [0, max(1, float(table[NUMBER].max()) * factor)], "nice": False}


def _said(*labels: str) -> list[Chart]:
    """Return what is said of a bar or cell that is pointed at."""
    return [*({"field": label, "type": "nominal"} for label in labels), {"field": NUMBER, "type": "quantitative"}]


def _named(label: str, order: Iterable[str]) -> Chart:
    """Return the axis of names, in the order of the table."""
    axis = {"labelLimit": 260, "labelFontSize": 14, "ticks": False, "domain": False, "labelPadding": 8}
    return {"field": label, "type": "nominal", "sort": list(dict.fromkeys(order)), "title": None, "axis": axis}


def _of_types(label: str, mode: Mode) -> Chart:
    colours = {kind.label: colour for kind, colour in type_colours(mode).items()}
    scale = {"domain": list(colours), "range": list(colours.values())}
    return {"field": label, "type": "nominal", "scale": scale, "legend": None}


def _look(mode: Mode) -> Chart:
    """Return the look of the page."""
    ink, line = theme(mode)["textColor"], theme(mode)["borderColor"]
    return {
        "font": FONT,
        "background": theme(mode)["backgroundColor"],
        "padding": _PADDING,
        "view": {"stroke": None},
        "axis": {"labelColor": ink, "labelFontSize": 13, "gridColor": line, "domainColor": line, "tickColor": line},
        "legend": {"labelColor": ink, "labelFontSize": 13},
        "title": {
            "color": ink,
            "font": HEADING_FONT,
            "fontSize": 20,
            "fontWeight": 600,
            "anchor": "start",
            "offset": 14,
            "subtitleColor": ink,
            "subtitleFont": FONT,
            "subtitleFontSize": 14,
            "subtitlePadding": 6,
        },
    }


LINE = 105  # characters of a line below the title


def source(edition: Edition) -> list[str]:
    """Return the lines that say where the numbers come from and what they do not claim."""
    day = f", data as of {iso_date(edition.data_as_of)}" if edition.data_as_of else ""
    words = (
        f"Source: {NAME} {edition.version}{day}; {format_number(edition.number)} of "
        f"{format_number(edition.total)} organisations; filters: {edition.filters}. {edition.licence}. "
        "Not listed does not mean none."
    )
    return textwrap.wrap(NOT_IN_XML.sub("", words), LINE)

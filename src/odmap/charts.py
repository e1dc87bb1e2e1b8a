"""A finding as an Altair chart: for the page, and for files of its own.

Colours, fonts and marks come from the same palette as the map's. Numbers stand beside the bars, so that no chart
has to be read by colour or by measuring.
"""

from typing import Any

import altair as alt
import pandas as pd

from odmap.ecosystem import NUMBER, Finding
from odmap.organisation import Type, Verification
from odmap.palette import Mode, theme, type_colours, variables

MOST_BARS = 40
"""More bars than these cannot be read; the rest is drawn as one bar, and the table has them all."""

Drawn = Any
"""A chart of Altair, whose own types change with each step of drawing."""

FONT = "Source Sans, sans-serif"
HEADING_FONT = "Source Serif, serif"

_OPACITY = {Verification.VERIFIED.label: 1.0, Verification.UNVERIFIED.label: 0.55, Verification.RELATED.label: 0.25}


def chart(finding: Finding, mode: Mode, width: int | str = "container") -> Drawn:
    """Draw a finding.

    Args:
        finding: what to draw; an empty one gives an empty frame that says so.
        mode: light or dark.
        width: pixels, or "container" for the width of the page.
    """
    table = drawn_table(finding)
    if table.empty:
        drawn = _empty(mode)
    else:
        drawn = {"bars": _bars, "columns": _columns, "stacked": _stacked, "matrix": _matrix}[finding.shape](
            table, finding, mode
        )
    return _dressed(drawn.properties(width=width, description=f"{finding.title}. {finding.words}"), mode)


def drawn_table(finding: Finding) -> pd.DataFrame:
    """Return the rows that are drawn: all of them, or the longest bars and one for the rest, which adds them up."""
    table = finding.table
    label, *parts = table.columns[:-1]
    names = list(dict.fromkeys(table[label]))
    if finding.shape not in ("bars", "matrix") or len(names) <= MOST_BARS + 1:
        return table
    kept = table[label].isin(names[:MOST_BARS])
    rest = table[~kept].assign(**{label: f"{len(names) - MOST_BARS:,} others together"})
    others = rest.groupby([label, *parts], sort=False)[NUMBER].sum().reset_index()
    return pd.concat([table[kept], others], ignore_index=True)


def _bars(table: pd.DataFrame, finding: Finding, mode: Mode) -> Drawn:
    label = table.columns[0]
    base = alt.Chart(table).encode(
        x=alt.X(f"{NUMBER}:Q", title=None, axis=None, scale=_room_for_numbers(table, 1.08)),
        y=_named(label, table[label]),
        tooltip=[label, NUMBER],
    )
    colour = _of_types(label, mode) if finding.coloured else alt.value(variables(mode)["od-accent"])
    return alt.layer(
        base.mark_bar(height={"band": 0.72}, cornerRadiusEnd=3).encode(color=colour),
        base.mark_text(align="left", dx=6, fontSize=14, color=theme(mode)["textColor"]).encode(text=f"{NUMBER}:Q"),
    ).properties(height=alt.Step(28))


def _columns(table: pd.DataFrame, finding: Finding, mode: Mode) -> Drawn:
    label = table.columns[0]
    base = alt.Chart(table).encode(
        x=alt.X(f"{label}:O", sort=list(table[label]), title=None, axis=alt.Axis(labelAngle=-60, labelOverlap=True)),
        y=alt.Y(f"{NUMBER}:Q", title=None, axis=None, scale=_room_for_numbers(table, 1.12)),
        tooltip=[label, NUMBER],
    )
    numbers = base.transform_filter(f"datum['{NUMBER}'] > 0")
    return alt.layer(
        base.mark_bar(width={"band": 0.78}, color=variables(mode)["od-accent"], cornerRadiusEnd=2),
        numbers.mark_text(dy=-9, fontSize=13, color=theme(mode)["textColor"]).encode(text=f"{NUMBER}:Q"),
    ).properties(height=240)


def _stacked(table: pd.DataFrame, finding: Finding, mode: Mode) -> Drawn:
    label, part = table.columns[0], table.columns[1]
    parts = [term for term in _OPACITY if term in set(table[part])]
    ordered = table.assign(Order=table[part].map({term: place for place, term in enumerate(_OPACITY)}))
    base = alt.Chart(ordered).encode(
        y=_named(label, table[label]),
        tooltip=[label, part, NUMBER],
        order=alt.Order("Order:Q"),
    )
    shades = alt.Scale(domain=parts, range=[_OPACITY[term] for term in parts])
    ink, accent = theme(mode)["textColor"], variables(mode)["od-accent"]
    bars = base.mark_bar(height={"band": 0.5}, color=accent, stroke=accent, strokeWidth=1).encode(
        x=alt.X(f"{NUMBER}:Q", title=None, axis=None, stack="zero"),
        opacity=alt.Opacity(f"{part}:N", scale=shades, sort=parts, legend=alt.Legend(title=None, orient="top")),
    )
    enough = max(1, int(table.groupby(label)[NUMBER].sum().max()) // 25)  # below that, numbers would overlap
    numbers = base.transform_filter(f"datum['{NUMBER}'] >= {enough}").mark_text(
        fontSize=14, color=ink, align="left", dx=1, dy=25
    )
    placed = numbers.encode(x=alt.X(f"{NUMBER}:Q", stack="zero", bandPosition=0), text=f"{NUMBER}:Q")
    return alt.layer(bars, placed).properties(height=alt.Step(64))


def _matrix(table: pd.DataFrame, finding: Finding, mode: Mode) -> Drawn:
    label, other = table.columns[0], table.columns[1]
    present = [kind.label for kind in Type if kind.label in set(table[other])]
    highest = int(finding.table[NUMBER].max())  # of one country: the others together would pale all beside them
    # Light in the middle, so that numbers stay readable.
    shaded = table.assign(Shade=(table[NUMBER] / highest).clip(upper=1) ** 1.6)
    base = alt.Chart(shaded).encode(
        x=alt.X(f"{other}:N", sort=present, title=None, axis=alt.Axis(orient="top", labelAngle=-30)),
        y=_named(label, table[label]),
        tooltip=[label, other, NUMBER],
    )
    shade = alt.Scale(domain=[0, 1], range=[theme(mode)["secondaryBackgroundColor"], variables(mode)["od-accent"]])
    ink = alt.condition(
        "datum.Shade > 0.66",
        alt.value(theme(mode)["backgroundColor"]),
        alt.value(theme(mode)["textColor"]),
    )
    return alt.layer(
        base.mark_rect(cornerRadius=3, stroke=theme(mode)["backgroundColor"], strokeWidth=2).encode(
            color=alt.Color("Shade:Q", scale=shade, legend=None)
        ),
        base.mark_text(fontSize=14).encode(text=f"{NUMBER}:Q", color=ink),
    ).properties(height=alt.Step(27))


def _room_for_numbers(table: pd.DataFrame, factor: float) -> alt.Scale:
    return alt.Scale(domain=[0, max(1, float(table[NUMBER].max()) * factor)], nice=False)


def _empty(mode: Mode) -> Drawn:
    words = pd.DataFrame({"Words": ["Nothing listed to draw. That is what we know, not what exists."]})
    mark = alt.Chart(words).mark_text(fontSize=15, color=theme(mode)["textColor"])
    return mark.encode(text="Words:N").properties(height=80)


def _named(label: str, order: "pd.Series[Any]") -> alt.Y:
    """Return the axis of names, in the order of the table."""
    axis = alt.Axis(labelLimit=260, labelFontSize=14, ticks=False, domain=False, labelPadding=8)
    return alt.Y(f"{label}:N", sort=list(dict.fromkeys(order)), title=None, axis=axis)


def _of_types(label: str, mode: Mode) -> alt.Color:
    colours = {kind.label: colour for kind, colour in type_colours(mode).items()}
    return alt.Color(f"{label}:N", scale=alt.Scale(domain=list(colours), range=list(colours.values())), legend=None)


def _dressed(drawn: Drawn, mode: Mode) -> Drawn:
    """Give a chart the look of the page."""
    ink, line = theme(mode)["textColor"], theme(mode)["borderColor"]
    return (
        drawn.configure(
            font=FONT, background=theme(mode)["backgroundColor"], padding={"left": 4, "right": 4, "top": 6, "bottom": 4}
        )
        .configure_view(stroke=None)
        .configure_axis(labelColor=ink, labelFontSize=13, gridColor=line, domainColor=line, tickColor=line)
        .configure_legend(labelColor=ink, labelFontSize=13)
        .configure_title(
            color=ink,
            font=HEADING_FONT,
            fontSize=20,
            fontWeight=600,
            anchor="start",
            offset=14,
            subtitleColor=ink,
            subtitleFont=FONT,
            subtitleFontSize=14,
            subtitlePadding=6,
        )
    )

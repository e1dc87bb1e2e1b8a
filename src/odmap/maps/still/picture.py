"""The map as a still picture, SVG and PNG: the same data, marks, colours and words as the live map.

Drawn here and not by a chart library, because the marks tell type, sureness, end and exactness by their shape, and
rings, names and the enlarged Europe have to find room for each other. Rendered to PNG by resvg (in vl-convert): no
browser, no network.
"""

import re
from html import escape
from typing import NamedTuple

import pandas as pd
import vl_convert

from odmap.analysis.gaps.choropleth import HATCH, Shading
from odmap.analysis.story.script import Position
from odmap.directory.organisation import Type
from odmap.geography.base_map import countries
from odmap.graphics import svg_text
from odmap.graphics.marks import SVG_NAMESPACE
from odmap.graphics.palette import Mode, variables
from odmap.maps.still import caption
from odmap.maps.still import legend as map_legend
from odmap.maps.still.clusters import Circle, group, ring
from odmap.maps.still.labels import SIZE, Name, around, name_of, names
from odmap.maps.still.locator import steps
from odmap.maps.still.panel import Box, Panel, held_panel, part_panel, world_panel
from odmap.views.provenance import Edition
from odmap.wording import count, in_words, small

EUROPE = [(-10.5, 36.0), (-9.0, 52.0), (31.0, 60.5), (26.0, 70.5), (29.0, 38.0), (-22.0, 64.0)]
"""Places that the enlarged Europe shows at its edges: longitude, latitude."""

CROWDED = 10
"""So many organisations in Europe, and it is enlarged beside the world."""

NOTHING_FOUND = "Nothing listed matches. That says what is listed, not what exists."

_MIDDLE = (12.0, 50.0)  # longitude and latitude of the ring that stands for Europe
_RADIUS = 24  # of that ring, pixels
_MARGIN = 16
_LEAST_FOR_TWO = 950  # pixels of width, for two panels
_COARSE = 9  # tenths of a pixel: a finer outline cannot be seen


class Picture(NamedTuple):
    """A still map."""

    svg: str
    width: int
    """Pixels."""
    height: int
    words: str
    """What it shows, in words."""
    is_part: bool = False
    """Whether it shows a part of the world, and not the whole."""


def draw(
    view: pd.DataFrame,
    mode: Mode = "light",
    size: tuple[int, int] = (1600, 860),
    position: Position | None = None,
    shading: Shading | None = None,
    dressed: Edition | None = None,
    legend: bool = True,
) -> Picture:
    """Draw organisations on a map.

    Args:
        view: rows of a located directory; those without a base are in the words only.
        mode: light or dark.
        size: width and height of the picture, pixels; at least 700 by 420, and 560 high if it is dressed. Letters and
            marks do not grow with it.
        position: what to show; ``None`` for all that is in the view.
        shading: colours for the countries, instead of marks.
        dressed: what the picture is of, for a title above and its source below; ``None`` for the map and legend only.
        legend: whether the marks are explained, beside a part of the world or below the whole; without that, the map
            fills the picture.
    """
    width, height = size
    title = caption.title(dressed, view, mode, width) if dressed else caption.NOTHING
    foot = caption.foot(dressed, mode, width, height) if dressed else caption.NOTHING
    room = Box(0, title.height, width, height - title.height - foot.height)
    plan = _layout(view, room, position, shading, legend)
    words = _words(view, shading)
    drawn = "".join(_panel(panel, mode, shading, number) for number, panel in enumerate(plan.panels))
    marks, types = ("", []) if shading else _organisations(view, plan, mode)
    colours = variables(mode)
    if view.empty and not shading:
        meaning = caption.lines(NOTHING_FOUND, plan.legend, mode) if legend else ""
    else:
        meaning = map_legend.legend(view, plan.legend, mode, shading, types) if legend else ""
    svg = (
        f'<svg xmlns="{SVG_NAMESPACE}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{clean(words)}"><title>{clean(words)}</title>'
        f"<style>text{{font-family:{svg_text.FAMILY}}}.b{{font-family:{svg_text.BOLD};font-weight:700}}"
        f".n{{fill:{colours['od-ink']};font-size:{SIZE}px;text-anchor:middle;paint-order:stroke;"
        f"stroke:{colours['od-land']};stroke-width:3px;stroke-linejoin:round}}</style>"
        f"<defs>{_hatch(mode)}{''.join(_clip(panel.box, number) for number, panel in enumerate(plan.panels))}</defs>"
        f'<rect width="{width}" height="{height}" fill="{colours["od-paper"]}"/>'
        f"{title.svg}{drawn}{marks}{meaning}{foot.svg}</svg>"
    )
    return Picture(svg, width, height, words, plan.panels[0].centre is not None)


def png(picture: Picture, scale: float = 1.0, dots: float = 72) -> bytes:
    """Return a picture as PNG.

    Args:
        picture: what to render.
        scale: how large it is printed; at 1, a pixel of the picture is 1/72 inch.
        dots: for each inch; at 72 and a scale of 1, a pixel of the picture is one of the PNG.
    """
    svg_text.ready(picture.svg)
    return bytes(vl_convert.svg_to_png(picture.svg, scale=scale, ppi=dots))


def clean(text: str) -> str:
    """Escape text for XML, without the characters that XML has no way to write."""
    return escape(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text))


class _Layout(NamedTuple):
    """Where everything stands."""

    panels: list[Panel]
    legend: Box
    enlarged: pd.DataFrame
    """The organisations of the second panel, which stand in the first as one ring; so they do without a second."""


def _layout(view: pd.DataFrame, room: Box, position: Position | None, shading: Shading | None, legend: bool) -> _Layout:
    """Decide what is shown where: a part of the world with the legend beside it, or the world with the legend below.

    Where the world is shown and Europe is crowded, Europe stands beside it, enlarged.
    """
    located = view[view["precision"].notna()]
    placed = located[["longitude", "latitude"]].to_numpy(dtype=float)
    edge = _MARGIN if legend else 1
    whole = Box(edge, room.y + edge, room.width - 2 * edge, room.height - 2 * edge)
    one = whole._replace(width=whole.width - map_legend.WIDTH - _MARGIN) if legend else whole
    beside = Box(one.x + one.width + _MARGIN, one.y, map_legend.WIDTH, one.height)
    if legend and len(located) and not map_legend.has_room(view, beside, shading):
        one, beside = _divided(whole, view, shading)
    panel = held_panel(one, position) if position else part_panel(one, placed) if len(placed) else world_panel(one)
    if panel.centre is not None:
        return _Layout([panel], beside, view.iloc[:0])
    europe = part_panel(_right(whole), EUROPE, 1.0)
    crowd = located[europe.box.holds(europe.pixels(placed))] if len(placed) and not shading else located.iloc[:0]
    crowd = crowd if CROWDED <= len(crowd) < len(located) else crowd.iloc[:0]
    enlarge = len(crowd) > 0 and room.width >= _LEAST_FOR_TWO
    left = whole._replace(width=europe.box.x - _MARGIN - edge) if enlarge else whole
    world, below = _divided(left, view, shading) if legend else (left, left)
    return _Layout([world_panel(world), europe] if enlarge else [world_panel(world)], below, crowd)


def _divided(whole: Box, view: pd.DataFrame, shading: Shading | None) -> tuple[Box, Box]:
    """Divide a box into a map and its legend below."""
    tall = map_legend.height(shading, whole.width, view) if len(view) or shading else 24.0
    above = whole._replace(height=whole.height - tall - _MARGIN)
    return above, whole._replace(y=above.y + above.height + _MARGIN, height=tall)


def _right(whole: Box) -> Box:
    width = min(whole.height * 0.74, (whole.width + 2 * _MARGIN) * 0.4)
    return whole._replace(x=whole.x + whole.width - width, width=width)


def _organisations(view: pd.DataFrame, plan: _Layout, mode: Mode) -> tuple[str, list[Type]]:
    """Draw marks and rings and the names of countries; return also the types in rings."""
    parts = [view.drop(plan.enlarged.index), plan.enlarged][: len(plan.panels)]
    drawn: list[str] = []
    named: list[Name] = []
    several: set[Type] = set()
    for number, (panel, part) in enumerate(zip(plan.panels, parts, strict=True)):
        as_one = [] if number or plan.enlarged.empty else [_as_one(panel)]
        groups = group(part, panel, as_one)
        drawn += [one.svg(mode) for one in groups]
        taken = [*map(around, as_one)]
        for circle in as_one:
            kinds = [Type(kind) for kind in plan.enlarged["type"]]
            several |= set(kinds)
            drawn.append(ring(*circle, kinds, mode))
            called = ("Europe: see beside", "Europe")[-1 if len(plan.panels) == 1 else 0 :]
            named.append(name_of(called, circle, groups, panel.box))
            taken.append(named[-1].box)
        named += names(groups, panel.box, taken)
        several |= {Type(row["type"]) for one in groups if len(one.rows) > 1 for row in one.rows}
    texts = [f'<text class="n" x="{name.x:.1f}" y="{name.y:.1f}">{clean(name.words)}</text>' for name in named]
    return "".join([*drawn, *texts]), [kind for kind in Type if kind in several]


def _as_one(panel: Panel) -> Circle:
    """Return where, in the world, the ring stands for what is enlarged beside it, or too crowded to tell apart."""
    x, y = panel.pixels([_MIDDLE])[0]
    return float(x), float(y), _RADIUS


def _panel(panel: Panel, mode: Mode, shading: Shading | None, number: int) -> str:
    colours = variables(mode)
    box = panel.box
    frame = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="10"'
    return (
        f'<g clip-path="url(#panel-{number})"><rect {frame} fill="{colours["od-sea"]}"/>'
        f"{_land(panel, mode, shading)}</g>"
        f'<rect {frame} fill="none" stroke="{colours["od-line"]}"/>'
    )


def _land(panel: Panel, mode: Mode, shading: Shading | None) -> str:
    """Draw the countries, each as one path, in their colour."""
    colours = variables(mode)
    paths: dict[int, list[str]] = {}
    for number, outline in panel.rings():
        paths.setdefault(number, []).append(steps(outline, _COARSE))
    drawn = []
    for number, rings in paths.items():
        fill = colours["od-land"]
        if shading:
            found = shading.of.get(countries()[number].code)
            kind = shading.classes[found[0]] if found else HATCH
            fill = f"url(#{HATCH})" if kind == HATCH else colours[f"od-{kind}"]
        drawn.append(f'<path d="{"".join(rings)}" fill="{fill}"/>')
    return f'<g stroke="{colours["od-border"]}" stroke-width="0.8" fill-rule="evenodd">{"".join(drawn)}</g>'


def _hatch(mode: Mode) -> str:
    """Return the fine slanted lines for what is not known, as on the live map."""
    colours = variables(mode)
    return (
        f'<pattern id="{HATCH}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{colours["od-land"]}"/>'
        f'<path d="M-2 2L2-2M0 8L8 0M6 10L10 6" stroke="{colours["od-border"]}" stroke-width="1.2"/></pattern>'
    )


def _clip(box: Box, number: int) -> str:
    return (
        f'<clipPath id="panel-{number}"><rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" rx="10"/></clipPath>'
    )


def _words(view: pd.DataFrame, shading: Shading | None) -> str:
    """Say what the picture shows."""
    if shading:
        return _words_of_shading(shading)
    if view.empty:
        return f"Map without a mark: {small(NOTHING_FOUND)}"
    numbers = view["country_name"][view["country"].notna()].value_counts()
    named = [f"{name} {numbers[name]:,}" for name in sorted(numbers.index, key=lambda name: (-numbers[name], name))]
    more = [count(len(named) - 8, "more country", "more countries")] if len(named) > 8 else []
    without = int(view["country"].isna().sum())
    parts = [
        f"Map of {count(len(view), 'organisation')}",
        f": {in_words([*named[:8], *more])}" if named else "",
        f". {without:,} without a fixed base {'is' if without == 1 else 'are'} not on it" if without else "",
    ]
    return f"{''.join(parts)}."


def _words_of_shading(shading: Shading) -> str:
    far = shading.measure.name == "distance"  # its other colours tell how far away the nearest is
    colours = [shading.classes[number] for number, _ in shading.of.values()]
    listed = sum(kind == "shade-4" if far else kind.startswith("shade") for kind in colours)
    places = count(listed, "country or territory", "countries and territories")
    others = (
        "; of the others, how far away the nearest is."
        if far
        else "; the hatched ones have nothing listed, which is not none."
    )
    return f"World map: {places} with something listed{others}"

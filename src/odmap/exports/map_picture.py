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

from odmap.exports import map_legend, map_title, picture_fonts
from odmap.exports.edition import Edition
from odmap.exports.map_groups import group, ring
from odmap.exports.map_names import SIZE, names
from odmap.exports.map_panel import Box, Panel, held_panel, part_panel, world_panel
from odmap.locator import steps
from odmap.organisation import Type
from odmap.palette import Mode, variables
from odmap.shading import HATCH, Shading
from odmap.story import Position
from odmap.summary import count, in_words, small
from odmap.symbols import SVG_NAMESPACE
from odmap.topology import countries

EUROPE = [(-10.5, 36.0), (-9.0, 52.0), (31.0, 60.5), (26.0, 70.5), (29.0, 38.0), (-22.0, 64.0)]
"""Places that the enlarged Europe shows at its edges: longitude, latitude."""

CROWDED = 10
"""So many organisations in Europe, and it is enlarged beside the world."""

NOTHING_FOUND = "Nothing listed matches. That says what is listed, not what exists."

_MARGIN = 16
_COARSE = 9  # tenths of a pixel: a finer outline cannot be seen


class Picture(NamedTuple):
    """A still map."""

    svg: str
    width: int
    """Pixels."""
    height: int
    words: str
    """What it shows, in words."""


def draw(
    view: pd.DataFrame,
    mode: Mode = "light",
    size: tuple[int, int] = (1600, 860),
    position: Position | None = None,
    shading: Shading | None = None,
    dressed: Edition | None = None,
) -> Picture:
    """Draw organisations on a map.

    Args:
        view: rows of a located directory; those without a base are in the words only.
        mode: light or dark.
        size: width and height of the picture, pixels, at least 700 by 420. Letters and marks do not grow with it.
        position: what to show; ``None`` for all that is in the view.
        shading: colours for the countries, instead of marks.
        dressed: what the picture is of, for a title above and its source below; ``None`` for the map and legend only.
    """
    width, height = size
    title = map_title.title(dressed, view, mode, width) if dressed else map_title.NOTHING
    foot = map_title.foot(dressed, mode, width, height) if dressed else map_title.NOTHING
    room = Box(0, title.height, width, height - title.height - foot.height)
    panels, legend_box, enlarged = _layout(view, room, position, shading)
    words = _words(view, shading)
    parts = [view.drop(enlarged.index), enlarged] if len(panels) > 1 else [view]
    drawn = [
        _panel(panel, part, mode, shading, number)
        for number, (panel, part) in enumerate(zip(panels, parts, strict=True))
    ]
    if len(panels) > 1:
        drawn.append(_elsewhere(panels[0], enlarged, mode))
    colours = variables(mode)
    legend = map_legend.legend(view, legend_box, mode, shading) if len(view) or shading else ""
    if not legend:
        legend = map_title.lines(NOTHING_FOUND, legend_box, mode)
    svg = (
        f'<svg xmlns="{SVG_NAMESPACE}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{clean(words)}"><title>{clean(words)}</title>'
        f"<style>text{{font-family:{picture_fonts.FAMILY}}}.b{{font-family:{picture_fonts.BOLD};font-weight:700}}"
        f".n{{fill:{colours['od-ink']};font-size:{SIZE}px;text-anchor:middle;paint-order:stroke;"
        f"stroke:{colours['od-land']};stroke-width:3px;stroke-linejoin:round}}</style>"
        f"<defs>{_hatch(mode)}{''.join(_clip(panel.box, number) for number, panel in enumerate(panels))}</defs>"
        f'<rect width="{width}" height="{height}" fill="{colours["od-paper"]}"/>'
        f"{title.svg}{''.join(drawn)}{legend}{foot.svg}</svg>"
    )
    return Picture(svg, width, height, words)


def png(picture: Picture, scale: float = 1.0) -> bytes:
    """Return a picture as PNG, so many times its size in pixels."""
    picture_fonts.ready(picture.svg)
    return bytes(vl_convert.svg_to_png(picture.svg, scale=scale))


def clean(text: str) -> str:
    """Escape text for XML, without the characters that XML has no way to write."""
    return escape(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text))


class _Layout(NamedTuple):
    """Where everything stands."""

    panels: list[Panel]
    legend: Box
    enlarged: pd.DataFrame
    """The organisations of the second panel, which stand in the first as one ring."""


def _layout(view: pd.DataFrame, room: Box, position: Position | None, shading: Shading | None) -> _Layout:
    """Decide what is shown where: a part of the world with the legend beside it, or the world with the legend below.

    Where the world is shown and Europe is crowded, Europe stands beside it, enlarged.
    """
    located = view[view["precision"].notna()]
    placed = located[["longitude", "latitude"]].to_numpy(dtype=float)
    one = Box(_MARGIN, room.y + _MARGIN, room.width - map_legend.WIDTH - 3 * _MARGIN, room.height - 2 * _MARGIN)
    panel = held_panel(one, position) if position else part_panel(one, placed) if len(placed) else world_panel(one)
    if panel.centre is not None:
        return _Layout([panel], Box(one.x + one.width + _MARGIN, one.y, map_legend.WIDTH, one.height), view.iloc[:0])
    europe = part_panel(_right(room), EUROPE, 1.0)
    crowd = located[europe.box.holds(europe.pixels(placed))] if len(placed) and not shading else located.iloc[:0]
    enlarge = CROWDED <= len(crowd) < len(located)
    width = (europe.box.x if enlarge else room.width) - 2 * _MARGIN
    below = map_legend.height(shading, width) if len(view) or shading else 40.0
    world = Box(_MARGIN, room.y + _MARGIN, width, room.height - below - 3 * _MARGIN)
    legend = Box(world.x, world.y + world.height + _MARGIN, width, below)
    return _Layout([world_panel(world), europe] if enlarge else [world_panel(world)], legend, crowd)


def _right(room: Box) -> Box:
    height = room.height - 2 * _MARGIN
    width = min(height * 0.74, room.width * 0.4)
    return Box(room.x + room.width - _MARGIN - width, room.y + _MARGIN, width, height)


def _panel(panel: Panel, view: pd.DataFrame, mode: Mode, shading: Shading | None, number: int) -> str:
    colours = variables(mode)
    box = panel.box
    frame = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="10"'
    groups = [] if shading else group(view, panel)
    named = names(groups, box)
    return (
        f'<g clip-path="url(#panel-{number})"><rect {frame} fill="{colours["od-sea"]}"/>'
        f"{_land(panel, mode, shading)}</g>"
        f'<rect {frame} fill="none" stroke="{colours["od-line"]}"/>'
        f"{''.join(one.svg(mode) for one in groups)}"
        f"{''.join(_name(*name[:3]) for name in named)}"
    )


def _elsewhere(panel: Panel, enlarged: pd.DataFrame, mode: Mode) -> str:
    """Draw, in the world, one ring for what is enlarged beside it."""
    x, y = panel.pixels([(12.0, 50.0)])[0]
    types = [Type(kind) for kind in enlarged["type"]]
    return ring(x, y, 24, types, mode) + _name("Europe: see beside", x, y + 24 + SIZE * 1.1)


def _name(words: str, x: float, y: float) -> str:
    return f'<text class="n" x="{x:.1f}" y="{y:.1f}">{clean(words)}</text>'


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
        listed = sum(1 for number, _ in shading.of.values() if shading.classes[number].startswith("shade"))
        places = count(listed, "country or territory", "countries and territories")
        return f"World map: {places} with something listed; the hatched ones have nothing listed, which is not none."
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

"""The map as a still picture, SVG and PNG: the same data, marks, colours and words as the live map.

Drawn here and not by a chart library, because the marks tell type, sureness, end and exactness by their shape, and
rings, names and the enlarged Europe have to find room for each other. Rendered to PNG by resvg (in vl-convert): no
browser, no network.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
import vl_convert

from odmap.analysis.gaps.choropleth import HATCH, Shading
from odmap.analysis.story.script import Position
from odmap.directory.organisation import Type
from odmap.geography.base_map import countries
from odmap.graphics import fonts, svg, svg_text
from odmap.graphics.palette import Mode, variables
from odmap.maps.still import caption, panel_svg
from odmap.maps.still import legend as map_legend
from odmap.maps.still.clusters import Disc, clustered, ring_radius, ring_svg
from odmap.maps.still.labels import Labels, around, name_clusters, name_disc
from odmap.maps.still.panel import Panel, Rect, held_panel, part_panel, world_panel
from odmap.views.provenance import Edition

EUROPE = [(-10.5, 36.0), (-9.0, 52.0), (31.0, 60.5), (26.0, 70.5), (29.0, 38.0), (-22.0, 64.0)]
"""Places that the enlarged Europe shows at its edges: longitude, latitude."""

CROWDED = 10
"""So many organisations in Europe, and it is enlarged beside the world."""

NAME_SIZE = 14
"""Of the letters of names on the map, pixels."""

_MIDDLE = (12.0, 50.0)  # longitude and latitude of the ring that stands for Europe
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
    room = Rect(0, title.height, width, height - title.height - foot.height)
    plan = _layout(view, room, position, shading, legend)
    words = caption.in_words(view, shading)
    panels = "".join(_panel(panel, mode, shading, number) for number, panel in enumerate(plan.panels))
    drawn, types = _marks_and_names(plan, mode)
    colours = variables(mode)
    if view.empty and not shading:
        meaning = caption.lines(caption.NOTHING_FOUND, plan.legend, mode) if legend else ""
    else:
        meaning = map_legend.legend(view, plan.legend, mode, shading, types) if legend else ""
    picture = (
        f'<svg xmlns="{svg.NAMESPACE}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{svg.escaped(words)}"><title>{svg.escaped(words)}</title>'
        f"<style>text{{font-family:{svg_text.FAMILY}}}.b{{font-family:{svg_text.BOLD};font-weight:700}}"
        f"{panel_svg.rules(mode)}.name{{font-size:{NAME_SIZE}px;fill:{colours['od-ink']}}}</style>"
        f"<defs>{_hatch(mode)}{''.join(_clip(panel.rect, number) for number, panel in enumerate(plan.panels))}</defs>"
        f'<rect width="{width}" height="{height}" fill="{colours["od-paper"]}"/>'
        f"{title.svg}{panels}{drawn}{meaning}{foot.svg}</svg>"
    )
    return Picture(picture, width, height, words, plan.panels[0].centre is not None)


def png(picture: Picture, scale: float = 1.0, dots: float = 72) -> bytes:
    """Return a picture as PNG.

    Args:
        picture: what to render.
        scale: how large it is printed; at 1, a pixel of the picture is 1/72 inch.
        dots: for each inch; at 72 and a scale of 1, a pixel of the picture is one of the PNG.
    """
    svg_text.ready(picture.svg)
    return bytes(vl_convert.svg_to_png(picture.svg, scale=scale, ppi=dots))


class _Layout(NamedTuple):
    """Where everything stands."""

    panels: list[Panel]
    marked: list[pd.DataFrame]
    """The organisations whose marks each panel shows."""
    legend: Rect
    as_one: pd.DataFrame
    """The organisations that stand in the first panel as one ring: those of a second panel, or too crowded for one."""


def _layout(
    view: pd.DataFrame, room: Rect, position: Position | None, shading: Shading | None, legend: bool
) -> _Layout:
    """Decide what is shown where: a part of the world with the legend beside it, or the world with the legend below.

    Where the world is shown and Europe is crowded, Europe stands beside it, enlarged.
    """
    none = view.iloc[:0]
    located = view[view["precision"].notna()]
    marked = none if shading else located
    placed = located[["longitude", "latitude"]].to_numpy(dtype=float)
    edge = _MARGIN if legend else 1
    whole = room.grown(-edge, -edge)
    one = whole._replace(width=whole.width - map_legend.WIDTH - _MARGIN) if legend else whole
    beside = Rect(one.end[0] + _MARGIN, one.y, map_legend.WIDTH, one.height)
    if legend and len(located) and not map_legend.has_room(view, beside, shading):
        one, beside = _divided(whole, view, shading)
    panel = held_panel(one, position) if position else part_panel(one, placed) if len(placed) else world_panel(one)
    if panel.centre is not None:
        return _Layout([panel], [marked], beside, none)
    europe = part_panel(_right(whole), EUROPE, 1.0)
    crowd = marked[europe.rect.holds(europe.pixels(marked[["longitude", "latitude"]]))]
    crowd = crowd if CROWDED <= len(crowd) < len(located) else none
    enlarge = len(crowd) > 0 and room.width >= _LEAST_FOR_TWO
    left = whole._replace(width=europe.rect.x - _MARGIN - edge) if enlarge else whole
    world, below = _divided(left, view, shading) if legend else (left, left)
    panels, marks = [world_panel(world), europe], [marked.drop(crowd.index), crowd]
    shown = 2 if enlarge else 1
    return _Layout(panels[:shown], marks[:shown], below, crowd)


def _divided(whole: Rect, view: pd.DataFrame, shading: Shading | None) -> tuple[Rect, Rect]:
    """Divide a rectangle into a map and its legend below."""
    tall = map_legend.height(shading, whole.width, view) if len(view) or shading else 24.0
    above = whole._replace(height=whole.height - tall - _MARGIN)
    return above, whole._replace(y=above.end[1] + _MARGIN, height=tall)


def _right(whole: Rect) -> Rect:
    width = min(whole.height * 0.74, (whole.width + 2 * _MARGIN) * 0.4)
    return whole._replace(x=whole.x + whole.width - width, width=width)


def _marks_and_names(plan: _Layout, mode: Mode) -> tuple[str, list[Type]]:
    """Draw marks, rings, the names of countries and scales; return also the types in rings."""
    drawn: list[str] = []
    several: set[Type] = set()
    for number, (panel, marked) in enumerate(zip(plan.panels, plan.marked, strict=True)):
        as_one = [] if number or plan.as_one.empty else [_as_one(panel, len(plan.as_one))]
        clusters = clustered(marked, panel, as_one)
        drawn += [one.svg(mode) for one in clusters]
        labels = Labels(panel.rect, NAME_SIZE * 1.15)
        for disc in as_one:
            types = [Type(kind) for kind in plan.as_one["type"]]
            several |= set(types)
            drawn.append(ring_svg(types, mode, disc))
            called = ("Europe",) if len(plan.panels) == 1 else ("Europe: see beside", "Europe")
            name_disc(labels, called, disc, clusters, _width)
            labels.keep_free(around(disc))
        name_clusters(labels, clusters, _width)
        drawn += [panel_svg.names(labels.placed), _scale(panel, labels)]
        several |= {kind for one in clusters if len(one.rows) > 1 for kind in one.types}
    return "".join(drawn), [kind for kind in Type if kind in several]


def _width(words: str) -> float:
    return fonts.width(fonts.runs(words), NAME_SIZE) + 4


def _as_one(panel: Panel, number: int) -> Disc:
    """Return where, in the world, the ring stands for what is enlarged beside it, or too crowded to tell apart."""
    x, y = panel.pixels([_MIDDLE])[0]
    return float(x), float(y), ring_radius(number)


def _scale(panel: Panel, labels: Labels) -> str:
    """Draw a scale in a corner of a part of the world where nothing else is, if there is one."""
    if panel.centre is None:
        return ""
    wide, high = panel_svg.SCALE
    left, top = np.array(panel.rect[:2]) + 8
    right, bottom = np.array(panel.rect.end) - (8 + wide, 8 + high)
    corners = np.array([(left, bottom), (right, bottom), (left, top), (right, top)])
    free = corners[labels.are_free(corners, wide, high)]
    return panel_svg.scale(panel, *free[0].round(1)) if len(free) else ""


def _panel(panel: Panel, mode: Mode, shading: Shading | None, number: int) -> str:
    rect = _rect(panel.rect)
    land = panel_svg.land(panel.land(), _COARSE, fill=_filling(shading, mode) if shading else None)
    return (
        f'<g clip-path="url(#panel-{number})"><rect class="sea" {rect}/>{land}</g>'
        f'<rect {rect} fill="none" stroke="{variables(mode)["od-line"]}"/>'
    )


def _filling(shading: Shading, mode: Mode) -> Callable[[int], str]:
    """Return what tells the colour of a country by its number."""

    def colour(number: int) -> str:
        found = shading.of.get(countries()[number].code)
        kind = shading.classes[found[0]] if found else HATCH
        return f"url(#{HATCH})" if kind == HATCH else variables(mode)[f"od-{kind}"]

    return colour


def _hatch(mode: Mode) -> str:
    """Return the fine slanted lines for what is not known, as on the live map."""
    colours = variables(mode)
    return (
        f'<pattern id="{HATCH}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{colours["od-land"]}"/>'
        f'<path d="M-2 2L2-2M0 8L8 0M6 10L10 6" stroke="{colours["od-border"]}" stroke-width="1.2"/></pattern>'
    )


def _clip(rect: Rect, number: int) -> str:
    return f'<clipPath id="panel-{number}"><rect {_rect(rect)}/></clipPath>'


def _rect(rect: Rect) -> str:
    return f'x="{rect.x:.1f}" y="{rect.y:.1f}" width="{rect.width:.1f}" height="{rect.height:.1f}" rx="10"'

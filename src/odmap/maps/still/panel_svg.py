"""What every panel is drawn with: sea, land, names and a scale, in SVG."""

from collections.abc import Callable, Sequence

from odmap.graphics import svg
from odmap.graphics.palette import Mode, variables
from odmap.maps.still.labels import Label
from odmap.maps.still.panel import Land, Panel
from odmap.wording import kilometres

SCALE = (105.0, 25.0)
"""The room that a scale takes at most, pixels."""


def rules(mode: Mode) -> str:
    """Return the style of everything here; whoever draws a picture says what fonts its texts have.

    Strokes of land are painted first, so that only their outer half shows, and no cut along the 180th meridian.
    """
    colours = variables(mode)
    return (
        f".sea{{fill:{colours['od-sea']}}}"
        ".land,.home{fill-rule:evenodd;paint-order:stroke;stroke-linejoin:round}"
        f".land{{fill:{colours['od-land']};stroke:{colours['od-border']};stroke-width:1.6}}"
        ".name{text-anchor:middle;paint-order:stroke;stroke-linejoin:round;"
        f"stroke:{colours['od-land']};stroke-width:3}}"
        f".plate{{fill:{colours['od-paper']};fill-opacity:.82}}"
        f".bar{{fill:none;stroke:{colours['od-label']};stroke-width:1.4}}"
        f".km{{font-size:11px;fill:{colours['od-label']}}}"
    )


def land(countries: Land, least: int, kind: str = "land", fill: Callable[[int], str] | None = None) -> str:
    """Return countries as one path each; "" if none of them can be seen.

    Args:
        countries: the outlines of each, pixels.
        least: how long a step of an outline is at least, tenths of a pixel: a finer one cannot be seen.
        kind: the class that they have.
        fill: returns the colour of a country; ``None`` for that of the class.
    """
    drawn = []
    for number, rings in countries.items():
        data = "".join(svg.outline(ring, least) for ring in rings)
        colour = f' fill="{fill(number)}"' if fill else ""
        drawn += [f'<path d="{data}"{colour}/>'] if data else []
    return f'<g class="{kind}">{"".join(drawn)}</g>' if drawn else ""


def names(labels: Sequence[Label], kind: str = "name") -> str:
    """Return names where they have found room, with the classes that they have."""
    return "".join(
        f'<text class="{kind}" x="{label.x:.1f}" y="{label.y:.1f}">{svg.escaped(label.words)}</text>'
        for label in labels
    )


def scale(panel: Panel, x: float, y: float) -> str:
    """Return a length of 1, 2 or 5 times a power of ten kilometres, true at the centre of the panel.

    Args:
        panel: what it measures.
        x: where it begins, pixels.
        y: its upper edge.
    """
    lengths = [step * 10**power for power in range(1, 5) for step in (1, 2, 5)]
    length = max(km for km in lengths if km <= 95 * panel.km_per_pixel)
    end = length / panel.km_per_pixel
    return (
        f'<rect class="plate" x="{x:g}" y="{y:g}" width="{max(end + 12, 58):.1f}" height="{SCALE[1]:g}" rx="4"/>'
        f'<path class="bar" d="M{x + 6:g} {y + 15:g}v4H{x + 6 + end:.1f}v-4"/>'
        f'<text class="km" x="{x + 6:g}" y="{y + 12:g}">{kilometres(length)}</text>'
    )

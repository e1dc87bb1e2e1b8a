"""A small still map of where one organisation is, as an SVG file to be shown with ``<img>``.

Everything is inside the file: colours, mark and words. The country is found in :mod:`odmap.geography.main_land`, what
part of the world is shown in :mod:`odmap.maps.still.extent`, and room for names in
:mod:`odmap.maps.still.locator_labels`. Points are pixels of the view box: x to the right and y downwards
from its upper left corner.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from odmap.data_file import DataFileError
from odmap.directory.locating import with_article
from odmap.directory.organisation import Precision
from odmap.geography.main_land import find_home
from odmap.geography.projections import Points
from odmap.graphics.assets import version
from odmap.graphics.marks import SVG_NAMESPACE, Mark
from odmap.graphics.palette import Mode, variables
from odmap.maps.still.extent import HEIGHT, WIDTH, View, choose_view, outlines_in
from odmap.maps.still.locator_labels import Name, Names

MARK_SIZE = 30  # pixels; the mark's own box is 40 by 40
REGION_RADIUS_KM = 80  # of the soft circle; how large the region is, no gazetteer says
MOST_OUTLINE = 18_000  # characters; above it, the outlines are drawn more coarsely


def locator(row: Mapping[Any, Any], mode: Mode) -> str:
    """Return the picture of one organisation's place as an SVG file.

    Args:
        row: a row of the located directory.
        mode: light or dark.

    Returns:
        The file's text, under 25 KB; "" for a body with no base, which has no place to show.
    """
    if not row["precision"]:
        return ""
    subject = _Subject(
        round(row["latitude"], 3), round(row["longitude"], 3), Mark.of(row).name, row["country"], row["country_name"]
    )
    title = _escape(f"Where {row['name']} is: {row['place']}")
    return (
        f'<svg xmlns="{SVG_NAMESPACE}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img">'
        f"<title>{title}</title>{_drawing(subject, mode)}</svg>"
    )


def locator_words(row: Mapping[Any, Any]) -> str:
    """Return the picture in words, not escaped; "" for a body with no base."""
    if not row["precision"]:
        return ""
    country = with_article(row["country_name"])
    where = {
        Precision.LOCALITY: f"in or near {row['place']}",
        Precision.REGION: "in the middle of the region; the exact place is not known",
        Precision.COUNTRY: "in the middle of the country; the exact place is not known",
    }[Precision(row["precision"])]
    return f"Map of {country} and its neighbours. The mark stands {where}."


def tint(colour: str, mode: Mode) -> str:
    """Return land with some of a colour in it, as ``#rrggbb``: the organisation's own country is filled so."""
    share = {"light": 0.22, "dark": 0.14}[mode]
    pairs = zip(*(bytes.fromhex(part.removeprefix("#")) for part in (variables(mode)["od-land"], colour)), strict=True)
    return "#" + "".join(f"{round(land + (other - land) * share):02x}" for land, other in pairs)


class _Subject(NamedTuple):
    """All that a picture depends on but its title, so that it can be kept."""

    latitude: float
    longitude: float
    mark: str
    code: str
    name: str


@lru_cache(maxsize=1024)
def _drawing(subject: _Subject, mode: Mode) -> str:
    """Return everything inside the picture but its title."""
    mark = Mark.named(subject.mark)
    precision = mark.precision or Precision.COUNTRY
    tone = f"t-{mark.type.value}"
    home = find_home(subject.latitude, subject.longitude, subject.code)
    view = choose_view(home, precision)
    abroad, own = outlines_in(view, home)
    x, y = view.pixels(home.mark[None])[0]
    radius = max(REGION_RADIUS_KM / view.km_per_pixel, 22) if precision is Precision.REGION else 0
    names = Names(abroad, own)
    names.keep_free(56, HEIGHT - 18, 112, 36)  # the scale bar
    names.keep_free(x, y, 2 * radius or MARK_SIZE, 2 * radius or MARK_SIZE)
    names.place_own(subject.name, view.pixels(home.heart[None])[0])
    names.place_neighbours(view)
    return "".join(
        (
            f"<style>{_style(mark, mode)}</style>",
            f'<rect class="sea" width="{WIDTH}" height="{HEIGHT}"/>',
            _land(abroad, own),
            f'<circle class="area {tone}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>' if radius else "",
            *(_name(name) for name in names.placed),
            _scale_bar(view),
            f'<g transform="translate({x - MARK_SIZE / 2:.1f} {y - MARK_SIZE / 2:.1f}) scale({MARK_SIZE / 40})">',
            f"{mark.file(mode)}</g>",
        )
    )


def _style(mark: Mark, mode: Mode) -> str:
    """Return the picture's own rules; the mark's file brings the palette and the rules of marks.

    Strokes of land are painted first, so that only their outer half shows, and no cut along the 180th meridian.
    An area with a broken edge, in the mark's colour, is where the organisation is: somewhere.
    """
    somewhere = mark.precision is Precision.COUNTRY
    colour = f"od-{mark.type.value}" if somewhere else "od-accent"
    line = f"stroke:var(--{colour});stroke-width:2.4{';stroke-dasharray:4 3' if somewhere else ''}"
    return (
        f"svg{{--home:{tint(variables(mode)[colour], mode)}}}"
        ".sea{fill:var(--od-sea)}"
        ".land,.home{fill-rule:evenodd;paint-order:stroke;stroke-linejoin:round}"
        ".land{fill:var(--od-land);stroke:var(--od-border);stroke-width:1.6}"
        f".home{{fill:var(--home);{line}}}"
        ".area{fill:var(--tone);fill-opacity:.16;stroke:var(--tone);stroke-width:1.2;stroke-dasharray:4 3}"
        ".area~* .halo{display:none}"
        ".name,.km{font:500 11px/1 system-ui,sans-serif;fill:var(--od-label)}"
        ".name{text-anchor:middle;paint-order:stroke;stroke-linejoin:round;stroke:var(--od-land);stroke-width:2.5}"
        ".own{font-weight:650;font-size:13px;fill:var(--od-ink);stroke:var(--home)}"
        ".plate{fill:var(--od-paper);fill-opacity:.82}"
        ".bar{fill:none;stroke:var(--od-label);stroke-width:1.4}"
    )


def _escape(text: str) -> str:
    """Escape text for XML, without the characters that XML has no way to write."""
    return html.escape(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text))


def _land(abroad: Mapping[int, list[Points]], own: Sequence[Points]) -> str:
    """Draw every country as a path, the organisation's own last, as finely as the size of the file allows."""
    for step in (4, 6, 8, 11, 15, 20, 27, 36):
        drawn = "".join((*(_path("land", rings, step) for rings in abroad.values()), _path("home", own, step)))
        if len(drawn) <= MOST_OUTLINE:
            break
    return drawn


def _path(kind: str, rings: Iterable[Points], step: int) -> str:
    drawn = "".join(steps(ring, step) for ring in rings)
    return f'<path class="{kind}" d="{drawn}"/>' if drawn else ""


def steps(ring: Points, least: int) -> str:
    """Return a ring as steps from point to point, of at least so many tenths of a pixel; "" if nothing is left."""
    points = np.rint(ring * 10).astype(int).tolist()
    here = points[0]
    steps = []
    for point in points[1:]:
        across, down = point[0] - here[0], point[1] - here[1]
        if abs(across) + abs(down) >= least:
            steps.append(f"{_tenths(across)} {_tenths(down)}")
            here = point
    drawn = " ".join(steps).replace(" -", "-")
    return f"M{_tenths(points[0][0])} {_tenths(points[0][1])}l{drawn}z" if len(steps) > 1 else ""


def _tenths(number: int) -> str:
    """Write a number of tenths as briefly as SVG allows: 12 is "1.2", -4 is "-.4"."""
    return f"{number / 10:g}".replace("0.", ".") if abs(number) < 10 else f"{number / 10:g}"


def _name(name: Name) -> str:
    classes = "name own" if name.own else "name"
    return f'<text class="{classes}" x="{name.x:g}" y="{name.y:g}">{_escape(name.words)}</text>'


def _scale_bar(view: View) -> str:
    """Draw a length of 1, 2 or 5 times a power of ten kilometres, true at the centre of the picture."""
    lengths = [step * 10**power for power in range(1, 5) for step in (1, 2, 5)]
    length = max(km for km in lengths if km <= 95 * view.km_per_pixel)
    end = 12 + length / view.km_per_pixel
    return (
        f'<rect class="plate" x="6" y="{HEIGHT - 31}" width="{max(end, 58):.1f}" height="25" rx="4"/>'
        f'<path class="bar" d="M12 {HEIGHT - 16}v4H{end:.1f}v-4"/>'
        f'<text class="km" x="12" y="{HEIGHT - 19}">{length:,} km</text>'
    )


def place_file(row: Mapping[Any, Any], mode: Mode) -> bytes:
    """Return the small map of where an organisation is, as an SVG file.

    Args:
        row: its row of the located directory; it has a base.
        mode: light or dark.
    """
    return locator(row, mode).encode()


def place_address(row: Mapping[Any, Any], mode: Mode) -> str:
    """Return where that small map is served, relative to the server's root; empty if there is no base map for it."""
    try:
        content = place_file(row, mode)
    except DataFileError:
        return ""
    return f"assets/place/{mode}/{row['id']}.svg?v={version(content)}"

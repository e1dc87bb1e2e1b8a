"""A small still map of where one organisation is, as an SVG file to be shown with ``<img>``.

Everything is inside the file: colours, mark and words. Its country is found in :mod:`odmap.geography.main_land`.
"""

from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from odmap.data_file import DataFileError
from odmap.directory.located import LocatedOrganisation
from odmap.directory.locating import with_article
from odmap.directory.organisation import Precision
from odmap.geography.main_land import Home, find_home, outlines
from odmap.geography.projections import Points, to_globe, to_plane, unit_vectors
from odmap.graphics import mark_svg, svg
from odmap.graphics.assets import version
from odmap.graphics.marks import BOX, Mark
from odmap.graphics.palette import Mode, mixed, variables
from odmap.maps.still import panel_svg
from odmap.maps.still.labels import Labels, around, name_lands
from odmap.maps.still.panel import HOME, Land, Panel, Rect, middle_of, width_holding

RECT = Rect(0, 0, 360, 240)
"""The picture, pixels."""

MARK_SIZE = 30
"""Of the mark's box, pixels."""

REGION_RADIUS_KM = 80  # of the soft circle; how large the region is, no gazetteer says
MOST_OUTLINE = 18_000  # characters; above it, the outlines are drawn more coarsely

LEAST_KM = {Precision.COUNTRY: 500, Precision.REGION: 1100, Precision.LOCALITY: 700}
"""The least width of a picture."""

WHOLE_COUNTRY_KM = 900  # around a town or region, a country is shown as a whole up to this width
PART_OF_COUNTRY = 0.65  # and a larger one by this much of its width, else one would see a bare coast
MOST_KM = 3000
LEAST_LAND = 0.02  # share of the picture; with less it is widened

_LETTER, _OWN_LETTER = 6.2, 7.6  # pixels, on average: what font a browser takes is not known here


def locator(organisation: LocatedOrganisation, mode: Mode) -> str:
    """Return the picture of one organisation's place as an SVG file.

    Args:
        organisation: its record.
        mode: light or dark.

    Returns:
        The file's text, under 25 KB; "" for a body with no base, which has no place to show.
    """
    one, position = organisation, organisation.position
    if position is None or one.country is None:
        return ""
    latitude, longitude = (round(degrees, 3) for degrees in position)
    subject = _Subject(latitude, longitude, Mark.of(one), one.country, one.country_name)
    wide, high = RECT[2:]
    title = svg.escaped(f"Where {one.name} is: {one.place}")
    return (
        f'<svg xmlns="{svg.NAMESPACE}" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img">'
        f"<title>{title}</title>{_drawing(subject, mode)}</svg>"
    )


def locator_words(organisation: LocatedOrganisation) -> str:
    """Return the picture in words, not escaped; "" for a body with no base."""
    if not organisation.precision:
        return ""
    country = with_article(organisation.country_name)
    where = {
        Precision.LOCALITY: f"in or near {organisation.place}",
        Precision.REGION: "in the middle of the region; the exact place is not known",
        Precision.COUNTRY: "in the middle of the country; the exact place is not known",
    }[organisation.precision]
    return f"Map of {country} and its neighbours. The mark stands {where}."


def tint(colour: str, mode: Mode) -> str:
    """Return land with some of a colour in it, as ``#rrggbb``: the organisation's own country is filled so."""
    return mixed(variables(mode)["od-land"], colour, {"light": 0.22, "dark": 0.14}[mode])


def place_file(organisation: LocatedOrganisation, mode: Mode) -> bytes:
    """Return the small map of where an organisation is, as an SVG file.

    Args:
        organisation: its record; it has a base.
        mode: light or dark.
    """
    return locator(organisation, mode).encode()


def place_address(organisation: LocatedOrganisation, mode: Mode) -> str:
    """Return where that small map is served, relative to the server's root; empty if there is no base map for it."""
    try:
        content = place_file(organisation, mode)
    except DataFileError:
        return ""
    return f"assets/place/{mode}/{organisation.id}.svg?v={version(content)}"


class _Subject(NamedTuple):
    """All that a picture depends on but its title, so that it can be kept."""

    latitude: float
    longitude: float
    mark: Mark
    code: str
    name: str


@lru_cache(maxsize=1024)
def _drawing(subject: _Subject, mode: Mode) -> str:
    """Return everything inside the picture but its title."""
    precision = subject.mark.precision or Precision.COUNTRY
    home = find_home(subject.latitude, subject.longitude, subject.code)
    panel, land = home_panel(home, precision)
    (x, y), heart = panel.pixels([(subject.longitude, subject.latitude), home.heart])
    radius = max(REGION_RADIUS_KM / panel.km_per_pixel, 22) if precision is Precision.REGION else 0
    labels = Labels(RECT, 16, apart=(4, 2))
    corner = 6, RECT.height - panel_svg.SCALE[1] - 6
    labels.keep_free(Rect(*corner, *panel_svg.SCALE), around((x, y, radius or subject.mark.reach * MARK_SIZE / BOX)))
    own_name = subject.name, _OWN_LETTER * len(subject.name) + 6
    has_own = name_lands(labels, panel, land, heart, own_name, lambda name: _LETTER * len(name) + 6)
    parts = subject.mark.parts()
    return "".join(
        (
            f"<style>{panel_svg.rules(mode)}{_rules(subject.mark, mode)}</style>",
            f'<rect class="sea" width="{RECT.width}" height="{RECT.height}"/>',
            _land(land),
            f'<circle class="area" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>' if radius else "",
            panel_svg.names(labels.placed[:has_own], "name own"),
            panel_svg.names(labels.placed[has_own:]),
            panel_svg.scale(panel, *corner),
            mark_svg.placed(parts[1:] if radius else parts, mode, x, y, MARK_SIZE),
        )
    )


def home_panel(home: Home, precision: Precision) -> tuple[Panel, Land]:
    """Return what suits one organisation, with its land: its country's main land, or some way around its mark.

    Args:
        home: the mark and its country.
        precision: how exactly the mark is known.
    """
    width: float = LEAST_KM[precision]
    centre = None
    if home.main:
        middle, size = middle_of(np.concatenate([home.mark[None], *map(outlines().ring, home.main)]), home.mark)
        whole = width_holding(size, RECT)
        if precision is Precision.COUNTRY:
            centre, width = middle, max(1.16 * whole, width)
        else:
            width = max(width, min(1.1 * whole, WHOLE_COUNTRY_KM), min(PART_OF_COUNTRY * whole, MOST_KM))
    for wider in (1, 1.6, 2.5, 4):
        near = _near_mark(home, wider * width) if centre is None else centre
        panel = Panel(RECT, near, wider * width / RECT.width)
        land = panel.land(home.rings)
        if panel.cells([*chain(*land.values())]).mean() >= LEAST_LAND:
            break
    return panel, land


def _near_mark(home: Home, width: float) -> Points:
    """Return the centre of a picture, so many kilometres wide, that holds the mark and much of its country."""
    offset = to_plane(unit_vectors([home.heart]), home.mark)[0]
    most = 0.28 * width * np.array((1, RECT.height / RECT.width))
    return to_globe(np.clip(offset, -most, most), home.mark)


def _land(land: Land) -> str:
    """Draw every country, the organisation's own last, as finely as the size of the file allows."""
    own = {HOME: land.get(HOME, [])}
    abroad = {number: rings for number, rings in land.items() if number != HOME}
    for step in (4, 6, 8, 11, 15, 20, 27, 36):
        drawn = panel_svg.land(abroad, step) + panel_svg.land(own, step, "home")
        if len(drawn) <= MOST_OUTLINE:
            break
    return drawn


def _rules(mark: Mark, mode: Mode) -> str:
    """Return the picture's own style.

    An area with a broken edge, in the mark's colour, is where the organisation is: somewhere.
    """
    colours = variables(mode)
    tone = colours[f"od-{mark.type.value}"]
    somewhere = mark.precision is Precision.COUNTRY
    edge = tone if somewhere else colours["od-accent"]
    home = tint(edge, mode)
    return (
        "text{font-family:system-ui,sans-serif;font-weight:500}.b{font-weight:700}"
        f".home{{fill:{home};stroke:{edge};stroke-width:2.4{';stroke-dasharray:4 3' if somewhere else ''}}}"
        f".area{{fill:{tone};fill-opacity:.16;stroke:{tone};stroke-width:1.2;stroke-dasharray:4 3}}"
        f".name{{font-size:11px;fill:{colours['od-label']};stroke-width:2.5}}"
        f".own{{font-weight:650;font-size:13px;fill:{colours['od-ink']};stroke:{home}}}"
    )

"""Which part of the world a locator map shows, and the outlines within it.

From here on, points are pixels of the picture's view box: x to the right and y downwards from its upper left corner.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from odmap.directory.organisation import Precision
from odmap.geography.main_land import Home, outlines
from odmap.geography.projections import Points, to_globe, to_plane

WIDTH, HEIGHT = 360, 240
"""Of the picture, pixels."""

CELL = 4  # pixels
ROWS, COLUMNS = HEIGHT // CELL, WIDTH // CELL
"""Of the grid on which land and the room for names are measured; a cell is ``CELL`` pixels wide and high."""

Cells = npt.NDArray[np.bool_]
"""Some cells of that grid, shape (ROWS, COLUMNS); the first row is the uppermost."""

LEAST_KM = {Precision.COUNTRY: 500, Precision.REGION: 1100, Precision.LOCALITY: 700}
"""The least width of a picture."""

WHOLE_COUNTRY_KM = 900  # around a town or region, a country is shown as a whole up to this width
PART_OF_COUNTRY = 0.65  # and a larger one by this much of its width, else one would see a bare coast
MOST_KM = 3000
FAR_SIDE = -0.8  # cosine of the angle from the centre beyond which nothing is drawn
LEAST_LAND = 0.02  # share of the picture; with less it is widened


class View(NamedTuple):
    """What the picture shows."""

    centre: Points
    """A unit vector, shape (3,)."""
    km_per_pixel: float
    """True at the centre."""

    def pixels(self, points: Points) -> Points:
        """Return where points of the globe are on the picture, or beside it.

        Args:
            points: unit vectors, shape (number, 3).

        Returns:
            x and y in pixels, shape (number, 2).
        """
        return to_plane(points, self.centre) * (1, -1) / self.km_per_pixel + (WIDTH / 2, HEIGHT / 2)


def choose_view(home: Home, precision: Precision) -> View:
    """Return a view that suits what is known: the country's main land, or some way around the mark."""
    width: float = LEAST_KM[precision]
    centre = None
    if home.main:
        middle, whole = _main_view(home)
        if precision is Precision.COUNTRY:
            centre, width = middle, max(1.16 * whole, width)
        else:
            width = max(width, min(1.1 * whole, WHOLE_COUNTRY_KM), min(PART_OF_COUNTRY * whole, MOST_KM))
    for wider in (1, 1.6, 2.5, 4):
        view = View(_near_mark(home, wider * width) if centre is None else centre, wider * width / WIDTH)
        abroad, own = outlines_in(view, home)
        if cells_inside([*own, *(ring for rings in abroad.values() for ring in rings)]).mean() >= LEAST_LAND:
            break
    return view


def outlines_in(view: View, home: Home) -> tuple[dict[int, list[Points]], list[Points]]:
    """Return the rings that the picture shows, cut at its edges.

    Returns:
        Those of other countries, by the country's number in :func:`odmap.geography.base_map.countries`, and
        those of the organisation's own. Each ring is x and y in pixels, shape (number, 2), and its last point
        does not repeat its first. A ring within another is a hole.
    """
    land = outlines()
    pixels = view.pixels(land.points)
    low, high = np.minimum.reduceat(pixels, land.starts), np.maximum.reduceat(pixels, land.starts)
    # Around the point opposite the centre a ring would turn inside out.
    near = np.minimum.reduceat(land.points @ view.centre, land.starts) > FAR_SIDE
    shown = near & (high > 0).all(axis=1) & (low < (WIDTH, HEIGHT)).all(axis=1) & ((high - low).max(axis=1) > 0.6)
    abroad: dict[int, list[Points]] = {}
    own: list[Points] = []
    for number in np.flatnonzero(shown):
        ring = cut(pixels[land.starts[number] : land.ends[number] - 1])
        if len(ring) > 2:
            rings = own if number in home.rings else abroad.setdefault(int(land.country[number]), [])
            rings.append(ring)
    return abroad, own


def cells_inside(rings: Sequence[Points]) -> Cells:
    """Return which cells of the grid have their middle inside the rings; a ring within another is a hole.

    Args:
        rings: x and y in pixels, each of shape (number, 2), as :func:`outlines_in` gives them.
    """
    if not rings:
        return np.zeros((ROWS, COLUMNS), dtype=bool)
    x, y = np.concatenate(rings).T
    x_next, y_next = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings]).T
    heights = (np.arange(ROWS) + 0.5) * CELL
    row, edge = np.nonzero((y <= heights[:, None]) != (y_next <= heights[:, None]))
    part = (heights[row] - y[edge]) / (y_next - y)[edge]
    meeting = (x[edge] + part * (x_next - x)[edge]) / CELL
    crossings = np.zeros((ROWS, COLUMNS + 1), dtype=int)
    np.add.at(crossings, (row, np.clip(np.ceil(meeting - 0.5), 0, COLUMNS).astype(int)), 1)
    inside: Cells = crossings.cumsum(axis=1)[:, :COLUMNS] % 2 == 1
    return inside


def _main_view(home: Home) -> tuple[Points, float]:
    """Return the centre of the main land and the mark, and how many kilometres wide a picture must be to hold both."""
    land = outlines()
    points = np.concatenate([home.mark[None], *(land.ring(number) for number in home.main)])
    centre = home.mark
    for _ in range(3):  # what lies far from the first centre is bent, so the middle of it is not yet the middle
        plane = to_plane(points, centre)
        low, high = plane.min(axis=0), plane.max(axis=0)
        centre = to_globe((low + high) / 2, centre)
    across, up = high - low
    return centre, float(max(across, up * WIDTH / HEIGHT))


def _near_mark(home: Home, width: float) -> Points:
    """Return the centre of a picture, so many kilometres wide, that holds the mark and much of its country."""
    offset = to_plane(home.heart[None], home.mark)[0]
    most = 0.28 * width * np.array((1, HEIGHT / WIDTH))
    return to_globe(np.clip(offset, -most, most), home.mark)


def cut(ring: Points, left: float = 0, top: float = 0, width: float = WIDTH, height: float = HEIGHT) -> Points:
    """Cut a ring a little outside the edges of a picture, so that no cut shows (Sutherland and Hodgman).

    Args:
        ring: x and y in pixels, shape (number, 2).
        left: of the picture, pixels; so are the others.
        top: its upper edge.
        width: from edge to edge.
        height: from edge to edge.
    """
    for axis, start, size in ((0, left, width), (1, top, height)):
        ring = _cut(ring, ring[:, axis] - start + 6)
        ring = _cut(ring, start + size + 6 - ring[:, axis])
    return ring


def _cut(ring: Points, inside: Points) -> Points:
    """Keep the part of a ring where ``inside``, each point's distance to a straight line, is not negative."""
    if (inside >= 0).all():
        return ring
    following, inside_next = np.roll(ring, -1, axis=0), np.roll(inside, -1)
    crosses = (inside < 0) != (inside_next < 0)
    part = np.divide(inside, inside - inside_next, out=np.zeros_like(inside), where=crosses)
    meeting = ring + part[:, None] * (following - ring)
    kept: Points = np.stack((ring, meeting), axis=1)[np.column_stack((inside >= 0, crosses))]
    return kept

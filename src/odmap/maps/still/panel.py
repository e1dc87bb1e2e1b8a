"""A panel: which part of the world a part of a picture shows, how places become pixels, and the land on it.

The whole world is drawn in Equal Earth, a part of it in Lambert's projection around its centre
(:mod:`odmap.geography.projections`). Pixels run to the right and down from the picture's upper left corner.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from odmap.analysis.story.script import Position
from odmap.geography.main_land import outlines
from odmap.geography.projections import (
    MERIDIAN,
    SOUTH,
    Points,
    to_globe,
    to_plane,
    to_world,
    turned,
    unit_vectors,
    world_size,
)

WORLD_KM = 11_000
"""From so many kilometres of width on, the whole world is shown instead of a part."""

HOME = -1
"""Stands for the number of a country: the one that a picture is about."""

CELL = 4
"""How wide and high a cell is of the grid on which land is measured, pixels."""

Cells = npt.NDArray[np.bool_]
"""Some cells of a panel's grid, row by row; the first row is the uppermost."""

Land = dict[int, list[Points]]
"""The outlines of each country, or of :data:`HOME`: x and y in pixels, each of shape (number, 2)."""

_LEAST_KM = 1_400  # of width, around a single place
_ROOM = 1.28  # around what must be seen
_EQUATOR_KM = 40_075
_FAR_SIDE = -0.8  # cosine of the angle from the centre beyond which a part of the world shows nothing
_LEAST_OUTLINE = 0.7  # pixels: what is smaller cannot be seen
_OUTSIDE = 6  # pixels beyond the edges at which outlines are cut, so that no cut shows


class Rect(NamedTuple):
    """A rectangle on the picture, pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def end(self) -> tuple[float, float]:
        """Its lower right corner."""
        return self.x + self.width, self.y + self.height

    def holds(self, points: Points, margin: float = 0) -> npt.NDArray[np.bool_]:
        """Tell of each point whether it is inside, by so many pixels at least."""
        low, high = np.array(self[:2]) + margin, np.array(self.end) - margin
        inside: npt.NDArray[np.bool_] = np.all((points >= low) & (points <= high), axis=1)
        return inside

    def grown(self, across: float, down: float) -> "Rect":
        """Return it with so many pixels more on each side."""
        return Rect(self.x - across, self.y - down, self.width + 2 * across, self.height + 2 * down)


@dataclass(frozen=True, eq=False)
class Panel:
    """A part of the picture, and what of the world it shows.

    Attributes:
        rect: where it is.
        centre: the unit vector in its middle, shape (3,); ``None`` for the whole world.
        km_per_pixel: true at the centre; along the equator for the whole world.
    """

    rect: Rect
    centre: Points | None
    km_per_pixel: float

    def pixels(self, places: npt.ArrayLike) -> Points:
        """Return where places are on the picture, or beside the panel.

        Args:
            places: longitude and latitude, degrees, shape (number, 2).

        Returns:
            x and y in pixels, shape (number, 2). On the far side of a part of the world a place is ``NaN``.
        """
        given = np.asarray(places, dtype=float).reshape(-1, 2)
        if self.centre is None:
            return self._on_picture(to_world(turned(given[:, 0] - MERIDIAN), given[:, 1]))
        vectors = unit_vectors(given)
        near = (vectors @ self.centre > _FAR_SIDE)[:, None]
        return np.where(near, self._on_picture(to_plane(vectors, self.centre)), np.nan)

    def land(self, home: Collection[int] = ()) -> Land:
        """Return the outlines that the panel shows, cut at its edges.

        Args:
            home: the numbers of some outlines in :func:`odmap.geography.main_land.outlines`, to be kept apart.

        Returns:
            The outlines of each country by its number in :func:`odmap.geography.base_map.countries`, and those of
            ``home`` as :data:`HOME`. The last point of one does not repeat its first. One within another is a hole.
        """
        every = outlines()
        pixels = self._on_picture(_world_land() if self.centre is None else to_plane(every.points, self.centre))
        low, high = (reach.reduceat(pixels, every.starts) for reach in (np.minimum, np.maximum))
        shown = (high > self.rect[:2]).all(axis=1) & (low < self.rect.end).all(axis=1)
        shown &= (high - low).max(axis=1) > _LEAST_OUTLINE
        if self.centre is not None:  # around the point opposite the centre an outline would turn inside out
            shown &= np.minimum.reduceat(every.points @ self.centre, every.starts) > _FAR_SIDE
        found: Land = {}
        for number in np.flatnonzero(shown):
            outline = cut(pixels[every.starts[number] : every.ends[number] - 1], self.rect)
            if len(outline) > 2:
                country = HOME if number in home else int(every.country[number])
                found.setdefault(country, []).append(outline)
        return found

    def cells(self, rings: Sequence[Points]) -> Cells:
        """Return which cells of the panel's grid have their middle inside outlines, as :meth:`land` gives them."""
        rows, columns = int(self.rect.height // CELL), int(self.rect.width // CELL)
        if not rings:
            return np.zeros((rows, columns), dtype=bool)
        x, y = (np.concatenate(rings) - self.rect[:2]).T
        x_next, y_next = (np.concatenate([np.roll(ring, -1, axis=0) for ring in rings]) - self.rect[:2]).T
        heights = (np.arange(rows) + 0.5) * CELL
        row, edge = np.nonzero((y <= heights[:, None]) != (y_next <= heights[:, None]))
        part = (heights[row] - y[edge]) / (y_next - y)[edge]
        meeting = (x[edge] + part * (x_next - x)[edge]) / CELL
        crossings = np.zeros((rows, columns + 1), dtype=int)
        np.add.at(crossings, (row, np.clip(np.ceil(meeting - 0.5), 0, columns).astype(int)), 1)
        inside: Cells = crossings.cumsum(axis=1)[:, :columns] % 2 == 1
        return inside

    def _on_picture(self, plane: Points) -> Points:
        """Return points of the plane, in kilometres from the panel's middle, as pixels."""
        return plane * (1, -1) / self.km_per_pixel + self.rect.middle


def world_panel(rect: Rect) -> Panel:
    """Return the whole world in a rectangle, touching two of its sides."""
    return Panel(rect, None, float(max(world_size() / rect[2:])))


def part_panel(rect: Rect, places: npt.ArrayLike, room: float = _ROOM) -> Panel:
    """Return the part of the world that holds some places, or the whole world if they lie far apart.

    Args:
        rect: where the panel is.
        places: longitude and latitude, degrees, shape (number, 2); at least one.
        room: how much more than these the panel shows, 1 for no more.
    """
    vectors = unit_vectors(np.asarray(places, dtype=float).reshape(-1, 2))
    middle = vectors.sum(axis=0)
    if not np.linalg.norm(middle) or (vectors @ (middle / np.linalg.norm(middle))).min() < 0.3:
        return world_panel(rect)
    centre, size = middle_of(vectors, middle / np.linalg.norm(middle))
    return _as_wide(rect, centre, max(width_holding(size * room, rect), _LEAST_KM))


def held_panel(rect: Rect, position: Position) -> Panel:
    """Return what a live map shows that is held at a position."""
    kilometres = 1000 * _EQUATOR_KM * cos(radians(position.latitude)) / (256 * 2**position.zoom)
    centre = unit_vectors([(position.longitude, position.latitude)])[0]
    return _as_wide(rect, centre, max(kilometres, kilometres * 0.62 * rect.width / rect.height))


def _as_wide(rect: Rect, centre: Points, width: float) -> Panel:
    """Return a part of the world so many kilometres wide, or the whole."""
    return world_panel(rect) if width > WORLD_KM else Panel(rect, centre, width / rect.width)


def middle_of(vectors: Points, centre: Points) -> tuple[Points, Points]:
    """Return the middle of some points of the globe, and how far they reach across and up, in kilometres.

    Args:
        vectors: unit vectors, shape (number, 3).
        centre: a first guess of their middle, shape (3,).
    """
    for _ in range(3):  # what lies far from the first centre is bent, so the middle of it is not yet the middle
        plane = to_plane(vectors, centre)
        low, high = plane.min(axis=0), plane.max(axis=0)
        centre = to_globe((low + high) / 2, centre)
    return centre, high - low


def width_holding(size: Points, rect: Rect) -> float:
    """Return how many kilometres wide a panel is that holds so many across and up."""
    return float(max(size[0], size[1] * rect.width / rect.height))


@cache
def _world_land() -> Points:
    """Return the base map in the plane of the world: each outline whole, also where it lies across the world's edge.

    What lies beyond the world's southern edge is ``NaN``.
    """
    every = outlines()
    x, y, z = every.points.T
    longitude, latitude = np.degrees(np.arctan2(y, x)), np.degrees(np.arcsin(np.clip(z, -1, 1)))
    west, east = (reach.reduceat(longitude, every.starts) for reach in (np.minimum, np.maximum))
    middle = np.repeat((west + east) / 2, every.ends - every.starts)
    plane = to_world(turned(middle - MERIDIAN) + turned(longitude - middle), latitude)
    icy = np.maximum.reduceat(latitude, every.starts) < SOUTH
    plane[np.repeat(icy, every.ends - every.starts)] = np.nan
    return plane


def cut(ring: Points, rect: Rect) -> Points:
    """Cut a ring a little outside the edges of a rectangle (Sutherland and Hodgman)."""
    for axis in (0, 1):
        ring = _beyond(ring, ring[:, axis] - rect[axis] + _OUTSIDE)
        ring = _beyond(ring, rect.end[axis] + _OUTSIDE - ring[:, axis])
    return ring


def _beyond(ring: Points, inside: Points) -> Points:
    """Keep the part of a ring where ``inside``, each point's distance to a straight line, is not negative."""
    if (inside >= 0).all():
        return ring
    following, inside_next = np.roll(ring, -1, axis=0), np.roll(inside, -1)
    crosses = (inside < 0) != (inside_next < 0)
    part = np.divide(inside, inside - inside_next, out=np.zeros_like(inside), where=crosses)
    meeting = ring + part[:, None] * (following - ring)
    kept: Points = np.stack((ring, meeting), axis=1)[np.column_stack((inside >= 0, crosses))]
    return kept

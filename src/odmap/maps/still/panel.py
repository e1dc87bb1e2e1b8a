"""One panel of a still map: which part of the world it shows, how places become pixels, and the land on it.

The whole world is drawn in the Equal Earth projection, a part of it in Lambert's azimuthal equal-area projection around
its centre (:mod:`odmap.geography.projections`): areas are true in both. Pixels run to the right and down
from the picture's upper left corner.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from odmap.analysis.story.script import Position
from odmap.geography.main_land import outlines
from odmap.geography.projections import Points, to_globe, to_plane, unit_vectors
from odmap.maps.still.extent import cut

WORLD_KM = 11_000
"""From so many kilometres of width on, the whole world is shown instead of a part."""

MERIDIAN = 11.0
"""In the middle of the world; on the other side it meets the sea between Siberia and Alaska, and cuts no land."""

SOUTH, NORTH = -56.0, 79.0
"""What the whole world shows of it, degrees: all but ice."""

_FAR_SIDE = -0.5  # cosine of the angle from the centre beyond which a part of the world shows nothing
_LEAST_KM = 1_400  # of width, around a single place
_ROOM = 1.28  # around what must be seen
_EQUATOR_KM = 40_075
_COEFFICIENTS = (1.340264, -0.081106, 0.000893, 0.003796)  # Šavrič, Patterson and Jenny (2018)


class Box(NamedTuple):
    """A place on the picture, pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, points: Points, margin: float = 0) -> npt.NDArray[np.bool_]:
        """Tell of each point whether it is inside, by so many pixels at least."""
        low, high = np.array((self.x, self.y)) + margin, np.array((self.x + self.width, self.y + self.height)) - margin
        inside: npt.NDArray[np.bool_] = np.all((points >= low) & (points <= high), axis=1)
        return inside


@dataclass(frozen=True, eq=False)
class Panel:
    """A part of the picture, and what of the world it shows.

    Attributes:
        box: where it is.
        centre: the unit vector in its middle, shape (3,); ``None`` for the whole world.
        km_per_pixel: true at the centre; not used for the whole world.
    """

    box: Box
    centre: Points | None = None
    km_per_pixel: float = 1.0

    def pixels(self, places: npt.ArrayLike) -> Points:
        """Return where places are on the picture, or beside the panel.

        Args:
            places: longitude and latitude, degrees, shape (number, 2).

        Returns:
            x and y in pixels, shape (number, 2). Behind the horizon of a part of the world a place is ``NaN``.
        """
        given = np.asarray(places, dtype=float).reshape(-1, 2)
        if self.centre is None:
            return self._of_world(given)
        vectors = unit_vectors(given)
        return np.where((vectors @ self.centre > _FAR_SIDE)[:, None], self._of_part(vectors), np.nan)

    def rings(self) -> Iterator[tuple[int, Points]]:
        """Yield the outlines that the panel shows, cut at its edges, with the number of their country.

        The number is that of :func:`odmap.geography.base_map.countries`. A ring within another is a hole.
        """
        land = outlines()
        everywhere = _degrees() if self.centre is None else land.points
        pixels = self._of_part(land.points) if self.centre is not None else np.empty((0, 2))
        for number, (start, end) in enumerate(zip(land.starts, land.ends, strict=True)):
            if self.centre is None:
                degrees = everywhere[start : end - 1]
                if degrees[:, 1].max() < SOUTH:
                    continue
                ring = self._of_world(degrees, whole=True)
            elif (land.points[start:end] @ self.centre).min() > _FAR_SIDE:
                ring = pixels[start : end - 1]
            else:
                continue
            low, high = ring.min(axis=0), ring.max(axis=0)
            shown = (high > self.box[:2]).all() and (low < np.add(self.box[:2], self.box[2:])).all()
            if shown and (high - low).max() > 0.7:
                ring = cut(ring, *self.box)
                if len(ring) > 2:
                    yield int(land.country[number]), ring

    def _of_part(self, vectors: Points) -> Points:
        assert self.centre is not None
        flat: Points = to_plane(vectors, self.centre) * (1, -1) / self.km_per_pixel + self.box.middle
        return flat

    def _of_world(self, places: Points, whole: bool = False) -> Points:
        """Fit the world into the panel, touching two of its sides.

        Args:
            places: longitude and latitude, degrees, shape (number, 2).
            whole: whether they are one outline, to be kept whole where it lies across the edge of the world.
        """
        (east, _), (_, north), (_, south) = equal_earth(np.array([(180.0, 0.0), (0.0, NORTH), (0.0, SOUTH)]))
        scale = min(self.box.width / (2 * east), self.box.height / (north - south))
        middle = (places[:, 0].min() + places[:, 0].max()) / 2 if whole else places[:, 0]
        moved = _turn(middle - MERIDIAN) + (_turn(places[:, 0] - middle) if whole else 0)
        projected = equal_earth(np.column_stack((moved, places[:, 1])))
        flat: Points = (projected - (0, (north + south) / 2)) * (scale, -scale) + self.box.middle
        return flat


def world_panel(box: Box) -> Panel:
    """Return the whole world in a box."""
    return Panel(box)


def part_panel(box: Box, places: npt.ArrayLike, room: float = _ROOM) -> Panel:
    """Return the part of the world that holds some places, or the whole world if they lie far apart.

    Args:
        box: where the panel is.
        places: longitude and latitude, degrees, shape (number, 2); at least one.
        room: how much more than these the panel shows, 1 for no more.
    """
    vectors = unit_vectors(np.asarray(places, dtype=float).reshape(-1, 2))
    middle = vectors.sum(axis=0)
    if not np.linalg.norm(middle) or (vectors @ (middle / np.linalg.norm(middle))).min() < 0.3:
        return Panel(box)
    centre = middle / np.linalg.norm(middle)
    for _ in range(3):  # what lies far from the first centre is bent, so the middle of it is not yet the middle
        plane = to_plane(vectors, centre)
        low, high = plane.min(axis=0), plane.max(axis=0)
        centre = to_globe((low + high) / 2, centre)
    across, up = (high - low) * room
    width = max(across, up * box.width / box.height, _LEAST_KM)
    return Panel(box) if width > WORLD_KM else Panel(box, centre, width / box.width)


def held_panel(box: Box, position: Position) -> Panel:
    """Return what a live map shows that is held at a position."""
    latitude = position.latitude
    kilometres = 1000 * _EQUATOR_KM * cos(radians(latitude)) / (256 * 2**position.zoom)
    width = max(kilometres, kilometres * 0.62 * box.width / box.height)
    if width > WORLD_KM:
        return Panel(box)
    return Panel(box, unit_vectors([(position.longitude, latitude)])[0], width / box.width)


def equal_earth(places: Points) -> Points:
    """Project to the plane of Equal Earth, on a globe of radius 1 with Greenwich in its middle.

    Args:
        places: longitude and latitude, degrees, shape (number, 2).
    """
    longitude, latitude = np.radians(places).T
    a, b, c, d = _COEFFICIENTS
    angle = np.arcsin(np.sqrt(3) / 2 * np.sin(latitude))
    square = angle**2
    stretch = 9 * d * square**4 + 7 * c * square**3 + 3 * b * square + a
    x = 2 * np.sqrt(3) * longitude * np.cos(angle) / (3 * stretch)
    projected: Points = np.column_stack((x, angle * (d * square**4 + c * square**3 + b * square + a)))
    return projected


@cache
def _degrees() -> Points:
    """Return every point of the base map as longitude and latitude, in the order of ``main_land.outlines``."""
    x, y, z = outlines().points.T
    places: Points = np.degrees(np.column_stack((np.arctan2(y, x), np.arcsin(np.clip(z, -1, 1)))))
    return places


def _turn(degrees: npt.ArrayLike) -> Points:
    """Return angles as degrees from -180 to 180."""
    turned: Points = (np.asarray(degrees, dtype=float) + 180) % 360 - 180
    return turned

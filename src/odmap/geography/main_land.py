"""The country that an organisation's mark stands in, on the globe: which outlines are its own, which its main land.

Everything is in unit vectors (:mod:`odmap.geography.projections`), and in kilometres around the mark where land
is measured.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from odmap.geography.base_map import countries
from odmap.geography.projections import Points, to_plane, unit_vectors


class Outlines(NamedTuple):
    """Every ring of the base map, one after the other. A ring's number is its place in this order."""

    points: Points
    """Of all rings, as unit vectors; the last point of a ring repeats its first."""
    starts: npt.NDArray[np.intp]
    """Where each ring begins in ``points``."""
    ends: npt.NDArray[np.intp]
    """Where the next one does."""
    country: npt.NDArray[np.intp]
    """Which country each ring belongs to: its number in :func:`odmap.geography.base_map.countries`."""
    outer: npt.NDArray[np.bool_]
    """Whether each ring is the edge of some land, not of a hole in it."""

    def ring(self, number: int) -> Points:
        """Return one ring as unit vectors, shape (number of points, 3)."""
        return self.points[self.starts[number] : self.ends[number]]


@cache
def outlines() -> Outlines:
    """Return every ring of the base map. They are reckoned once and shared: write to none."""
    rings = [
        (number, position == 0, ring)
        for number, country in enumerate(countries())
        for polygon in country.polygons
        for position, ring in enumerate(polygon)
    ]
    numbers, outer, points = zip(*rings, strict=True)
    ends = np.cumsum([len(ring) for ring in points])
    starts = np.concatenate(([0], ends[:-1]))
    return Outlines(unit_vectors(np.concatenate(points)), starts, ends, np.array(numbers), np.array(outer))


class Home(NamedTuple):
    """An organisation's mark and country."""

    mark: Points
    """A unit vector, shape (3,)."""
    heart: tuple[float, float]
    """Longitude and latitude where the country's name would stand; the mark's if the base map lacks the country."""
    rings: frozenset[int]
    """The country's rings by their number in :func:`outlines`."""
    main: Sequence[int]
    """The outer rings of its main land, likewise: what lies near the mark.

    Empty if the base map knows neither the country nor any land under the mark.
    """


def find_home(latitude: float, longitude: float, code: str) -> Home:
    """Find an organisation's country; a territory that the base map lacks is the land around the mark.

    Args:
        latitude: of the mark, degrees, WGS 84.
        longitude: the same.
        code: the country's, ISO 3166-1 alpha-2.
    """
    mark = unit_vectors([(longitude, latitude)])[0]
    numbers = [number for number, country in enumerate(countries()) if country.code and country.code == code]
    if not numbers:
        holder = _holder(mark)
        main = [] if holder is None else _main_land([holder], mark, far=250)
        return Home(mark, (longitude, latitude), frozenset(main), main)
    land = outlines()
    main = _main_land(numbers, mark)
    chief = int(land.country[max(main, key=lambda number: len(land.ring(number)))])  # Australia, not the Coral Sea
    return Home(
        mark, countries()[chief].label, frozenset(np.flatnonzero(np.isin(land.country, numbers)).tolist()), main
    )


def _holder(mark: Points) -> int | None:
    """Return the number of the country whose land the mark stands on, whatever the record says."""
    land = outlines()
    near = np.flatnonzero(land.outer & (np.minimum.reduceat(land.points @ mark, land.starts) > 0.5))
    for number in near:
        ring = to_plane(land.ring(int(number)), mark)
        (x, y), (x_next, y_next) = ring[:-1].T, ring[1:].T
        crosses = (y < 0) != (y_next < 0)
        if ((x * y_next - x_next * y)[crosses] / (y_next - y)[crosses] > 0).sum() % 2:
            return int(land.country[number])
    return None


def _main_land(numbers: Sequence[int], mark: Points, far: float = 700) -> list[int]:
    """Return the outer rings of the part of some countries that a mark stands on.

    It begins with the land at the mark and takes in what lies within 250 km of it, or within ``far`` km if that is
    large; islets count for nothing. So it leaves out French Guiana, Alaska, Hawaii and the Canaries.
    """
    land = outlines()
    rings = np.flatnonzero(np.isin(land.country, numbers) & land.outer)
    shapes = [to_plane(land.ring(int(number)), mark) for number in rings]
    lows, highs = np.array([shape.min(axis=0) for shape in shapes]), np.array([shape.max(axis=0) for shape in shapes])
    areas = np.array([_area(shape) for shape in shapes])
    first = np.lexsort((-areas, _gaps(lows, highs, np.zeros(2), np.zeros(2)).round()))[0]
    taken = np.arange(len(rings)) == first
    reach = np.where(areas > areas[first] / 3, far, 250)
    while True:
        gaps = _gaps(lows, highs, lows[taken].min(axis=0), highs[taken].max(axis=0))
        more = ~taken & (gaps <= reach) & (areas >= areas[first] / 200)
        if not more.any():
            return [int(number) for number in rings[taken]]
        taken |= more


def _gaps(lows: Points, highs: Points, low: Points, high: Points) -> Points:
    """Return how far each of many boxes is from one box; 0 where they meet."""
    apart = np.maximum(np.maximum(lows - high, low - highs), 0)
    return np.hypot(apart[:, 0], apart[:, 1])


def _area(ring: Points) -> float:
    x, y = ring.T
    return abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2

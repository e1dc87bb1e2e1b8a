"""Puts the point of a country or region on its main land, where the sources put it on some far island.

Natural Earth's point for Okinawa stands on Iriomote, 440 km from Naha, where most of its people live. The rule:

- The *main land* is the largest piece of land, and the piece that holds (or lies nearest to) the most populous town.
- The *span* is the greatest extent of the largest piece.
- A point is far off if it stands on neither and lies further than half the span from that town.

So the middle of Quebec is a good point for Quebec, and so is one on Jutland for Denmark. A point that is far off moves
to the land that holds the town, well inside what lies within half the span of the town. Where no town is known, the
largest piece and its middle stand in for land and town. Everything is measured in kilometres in the plane around the
town, where the 180th meridian is a line like any other. Needs shapely.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
import shapely
from scripts.gazetteer_build import geometry
from scripts.gazetteer_build.model import Place
from scripts.gazetteer_build.regions import Unit
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from odmap.geography.projections import EARTH_RADIUS_KM, to_globe, to_plane, unit_vectors

SEAM_KM = 0.001
"""Pieces this near to each other are one: an island that a file cuts at the 180th meridian."""

ON_LAND_KM = 0.2
"""A point this near to some land stands on it."""

TOLERANCE_KM = 0.5
"""How exactly the point farthest from all edges is sought."""

PointOnGlobe = tuple[float, float]
"""Latitude and longitude."""


class MainLand:
    """The main land of a country or region.

    Args:
        outline: the whole of it, in degrees.
        town: latitude and longitude of its most populous town, or None where none is known.
    """

    def __init__(self, outline: BaseGeometry, town: PointOnGlobe | None) -> None:
        latitude, longitude = town or geometry.label_point(outline)
        self._centre = unit_vectors([(longitude, latitude)])[0]
        plane = shapely.transform(outline, lambda points: to_plane(unit_vectors(points), self._centre))
        self._pieces = geometry.polygons(shapely.make_valid(plane).buffer(SEAM_KM))
        self._largest = max(self._pieces, key=lambda piece: piece.area)
        at_town = Point(0, 0)
        self._home = min(self._pieces, key=lambda piece: piece.distance(at_town)) if town else self._largest

    @cached_property
    def span_km(self) -> float:
        """The greatest extent of the largest piece, over the globe."""
        corners = np.array(
            [to_globe(corner, self._centre) for corner in shapely.get_coordinates(self._largest.convex_hull)]
        )
        return float(np.arccos(np.clip((corners @ corners.T).min(), -1, 1))) * EARTH_RADIUS_KM

    def is_far_off(self, latitude: float, longitude: float) -> bool:
        """Tell whether a point is on none of the main land, and further than half the span from the town."""
        place = unit_vectors([(longitude, latitude)])
        point = Point(*to_plane(place, self._centre)[0])
        if min(self._largest.distance(point), self._home.distance(point)) <= ON_LAND_KM:
            return False
        return float(np.arccos(np.clip(place[0] @ self._centre, -1, 1))) * EARTH_RADIUS_KM > self.span_km / 2

    def point(self) -> PointOnGlobe:
        """Return latitude and longitude of a point well inside the town's land, within half the span of the town."""
        angle = self.span_km / 2 / EARTH_RADIUS_KM
        around = Point(0, 0).buffer(2 * EARTH_RADIUS_KM * np.sin(angle / 2), quad_segs=64)
        near = self._home.intersection(around)
        inside = geometry.innermost(near if geometry.polygons(near) else self._home, TOLERANCE_KM)
        x, y, z = to_globe(np.array(inside.coords[0]), self._centre)
        return float(np.degrees(np.arcsin(z))), float(np.degrees(np.arctan2(y, x)))


def main_lands(
    places: Sequence[Place], units: Iterable[Unit], outlines_of_countries: Mapping[str, BaseGeometry]
) -> dict[int, MainLand]:
    """Return the main land of each country and region that has an outline, by the identity of its place.

    The outline of a region is that of all units that are it or lie in it.

    Args:
        places: all places, the towns already in their regions.
        units: the features that regions are made of.
        outlines_of_countries: by ISO 3166-1 alpha-2 code.
    """
    pieces: dict[int, list[BaseGeometry]] = defaultdict(list)
    for unit in units:
        if unit.place is not None:
            for place in (unit.place, *unit.place.ancestors()):
                pieces[id(place)].append(unit.outline)
    outlines = {number: geometry.union(parts) for number, parts in pieces.items()}
    outlines |= {id(place): outlines_of_countries[place.country] for place in places if place.kind == "country"}
    towns = most_populous_towns(places)
    return {number: MainLand(outline, towns.get(number)) for number, outline in outlines.items()}


def most_populous_towns(places: Iterable[Place]) -> dict[int, PointOnGlobe]:
    """Return the point of the most populous town of each country and region, by the identity of its place."""
    kept = list(places)
    countries = {place.country: place for place in kept if place.kind == "country"}
    towns: dict[int, PointOnGlobe] = {}
    for town in sorted(kept, key=lambda place: (place.people, place.name)):
        if town.kind == "locality" and town.people:
            for holder in (countries[town.country], *town.ancestors()):
                towns[id(holder)] = town.latitude, town.longitude
    return towns


def points_by_hand(
    places: Iterable[Place],
    countries: Mapping[str, PointOnGlobe],
    regions: Mapping[tuple[str, str], PointOnGlobe],
) -> dict[int, PointOnGlobe]:
    """Return the points that are kept by hand, by the identity of their places.

    Args:
        places: all places.
        countries: points by the country's code.
        regions: points by the country's code and the region's name.

    Raises:
        SystemExit: there is no such region.
    """
    kept = list(places)
    named = {(place.country, place.name): place for place in kept if place.kind == "region"}
    if missing := [" ".join(key) for key in regions if key not in named]:
        raise SystemExit(f"REGION_POINTS: no such region: {', '.join(missing)}")
    points = {id(named[key]): point for key, point in regions.items()}
    return points | {
        id(place): countries[place.country] for place in kept if place.kind == "country" and place.country in countries
    }


def is_far_off(place: Place, lands: Mapping[int, MainLand], by_hand: Mapping[int, PointOnGlobe]) -> bool:
    """Tell whether the point of a country or region breaks the rule; one kept by hand does not."""
    land = lands.get(id(place))
    return land is not None and id(place) not in by_hand and land.is_far_off(place.latitude, place.longitude)


def move(places: Iterable[Place], lands: Mapping[int, MainLand], by_hand: Mapping[int, PointOnGlobe]) -> list[Place]:
    """Move the points that are far off, and those kept by hand; return the places that were moved.

    Args:
        places: all places.
        lands: as from :func:`main_lands`.
        by_hand: as from :func:`points_by_hand`.
    """
    moved = []
    for place in places:
        better = by_hand.get(id(place))
        if is_far_off(place, lands, by_hand):
            better = lands[id(place)].point()
        if better and better != (place.latitude, place.longitude):
            place.latitude, place.longitude = better
            moved.append(place)
    return moved

"""Everything that needs shapely: is a point in a polygon, where to put a label, which region is a city in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

# A simplified coast puts harbours in the sea: a city this near to a region is in it. About 33 km at the
# equator.
NEAR_ENOUGH_DEGREES = 0.3
# A place of ours this near to its country, and in no other one, is at its coast. About 5 km at the equator: 19 of 20
# harbours of GeoNames that the coast puts in the sea lie within 2 km of it.
OFF_COAST_DEGREES = 0.05
LABEL_TOLERANCE_DEGREES = 0.02


def from_bytes(well_known_binary: bytes) -> BaseGeometry:
    """Read a geometry from well-known binary."""
    return shapely.from_wkb(well_known_binary)


def from_geojson(geometry: dict[str, Any]) -> BaseGeometry:
    """Read a geometry from GeoJSON and repair it where its rings cross."""
    made = shape(geometry)
    return made if made.is_valid else shapely.make_valid(made)


def contains(geometry: BaseGeometry, latitude: float, longitude: float) -> bool:
    """Tell whether a point lies inside a geometry."""
    return bool(geometry.contains(Point(longitude, latitude)))


def is_off_coast(outlines: Mapping[str, BaseGeometry], country: str, latitude: float, longitude: float) -> bool:
    """Tell whether a point is in the sea, as far as is known, and very near to a country.

    Args:
        outlines: of all countries, by ISO 3166-1 alpha-2 code.
        country: the code of the one country.
        latitude: degrees.
        longitude: the same.
    """
    point = Point(longitude, latitude)
    near = country in outlines and outlines[country].distance(point) <= OFF_COAST_DEGREES
    return near and not any(outline.covers(point) for outline in outlines.values())


def union(geometries: Sequence[BaseGeometry]) -> BaseGeometry:
    """Join geometries into one."""
    return shapely.union_all(list(geometries))


def area(geometry: BaseGeometry) -> float:
    """Return an area in square degrees, good enough to tell which of two parts of a country is the larger."""
    return float(geometry.area)


def polygons(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the polygons that a geometry is made of."""
    return [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type == "Polygon" and part.area]


def innermost(geometry: BaseGeometry, tolerance: float) -> Point:
    """Return the point farthest from the edges of the largest part, in the units of the geometry."""
    return polylabel(max(polygons(geometry), key=lambda part: part.area), tolerance)


def label_point(geometry: BaseGeometry) -> tuple[float, float]:
    """Return (latitude, longitude) of the point farthest from the edges of the largest part."""
    label = innermost(geometry, LABEL_TOLERANCE_DEGREES)
    return float(label.y), float(label.x)


class RegionIndex:
    """Finds which of a country's regions a point lies in."""

    def __init__(self, polygons: Iterable[BaseGeometry]) -> None:
        self._tree = shapely.STRtree(list(polygons))

    def find(self, latitude: float, longitude: float) -> int | None:
        """Return the position of the polygon that holds the point or is very near to it, else None."""
        point = Point(longitude, latitude)
        inside = self._tree.query(point, predicate="intersects")
        if len(inside):
            return int(min(inside))
        near = self._tree.query_nearest(point, max_distance=NEAR_ENOUGH_DEGREES)
        return int(min(near)) if len(near) else None

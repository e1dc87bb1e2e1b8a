"""Everything that needs shapely: is a point in a polygon, where to put a label, which region is a city in."""

from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

# A simplified coast puts harbours in the sea: a city this near to a region is in it. About 33 km at the
# equator.
NEAR_ENOUGH_DEGREES = 0.3
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


def union(geometries: Sequence[BaseGeometry]) -> BaseGeometry:
    """Join geometries into one."""
    return shapely.union_all(list(geometries))


def area(geometry: BaseGeometry) -> float:
    """Return an area in square degrees, good enough to tell which of two parts of a country is the larger."""
    return float(geometry.area)


def label_point(geometry: BaseGeometry) -> tuple[float, float]:
    """Return (latitude, longitude) of the point farthest from the edges of the largest part."""
    parts = [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type == "Polygon"]
    label = polylabel(max(parts, key=lambda part: part.area), LABEL_TOLERANCE_DEGREES)
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

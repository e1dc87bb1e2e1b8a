"""Finds which countries share a border on land, from the arcs that their outlines share on the base map."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Point = tuple[float, float]
"""Longitude and latitude in degrees, WGS 84."""

Shape = Sequence[Sequence[int]]
"""A polygon of a topology: its rings, each a list of arcs; a negative number is an arc read backwards."""


def neighbours(
    topology: Mapping[str, Any],
    drawn_as_part_of: Mapping[str, str],
    points: Mapping[str, Point],
    short_borders: Iterable[tuple[str, str]],
) -> dict[str, set[str]]:
    """Return the countries that each country borders on; of two neighbours each has the other.

    Args:
        topology: the base map, a quantised TopoJSON with an object ``countries``.
        drawn_as_part_of: territories that it draws as a part of another country, by alpha-2 codes.
        points: a point on each of these territories.
        short_borders: pairs of neighbours whose border is too short for the base map.
    """
    owners: dict[int, set[str]] = defaultdict(set)
    for code, shape in _shapes(topology, drawn_as_part_of, points):
        for arc in (arc for ring in shape for arc in ring):
            owners[arc if arc >= 0 else ~arc].add(code)
    found: dict[str, set[str]] = defaultdict(set)
    for codes in [*owners.values(), *map(set, short_borders)]:
        for code in codes:
            found[code] |= codes - {code}
    return {code: others for code, others in found.items() if others}


def _shapes(
    topology: Mapping[str, Any], drawn_as_part_of: Mapping[str, str], points: Mapping[str, Point]
) -> Iterator[tuple[str, Shape]]:
    """Give every polygon of every place with a code, with the code of the country or territory that it is."""
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = geometry["properties"]["iso2"]
        if not code.isalpha():
            continue
        parts = [territory for territory, country in drawn_as_part_of.items() if country == code]
        for shape in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            own = (part for part in parts if _box_holds(topology, shape[0], points[part]))
            yield next(own, code), shape


def _box_holds(topology: Mapping[str, Any], ring: Sequence[int], point: Point) -> bool:
    """Tell whether a point lies in the bounding box of a ring."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    for axis in (0, 1):
        places = []
        for arc in ring:
            place = 0
            for step in topology["arcs"][arc if arc >= 0 else ~arc]:
                place += step[axis]
                places.append(place)
        low, high = (end * scale[axis] + translate[axis] for end in (min(places), max(places)))
        if not low <= point[axis] <= high:
            return False
    return True

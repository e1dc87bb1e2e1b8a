"""The base map as plain outlines: what ``data/derived/world.topo.json`` holds, for pictures drawn in Python.

All coordinates are degrees (WGS 84), longitude first, as in GeoJSON. The map's script does the same for the
browser (``graphics/static/map/topojson.js``).
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from odmap.data_file import reading
from odmap.settings import BASE_MAP, OVERVIEW

ATTRIBUTION = "Base map: Natural Earth. Places: GeoNames, CC BY 4.0. Boundaries take no side."
"""To stand on every map."""

REBUILD = "scripts/README.md says how it is made."

Ring = npt.NDArray[np.float64]
"""Points of a closed outline, shape (number, 2): longitude and latitude; the last point repeats the first."""

Polygon = list[Ring]
"""An outer ring, then the rings of its holes."""

Bounds = tuple[float, float, float, float]
"""West, south, east and north. West is larger than east where a country lies across the 180th meridian (RFC 7946)."""


class CountryShape(NamedTuple):
    """One feature of the base map. A few countries have several: France, and Clipperton Island."""

    code: str
    """ISO 3166-1 alpha-2; empty for a place that has none, such as a military base."""
    name: str
    polygons: list[Polygon]
    bounds: Bounds
    label: tuple[float, float]
    """Longitude and latitude of the point where its name stands well."""


@cache
def countries(path: Path = BASE_MAP) -> tuple[CountryShape, ...]:
    """Return every country of the base map, in the file's order. The file is read once; its arrays are read-only.

    A ring never crosses the 180th meridian: a country on both sides of it has polygons on both, cut along it.

    Args:
        path: a quantised TopoJSON file with an object ``countries``.

    Raises:
        DataFileError: the file is missing, or holds no such TopoJSON.
    """
    with reading(path, REBUILD):
        topology = json.loads(path.read_text("utf-8"))
        arcs = [_arc(steps, topology["transform"]) for steps in topology["arcs"]]
        shapes = (each for each in topology["objects"]["countries"]["geometries"] if each["type"])
        found = tuple(_country(shape, arcs) for shape in shapes)  # a coarse map has none of the smallest
        if not found:
            raise ValueError("it holds no country")
    return found


def geojson(path: Path = OVERVIEW) -> dict[str, Any]:
    """Return the countries as a GeoJSON collection (RFC 7946), rounded to two decimals of a degree (1 km).

    Args:
        path: as of :func:`countries`; of its properties only ``iso2`` is kept.

    Raises:
        DataFileError: as of :func:`countries`.
    """
    with reading(path, REBUILD):
        topology = json.loads(path.read_text("utf-8"))
        arcs = [_arc(steps, topology["transform"]) for steps in topology["arcs"]]
        shapes = [each for each in topology["objects"]["countries"]["geometries"] if each["type"]]
        features = [
            {
                "type": "Feature",
                "properties": {"iso2": shape["properties"]["iso2"]},
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [
                        [np.round(ring, 2).tolist() for ring in polygon] for polygon in _polygons(shape, arcs)
                    ],
                },
            }
            for shape in shapes
        ]
    return {"type": "FeatureCollection", "features": features}


def _arc(steps: Sequence[Sequence[int]], transform: dict[str, list[float]]) -> Ring:
    """Undo the quantisation of an arc: whole steps from point to point become degrees."""
    return np.cumsum(np.asarray(steps, dtype=float), axis=0) * transform["scale"] + transform["translate"]


def _ring(indices: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """Join arcs end to end; a negative number means an arc read backwards."""
    parts = [arcs[~index][::-1] if index < 0 else arcs[index] for index in indices]
    ring = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    ring.setflags(write=False)
    return ring


def _polygons(geometry: dict[str, Any], arcs: Sequence[Ring]) -> list[Polygon]:
    shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[_ring(indices, arcs) for indices in shape] for shape in shapes]


def _country(geometry: dict[str, Any], arcs: Sequence[Ring]) -> CountryShape:
    polygons = _polygons(geometry, arcs)
    about = geometry["properties"]
    code = about["iso2"] if about["iso2"].isalpha() else ""
    return CountryShape(code, about["name"], polygons, _bounds(polygons), (about["lx"], about["ly"]))


def _bounds(polygons: Sequence[Polygon]) -> Bounds:
    """Return the narrowest box around all polygons; it leaves out the widest empty stretch of the globe."""
    outer = [polygon[0] for polygon in polygons]
    south = min(float(ring[:, 1].min()) for ring in outer)
    north = max(float(ring[:, 1].max()) for ring in outer)
    spans = sorted((float(ring[:, 0].min()), float(ring[:, 0].max())) for ring in outer)
    west, east = spans[0][0], max(end for _, end in spans)
    widest, box = west + 360 - east, (west, south, east, north)
    reached = spans[0][1]
    for start, end in spans[1:]:
        if start - reached > widest:
            widest, box = start - reached, (start, south, reached, north)
        reached = max(reached, end)
    return box

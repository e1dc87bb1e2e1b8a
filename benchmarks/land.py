"""The land as GeoJSON, for the apps that odmap is compared with."""

import json
from pathlib import Path
from typing import Any


def geojson(path: Path) -> dict[str, Any]:
    """Return the countries of a base map as GeoJSON, rounded to two decimals of a degree (about a kilometre).

    Args:
        path: a quantised TopoJSON file with an object ``countries``.
    """
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append([round(x * scale[0] + shift[0], 2), round(y * scale[1] + shift[1], 2)])
        arcs.append(arc)

    def ring(indices: list[int]) -> list[list[float]]:
        points: list[list[float]] = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points

    features = []
    shapes = [shape for shape in topology["objects"]["countries"]["geometries"] if shape["type"]]
    for shape in shapes:  # one that was too small for a coarse map has no type
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        coordinates = [[ring(indices) for indices in polygon] for polygon in polygons]
        features.append(
            {
                "type": "Feature",
                "properties": {"name": shape["properties"].get("name", "")},
                "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
            }
        )
    return {"type": "FeatureCollection", "features": features}

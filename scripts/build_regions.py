"""Builds data/derived/regions.topo.json: the borders and names of first-level regions, for the map seen from near.

Run from the root of the checkout, in the environment of the gazetteer's build:

    python -m scripts.build_regions --packed FOLDER

FOLDER holds the two archives that ``npm pack`` fetches; scripts/README.md says more. The same inputs give the same
bytes.
"""

import argparse
import json
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scripts.gazetteer_build import region_places, regions, sources
from scripts.gazetteer_build.model import Place

from odmap.geography.gazetteer_db import GazetteerFile
from odmap.geography.gazetteer_db import Place as KnownPlace

ROOT = Path(__file__).resolve().parents[1]

NEAREST, FARTHEST = 9, 5  # zooms: a border or name that would need a nearer look is left out; none shows from farther
BORDER_ROOM = 56  # pixels: so wide must the smaller of two regions be for the border between them
LETTER, MARGIN = 7.6, 14  # pixels: so wide is a letter of a region's name, and the room beside the name
TOLERANCE = 0.005  # degrees: a border is simplified by so much, about a pixel at zoom 8
SCALE = 0.001  # degrees: one step of the file's whole numbers
DIGITS = 5  # of degrees: vertices that agree so far are one

Edges = npt.NDArray[np.int64]


def build(packed: Path, gazetteer: Path, out: Path) -> None:
    """Read the regions as the gazetteer does, and write the borders between those of one country.

    Raises:
        SystemExit: a source is missing.
    """
    units = _units(packed)
    top = [_first_level(unit) for unit in units]
    sides = _sides(units, top)
    borders = _borders(units, top, sides)
    with closing(GazetteerFile(gazetteer)) as file:
        names = _names(top, sides, file)
    out.write_text(json.dumps(_topology(borders, names), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    lines = sum(len(found) for found in borders.values())
    print(f"wrote {out.name}: {lines:,} borders, {len(names):,} names, {out.stat().st_size / 1e6:.2f} MB")


def _units(packed: Path) -> list[regions.Unit]:
    """Return Natural Earth's features, each in the larger region that the gazetteer puts it in."""
    features, _ = sources.region_features(packed)
    english, _ = sources.region_names(packed)
    scripts: dict[str, frozenset[str]] = defaultdict(lambda: frozenset({"LATIN"}))  # other names are not needed here
    units = region_places.read_units(features, english, scripts)
    part_of = regions.keep_one_per_code(units, english)
    for unit in units:
        unit.place = region_places.unit_place(unit, english, set())
    regions.join(units, part_of, regions.plan_groups(units, english), region_places.group_place)
    return units


def _first_level(unit: regions.Unit) -> Place:
    """Return the region of ISO 3166-2's first level that a feature lies in; without a code, the largest there is.

    England holds its counties and Lombardy its provinces; Chubu has no code, so that Japan keeps its prefectures.
    """
    assert unit.place is not None
    holders = [unit.place, *unit.place.ancestors()]
    return ([place for place in holders if place.iso_3166_2] or holders)[-1]


def _sides(units: list[regions.Unit], top: list[Place]) -> dict[int, float]:
    """Return how wide each first-level region is: the side of a square as large on a Mercator map, degrees."""
    areas: dict[int, float] = defaultdict(float)
    for unit, place in zip(units, top, strict=True):
        latitude = min(abs(shapely.centroid(unit.outline).y), 80)
        areas[id(place)] += unit.area / float(np.cos(np.radians(latitude)))
    return {key: area**0.5 for key, area in areas.items()}


def _zoom_for(pixels: float, side: float) -> int:
    """Return the zoom, a whole number, from which a region of some width takes so many pixels."""
    return max(FARTHEST, int(np.ceil(np.log2(pixels * 360 / 256 / max(side, 1e-9)))))


def _borders(
    units: list[regions.Unit], top: list[Place], sides: dict[int, float]
) -> dict[int, list[npt.NDArray[np.float64]]]:
    """Return the lines between two first-level regions of one country, by the zoom from which they show."""
    segments: dict[int, list[npt.NDArray[np.float64]]] = defaultdict(list)
    points, pairs, owners = _edges(units)
    order = np.lexsort((owners, pairs[:, 1], pairs[:, 0]))
    pairs, owners = pairs[order], owners[order]
    for row in np.flatnonzero((pairs[1:] == pairs[:-1]).all(axis=1)):
        one, other = top[owners[row]], top[owners[row + 1]]
        if one is not other and one.country == other.country:
            zoom = _zoom_for(BORDER_ROOM, min(sides[id(one)], sides[id(other)]))
            if zoom <= NEAREST:
                segments[zoom].append(points[pairs[row]])
    return {zoom: _joined(found) for zoom, found in sorted(segments.items())}


def _edges(units: list[regions.Unit]) -> tuple[npt.NDArray[np.float64], Edges, Edges]:
    """Return all vertices, the edges as pairs of their numbers, the smaller first, and the unit of each edge."""
    rings, owners = [], []
    for number, unit in enumerate(units):
        for polygon in shapely.get_parts(unit.outline):
            if polygon.geom_type == "Polygon":
                found = [shapely.get_coordinates(ring) for ring in shapely.get_rings(polygon)]
                rings += found
                owners += [number] * len(found)
    vertices = np.round(np.concatenate(rings), DIGITS)
    points, numbers = np.unique(vertices, axis=0, return_inverse=True)
    lengths = np.array([len(ring) for ring in rings])
    of_vertex = np.repeat(np.arange(len(rings)), lengths)
    inside = of_vertex[1:] == of_vertex[:-1]
    pairs = np.sort(np.stack([numbers[:-1], numbers[1:]], axis=1)[inside], axis=1)
    return points, pairs, np.repeat(np.array(owners), lengths)[:-1][inside]


def _joined(segments: list[npt.NDArray[np.float64]]) -> list[npt.NDArray[np.float64]]:
    """Join segments that meet into long lines, and simplify these."""
    merged = shapely.line_merge(shapely.union_all(shapely.linestrings(np.stack(segments))))
    lines = shapely.get_parts(shapely.simplify(merged, TOLERANCE))
    found = [shapely.get_coordinates(line) for line in lines]
    return sorted(found, key=lambda line: line.tolist())


def _names(top: list[Place], sides: dict[int, float], gazetteer: GazetteerFile) -> list[dict[str, Any]]:
    """Return the names of regions as the gazetteer has them, and from which zoom there is room for each."""
    found = []
    known = {(one.country, one.name, one.iso_3166_2): one for one in gazetteer.regions()}
    for place in {id(place): place for place in top}.values():
        one: KnownPlace | None = known.get((place.country, place.name, place.iso_3166_2))
        zoom = _zoom_for(LETTER * len(place.name) + MARGIN, sides[id(place)])
        if one and zoom <= NEAREST:
            found.append({"name": one.name, "country": one.country, "zoom": zoom, "at": (one.longitude, one.latitude)})
    return sorted(found, key=lambda name: (name["zoom"], name["country"], name["name"]))


def _topology(borders: dict[int, list[npt.NDArray[np.float64]]], names: list[dict[str, Any]]) -> dict[str, Any]:
    """Return both as one quantised TopoJSON."""
    arcs: list[list[list[int]]] = []
    lines = []
    for zoom, found in borders.items():
        first = len(arcs)
        arcs += [_steps(line) for line in found]
        numbers = [[number] for number in range(first, len(arcs))]
        lines.append({"type": "MultiLineString", "arcs": numbers, "properties": {"zoom": zoom}})
    points = [
        {
            "type": "Point",
            "coordinates": [round((name["at"][0] + 180) / SCALE), round((name["at"][1] + 90) / SCALE)],
            "properties": {key: name[key] for key in ("name", "country", "zoom")},
        }
        for name in names
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [SCALE, SCALE], "translate": [-180, -90]},
        "arcs": arcs,
        "objects": {
            "borders": {"type": "GeometryCollection", "geometries": lines},
            "names": {"type": "GeometryCollection", "geometries": points},
        },
    }


def _steps(line: npt.NDArray[np.float64]) -> list[list[int]]:
    """Return a line as whole steps from point to point, the first from the corner of the world."""
    whole = np.round((line - (-180, -90)) / SCALE).astype(int)
    steps = np.diff(whole, axis=0, prepend=[[0, 0]])
    return [[int(east), int(north)] for place, (east, north) in enumerate(steps) if place == 0 or east or north]


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--packed", type=Path, required=True, metavar="FOLDER", help="where `npm pack` put its archives"
    )
    derived = ROOT / "data" / "derived"
    parser.add_argument("--gazetteer", type=Path, default=derived / "gazetteer.sqlite", help="whose names are taken")
    parser.add_argument("--out", type=Path, default=derived / "regions.topo.json", help="file to write")
    chosen = parser.parse_args()
    build(chosen.packed, chosen.gazetteer, chosen.out)


if __name__ == "__main__":
    main()

"""Builds data/derived/land-tiles.tsv: the fine outline of countries, cut into tiles, for the map seen from near.

Run from the root of the checkout, in the environment of the gazetteer's build:

    python -m scripts.build_land

The same inputs give the same bytes. A line of the file is a tile: its column, its row, and the land in it as JSON, the
parts of countries as code and rings. A ring is whole numbers, the first point and the steps to the others; 0 to 2048 is
from west to east, and from north to south, of the tile. Where nothing but one country or the sea is in a tile, the
coarse outline suffices, and there is no line.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scripts.gazetteer_build import sources

from odmap.geography.land_tiles import LEVEL, MARGIN, UNITS
from odmap.geography.map_tiles import mercator

ROOT = Path(__file__).resolve().parents[1]

TOLERANCE = 0.012  # degrees: a corner that encloses less than a square of half this width is left out
FARTHEST_NORTH = 84.0  # degrees; the map ends at 85
LEAST_ISLAND = 1.5  # units: smaller ones are left out

Whole = npt.NDArray[np.int64]


def build(out: Path) -> None:
    """Read the countries and write the tiles."""
    rows, _ = sources.country_rows()
    outlines = shapely.coverage_simplify(np.array([shapely.from_wkb(row["geometry"]) for row in rows]), TOLERANCE)
    tiles: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row, outline in zip(rows, outlines, strict=True):
        code = row["ISO_A2_EH"] if str(row["ISO_A2_EH"]).isalpha() else ""
        for part in shapely.get_parts(_on_the_map(outline)):
            for tile, clipped in _in_tiles(part):
                tiles[tile] += [[code, rings] for rings in _rings(clipped)]
    found = {tile: parts for tile, parts in sorted(tiles.items()) if _has_outline(parts)}
    lines = [f"{column}\t{row}\t{json.dumps(parts, separators=(',', ':'))}\n" for (column, row), parts in found.items()]
    out.write_text("".join(lines), "utf-8")
    print(
        f"wrote {out.name}: {len(lines):,} tiles, {out.stat().st_size / 1e6:.2f} MB, largest {max(map(len, lines)):,}"
    )


def _on_the_map(outline: Any) -> Any:
    """Return an outline in units of tiles, from the north-west corner of the map."""

    def projected(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        x, y = mercator(points[:, 0], np.clip(points[:, 1], -FARTHEST_NORTH, FARTHEST_NORTH))
        placed: npt.NDArray[np.float64] = np.stack([x, y], axis=1) * 2**LEVEL * UNITS
        return placed

    return shapely.make_valid(shapely.transform(outline, projected))


def _in_tiles(part: Any) -> Iterator[tuple[tuple[int, int], Any]]:
    """Yield the tiles that a part of a country lies in, and what lies in each."""
    if part.geom_type != "Polygon":
        return
    west, north, east, south = part.bounds
    if max(east - west, south - north) < LEAST_ISLAND:
        return
    last = 2**LEVEL - 1
    columns, rows = (
        range(max(int((low - MARGIN) // UNITS), 0), min(int((high + MARGIN) // UNITS), last) + 1)
        for low, high in ((west, east), (north, south))
    )
    for column in columns:
        strip = shapely.clip_by_rect(part, column * UNITS - MARGIN, north - 1, (column + 1) * UNITS + MARGIN, south + 1)
        for row in rows:
            left, top = column * UNITS, row * UNITS
            clipped = shapely.clip_by_rect(
                strip, left - MARGIN, top - MARGIN, left + UNITS + MARGIN, top + UNITS + MARGIN
            )
            if not clipped.is_empty:
                yield (column, row), shapely.transform(clipped, lambda points, at=(left, top): points - at)


def _rings(clipped: Any) -> Iterator[list[list[int]]]:
    """Yield the polygons of a tile, each as its rings."""
    for polygon in shapely.get_parts(clipped):
        if polygon.geom_type == "Polygon":
            rings = [_steps(shapely.get_coordinates(ring)) for ring in shapely.get_rings(polygon)]
            if rings[0]:
                yield [ring for ring in rings if ring]


def _steps(ring: npt.NDArray[np.float64]) -> list[int]:
    """Return a ring as its first point and the steps to the others, without the last, which is the first."""
    whole: Whole = np.round(ring[:-1]).astype(np.int64)
    kept = [point for place, point in enumerate(whole.tolist()) if place == 0 or point != whole[place - 1].tolist()]
    if len(kept) < 3:
        return []
    steps = np.diff(np.array(kept), axis=0, prepend=[[0, 0]])
    return [int(step) for step in steps.ravel()]


def _has_outline(parts: list[Any]) -> bool:
    """Tell whether a tile is more than one square of land."""
    return len(parts) > 1 or len(parts[0][1]) > 1 or len(parts[0][1][0]) > 8


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "derived" / "land-tiles.tsv", help="file to write")
    build(parser.parse_args().out)


if __name__ == "__main__":
    main()

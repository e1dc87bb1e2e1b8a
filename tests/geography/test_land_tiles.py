"""The fine outline in tiles: whole, closed, and the same land as that of the base map."""

import json
from typing import Any

import numpy as np
import pytest
import shapely

from odmap.geography import base_map
from odmap.geography.land_tiles import LEVEL, MARGIN, NOTHING, UNITS, tile
from tests.geography.test_map_tiles import numbers

HARD = {"Thames": (51.4, 0.8), "Tokyo Bay": (35.4, 139.8), "Åland": (60.2, 20.5), "Fiji, at the edge": (-17.5, 179.9)}


def parts(column: int, row: int) -> list[tuple[str, Any]]:
    """Return the parts of countries in a tile, in its units, as another library knows shapes."""
    content = tile(column, row)
    assert content is not None
    return [
        (code, shapely.Polygon(points(rings[0]), [points(ring) for ring in rings[1:]]))
        for code, rings in json.loads(content)
    ]


def points(steps: list[int]) -> list[list[int]]:
    """Return a ring as points: the first, and the steps to the others."""
    found: list[list[int]] = np.cumsum(np.array(steps).reshape(-1, 2), axis=0).tolist()
    return found


def degrees(polygon: Any, column: int, row: int) -> Any:
    """Return a shape in degrees, by the formula of Web Mercator."""

    def placed(at: Any) -> Any:
        x, y = ((at[:, axis] / UNITS + offset) / 2**LEVEL for axis, offset in ((0, column), (1, row)))
        return np.stack([x * 360 - 180, np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y))))], axis=1)

    return shapely.transform(polygon, placed)


@pytest.mark.parametrize("place", HARD)
def test_a_tile_is_the_land_of_the_base_map(place: str) -> None:
    """Country by country, the land in a tile is that of the base map, but for its finer coast."""
    _, column, row = numbers(HARD[place], LEVEL)
    found = parts(column, row)
    assert found
    square = shapely.box(-MARGIN, -MARGIN, UNITS + MARGIN, UNITS + MARGIN)
    frame = degrees(square, column, row)
    for code in {code for code, _ in found}:
        here = shapely.union_all([degrees(shape, column, row).buffer(0) for other, shape in found if other == code])
        there = shapely.union_all(
            [
                shapely.Polygon(outer, holes).buffer(0)
                for country in base_map.countries()
                if country.code == code
                for outer, *holes in country.polygons
            ]
        ).intersection(frame)
        differing = here.symmetric_difference(there).area
        assert differing < 0.05 * frame.area, code


def test_every_tile_is_in_bounds() -> None:
    """No ring leaves its tile and the margin around it, and each has at least three points."""
    seen = 0
    for column in range(2**LEVEL):
        for row in range(2**LEVEL):
            content = tile(column, row)
            assert content is not None
            for _, rings in json.loads(content):
                for ring in rings:
                    assert len(ring) >= 6
                    values = points(ring)
                    assert -MARGIN <= np.min(values) <= np.max(values) <= UNITS + MARGIN
                    seen += 1
    assert seen > 3000


def test_where_the_coarse_outline_suffices_there_is_nothing() -> None:
    """The middle of an ocean and of a large country are empty tiles; beyond the world there is none."""
    for place in ((-45.0, -130.0), (47.0, 67.0)):
        _, column, row = numbers(place, LEVEL)
        assert tile(column, row) == NOTHING
    assert [tile(*asked) for asked in ((-1, 0), (64, 0), (0, 64), (10**30, 0))] == [None] * 4

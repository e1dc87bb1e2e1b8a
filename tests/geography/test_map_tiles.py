"""What the map shows from near: towns by rank and zoom, names of regions and their borders, cut into tiles."""

import json
import math
from contextlib import closing
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from odmap.geography.gazetteer_db import GazetteerFile, Place
from odmap.geography.map_tiles import APART, LEVELS, mercator, tile
from odmap.settings import GAZETTEER

LONDON, TOKYO, TORNIO, WYOMING, OCEAN = (51.5, -0.12), (35.7, 139.7), (65.85, 24.15), (43.0, -107.5), (-50.0, -120.0)


def numbers(point: tuple[float, float], level: int) -> tuple[int, int, int]:
    """Return the tile of a level that a place, latitude and longitude, lies in, as the formula of map tiles has it."""
    latitude, longitude = point
    across = (longitude + 180) / 360
    down = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
    return level, int(across * 2**level), int(down * 2**level)


def read(point: tuple[float, float], level: int) -> dict[str, Any]:
    """Return what the tile at a place holds."""
    content = tile(*numbers(point, level))
    assert content is not None
    return dict(json.loads(content))


def localities() -> list[Place]:
    """Return the towns of the gazetteer."""
    with closing(GazetteerFile(GAZETTEER)) as file:
        return file.localities()


def lines(found: dict[str, Any]) -> list[list[list[float]]]:
    """Return the borders of a tile as points, longitude first, as TopoJSON says."""
    scale, translate = found["transform"]["scale"], found["transform"]["translate"]
    return [(np.cumsum(arc, axis=0) * scale + translate).tolist() for arc in found["arcs"]]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("point", "name"), [(LONDON, "London"), (TOKYO, "Tokyo")])
def test_the_largest_town_comes_first(point: tuple[float, float], name: str, level: int) -> None:
    """The towns of a tile stand in the order of their people, and a great city shows from the farthest zoom."""
    towns = read(point, level)["towns"]
    assert towns[0][0] == name
    assert towns[0][3] == 5
    people = [town[4] for town in towns]
    assert people == sorted(people, reverse=True)


def test_small_towns_show_where_there_is_nothing_larger() -> None:
    """Tornio, with 22,000 people, shows from zoom 7; a town of that size near London only from nearer."""
    assert {town[0] for town in read(TORNIO, 6)["towns"]} >= {"Tornio", "Rovaniemi"}
    near_london = [town for town in read(LONDON, 8)["towns"] if 20 <= town[4] <= 24]
    assert near_london
    assert all(town[3] > 7 for town in near_london)


@pytest.mark.parametrize("zoom", range(5, 10))
def test_towns_are_apart(zoom: int) -> None:
    """At no zoom do two towns below the size of a large city stand in the same square of the map."""
    level = next(level for level, (_, last) in LEVELS.items() if zoom <= last)
    known = {(one.name, round(one.latitude, 3), round(one.longitude, 3)): one for one in localities()}
    towns = [known[tuple(town[:3])] for town in read(LONDON, level)["towns"] if town[3] <= zoom and town[4] < 300]
    x, y = mercator(np.array([town.longitude for town in towns]), np.array([town.latitude for town in towns]))
    squares = list(zip(*(np.floor(axis * 256 * 2**zoom / APART).astype(int).tolist() for axis in (x, y)), strict=True))
    assert len(set(squares)) == len(squares) > 0


@pytest.mark.parametrize("level", LEVELS)
def test_a_tile_holds_what_lies_in_it(level: int) -> None:
    """Each town and name lies in the tile that it came with, and none that would show only from nearer."""
    for point in (LONDON, TOKYO, TORNIO):
        found = read(point, level)
        for name, latitude, longitude, zoom, *_ in [*found["towns"], *found["names"]]:
            assert numbers((latitude, longitude), level) == numbers(point, level), name
            assert 5 <= zoom <= LEVELS[level][1]


def test_every_town_is_in_some_tile() -> None:
    """The tiles of the finest level around the Baltic hold just those towns that the gazetteer has there."""
    known = {
        town.name for town in localities() if numbers((town.latitude, town.longitude), 4) == numbers((60.0, 25.0), 4)
    }
    level, column, row = numbers((60.0, 25.0), 4)
    size = 2 ** (8 - level)
    tiles = [tile(8, column * size + east, row * size + south) for east in range(size) for south in range(size)]
    assert {town[0] for content in tiles if content for town in json.loads(content)["towns"]} == known


def test_regions_are_first_level_ones_in_english() -> None:
    """England, not its counties; Japan's prefectures; Bavaria."""
    assert "England" in {name[0] for name in read((52.4, -1.2), 4)["names"]}
    assert {"Gifu", "Chiba"} <= {name[0] for name in read((35.5, 137.2), 6)["names"] + read((35.5, 140.2), 6)["names"]}
    assert "Bavaria" in {name[0] for name in read((48.9, 11.4), 4)["names"]}


def test_the_names_are_those_of_the_gazetteer() -> None:
    """The file of regions was built from the gazetteer beside it: each name stands where a region of that name does."""
    with closing(GazetteerFile(GAZETTEER)) as file:
        known = [(one.name, one.latitude, one.longitude) for one in file.regions()]
    size = 2**4
    tiles = [json.loads(tile(4, column, row) or b"{}") for column in range(size) for row in range(size)]
    names = [name for found in tiles for name in found["names"]]
    assert len(names) > 800
    for name, latitude, longitude, _ in names:
        points = [(north, east) for other, north, east in known if other == name]
        assert any(abs(north - latitude) < 0.002 and abs(east - longitude) < 0.002 for north, east in points), name


def test_long_straight_borders_are_in_every_tile_that_they_cross() -> None:
    """The north of Wyoming is one straight line of 600 km: it is found from end to end, tile by tile."""
    for longitude in np.arange(-110.5, -104.5, 0.5):
        found = lines(read((45.0, float(longitude)), 8))
        north = [
            (one, other)
            for line in found
            for one, other in pairwise(line)
            if abs(one[1] - 45) < 0.05 and abs(other[1] - 45) < 0.05
        ]
        assert north, longitude
        assert any(min(one[0], other[0]) <= longitude <= max(one[0], other[0]) for one, other in north), longitude


@pytest.mark.parametrize("level", LEVELS)
def test_borders_are_no_finer_than_needed(level: int) -> None:
    """A tile over the crowded middle of Europe stays small, and each of its lines has at least two points."""
    content = tile(*numbers((48.0, 11.0), level))
    assert content is not None
    assert len(content) < 50_000
    found = json.loads(content)
    assert all(len(arc) >= 2 for arc in found["arcs"])
    assert len(found["zooms"]) == len(found["arcs"])
    assert all(5 <= zoom <= LEVELS[level][1] for zoom in found["zooms"])


def test_the_ocean_is_empty() -> None:
    """Where nobody lives, a tile holds nothing."""
    found = read(OCEAN, 6)
    assert (found["towns"], found["names"], found["arcs"]) == ([], [], [])


@pytest.mark.parametrize(
    "asked", [(5, 0, 0), (3, 0, 0), (4, 16, 0), (4, 0, 16), (4, -1, 0), (10**9, 0, 0), (8, 10**30, 1)]
)
def test_there_are_no_other_tiles(asked: tuple[int, int, int]) -> None:
    """A level, column or row that does not exist is no tile."""
    assert tile(*asked) is None


def test_the_same_tile_is_the_same_bytes() -> None:
    """Asked twice, a tile is the same, byte by byte."""
    assert tile(*numbers(LONDON, 6)) == tile(*numbers(LONDON, 6))

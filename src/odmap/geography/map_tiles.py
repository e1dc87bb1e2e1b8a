"""What the map shows from near, cut into tiles: towns, names of first-level regions, and the borders between these.

A tile is a square of the world on a Web Mercator map, numbered as map tiles are: at level 4 there are 16 by 16, column
and row counted from the north-west. All coordinates are degrees (WGS 84). The map's script asks for the tiles in sight
(``graphics/static/map/tiles.js``); nothing of this is needed from afar.
"""

import json
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from odmap.data_file import reading
from odmap.geography.gazetteer_db import GazetteerFile
from odmap.settings import GAZETTEER, REGIONS

__all__ = ["EDITION", "LEVELS", "check", "check_regions", "tile"]

REBUILD = "It is built by `python -m scripts.build_regions`; scripts/README.md says how."

LEVELS: Mapping[int, tuple[int, int]] = {4: (5, 6), 6: (7, 8), 8: (9, 10)}
"""Level of tiles to the first and the last zoom of the map that they serve."""

EDITION = "1"
"""Is raised when the same files give other tiles, so that no browser keeps the old ones."""

APART = 80
"""Pixels: in a square as wide as this, one town shows, that with most people; the others show from nearer."""

LARGE, LARGE_APART = 300_000, 40
"""So many people make a large city, and these show nearer to each other: Glasgow and Edinburgh."""

_WORLD = 256  # pixels, at zoom 0
_FARTHEST, _NEAREST = (find(zoom for span in LEVELS.values() for zoom in span) for find in (min, max))
_LONGEST = 0.25  # degrees of a piece of border, so that each is found in the tiles that it crosses
_DECIMALS = 3  # of degrees: 100 m, less than a pixel at zoom 10

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class _Places(NamedTuple):
    """Named points, those first that matter most."""

    rows: list[list[Any]]
    """As the map gets them."""
    x: Floats
    """From west to east, 0 to 1, on a Web Mercator map."""
    y: Floats
    """From north to south."""
    zoom: Ints
    """From which each may show."""


class _Borders(NamedTuple):
    """Pieces of border, each a straight line, one after the other as they follow each other."""

    points: Floats
    """Longitude and latitude of where each ends, shape (pieces + 1, 2)."""
    joined: "npt.NDArray[np.bool_]"
    """Whether there is a line from each point to the next."""
    zoom: Ints
    """From which each point's line shows."""


def check() -> None:
    """See that both files are there and are what they should be.

    Raises:
        DataFileError: one of them is missing or damaged.
    """
    with closing(GazetteerFile(GAZETTEER)):
        check_regions()


def check_regions() -> None:
    """Read the file of regions once.

    Raises:
        DataFileError: it is missing or damaged.
    """
    _names()


def tile(level: int, column: int, row: int) -> bytes | None:
    """Return what a tile holds as JSON; ``None`` if there is no such tile.

    ``towns`` are rows of name, latitude, longitude, the zoom from which it may show, and thousands of people;
    ``names``, of regions, rows of name, latitude, longitude and zoom. ``arcs`` are the borders as in TopoJSON, with
    ``transform``; ``zooms`` says from which zoom each shows.

    Raises:
        DataFileError: a file that it is made of is missing or damaged.
    """
    if level not in LEVELS or not (0 <= column < 2**level and 0 <= row < 2**level):
        return None
    size = 2**level
    box = column / size, row / size, (column + 1) / size, (row + 1) / size
    _, last = LEVELS[level]
    content = {"towns": _inside(_towns(), box, last), "names": _inside(_names(), box, last), **_lines(box, last)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


Box = tuple[float, float, float, float]
"""West, north, east and south as shares of the world's width."""


def _inside(places: _Places, box: Box, last: int) -> list[list[Any]]:
    west, north, east, south = box
    x, y = places.x, places.y
    found = (x >= west) & (x < east) & (y >= north) & (y < south) & (places.zoom <= last)
    return [places.rows[number] for number in np.flatnonzero(found)]


def mercator(longitudes: Floats, latitudes: Floats) -> tuple[Floats, Floats]:
    """Return where places are on the square of a Web Mercator map, as shares of its width, from the north-west."""
    sine = np.clip(np.sin(np.radians(latitudes)), -0.9999, 0.9999)
    return longitudes / 360 + 0.5, 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)


@cache
def _towns() -> _Places:
    with closing(GazetteerFile(GAZETTEER)) as file:
        found = file.localities()
    x, y = mercator(np.array([town.longitude for town in found]), np.array([town.latitude for town in found]))
    large = sum(town.people >= LARGE for town in found)
    zoom = _zooms(x, y, APART)
    zoom[:large] = np.minimum(zoom[:large], _zooms(x[:large], y[:large], LARGE_APART))
    rows = [
        [
            town.name,
            round(town.latitude, _DECIMALS),
            round(town.longitude, _DECIMALS),
            int(at),
            round(town.people / 1e3),
        ]
        for town, at in zip(found, zoom, strict=True)
    ]
    return _Places(rows, x, y, zoom)


def _zooms(x: Floats, y: Floats, apart: float) -> Ints:
    """Return from which zoom each may show: that from which none before it is in the same square of the map."""
    zoom = np.full(len(x), _NEAREST)
    for nearer in range(_NEAREST - 1, _FARTHEST - 1, -1):
        column, row = (np.floor(axis * _WORLD * 2**nearer / apart).astype(int) for axis in (x, y))
        _, first = np.unique(column * 2**20 + row, return_index=True)  # the first of each square: they are in order
        zoom[first] = nearer
    return zoom


@cache
def _regions() -> dict[str, Any]:
    """Return what scripts/build_regions.py wrote."""
    with reading(REGIONS, REBUILD):
        topology: dict[str, Any] = json.loads(REGIONS.read_text("utf-8"))
        if not topology["arcs"] or not topology["objects"]["names"]["geometries"]:
            raise ValueError("it holds no region")
    return topology


@cache
def _names() -> _Places:
    topology = _regions()
    with reading(REGIONS, REBUILD):
        found = topology["objects"]["names"]["geometries"]
        points = np.array([one["coordinates"] for one in found]) * topology["transform"]["scale"]
        points = points + topology["transform"]["translate"]
        x, y = mercator(points[:, 0], points[:, 1])
        zoom = np.array([one["properties"]["zoom"] for one in found])
        rows = [
            [one["properties"]["name"], round(latitude, _DECIMALS), round(longitude, _DECIMALS), int(at)]
            for one, (longitude, latitude), at in zip(found, points.tolist(), zoom, strict=True)
        ]
    return _Places(rows, x, y, zoom)


@cache
def _borders() -> _Borders:
    topology = _regions()
    with reading(REGIONS, REBUILD):
        shapes = topology["objects"]["borders"]["geometries"]
        zooms = np.concatenate([[shape["properties"]["zoom"]] * len(shape["arcs"]) for shape in shapes])
        arcs = [topology["arcs"][number] for shape in shapes for (number,) in shape["arcs"]]
        lengths = np.array([len(arc) for arc in arcs])
        sums = np.cumsum(np.array(list(chain.from_iterable(arcs)), dtype=float), axis=0)
    ends = np.cumsum(lengths)
    before = np.concatenate([[[0.0, 0.0]], sums[ends[:-1] - 1]])  # each arc begins anew
    points = (sums - np.repeat(before, lengths, axis=0)) * topology["transform"]["scale"]
    joined = np.ones(ends[-1], dtype=bool)
    joined[ends - 1] = False
    return _in_pieces(_Borders(points + topology["transform"]["translate"], joined, np.repeat(zooms, lengths)))


def _in_pieces(borders: _Borders) -> _Borders:
    """Return the same with points added where two are far apart."""
    points, joined, zoom = borders
    steps = np.diff(points, axis=0, append=points[-1:])
    parts = np.where(joined, np.maximum(np.ceil(np.abs(steps).max(axis=1) / _LONGEST), 1), 1).astype(int)
    of = np.repeat(np.arange(len(points)), parts)
    share = (np.arange(len(of)) - np.repeat(np.cumsum(parts) - parts, parts)) / parts[of]
    return _Borders(points[of] + np.where(joined[of], share, 0)[:, None] * steps[of], joined[of], zoom[of])


def _lines(box: Box, last: int) -> dict[str, Any]:
    """Return the borders that cross a tile, as TopoJSON has them, no finer than the nearest zoom shows."""
    borders = _borders()
    west, north, east, south = box
    x, y = mercator(borders.points[:, 0], borders.points[:, 1])
    found = borders.joined[:-1] & (borders.zoom[:-1] <= last)
    found &= (np.maximum(x[1:], x[:-1]) >= west) & (np.minimum(x[1:], x[:-1]) <= east)
    found &= (np.maximum(y[1:], y[:-1]) >= north) & (np.minimum(y[1:], y[:-1]) <= south)
    numbers = np.flatnonzero(found)
    runs = np.split(numbers, np.flatnonzero(np.diff(numbers) > 1) + 1) if len(numbers) else []
    fine = 360 / _WORLD / 2**last / 2  # half a pixel
    arcs = [_steps(_thinned(borders.points[run[0] : run[-1] + 2], fine)) for run in runs]
    scale = 10.0**-_DECIMALS
    return {
        "transform": {"scale": [scale, scale], "translate": [0, 0]},
        "arcs": arcs,
        "zooms": [int(borders.zoom[run[0]]) for run in runs],
    }


def _thinned(line: Floats, fine: float) -> Floats:
    """Return a line without the points that are nearer than this to the one before; its ends stay."""
    kept = [0]
    for number in range(1, len(line) - 1):
        east, north = np.abs(line[number] - line[kept[-1]])
        if max(east, north) >= fine:
            kept.append(number)
    return line[[*kept, len(line) - 1]]


def _steps(line: Floats) -> list[list[int]]:
    whole = np.round(line * 10**_DECIMALS).astype(int)
    steps: list[list[int]] = np.diff(whole, axis=0, prepend=[[0, 0]]).tolist()
    return steps

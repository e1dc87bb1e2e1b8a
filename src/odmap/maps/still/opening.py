"""The map of the first answer: what the live map will show, drawn before any script has run.

It has the live map's projection (Mercator's, as Leaflet's), looks at the same part of the world and joins what is near
to rings alike, so that the live map can take its place without a jump. The page decides how large it is: of two
drawings, for a desk and for a phone, the style sheet shows one. Colours are those of the page, light or dark.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import floor, log2
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from odmap.directory.located import organisations_in
from odmap.directory.organisation import Precision, Type
from odmap.geography.base_map import countries
from odmap.geography.projections import Points
from odmap.graphics import mark_svg, marks, svg
from odmap.graphics.leaflet_options import CLOSEST, OPTIONS
from odmap.graphics.marks import BOX, Mark
from odmap.maps.still.panel import Rect, cut
from odmap.settings import BASE_MAP, OVERVIEW

_TILE = 256  # pixels that the world is wide at zoom 0
_JOINED = 60  # pixels: what is nearer becomes one ring
_CELL = 6  # pixels: what is nearer than this is not told apart before
_STEP = 2  # pixels: how fine outlines are
_LEAST = 3  # pixels: what is smaller is left out
_FINE_FROM = 2_500  # pixels that the world is wide: from here on, outlines come from the fine base map
_SOUTH = -60.0  # degrees of latitude: the southern edge of the live map
_AROUND = 0.75  # of the drawing that is drawn beyond each of its edges: a page may be wider or higher
_FARTHEST = 84.9  # degrees of latitude
_WORLD = (-120.0, -40.0, 150.0, 65.0)  # west, south, east, north: what is shown where nobody has a place


class _Size(NamedTuple):
    """How large a drawing is, and the room it keeps free of marks, as graphics/static/map/framing.js does."""

    name: str
    width: int
    height: int
    left: int
    top: int
    right: int
    bottom: int


_Frame = tuple[_Size, float, Points]
"""A drawing, how many pixels the world is wide on it, and where on the world, in these pixels, its corner is."""

_LAND = "od-opening-land"
_SIZES = (_Size("wide", 820, 560, 70, 40, 40, 56), _Size("narrow", 356, 420, 24, 72, 24, 44))


def draw(view: pd.DataFrame, words: str) -> str:
    """Return what the live map shows of a view at first, as SVG to stand in a page.

    Args:
        view: rows of a located directory; those without a base are not drawn.
        words: what it shows, in words.
    """
    placed = view[view["precision"].notna()]
    plane = _plane(placed[["longitude", "latitude"]].to_numpy(dtype=float))
    frames = [(size, *_framed(size, placed, plane)) for size in _SIZES]
    land = _land(*frames[0])
    drawn = "".join(_drawn(frame, frames[0], placed, plane, words) for frame in frames)
    return (
        f'<div class="od-opening"><svg width="0" height="0" aria-hidden="true" focusable="false"><defs><path '
        f'id="{_LAND}" d="{land}" vector-effect="non-scaling-stroke"/></defs></svg>{drawn}</div>'
    )


def _plane(places: Points) -> Points:
    """Return longitude and latitude, degrees, as parts of the world's width: from -0.5 on, to the right and down."""
    latitude = np.radians(np.clip(places[:, 1], -_FARTHEST, _FARTHEST))
    return np.column_stack((places[:, 0] / 360, -np.log(np.tan(np.pi / 4 + latitude / 2)) / (2 * np.pi)))


class _Outlines(NamedTuple):
    """Every outer ring of a base map in the plane, one after the other: where each begins and ends in ``points``."""

    points: Points
    starts: npt.NDArray[np.intp]
    ends: npt.NDArray[np.intp]


@cache
def _outlines(path: Path) -> _Outlines:
    rings = [polygon[0] for country in countries(path) for polygon in country.polygons]
    rings = [ring for ring in rings if ring[:, 1].max() > _SOUTH]
    ends = np.cumsum([len(ring) for ring in rings])
    return _Outlines(_plane(np.concatenate(rings)), np.concatenate(([0], ends[:-1])), ends)


def _drawn(frame: _Frame, first: _Frame, placed: pd.DataFrame, plane: Points, words: str) -> str:
    size, scale, origin = frame
    larger = scale / first[1]
    x, y = first[2] * larger - origin
    drawings = "".join(one.svg() for one in _joined(placed, plane * scale - origin))
    return (
        f'<svg class="{size.name}" viewBox="0 0 {size.width} {size.height}" role="img" '
        f'aria-label="{svg.escaped(words)}"><use href="#{_LAND}" transform="translate({x:.1f} {y:.1f}) '
        f'scale({larger:.4f})"/>{drawings}</svg>'
    )


def _framed(size: _Size, placed: pd.DataFrame, plane: Points) -> tuple[float, Points]:
    """Return how many pixels the world is wide, and where its middle is put so that all that is placed is in sight."""
    shown = plane if len(plane) else _plane(np.array([_WORLD[:2], _WORLD[2:]]))
    low, high = shown.min(axis=0), shown.max(axis=0)
    room = np.array([size.width - size.left - size.right, size.height - size.top - size.bottom])
    closest = max((CLOSEST[Precision(one)] for one in placed["precision"].unique()), default=4.0)
    with np.errstate(divide="ignore"):
        zoom = min(log2(min(float((room / (high - low)).min()), _TILE * 2.0**12) / _TILE), closest)
    snap = float(OPTIONS["zoomSnap"])
    scale = _TILE * 2 ** (floor(max(zoom, 0) / snap) * snap)
    middle = np.array([size.left, size.top]) + room / 2
    return scale, (low + high) / 2 * scale - middle


def _land(size: _Size, scale: float, origin: Points) -> str:
    across, down = size.width * _AROUND, size.height * _AROUND
    rect = Rect(-across, -down, size.width + 2 * across, size.height + 2 * down)
    return _path(rect, scale, (float(origin[0]), float(origin[1])))


@lru_cache(maxsize=64)
def _path(rect: Rect, scale: float, origin: tuple[float, float]) -> str:
    every = _outlines(BASE_MAP if scale >= _FINE_FROM else OVERVIEW)
    pixels = every.points * scale - np.array(origin)
    low, high = (reach.reduceat(pixels, every.starts) for reach in (np.minimum, np.maximum))
    shown = (high > rect[:2]).all(axis=1) & (low < rect.end).all(axis=1) & ((high - low).max(axis=1) > _LEAST)
    rings = (cut(pixels[every.starts[n] : every.ends[n] - 1], rect) for n in np.flatnonzero(shown))
    return "".join(_outline(ring) for ring in rings if len(ring) > 2)


def _outline(ring: Points) -> str:
    """Return a closed ring as the data of a path, in whole pixels: half of what tenths would take."""
    points = np.rint(ring).astype(int).tolist()
    here = points[0]
    steps = []
    for point in points[1:]:
        across, down = point[0] - here[0], point[1] - here[1]
        if abs(across) + abs(down) >= _STEP:
            steps.append(f"{across} {down}")
            here = point
    drawn = " ".join(steps).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{drawn}z" if len(steps) > 1 else ""


@dataclass
class _Joined:
    """What is drawn at one point: one mark, or a ring.

    Attributes:
        x: of its middle, pixels.
        y: likewise.
        number: of organisations.
        types: how many there are of each.
        alone: the mark, if there is only one.
    """

    x: float
    y: float
    number: int = 0
    types: Counter[Type] = field(default_factory=Counter)
    alone: Mark | None = None

    def take(self, x: float, y: float, types: Counter[Type]) -> None:
        """Take in what lies at a point: the middle moves towards it."""
        more = types.total()
        self.x += (x - self.x) * more / (self.number + more)
        self.y += (y - self.y) * more / (self.number + more)
        self.number += more
        self.types.update(types)

    def svg(self) -> str:
        """Return the drawing."""
        if self.alone:
            return mark_svg.placed(self.alone.parts(), None, self.x, self.y, BOX)
        ring = marks.ring(list(self.types.elements()))
        return mark_svg.placed(ring, None, self.x, self.y, marks.ring_width(self.number))


def _joined(placed: pd.DataFrame, pixels: Points) -> Sequence[_Joined]:
    """Join what lies near to rings, those of most last."""
    found: list[_Joined] = []
    for x, y, rows in _cells(placed, pixels):
        near = [one for one in found if (one.x - x) ** 2 + (one.y - y) ** 2 < _JOINED**2]
        nearest = min(near, key=lambda one: (one.x - x) ** 2 + (one.y - y) ** 2, default=None)
        if nearest is None:
            found.append(nearest := _Joined(x, y))
            if len(rows) == 1:
                nearest.alone = Mark.of(organisations_in(placed.iloc[rows])[0])
        else:
            nearest.alone = None
        nearest.take(x, y, Counter(Type(kind) for kind in placed["type"].iloc[rows]))
    return sorted(found, key=lambda one: one.number)


def _cells(placed: pd.DataFrame, pixels: Points) -> Iterator[tuple[float, float, list[int]]]:
    """Yield what lies in the same few pixels: its middle, and its rows; most first, so that rings begin there."""
    cells: dict[tuple[int, int], list[int]] = {}
    for row, (column, line) in enumerate(_whole(pixels // _CELL)):
        cells.setdefault((column, line), []).append(row)
    for rows in sorted(cells.values(), key=lambda rows: (-len(rows), str(placed["id"].iloc[rows[0]]))):
        x, y = pixels[rows].mean(axis=0)
        yield float(x), float(y), rows


def _whole(pairs: Points) -> Iterable[tuple[int, int]]:
    return ((int(a), int(b)) for a, b in pairs.tolist())

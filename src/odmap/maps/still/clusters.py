"""Organisations on a panel of a still map: one mark each where there is room, else rings with the number of several.

As on the live map, what would cover each other is drawn as one ring whose colours tell the types. A ring never mixes
countries, so that each can bear its country's name. Places stay what they are: only drawings move apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import Type
from odmap.geography.projections import Points
from odmap.graphics import mark_svg, marks
from odmap.graphics.marks import BOX, RING_DISC, Mark
from odmap.graphics.palette import Mode
from odmap.maps.still.panel import Panel, Rect
from odmap.wording import format_number

MARK = 24
"""How wide a single mark is, pixels."""

FARTHEST = 26
"""Pixels that a drawing may move to make way; what reaches over the panel's edge moves inside besides."""

Disc = tuple[float, float, float]
"""Something round on the picture: x and y of its middle, and its radius, pixels."""

_RING = 0.85  # of its width on the live map
_TOUCH = 0.82  # of the sum of two radii: nearer than this, two drawings are too close
_STEPS = 60  # of moving apart
_MANY = 2_000  # clusters that are compared each with each


def ring_radius(number: int) -> float:
    """Return the radius of a ring for so many organisations, pixels."""
    return _RING * marks.ring_width(number) * RING_DISC.radius / BOX


@dataclass(eq=False)
class Cluster:
    """What is drawn at one point of the panel.

    Attributes:
        rows: the organisations: one, or several of one country.
        x: of its middle, pixels.
        y: likewise.
    """

    rows: list[LocatedOrganisation]
    x: float
    y: float

    @property
    def radius(self) -> float:
        """Half of how wide it is drawn, pixels."""
        return MARK / 2 if len(self.rows) == 1 else ring_radius(len(self.rows))

    @property
    def disc(self) -> Disc:
        """What its drawing fills: a mark without a halo fills less than its box."""
        edge = self.radius if len(self.rows) > 1 else Mark.of(self.rows[0]).reach * MARK / BOX
        return self.x, self.y, edge

    @property
    def country(self) -> str:
        """The ISO 3166-1 alpha-2 code of its country."""
        return str(self.rows[0].country)

    @property
    def types(self) -> list[Type]:
        """The type of each organisation."""
        return [row.type for row in self.rows]

    def svg(self, mode: Mode) -> str:
        """Return the drawing."""
        if len(self.rows) == 1:
            return mark_svg.placed(Mark.of(self.rows[0]).parts(), mode, self.x, self.y, MARK)
        return ring_svg(self.types, mode, (self.x, self.y, self.radius))


def ring_svg(types: Sequence[Type], mode: Mode, disc: Disc) -> str:
    """Return the drawing of a ring for organisations of such types that fills a disc."""
    x, y, radius = disc
    return mark_svg.placed(marks.ring(types), mode, x, y, radius * BOX / RING_DISC.radius)


def clustered(view: pd.DataFrame, panel: Panel, fixed: Sequence[Disc] = ()) -> list[Cluster]:
    """Put the organisations of a view on a panel.

    Args:
        view: rows of a located directory; those without a base, or beside the panel, are left out.
        panel: where they are drawn.
        fixed: what else is drawn there and does not move; drawings make way for it.

    Returns:
        The clusters, those with most organisations last, so that they are drawn above the others.
    """
    placed = view[view["precision"].notna()]
    points = panel.pixels(placed[["longitude", "latitude"]].to_numpy(dtype=float))
    inside = panel.rect.holds(np.nan_to_num(points, nan=-1e9), MARK / 3)
    alone: dict[str, list[Cluster]] = {}
    # Sorted, so that the same organisations give the same picture in whatever order they come.
    found = sorted(zip(organisations_in(placed[inside]), points[inside], strict=True), key=lambda one: one[0].id)
    for row, (x, y) in found:
        alone.setdefault(str(row.country), []).append(Cluster([row], float(x), float(y)))
    joined = [one for of_country in alone.values() for one in _joined(of_country)]
    _move_apart(joined, panel.rect, fixed)
    return sorted(joined, key=lambda one: (len(one.rows), one.rows[0].id))


def by_country(clusters: Sequence[Cluster]) -> Iterator[tuple[str, list[Cluster]]]:
    """Yield each country's name with its number, and its drawings, the largest first; those with most come first."""
    found: dict[str, list[Cluster]] = {}
    for one in clusters:
        found.setdefault(one.country, []).append(one)
    totals = {code: sum(len(one.rows) for one in some) for code, some in found.items()}
    for code in sorted(found, key=lambda code: (-totals[code], code)):
        some = sorted(found[code], key=lambda one: (-len(one.rows), one.x))
        name = some[0].rows[0].country_name
        yield (f"{name} {format_number(int(totals[code]))}" if len(some) > 1 else name), some


def _joined(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Join clusters of one country that would cover each other, the nearest first."""
    left: list[Cluster | None] = [*_in_cells(clusters)]
    points = np.array([(one.x, one.y) for one in left if one])
    reach = np.array([one.radius for one in left if one])
    apart = points[:, None] - points[None]
    gaps = np.hypot(apart[..., 0], apart[..., 1]) - _TOUCH * (reach[:, None] + reach[None])
    np.fill_diagonal(gaps, np.inf)
    nearest, least = gaps.argmin(axis=1), gaps.min(axis=1)
    while least.min() < 0:
        i = int(least.argmin())
        j = int(nearest[i])
        one = left[i] = _together([some for some in (left[i], left[j]) if some])
        left[j], least[j] = None, np.inf
        points[i], reach[i] = (one.x, one.y), one.radius
        gone = np.array([some is None for some in left])
        row = np.hypot(*(points - points[i]).T) - _TOUCH * (reach + reach[i])
        row[gone], row[i] = np.inf, np.inf
        gaps[j], gaps[:, j], gaps[i], gaps[:, i] = np.inf, np.inf, row, row
        again = np.flatnonzero(~gone & ((nearest == i) | (nearest == j) | (np.arange(len(left)) == i) | (row < least)))
        nearest[again], least[again] = gaps[again].argmin(axis=1), gaps[again].min(axis=1)
    return [one for one in left if one]


def _in_cells(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Join what lies in the same cell of a grid: in a small cell all cover each other; of many, only cells compare."""
    for size in (MARK / 2, MARK):
        cells: dict[tuple[int, int], list[Cluster]] = {}
        for one in clusters:
            cells.setdefault((int(one.x // size), int(one.y // size)), []).append(one)
        if len(cells) <= _MANY:
            break
    return [_together(some) for some in cells.values()]


def _together(clusters: Sequence[Cluster]) -> Cluster:
    rows = [row for one in clusters for row in one.rows]
    weights = [len(one.rows) for one in clusters]
    x, y = np.average([(one.x, one.y) for one in clusters], axis=0, weights=weights)
    return Cluster(rows, float(x), float(y))


def _move_apart(clusters: Sequence[Cluster], rect: Rect, fixed: Sequence[Disc]) -> None:
    """Move drawings a little where they cover each other or reach over the edge of their panel."""
    discs = [*((one.x, one.y, one.radius) for one in clusters), *fixed]
    if not clusters:
        return
    places, reach, free = np.array(discs)[:, :2], np.array(discs)[:, 2], len(clusters)
    low, high = np.array(rect[:2]) + reach[:free, None], np.array(rect.end) - reach[:free, None]
    home = places.copy()
    home[:free] = np.clip(home[:free], low, high)
    points: Points = home.copy()
    apart = home[:, None] - home[None]
    met = np.hypot(apart[..., 0], apart[..., 1]) < reach[:, None] + reach[None] + 2 * FARTHEST
    i, j = np.nonzero(np.triu(met, 1))  # only these can ever meet
    for _ in range(_STEPS):
        apart = points[i] - points[j]
        distance = np.hypot(apart[:, 0], apart[:, 1])
        same = distance == 0  # at one and the same point: each goes a way of its own
        apart[same], distance[same] = np.column_stack((np.cos(i[same]), np.sin(i[same]))), 1
        overlap = np.clip((reach[i] + reach[j]) * 0.95 - distance, 0, None)
        if not overlap.any():
            break
        push = apart * (0.3 * overlap / distance)[:, None]
        np.add.at(points, i, push)
        np.add.at(points, j, -push)
        moved = points - home
        far = np.maximum(np.hypot(moved[:, 0], moved[:, 1]) / FARTHEST, 1)
        points = home + moved / far[:, None]
        points[:free] = np.clip(points[:free], low, high)
        points[free:] = home[free:]
    for one, (x, y) in zip(clusters, points, strict=False):
        one.x, one.y = float(x), float(y)

"""Organisations on a panel of a still map: one mark each where there is room, else rings with the number of several.

As on the live map, what would cover each other is drawn as one ring whose colours tell the types. A ring never mixes
countries, so that each can bear its country's name. Places stay what they are: only drawings move apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10, pi
from typing import Any

import numpy as np
import pandas as pd

from odmap.directory.organisation import Precision, Type
from odmap.geography.projections import Points
from odmap.graphics.marks import Mark
from odmap.graphics.palette import Mode, variables
from odmap.maps.still.panel import Box, Panel

MARK = 24
"""How wide a single mark is, pixels."""

FARTHEST = 26
"""Pixels that a drawing may move to make way; what reaches over the panel's edge moves inside besides."""

Circle = tuple[float, float, float]
"""Something round on the picture: x and y of its middle, and its radius, pixels."""

_TOUCH = 0.82  # of the sum of two radii: nearer than this, two drawings are too close
_STEPS = 60  # of moving apart
_MANY = 2_000  # groups that are compared each with each


@dataclass(eq=False)
class Group:
    """What is drawn at one point of the panel.

    Attributes:
        rows: the organisations: one, or several of one country.
        x: of its middle, pixels.
        y: likewise.
    """

    rows: list[dict[Any, Any]]
    x: float
    y: float

    @property
    def radius(self) -> float:
        """Half of how wide it is drawn, pixels."""
        return MARK / 2 if len(self.rows) == 1 else 13 + 5 * log10(len(self.rows))

    @property
    def edge(self) -> float:
        """How far its drawing reaches from its middle, pixels: a mark without a halo fills less than its square."""
        halo = self.rows[0]["precision"] in (Precision.REGION, Precision.COUNTRY)
        return self.radius if halo or len(self.rows) > 1 else MARK * 0.4

    @property
    def country(self) -> str:
        """The ISO 3166-1 alpha-2 code of its country."""
        return str(self.rows[0]["country"])

    def svg(self, mode: Mode) -> str:
        """Return the drawing."""
        if len(self.rows) == 1:
            half = MARK / 2
            return Mark.of(self.rows[0]).painted(mode, self.x - half, self.y - half, MARK)
        return ring(self.x, self.y, self.radius, [Type(row["type"]) for row in self.rows], mode)


def group(view: pd.DataFrame, panel: Panel, fixed: Sequence[Circle] = ()) -> list[Group]:
    """Put the organisations of a view on a panel.

    Args:
        view: rows of a located directory; those without a base, or beside the panel, are left out.
        panel: where they are drawn.
        fixed: what else is drawn there and does not move; drawings make way for it.

    Returns:
        The groups, those with most organisations last, so that they are drawn above the others.
    """
    placed = view[view["precision"].notna()]
    points = panel.pixels(placed[["longitude", "latitude"]].to_numpy(dtype=float))
    inside = panel.box.holds(np.nan_to_num(points, nan=-1e9), MARK / 3)
    groups: dict[str, list[Group]] = {}
    # Sorted, so that the same organisations give the same picture in whatever order they come.
    found = sorted(zip(placed[inside].to_dict("records"), points[inside], strict=True), key=lambda one: one[0]["id"])
    for row, (x, y) in found:
        groups.setdefault(str(row["country"]), []).append(Group([row], float(x), float(y)))
    joined = [one for of_country in groups.values() for one in _joined(of_country)]
    _move_apart(joined, panel.box, fixed)
    return sorted(joined, key=lambda one: (len(one.rows), one.rows[0]["id"]))


def _joined(groups: Sequence[Group]) -> list[Group]:
    """Join groups of one country that would cover each other, the nearest first."""
    left: list[Group | None] = [*_in_cells(groups)]
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


def _in_cells(groups: Sequence[Group]) -> list[Group]:
    """Join what lies in the same cell of a grid: in a small cell all cover each other; of many, only cells compare."""
    for size in (MARK / 2, MARK):
        cells: dict[tuple[int, int], list[Group]] = {}
        for one in groups:
            cells.setdefault((int(one.x // size), int(one.y // size)), []).append(one)
        if len(cells) <= _MANY:
            break
    return [_together(some) for some in cells.values()]


def _together(groups: Sequence[Group]) -> Group:
    rows = [row for one in groups for row in one.rows]
    weights = [len(one.rows) for one in groups]
    x, y = np.average([(one.x, one.y) for one in groups], axis=0, weights=weights)
    return Group(rows, float(x), float(y))


def _move_apart(groups: Sequence[Group], box: Box, fixed: Sequence[Circle]) -> None:
    """Move drawings a little where they cover each other or reach over the edge of their panel."""
    circles = [*((one.x, one.y, one.radius) for one in groups), *fixed]
    if not groups:
        return
    places, reach, free = np.array(circles)[:, :2], np.array(circles)[:, 2], len(groups)
    low, high = np.array(box[:2]) + reach[:free, None], np.add(box[:2], box[2:]) - reach[:free, None]
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
    for one, (x, y) in zip(groups, points, strict=False):
        one.x, one.y = float(x), float(y)


def ring(x: float, y: float, radius: float, types: Sequence[Type], mode: Mode, words: str = "") -> str:
    """Return the ring of several organisations: its colours tell their types, the number stands inside.

    Args:
        x: of its middle, pixels.
        y: likewise.
        radius: pixels.
        types: one for each organisation.
        mode: light or dark.
        words: what stands inside instead of the number.
    """
    colours = variables(mode)
    band = radius * 0.26
    middle = radius - band / 2 - 1
    round_ = 2 * pi * middle
    parts, start = [], 0.0
    for kind in Type:
        length = types.count(kind) / len(types) * round_
        if length:
            dashes = "" if length == round_ else f' stroke-dasharray="{length:.2f} {round_ - length:.2f}"'
            tone = colours[f"od-{kind.value}"]
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{middle:.2f}" fill="none" stroke="{tone}" '
                f'stroke-width="{band:.2f}"{dashes} stroke-dashoffset="{-start:.2f}" '
                f'transform="rotate(-90 {x:.1f} {y:.1f})"/>'
            )
        start += length
    inside = words or (f"{round(len(types) / 1000)}k" if len(types) > 999 else str(len(types)))
    size = min(radius * 0.82, 15) if len(inside) < 3 else radius * 0.66
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colours["od-paper"]}" '
        f'stroke="{colours["od-border"]}" stroke-width="1"/>{"".join(parts)}'
        f'<text x="{x:.1f}" y="{y + size * 0.36:.1f}" font-size="{size:.1f}" text-anchor="middle" class="b" '
        f'fill="{colours["od-ink"]}">{inside}</text>'
    )

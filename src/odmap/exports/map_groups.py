"""Organisations on a panel of a still map: one mark each where there is room, else rings with the number of several.

As on the live map, what would cover each other is drawn as one ring whose colours tell the types. A ring never mixes
countries, so that each can bear its country's name. Places stay what they are: only drawings move apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, log10, pi, sin
from typing import Any

import numpy as np
import pandas as pd

from odmap.exports.map_panel import Panel
from odmap.organisation import Type
from odmap.palette import Mode, variables
from odmap.sphere import Points
from odmap.symbols import Mark

MARK = 24
"""How wide a single mark is, pixels."""

_TOUCH = 0.82  # of the sum of two radii: nearer than this, two drawings are too close
_STEPS = 60  # of moving apart
_FARTHEST = 26  # pixels that a drawing may move


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
    def country(self) -> str:
        """The ISO 3166-1 alpha-2 code of its country."""
        return str(self.rows[0]["country"])

    def svg(self, mode: Mode) -> str:
        """Return the drawing."""
        if len(self.rows) == 1:
            half = MARK / 2
            return Mark.of(self.rows[0]).painted(mode, self.x - half, self.y - half, MARK)
        return ring(self.x, self.y, self.radius, [Type(row["type"]) for row in self.rows], mode)


def group(view: pd.DataFrame, panel: Panel) -> list[Group]:
    """Put the organisations of a view on a panel.

    Args:
        view: rows of a located directory; those without a base, or beside the panel, are left out.
        panel: where they are drawn.

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
    _move_apart(joined)
    return sorted(joined, key=lambda one: (len(one.rows), one.rows[0]["id"]))


def _joined(groups: Sequence[Group]) -> list[Group]:
    """Join groups of one country that would cover each other, the nearest first."""
    cells: dict[tuple[int, int], list[Group]] = {}
    for one in groups:  # so many that only their neighbours can be compared
        cells.setdefault((round(one.x / MARK), round(one.y / MARK)), []).append(one)
    left = [_together(some) for some in cells.values()]
    while len(left) > 1:
        points, reach = np.array([(one.x, one.y) for one in left]), np.array([one.radius for one in left])
        apart = points[:, None] - points[None]
        gaps = np.hypot(apart[..., 0], apart[..., 1]) - _TOUCH * (reach[:, None] + reach[None])
        gaps[np.triu_indices(len(left))] = np.inf
        i, j = np.unravel_index(gaps.argmin(), gaps.shape)
        if gaps[i, j] >= 0:
            break
        left[j] = _together([left[j], left.pop(int(i))])
    return left


def _together(groups: Sequence[Group]) -> Group:
    rows = [row for one in groups for row in one.rows]
    weights = [len(one.rows) for one in groups]
    x, y = np.average([(one.x, one.y) for one in groups], axis=0, weights=weights)
    return Group(rows, float(x), float(y))


def _move_apart(groups: Sequence[Group]) -> None:
    """Move drawings of different countries apart a little where they cover each other."""
    if len(groups) < 2:
        return
    points: Points = np.array([(one.x, one.y) for one in groups])
    home, reach = points.copy(), np.array([one.radius for one in groups])
    for _ in range(_STEPS):
        apart = points[:, None] - points[None]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        np.fill_diagonal(distance, np.inf)
        same = np.argwhere(np.triu(distance == 0))
        for i, j in same:  # at one and the same point: each goes a way of its own
            apart[i, j], apart[j, i] = (cos(i), sin(i)), (-cos(i), -sin(i))
            distance[i, j] = distance[j, i] = 1
        overlap = np.clip((reach[:, None] + reach[None]) * 0.95 - distance, 0, None)
        if not overlap.any():
            break
        points += (apart / distance[..., None] * overlap[..., None]).sum(axis=1) * 0.3
        moved = points - home
        far = np.maximum(np.hypot(moved[:, 0], moved[:, 1]) / _FARTHEST, 1)
        points = home + moved / far[:, None]
    for one, (x, y) in zip(groups, points, strict=True):
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

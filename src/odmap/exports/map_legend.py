"""The legend of a still map: what its marks, rings and colours mean, in as many columns as there is room for."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import pandas as pd

from odmap.exports.map_groups import ring
from odmap.exports.map_panel import Box
from odmap.organisation import Type
from odmap.palette import Mode, variables
from odmap.shading import HATCH, Shading
from odmap.symbols import explained

WIDTH = 270
"""Of a legend of one column, pixels."""

LINE = 27
_SIZE = 14
_HEAD = 15
_MARK = 22
_TEXT = 30  # pixels from a mark's left edge to its words
_BETWEEN = 14  # pixels between groups that stand one below the other


class _Item(NamedTuple):
    drawing: str
    words: str


def legend(view: pd.DataFrame, box: Box, mode: Mode, shading: Shading | None = None) -> str:
    """Draw the legend into a box: what belongs together in one column, or one below the other if the box is narrow."""
    groups = _of_shading(shading, mode, box.width) if shading else _of_marks(view, mode)
    if box.width > 2 * WIDTH:
        return "".join(
            _group(box.x + number * box.width / len(groups), box.y, name, items, mode)
            for number, (name, items) in enumerate(groups)
        )
    tops = accumulate((_tall(len(items)) + _BETWEEN for _, items in groups[:-1]), initial=box.y)
    return "".join(_group(box.x, y, name, items, mode) for y, (name, items) in zip(tops, groups, strict=True))


def height(shading: Shading | None, width: float) -> float:
    """Return how high a legend of such a width is that stands below a map; pixels."""
    return _tall(-(-len(_kinds(shading)) // _columns(width)) if shading else len(Type))


def _columns(width: float) -> int:
    return max(1, int(width // (WIDTH + 20)))


def _tall(lines: int) -> float:
    return _HEAD + 10 + lines * LINE


def _group(x: float, y: float, name: str, items: Sequence[_Item], mode: Mode) -> str:
    drawn = [_text(x, y + _HEAD, name, mode, "b", _HEAD)] if name else []
    for number, item in enumerate(items):
        top = y + _HEAD + 10 + number * LINE
        drawn.append(f'<g transform="translate({x:.1f} {top:.1f})">{item.drawing}</g>')
        drawn.append(_text(x + _TEXT, top + 16, item.words, mode))
    return "".join(drawn)


def _text(x: float, y: float, words: str, mode: Mode, kind: str = "", size: int = _SIZE) -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{variables(mode)["od-ink"]}">{words}</text>'


def _of_marks(view: pd.DataFrame, mode: Mode) -> Sequence[tuple[str, list[_Item]]]:
    groups = [
        (name, [_Item(mark.painted(mode, 0, 0, _MARK), words) for mark, words in items])
        for name, items in explained({kind: int((view["type"] == kind).sum()) for kind in Type}).items()
    ]
    several = ring(_MARK / 2, _MARK / 2, 12, [Type.SERVICE, Type.TRAINING, Type.NETWORK], mode)
    groups[-1][1].append(_Item(several, "Several together"))
    return groups


def _of_shading(shading: Shading, mode: Mode, width: float) -> Sequence[tuple[str, list[_Item]]]:
    colours = variables(mode)

    def swatch(kind: str) -> str:
        fill = f"url(#{HATCH})" if kind == HATCH else colours[f"od-{kind}"]
        return f'<rect y="3" width="{_MARK}" height="16" rx="3" fill="{fill}" stroke="{colours["od-border"]}"/>'

    items = [_Item(swatch(kind), words) for kind, words in _kinds(shading)]
    lines = -(-len(items) // _columns(width))
    first = f"{shading.measure.label} listed" if shading.measure.name == "listed" else shading.measure.label
    return [(first if start == 0 else "", items[start : start + lines]) for start in range(0, len(items), lines)]


def _kinds(shading: Shading) -> Sequence[tuple[str, str]]:
    """Return what the colours that occur mean."""
    used = {shading.classes[number] for number, _ in shading.of.values()}
    return [(kind, words) for kind, words in shading.legend if kind in used or kind == HATCH]

"""The legend of a still map: what its marks, rings and colours mean, and nothing that does not occur.

What belongs together is a group. Groups stand side by side where all have room, else one below the other.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import pandas as pd

from odmap.analysis.gaps.choropleth import HATCH, Shading
from odmap.directory.organisation import Status, Type
from odmap.graphics import fonts
from odmap.graphics.marks import Mark, explained
from odmap.graphics.palette import Mode, variables
from odmap.maps.still.caption import wrapped
from odmap.maps.still.clusters import ring
from odmap.maps.still.panel import Box

WIDTH = 270
"""Of a legend of one column, pixels."""

LINE = 27
_LEAST_LINE = 21  # pixels, where there is little room
_SIZE = 14
_NEXT = 17  # pixels to the next line of the same words
_HEAD = 15
_UNDER_HEAD = 10
_MARK = 22
_TEXT = 30  # pixels from a mark's left edge to its words
_BETWEEN = 14  # pixels between groups that stand one below the other
_LEAST_BETWEEN, _MOST_BETWEEN = 18, 110  # pixels between groups that stand side by side
_ALL = len(Type)  # lines: more than this no group of marks has


class _Item(NamedTuple):
    drawing: str
    words: Sequence[str]
    """Line by line."""


class _Group(NamedTuple):
    name: str
    items: Sequence[_Item]

    def width(self, next_name: str) -> float:
        """Return how wide it is, in pixels; its name may hang over a next group that has none."""
        head = 0.0 if self.name and not next_name else fonts.width(fonts.runs(self.name, bold=True), _HEAD)
        return max([head, *(_TEXT + _wide(line) for item in self.items for line in item.words)])

    @property
    def more(self) -> float:
        """What further lines of the same words add to its height, pixels."""
        return _NEXT * sum(len(item.words) - 1 for item in self.items)


def legend(view: pd.DataFrame, box: Box, mode: Mode, shading: Shading | None = None, types: Sequence[Type] = ()) -> str:
    """Draw the legend into a box.

    Args:
        view: what is shown.
        box: where.
        mode: light or dark.
        shading: the colours of countries; ``None`` where marks are shown.
        types: those of a ring that is shown; empty if there is none.
    """
    side_by_side = _columns(view, box.width, mode, shading, types)
    if side_by_side:
        return "".join(_drawn(box.x + left, box.y, group, LINE, mode) for left, group in side_by_side)
    groups = _groups(view, box.width, mode, shading, types)
    number = sum(len(group.items) for group in groups)
    spare = box.height - _tall(groups, 0)
    line = min(max(spare / max(number, 1), _LEAST_LINE), LINE)
    tops = accumulate((_tall([group], line) + _BETWEEN for group in groups[:-1]), initial=box.y)
    return "".join(
        _drawn(box.x, y, group, line, mode)
        for y, group in zip(tops, groups, strict=True)
        if y + _tall([group], line) <= box.y + box.height + 1
    )


def has_room(view: pd.DataFrame, box: Box, shading: Shading | None = None) -> bool:
    """Tell whether a legend has room in a box, all of it."""
    if _columns(view, box.width, "light", shading, _most(view)):
        return height(shading, box.width, view) <= box.height
    return _tall(_groups(view, box.width, "light", shading, _most(view)), _LEAST_LINE) <= box.height


def height(shading: Shading | None, width: float, view: pd.DataFrame | None = None) -> float:
    """Return how high a legend of such a width is that stands below a map; pixels.

    Args:
        shading: the colours of countries; ``None`` where marks are shown.
        width: pixels.
        view: what is shown; ``None`` for the most that can be.
    """
    if view is None and shading is None:
        return _HEAD + _UNDER_HEAD + _ALL * LINE
    shown = pd.DataFrame({"precision": []}) if view is None else view
    side_by_side = _columns(shown, width, "light", shading, _most(shown))
    if side_by_side:
        return max(_tall([group], LINE) for _, group in side_by_side)
    return _tall(_groups(shown, width, "light", shading, _most(shown)), LINE)


def _most(view: pd.DataFrame) -> Sequence[Type]:
    """Return of how many types a ring may be at most, before it is known whether there is one."""
    return tuple(Type) if view["precision"].notna().sum() > 1 else ()


def _columns(
    view: pd.DataFrame, width: float, mode: Mode, shading: Shading | None, types: Sequence[Type]
) -> list[tuple[float, _Group]]:
    """Return how far from the left each group stands, pixels; empty where they have no room side by side."""
    if not shading:
        return _side_by_side(_of_marks(view, mode, types), width)
    items = _of_shading(shading, mode)
    for lines in range(1, len(items) // 2 + 1):
        parts = [items[start : start + lines] for start in range(0, len(items), lines)]
        groups = [_Group("" if number else _name(shading), part) for number, part in enumerate(parts)]
        found = _side_by_side(groups, width)
        if found:
            return found
    return []


def _side_by_side(groups: Sequence[_Group], width: float) -> list[tuple[float, _Group]]:
    following = [*(group.name for group in groups[1:]), "-"]
    wide = [group.width(name) for group, name in zip(groups, following, strict=False)]
    spare = (width - sum(wide)) / max(len(groups) - 1, 1)
    if spare < (_LEAST_BETWEEN if len(groups) > 1 else 0):
        return []
    between = min(spare, _MOST_BETWEEN)
    lefts = accumulate((one + between for one in wide), initial=0.0)
    return list(zip(lefts, groups, strict=False))


def _groups(
    view: pd.DataFrame, width: float, mode: Mode, shading: Shading | None, types: Sequence[Type]
) -> Sequence[_Group]:
    """Return the groups with their words broken into lines that fit into a column."""
    whole = [_Group(_name(shading), _of_shading(shading, mode))] if shading else _of_marks(view, mode, types)
    return [
        _Group(name, [_Item(item.drawing, wrapped(item.words[0], _SIZE, width - _TEXT, 3)) for item in items])
        for name, items in whole
    ]


def _tall(groups: Sequence[_Group], line: float) -> float:
    """Return how high groups are one below the other, in pixels, with lines so high."""
    high = sum(_HEAD + _UNDER_HEAD + len(group.items) * line + group.more for group in groups)
    return high + _BETWEEN * (len(groups) - 1)


def _drawn(x: float, y: float, group: _Group, line: float, mode: Mode) -> str:
    drawn = [_text(x, y + _HEAD, group.name, mode, "b", _HEAD)] if group.name else []
    top = y + _HEAD + _UNDER_HEAD
    for item in group.items:
        drawn.append(f'<g transform="translate({x:.1f} {top:.1f})">{item.drawing}</g>')
        drawn += [_text(x + _TEXT, top + 16 + _NEXT * n, words, mode) for n, words in enumerate(item.words)]
        top += line + _NEXT * (len(item.words) - 1)
    return "".join(drawn)


def _text(x: float, y: float, words: str, mode: Mode, kind: str = "", size: int = _SIZE) -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{variables(mode)["od-ink"]}">{words}</text>'


def _wide(words: str) -> float:
    return fonts.width(fonts.runs(words), _SIZE)


def _of_marks(view: pd.DataFrame, mode: Mode, types: Sequence[Type]) -> list[_Group]:
    """Return what the marks that occur mean, drawn in a type that occurs."""
    numbers = {kind: int((view["type"] == kind).sum()) for kind in Type}
    there = [kind for kind in Type if numbers[kind]]
    ended = view["status"] == Status.ENDED
    meanings = explained(numbers)
    meanings["Type"] = [(mark, words) for mark, words in meanings["Type"] if mark.type in there]
    meanings["How sure"] = [
        (mark, words)
        for mark, words in meanings["How sure"]
        if (ended.any() if mark.ended else (view["verification"] == mark.verification).any())
    ]
    exact = set(view["precision"].dropna())
    meanings["How exact"] = [(mark, words) for mark, words in meanings["How exact"] if mark.precision in exact]
    groups = [
        _Group(name, [_Item(_painted(mark, there, mode), [words]) for mark, words in items])
        for name, items in meanings.items()
        if items
    ]
    if types and groups:
        shown = [*types[:3], *types[:1]][: max(2, min(len(types), 3))]
        several = ring(_MARK / 2, _MARK / 2, 12, shown, mode)
        groups[-1] = groups[-1]._replace(items=[*groups[-1].items, _Item(several, ["Several together"])])
    return groups


def _painted(mark: Mark, there: Sequence[Type], mode: Mode) -> str:
    kind = mark.type if mark.type in there else there[0]
    return mark._replace(type=kind).painted(mode, 0, 0, _MARK)


def _name(shading: Shading) -> str:
    label = shading.measure.label
    return f"{label} listed" if shading.measure.name == "listed" else label


def _of_shading(shading: Shading, mode: Mode) -> list[_Item]:
    colours = variables(mode)

    def swatch(kind: str) -> str:
        fill = f"url(#{HATCH})" if kind == HATCH else colours[f"od-{kind}"]
        return f'<rect y="3" width="{_MARK}" height="16" rx="3" fill="{fill}" stroke="{colours["od-border"]}"/>'

    return [_Item(swatch(kind), [words]) for kind, words in shading.in_use]

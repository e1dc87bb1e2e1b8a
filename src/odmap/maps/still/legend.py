"""The legend of a still map: what its marks, rings and colours mean, and nothing that does not occur.

What belongs together is a section. Groups stand side by side where all have room, else one below the other.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import pandas as pd

from odmap.analysis.gaps.choropleth import HATCH, Shading
from odmap.directory.organisation import HOW_SURE, MAIN_TYPE, Status, Type
from odmap.graphics import fonts, mark_svg
from odmap.graphics.marks import Mark, explained
from odmap.graphics.palette import Mode, variables
from odmap.maps.still.caption import wrapped, written
from odmap.maps.still.clusters import ring_svg
from odmap.maps.still.panel import Rect

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
_BETWEEN = 14  # pixels between sections that stand one below the other
_LEAST_BETWEEN, _MOST_BETWEEN = 18, 110  # pixels between sections that stand side by side
_ALL = len(Type)  # lines: more than this no section of marks has


class _Item(NamedTuple):
    drawing: str
    words: Sequence[str]
    """Line by line."""


class _Section(NamedTuple):
    name: str
    items: Sequence[_Item]

    def width(self, next_name: str) -> float:
        """Return how wide it is, in pixels; its name may hang over a next section that has none."""
        head = 0.0 if self.name and not next_name else fonts.width(fonts.runs(self.name, bold=True), _HEAD)
        return max([head, *(_TEXT + _wide(line) for item in self.items for line in item.words)])

    @property
    def more(self) -> float:
        """What further lines of the same words add to its height, pixels."""
        return _NEXT * sum(len(item.words) - 1 for item in self.items)


def legend(
    view: pd.DataFrame, rect: Rect, mode: Mode, shading: Shading | None = None, types: Sequence[Type] = ()
) -> str:
    """Draw the legend into a rect.

    Args:
        view: what is shown.
        rect: where.
        mode: light or dark.
        shading: the colours of countries; ``None`` where marks are shown.
        types: those of a ring that is shown; empty if there is none.
    """
    side_by_side = _columns(view, rect.width, mode, shading, types)
    if side_by_side:
        return "".join(_drawn(rect.x + left, rect.y, section, LINE, mode) for left, section in side_by_side)
    sections = _sections(view, rect.width, mode, shading, types)
    number = sum(len(section.items) for section in sections)
    spare = rect.height - _tall(sections, 0)
    line = min(max(spare / max(number, 1), _LEAST_LINE), LINE)
    tops = accumulate((_tall([section], line) + _BETWEEN for section in sections[:-1]), initial=rect.y)
    return "".join(
        _drawn(rect.x, y, section, line, mode)
        for y, section in zip(tops, sections, strict=True)
        if y + _tall([section], line) <= rect.y + rect.height + 1
    )


def has_room(view: pd.DataFrame, rect: Rect, shading: Shading | None = None) -> bool:
    """Tell whether a legend has room in a rectangle, all of it."""
    if _columns(view, rect.width, "light", shading, _most(view)):
        return height(shading, rect.width, view) <= rect.height
    return _tall(_sections(view, rect.width, "light", shading, _most(view)), _LEAST_LINE) <= rect.height


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
        return max(_tall([section], LINE) for _, section in side_by_side)
    return _tall(_sections(shown, width, "light", shading, _most(shown)), LINE)


def _most(view: pd.DataFrame) -> Sequence[Type]:
    """Return of how many types a ring may be at most, before it is known whether there is one."""
    return tuple(Type) if view["precision"].notna().sum() > 1 else ()


def _columns(
    view: pd.DataFrame, width: float, mode: Mode, shading: Shading | None, types: Sequence[Type]
) -> list[tuple[float, _Section]]:
    """Return how far from the left each section stands, pixels; empty where they have no room side by side."""
    if not shading:
        return _side_by_side(_of_marks(view, mode, types), width)
    items = _of_shading(shading, mode)
    for lines in range(1, len(items) // 2 + 1):
        parts = [items[start : start + lines] for start in range(0, len(items), lines)]
        sections = [_Section("" if number else _name(shading), part) for number, part in enumerate(parts)]
        found = _side_by_side(sections, width)
        if found:
            return found
    return []


def _side_by_side(sections: Sequence[_Section], width: float) -> list[tuple[float, _Section]]:
    following = [*(section.name for section in sections[1:]), "-"]
    wide = [section.width(name) for section, name in zip(sections, following, strict=False)]
    spare = (width - sum(wide)) / max(len(sections) - 1, 1)
    if spare < (_LEAST_BETWEEN if len(sections) > 1 else 0):
        return []
    between = min(spare, _MOST_BETWEEN)
    lefts = accumulate((one + between for one in wide), initial=0.0)
    return list(zip(lefts, sections, strict=False))


def _sections(
    view: pd.DataFrame, width: float, mode: Mode, shading: Shading | None, types: Sequence[Type]
) -> Sequence[_Section]:
    """Return the sections with their words broken into lines that fit into a column."""
    whole = [_Section(_name(shading), _of_shading(shading, mode))] if shading else _of_marks(view, mode, types)
    return [
        _Section(name, [_Item(item.drawing, wrapped(item.words[0], _SIZE, width - _TEXT, 3)) for item in items])
        for name, items in whole
    ]


def _tall(sections: Sequence[_Section], line: float) -> float:
    """Return how high sections are one below the other, in pixels, with lines so high."""
    high = sum(_HEAD + _UNDER_HEAD + len(section.items) * line + section.more for section in sections)
    return high + _BETWEEN * (len(sections) - 1)


def _drawn(x: float, y: float, section: _Section, line: float, mode: Mode) -> str:
    drawn = [written(section.name, x, y + _HEAD, _HEAD, mode, bold=True)] if section.name else []
    top = y + _HEAD + _UNDER_HEAD
    for item in section.items:
        drawn.append(f'<g transform="translate({x:.1f} {top:.1f})">{item.drawing}</g>')
        drawn += [written(words, x + _TEXT, top + 16 + _NEXT * n, _SIZE, mode) for n, words in enumerate(item.words)]
        top += line + _NEXT * (len(item.words) - 1)
    return "".join(drawn)


def _wide(words: str) -> float:
    return fonts.width(fonts.runs(words), _SIZE)


def _of_marks(view: pd.DataFrame, mode: Mode, types: Sequence[Type]) -> list[_Section]:
    """Return what the marks that occur mean, drawn in a type that occurs."""
    numbers = {kind: int((view["type"] == kind).sum()) for kind in Type}
    there = [kind for kind in Type if numbers[kind]]
    ended = view["status"] == Status.ENDED
    meanings = explained(numbers)
    meanings[MAIN_TYPE] = [(mark, words) for mark, words in meanings[MAIN_TYPE] if mark.type in there]
    meanings[HOW_SURE] = [
        (mark, words)
        for mark, words in meanings[HOW_SURE]
        if (ended.any() if mark.ended else (view["verification"] == mark.verification).any())
    ]
    exact = set(view["precision"].dropna())
    meanings["How exact"] = [(mark, words) for mark, words in meanings["How exact"] if mark.precision in exact]
    sections = [
        _Section(name, [_Item(_painted(mark, there, mode), [words]) for mark, words in items])
        for name, items in meanings.items()
        if items
    ]
    if types and sections:
        shown = [*types[:3], *types[:1]][: max(2, min(len(types), 3))]
        several = ring_svg(shown, mode, (_MARK / 2, _MARK / 2, 12))
        sections[-1] = sections[-1]._replace(items=[*sections[-1].items, _Item(several, ["Several together"])])
    return sections


def _painted(mark: Mark, there: Sequence[Type], mode: Mode) -> str:
    kind = mark.type if mark.type in there else there[0]
    return mark_svg.placed(mark._replace(type=kind).parts(), mode, _MARK / 2, _MARK / 2, _MARK)


def _name(shading: Shading) -> str:
    label = shading.measure.label
    return f"{label} listed" if shading.measure.name == "listed" else label


def _of_shading(shading: Shading, mode: Mode) -> list[_Item]:
    colours = variables(mode)

    def swatch(kind: str) -> str:
        fill = f"url(#{HATCH})" if kind == HATCH else colours[f"od-{kind}"]
        return f'<rect y="3" width="{_MARK}" height="16" rx="3" fill="{fill}" stroke="{colours["od-border"]}"/>'

    return [_Item(swatch(kind), [words]) for kind, words in shading.in_use]

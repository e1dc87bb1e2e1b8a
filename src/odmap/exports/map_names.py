"""Names of countries on a still map: each beside one of its drawings, where nothing else is; no two touch."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from odmap.exports import fonts
from odmap.exports.map_groups import Group
from odmap.exports.map_panel import Box

SIZE = 14
"""Of the letters, pixels."""

_GAPS = (3, 11)  # pixels between a drawing and its name; further away one could not tell whose it is
_HIGH = SIZE * 1.15


class Name(NamedTuple):
    """A name that has found its place: the middle of its base line, and the box that it fills, in pixels."""

    words: str
    x: float
    y: float
    box: Box


def names(groups: Sequence[Group], within: Box, taken: Iterable[Box] = ()) -> list[Name]:
    """Name the countries of a panel, those with most organisations first; one without room stays without a name.

    Args:
        groups: what is drawn.
        within: the panel.
        taken: where nothing may stand.
    """
    drawn = [_around(one.x, one.y, one.radius) for one in groups]
    filled = [*drawn, *taken]
    found: list[Name] = []
    for words, anchors in _wanted(groups):
        width = fonts.width(fonts.runs(words), SIZE) + 4
        boxes = (box for gap in _GAPS for one in anchors for box in _places(one, width, gap))
        free = (box for box in boxes if _inside(box, within) and not any(_meet(box, other) for other in filled))
        box = next(free, None)
        if box:
            found.append(Name(words, box.x + box.width / 2, box.y + box.height * 0.76, box))
            filled.append(box)
    return found


def _wanted(groups: Sequence[Group]) -> Iterator[tuple[str, list[Group]]]:
    """Yield each country's name with its number, and its groups, the largest first; those with most come first."""
    by_country: dict[str, list[Group]] = {}
    for one in groups:
        by_country.setdefault(one.country, []).append(one)
    totals = {code: sum(len(one.rows) for one in some) for code, some in by_country.items()}
    for code in sorted(by_country, key=lambda code: (-totals[code], code)):
        some = sorted(by_country[code], key=lambda one: (-len(one.rows), one.x))
        name = str(some[0].rows[0]["country_name"])
        yield (f"{name} {totals[code]:,}" if len(some) > 1 else name), some


def _places(one: Group, width: float, gap: float) -> Iterator[Box]:
    """Yield where a name could stand: right, left, above, below, then aslant."""
    near = one.radius + gap
    for across, down in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
        slant = 0.75 if across and down else 1.0
        left = {1: 0.0, 0: width / 2, -1: width}[across]
        y = one.y + down * (near * slant + _HIGH / 2) - _HIGH / 2
        yield Box(one.x + across * near * slant - left, y, width, _HIGH)


def _around(x: float, y: float, radius: float) -> Box:
    return Box(x - radius, y - radius, 2 * radius, 2 * radius)


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def _inside(one: Box, other: Box) -> bool:
    return (
        one.x >= other.x + 4
        and one.y >= other.y + 4
        and one.x + one.width <= other.x + other.width - 4
        and one.y + one.height <= other.y + other.height - 4
    )

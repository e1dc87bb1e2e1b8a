"""Names on a still map: each beside what it names, where nothing else is, and nearer to it than to anything foreign."""

from collections.abc import Iterable, Iterator, Sequence
from math import hypot
from typing import NamedTuple

from odmap.graphics import fonts
from odmap.maps.still.clusters import Circle, Group
from odmap.maps.still.panel import Box

SIZE = 14
"""Of the letters, pixels."""

_GAPS = (3, 11)  # pixels between a drawing and its name; further away one could not tell whose it is
_NEARER = 3  # pixels by which a name is nearer to its own country's drawing than to another's
_HIGH = SIZE * 1.15
_RIGHT, _LEFT, _ABOVE, _BELOW = (1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0)
_SHIFTED = ((1.0, -0.5), (1.0, 0.5), (-1.0, -0.5), (-1.0, 0.5))
_ASLANT = ((1.0, -1.0), (1.0, 1.0), (-1.0, -1.0), (-1.0, 1.0))


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
    filled = [*(around(_circle(one)) for one in groups), *taken]
    found: list[Name] = []
    for words, anchors in _wanted(groups):
        own = anchors[0].country
        foreign = [_circle(one) for one in groups if one.country != own]
        places = (
            (box, _circle(one))
            for gap in _GAPS
            for sides in ((_RIGHT, _LEFT, _ABOVE, _BELOW), (*_ASLANT, *_SHIFTED))
            for one in anchors
            for box in _places(_circle(one), words, gap, sides)
        )
        name = _free(words, places, within, filled, foreign)
        if name:
            found.append(name)
            filled.append(name.box)
    return found


def name_of(several: Sequence[str], circle: Circle, groups: Sequence[Group], within: Box) -> Name:
    """Name something else that is drawn among the groups, to its left if there is room; there, too, if there is none.

    Args:
        several: what it may be called, the best first.
        circle: where it is drawn.
        groups: what else is drawn.
        within: the panel.
    """
    sides = (_LEFT, _RIGHT, _ABOVE, _BELOW, *_ASLANT, *_SHIFTED)
    drawn = [_circle(one) for one in groups]
    filled = [around(one) for one in drawn]
    for words in several:
        places = ((box, circle) for gap in _GAPS for box in _places(circle, words, gap, sides))
        name = _free(words, places, within, filled, drawn)
        if name:
            return name
    return _named(several[-1], next(_places(circle, several[-1], _GAPS[0], sides)))


def around(circle: Circle) -> Box:
    """Return the smallest box around a circle."""
    x, y, radius = circle
    return Box(x - radius, y - radius, 2 * radius, 2 * radius)


def _free(
    words: str, places: Iterator[tuple[Box, Circle]], within: Box, filled: Sequence[Box], foreign: Sequence[Circle]
) -> Name | None:
    """Return a name at the first place where there is room for it, and where one can tell whose it is."""
    for box, own in places:
        if _inside(box, within) and not any(_meet(box, other) for other in filled):
            least = _apart(box, own) + _NEARER
            if all(_apart(box, other) >= least for other in foreign):
                return _named(words, box)
    return None


def _named(words: str, box: Box) -> Name:
    return Name(words, box.x + box.width / 2, box.y + box.height * 0.76, box)


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


def _places(circle: Circle, words: str, gap: float, sides: Sequence[tuple[float, float]]) -> Iterator[Box]:
    """Yield where a name could stand, side by side: each is how far to the right and how far down."""
    width = fonts.width(fonts.runs(words), SIZE) + 4
    x, y, radius = circle
    near = radius + gap
    for across, down in sides:
        slant = 0.75 if across and abs(down) == 1 else 1.0
        left = (1 - across) * width / 2
        top = y + down * (near * slant + _HIGH / 2) - _HIGH / 2
        yield Box(x + across * near * slant - left, top, width, _HIGH)


def _circle(one: Group) -> Circle:
    return one.x, one.y, one.edge


def _apart(box: Box, circle: Circle) -> float:
    """Return how many pixels lie between a box and a circle."""
    x, y, radius = circle
    return hypot(max(box.x - x, x - box.x - box.width, 0), max(box.y - y, y - box.y - box.height, 0)) - radius


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

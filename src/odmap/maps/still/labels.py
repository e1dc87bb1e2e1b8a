"""Names on a still picture: each where there is room for it and where one can tell what it names; else none.

A country is named on its land where one organisation is shown, and beside its marks where many are.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from odmap.geography.base_map import countries
from odmap.geography.projections import Points
from odmap.maps.still.clusters import Cluster, Disc, by_country
from odmap.maps.still.panel import CELL, HOME, Cells, Land, Panel, Rect

Measure = Callable[[str], float]
"""Returns how wide a text is, pixels."""

Heading = tuple[float, float]
"""To which side of a drawing a name stands: how far to the right, and how far down."""

_EDGE = 4  # pixels between a label and the edge of its panel
_BASELINE = 0.76  # of a label's height
_GAPS = (3, 11)  # pixels between a drawing and its name; further away one could not tell whose it is
_FARTHER = range(3, 160, 6)  # likewise, of a drawing that must be named and cannot be taken for a country's
_NEARER = 3  # pixels by which a name is nearer to its own country's drawing than to another's
_RIGHT, _LEFT, _ABOVE, _BELOW = (1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0)
_ASLANT = ((1.0, -1.0), (1.0, 1.0), (-1.0, -1.0), (-1.0, 1.0), (1.0, -0.5), (1.0, 0.5), (-1.0, -0.5), (-1.0, 0.5))
_MOST_NEIGHBOURS = 5
_LEAST_CELLS = 6  # of a neighbour's land: a smaller one stays without a name


class Label(NamedTuple):
    """A name that has found its place: the middle of its base line, and the rectangle that it fills, in pixels."""

    words: str
    """Not escaped."""
    x: float
    y: float
    rect: Rect


class Labels:
    """Places labels on a panel: none reaches over its edge, meets another or stands on what is kept free.

    Attributes:
        height: of a label, pixels.
        placed: the labels that have found a place, in the order in which they did.
    """

    def __init__(self, within: Rect, height: float, apart: tuple[float, float] = (0, 0)) -> None:
        """Begin with a panel without labels.

        Args:
            within: the panel's rectangle.
            height: of a label, pixels.
            apart: how many pixels are kept free on both sides of a label, and above and below it.
        """
        self.height = height
        self.placed: list[Label] = []
        self._within = within
        self._apart = apart
        self._taken: list[Rect] = []

    def keep_free(self, *rects: Rect) -> None:
        """Let no label stand there."""
        self._taken += rects

    def place(
        self, words: str, width: float, corners: Points, fit: npt.NDArray[np.bool_] | bool = True, must: bool = False
    ) -> Label | None:
        """Place a label at the first of some places that is free.

        Args:
            words: not escaped.
            width: pixels.
            corners: where its upper left corner may be, the best first, shape (number, 2).
            fit: which of these suit it.
            must: whether it is placed in any case, at the very first place if none is free.
        """
        free = self.are_free(corners, width, self.height) & fit
        if not free.any() and not must:
            return None
        x, y = corners[free.argmax()].tolist()
        rect = Rect(x, y, width, self.height)
        label = Label(words, rect.middle[0], rect.y + self.height * _BASELINE, rect)
        self.placed.append(label)
        self.keep_free(rect.grown(*self._apart))
        return label

    def are_free(self, starts: Points, width: float, height: float) -> npt.NDArray[np.bool_]:
        """Tell of each upper left corner of a rectangle whether nothing is there."""
        ends = starts + np.array((width, height))
        low, high = np.array(self._within[:2]) + _EDGE, np.array(self._within.end) - _EDGE
        free = ((starts >= low) & (ends <= high)).all(axis=1)
        for taken in self._taken:
            free &= ((starts >= taken.end) | (ends <= taken[:2])).any(axis=1)
        return np.asarray(free, dtype=bool)


def around(disc: Disc) -> Rect:
    """Return the smallest rectangle around a disc."""
    x, y, radius = disc
    return Rect(x - radius, y - radius, 2 * radius, 2 * radius)


def name_clusters(labels: Labels, clusters: Sequence[Cluster], measure: Measure) -> None:
    """Name the countries of a panel beside their drawings, those with most organisations first.

    Args:
        labels: where they are placed; a country for which there is no room stays without a name.
        clusters: what is drawn.
        measure: how wide a name is.
    """
    labels.keep_free(*(around(one.disc) for one in clusters))
    for words, own in by_country(clusters):
        foreign = [one.disc for one in clusters if one.country != own[0].country]
        sides = ((_RIGHT, _LEFT, _ABOVE, _BELOW), _ASLANT)
        _place_beside(labels, words, measure(words), [one.disc for one in own], foreign, sides)


def name_disc(labels: Labels, names: Sequence[str], disc: Disc, others: Sequence[Cluster], measure: Measure) -> None:
    """Name something else that is drawn among the clusters, to its left if there is room, else as near as can be.

    Args:
        labels: where it is placed.
        names: what it may be called, the best first.
        disc: where it is drawn.
        others: what else is drawn, to none of which the name is nearer unless there is no other way.
        measure: how wide a name is.
    """
    labels.keep_free(*(around(one.disc) for one in others))
    sides, foreign = ((_LEFT, _RIGHT, _ABOVE, _BELOW), _ASLANT), [one.disc for one in others]
    if any(_place_beside(labels, words, measure(words), [disc], foreign, sides) for words in names):
        return
    size = (measure(names[-1]), labels.height)
    corners = np.array([_beside(disc, size, gap, side) for gap in _FARTHER for some in sides for side in some])
    labels.place(names[-1], size[0], corners, must=True)


def _place_beside(
    labels: Labels,
    words: str,
    width: float,
    own: Sequence[Disc],
    foreign: Sequence[Disc],
    sides: Sequence[Sequence[Heading]],
) -> Label | None:
    """Place a name beside one of some discs, and nearer to it than to any foreign one."""
    size = (width, labels.height)
    discs = np.array([disc for _ in _GAPS for some in sides for disc in own for _ in some])
    corners = np.array(
        [_beside(disc, size, gap, side) for gap in _GAPS for some in sides for disc in own for side in some]
    )
    least = _gaps(corners, size, discs) + _NEARER
    nearest = np.ones(len(corners), dtype=bool)
    for disc in foreign:
        nearest &= _gaps(corners, size, np.array([disc])) >= least
    return labels.place(words, width, corners, nearest)


def _beside(disc: Disc, size: tuple[float, float], gap: float, side: Heading) -> tuple[float, float]:
    """Return where the upper left corner of a name is that stands on one side of a disc."""
    (x, y, radius), (width, height), (across, down) = disc, size, side
    near = (radius + gap) * (0.75 if across and abs(down) == 1 else 1.0)
    return x + across * near - (1 - across) * width / 2, y + down * (near + height / 2) - height / 2


def _gaps(starts: Points, size: tuple[float, float], discs: Points) -> Points:
    """Return how many pixels lie between each of some rectangles and its disc, or one disc for all."""
    apart = np.maximum(np.maximum(starts - discs[:, :2], discs[:, :2] - starts - size), 0)
    gaps: Points = np.hypot(apart[:, 0], apart[:, 1]) - discs[:, 2]
    return gaps


def name_lands(
    labels: Labels,
    panel: Panel,
    land: Land,
    wanted: Points,
    own_name: tuple[str, float],
    measure: Measure,
) -> bool:
    """Name countries on their land: first the one that a picture is about, beside its land if need be, then neighbours.

    Args:
        labels: where they are placed.
        panel: what is shown.
        land: its outlines, as :meth:`odmap.maps.still.panel.Panel.land` gives them.
        wanted: where the middle of the one country's name would stand best: x and y in pixels, shape (2,).
        own_name: that name, not escaped, and its width in pixels.
        measure: how wide another name is.

    Returns:
        Whether that name has found room; if so, it is the first.
    """
    cells = {number: panel.cells(rings) for number, rings in land.items()}
    own = cells.pop(HOME, panel.cells([]))
    every = np.logical_or.reduce([own, *cells.values()])
    sea, abroad = np.where(every, 0.0, 0.4), np.where(every, -1.0, 0.4)  # other land counts against a neighbour's name
    sea[own] = abroad[own] = -3
    _place_on_land(labels, panel, own_name, own, sea, wanted, least=0)
    has_own = bool(labels.placed)
    for number in sorted(cells, key=lambda number: -int(cells[number].sum())):
        country = countries()[number]
        if len(labels.placed) == has_own + _MOST_NEIGHBOURS or cells[number].sum() < _LEAST_CELLS:
            break
        if country.code:
            name, best = (country.name, measure(country.name)), panel.pixels([country.label])[0]
            _place_on_land(labels, panel, name, cells[number], abroad, best, least=0.5)
    return has_own


def _place_on_land(
    labels: Labels, panel: Panel, name: tuple[str, float], cells: Cells, worth: Points, wanted: Points, least: float
) -> None:
    """Place a name where most of it stands on its country, as near as can be to a point.

    Args:
        labels: where it is placed.
        panel: what is shown.
        name: not escaped, and its width in pixels.
        cells: the country's.
        worth: of every other cell for a name: 1 is as good as the country's own.
        wanted: x and y in pixels, shape (2,); if that is not on the panel, the middle of the country's cells is taken.
        least: the mean worth of the cells beneath a name.
    """
    words, width = name
    size = (round(labels.height / CELL), int(np.ceil(width / CELL)))
    if size[1] > cells.shape[1]:
        return
    if not panel.rect.holds(wanted[None])[0] and cells.any():
        wanted = (np.argwhere(cells).mean(axis=0)[::-1] + 0.5) * CELL + panel.rect[:2]
    worth = np.where(cells, 1, worth)
    worth[_edges(cells)] = 0
    fit = _means(worth, size)
    corners = np.argwhere(fit >= least)[:, ::-1] * CELL + panel.rect[:2]
    away = corners + np.array(size[::-1]) * CELL / 2 - wanted
    price = np.hypot(away[:, 0], away[:, 1]) + (240 if cells.sum() > size[0] * size[1] else 60) * (
        1 - fit[fit >= least]
    )
    labels.place(words, size[1] * CELL, corners[price.argsort(kind="stable")])


def _means(values: Points, size: tuple[int, int]) -> Points:
    """Return the mean of every block of so many rows and columns."""
    rows, columns = size
    sums = np.pad(values.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    of_blocks = sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns] + sums[:-rows, :-columns]
    means: Points = np.round(of_blocks / (rows * columns), 9)
    return means


def _edges(cells: Cells) -> Cells:
    """Return the cells with another kind of cell to their right or below them."""
    edges = np.zeros_like(cells)
    edges[:, :-1] |= cells[:, :-1] != cells[:, 1:]
    edges[:-1] |= cells[:-1] != cells[1:]
    return edges

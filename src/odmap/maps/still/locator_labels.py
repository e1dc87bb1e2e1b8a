"""Where the names of countries stand on a locator map: each where there is room for it, none on another.

Points are pixels of the picture: x to the right and y downwards from its upper left corner.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from odmap.geography.base_map import countries
from odmap.geography.projections import Points, unit_vectors
from odmap.maps.still.extent import CELL, COLUMNS, HEIGHT, ROWS, WIDTH, Cells, View, cells_inside


class Name(NamedTuple):
    """A name that has found its place."""

    words: str
    """Not escaped."""
    x: float
    """The middle of the words, pixels."""
    y: float
    """Their base line, pixels."""
    own: bool
    """Whether it is that of the organisation's own country."""


class Names:
    """Places names on the picture, none of which touches another or what is kept free.

    Attributes:
        placed: the names that have found a place, in the order in which they did.
    """

    def __init__(self, abroad: Mapping[int, list[Points]], own: Sequence[Points]) -> None:
        """Begin with a picture without names.

        Args:
            abroad: the rings of other countries, as :func:`odmap.maps.still.extent.outlines_in` gives them.
            own: those of the organisation's own country.
        """
        self.placed: list[Name] = []
        self._abroad = {number: cells_inside(rings) for number, rings in abroad.items()}
        self._own = cells_inside(own)
        self._land = np.logical_or.reduce([self._own, *self._abroad.values()])
        self._taken = np.zeros((ROWS, COLUMNS), dtype=bool)
        self._taken[[0, -1]] = self._taken[:, [0, -1]] = True

    def keep_free(self, x: float, y: float, width: float, height: float) -> None:
        """Let no name stand in a box around a point; all in pixels."""
        top, bottom = (round((y + side * height / 2) / CELL) for side in (-1, 1))
        left, right = (round((x + side * width / 2) / CELL) for side in (-1, 1))
        self._taken[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = True

    def place_own(self, name: str, wanted: Points) -> None:
        """Place the name of the organisation's country: on its land if it can, else beside it.

        Args:
            name: not escaped.
            wanted: where it would stand best: x and y in pixels, shape (2,).
        """
        self._place(name, 7.6, self._own, wanted, own=True)

    def place_neighbours(self, view: View) -> None:
        """Place the names of up to five countries, those that take the most room first."""
        for number in sorted(self._abroad, key=lambda number: -int(self._abroad[number].sum())):
            country = countries()[number]
            cells = self._abroad[number]
            if len(self.placed) > 5 or cells.sum() < 6:
                return
            if country.code:
                wanted = view.pixels(unit_vectors([country.label]))[0]
                self._place(country.name, 6.2, cells, wanted)

    def _place(self, name: str, letter: float, cells: Cells, wanted: Points, own: bool = False) -> None:
        """Place a name where most of it stands on its country, as near as can be to a point.

        Args:
            name: not escaped.
            letter: width of a letter in pixels, on average.
            cells: the country's.
            wanted: in pixels; if it is not on the picture, the middle of the country's cells is taken.
            own: whether it must be placed even where it hardly fits; a neighbour's may be left out.
        """
        size = (4, int(np.ceil((letter * len(name) + 6) / CELL)))
        if size[1] > COLUMNS:
            return
        if not ((wanted > 0) & (wanted < (WIDTH, HEIGHT))).all() and cells.any():
            wanted = (np.argwhere(cells).mean(axis=0)[::-1] + 0.5) * CELL
        worth = np.where(self._land, 0.0 if own else -1.0, 0.4)  # the sea counts for something, other land against it
        worth[self._own] = -3
        worth[cells] = 1
        worth[_edges(cells)] = 0
        fit = _means(worth, size)
        y, x = (np.indices(fit.shape) + np.array(size)[:, None, None] / 2) * CELL
        price = np.hypot(x - wanted[0], y - wanted[1]) + (240 if cells.sum() > size[0] * size[1] else 60) * (1 - fit)
        price[(fit < (0 if own else 0.5)) | (_means(self._taken, size) > 0)] = np.inf
        best = np.unravel_index(price.argmin(), price.shape)
        if np.isfinite(price[best]):
            self.placed.append(Name(name, float(x[best]), float(y[best]) + 4, own))
            self.keep_free(x[best], y[best], size[1] * CELL + 8, size[0] * CELL + 4)


def _edges(cells: Cells) -> Cells:
    """Return the cells with another kind of cell to their right or below them."""
    edges = np.zeros_like(cells)
    edges[:, :-1] |= cells[:, :-1] != cells[:, 1:]
    edges[:-1] |= cells[:-1] != cells[1:]
    return edges


def _means(values: npt.NDArray[Any], size: tuple[int, int]) -> Points:
    """Return the mean of every block of some rows and columns."""
    means: Points = np.lib.stride_tricks.sliding_window_view(values, size).mean(axis=(2, 3))
    return means

"""Which part of a view a program asked for: what lies in a box, the nearest to a place, so many from the so-manieth on.

A file that holds a part says so of itself, so that each number in it stays true (:class:`PartEdition`).
"""

import re
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

import pandas as pd

from odmap.views.nearest import is_placed, nearest_to
from odmap.views.provenance import EVERYTHING, Edition
from odmap.views.urls import NEAR
from odmap.wording import count

DISTANCE = "distance_km"
"""The column that :meth:`Excerpt.of` adds where it sorts by distance."""

LIMIT = "limit"
OFFSET = "offset"
BBOX = "bbox"


DEGREES = r"[+-]?\d{1,3}(?:\.\d{1,15})?"


def degrees(text: str, count: int) -> list[float] | None:
    """Return the numbers that a text holds, with commas between them; ``None`` if it holds anything else."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != count or not all(re.fullmatch(DEGREES, part, re.ASCII) for part in parts):
        return None
    return [float(part) for part in parts]


class BoundingBox(NamedTuple):
    """A box on the map, in the order of RFC 7946; degrees, WGS 84. West > east means: across the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(f"{degrees:g}" for degrees in self)


class Point(NamedTuple):
    """A place to measure distances from; degrees, WGS 84."""

    latitude: float
    longitude: float

    @classmethod
    def read(cls, text: str) -> "Point | None":
        """Read "60.17,24.94"; ``None`` for what is no place of this world."""
        given = degrees(text, 2)
        return cls(*given) if given and abs(given[0]) <= 90 and abs(given[1]) <= 180 else None

    def __str__(self) -> str:
        return ",".join(f"{degrees:g}" for degrees in self)


class Part(NamedTuple):
    """The rows that an excerpt takes from a view.

    Attributes:
        rows: in the order in which a file has them.
        matching: how many rows there are before ``limit`` and ``offset`` cut them.
        left_out: how many rows of the view have no place that could be looked at.
    """

    rows: pd.DataFrame
    matching: int
    left_out: int


@dataclass(frozen=True)
class Excerpt:
    """Which part of a view is asked for; without any of this, all of it.

    Attributes:
        limit: how many organisations at most.
        offset: how many to pass over.
        bbox: only those whose mark lies in this box.
        near: the nearest to this place first, with their distance; only those known to their town or region.
    """

    limit: int | None = None
    offset: int = 0
    bbox: BoundingBox | None = None
    near: Point | None = None

    def of(self, view: pd.DataFrame) -> Part:
        """Take the part from a view of the located directory."""
        has_place = is_placed(view) if self.near else view["precision"].notna() if self.bbox else view["id"].notna()
        rows = view[has_place]
        if self.bbox:
            rows = rows[_is_in(rows, self.bbox)]
        matching = len(rows)
        end = matching if self.limit is None else self.offset + self.limit
        if self.near:
            rows = _by_distance(rows, self.near, end)
        return Part(rows[self.offset : end], matching, int((~has_place).sum()))

    def following(self, matching: int) -> Self | None:
        """Return the excerpt that goes on where this one ends; ``None`` if nothing is left.

        Args:
            matching: how many organisations there are in all.
        """
        if self.limit is None or self.offset + self.limit >= matching:
            return None
        return replace(self, offset=self.offset + self.limit)

    def to_query(self) -> dict[str, str | list[str]]:
        """Return the parameters of an address that asks for this excerpt."""
        given = {LIMIT: self.limit, OFFSET: self.offset or None, BBOX: self.bbox, NEAR: self.near}
        return {name: str(value) for name, value in given.items() if value is not None}

    def in_words(self, part: Part) -> list[str]:
        """Say what a file that holds the part does not hold of the view."""
        said = []
        if self.bbox:
            west, south, east, north = (f"{degrees:g}" for degrees in self.bbox)
            said.append(f"in the box from {west} to {east} degrees of longitude and {south} to {north} of latitude")
        if self.near:
            said.append(f"nearest first from latitude {self.near.latitude:g}, longitude {self.near.longitude:g}")
        if part.left_out:
            why = "without a known town or region" if self.near else "without a base"
            said.append(f"{count(part.left_out, 'organisation')} {why} left out")
        if self.limit is not None or self.offset:
            said.append(f"{self._which(part)} of {count(part.matching, 'organisation')}")
        return said

    def in_name(self, part: Part) -> list[str]:
        """Return what the name of the file says about it."""
        named = []
        if self.bbox:
            named += ["box", str(self.bbox).replace(".", "-")]
        if self.near:
            named += ["near", str(self.near).replace(".", "-")]
        if self.limit is not None or self.offset:
            named.append(self._which(part))
        return named

    def _which(self, part: Part) -> str:
        first, last = self.offset + 1, self.offset + len(part.rows)
        return f"{first} to {last}" if first < last else f"number {first}" if first == last else f"none from {first} on"


@dataclass(frozen=True)
class PartEdition(Edition):
    """A part of a view as it was given out.

    Attributes:
        matching: how many organisations match, in this file and in those that go on with it.
        left_out: how many match but have no place that could be looked at.
        next: the address that goes on where this file ends; ``None`` if nothing is left.
        named: what the name of the file says about the part.
    """

    matching: int = 0
    left_out: int = 0
    next: str | None = None
    named: tuple[str, ...] = ()

    @classmethod
    def of_part(cls, edition: Edition, excerpt: Excerpt, part: Part, following: str | None) -> Self:
        """Describe a part.

        Args:
            edition: of the whole view.
            excerpt: what was asked for.
            part: what it takes from the view.
            following: the address that goes on where the part ends.
        """
        words = excerpt.in_words(part)
        filters = "none" if words and edition.filters == EVERYTHING else edition.filters
        fields = {**vars(edition), "filters": "; ".join([filters, *words]), "number": len(part.rows)}
        return cls(
            **fields,
            matching=part.matching,
            left_out=part.left_out,
            next=following,
            named=tuple(excerpt.in_name(part)),
        )

    def metadata(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        return {name: value for name, value in super().metadata().items() if name != "named"}

    def _in_name(self) -> list[str]:
        return [*super()._in_name(), *self.named]


def _is_in(rows: pd.DataFrame, box: BoundingBox) -> "pd.Series[bool]":
    """Return which marks lie in a box; of bodies without a base, none does."""
    east_of_west, west_of_east = rows["longitude"] >= box.west, rows["longitude"] <= box.east
    between = east_of_west & west_of_east if box.west <= box.east else east_of_west | west_of_east
    inside: pd.Series[bool] = between & rows["latitude"].between(box.south, box.north)
    return inside


def _by_distance(rows: pd.DataFrame, place: Point, limit: int) -> pd.DataFrame:
    """Return the nearest of rows that are known to a town or region, the nearest first, each with its distance."""
    found = nearest_to(rows, *place, limit=limit)
    ordered = rows.set_index("id", drop=False).loc[[one.id for one in found]]
    return ordered.assign(**{DISTANCE: [round(one.kilometres, 1) for one in found]})

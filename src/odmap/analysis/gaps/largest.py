"""The answer to "What is missing?": the largest populations with nothing listed, and who may know more of them."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from odmap.analysis.gaps.distance import NearestListed
from odmap.analysis.gaps.summary import not_listed, world
from odmap.geography import countries


class Gap(NamedTuple):
    """A country in which nothing is listed of what is asked for. What exists there is unknown."""

    code: str
    """ISO 3166-1 alpha-2."""
    name: str
    people: int | None
    """``None`` where it is not known."""
    share: float | None
    """Of all who live in the part of the world that is looked at."""
    nearest: NearestListed | None
    """What counts and is nearest to the middle of the country; ``None`` if nothing is, or nobody knows the middle."""
    next_door: tuple[tuple[str, str], ...]
    """Code and name of each country with a common border on land where something counts, by name."""


def largest(
    covered: pd.DataFrame, inside: pd.DataFrame, nearest: Mapping[str, NearestListed], most: int | None = None
) -> tuple[Gap, ...]:
    """Return the countries where nothing is listed, the largest population first, unknown ones last.

    Args:
        covered: the coverage of every country.
        inside: its rows that are looked at.
        nearest: of each country, as :func:`odmap.analysis.gaps.distance.nearest_listed` gives it.
        most: how many at most; ``None`` for all.
    """
    every, everyone = countries.load(), world(inside)["population"]
    counting = set(covered.index[covered["listed"] > 0])
    gaps = []
    for code, name, people in not_listed(inside, most)[["name", "population"]].itertuples():
        known = None if pd.isna(people) else int(people)
        next_door = sorted(
            ((other, every[other].name) for other in every[code].neighbours if other in counting), key=lambda it: it[1]
        )
        share = known / everyone if known is not None and everyone else None
        gaps.append(Gap(code, name, known, share, nearest.get(code), tuple(next_door)))
    return tuple(gaps)

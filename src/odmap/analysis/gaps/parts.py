"""Gaps of a part of the world: which countries lie in it, what it is called, and how its own parts compare."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import pandas as pd

from odmap.analysis.gaps.summary import world
from odmap.analysis.gaps.text import THE_WORLD
from odmap.directory.locating import with_article
from odmap.geography.countries import PARTS, REGIONS, SUBREGIONS, load
from odmap.views.codes import parts_of
from odmap.wording import in_words

_BY_NAME = {name: slug for slug, name in PARTS.items()}
_NORDIC = "nordic"

LARGE = (*(_BY_NAME[name] for name in REGIONS if name != "Antarctica"), _NORDIC)
"""The parts of the world that are asked for first, as an address names them."""


MOST_NAMES = 3
"""So many countries that are chosen are named; more are just those that are chosen."""


class PartSummary(NamedTuple):
    """What is missing in one part of the world."""

    slug: str
    """As an address names it."""
    name: str
    countries: int
    not_listed: int
    """Countries in which nothing is listed."""
    people: int
    """Who live in those, as far as it is known."""
    share: float
    """Of all who live in this part; ``NaN`` where no population is known."""


def within(covered: pd.DataFrame, parts: Collection[str] = (), chosen: Collection[str] = ()) -> pd.DataFrame:
    """Return the rows of a coverage that lie in a part of the world and are among the countries chosen.

    Args:
        covered: as :func:`odmap.analysis.gaps.summary.coverage` returns it.
        parts: as an address names them; none means everywhere.
        chosen: country codes; none means all.
    """
    if not parts and not chosen:
        return covered
    return covered.loc[[code for code in covered.index if (not chosen or code in chosen) and _lies_in(code, parts)]]


def _lies_in(code: str, parts: Collection[str]) -> bool:
    return not parts or not set(parts).isdisjoint(parts_of(code))


def place_in_words(parts: Sequence[str] = (), chosen: Sequence[str] = ()) -> str:
    """Return what is looked at: "the world", "Africa and Asia", "the Nordic countries", "Kenya".

    Args:
        parts: as an address names them.
        chosen: country codes, of which those within the parts are named; many are "the countries chosen".
    """
    if chosen:
        inside = [load()[code] for code in chosen if code in load() and _lies_in(code, parts)]
        names = [with_article(country.name) for country in inside]
        return in_words(names) if 0 < len(names) <= MOST_NAMES else "the countries chosen"
    return in_words([with_article(PARTS[part]) for part in parts]) if parts else THE_WORLD


def narrower(parts: Sequence[str]) -> tuple[str, ...]:
    """Return a region and its sub-regions, where one of them is what is asked for; else nothing."""
    if len(parts) != 1:
        return ()
    name = PARTS[parts[0]]
    region = SUBREGIONS.get(name, name)
    inside = [sub for sub, of in SUBREGIONS.items() if of == region and sub != region]
    return tuple(_BY_NAME[each] for each in (region, *inside)) if inside else ()


def by_part(covered: pd.DataFrame, parts: Sequence[str] = ()) -> tuple[PartSummary, ...]:
    """Return what is missing in each part of what is asked for: in each region of the world, or sub-region of a region.

    Args:
        covered: the coverage of every country.
        parts: what is asked for, as an address names it. Several are compared with each other; what has no parts of
            its own gives nothing.
    """
    if len(parts) > 1:
        asked: Sequence[str] = parts
    elif parts:
        asked = narrower(parts)[1:] if PARTS[parts[0]] in REGIONS else ()
    else:
        asked = LARGE[:-1]
    return tuple(_summary(covered, part) for part in asked)


def _summary(covered: pd.DataFrame, part: str) -> PartSummary:
    summed = world(within(covered, [part]))
    missing, everyone = summed["population_not_listed"], summed["population"]
    return PartSummary(
        part,
        PARTS[part],
        summed["countries"],
        summed["countries_not_listed"],
        missing,
        missing / everyone if everyone else float("nan"),
    )

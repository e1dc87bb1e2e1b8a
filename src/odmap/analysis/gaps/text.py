"""The sentences of the gaps page, and numbers of people in words."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from odmap.directory.organisation import Type
from odmap.wording import agreeing, capital, compact_number, count, in_words, joined, percent

CAVEAT = "A map of what is listed is not a map of what exists."

NOT_NONE = "Not listed does not mean that there is none."

THE_WORLD = "the world"
"""The place that all countries are of."""

LEAST_SHARE, TENTH, MOST_SHARE = 0.001, 0.1, 0.99
"""How a share is told: below the first as less than that, below the second in tenths of a percent."""

POPULATION_SOURCE = (
    "Populations are the estimates of the CIA World Factbook for 2024, for a few small places of an earlier year, "
    "by way of Unicode CLDR."
)
"""Where every population figure comes from; data/README.md says more."""

_STEPS = ((10**9, 10**8), (10**7, 10**6), (10**6, 10**5), (10**4, 10**3), (10**3, 100), (100, 10), (0, 1))
"""Lowest number of people, and what to round it to: two or three digits say all that an estimate can."""

IN_WORDS = 1_000_000
"""The lowest number of people that ends with a word: "2.9 million"."""


def people(number: float | None) -> str:
    """Return a number of people as one says it: "about 2.9 billion people", "about 34,000 people".

    Args:
        number: how many; ``None``, ``NaN`` or ``pd.NA`` where it is not known.

    Raises:
        ValueError: the number is negative.
    """
    if number is None or pd.isna(number):
        return "an unknown number of people"
    if number < 0:
        raise ValueError(f"{number} is no number of people")
    step = next(step for least, step in _STEPS if number >= least)
    rounded = step * round(number / step)
    if not rounded:
        return "no people"
    if rounded >= IN_WORDS:
        return f"about {compact_number(rounded)} people"
    return f"about {count(rounded, 'person', 'people')}"


def answer(summed: Mapping[str, Any], types: Sequence[Type], place: str = THE_WORLD) -> str:
    """Return in how many countries nothing is listed of what was asked for, and how many people live there.

    Args:
        summed: as :func:`odmap.analysis.gaps.summary.world` returns it.
        types: what was asked for.
        place: what the countries are of: "the world", "Africa".
    """
    number, everyone = summed["countries_not_listed"], summed["population"]
    missing = nothing(types)
    if not summed["countries"]:
        return f"There is nothing to look at: {place} do not lie in the chosen part of the world."
    if not number:
        where = place if summed["countries"] <= 1 else f"every country and territory of {place}"
        return f"{capital(asked_for(types)) or 'Something'} is listed in {where}."
    countries = count(number, "country or territory", "countries and territories")
    have = agreeing(number, "has", "have")
    told = f"{countries} with {_living(summed, 'not_listed')}"
    if number < summed["countries"] and summed["population_not_listed"]:
        told += f", {share_in_words(summed['population_not_listed'] / everyone)} of {whose_population(place)},"
    elif number == summed["countries"] > 1:
        told += f", all of {place},"
    return f"{told} {have} {missing} listed. {NOT_NONE}"


def heading(types: Sequence[Type], place: str = THE_WORLD, chosen: bool = False) -> str:
    """Return what :func:`answer` answers, as a heading.

    Args:
        types: what was asked for.
        place: what the countries are of.
        chosen: whether the place is some countries alone.
    """
    if chosen:
        return f"{capital(nothing(types))} listed in {place}?"
    where = "" if place == THE_WORLD else f" in {place}"
    return f"Most people{where}, {nothing(types)} listed"


def others(summed: Mapping[str, Any]) -> str:
    """Return what is known of the countries in which something is listed, or a source says that there is none.

    Args:
        summed: as :func:`odmap.analysis.gaps.summary.world` returns it.
    """
    told = [
        _of(summed, "unsure", "what is listed has ended or is not confirmed"),
        _of(summed, "confirmed_none", "a source says that there is none"),
        _of(summed, "listed", "something that counts is listed"),
    ]
    return joined(told)


def _of(summed: Mapping[str, Any], state: str, what: str) -> str:
    number = summed[f"countries_{state}"]
    of = count(number, "country or territory", "countries and territories")
    return f"In {of} with {_living(summed, state)}, {what}." if number else ""


def _living(summed: Mapping[str, Any], state: str) -> str:
    """Return the people of a state in words; where a state has countries but no figure, their number is unknown."""
    return people(summed[f"population_{state}"] or None)


def whose_population(place: str) -> str:
    """Return whose people a share is of: "the world's population", "the population of Africa"."""
    return "the world's population" if place == THE_WORLD else f"the population of {place}"


def share_in_words(share: float) -> str:
    """Return a share of people in percent: "64%", "2.7%"; neither a part nor nearly all is told as nothing or all.

    Args:
        share: from 0 to 1.

    Raises:
        ValueError: it is not from 0 to 1, or not a number.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share")
    if 0 < share < LEAST_SHARE:
        return f"under {percent(LEAST_SHARE, 1)}"
    if share in (0, 1) or TENTH <= share <= MOST_SHARE:
        return percent(share)
    return percent(share, 1) if share < TENTH else f"over {percent(MOST_SHARE)}"


def nothing(types: Sequence[Type]) -> str:
    """Return what is missing, to stand before "listed": "nothing", "no training", "no service or training"."""
    words = asked_for(types)
    return f"no {words}" if words else "nothing"


def asked_for(types: Sequence[Type]) -> str:
    """Return what is measured, for a heading: "training", "service or training"; empty for everything."""
    if set(types) == set(Type):
        return ""
    return in_words([kind.label.lower() for kind in Type if kind in types], "or")

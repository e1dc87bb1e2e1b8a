"""The sentences of the gaps page, and numbers of people in words."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from odmap.directory.organisation import Type
from odmap.wording import agreeing, compact_number, count, format_number, in_words

CAVEAT = "A map of what is listed is not a map of what exists."

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


def sentence(summed: Mapping[str, Any], types: Sequence[Type]) -> str:
    """Return how many countries have something listed, how many have not, and how many people live there.

    Args:
        summed: as :func:`odmap.analysis.gaps.summary.world` returns it.
        types: what was asked for.
    """
    told = [
        _listed(summed, types),
        _of(summed, "unsure", "what is listed does not count here: it has ended or is not confirmed"),
        _of(summed, "confirmed_none", "a source says that there is none"),
        _of(summed, "not_listed", "none is listed, so we do not know what exists there"),
    ]
    return " ".join(part for part in told if part)


def _listed(summed: Mapping[str, Any], types: Sequence[Type]) -> str:
    of_all = count(summed["countries"], "country or territory", "countries and territories")
    number = summed["countries_listed"]
    if not number:
        return f"Of {of_all}, not one has an organisation listed{_under(types)} that counts here."
    have = f"{format_number(number)} {agreeing(number, 'has', 'have')} an organisation listed{_under(types)}"
    return f"Of {of_all}, {have}; {_living(summed, 'listed')} live there."


def _of(summed: Mapping[str, Any], state: str, what: str) -> str:
    number = summed[f"countries_{state}"]
    return f"In {format_number(number)}, with {_living(summed, state)}, {what}." if number else ""


def _living(summed: Mapping[str, Any], state: str) -> str:
    """Return the people of a state in words; where a state has countries but no figure, their number is unknown."""
    return people(summed[f"population_{state}"] or None)


def asked_for(types: Sequence[Type]) -> str:
    """Return what is measured, for a heading: "training", "service or training"; empty for everything."""
    if set(types) == set(Type):
        return ""
    return in_words([kind.label.lower() for kind in Type if kind in types], "or")


def _under(types: Sequence[Type]) -> str:
    """Return under what an organisation has to be found: " under service or training"; empty for everything."""
    words = asked_for(types)
    return f" under {words}" if words else ""

"""The sentences of the ecosystem page: true for none, for one, for a tie and for ten thousand."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from odmap.directory.locating import with_article
from odmap.wording import agreeing, capital, count, format_number, in_words, small

NAMED = 5
"""How many values a sentence names at most; the table has them all."""

MOST_LEADERS = 3
"""More values than these at the top are no finding worth naming them for."""

_PLURAL_REGION = "Americas"
AMERICAS = f"the {_PLURAL_REGION}"
"""The one place whose name is a plural, as it stands within a sentence."""

NOTHING = "Nothing listed matches these filters"


def leading(numbers: Mapping[str, int]) -> tuple[list[str], int]:
    """Return the values with the highest number, and that number."""
    highest = max(numbers.values())
    return [name for name, number in numbers.items() if number == highest], highest


def most_places(numbers: Mapping[str, int], total: int) -> str:
    """Return which country or region has the most: alone, tied with others, or as the only one.

    Args:
        numbers: place to its number, the highest first.
        total: of how many, those without a place included.
    """
    if not numbers:
        return "Nothing listed that matches these filters has a fixed base" if total else NOTHING
    leaders, highest = leading(numbers)
    named = capital(in_words([place(name) for name in leaders]))
    if len(numbers) == 1:
        return f"All with a fixed base are in {place(leaders[0])}: {format_number(highest)} of {format_number(total)}"
    if len(leaders) > MOST_LEADERS:
        return f"No place is ahead: {format_number(len(leaders))} have {format_number(highest)} each"
    if len(leaders) == 1 and leaders != [_PLURAL_REGION]:
        return f"{named} has the most: {format_number(highest)} of {format_number(total)}"
    each = " each" if len(leaders) > 1 else ""
    return f"{named} have the most: {format_number(highest)}{each} of {format_number(total)}"


def most_frequent(numbers: Mapping[str, int], total: int, what: str) -> str:
    """Return which value is most common: "The most common type is service: 63 of 171"."""
    if not numbers:
        return NOTHING
    leaders, highest = leading(numbers)
    if len(leaders) > MOST_LEADERS:
        return f"No {what} is ahead: {format_number(len(leaders))} have {format_number(highest)} each"
    named = in_words([name.lower() for name in leaders])
    if len(leaders) == len(numbers) > 1:
        return f"{capital(named)} are equally common: {format_number(highest)} each of {format_number(total)}"
    if len(leaders) == 1:
        return f"The most common {what} is {named}: {format_number(highest)} of {format_number(total)}"
    return f"{capital(named)} lead: {format_number(highest)} each of {format_number(total)}"


def busiest(numbers: Mapping[str, int], plural: str) -> str:
    """Return the busiest year or decade, or that none stands out."""
    leaders, highest = leading(numbers)
    named = in_words([f"the {year}" if year.endswith("s") else year for year in leaders])
    spans = {"decade" if year.endswith("s") else "year" for year in leaders}
    span = in_words(sorted(spans, reverse=True), "or")
    if len(leaders) > MOST_LEADERS:
        many = format_number(len(leaders))
        return f"No {span} stands out: {many} have {format_number(highest)} of the known {plural} each"
    return f"Most known {plural} in one {span}: {format_number(highest)}, in {named}"


def none_known(view: pd.DataFrame, what: str) -> str:
    """Return that something is known of no organisation."""
    return f"No {what} is known for any of {count(len(view), 'organisation')}" if len(view) else NOTHING


def half(years: "pd.Series[Any]") -> str:
    """Return the year from which on at least half of the known years are."""
    return f"At least half of the known years are {int(years.median())} or later." if len(years) > 1 else ""


def listed(numbers: Mapping[str, int], singular: str, plural: str) -> str:
    """Return the first values with their numbers, and how many more there are."""
    if not numbers:
        return ""
    first = [f"{name} {format_number(number)}" for name, number in list(numbers.items())[:NAMED]]
    more = len(numbers) - len(first)
    rest = [count(more, f"more {singular}", f"more {plural}")] if more else []
    return f"{in_words([*first, *rest])}."


def sentence_of(numbers: Mapping[str, int]) -> str:
    """Return every value that occurs with its number: "73 active, 88 unclear if active and 10 ended"."""
    shown = [f"{format_number(number)} {small(name)}" for name, number in numbers.items() if number]
    return f"{in_words(shown)}." if shown else ""


def types(numbers: Mapping[str, int]) -> str:
    """Return every type that occurs with its number: "Service 63, training 35 and network 32"."""
    shown = [f"{name.lower()} {format_number(number)}" for name, number in numbers.items() if number]
    return f"{capital(in_words(shown))}." if shown else ""


def without(number: int) -> str:
    """Return how many have no fixed base; empty for none."""
    return f"{count(number, 'organisation has', 'organisations have')} no fixed base." if number else ""


def verb(number: int, one: str = "is", many: str = "are") -> str:
    """Return the verb that fits a number."""
    return agreeing(number, one, many)


def none_of(names: Sequence[str]) -> str:
    """Return countries or regions as they stand after "nothing is in": "Africa, the Americas or Asia"."""
    return in_words([place(name) for name in names], "or")


def place(name: str) -> str:
    """Return a country or region of the world as it stands within a sentence: "the Americas"."""
    return AMERICAS if name == _PLURAL_REGION else with_article(name)

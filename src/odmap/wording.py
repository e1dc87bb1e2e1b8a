"""Numbers, dates and lists as English sentences have them, after Unicode CLDR.

What depends on the language is asked of Babel for :data:`LOCALE`, and kept: Babel takes 10 to 50 microseconds for each,
and a page says the same few numbers many times.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import localcontext
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from babel.units import format_unit

LOCALE = Locale.parse("en_GB")
"""The language of every sentence, and the habits of its country."""

UNKNOWN_DATE = "an unknown date"

_MOST_DIGITS = 1000
_LETTERS_OF_ISO_639_1 = 2
_LIST_STYLES: dict[Literal["and", "or"], Literal["standard", "or"]] = {
    "and": "standard",
    "or": "or",
}  # in Babel's words


@lru_cache(maxsize=4096)
def format_number(number: float, decimals: int = 0) -> str:
    """Return a number with its groups of digits: "1,204"; with decimals "2.3"."""
    pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    with localcontext() as context:
        context.prec = _MOST_DIGITS  # else a number of 29 digits, which a file may hold, is an error
        return str(format_decimal(number, pattern, locale=LOCALE))


@lru_cache(maxsize=1024)
def compact_number(number: int) -> str:
    """Return a large number in words: "2.9 billion", "3 million"."""
    return str(format_compact_decimal(number, format_type="long", locale=LOCALE, fraction_digits=1))


@lru_cache(maxsize=256)
def percent(share: float, decimals: int = 0) -> str:
    """Return a share from 0 to 1 in percent: "84%"; with decimals "2.7%"."""
    pattern = f"#,##0.{'0' * decimals}%" if decimals else None
    return str(format_percent(share, pattern, locale=LOCALE))


@lru_cache(maxsize=1024)
def kilometres(distance: float) -> str:
    """Return a distance in whole kilometres: "1,520 km"."""
    return str(format_unit(round(distance), "length-kilometer", length="short", locale=LOCALE))


def file_size(size: int) -> str:
    """Return the size of a file, given in bytes: "2.3 MB", "40 kB"."""
    if size >= 1e5:
        return str(format_unit(round(size / 1e6, 1), "digital-megabyte", length="short", locale=LOCALE))
    return str(format_unit(max(1, round(size / 1e3)), "digital-kilobyte", length="short", locale=LOCALE))


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 organisation", "1,204 organisations"."""
    return f"{format_number(number)} {agreeing(number, singular, plural or singular + 's')}"


def agreeing(number: int, one: str, other: str) -> str:
    """Return the word that agrees with a number: "is" with 1, "are" with any other, in English."""
    return one if _plural_category(number) == "one" else other


@lru_cache(maxsize=4096)
def _plural_category(number: int) -> str:
    return str(LOCALE.plural_form(number))


@lru_cache(maxsize=1024)
def long_date(day: date) -> str:
    """Return a date as "2 November 2026"."""
    return str(format_date(day, "long", locale=LOCALE))


def iso_date(iso: str) -> str:
    """Return a date that is given as ISO 8601, such as "2026-11-02", as :func:`long_date`; an empty one is unknown."""
    return long_date(date.fromisoformat(iso)) if iso else UNKNOWN_DATE


def language_name(code: str) -> str:
    """Return the name of a language by its code of ISO 639-1; the code itself if no language has it."""
    return language_names().get(code, code)


@lru_cache(maxsize=1)
def language_names() -> Mapping[str, str]:
    """Return the name of every language that has a code of ISO 639-1, by its code."""
    return {code: str(name) for code, name in LOCALE.languages.items() if len(code) == _LETTERS_OF_ISO_639_1}


def in_words(items: Sequence[str], joint: Literal["and", "or"] = "and") -> str:
    """Join words into a list: "a", "a and b", "a, b and c"; with the other joint "a, b or c"."""
    return str(format_list(list(items), _LIST_STYLES[joint], locale=LOCALE))


def small(words: str) -> str:
    """Begin words with a small letter, to stand within a sentence."""
    return words[:1].lower() + words[1:]


def capital(words: str) -> str:
    """Begin words with a capital letter, to stand at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def joined(sentences: Sequence[str]) -> str:
    """Join sentences; empty ones are left out."""
    return " ".join(sentence for sentence in sentences if sentence)

"""Words and numbers in English sentences: counts with their noun, lists, dates, capitals."""

from collections.abc import Sequence
from datetime import date


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 organisation", "1,204 organisations"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def long_date(day: date) -> str:
    """Return a date as "2 November 2026"; strftime knows no way to leave the zero out that works on every system."""
    return f"{day.day} {day:%B %Y}"


def small(words: str) -> str:
    """Begin words with a small letter, to stand within a sentence."""
    return words[:1].lower() + words[1:]


def capital(words: str) -> str:
    """Begin words with a capital letter, to stand at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def in_words(items: Sequence[str], joint: str = "and") -> str:
    """Join words as English does: "a", "a and b", "a, b and c"; with another joint "a, b or c"."""
    return f"{', '.join(items[:-1])} {joint} {items[-1]}" if len(items) > 1 else "".join(items)


def joined(sentences: Sequence[str]) -> str:
    """Join sentences; empty ones are left out."""
    return " ".join(sentence for sentence in sentences if sentence)

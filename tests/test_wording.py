"""Numbers, dates and lists in sentences, as British English has them."""

from datetime import date

import numpy as np
import pytest

from odmap import wording


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 bodies"), (1, "1 body"), (2, "2 bodies"), (1204, "1,204 bodies"), (np.int64(1), "1 body")],
)
def test_a_count_agrees_with_its_noun(number: int, words: str) -> None:
    """One has the singular, none and many the plural; numpy's numbers are counted like Python's."""
    assert wording.count(number, "body", "bodies") == words
    assert wording.count(3, "organisation") == "3 organisations"


def test_numbers_are_grouped() -> None:
    """Thousands are set off by commas, and decimals are as many as asked for."""
    assert wording.format_number(1234567) == "1,234,567"
    assert wording.format_number(10**30) == "1" + 10 * ",000"
    assert wording.format_number(np.int64(1000)) == "1,000"
    assert (wording.format_number(2, 1), wording.format_number(0.25, 1)) == ("2.0", "0.2")
    assert wording.percent(0.836) == "84%"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (2_900_000_000, "2.9 billion"),
        (3_000_000_000, "3 billion"),
        (5_600_000, "5.6 million"),
        (34_000_000, "34 million"),
    ],
)
def test_large_numbers_end_with_a_word(number: int, words: str) -> None:
    """One decimal is enough, and a zero is left out."""
    assert wording.compact_number(number) == words


def test_distances_and_sizes_name_their_units() -> None:
    """A number and its unit stand apart, and no file weighs nothing."""
    assert wording.kilometres(1520.4) == "1,520 km"
    assert [wording.file_size(size) for size in (12, 56_700, 2_345_678)] == ["1 kB", "57 kB", "2.3 MB"]


@pytest.mark.parametrize(
    ("items", "joined"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["{0}", "b, c", "{1}"], "{0}, b, c and {1}"),
    ],
)
def test_lists_have_no_comma_before_and(items: list[str], joined: str) -> None:
    """British English leaves the last comma out; braces and commas in an item stay as they are."""
    assert wording.in_words(items) == joined
    assert wording.in_words(tuple(items), "or") == joined.replace(" and ", " or ")


def test_dates_are_written_out() -> None:
    """A day stands before its month, without a zero; a date that nobody knows is called so."""
    assert wording.long_date(date(2026, 11, 2)) == "2 November 2026"
    assert wording.iso_date("2026-11-22") == "22 November 2026"
    assert wording.iso_date("") == "an unknown date"


def test_sentences_begin_as_their_place_asks() -> None:
    """Capitals change at the beginning only; empty sentences leave no gap."""
    assert (wording.capital("about Oslo"), wording.small("About Oslo")) == ("About Oslo", "about Oslo")
    assert wording.joined(["One.", "", "Two."]) == "One. Two."

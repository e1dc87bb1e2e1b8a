"""What is said of a picture to those who do not see it: the finding, true of any numbers, and never its digits."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.analysis.ecosystem import findings
from odmap.analysis.finding_pictures import darkest, ranked, share
from odmap.views.selection import Selection, apply


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (0, "none"),
        (9, "fewer than one in ten"),
        (20, "about one in five"),
        (33, "about a third"),
        (49, "nearly half"),
        (50, "half"),
        (51, "more than half"),
        (85, "more than four in five"),
        (99, "nearly all"),
        (100, "all"),
    ],
)
def test_a_share_in_words(part: int, words: str) -> None:
    """None, half and all are said only of exactly these, everything else by the words nearest to it."""
    assert share(part, 100) == words


@pytest.mark.parametrize(
    ("numbers", "total", "words"),
    [
        ({"Japan": 53, "Italy": 20, "Spain": 20}, 160, "Japan is the most common: about a third. Then Italy and Spain"),
        ({"Japan": 5, "Italy": 4}, 9, "Japan is the most common: more than half. Then Italy."),
        ({"Japan": 4, "Italy": 4, "Spain": 0}, 8, "Japan and Italy share the first place: half each."),
        ({"Japan": 4}, 4, "All: Japan."),
        ({"Japan": 4}, 6, "Only one bar: Japan."),
        (dict.fromkeys("abcd", 1), 4, "Nothing stands out"),
        ({}, 0, "Nothing listed matches these filters."),
    ],
)
def test_what_is_first(numbers: Mapping[str, int], total: int, words: str) -> None:
    """The first and its share, then the next, and how far behind; a tie names no winner."""
    assert ranked(numbers, total).startswith(words)
    assert ("far behind" in ranked(numbers, total)) == (numbers.get("Italy") == 20)


@given(
    st.dictionaries(st.sampled_from(["one", "two", "three", "four", "five"]), st.integers(0, 50)), st.integers(0, 99)
)
def test_any_numbers_have_a_sentence(numbers: Mapping[str, int], others: int) -> None:
    """Whatever is counted, it is said without a digit and ends with a full stop."""
    told = ranked(numbers, sum(numbers.values()) + others)
    assert re.fullmatch(r"[A-Z][^\d]*\.", told)


def test_many_dark_cells_are_not_named() -> None:
    """Up to three cells are named; more would be no finding."""
    assert darkest(["training in Japan"]) == "The darkest cell is training in Japan."
    assert darkest(["a", "b", "c", "d"]) == ""


@pytest.mark.parametrize("chosen", [{}, {"country": ["FI"]}, {"country": ["LV"]}, {"type": ["institution"]}])
def test_no_picture_is_described_by_digits(chosen: dict[str, list[str]]) -> None:
    """Of every chart of any view, the description is a sentence; only years are written in digits."""
    for found in findings(apply(load().frame, Selection.of("", **chosen))):
        digits = re.findall(r"\d+", found.seen)
        assert found.seen.endswith("."), found.id
        assert all(len(number) == 4 for number in digits), found.seen
        assert found.id in ("beginnings", "freshness") or not digits, found.seen

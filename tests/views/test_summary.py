"""Counts and sentences about a view."""

import pandas as pd
import pytest

from odmap.directory.organisation import Type
from odmap.views.selection import Selection, apply
from odmap.views.summary import (
    by_type,
    filters_in_words,
    headline,
    not_listed_sentence,
    precision_sentence,
    relaxations,
    value_label,
)
from tests.counted import HEADLINE, TOTAL, number_of


def test_headline_of_everything(frame: pd.DataFrame) -> None:
    """The sentence above the map counts the whole directory."""
    assert headline(frame, frame) == HEADLINE


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection.of(country=["FI"]), f"{number_of(country='FI')} of {TOTAL} organisations, in 1 country"),
        (Selection.of(country=["none"]), f"{number_of(country='')} of {TOTAL} organisations"),
        (Selection.of("zzz"), f"0 of {TOTAL} organisations"),
    ],
)
def test_headline_under_a_filter(frame: pd.DataFrame, selection: Selection, words: str) -> None:
    """Under a filter the sentence says how many of how many."""
    assert headline(apply(frame, selection), frame) == words


def test_headline_of_an_empty_directory(frame: pd.DataFrame) -> None:
    """With nothing in it, the directory says so instead of failing."""
    assert headline(frame[:0], frame[:0]) == "0 organisations in 0 countries, 0 known to be active"


def test_precision_is_told_in_words(frame: pd.DataFrame) -> None:
    """The sentence about precision adds up to the view, and is empty for an empty view."""
    numbers = [int(word) for word in precision_sentence(frame).split() if word.isdigit()]
    assert sum(numbers) == len(frame)
    assert len(numbers) == 4
    assert precision_sentence(frame[:0]) == ""


def test_groups_come_in_the_order_of_the_legend(frame: pd.DataFrame) -> None:
    """Every organisation stands in exactly one group; groups go by type, rows by country and name."""
    groups = by_type(frame)
    assert [kind for kind, _ in groups] == list(Type)
    assert sorted(pd.concat([rows for _, rows in groups]).index) == list(frame.index)
    services = groups[0][1]
    keys = [(row["country_name"].casefold(), row["name"].casefold()) for row in services.to_dict("records")]
    assert keys == sorted(keys)


def test_an_empty_view_names_the_one_filter_to_relax(frame: pd.DataFrame) -> None:
    """Each single filter whose removal helps is named with what would then show, the most helpful first."""
    selection = Selection.of(country=["FI"], type=["programme"], status=["active"])
    assert apply(frame, selection).empty
    ways = relaxations(frame, selection)
    assert {way.names for way in ways} == {("country",), ("type",)}
    assert [way.found for way in ways] == sorted((way.found for way in ways), reverse=True)
    for way in ways:
        relaxed = selection.without(way.names[0])
        assert len(apply(frame, relaxed)) == way.found


def test_an_empty_view_may_need_two_filters_relaxed(frame: pd.DataFrame) -> None:
    """Where no single filter is to blame, the smallest sets that help are named."""
    selection = Selection.of("zzz", country=["LV"], type=["service"])
    ways = relaxations(frame, selection)
    assert {way.names for way in ways} == {("country", "q"), ("type", "q")}
    assert any(way.words == "Main type: Service and Words: “zzz”" for way in ways)


def test_labels_of_values(frame: pd.DataFrame) -> None:
    """Values are shown by name, not by code."""
    assert value_label(frame, "country", "GB") == "United Kingdom"
    assert value_label(frame, "country", "none") == "No fixed base"
    assert value_label(frame, "type", "service") == "Service"


def test_filters_in_words(frame: pd.DataFrame) -> None:
    """What is chosen reads as labels and names, in the order of the sidebar; no choice as nothing."""
    selection = Selection.of("peer", type=["service"], country=["FI", "NO"], verification=["related"])
    words = "Country: Finland, Norway; How sure we are: Related to Open Dialogue; Main type: Service; Words: “peer”"
    assert filters_in_words(frame, selection) == words
    assert filters_in_words(frame, Selection.of(country=["none"])) == "Country: No fixed base"
    assert filters_in_words(frame, Selection()) == ""


def test_what_is_not_listed_is_no_statement_about_the_world(frame: pd.DataFrame) -> None:
    """Chosen values that no organisation has are named, places with their article; the rest is left unsaid."""
    exists = "This tells you what the directory lists, not what exists."
    for chosen, words in (
        (Selection.of(country=["KE"]), f"Nothing is listed in Kenya. {exists}"),
        (Selection.of("x", country=["FI", "PH", "KE"]), f"Nothing is listed in the Philippines or Kenya. {exists}"),
        (
            Selection.of(country=["KE"], principle=["flexibility"]),
            f"Nothing is listed in Kenya or under “Principle: Flexibility and responsiveness”. {exists}",
        ),
        (Selection.of("zzz", country=["LV"], type=["service"]), ""),
        (Selection(), ""),
    ):
        assert not_listed_sentence(frame, chosen) == words
    assert filters_in_words(frame, Selection.of(country=["KE", "NO"])) == "Country: Kenya, Norway"

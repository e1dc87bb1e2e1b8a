"""Counts in words: page, map and file say the same."""

from odmap import load
from odmap.views.codes import NO_BASE
from odmap.views.selection import Selection, apply
from odmap.views.summary import headline
from odmap.wording import count
from tests.parity.javascript import call

NUMBERS = [*range(120), 999, 1_000, 1_204, 12_345, 999_999, 1_000_000, 123_456_789]


def test_numbers_stand_with_their_noun_alike() -> None:
    """One is singular, all others are plural, and thousands have a comma."""
    for nouns in (("organisation",), ("country", "countries"), ("of them has", "of them have")):
        said = call("shared/words.js", "counted", [[number, *nouns] for number in NUMBERS])
        assert said == [count(number, *nouns) for number in NUMBERS]


def test_the_file_counts_in_the_words_of_the_page() -> None:
    """For every filter, the sentence of the file that stands alone is the one above the map."""
    frame = load().frame
    views = [
        apply(frame, chosen)
        for chosen in (
            *(Selection.of(country=[code]) for code in sorted(set(frame["country"].dropna()))),
            *(Selection.of(type=[kind]) for kind in sorted(set(frame["type"]))),
            Selection.of(country=["FI", "NO"], type=["service"]),
            Selection.of(country=[NO_BASE]),
            Selection.of("no such words"),
        )
    ]
    rows = [
        [{"country": code or NO_BASE} for code in view["country"].where(view["country"].notna(), None)]
        for view in views
    ]
    said = call("standalone/search.js", "countWords", [[each, len(frame)] for each in rows])
    assert said == [headline(view, frame) for view in views]


def test_a_cluster_counts_in_the_same_words() -> None:
    """A cluster's total, and the countries it leaves unnamed, are written as everywhere."""
    countries = [[f"Country {place}", number] for place, number in enumerate(NUMBERS, start=1)]
    calls = [[sum(number for _, number in part), part] for part in (countries[:size] for size in range(2, 60))]
    for (total, part), words in zip(calls, call("shared/cluster-words.js", "clusterWords", calls), strict=True):
        assert words.startswith(f"{count(total, 'organisation')} in {count(len(part), 'country', 'countries')}: ")
        assert words.endswith(f" and {count(len(part) - 4, 'more country', 'more countries')}") is (len(part) > 4)

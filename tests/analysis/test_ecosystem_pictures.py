"""What each picture of the ecosystem page shows, in a sentence: true of any view, and without digits."""

import re

import pandas as pd
import pytest

from odmap import load
from odmap.analysis.ecosystem import IDS, NUMBER, Finding, finding
from odmap.analysis.ecosystem_pictures import in_a_sentence, portion
from odmap.directory.organisation import DOING, HOW_SURE
from odmap.views.selection import Selection, apply

YEAR = re.compile(r"\b(19|20)\d\ds?\b")
VIEWS = (
    Selection(),
    *(Selection.of(country=[code]) for code in ("FI", "LV", "JP", "GB")),
    Selection.of(region=["nordic"]),
    Selection.of(type=["institution"]),
    Selection.of(status=["ended"]),
)


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("selection", VIEWS, ids=str)
def test_a_sentence_holds_no_digits_but_those_of_years(selection: Selection, name: str) -> None:
    """Of whatever view, there is a whole sentence; the numbers stand in the table."""
    found = finding(name, apply(load().frame, selection))
    if found.table.empty:
        assert in_a_sentence(found) == f"{found.title}."
        return
    said = in_a_sentence(found)
    assert said[0].isupper()
    assert said.endswith(".")
    assert not re.search(r"\d", YEAR.sub("", said))
    assert said.count("..") == 0


def shown(name: str, label: str, **numbers: int) -> str:
    """Return what is said of a finding with these bars."""
    table = pd.DataFrame({label: [key.replace("_", " ") for key in numbers], NUMBER: list(numbers.values())})
    return in_a_sentence(Finding(name, "Name", "Title", "", table))


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("Japan has the most organisations; Italy comes next.", {"Japan": 3, "Italy": 2, "A": 1, "B": 1, "C": 1}),
        ("Most organisations are in Japan; Italy comes next.", {"Japan": 6, "Italy": 1, "No_fixed_base": 3}),
        ("Japan and Italy have the most organisations; Spain comes next.", {"Japan": 5, "Italy": 5, "Spain": 2}),
        ("All places have equally many organisations.", {"Japan": 1, "Italy": 1}),
        ("The Americas have the most organisations; Asia comes next.", {"Americas": 4, "Asia": 3, "A": 1, "B": 1}),
        ("All that is counted: Japan.", {"Japan": 9}),
    ],
)  # fmt: skip
def test_places(said: str, numbers: dict[str, int]) -> None:
    """Who is first is named, alone or with others, then who comes next as long as few share that place."""
    assert shown("countries", "Country", **numbers) == said


def test_kinds() -> None:
    """The most common kind is named, then the next, and the rarest if there is one and it was not named."""
    assert shown("types", "Main type", Service=9, Training=5, Network=4, Research=1) == (
        "Service is the most common main type; training and network come next; research is the rarest."
    )
    assert shown("scope", "Reach", Local=2, National=2) == "All reaches that occur are equally common."


def test_active_and_confirmed_are_told_apart() -> None:
    """The picture of their work today says how many are active, and in a sentence of its own how many are confirmed."""
    rows = [("Active", "Confirmed by public pages", 1), ("Unclear if active", "Confirmed by public pages", 9)]
    table = pd.DataFrame(rows, columns=["Status", HOW_SURE, NUMBER])
    assert in_a_sentence(Finding("status", "Name", "Title", "", table)) == (
        "Few organisations are known to be active today; for almost all no page says whether it goes on. "
        "All organisations are confirmed by public pages."
    )


def test_cells() -> None:
    """The heat map says what most countries have, what the fewest have, and where its darkest cell is."""
    rows = [("Japan", "Service", 2), ("Japan", "Network", 7), ("Italy", "Service", 1), ("Spain", "Service", 1)]
    table = pd.DataFrame(rows, columns=["Country", DOING, NUMBER])
    assert in_a_sentence(Finding("matrix", "Name", "Title", "", table)) == (
        "Most countries have service listed; network is listed in the fewest; the darkest cell is network in Japan."
    )
    assert (
        in_a_sentence(Finding("matrix", "Name", "Title", "", table[:2])) == "Service and network are listed in Japan."
    )


def test_time() -> None:
    """Beginnings are told by decade, and the last years by how recent they are."""
    assert shown("beginnings", "First year known", **{"1980s": 1, "1996": 1, "2011": 2, "2017": 4}) == (
        "Most known beginnings are in the 2010s; the tallest column is 2017."
    )
    assert shown("freshness", "Last seen", **{"2015": 1, "2024": 3, "2025": 2}) == (
        "Most of those with a dated page were last seen in 2023 or later; the tallest column is 2024."
    )


@pytest.mark.parametrize(
    ("part", "said"),
    [(100, "All"), (95, "Almost all"), (60, "Most"), (50, "About half of the"), (40, "Fewer than half of the"),
     (33, "About a third of the"), (25, "About a quarter of the"), (3, "Few"), (0, "None of the")],
)  # fmt: skip
def test_portions(part: int, said: str) -> None:
    """A part of a hundred in words."""
    assert portion(part, 100) == said

"""What a text may become while it is typed: places and organisations."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.geography.gazetteer import Gazetteer
from odmap.views.search import MOST, Suggestion, suggest

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


def organisations(found: list[Suggestion]) -> list[str]:
    """Return the labels of the organisations among suggestions."""
    return [one.label for one in found if one.kind == "organisation"]


def test_places_come_before_organisations(frame: pd.DataFrame, gazetteer: Gazetteer) -> None:
    """A text that begins both gives both, the place first, each with what shows it."""
    found = suggest("parma", frame, gazetteer)
    assert found[0][:3] == ("town", "Parma, Emilia-Romagna, Italy", "Town")
    assert found[0].query == {"place": "Parma, Emilia-Romagna, Italy"}
    (ausl,) = [one for one in found if one.query.get("organisation") == "ausl-parma-mental-health-department"]
    assert ausl.kind == "organisation"


def test_a_country_leads_to_what_it_has_or_to_what_is_near_it(frame: pd.DataFrame, gazetteer: Gazetteer) -> None:
    """A country with organisations is a filter; one without is a place to measure from, and never called empty."""
    germany, nigeria = (suggest(name, frame, gazetteer)[0] for name in ("Deutschland", "Nigeria"))
    listed = int((frame["country"] == "DE").sum())
    assert germany == ("country", "Germany", f"Country, {listed} organisations listed", {"country": "DE"})
    assert nigeria == ("country", "Nigeria", "Country, nothing listed", {"place": "Nigeria"})


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("dialogue first", "dialogue-first"),
        ("first dia", "dialogue-first"),
        ("DIÁLOGUE FIR", "dialogue-first"),
        ("dialoge frist", "dialogue-first"),
    ],
)
def test_names_are_found_as_they_are_typed(
    frame: pd.DataFrame, gazetteer: Gazetteer, typed: str, identifier: str
) -> None:
    """Unfinished, in another order, without accents, misspelt: a name is found."""
    queries = [one.query for one in suggest(typed, frame, gazetteer) if one.kind == "organisation"]
    assert {"organisation": identifier} in queries


def test_a_name_that_begins_so_comes_first(make_file: MakeFile, record: Record) -> None:
    """Names that begin with the text stand before those that only hold it; a part of a word is no match."""
    names = ("Open minds", "Minds open", "Reopened", "Mind the gap")
    frame = load(make_file(*(record(number, name=name) for number, name in enumerate(names)))).frame
    assert organisations(suggest("open", frame, None)) == ["Open minds", "Minds open"]
    assert organisations(suggest("mind", frame, None)) == ["Mind the gap", "Minds open", "Open minds"]


@given(text=st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    """Whatever is typed, there are a few suggestions, each of which shows something."""
    found = suggest(text, load().frame, _SHARED)
    assert len(found) <= 2 * MOST
    assert all(len(one.query) == 1 and one.label for one in found)


_SHARED = Gazetteer()

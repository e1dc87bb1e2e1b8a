"""What is nearest to any place."""

from collections.abc import Iterator

import pandas as pd
import pytest
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.analysis.gaps.nearest_by_type import EACH, around
from odmap.directory.organisation import Precision, Type
from odmap.geography.gazetteer import Gazetteer
from odmap.markup import gaps as gaps_markup
from odmap.views.selection import Selection
from tests.markup.test_rendering import Page


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    """Give one gazetteer for all tests."""
    found = Gazetteer()
    yield found
    found.close()


@pytest.mark.parametrize("place", ["Kemi", "Nairobi", "Japan", "Kerala"])
def test_the_nearest_of_each_type(frame: pd.DataFrame, gazetteer: Gazetteer, place: str) -> None:
    """For each thing that is done the three nearest are named, as a plain search through all of them finds."""
    found = around(place, frame, gazetteer)
    assert found is not None
    placed = frame[frame["precision"].isin([Precision.LOCALITY, Precision.REGION])]
    for kind in Type:
        rows = placed[[kind in groups for groups in placed["activity_groups"]]]
        far = [
            great_circle((found.latitude, found.longitude), point).km
            for point in zip(rows["latitude"], rows["longitude"], strict=True)
        ]
        assert [one.kilometres for one in found.nearest[kind]] == pytest.approx(sorted(far)[:EACH])


@pytest.mark.parametrize("place", ["", "   ", "Xyzzyxyzzy", "<script>", "\x00"])
def test_nowhere(frame: pd.DataFrame, gazetteer: Gazetteer, place: str) -> None:
    """A place that is nowhere gives nothing, and the page says so in a sentence, as text."""
    assert around(place, frame, gazetteer) is None
    page = Page(gaps_markup.nearest_to_place(None, place or "x", Selection()))
    assert "Our list of places has no" in page.text
    assert set(page.elements) == {"p"}


@given(place=st.text(max_size=300))
def test_any_place_is_answered(place: str) -> None:
    """Whatever is typed, there is an answer or none, and never an error."""
    found = around(place, load().frame, _SHARED)
    assert found is None or -90 <= found.latitude <= 90


_SHARED = Gazetteer()


def test_nothing_near(frame: pd.DataFrame, gazetteer: Gazetteer) -> None:
    """Where nothing counts, the place is found and nothing is near it."""
    found = around("Kemi", frame.head(0), gazetteer)
    assert found is not None
    assert not found.nearest


def test_words_are_honest(frame: pd.DataFrame, gazetteer: Gazetteer) -> None:
    """The middle of a country and a name that several places have are told."""
    country, town = around("Nigeria", frame, gazetteer), around("Springfield", frame, gazetteer)
    assert "from its middle" in Page(gaps_markup.nearest_to_place(country, "Nigeria", Selection())).text
    assert (
        "Other places have the same name" in Page(gaps_markup.nearest_to_place(town, "Springfield", Selection())).text
    )

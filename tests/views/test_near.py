"""Which place a visitor asks about, and what is near it."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.directory.organisation import Precision, Type
from odmap.geography.gazetteer import Gazetteer
from odmap.markup import near as near_markup
from odmap.views.near import EACH, MOST, NearAnswer, look_around, understand
from odmap.views.selection import Selection
from tests.markup.test_rendering import Page

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


def near(place: str, frame: pd.DataFrame, gazetteer: Gazetteer) -> NearAnswer:
    """Return what is near a place that is known."""
    meant = understand(place, "", gazetteer)
    assert meant.place is not None
    return look_around(meant.place, frame)


@pytest.mark.parametrize("place", ["Kemi", "Nairobi", "Lyon", "Kerala", "Canterbury, Kent, United Kingdom"])
def test_the_nearest_are_those_of_a_plain_search(frame: pd.DataFrame, gazetteer: Gazetteer, place: str) -> None:
    """The nearest of all, and of those that do each thing, are what a search through all of them finds."""
    found = near(place, frame, gazetteer)
    placed = frame[frame["precision"].isin([Precision.LOCALITY, Precision.REGION])]

    def far(rows: pd.DataFrame) -> list[float]:
        points = zip(rows["latitude"], rows["longitude"], strict=True)
        return sorted(great_circle((found.place.latitude, found.place.longitude), point).km for point in points)

    assert [one.kilometres for one in found.nearest] == pytest.approx(far(placed)[:MOST])
    for kind in Type:
        doing = placed[[kind in groups for groups in placed["activity_groups"]]]
        assert [one.kilometres for one in found.by_activity[kind]] == pytest.approx(far(doing)[:EACH])


def test_a_name_of_several_places_is_never_guessed(gazetteer: Gazetteer) -> None:
    """The visitor chooses between them; each choice is understood."""
    asked = understand("Canterbury", "", gazetteer)
    assert asked.place is None
    assert asked.choices == ("Canterbury, New Zealand", "Canterbury, Kent, United Kingdom")
    for choice in asked.choices:
        meant = understand(choice, "", gazetteer)
        assert meant.place is not None
        assert meant.place.words == choice
    assert len(understand("Springfield", "", gazetteer).choices) == MOST


def test_a_place_that_is_only_nearly_known_is_told(gazetteer: Gazetteer) -> None:
    """A misspelt place is offered and not taken; of an unknown one in a known country, only the country is meant."""
    misspelt = understand("Manchster", "", gazetteer)
    assert misspelt.place is None
    assert misspelt.choices[0] == "Manchester, Greater Manchester, United Kingdom"
    unknown = understand("Xyzzyxyzzy, Finland", "", gazetteer)
    assert unknown.place is not None
    assert unknown.place.words == "Finland"
    assert unknown.place.note == "We do not know “Xyzzyxyzzy, Finland” itself, only Finland."


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("Canterbury, Kent, United Kingdom", "1 organisation is listed in Canterbury."),
        ("Lyon", "Nothing is listed in Lyon. The nearest is "),
        ("Nigeria", "Nothing is listed in Nigeria, so we do not know what exists there. The nearest is "),
        ("Kent, England", " km, from the middle of Kent."),
    ],
)
def test_what_is_said(frame: pd.DataFrame, gazetteer: Gazetteer, place: str, words: str) -> None:
    """A town, a region and a country are each told what is listed there, or that nothing is, never that none exists."""
    assert words in near(place, frame, gazetteer).sentence


@pytest.mark.parametrize(("place", "name"), [("Deutschland", "Germany"), ("Kemi", "Kemi")])
def test_what_filters_hide_is_not_called_unlisted(
    frame: pd.DataFrame, gazetteer: Gazetteer, place: str, name: str
) -> None:
    """With filters on, a place that has organisations is never told as one where nothing is listed."""
    meant = understand(place, "", gazetteer).place
    assert meant is not None
    hidden = frame[frame["country"] == "JP"]
    assert look_around(meant, hidden, filtered=True).sentence.startswith(
        f"Nothing that matches your filters is listed in {name}. The nearest is "
    )


def test_a_country_with_some_is_counted_and_not_measured(frame: pd.DataFrame, gazetteer: Gazetteer) -> None:
    """Distances from the middle of a country would mislead where the country has its own."""
    found = near("Deutschland", frame, gazetteer)
    listed = int((frame["country"] == "DE").sum())
    assert (found.in_country, found.nearest) == (listed, ())
    assert found.sentence == f"{listed} organisations are listed in Germany."
    page = Page(near_markup.nearby(found, Selection.of(activity=["training"]), "light"))
    assert "./?activity=training&country=DE" in [value for _, value in page.attributes]
    assert "Only what matches your filters is counted." in page.text


def test_a_point_is_named_after_the_town_next_to_it(frame: pd.DataFrame, gazetteer: Gazetteer) -> None:
    """A point that a browser gave is told with its nearest town; a point at sea is told alone."""
    kent = understand("", "51.28,1.08", gazetteer).place
    assert kent is not None
    assert kent.words == "51.28, 1.08, near Canterbury, Kent, United Kingdom"
    assert "Open Dialogue - Kent and Medway" in look_around(kent, frame).sentence
    sea = understand("ignored", "0,-30", gazetteer).place
    assert sea is not None
    assert sea.words == "0, -30"
    assert look_around(sea, frame).for_map()["reach"] > 3_000


@pytest.mark.parametrize("point", ["91,0", "0,181", "1", "a,b", "1,2,3", "nan,0", "1e3,0", "\u0661,\u0662"])
def test_what_is_no_point_is_passed_over(gazetteer: Gazetteer, point: str) -> None:
    """Then the name counts, as if no point were given."""
    assert understand("", point, gazetteer) == understand("", "", gazetteer)
    kemi = understand("Kemi", point, gazetteer).place
    assert kemi is not None
    assert kemi.name == "Kemi"


@pytest.mark.parametrize("place", ["", "   ", "Xyzzyxyzzy", "<script>", "\x00", "x" * 10_000])
def test_nowhere(gazetteer: Gazetteer, place: str) -> None:
    """A place that is nowhere gives nothing, and the page says so in a sentence, as text."""
    meant = understand(place, "", gazetteer)
    assert (meant.place, meant.choices) == (None, ())
    page = Page(near_markup.which_place(place, meant.choices, Selection()))
    assert "This says nothing about what exists there." in page.text
    assert "script" not in page.elements


@given(place=st.text(max_size=300), point=st.text(max_size=20))
def test_any_question_is_answered(place: str, point: str) -> None:
    """Whatever is typed, there is a place of this world, a few choices or nothing, and never an error."""
    meant = understand(place, point, _SHARED)
    assert meant.place is None or (-90 <= meant.place.latitude <= 90 and not meant.choices)
    assert len(meant.choices) <= MOST


_SHARED = Gazetteer()


def test_nothing_near(frame: pd.DataFrame, gazetteer: Gazetteer) -> None:
    """Where nothing is shown, the place is found and nothing is called near."""
    found = near("Kemi", frame.head(0), gazetteer)
    assert (found.nearest, found.by_activity) == ((), {})
    assert found.sentence == "Nothing that is shown has a known town or region, so nothing can be called near."
    assert found.for_map()["reach"] == 25


def test_all_of_a_town_are_counted(make_file: MakeFile, record: Record, gazetteer: Gazetteer) -> None:
    """More than are told one by one are counted all the same, and those known only to the country are not."""
    frame = load(make_file(*(record(n, town="Kemi") for n in range(9)), record(10))).frame
    found = near("Kemi", frame, gazetteer)
    assert found.sentence == "9 organisations are listed in Kemi."
    assert len(found.nearest) == MOST


def test_each_is_told_with_what_one_needs(frame: pd.DataFrame, gazetteer: Gazetteer) -> None:
    """Distance, place, status, languages and website stand beside each name, and the name leads to all the rest."""
    found = near("Canterbury, Kent, United Kingdom", frame, gazetteer)
    page = Page(near_markup.nearby(found, Selection(), "light"))
    for words in ("In the same town", "About 85 km", "Active, last seen", "English", "kentmedwaymentalhealth.nhs.uk"):
        assert words in page.text
    links = [value or "" for name, value in page.attributes if name == "href"]
    first = found.nearest[0].organisation.id
    assert f"./?place=Canterbury%2C+Kent%2C+United+Kingdom&organisation={first}" in links

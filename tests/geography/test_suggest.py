"""What a place may become while it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap.geography.gazetteer import Gazetteer, place_label


def labels(gazetteer: Gazetteer, text: str, limit: int = 5) -> list[str]:
    """Return the labels of what is suggested."""
    return [place_label(one) for one in gazetteer.suggest(text, limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lyo", "Lyon, Rhône, France"),
        ("Deutschland", "Germany"),
        ("deutsch", "Germany"),
        ("MANCHESTER", "Manchester, Greater Manchester, United Kingdom"),
        ("manchster", "Manchester, Greater Manchester, United Kingdom"),
        ("lon", "London, Greater London, United Kingdom"),
        ("Wien", "Vienna, Austria"),
        ("göteborg", "Gothenburg, Västra Götaland, Sweden"),
        ("東京", "Tokyo, Kanto, Japan"),
        ("sao pau", "São Paulo, Brazil"),
        ("Paris, Tex", "Paris, Texas, United States"),
        ("paris, united s", "Paris, Texas, United States"),
    ],
)
def test_what_is_meant_comes_first(gazetteer: Gazetteer, typed: str, first: str) -> None:
    """Unfinished, misspelt, in another language or with a part of the country: the likeliest place comes first."""
    assert labels(gazetteer, typed)[0] == first


def test_places_of_one_name_are_told_apart(gazetteer: Gazetteer) -> None:
    """Both Canterburys are offered, each with its region or country, and each label leads to its own place alone."""
    found = gazetteer.suggest("canterb")
    assert [place_label(one) for one in found] == ["Canterbury, New Zealand", "Canterbury, Kent, United Kingdom"]
    for one in found:
        again = gazetteer.geocode(place_label(one))
        assert again is not None
        assert (again.latitude, again.longitude, again.raw["ambiguous"]) == (one.latitude, one.longitude, False)
    assert labels(gazetteer, "Canterbury, Eng") == ["Canterbury, Kent, United Kingdom"]


def test_a_city_and_its_region_are_one(gazetteer: Gazetteer) -> None:
    """A city that is called as its region is offered once, as the city, which is more exact."""
    for name in ("Berlin", "Manchester", "Vienna"):
        called = [one for one in gazetteer.suggest(name, 20) if one.raw["name"] == name]
        near = [one for one in called if one.raw["country"] == called[0].raw["country"]]
        assert [one.raw["precision"] for one in near] == ["locality"], name


@pytest.mark.parametrize("text", ["", " ", "x", "%", "zzzzzzzz", ",", ",,Germany,", "\x00\x00", "a" * 10_000])
def test_nothing_is_found_where_nothing_is_called_so(gazetteer: Gazetteer, text: str) -> None:
    """Too little, too much and nonsense find nothing; a comma too many does no harm."""
    assert labels(gazetteer, text) == (["Germany"] if "Germany" in text else [])


@given(text=st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    """Whatever is typed, the answer is a few places of this world, each once."""
    found = _SHARED.suggest(text, 4)
    assert len(found) <= 4
    assert len({place_label(one) for one in found}) == len(found)


_SHARED = Gazetteer()

"""The query: what it may hold, and how a slip of the pen is answered."""

import json
import re

import pytest

from odmap.views.urls import NEAR, OF_LOOKS, OF_PAGES
from tests.web.http.api.asking import EVERY_ADDRESS, ask, ids, refusal


@pytest.mark.parametrize("name", OF_LOOKS)
def test_how_a_page_looks_changes_nothing(name: str) -> None:
    """A query copied from the page works, with whatever else it says about how the page looks."""
    assert ask(f"/api/organisations.json?{name}=anything&country=FI").content == (
        ask("/api/organisations.json?country=FI").content
    )


@pytest.mark.parametrize("name", sorted({*OF_PAGES} - {*OF_LOOKS, NEAR}))
def test_what_would_mislead_is_refused(name: str) -> None:
    """A sheet, an order, one organisation: a file that has nothing of that does not pass it over in silence."""
    for path in ("organisations.csv", "charts/types.csv", "worklist.csv", "changes.atom"):
        found = refusal(f"/api/{path}?{name}=2")
        assert found["parameter"] == name
        assert name not in found["allowed"]
        assert found["error"].endswith("Leave it out.")


def test_a_sheet_is_refused_in_words() -> None:
    """Whoever turns pages is told that one file holds everything, and how to get a part where there are parts."""
    assert refusal("/api/worklist.csv?page=2")["error"] == (
        "There is no parameter called “page” here. Nothing here comes in pages: one file holds everything that "
        "matches. Leave it out."
    )
    assert refusal("/api/organisations.json?page=2")["error"] == (
        "There is no parameter called “page” here. Nothing here comes in pages: one file holds everything that "
        "matches, limit and offset give a part of it. Leave it out."
    )


@pytest.mark.parametrize(
    ("path", "parameter", "given_code", "meant"),
    [
        ("organisations.csv", "country", "Norway", "NO (Norway)"),
        ("changes.atom", "country", "NOR", "NO (Norway)"),
        ("presenter.html", "begin", "Suomi", "FI (Finland)"),
    ],
)
def test_a_country_by_its_name_is_answered_with_its_code(
    path: str, parameter: str, given_code: str, meant: str
) -> None:
    """Who writes a name or three letters is told the two letters, for people and for programs."""
    found = refusal(f"/api/{path}?{parameter}={given_code}")
    assert f"“{given_code}”. Do you mean {meant}?" in found["error"]
    assert (found["parameter"], found["near"]) == (parameter, [meant[:2]])


@pytest.mark.parametrize("path", EVERY_ADDRESS)
def test_unknown_parameters_are_refused(path: str) -> None:
    """A slip of the pen is told, with what is allowed, instead of being passed over."""
    found = refusal(f"{path}?contry=FI")
    assert found["parameter"] == "contry"
    assert "contry" in found["error"]
    assert "download" in found["allowed"]
    assert ("country" in found["allowed"]) == bool(re.search("organisations[.]|/charts/|map[.]|presenter[.]", path))
    assert ("mode" in found["allowed"]) == bool(re.search("/charts/|map[.]", path))


def test_unknown_values_are_refused() -> None:
    """A value that there is not is told with those that there are; the whole directory would mislead."""
    found = refusal("/api/organisations.csv?country=FI&country=Atlantis")
    assert (found["parameter"], found["error"].count("Atlantis")) == ("country", 1)
    assert "“none” for bodies with no fixed base" in found["error"]
    assert refusal("/api/organisations.csv?list=wikipedia")["allowed"] == ["source-page", "research"]
    assert "old age" in refusal("/api/organisations.csv?setting=harbour")["allowed"]
    found = refusal("/api/organisations.csv?language=ja&language=Japanese")
    assert (found["parameter"], found["error"].count("Japanese")) == ("language", 1)
    assert {"ja", "sw"} <= set(found["allowed"]), "also those that no organisation is known to use"
    assert refusal("/api/organisations.csv?download=no")["allowed"] == ["1"]


def test_a_long_search_is_refused() -> None:
    """The longest search is 200 characters, white space at its ends not counted; a longer one is not cut in silence."""
    assert ask(f"/api/organisations.csv?q=+++{'x' * 200}+++").status_code == 200
    found = refusal(f"/api/organisations.csv?q={'x' * 150}&q={'y' * 50}")
    assert (found["parameter"], found["allowed"]) == ("q", ["up to 200 characters"])
    assert "201" in found["error"]


@pytest.mark.parametrize("query", ["?{}=1", "?country={}", "?download={}", "/{}.json", "?q={0}{0}"])
def test_little_of_what_was_given_is_repeated(query: str) -> None:
    """However long a mistake is, the answer to it stays short."""
    path = "/api/organisations" + ("" if query.startswith("/") else ".csv") + query.format("A" * 3000)
    found = refusal(path, 404 if query.startswith("/") else 400)
    assert "A" * 80 not in json.dumps(found)


def test_hostile_text_is_only_text(hostile: str) -> None:
    """Whatever is asked for, the answer is JSON that repeats it as text, or an empty list."""
    name = "".join(f"%{byte:02X}" for byte in hostile.encode())
    found = refusal(f"/api/organisations.json?country={name}")
    assert hostile.strip()[:70] in found["error"]
    assert refusal(f"/api/organisations.json?{name}=1")["parameter"][:70] == hostile[:70]
    assert ids(ask(f"/api/organisations.json?q={name}")) == []
    refusal(f"/api/organisations/{name}.json", 404)

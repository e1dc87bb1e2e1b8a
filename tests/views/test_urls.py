"""Links from one part of odmap to another."""

from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.views.selection import Selection, from_query
from odmap.views.urls import data_link, link, map_link, presenter_link, public_root


@pytest.mark.parametrize(
    ("page", "selection", "others", "address"),
    [
        ("", Selection(), {}, "./"),
        ("directory", Selection(), {}, "./directory"),
        ("", Selection.of(country=["FI", "NO"]), {}, "./?country=FI&country=NO"),
        (
            "directory",
            Selection.of("so & so?"),
            {"sort": "-since", "page": ""},
            "./directory?q=so+%26+so%3F&sort=-since",
        ),
        ("", Selection.of(type=["service"]), {"organisation": "a-b"}, "./?type=service&organisation=a-b"),
    ],
)
def test_links(page: str, selection: Selection, others: dict[str, str], address: str) -> None:
    """A link holds the page, the filters, and whatever else is given and not empty."""
    assert link(page, selection, **others) == address  # type: ignore[arg-type] # parametrize gives plain text


def test_a_link_to_data_asks_to_save_it() -> None:
    """The links that save files go to the API, with the filters."""
    address = data_link("csv", Selection.of(country=["FI"]))
    assert address == "./api/organisations.csv?country=FI&download=1"


def test_links_to_the_presenters_files_ask_to_save_them() -> None:
    """They hold the filters, the beginning of the story or what the picture is for, and ask for a file to keep."""
    selection = Selection.of(country=["FI"])
    assert presenter_link("pptx", selection) == "./api/presenter.pptx?country=FI&download=1"
    assert presenter_link("html", selection, "NO") == "./api/presenter.html?country=FI&begin=NO&download=1"
    assert map_link("svg", Selection()) == "./api/map.svg?download=1"
    assert map_link("png", selection, size="print") == "./api/map.png?country=FI&download=1&size=print"


@pytest.mark.parametrize(
    ("given_address", "root"),
    [
        (None, ""),
        ("", ""),
        ("   ", ""),
        ("https://map.example.org", "https://map.example.org/"),
        ("https://map.example.org/", "https://map.example.org/"),
        (" http://localhost:8501/od// ", "http://localhost:8501/od/"),
    ],
)
def test_the_public_address(monkeypatch: pytest.MonkeyPatch, given_address: str | None, root: str) -> None:
    """It ends with one slash, however it was written, so that a link can be put behind it; without one it is empty."""
    if given_address is None:
        monkeypatch.delenv("ODMAP_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("ODMAP_ADDRESS", given_address)
    assert public_root() == root


@pytest.mark.parametrize(
    "wrong",
    [
        "map.example.org",
        "ftp://map.example.org",
        "https://",
        "https://a b",
        "javascript:alert(1)",
        "https://map.example.org/?country=FI",
        "https://map.example.org/#map",
        "https://map.example.org/?",
    ],
)
def test_a_public_address_that_is_none(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    """What no link can be put behind is refused, and the message names the variable and what to do."""
    monkeypatch.setenv("ODMAP_ADDRESS", wrong)
    with pytest.raises(ValueError, match=r"^ODMAP_ADDRESS: .*: write ") as problem:
        public_root()
    assert repr(wrong) in str(problem.value)


@given(text=st.text(), organisation=st.text(min_size=1))
def test_a_link_reads_back(text: str, organisation: str) -> None:
    """Whatever was searched for or asked for, the address gives it back, and nothing else."""
    frame: pd.DataFrame = load().frame
    selection = Selection.of(text, country=["FI"], status=["active"])
    given_back = parse_qs(urlsplit(link("", selection, organisation=organisation)).query)
    assert given_back.pop("organisation") == [organisation]
    assert from_query(given_back, frame) == (selection, [])

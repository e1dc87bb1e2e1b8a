"""Links from one part of odmap to another."""

from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.address import data_link, link
from odmap.selection import Selection, from_query


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


@given(text=st.text(), organisation=st.text(min_size=1))
def test_a_link_reads_back(text: str, organisation: str) -> None:
    """Whatever was searched for or asked for, the address gives it back, and nothing else."""
    frame: pd.DataFrame = load().frame
    selection = Selection.of(text, country=["FI"], status=["active"])
    given_back = parse_qs(urlsplit(link("", selection, organisation=organisation)).query)
    assert given_back.pop("organisation") == [organisation]
    assert from_query(given_back, frame) == (selection, [])

"""The parts that a browser fetches: the same as the page would say, for the same query."""

import re
from typing import Any

import pandas as pd
import pytest
from requests import Response
from schemathesis.python.asgi import get_client  # starlette's own client needs httpx2, which nothing else here does
from starlette.applications import Starlette

from odmap.views.selection import Selection, apply
from odmap.views.summary import by_type
from odmap.web.http import fragments
from odmap.web.http.fragments import FragmentQuery
from tests.counted import number_of
from tests.markup.test_rendering import Page

APP: Any = Starlette(routes=fragments.ROUTES)  # schemathesis and starlette write the type of an application differently
CLIENT = get_client(APP)


def ask(part: str, selection: Selection | None = None, asked: FragmentQuery | None = None, **headers: str) -> Response:
    """Return the answer to a part's own address."""
    address = fragments.address(part, selection or Selection(), asked or FragmentQuery())
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return CLIENT.get(address.removeprefix("."), headers=named)


def ids(text: str) -> list[str]:
    """Return the organisations of a part, in its order."""
    return list(dict.fromkeys(re.findall(r'data-organisation="([^"]+)"', text)))


def test_the_list_is_that_of_the_view(frame: pd.DataFrame) -> None:
    """Page by page, the list holds every organisation of the view once, in the legend's order."""
    chosen = Selection.of(country=["JP"])
    wanted = [found for _, rows in by_type(apply(frame, chosen)) for found in rows["id"]]
    sheets = -(-len(wanted) // fragments.PER_PAGE)
    pages = [ids(ask("list", chosen, FragmentQuery(sheet=str(number))).text) for number in range(1, sheets + 1)]
    assert [one for page in pages for one in page] == wanted
    assert len(pages[0]) == fragments.PER_PAGE


def test_bodies_without_a_base(frame: pd.DataFrame) -> None:
    """All bodies without a base stand below the map, and nobody else; of very many the first, and how many more."""
    assert sorted(ids(ask("aside").text)) == sorted(frame.loc[frame["precision"].isna(), "id"])
    assert ids(ask("aside", Selection.of(country=["FI"])).text) == []


def test_the_legend_counts_the_view() -> None:
    """The legend says how many of each type the view holds, and how exactly they are placed."""
    text = Page(ask("legend", Selection.of(country=["FI"])).text).text
    assert f"Service ({number_of(country='FI', type='service')})" in text
    assert "placed in or near a town" in text


def test_what_is_sent_has_the_visitors_address() -> None:
    """Links and citation begin with the server's address as the visitor sees it, and keep the filters."""
    asked = FragmentQuery(page="directory", sort="-since", root="https://map.example.org/od/")
    text = Page(ask("send", Selection.of(country=["FI"]), asked).text).text
    assert "https://map.example.org/od/directory?country=FI&sort=-since" in text


@pytest.mark.parametrize("root", ["javascript:alert(1)", "", "https://x/<script>"])
def test_an_address_that_is_none_is_replaced(root: str) -> None:
    """What is no web address does not get into the links: the server's own stands there."""
    text = ask("send", asked=FragmentQuery(root=root)).text
    assert "javascript" not in text
    assert "<script" not in text
    assert re.search(r"https?://[a-z.0-9:]+/", text)


@pytest.mark.parametrize("part", fragments.PARTS)
@pytest.mark.parametrize(
    "query", ["?mode=pink&page=0&at=nowhere", "?page=-3", "?page=99999999999", "?organisation=nobody"]
)
def test_wrong_words_of_an_address_are_gentle(part: str, query: str) -> None:
    """A mode, page or organisation that there is not is passed over, as on the page itself."""
    answer = CLIENT.get(f"/part/{part}{query}")
    assert answer.status_code == 200
    assert "Traceback" not in answer.text


def test_an_unknown_value_is_refused() -> None:
    """A filter's value that no organisation has is refused in words, so that a list never shows something else."""
    answer = CLIENT.get("/part/list?country=ZZ")
    assert answer.status_code == 400
    assert "No country has the code “ZZ”" in answer.json()["error"]


@pytest.mark.parametrize("part", fragments.PARTS)
@pytest.mark.parametrize("query", ["download=x", "download=1", "begin=NO", "x=1", f"q={'x' * 201}", "type=choir"])
def test_a_part_refuses_in_words(part: str, query: str) -> None:
    """What a part cannot be asked for is told as the API tells it: no fault of the server, nothing in its log."""
    answer = CLIENT.get(f"/part/{part}?{query}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == query.partition("=")[0]
    assert answer.json()["error"].endswith(".")


def test_the_same_part_is_not_sent_again() -> None:
    """A browser that has a part already is told so in a few bytes."""
    first = ask("list")
    again = ask("list", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")

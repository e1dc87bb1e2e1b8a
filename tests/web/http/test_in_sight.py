"""The entries of the list beside the map: those asked for, in their order, and honest about each place."""

import json
import re
from typing import Any

import pandas as pd
import pytest
from schemathesis.python.asgi import get_client  # starlette's own client needs httpx2, which nothing else here does
from starlette.applications import Starlette

from odmap.graphics.leaflet_options import LISTED
from odmap.maps import live as live_map
from odmap.views.selection import Selection
from odmap.views.urls import encoded
from odmap.web.http import in_sight

APP: Any = Starlette(routes=in_sight.ROUTES)  # schemathesis and starlette write the type of an application differently
CLIENT = get_client(APP)


def ask(frame: pd.DataFrame, rows: str, selection: Selection | None = None, version: str = "") -> Any:
    """Return the answer for some rows."""
    address = in_sight.address(version or live_map.table_version(frame), "dark").removeprefix(".")
    filters = encoded((selection or Selection()).to_query()).replace("?", "&")
    return CLIENT.get(f"{address}{filters}&rows={rows}")


def test_entries_are_those_of_the_rows(frame: pd.DataFrame) -> None:
    """Every row asked for is named once, in its order, under its country, with its place, status and link."""
    table = json.loads(live_map.table(frame))
    numbers = [5, 0, 9]
    text = ask(frame, ",".join(map(str, numbers)), Selection.of(country=["FI"])).text
    assert re.findall(r'data-organisation="([^"]+)"', text) == [table["ids"][number] for number in numbers]
    assert [int(row) for row in re.findall(r'data-od-row="(\d+)"', text)] == numbers
    countries = [table["countries"][table["country"][number]] for number in numbers]
    assert re.findall("<h3>([^<]+)</h3>", text) == list(dict.fromkeys(countries))
    assert text.count("country=FI") == len(numbers)
    for one in live_map.numbered(frame, numbers):
        assert one.place.replace("'", "&#39;") in text
        assert one.status.label in text
    assert "/dark/" in text


def test_no_more_are_named_than_the_list_holds(frame: pd.DataFrame) -> None:
    """However many rows are asked for, the answer stays small."""
    text = ask(frame, ",".join(map(str, range(200)))).text
    assert text.count("data-od-row") == LISTED
    assert len(text) < 40_000


@pytest.mark.parametrize("rows", ["", "-1", "999999", "1,x", "1;2"])
def test_rows_that_are_none(frame: pd.DataFrame, rows: str) -> None:
    """What is no row of the table is not found."""
    assert ask(frame, rows).status_code == 404


def test_rows_of_another_table(frame: pd.DataFrame) -> None:
    """The numbers of an older table would name others, so there is no answer for them."""
    assert ask(frame, "1", version="old").status_code == 404
    assert ask(frame, "1").status_code == 200


def test_what_is_unknown_is_refused(frame: pd.DataFrame) -> None:
    """A parameter or country that does not exist is a mistake, as everywhere."""
    assert CLIENT.get("/part/sight?banana=1&rows=1").status_code == 400
    assert CLIENT.get(f"/part/sight?country=XX&v={live_map.table_version(frame)}&rows=1").status_code == 400

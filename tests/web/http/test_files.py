"""What the page fetches: tiles of towns and regions, with how long a browser may keep them."""

import json
from typing import Any

import pytest

from odmap.graphics.assets import FILES, tiles_version
from odmap.web.http.files import FOREVER, ROUTES
from tests.asgi import client

HERE = "/assets/tile/4/8/5.json"


def get(path: str) -> Any:
    """Return the answer to a request."""
    return client(ROUTES).get(path)


def test_a_tile_is_kept_under_its_own_version_only() -> None:
    """A browser keeps a tile for good under its version, not at all under another, and asks again without one."""
    answers = [get(f"{HERE}{query}") for query in (f"?v={tiles_version()}", "?v=000000000000", "")]
    assert [answer.headers["cache-control"] for answer in answers] == [FOREVER, "no-store", "no-cache"]
    assert len({answer.content for answer in answers}) == 1
    assert "Amsterdam" in {town[0] for town in json.loads(answers[0].content)["towns"]}
    assert answers[0].headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "path",
    [
        *("5/0/0", "4/16/0", "4/0/16", "99999999999/0/0", f"8/{'9' * 60}/0"),
        *("4/-1/0", "4/a/b", "4/8", "4/8.5/5", "//", "4/8/5/6", "%00/0/0"),
    ],
)
def test_what_is_no_tile_is_not_found(path: str) -> None:
    """Numbers without a tile, and what is no number, are answered with 404 and never with a fault."""
    answer = get(f"/assets/tile/{path}.json")
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_the_map_is_told_where_tiles_are() -> None:
    """The script that the page's frame loads names the address of tiles, with the version of what they hold."""
    script = FILES["map.js"].content().decode()
    told = json.loads(script.rpartition("window.odmapSettings=")[2].rpartition(";")[0])
    address, levels = told["tiles"]["address"], told["tiles"]["levels"]
    path = address.removeprefix("../..").format(level=levels[0][0], column=8, row=5)
    answer = get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, FOREVER)

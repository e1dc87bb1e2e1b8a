"""What the page fetches: tiles of towns and regions, with how long a browser may keep them."""

import json
from typing import Any

import pytest

from odmap.graphics.assets import FILES, land_version, tiles_version
from odmap.web.http.files import FOREVER, ROUTES
from tests.asgi import client

HERE = "/assets/tile/4/8/5.json"


def get(path: str) -> Any:
    """Return the answer to a request."""
    return client(ROUTES).get(path)


LAND = "/assets/land/32/21.json"


def test_a_tile_is_kept_under_its_own_version_only() -> None:
    """A browser keeps a tile for good under its version, not at all under another, and asks again without one."""
    answers = [get(f"{HERE}{query}") for query in (f"?v={tiles_version()}", "?v=000000000000", "")]
    assert [answer.headers["cache-control"] for answer in answers] == [FOREVER, "no-store", "no-cache"]
    assert len({answer.content for answer in answers}) == 1
    assert "Amsterdam" in {town[0] for town in json.loads(answers[0].content)["towns"]}
    assert answers[0].headers["content-type"] == "application/json"


def test_the_land_in_a_tile_is_kept_likewise() -> None:
    """The fine outline has a version of its own, and an empty tile of the ocean is kept as any other."""
    queries = (f"?v={land_version()}", f"?v={tiles_version()}", "")
    assert [get(f"{LAND}{query}").headers["cache-control"] for query in queries] == [FOREVER, "no-store", "no-cache"]
    assert {part[0] for part in get(LAND).json()} >= {"FR", "GB"}
    empty = get(f"/assets/land/10/40.json?v={land_version()}")
    assert (empty.json(), empty.headers["cache-control"]) == ([], FOREVER)


@pytest.mark.parametrize("path", ["64/0", "0/64", "-1/0", "a/b", "6/32/21", f"{'9' * 60}/0", "32"])
def test_what_is_no_tile_of_land_is_not_found(path: str) -> None:
    """Numbers without a tile, and what is no number, are answered with 404 and never with a fault."""
    assert get(f"/assets/land/{path}.json").status_code == 404


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
    for name in ("tiles", "nearLand"):
        address, levels = told[name]["address"], told[name]["levels"]
        answer = get(address.removeprefix("../..").format(level=levels[0][0], column=8, row=5))
        assert (answer.status_code, answer.headers["cache-control"]) == (200, FOREVER)

"""Caches keep nothing alive: not the object that something was made of, and so no edition of the directory."""

import gc
import shutil
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from schemathesis.python.asgi import get_client  # starlette's own client needs httpx2, which nothing else here does
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from odmap import load
from odmap.caching import kept_with
from odmap.settings import FRAME, ORGANISATIONS, ROOT
from odmap.web.http import api, files, fragments, print_routes

SERVER: Any = Starlette(routes=[*files.ROUTES, *fragments.ROUTES, *api.ROUTES, *print_routes.ROUTES])
ADDRESSES = (
    *(f"/api/organisations.{kind}?country=FI" for kind in ("csv", "json", "geojson")),
    "/api/organisations/dialogue-first.json",
    "/api/charts/types.svg",
    "/api/charts/regions.csv",
    "/api/map.svg",
    "/api/presenter.html?country=FI",
    "/api/worklist.csv",
    "/api/changes.atom",
    "/print/brief/FI",
    "/print/worklist?country=FI",
    *(f"/part/{part}" for part in fragments.PARTS),
    "/card/dialogue-first",
    "/names?rows=1,2",
    "/assets/organisations.json",
    "/assets/place/light/dialogue-first.svg",
    "/assets/tile/4/8/5.json",
    "/assets/land/32/21.json",
    "/healthz",
)
PAGES = ("directory", "principles", "ecosystem", "gaps", "present", "about", "help")
EDITS = 6


class Thing:
    """Something that can be owner of a cache."""


class TestKeptWith:
    """A cache that lives as long as its owner."""

    def test_the_same_is_made_once(self) -> None:
        """The same owner and choices give the same result; another owner or another choice gives another."""
        made: list[tuple[int, str]] = []

        @kept_with(maxsize=2)
        def make(owner: Thing, choice: str) -> object:
            made.append((id(owner), choice))
            return object()

        one, other = Thing(), Thing()
        assert make(one, "a") is make(one, "a")
        assert len({make(one, "a"), make(one, "b"), make(other, "a")}) == 3
        assert len(made) == 3

    def test_the_number_is_bounded(self) -> None:
        """What was not asked for the longest is made anew when there are more choices than are kept."""
        made: list[int] = []

        @kept_with(maxsize=2)
        def make(owner: Thing, choice: int) -> int:
            made.append(choice)
            return choice

        owner = Thing()
        for choice in (1, 2, 3, 1):
            assert make(owner, choice) == choice
        assert made == [1, 2, 3, 1]

    def test_results_go_with_their_owner(self) -> None:
        """When nobody holds the owner any more, it and everything made of it is freed at once."""

        @kept_with(maxsize=2)
        def make(owner: Thing) -> Thing:
            return Thing()

        owner = Thing()
        result = weakref.ref(make(owner))
        seen = weakref.ref(owner)
        assert result() is not None
        del owner
        assert seen() is None
        assert result() is None


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the project's directory to edit, with the garbage collector passing over what stands already."""
    path = tmp_path / "organisations.csv"
    shutil.copyfile(ORGANISATIONS, path)
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(path))
    load()
    gc.collect()
    gc.freeze()
    yield path
    gc.unfreeze()


def visit_everything() -> AppTest:
    """Ask for every kind of answer that is kept, and look at every page; return the visitor, who stays."""
    client = get_client(SERVER)
    for address in ADDRESSES:
        assert client.get(address).status_code == 200, address
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    app.run()
    for page in PAGES:
        app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
        assert not app.exception
    app.query_params["organisation"] = "dialogue-first"
    app.switch_page(str(ROOT / "pages" / "present.py")).run()
    return app


def test_an_old_edition_is_freed(edited: Path) -> None:
    """After six edits, with every cache filled and every visitor still there, only the edition shown is in memory.

    One more may be, because Streamlit keeps the page that ran last.
    """
    directories: list[weakref.ref[Any]] = []
    tables: list[weakref.ref[Any]] = []
    visitors = []
    for number in range(EDITS + 1):
        if number:
            text = edited.read_text("utf-8")
            edited.write_text(text.replace("Dialogue First", f"Dialogue First {number}", 1), "utf-8")
        directories.append(weakref.ref(load()))
        tables.append(weakref.ref(load().frame))
        visitors.append(visit_everything())
    gc.collect()
    for editions in (directories, tables):
        assert [ref() is not None for ref in editions[:-2]] == [False] * (EDITS - 1)
    assert directories[-1]() is load()
    assert len(visitors) == EDITS + 1

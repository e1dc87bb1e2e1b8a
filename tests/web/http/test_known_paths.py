"""Known addresses are let through, all others are 404, wherever odmap lies."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response
from starlette.routing import Mount, Route

from odmap.graphics.assets import FILES
from odmap.views.urls import PAGES
from odmap.web.http import not_found
from odmap.web.http.known_paths import STREAM, KnownPaths, framework_files
from tests.asgi import Inner, ask, client
from tests.markup.test_rendering import Page

OURS = [Route("/healthz", Response()), Route("/card/{id}", Response()), Mount("/api", Response())]
UNKNOWN = ("/nope", "/directory/x", "/part/x", "/_stcore/metrics", "/_stcore/upload_file/a/b", "/card/", "//", "/map")
UNKNOWN_FILES = ("/robots.txt", "/static/js/none.js", "/none.css", "/a/none.json", "/index.html", "/../app.py")
SCRIPT = next(path for path in sorted(framework_files()) if path.endswith(".js"))


class Site:
    """A server behind the middleware."""

    def __init__(self, base: str = "") -> None:
        self.inner = Inner()
        self.app = KnownPaths(self.inner, OURS, base)

    def get(self, path: str, **options: Any) -> Any:
        """Return the answer to a request; a redirect is an answer, too."""
        return client(self.app).get(path, allow_redirects=False, **options)


@pytest.mark.parametrize("base", ["", "/map", "/a/b"])
@pytest.mark.parametrize(
    "path", [*(f"/{page}" for page in PAGES), "/healthz", "/card/x", "/api/y", "/_stcore/health", "/media/z", SCRIPT]
)
def test_known_addresses_are_let_through(base: str, path: str) -> None:
    """Pages, our own routes and what Streamlit's script asks for reach the application."""
    assert Site(base).get(f"{base}{path}").text == "inside"


@pytest.mark.parametrize("base", ["", "/map"])
@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_address_is_a_page_that_helps(base: str, path: str) -> None:
    """It is 404, never the application, and leads to every page by links that hold wherever odmap lies."""
    site = Site(base)
    answer = asyncio.run(ask(site.app, {"path": base + path}))
    text = answer[1]["body"].decode()
    assert answer[0]["status"] == 404
    assert not site.inner.scopes
    assert {title for title in PAGES.values() if title in Page(text).text} == set(PAGES.values())
    up = path.count("/") - 1
    assert f'href="{"../" * up or "./"}gaps"' in text


@pytest.mark.parametrize("path", UNKNOWN_FILES)
def test_an_unknown_file_is_a_line(path: str) -> None:
    """No script and no style sheet is answered with a page."""
    start, body = asyncio.run(ask(Site().app, {"path": path}))
    assert start["status"] == 404
    assert len(body["body"]) < 100


def test_what_lies_beside_the_base_path_is_unknown() -> None:
    """With a base path, nothing but the health check is to be had outside of it, and the 404 page leads inside."""
    site = Site("/map")
    assert site.get("/directory").status_code == 404
    assert 'href="/map/directory"' in site.get("/directory").text
    assert site.get("/mapdirectory").status_code == 404
    assert site.get("/healthz").text == "inside"
    assert site.inner.scopes[-1]["path"] == "/map/healthz"


def test_our_own_routes_know_where_they_lie() -> None:
    """The base path becomes the root path of our routes, so that addresses made there begin with it."""
    site = Site("/map")
    site.get("/map/card/x")
    assert (site.inner.scopes[-1]["root_path"], site.inner.scopes[-1]["path"]) == ("/map", "/map/card/x")


@pytest.mark.parametrize(
    ("base", "path", "where"),
    [
        ("", "/directory/", "../directory"),
        ("", "/gaps/?place=Kemi", "../gaps?place=Kemi"),
        ("/map", "/map", "./map/"),
        ("/map", "/?country=FI", "./map/?country=FI"),
        ("/map", "/map/about/", "../about"),
    ],
)
def test_a_slash_too_many_or_too_few_is_forgiven(base: str, path: str, where: str) -> None:
    """Such a page is sent to its own address, relative to this one: a proxy may have put it below another."""
    answer = Site(base).get(path)
    assert (answer.status_code, answer.headers["location"]) == (307, where)


@pytest.mark.parametrize(
    ("wanted", "meant"), [("/directry", "directory"), ("/Gap", "gaps"), ("/principle/x", "principles"), ("/qqqq", None)]
)
def test_a_misspelt_page_is_offered(wanted: str, meant: str | None) -> None:
    """Who mistyped the name of a page is asked whether it was meant."""
    text = Site().get(wanted).text
    assert ("Did you mean" in text) == bool(meant)
    if meant:
        assert f'Did you mean <a href="{"../" * (wanted.count("/") - 1) or "./"}{meant}"' in text


def test_only_the_page_s_own_socket_opens() -> None:
    """A web socket to any other address is closed before the application sees it."""
    site = Site()
    assert asyncio.run(ask(site.app, {"type": "websocket", "path": "/nope"})) == [
        {"type": "websocket.close", "code": 1008}
    ]
    assert not site.inner.scopes
    asyncio.run(ask(site.app, {"type": "websocket", "path": STREAM}))
    assert site.inner.scopes


@given(st.text(max_size=60))
def test_whatever_is_asked_for_is_answered(words: str) -> None:
    """No path, however wild, gives an error, and none is repeated as markup."""
    answer = asyncio.run(ask(Site().app, {"path": f"/{words}"}))
    assert answer[0]["status"] in (200, 307, 404)
    assert b"<script" not in answer[1].get("body", b"")


def test_the_page_for_nothing_looks_like_the_others() -> None:
    """Its fonts and icon are files of this server, from whatever address they are asked for."""
    text = not_found.page("../", "/x/nothing")
    files = [*re.findall(r'url\("([^"]+)"\)', text), *re.findall(r'<img src="([^"]+)"', text)]
    assert {Path(file.partition("?")[0]).suffix for file in files} == {".woff2", ".svg"}
    for file in files:
        path = file.removeprefix("..").partition("?")[0]
        assert path in framework_files() or path.removeprefix("/assets/") in FILES

"""What never changes is made once and sent compressed; everything else is let through as it is."""

import gzip
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from odmap.web.http.files import FOREVER
from odmap.web.http.response_cache import FrontCache
from tests.asgi import client

WORDS = b"Listed is not endorsed. " * 400


class Server:
    """A server that counts how often it is asked for each path."""

    def __init__(self, headers: dict[str, str] | None = None, most: int = 10**6) -> None:
        self.asked: list[str] = []
        self.headers = {"Cache-Control": FOREVER, **(headers or {})}
        self.content, self.media_type, self.status = WORDS, "text/javascript", 200
        app = Starlette(routes=[Route("/{path:path}", self._answer, methods=["GET", "POST"])])
        self.client = client(FrontCache(app, most))

    def _answer(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        return Response(self.content, self.status, self.headers, self.media_type)

    def get(self, path: str, **headers: str) -> Any:
        """Return the answer to a request."""
        return self.client.get(path, headers={"accept-encoding": "gzip", **headers})

    def twice(self, path: str, **headers: str) -> int:
        """Ask for a path twice, and return how often the server was asked."""
        for _ in range(2):
            assert self.get(path, **headers).content == self.content
        return len(self.asked)


@pytest.fixture
def server() -> Server:
    """Return a server whose answers never change."""
    return Server()


def test_what_never_changes_is_made_once_and_sent_compressed(server: Server) -> None:
    """The second visitor gets the same file, smaller, with its kind and for how long to keep it."""
    assert server.twice("/static/js/index.js") == 1
    again = server.get("/static/js/index.js")
    assert again.headers["content-encoding"] == "gzip"
    assert int(again.headers["content-length"]) < len(WORDS) / 10
    assert again.headers["content-type"].startswith("text/javascript")
    assert again.headers["cache-control"] == FOREVER
    assert again.headers["vary"] == "Accept-Encoding"
    assert "etag" not in again.headers  # it would name the uncompressed file


def test_what_is_compressed_already_stays_as_it_is() -> None:
    """A font is not compressed again, nor what the server compressed itself."""
    server = Server()
    server.media_type = "font/woff2"
    assert server.twice("/static/media/font.woff2") == 1
    assert "content-encoding" not in server.get("/static/media/font.woff2").headers
    packed = Server({"Content-Encoding": "gzip"})
    packed.content = gzip.compress(WORDS)
    for _ in range(2):
        assert packed.get("/assets/map.js").content == WORDS
    assert len(packed.asked) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-encoding": "identity"},
        {"range": "bytes=0-9"},
        {"if-none-match": '"1"'},
        {"if-modified-since": "Sun, 22 Nov 2026 00:00:00 GMT"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_requests_for_more_or_less_than_the_whole_are_let_through(server: Server, headers: dict[str, str]) -> None:
    """Who cannot read gzip, asks for a part or has a copy is answered by the server itself."""
    server.get("/a.js")
    assert server.twice("/a.js", **headers) == 3
    assert server.client.post("/a.js").content == WORDS


def test_a_component_s_file_that_is_named_by_its_content_is_kept_as_well() -> None:
    """Streamlit lets nobody keep the files of a component; those whose name holds a hash may be kept for good."""
    server = Server({"Cache-Control": "public"})
    assert server.twice("/component/streamlit_folium.st_folium/static/js/main.521860b0.js") == 1
    again = server.get("/component/streamlit_folium.st_folium/static/js/main.521860b0.js")
    assert again.headers["cache-control"] == FOREVER
    assert server.twice("/component/streamlit_folium.st_folium/index.html") == 3
    assert server.twice("/elsewhere/main.521860b0.js") == 5


@pytest.mark.parametrize("cache", ["no-cache", "public, max-age=300", "no-store"])
def test_what_may_change_is_never_kept(cache: str) -> None:
    """An answer that does not say that it never changes is made anew each time."""
    assert Server({"Cache-Control": cache}).twice("/part/list") == 2


def test_neither_errors_nor_cookies_are_kept() -> None:
    """A file that is missing now may come later, and what sets a cookie is for one visitor."""
    missing = Server()
    missing.status = 404
    assert missing.twice("/a.js") == 2
    assert Server({"Set-Cookie": "of=one"}).twice("/a.js") == 2


def test_a_version_is_part_of_the_name_and_any_other_query_is_let_through(server: Server) -> None:
    """Each version of our own files is kept by itself; a thousand queries of one file fill nothing."""
    assert server.twice("/assets/a.js?v=00000000000a") == 1
    assert server.twice("/assets/a.js?v=00000000000b") == 2
    others = ("v=1", "v=00000000000a&rows=2", "x=1", "v=", f"v={'0' * 60_000}")
    for number, query in enumerate(others, start=1):
        assert server.twice(f"/assets/a.js?{query}") == 2 + 2 * number
    assert server.twice("/static/a.js?v=00000000000a") == 4 + 2 * len(others)


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    """With room for two files, the third takes the place of the one that nobody came back for."""
    server = Server(most=5000)
    server.content, server.media_type = b"x" * 1000, "font/woff2"
    for path in ("/1", "/2", "/1", "/3"):
        server.get(path)
    before = len(server.asked)
    assert [server.get(path).status_code for path in ("/1", "/3")] == [200, 200]
    assert len(server.asked) == before
    server.get("/2")
    assert server.asked[-1] == "/2"
    server.content = b"x" * 6000
    assert server.twice("/large") == before + 3  # larger than all the room there is


def test_names_take_room_as_well() -> None:
    """Empty files with long names fill the room, too: of two hundred the last nine are kept."""
    server = Server(most=50_000)
    server.content, server.media_type = b"", "font/woff2"
    paths = [f"/{number:05}{'n' * 4000}" for number in range(200)]
    for path in [*paths, *paths[-9:]]:
        server.get(path)
    assert len(server.asked) == 200
    server.get(paths[-10])
    assert len(server.asked) == 201


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 900)), max_size=60))
def test_it_never_holds_more_than_it_may_and_always_tells_the_truth(requests: list[tuple[int, int]]) -> None:
    """Whatever is asked for in whatever order, the answer is the file's content, and the room is never exceeded."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        size = int(scope["query_string"].removeprefix(b"v="))
        headers = [(b"cache-control", FOREVER.encode()), (b"content-type", b"font/woff2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": scope["path"].encode() * size, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    cache = FrontCache(app, 20_000)
    asking = client(cache)
    for name, size in requests:
        path = f"/assets/{name}"
        found = asking.get(f"{path}?v={size:012}", headers={"accept-encoding": "gzip"})
        assert found.content == path.encode() * size
        held = sum(len(answer.body) for answer in cache._kept.values())
        assert held + 1000 * len(cache._kept) < cache._held <= 20_000

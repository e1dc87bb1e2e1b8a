"""A bound on visitors at once, and what the next one is told."""

import asyncio
import resource
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from odmap.web.http import capacity
from odmap.web.http.capacity import WORDS, Admission, Capacity


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer everything, and hold web sockets until they are told to end."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        await receive()
        await receive()
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"whole"})


async def _ask(admission: Admission, scope: dict[str, Any]) -> list[Message]:
    """Ask once, and return what is sent back."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await admission({"method": "GET", "headers": [], "query_string": b"", "path": "/", **scope}, receive, send)
    return sent


def test_pages_are_refused_in_words() -> None:
    """Without room a page answers 503 with words and when to come again; a file is sent all the same."""
    full = Admission(_app, Capacity(0))
    start, body = asyncio.run(_ask(full, {"type": "http", "path": "/gaps"}))
    assert start["status"] == 503
    assert (b"retry-after", b"60") in start["headers"]
    assert WORDS in body["body"].decode()
    for path in ("/api/organisations.csv", "/assets/page.js", "/print/brief/NO", "/healthz"):
        assert asyncio.run(_ask(full, {"type": "http", "path": path}))[0]["status"] == 200


def test_sockets_are_refused_when_there_is_no_room() -> None:
    """A web socket too many is closed before it opens, with a code that says to try later."""
    sent = asyncio.run(_ask(Admission(_app, Capacity(0)), {"type": "websocket", "path": "/_stcore/stream"}))
    assert [(message["type"], message.get("code")) for message in sent] == [("websocket.close", 1013)]


def test_room_comes_back() -> None:
    """A session that has ended, however it ended, leaves room for the next."""
    sessions = Capacity(1)
    for _ in range(3):
        sent = asyncio.run(_ask(Admission(_app, sessions), {"type": "websocket", "path": "/_stcore/stream"}))
        assert sent[0]["type"] == "websocket.accept"
    with sessions.taken():
        assert not sessions.admits()
    assert sessions.admits()


def test_descriptors_are_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With too few file descriptors left nobody is admitted."""
    sessions = Capacity()
    assert sessions.admits()
    before = capacity.free_descriptors()
    assert before is not None
    with (tmp_path / "one").open("w"), (tmp_path / "two").open("w"):
        assert capacity.free_descriptors() == before - 2
    in_use = sum(1 for _ in Path("/dev/fd").iterdir())
    limit, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (in_use + capacity.RESERVE - 8, hard))
    try:
        assert not sessions.admits()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))


@pytest.mark.parametrize("given", ["0", "-3", "many", "1e9", "²", "5.5"])
def test_a_wrong_bound_is_told(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """A bound that is no positive whole number is an error that names the setting."""
    monkeypatch.setenv("ODMAP_MAX_SESSIONS", given)
    with pytest.raises(ValueError, match="ODMAP_MAX_SESSIONS"):
        capacity.most_sessions()


def test_the_bound_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound comes from the environment, and has a default."""
    monkeypatch.delenv("ODMAP_MAX_SESSIONS", raising=False)
    assert capacity.most_sessions() == capacity.MOST_SESSIONS
    monkeypatch.setenv("ODMAP_MAX_SESSIONS", " 25 ")
    assert capacity.most_sessions() == 25

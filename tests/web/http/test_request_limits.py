"""Requests and messages are bounded."""

import asyncio

import pytest

from odmap.web.http.request_limits import MAX_HEAD, MAX_MESSAGE, RequestLimits
from tests.asgi import Inner, ask


@pytest.mark.parametrize(("length", "status"), [(MAX_HEAD, 200), (MAX_HEAD + 1, 414)])
def test_a_query_has_a_bound(length: int, status: int) -> None:
    """A query of 64 KB is answered, a longer one refused."""
    app = RequestLimits(inner := Inner())
    assert asyncio.run(ask(app, {"query_string": b"q" * length}))[0]["status"] == status
    assert bool(inner.scopes) == (status == 200)


@pytest.mark.parametrize(("length", "status"), [(MAX_HEAD, 200), (MAX_HEAD + 1, 431)])
def test_headers_have_a_bound(length: int, status: int) -> None:
    """All headers together may be 64 KB long."""
    headers = [(b"a" * 10, b"b" * (length - 30)), (b"c" * 10, b"d" * 10)]
    assert asyncio.run(ask(RequestLimits(Inner()), {"headers": headers}))[0]["status"] == status


@pytest.mark.parametrize(
    ("message", "code"),
    [({"bytes": b"a" * MAX_MESSAGE}, None), ({"bytes": b"a" * (MAX_MESSAGE + 1)}, 1009), ({"text": "a"}, 1003)],
)
def test_messages_have_a_bound(message: dict[str, object], code: int | None) -> None:
    """A message that is text, or longer than 64 KB, ends the web socket; the application sees only that it ended."""
    app = RequestLimits(inner := Inner())
    sent = asyncio.run(ask(app, {"type": "websocket"}, {"type": "websocket.receive", **message}))
    assert sent == ([{"type": "websocket.close", "code": code}] if code else [])
    kinds = [received["type"] for received in inner.received]
    assert kinds == (["websocket.disconnect"] if code else ["websocket.receive", "websocket.disconnect"])

"""Who may ask: own hosts, and web sockets of own pages. Nobody outside is asked for that."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit import net_util
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed

from odmap.web.http.origin_check import OriginCheck
from tests.asgi import Inner, ask

PUBLIC = "https://map.example.org/od/"


def socket(inner: Inner, headers: list[tuple[bytes, bytes]], **settings: object) -> bool:
    """Open a web socket, and tell whether it reached the application."""
    app = OriginCheck(inner, **settings)  # type: ignore[arg-type] # passed on as given
    sent = asyncio.run(ask(app, {"type": "websocket", "headers": headers}))
    assert bool(inner.scopes) != (sent == [{"type": "websocket.close", "code": 1008}])
    return bool(inner.scopes)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        (b"localhost:8501", b"http://localhost:8501"),
        (b"map.example.org", b"https://map.example.org"),  # a proxy took TLS off
        (b"map.example.org:443", b"https://map.example.org"),
        (b"MAP.example.org", b"https://map.example.ORG"),
        (b"[::1]:8501", b"http://[::1]:8501"),
        (b"inside:8501", b"https://map.example.org"),  # a proxy wrote another host: the public address counts
        (b"inside:8501", b"https://other.example"),
    ],
)
def test_own_pages_open_web_sockets(monkeypatch: pytest.MonkeyPatch, host: bytes, origin: bytes) -> None:
    """A page of this host, of the public address or of an allowed origin may, and Streamlit asks nobody about it."""

    def asked() -> None:
        raise AssertionError("an outside server was asked for this machine's address")

    monkeypatch.setattr(net_util, "get_external_ip", asked)
    monkeypatch.setattr(net_util, "get_internal_ip", asked)
    inner = Inner()
    assert socket(inner, [(b"host", host), (b"origin", origin)], address=PUBLIC, origins=["https://other.example/"])
    passed = {name: value.decode() for name, value in inner.scopes[0]["headers"]}
    assert _is_origin_allowed(passed[b"origin"], passed[b"host"])


@pytest.mark.parametrize(
    "origin",
    [
        b"http://evil.example",
        b"http://localhost:8502",
        b"https://map.example.org.evil.example",
        b"http://localhost:8501@evil.example",
        b"null",
        b"",
        b"file://",
        b"http://[",
        b"chrome-extension://localhost:8501",
    ],
)
def test_foreign_pages_do_not(origin: bytes) -> None:
    """A page of any other origin is refused before Streamlit sees it."""
    assert not socket(Inner(), [(b"host", b"localhost:8501"), (b"origin", origin)], address=PUBLIC)


def test_two_origins_are_none() -> None:
    """Who names two origins hides one."""
    own, foreign = (b"origin", b"http://localhost:8501"), (b"origin", b"http://evil.example")
    for headers in ([own, foreign], [foreign, own], [own, own]):
        assert not socket(Inner(), [(b"host", b"localhost:8501"), *headers])


def test_a_program_without_an_origin_may() -> None:
    """Only browsers name an origin; nothing here is secret from programs."""
    assert socket(Inner(), [(b"host", b"localhost:8501")])


@pytest.mark.parametrize(
    ("host", "right"),
    [
        (b"map.example.org", True),
        (b"MAP.example.org.:443", True),
        (b"a.inside", True),
        (b"inside", False),
        (b"evil.example", False),
        (b"map.example.org@evil.example", False),
        (b"map.example.org/", False),
        (b"", False),
    ],
)
def test_with_hosts_named_others_are_refused(host: bytes, right: bool) -> None:
    """Where hosts are named, a request for another one is refused; but for the health check, which comes by number."""
    app = OriginCheck(inner := Inner(), address=PUBLIC, hosts=["*.inside"])
    status = asyncio.run(ask(app, {"headers": [(b"host", host)]}))[0]["status"]
    assert (status, bool(inner.scopes)) == ((200, True) if right else (421, False))
    assert socket(Inner(), [(b"host", host)], address=PUBLIC, hosts=["*.inside"]) == right
    health = {"path": "/healthz", "headers": [(b"host", b"10.0.0.1:8501")]}
    assert asyncio.run(ask(app, health))[0]["status"] == 200


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_wild_headers_are_an_answer(host: bytes, origin: bytes) -> None:
    """Whatever a client claims, it is let in or refused, and nothing breaks."""
    socket(Inner(), [(b"host", host), (b"origin", origin)], hosts=["localhost"])

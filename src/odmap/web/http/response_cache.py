"""A cache in front of the server, as a proxy would be: what never changes is made, read and compressed once.

A first visit fetches a hundred small files, most of them Streamlit's own, each from disk and uncompressed; for a server
that answers many visitors that was the largest part of its work (docs/performance.md). Our own, because Starlette's
GZipMiddleware compresses anew for each visitor, and a proxy is not everywhere.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from odmap.web.http.compression import Coding, coding_for, compressed
from odmap.web.http.files import FOREVER

MOST = 64 * 2**20
"""Bytes that are kept, names and headers included; what was not asked for the longest goes first."""

_OVERHEAD = 1000  # bytes that keeping an answer costs beside its body and its name

_WORTH = 500  # bytes; below, compression gains nothing
_TEXT = (b"text/", b"application/json", b"application/javascript", b"image/svg+xml")
_SENT = (b"content-type", b"content-encoding", b"cache-control")

_NAMED_BY_CONTENT = re.compile(r"/component/.+\.[0-9a-f]{8}\.(js|css)$")
"""Files of a component whose name changes with their content; Streamlit does not say that they may be kept."""

_VERSION = re.compile(rb"v=[0-9a-f]{12}")
"""A version as :func:`odmap.graphics.assets.version` writes it."""

_Key = tuple[str, bytes, Coding]


class _Answer(NamedTuple):
    """What is sent again and again."""

    headers: list[tuple[bytes, bytes]]
    body: bytes

    def cost(self, key: _Key) -> int:
        """Return the bytes that it takes to keep it."""
        return len(key[0]) + len(key[1]) + len(self.body) + _OVERHEAD


class FrontCache:
    """Keeps answers that say that they never change (``immutable``), and sends them compressed.

    Args:
        app: what makes the answers.
        most: bytes to keep.
    """

    def __init__(self, app: ASGIApp, most: int = MOST) -> None:
        self.app = app
        self._most = most
        self._held = 0
        self._kept: OrderedDict[_Key, _Answer] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or pass the request on and keep what comes back."""
        key = _key(scope)
        if key is None:
            await self.app(scope, receive, send)
        elif kept := self._kept.get(key):
            self._kept.move_to_end(key)
            await send({"type": "http.response.start", "status": 200, "headers": kept.headers})
            await send({"type": "http.response.body", "body": kept.body})
        else:
            seen = _Seen(send)
            await self.app(scope, receive, seen)
            forever = bool(_NAMED_BY_CONTENT.search(scope["path"]))
            if answer := await run_in_threadpool(seen.answer, forever, key[-1]):
                self._keep(key, answer)

    def _keep(self, key: _Key, answer: _Answer) -> None:
        if key in self._kept or answer.cost(key) > self._most:
            return
        self._kept[key] = answer
        self._held += answer.cost(key)
        while self._held > self._most:
            name, oldest = self._kept.popitem(last=False)
            self._held -= oldest.cost(name)


class _Seen:
    """Passes an answer on to the visitor, and remembers it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._parts: list[bytes] = []
        self._whole = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            self._parts.append(message.get("body", b""))
            self._whole = not message.get("more_body", False)
        await self._send(message)

    def answer(self, forever: bool, coding: Coding) -> _Answer | None:
        """Return what to keep of it, compressed; ``None`` if it is not whole or may change.

        Args:
            forever: whether it never changes, although it does not say so.
            coding: how to compress it.
        """
        if self._start is None or not self._whole or self._start["status"] != 200:
            return None
        given = {name.lower(): value for name, value in self._start["headers"]}
        if forever:
            given[b"cache-control"] = FOREVER.encode()
        if b"immutable" not in given.get(b"cache-control", b"") or b"set-cookie" in given:
            return None
        return _compressed({name: given[name] for name in _SENT if name in given}, b"".join(self._parts), coding)


def _compressed(headers: Mapping[bytes, bytes], body: bytes, coding: Coding) -> _Answer:
    text = headers.get(b"content-type", b"").startswith(_TEXT)
    if text and b"content-encoding" not in headers and len(body) > _WORTH:
        body = compressed(body, coding)
        headers = {**headers, b"content-encoding": coding.encode()}
    length = str(len(body)).encode()
    return _Answer([*headers.items(), (b"vary", b"Accept-Encoding"), (b"content-length", length)], body)


def _key(scope: Scope) -> _Key | None:
    """Return what an answer is kept under; ``None`` for requests that ask for less or more than the whole of it."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    query: bytes = scope["query_string"]
    if query and not (_VERSION.fullmatch(query) and "/assets/" in scope["path"]):
        return None  # only our own files have versions: nobody fills the cache with a thousand queries of one file
    headers = dict(scope["headers"])
    if b"range" in headers or b"if-none-match" in headers or b"if-modified-since" in headers:
        return None
    coding = coding_for(headers.get(b"accept-encoding", b"").decode("latin-1"))
    return (scope["path"], query, coding) if coding else None

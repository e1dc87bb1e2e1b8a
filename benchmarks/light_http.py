"""Fetches files over HTTP with next to no work, so that a hundred visitors of a load test fit beside the server."""

import asyncio
import contextlib
import gzip
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.servers import HOST

LONGEST_WAIT = 60.0  # seconds
CONNECTIONS = 6  # at once, as in a browser

_MAX_AGE = re.compile(r"max-age=(\d+)")

_Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class HttpError(RuntimeError):
    """A server answered with an error, or not at all."""


class _Answer(NamedTuple):
    """What came back; the size counts the headers, too."""

    status: int
    headers: dict[str, str]
    body: bytes
    size: int


@dataclass
class LightHttp:
    """What one visitor fetches from a server on this machine, over connections that are kept open.

    Attributes:
        port: where the server listens.
        received: bytes that came so far, headers included.
        requests: how many were made.
    """

    port: int
    received: int = 0
    requests: int = 0
    _tags: dict[str, str] = field(default_factory=dict)
    _fresh_until: dict[str, float] = field(default_factory=dict)
    _kept: dict[str, bytes] = field(default_factory=dict)  # pages only; of other files, that they came
    _idle: list[_Streams] = field(default_factory=list)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CONNECTIONS))

    async def get_all(self, paths: Iterable[str]) -> list[bytes]:
        """Return what is at each path; they are fetched at the same time, as far as connections allow."""
        return list(await asyncio.gather(*(self.get(path) for path in dict.fromkeys(paths))))

    async def get(self, path: str) -> bytes:
        """Return what is at a path; what may be kept is fetched once, and asked for again with its tag when it is old.

        Raises:
            HttpError: the server answered with an error, or not in time.
        """
        if path in self._kept and (path not in self._tags or time.monotonic() < self._fresh_until.get(path, 0)):
            return self._kept[path]
        try:
            async with self._room, asyncio.timeout(LONGEST_WAIT):
                answer = await self._ask_twice(path)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            raise HttpError(f"{path}: {type(error).__name__} {error}") from error
        self.received += answer.size
        self.requests += 1
        if age := _MAX_AGE.search(answer.headers.get("cache-control", "")):
            self._fresh_until[path] = time.monotonic() + int(age[1])
        if answer.status == 304:
            return self._kept[path]
        if answer.status != 200:
            raise HttpError(f"{path}: status {answer.status}")
        keeping = answer.headers.get("cache-control", "")
        if "no-store" not in keeping:
            self._kept[path] = answer.body if answer.headers.get("content-type", "").startswith("text/html") else b""
            if "etag" in answer.headers and "immutable" not in keeping:
                self._tags[path] = answer.headers["etag"]
        return answer.body

    async def _ask_twice(self, path: str) -> _Answer:
        """Ask; and once more on a new connection, if the server had closed the old one meanwhile."""
        while self._idle:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                return await self._ask(path, self._idle.pop())
        return await self._ask(path, await asyncio.open_connection(HOST, self.port))

    async def _ask(self, path: str, streams: _Streams) -> _Answer:
        reader, writer = streams
        whole = False
        try:
            lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}:{self.port}", "Accept: */*", "Accept-Encoding: gzip"]
            if path in self._tags:
                lines.append(f"If-None-Match: {self._tags[path]}")
            writer.write("\r\n".join([*lines, "", ""]).encode())
            answer = await _read(reader)
            whole = True
        finally:
            if whole:
                self._idle.append(streams)
            else:
                writer.close()
        return answer

    async def close(self) -> None:
        """Close all connections."""
        for _, writer in self._idle:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
        self._idle.clear()


async def _read(reader: asyncio.StreamReader) -> _Answer:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    status = int(first.split()[1])
    body = b""
    if headers.get("transfer-encoding") == "chunked":
        body = await _chunks(reader)
    elif status != 304:
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    size = len(head) + len(body)
    if headers.get("content-encoding") == "gzip" and headers.get("content-type", "").startswith("text/html"):
        body = gzip.decompress(body)  # only pages are read
    return _Answer(status, headers, body, size)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readline()
    return b"".join(parts)

"""Browsers that say their widgets hold what no widget offers, thousands of times."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from benchmarks.light_client import LightClient, RunError, visitor
from benchmarks.servers import free_port

from odmap.settings import ROOT

MEGABYTE = 2**20


class Server(NamedTuple):
    """A server of the test's own."""

    url: str
    process: subprocess.Popen[bytes]

    def memory(self) -> int:
        """Return how much memory it holds, in bytes."""
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii"))
        assert found
        return int(found[1]) * 1024

    def descriptors(self) -> int:
        """Return how many files and sockets it holds."""
        return sum(1 for _ in Path(f"/proc/{self.process.pid}/fd").iterdir())


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Run the app as its users do, with a small bound on visitors."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "ODMAP_MAX_SESSIONS": "40"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{url}/healthz", timeout=2).close()  # noqa: S310 - our own address
                break
            except OSError:
                time.sleep(0.1)
        yield Server(url, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


async def _hold(url: str, number: int) -> str:
    """Say that one filter holds many values that are none, and one an option many times; return the address then."""
    async with visitor(url) as client:
        await client.open()
        country, sure = client.offered("Country")[0], client.offered("How sure we are")[0]
        claimed = [country, *(f"Value {each}" for each in range(number))]
        await client.hold(Country=claimed, How_sure_we_are=[sure] * number)
        return client.query


def test_values_are_counted_once(server: Server) -> None:
    """Filters that claim 1,000 values each have chosen one each: the address says so, and the memory stays."""
    asyncio.run(_hold(server.url, 1))  # so that what only the first visitor costs is not counted
    before = server.memory()
    query = asyncio.run(_hold(server.url, 1_000))
    assert re.fullmatch(r"\??country=[A-Z]{2}&verification=verified", query)
    assert server.memory() - before < 100 * MEGABYTE


def test_a_message_too_large_is_bounded(server: Server) -> None:
    """A message of 223 KB with 20,000 values is refused, or costs next to nothing; the next visitor is served."""
    before = server.memory()
    with suppress(RunError):  # refused before it is read
        assert asyncio.run(_hold(server.url, 20_000)).count("=") == 2
    assert server.memory() - before < 100 * MEGABYTE
    assert asyncio.run(_hold(server.url, 1)).count("=") == 2


async def _many(server: Server, number: int) -> tuple[int, int]:
    """Let visitors come and leave; return the server's file descriptors while they are there and afterwards."""
    visitors = [visitor(server.url) for _ in range(number)]
    clients: list[LightClient] = [await each.__aenter__() for each in visitors]
    for client in clients:
        await client.hold()
        await client.http.close()  # what is fetched beside the session
    await asyncio.sleep(0.5)
    during = server.descriptors()
    for each in visitors:
        await each.__aexit__(None, None, None)
    for _ in range(100):
        if server.descriptors() <= during - number:
            break
        await asyncio.sleep(0.05)
    return during, server.descriptors()


def test_a_session_holds_one_descriptor(server: Server) -> None:
    """Twenty visitors hold a file descriptor each, and none once they have left."""
    asyncio.run(_many(server, 2))
    before = server.descriptors()
    during, after = asyncio.run(_many(server, 20))
    assert during - before <= 20 + 4
    assert after - before <= 4


def test_one_too_many_is_refused_in_words(server: Server) -> None:
    """With as many visitors as there may be, the next page says so, files are sent, and later there is room again."""

    async def full() -> tuple[int, str, int]:
        visitors = [visitor(server.url) for _ in range(40)]
        for each in visitors:
            await each.__aenter__()
        page = await asyncio.to_thread(_get, f"{server.url}/directory")
        file = await asyncio.to_thread(_get, f"{server.url}/healthz")
        with pytest.raises(Exception, match=r"403|503|1013"):
            async with visitor(server.url):
                pass
        for each in visitors:
            await each.__aexit__(None, None, None)
        return page[0], page[1], file[0]

    status, words, file = asyncio.run(full())
    assert (status, file) == (503, 200)
    assert "A lot of people are here right now. Please try again in a minute." in words
    assert asyncio.run(_hold(server.url, 1))


def _get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own address
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()

"""A server to attack, apart from the one that other tests use."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Server, running

PATIENCE = 15.0
"""Seconds after which an answer counts as missing; generous, because a busy machine is not a failure."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Give a server of its own to each file of attacks."""
    with running() as started:
        yield started


def connect(server: Server) -> socket.socket:
    """Open a plain connection."""
    parts = urlsplit(server.address)
    return socket.create_connection((parts.hostname, parts.port or 80), timeout=PATIENCE)


def resident(server: Server) -> float:
    """Return the memory that a server holds, in MB (10^6 bytes)."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024 / 1e6

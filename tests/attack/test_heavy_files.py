"""Fifty who ask for the largest files at once, who leave again, and a server that is told to end meanwhile."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from odmap.settings import ROOT
from odmap.views import formats

PATIENCE = 240.0  # seconds; generous, because a busy machine is not a failure, and files are made when it has time
COUNTRIES = ("FI", "NO", "SE", "DK", "DE", "GB", "US", "AU", "JP", "IT", "PL")
EVERY_FILE = tuple(f"/api/presenter.{kind}?country={code}" for code in COUNTRIES for kind in formats.PRESENTER)
FIFTY = (*EVERY_FILE[:40], *(f"/api/map.png?size=print&country={code}" for code in COUNTRIES[:10]))
STREAMLIT = ("-m", "streamlit", "run", "app.py", "--server.port")
UVICORN = ("-m", "uvicorn", "app:app", "--port")
NO_DISK = (
    "-c",
    "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); "
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])",
)


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Server:
    """A server in a process of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process = process
        self.port = port

    def get(self, path: str, patience: float = PATIENCE) -> Answer:
        """Return the answer to a request.

        Raises:
            OSError: there was none within so many seconds.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def workers(self) -> set[int]:
        """Return the processes that it started and that run."""
        return {pid for pid, parent, state in processes() if parent == self.process.pid and state != "Z"}


@contextmanager
def running(folder: Path, command: Sequence[str] = STREAMLIT, before: Sequence[str] = ()) -> Iterator[Server]:
    """Run the app with temporary files in a folder of its own, until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *before, *command, str(port)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder)},
        stdout=subprocess.DEVNULL,
    )
    server = Server(process, port)
    try:
        wait_until(lambda: answers(server))
        yield server
    finally:
        process.kill()
        process.wait()


def answers(server: Server) -> bool:
    """Tell whether a server is up."""
    assert server.process.poll() is None
    try:
        return server.get("/healthz", 5).status == 200
    except OSError:
        return False


def processes() -> Iterator[tuple[int, int, str]]:
    """Yield the number, the parent and the state of every process."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it ended while we looked
        yield int(path.parent.name), int(parent), state


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Return a server."""
    with running(tmp_path) as one:
        yield one


def test_fifty_at_once_stop_nobody_else(server: Server) -> None:
    """Two processes make some of the files; the others are told when to ask again; all else is answered meanwhile."""
    others, most = 0, 0
    with ThreadPoolExecutor(len(FIFTY)) as pool:
        asked = [pool.submit(server.get, path) for path in FIFTY]
        while not all(one.done() for one in asked):
            for path in ("/healthz", "/api/organisations.csv?country=FI", "/card/dialogue-first"):
                assert server.get(path, 10).status == 200
                others += 1
            most = max(most, len(server.workers()))
    given = [one.result() for one in asked]
    made = [one for one in given if one.status == 200]
    refused = [one for one in given if one.status == 503]
    assert len(made) + len(refused) == len(FIFTY)
    assert made
    assert refused
    assert 1 <= most <= 2
    assert others > len(made)
    for one in refused:
        assert int(one.headers["Retry-After"]) > 0
        assert "Ask again in" in json.loads(one.body)["error"]


def test_files_that_nobody_waits_for_are_not_made(server: Server) -> None:
    """When all who asked have left, nothing is made for them any more, and the next who asks gets a file at once."""
    connections = []
    for path in EVERY_FILE[:8]:
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        connections.append(connection)
    wait_until(server.workers)
    begun = server.workers()
    for connection in connections:
        connection.close()
    wait_until(lambda: not server.workers())
    assert server.get("/api/map.svg?country=LV").status == 200
    assert not begun & server.workers()


def test_one_who_leaves_takes_no_file_from_another(server: Server) -> None:
    """A file that two wait for is made although one leaves."""
    path = "/api/presenter.pptx"
    with ThreadPoolExecutor(1) as pool:
        leaver = socket.create_connection(("127.0.0.1", server.port))
        leaver.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_until(server.workers)
        stays = pool.submit(server.get, path)
        server.get("/healthz")
        leaver.close()
        assert stays.result().status == 200


@pytest.mark.parametrize("command", [STREAMLIT, UVICORN])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_at_once_although_files_are_made(tmp_path: Path, command: Sequence[str], number: int) -> None:
    """Told to end while some wait for files, it tells them and goes, and leaves no process and no temporary file."""
    with running(tmp_path, command) as server, ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(server.get, path) for path in EVERY_FILE[:8]]
        wait_until(lambda: len(server.workers()) == 2)
        workers = server.workers()
        server.process.send_signal(number)
        server.process.wait(20)  # a file alone takes longer under the load of eight
        assert [status(one) for one in asked] == [503] * len(asked)
        assert not workers & {pid for pid, _, state in processes() if state != "Z"}
    assert list(tmp_path.iterdir()) == []


def status(asked: "Future[Answer]") -> int:
    """Return the status of an answer; 503 if the server closed the connection before one."""
    try:
        return asked.result().status
    except (OSError, http.client.HTTPException):
        return 503


def test_who_reads_slowly_does_not_hold_up_its_end(tmp_path: Path) -> None:
    """A client that asks for a large file and never reads it cannot keep a server that is told to end."""
    path = "/api/presenter.zip?country=FI"
    with running(tmp_path) as server, socket.socket() as reader:
        assert server.get(path).status == 200
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.connect(("127.0.0.1", server.port))
        reader.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert reader.recv(100).startswith(b"HTTP/1.1 200")
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(PATIENCE)
    assert list(tmp_path.iterdir()) == []


def test_its_processes_end_with_it_even_if_it_is_killed(tmp_path: Path) -> None:
    """No process works on for a server that is gone, and nothing of it stays in the temporary folder."""
    with running(tmp_path) as server, ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(server.get, path) for path in EVERY_FILE[:2]]
        wait_until(lambda: len(server.workers()) == 2)
        workers = server.workers()
        server.process.kill()
        wait_until(lambda: not workers & {pid for pid, _, state in processes() if state != "Z"})
        assert [status(one) for one in asked] == [503, 503]
    assert list(tmp_path.iterdir()) == []


def test_every_file_is_made_although_nothing_can_be_written(tmp_path: Path) -> None:
    """On a read-only or full disk, where not a byte can be written, all files are made in memory."""
    with running(tmp_path, before=NO_DISK) as server:
        for path in (*EVERY_FILE[:4], "/api/map.png?country=JP", "/api/charts/types.png", "/print/brief/JP.pdf"):
            assert server.get(path).status == 200
    assert list(tmp_path.rglob("*.*")) == []

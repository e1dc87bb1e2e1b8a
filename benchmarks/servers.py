"""Starts the apps that are compared, each as a server of its own on this machine only, and stops them again."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from benchmarks import leaflet_page

from odmap.settings import ROOT

HOST = "127.0.0.1"
SCRIPTS = {
    "empty": "benchmarks/empty_app.py",
    "odmap": "app.py",
    "ordinary": "benchmarks/ordinary_server.py",
}
"""What each app is made of: odmap is started by ``odmap serve``, the other two by ``streamlit run``, as it is usual."""

LEAFLET = "leaflet"
APPS = (*SCRIPTS, LEAFLET)

LONGEST_START = 60.0  # seconds
FOR_EACH_ORGANISATION = 0.003  # seconds more
LONGEST_STOP = 10.0


class ServerError(RuntimeError):
    """A server did not start; the message holds what it wrote."""


class Server(NamedTuple):
    """A server that answers: what it shows, how many organisations it was given, where, and as which process."""

    app: str
    size: int
    url: str
    pid: int


class Wanted(NamedTuple):
    """A server to start. Without a file it shows the project's own directory."""

    app: str
    size: int
    organisations: Path | None = None


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def answers(url: str) -> bool:
    """Tell whether a server answers at an address."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - always http, always this machine
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _command(app: str, port: int) -> list[str]:
    if app == LEAFLET:
        return [sys.executable, "-m", "benchmarks.leaflet_page", "--port", str(port)]
    if app == "odmap":
        return [sys.executable, "-m", "odmap", "serve", "--host", HOST, "--port", str(port)]
    settings = {
        "server.address": HOST,
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "global.developmentMode": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", SCRIPTS[app]]
    return command + [f"--{name}={value}" for name, value in settings.items()]


class _Process:
    """A server's process, from its start on."""

    def __init__(self, wanted: Wanted, output: IO[bytes]) -> None:
        port = free_port()
        environment = dict(os.environ)
        environment.pop("ODMAP_ORGANISATIONS", None)
        if wanted.organisations:
            environment["ODMAP_ORGANISATIONS"] = str(wanted.organisations)
        self.wanted = wanted
        self.url = f"http://{HOST}:{port}"
        self._output = output
        self._until = time.monotonic() + LONGEST_START + wanted.size * FOR_EACH_ORGANISATION
        self._process = subprocess.Popen(
            _command(wanted.app, port), cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=environment
        )

    def wait(self) -> Server:
        """Wait until it answers."""
        health = leaflet_page.HEALTH if self.wanted.app == LEAFLET else "/_stcore/health"
        while not answers(f"{self.url}{health}"):
            if self._process.poll() is not None or time.monotonic() > self._until:
                self._output.seek(0)
                written = self._output.read().decode(errors="replace")
                raise ServerError(f"{self.wanted.app} ({self.wanted.size:,}) did not start:\n{written}")
            time.sleep(0.1)
        return Server(self.wanted.app, self.wanted.size, self.url, self._process.pid)

    def stop(self) -> None:
        """End it."""
        stop(self._process)


def stop(process: subprocess.Popen[bytes], group: bool = False) -> None:
    """End a process that we started; with ``group`` also all that it started in a session of its own."""

    def send(number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            if group:
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)

    send(signal.SIGTERM)
    try:
        process.wait(LONGEST_STOP)
    except subprocess.TimeoutExpired:
        send(signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def all_running(wanted: Sequence[Wanted]) -> Iterator[list[Server]]:
    """Run apps while the block lasts; they start at the same time. Every app gets the same settings.

    Raises:
        ServerError: one of them ended or did not answer in time.
    """
    with contextlib.ExitStack() as stack:
        started = []
        for each in wanted:
            process = _Process(each, stack.enter_context(tempfile.TemporaryFile()))
            stack.callback(process.stop)
            started.append(process)
        yield [process.wait() for process in started]


@contextlib.contextmanager
def running(app: str, size: int = 0, organisations: Path | None = None) -> Iterator[Server]:
    """Run one app while the block lasts."""
    with all_running([Wanted(app, size, organisations)]) as servers:
        yield servers[0]

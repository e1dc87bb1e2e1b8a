"""Starts the apps that are compared, each as a server of its own on this machine only, and stops them again."""

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from odmap.paths import ROOT

HOST = "127.0.0.1"
APPS = {
    "empty": "benchmarks/empty_app.py",
    "odmap": "app.py",
    "ordinary": "benchmarks/ordinary_server.py",
}
"""What is compared, and the script that ``streamlit run`` starts it from."""

LONGEST_START = 60.0  # seconds
LONGEST_STOP = 10.0


class ServerError(RuntimeError):
    """A server did not start; the message holds what it wrote."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:  # noqa: S310 - always http
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextlib.contextmanager
def running(script: str) -> Iterator[str]:
    """Run one app while the block lasts, and give its address.

    Every app gets the same settings: those of the project, and the ones below.

    Args:
        script: what ``streamlit run`` is given, relative to the checkout.

    Raises:
        ServerError: the server ended or did not answer in time.
    """
    port = _free_port()
    settings = {
        "server.address": HOST,
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "global.developmentMode": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", script]
    command += [f"--{name}={value}" for name, value in settings.items()]
    url = f"http://{HOST}:{port}"
    with tempfile.TemporaryFile() as output:
        server = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        try:
            deadline = time.monotonic() + LONGEST_START
            while not _answers(url):
                if server.poll() is not None or time.monotonic() > deadline:
                    output.seek(0)
                    raise ServerError(f"{Path(script).name} did not start:\n{output.read().decode(errors='replace')}")
                time.sleep(0.1)
            yield url
        finally:
            server.terminate()
            try:
                server.wait(LONGEST_STOP)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@contextlib.contextmanager
def all_running() -> Iterator[dict[str, str]]:
    """Run every app while the block lasts, and give each one's address by its name."""
    with contextlib.ExitStack() as stack:
        yield {name: stack.enter_context(running(script)) for name, script in APPS.items()}

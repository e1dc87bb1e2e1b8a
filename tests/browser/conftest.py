"""A real Chromium and a real server, with the network watched."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Page, expect, sync_playwright

from odmap.settings import ROOT
from scripts import find_browsers

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
REPORT_FORBIDDEN = """
document.addEventListener("securitypolicyviolation", event =>
  console.error("forbidden by the policy:", event.effectiveDirective, event.blockedURI));
"""
PATIENCE = 30_000  # milliseconds; generous, because a busy machine is not a failure
expect.set_options(timeout=PATIENCE)


class Server(NamedTuple):
    """A running server: its address without a slash at its end, its process, and what it logs."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def serving(ready: str = "/healthz", **environment: str) -> Iterator[str]:
    """Run the app as its users do, on a free port, and give its address once it answers at another one."""
    with running(ready, **environment) as server:
        yield server.address


@contextmanager
def running(ready: str = "/healthz", **environment: str) -> Iterator[Server]:
    """Run the app as its users do, on a free port."""
    with started([sys.executable, "-m", "odmap"], ROOT, environment, ready) as server:
        yield server


@contextmanager
def started(
    program: Sequence[str],
    place: Path,
    environment: Mapping[str, str],
    ready: str = "/healthz",
    arguments: Sequence[str] = (),
) -> Iterator[Server]:
    """Run ``odmap serve`` on a free port until it is no longer needed.

    Args:
        program: what stands before "serve".
        place: the folder it is started in.
        environment: variables that it gets besides ours.
        ready: the address at which it answers once it is ready.
        arguments: what stands after the port.
    """
    port = free_port()
    base = environment.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
    address = f"http://127.0.0.1:{port}" + (f"/{base}" if base else "")
    command = [*program, "serve", "--port", str(port), *arguments]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log.txt")
        with log.open("wb") as stream:
            process = subprocess.Popen(
                command, cwd=place, env={**os.environ, **environment}, stdout=stream, stderr=subprocess.STDOUT
            )
        server = Server(address, process, log)
        try:
            _wait_for(server, ready)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(server: Server, ready: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            pytest.fail(f"the app did not start:\n{server.log.read_text()}")
        try:
            with urllib.request.urlopen(f"{server.address}{ready}", timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the app did not answer within a minute")


@pytest.fixture(scope="session")
def app() -> Iterator[str]:
    """Give the address of a server that shows the project's own directory."""
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a headless Chromium."""
    if gone := find_browsers.missing(["chromium"]):
        pytest.fail(find_browsers.advice(gone))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browsers.chromium(), args=FLAGS)
        yield browser
        browser.close()


LIVE = "!document.getElementById('od-first')"
"""Whether the live page has taken the place of the first answer."""


class Visitor:
    """One visitor: a fresh browser profile whose every request and mistake is noted. Pages open until they are live."""

    def __init__(self, context: BrowserContext, runs_scripts: bool = True) -> None:
        self.context = context
        self.context.set_default_timeout(PATIENCE)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note)
        context.add_init_script(REPORT_FORBIDDEN)
        if runs_scripts:
            self._then_wait("goto")
            self._then_wait("reload")

    def _then_wait(self, name: str) -> None:
        """Let the page wait after an act of its own until it is live."""
        act = getattr(self.page, name)

        def acts(*args: object, **named: object) -> object:
            answer = act(*args, **named)
            self.page.wait_for_function(LIVE)
            return answer

        setattr(self.page, name, acts)

    def _note(self, message: ConsoleMessage) -> None:
        """Note what a script calls a mistake. What the browser itself says has no arguments, and differs by build."""
        if message.type == "error" and message.args:
            self.errors.append(message.text)

    def open(self, address: str) -> Frame:
        """Open an address and return the map's frame, drawn."""
        self.page.goto(address)
        return self.map()

    def map(self) -> Frame:
        """Return the map's frame once land and organisations are drawn."""
        frame = None
        while frame is None:  # on the way from one page to another the old frame may go while we look
            element = self.page.wait_for_selector(".st-key-map iframe", state="attached")
            frame = element.content_frame() if element else None
        frame.wait_for_selector("html[data-land][data-shown]", state="attached")
        return frame

    def ready(self) -> None:
        """Wait until the page's own script is there, which follows links and copies texts."""
        self.page.wait_for_function("window.odmapPage")

    def complete(self) -> None:
        """Wait until the filters are there, which come last of all."""
        self.page.get_by_test_id("stSidebar").get_by_role("button", name="Clear all filters").wait_for()

    def address_ends(self, words: str) -> None:
        """Wait until the address ends so; the app writes it last of all."""
        self.page.wait_for_function("words => location.href.endsWith(words)", arg=words)

    def hosts(self) -> set[str]:
        """Return every machine that was asked for anything."""
        urls = (urlsplit(url) for url in self.requests)
        return {url.netloc for url in urls if url.scheme in ("http", "https", "ws", "wss")}

    def count(self) -> str:
        """Return the sentence that counts."""
        return self.page.locator(".od-count").inner_text()


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Make visitors; options are those of a browser context (``viewport``, ``color_scheme``...)."""
    visitors: list[Visitor] = []

    def make(**options: object) -> Visitor:
        settings = {"viewport": {"width": 1280, "height": 720}, "reduced_motion": "reduce", **options}
        runs_scripts = bool(settings.get("java_script_enabled", True))
        visitors.append(Visitor(chromium.new_context(**settings), runs_scripts))  # type: ignore[arg-type] # passed on as given
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.context.close()


@pytest.fixture
def visitor(visit: Visit) -> Visitor:
    """Give one ordinary visitor at a projector's size."""
    return visit()


@pytest.fixture
def serve_file(tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """Serve another directory file for one test."""
    managers = []

    def serve(path: Path) -> str:
        manager = serving(ODMAP_ORGANISATIONS=str(path))
        managers.append(manager)
        return manager.__enter__()

    yield serve
    for manager in managers:
        manager.__exit__(None, None, None)

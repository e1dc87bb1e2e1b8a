"""One visitor: a browser context of its own, what came into sight when, and the bytes that came for it."""

import contextlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.servers import LEAFLET, Server
from playwright.sync_api import Browser, Frame, Locator, Page, ViewportSize, WebSocket, sync_playwright

from scripts import find_browsers

WATCH = Path(__file__).with_name("watch.js")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
DESKTOP = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
"""As Lighthouse has it: 1.6 Mbit/s and 150 milliseconds there and back; in bytes a second and milliseconds."""
LONGEST_WAIT = 180_000  # milliseconds
QUIET = 1.0  # seconds without a byte: then a change is over

MAP_SHOWS = """
([markers, since]) => bench.maps.find((map) => map.land && map.inSight && map.at > since && map.markers === markers)?.at
"""
AT_REST = """
() => !document.querySelector('[data-test-script-state]:not([data-test-script-state=notRunning])')
  && !document.querySelector('[data-od-part][aria-busy=true]')
"""


class BrokenPageError(RuntimeError):
    """An app showed an error instead of a part of its page, so that its times would mean nothing."""


class Fetched(NamedTuple):
    """A file that came over HTTP: the path it came from, and its bytes, headers included."""

    path: str
    bytes: int


class Traffic:
    """Counts the bytes a page receives.

    Attributes:
        websocket: bytes of messages over the web socket, as the page reads them.
        fetched: what came over HTTP; what the browser still has is not among it.
    """

    def __init__(self, page: Page) -> None:
        self.websocket = 0
        self.fetched: list[Fetched] = []
        self._paths: dict[str, str] = {}
        self._last = time.monotonic()
        page.on("websocket", self._follow)
        watcher = page.context.new_cdp_session(page)
        watcher.send("Network.enable")
        watcher.on("Network.requestWillBeSent", self._asked)
        watcher.on("Network.loadingFinished", self._loaded)

    @property
    def http(self) -> int:
        """Bytes over HTTP, headers included."""
        return sum(each.bytes for each in self.fetched)

    def _follow(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._received)

    def _received(self, payload: str | bytes) -> None:
        self.websocket += len(payload.encode() if isinstance(payload, str) else payload)
        self._last = time.monotonic()

    def _asked(self, event: dict[str, Any]) -> None:
        self._paths[event["requestId"]] = "/" + event["request"]["url"].split("/", 3)[-1]
        self._last = time.monotonic()

    def _loaded(self, event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        if size:  # nothing came for what the browser has already
            self.fetched.append(Fetched(self._paths.get(event["requestId"], ""), size))
        self._last = time.monotonic()

    def reset(self) -> None:
        """Count from nothing again."""
        self.websocket = 0
        self.fetched = []
        self._last = time.monotonic()

    def wait_until_quiet(self, page: Page) -> None:
        """Wait until nothing has come for a second."""
        while time.monotonic() - self._last < QUIET:
            page.wait_for_timeout(50)


class Visit:
    """A visitor with an empty cache, at one of the apps."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.traffic = Traffic(page)
        page.goto(server.url, wait_until="commit", timeout=LONGEST_WAIT)

    def _at(self, expression: str, argument: Any = None) -> float:
        handle = self.page.wait_for_function(expression, arg=argument, timeout=LONGEST_WAIT)
        return float(handle.json_value())

    def begun(self) -> float:
        """Return when navigation began, in seconds since 1970."""
        return self._at("() => bench.start") / 1000

    def title_after(self) -> float:
        """Wait for the title; return the seconds from navigation until it was in sight."""
        return (self._at("() => bench.title") - self._at("() => bench.start")) / 1000

    def page_after(self) -> float:
        """Wait for odmap's first answer; return the seconds from navigation until it was in sight."""
        return (self._at("() => bench.page") - self._at("() => bench.start")) / 1000

    def shift(self) -> float:
        """Return the cumulative layout shift so far."""
        return float(self.page.evaluate("() => bench.shift"))

    def again(self) -> None:
        """Come a second time, with all that the browser has kept."""
        self.traffic.reset()
        self.page.goto(self.server.url, wait_until="commit", timeout=LONGEST_WAIT)

    def map_after(self, markers: int) -> float:
        """Wait for the map; return the seconds from navigation until it showed land and so many organisations."""
        return (self._at(MAP_SHOWS, [markers, 0]) - self._at("() => bench.start")) / 1000

    def change(self, target: Locator, markers: int) -> float:
        """Click, and wait until the map shows just so many organisations; return the seconds that took."""
        target.click()
        clicked = self._at("() => bench.click")
        return (self._at(MAP_SHOWS, [markers, clicked]) - clicked) / 1000

    def watch(self, on: bool) -> None:
        """Look at what the page shows, or rest while another page is measured."""
        if on:
            self.page.bring_to_front()
        self.page.evaluate("(on) => bench.watch(on)", on)

    def switch(self, label: str, option: str) -> Locator:
        """Return what to click in the sidebar to choose an option, or to take it away where it is chosen.

        Args:
            label: the name of the filter.
            option: the name of the option; the number in brackets that may follow it is ignored.
        """
        sidebar = self.page.get_by_test_id("stSidebar")
        words = rf"{re.escape(option)}( \([\d,]+\))?$"
        pills, more = sidebar.get_by_role("toolbar", name=label), sidebar.locator("details:not([open]) > summary")
        if not pills.count() and not sidebar.get_by_role("combobox", name=label).count() and more.count():
            more.click()
            pills.wait_for()
        if pills.count():
            return pills.get_by_role("button", name=re.compile(f"^{words}"))
        chosen = sidebar.get_by_role("button", name=re.compile(f"^Remove {words}"))
        if chosen.count():
            return chosen
        box = sidebar.get_by_role("combobox", name=label)
        box.click()
        box.fill(option)
        return self.page.get_by_role("option", name=re.compile(f"^{words}"))

    def map_frame(self) -> Frame:
        """Return the frame that the map is in."""
        for frame in self.page.frames:
            if frame.evaluate("() => Boolean(window.L && L.Map && window.map instanceof L.Map)"):
                return frame
        raise BrokenPageError(f"The app at {self.page.url} has no map.")

    def settle(self) -> None:
        """Close an open list of options, and wait until the page has everything and is quiet.

        Raises:
            BrokenPageError: the page shows an error; a page that breaks off early would look fast.
        """
        if self.server.app == LEAFLET:
            self.page.wait_for_timeout(100)
            return
        self.page.keyboard.press("Escape")
        self.page.wait_for_function(AT_REST, timeout=LONGEST_WAIT)
        self.traffic.wait_until_quiet(self.page)
        if self.page.get_by_test_id("stException").count():
            raise BrokenPageError(f"The app at {self.page.url} shows an error on its page.")


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Run a Chromium while the block lasts.

    Raises:
        RuntimeError: there is none.
    """
    path = find_browsers.chromium()
    if path is None:
        raise RuntimeError("No Chromium was found: run scripts/find_browsers.py")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield chromium
        finally:
            chromium.close()


@contextlib.contextmanager
def visiting(chromium: Browser, server: Server, slow_phone: bool = False) -> Iterator[Visit]:
    """Open an app as a new visitor while the block lasts, on a desktop or on a phone with a slow line."""
    context = chromium.new_context(
        viewport=PHONE if slow_phone else DESKTOP, is_mobile=slow_phone, has_touch=slow_phone
    )
    try:
        context.add_init_script(path=WATCH)
        page = context.new_page()
        if slow_phone:
            line = context.new_cdp_session(page)
            line.send("Network.enable")
            line.send("Network.emulateNetworkConditions", SLOW_LINE)
        yield Visit(page, server)
    finally:
        context.close()

"""One visitor: a browser context of its own, what came into sight when, and the bytes that came for it."""

import contextlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, WebSocket, sync_playwright
from scripts.find_chromium import find

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
LONGEST_WAIT = 120_000  # milliseconds
QUIET = 1.0  # seconds without a byte: then a change is over

MAP_SHOWS = """
([markers, since]) => bench.maps.find(
  (map) => map.land && map.at > since && (markers === null ? map.markers && map.inSight : map.markers === markers)
)?.at
"""


class BrokenPageError(RuntimeError):
    """An app showed an error instead of a part of its page, so that its times would mean nothing."""


class Traffic:
    """Counts the bytes a page receives.

    Attributes:
        websocket: bytes of messages over the web socket, as the page reads them.
        http: bytes over HTTP, headers included; what the browser still has counts nothing.
    """

    def __init__(self, page: Page) -> None:
        self.websocket = 0
        self.http = 0
        self._last = time.monotonic()
        page.on("websocket", self._follow)
        watcher = page.context.new_cdp_session(page)
        watcher.send("Network.enable")
        watcher.on("Network.loadingFinished", self._loaded)

    def _follow(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._received)

    def _received(self, payload: str | bytes) -> None:
        self.websocket += len(payload.encode() if isinstance(payload, str) else payload)
        self._last = time.monotonic()

    def _loaded(self, event: dict[str, Any]) -> None:
        self.http += int(event["encodedDataLength"])
        self._last = time.monotonic()

    def reset(self) -> None:
        """Count from nothing again."""
        self.websocket = self.http = 0
        self._last = time.monotonic()

    def wait_until_quiet(self, page: Page) -> None:
        """Wait until nothing has come for a second."""
        while time.monotonic() - self._last < QUIET:
            page.wait_for_timeout(50)


class Visit:
    """A visitor with an empty cache, at one of the apps."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.traffic = Traffic(page)
        page.goto(url, wait_until="commit")

    def _at(self, expression: str, argument: Any = None) -> float:
        handle = self.page.wait_for_function(expression, arg=argument, timeout=LONGEST_WAIT)
        return float(handle.json_value())

    def title_after(self) -> float:
        """Wait for the title; return the seconds from navigation until it was in sight."""
        return (self._at("() => bench.title") - self._at("() => bench.start")) / 1000

    def map_after(self) -> float:
        """Wait for the map; return the seconds from navigation until land and a marker were in sight."""
        return (self._at(MAP_SHOWS, [None, 0]) - self._at("() => bench.start")) / 1000

    def change(self, target: Locator, markers: int) -> float:
        """Click, and wait until the map holds just so many markers; return the seconds that took."""
        target.click()
        clicked = self._at("() => bench.click")
        return (self._at(MAP_SHOWS, [markers, clicked]) - clicked) / 1000

    def switch(self, label: str, option: str) -> Locator:
        """Return what to click in the sidebar to choose an option, or to take it away where it is chosen.

        Args:
            label: the name of the filter.
            option: the name of the option; the number in brackets that may follow it is ignored.
        """
        sidebar = self.page.get_by_test_id("stSidebar")
        words = rf"{re.escape(option)}( \(\d+\))?$"
        pills = sidebar.get_by_role("toolbar", name=label)
        if pills.count():
            return pills.get_by_role("button", name=re.compile(f"^{words}"))
        chosen = sidebar.get_by_role("button", name=re.compile(f"^Remove {words}"))
        if chosen.count():
            return chosen
        box = sidebar.get_by_role("combobox", name=label)
        box.click()
        box.fill(option)
        return self.page.get_by_role("option", name=re.compile(f"^{words}"))

    def settle(self) -> None:
        """Close an open list of options, and wait until the page is quiet.

        Raises:
            BrokenPageError: the page shows an error; a page that breaks off early would look fast.
        """
        self.page.keyboard.press("Escape")
        self.traffic.wait_until_quiet(self.page)
        if self.page.get_by_test_id("stException").count():
            raise BrokenPageError(f"The app at {self.page.url} shows an error on its page.")


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Run a Chromium while the block lasts.

    Raises:
        RuntimeError: there is none.
    """
    path = find()
    if path is None:
        raise RuntimeError("No Chromium was found: run scripts/find_chromium.py")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield chromium
        finally:
            chromium.close()


@contextlib.contextmanager
def visiting(chromium: Browser, url: str) -> Iterator[Visit]:
    """Open an app as a new visitor while the block lasts."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    try:
        context.add_init_script(path=WATCH)
        yield Visit(context.new_page(), url)
    finally:
        context.close()

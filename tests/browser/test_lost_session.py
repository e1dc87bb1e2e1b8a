"""A server that ends and comes back while a visitor has the page open, in a real Chromium."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest
from benchmarks.servers import free_port
from playwright.sync_api import Locator, expect

from odmap.settings import ROOT
from tests.browser.conftest import Visit, Visitor
from tests.counted import HEADLINE, TOTAL

LINE = "Reconnecting. What you see still works."


class Server:
    """The app on a port of its own, which can be killed and started again there."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2):  # noqa: S310 - our own address
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail("the app did not answer within a minute")

    def kill(self) -> None:
        """End it as a failure would, with no farewell to anybody."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


@pytest.fixture
def server() -> Iterator[Server]:
    """Give a server of the test's own."""
    one = Server()
    yield one
    one.kill()


def line(visitor: Visitor) -> Locator:
    """Return the line that tells of a lost connection."""
    return visitor.page.locator(".od-connection")


def lose(visitor: Visitor, server: Server) -> None:
    """Kill the server and start it again; return when the page is connected again."""
    server.kill()
    expect(line(visitor)).to_have_text(LINE)
    server.start()
    connected(visitor)


def connected(visitor: Visitor) -> None:
    """Wait until the page is connected."""
    expect(
        visitor.page.locator('[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]')
    ).to_be_visible()
    expect(line(visitor)).to_have_text("")


def pill(visitor: Visitor, name: str, label: str = "What they do") -> Locator:
    """Return a filter of the sidebar."""
    return visitor.page.get_by_role("toolbar", name=label).get_by_role("button", name=name)


def more(visitor: Visitor) -> None:
    """Open the filters that are not in sight."""
    visitor.page.get_by_test_id("stSidebar").get_by_text("More filters").click()


def active(visitor: Visitor, name: str) -> Locator:
    """Return the button that takes a filter away."""
    return visitor.page.locator(".st-key-active").get_by_role("button", name=name)


def test_what_was_chosen_and_the_next_choice_hold(visitor: Visitor, server: Server) -> None:
    """A filter chosen before the server was started again and one chosen after hold, in list, address and sidebar."""
    faults: list[str] = []
    visitor.page.on("pageerror", lambda error: faults.append(str(error)))
    visitor.open(server.address)
    pill(visitor, "Service").click()
    visitor.address_ends("?activity=service")
    lose(visitor, server)
    visitor.address_ends("?activity=service")
    more(visitor)
    pill(visitor, "Known by name only", "How sure we are").click()
    visitor.address_ends("?activity=service&verification=unverified")
    expect(active(visitor, "What they do: Service")).to_be_visible()
    expect(active(visitor, "How sure we are: Known by name only")).to_be_visible()
    expect(visitor.page.locator(".od-count")).to_contain_text(f"of {TOTAL} organisations")
    active(visitor, "What they do: Service").click()
    visitor.address_ends("?verification=unverified")
    assert not faults


def test_a_choice_that_comes_first_to_a_new_session_holds(visitor: Visitor, server: Server) -> None:
    """Without the page's own script, the browser's first word to a new server is the next choice, and it holds."""
    visitor.page.route("**/assets/page.js*", lambda route: route.abort())
    visitor.open(server.address)
    pill(visitor, "Service").click()
    visitor.address_ends("?activity=service")
    server.kill()
    expect(visitor.page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(0)
    server.start()
    expect(visitor.page.locator('[data-test-connection-state="CONNECTED"]')).to_be_visible()
    more(visitor)
    pill(visitor, "Known by name only", "How sure we are").click()
    visitor.address_ends("?activity=service&verification=unverified")
    expect(active(visitor, "What they do: Service")).to_be_visible()
    expect(active(visitor, "How sure we are: Known by name only")).to_be_visible()
    visitor.page.get_by_role("button", name="Clear all", exact=True).click()
    expect(visitor.page.locator(".od-count")).to_have_text(HEADLINE)


def test_a_button_that_comes_first_to_a_new_session_holds(visitor: Visitor, server: Server) -> None:
    """A filter taken away by its button, as the first word to a new server, stays away."""
    visitor.page.route("**/assets/page.js*", lambda route: route.abort())
    visitor.open(f"{server.address}/?activity=service&country=FI")
    expect(pill(visitor, "Service")).to_be_visible()
    server.kill()
    expect(visitor.page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(0)
    server.start()
    expect(visitor.page.locator('[data-test-connection-state="CONNECTED"]')).to_be_visible()
    active(visitor, "Country: Finland").click()
    visitor.address_ends("?activity=service")


@pytest.mark.parametrize(
    ("path", "shows"),
    [
        ("/directory?country=FI&page=1&organisation=keropudas", "h1"),
        ("/?place=Nairobi&country=KE", "#near-name"),
        ("/present?begin=NO&step=kinds", ".od-stop:visible"),
    ],
)
def test_the_view_stays(visitor: Visitor, server: Server, path: str, shows: str) -> None:
    """The chosen organisation, the sheet, the place asked about and the step of the story survive a lost session."""
    visitor.page.goto(server.address + path)
    visitor.ready()
    connected(visitor)
    before = visitor.page.locator(shows).inner_text(), visitor.page.url
    lose(visitor, server)
    assert (visitor.page.locator(shows).inner_text(), visitor.page.url) == before


def test_the_story_stays_where_it_is(visitor: Visitor, server: Server) -> None:
    """A story that fills the screen goes on filling it, at the stop that it was turned to."""
    visitor.open(f"{server.address}/present")
    visitor.page.wait_for_function("window.odmapStory")
    connected(visitor)
    stop = visitor.page.locator(".od-stop:visible h2")
    visitor.page.keyboard.press("ArrowRight")
    expect(visitor.page.locator("html[data-presenting]")).to_be_attached()
    visitor.page.keyboard.press("ArrowRight")
    expect(stop).to_have_text("How it spread: the 1990s")
    lose(visitor, server)
    expect(stop).to_have_text("How it spread: the 1990s")
    expect(visitor.page.locator("html[data-presenting]")).to_be_attached()
    visitor.page.keyboard.press("ArrowRight")
    expect(stop).to_have_text("How it spread: the 2000s")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_line_is_quiet(visit: Visit, server: Server, scheme: str, width: int) -> None:
    """A lost connection is said in words that cover nothing, in a live region, and no developer's message shows."""
    visitor = visit(viewport={"width": width, "height": 720}, color_scheme=scheme)
    visitor.open(server.address)
    visitor.ready()
    connected(visitor)
    server.kill()
    expect(line(visitor)).to_have_text(LINE)
    assert line(visitor).get_attribute("role") == "status"
    app = visitor.page.get_by_test_id("stApp").bounding_box()
    strip = line(visitor).bounding_box()
    assert app is not None
    assert strip is not None
    assert app["y"] + app["height"] <= strip["y"] + 1
    assert strip["y"] + strip["height"] <= 721
    if path := os.environ.get("ODMAP_SCREENSHOTS"):
        visitor.page.screenshot(path=f"{path}/line-{scheme}-{width}.png")
    before = len(visitor.requests)
    visitor.page.wait_for_timeout(15_000)  # Streamlit's own dialog comes with its sixth attempt
    assert len(visitor.requests) - before < 40, "it asks the dead server again and again"
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    assert "streamlit" not in visitor.page.inner_text("body").lower()

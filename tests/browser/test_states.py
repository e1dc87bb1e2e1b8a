"""The accessibility checker in every state that a page can be in, in light and in dark."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit, Visitor

DESK = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}


def rest(_: Page) -> None:
    """Do nothing: the page as it comes."""


def suggestions(page: Page) -> None:
    """Type into the question until suggestions are open."""
    page.wait_for_function("window.odmapPage")
    page.get_by_role("combobox", name="Is there anything near me?").press_sequentially("canterb")
    expect(page.get_by_role("option", name=re.compile("^Canterbury"))).to_have_count(2)


def drawer(page: Page) -> None:
    """Open the filters where they cover the page."""
    page.wait_for_function("window.odmapPage")
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_role("heading", name="Filters")).to_be_visible()


def more(page: Page) -> None:
    """Open the filters that are folded away."""
    page.get_by_test_id("stSidebar").get_by_text("More filters").click()
    expect(page.get_by_test_id("stSidebar").get_by_text("Kind of care", exact=True)).to_be_visible()


def menu(page: Page) -> None:
    """Open the menu with the names of the pages."""
    page.wait_for_function("window.odmapPage")
    page.locator(".od-menu summary").click()
    expect(page.locator(".od-menu").get_by_role("link", name="About")).to_be_visible()


def share(page: Page) -> None:
    """Open the fold for sending the view."""
    page.get_by_text("Share this view, or download the data").click()
    expect(page.locator(".od-send-body").first).to_be_visible()


STATES: list[tuple[str, dict[str, int], Callable[[Page], None]]] = [
    *((f"/country{of}", size, rest) for of in ("", "?c=JP", "?c=NG", "?c=AX", "?c=ZZ") for size in (DESK, PHONE)),
    ("/about", DESK, rest),  # the other pages at rest: in their own tests
    ("/?embed=true", DESK, rest),
    ("/?place=Lyon", PHONE, rest),
    ("/?place=Canterbury", PHONE, rest),
    ("/?country=FI&type=programme&status=ended", PHONE, rest),
    ("/directory?organisation=dialogue-first", PHONE, rest),
    ("/", PHONE, suggestions),
    ("/", PHONE, drawer),
    ("/", DESK, more),
    ("/", PHONE, menu),
    ("/", PHONE, share),
]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("path", "size", "reach"), STATES, ids=lambda each: getattr(each, "__name__", None))
def test_axe_finds_nothing(
    app: str, visit: Visit, path: str, size: dict[str, int], reach: Callable[[Page], None], mode: str
) -> None:
    """Whatever is open or chosen, the checker finds nothing in the whole page."""
    page = visit(viewport=size, color_scheme=mode).page
    page.goto(f"{app}{path}")
    page.locator(".od-embedded, .od-footer").first.wait_for()
    reach(page)
    assert findings(page) == []


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["card", "sheet"])
def test_axe_finds_nothing_beside_an_open_card(app: str, visit: Visit, size: dict[str, int], mode: str) -> None:
    """With a card open above its mark, or as a sheet on a phone, map and page have no findings."""
    visitor: Visitor = visit(viewport=size, color_scheme=mode)
    frame = visitor.open(f"{app}/?country=SE")
    frame.locator(".mark-icon").first.click()
    frame.wait_for_selector(".leaflet-popup.sheet .od-card" if size is PHONE else ".od-card")
    assert findings(frame) == []
    assert findings(visitor.page) == []

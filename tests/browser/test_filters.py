"""The filters in a real browser: their numbers, the drawer of a phone, and what people come to find."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from odmap.views.urls import PAGES
from tests.browser.conftest import Visit, Visitor
from tests.counted import RECORDS, TOTAL, groups_of, number_doing, number_of

PHONE = {"width": 390, "height": 844}
NORDIC = ("DK", "FI", "IS", "NO", "SE")
TARGETS = """
place => Array.from(document.querySelector(place).querySelectorAll("button, a, input, summary"))
  .map(each => [each.getAttribute("aria-label") || each.textContent, each.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
  .map(([words, box]) => [words, box.width, box.height])
"""
"""What can be touched in a part of the page, and is smaller than 24 by 24 pixels."""


def sidebar(visitor: Visitor) -> Locator:
    """Return the place of the filters."""
    return visitor.page.get_by_test_id("stSidebar")


def pill(visitor: Visitor, words: str | re.Pattern[str]) -> Locator:
    """Return an option that is in sight."""
    return sidebar(visitor).get_by_role("button", name=words).first


def choose(visitor: Visitor, label: str, option: str) -> None:
    """Choose in a filter that opens a list."""
    box = sidebar(visitor).get_by_role("combobox", name=label)
    box.click()
    box.fill(option.split(" (")[0])  # a list draws only what is in sight
    visitor.page.get_by_role("option", name=option).click()
    visitor.page.keyboard.press("Escape")


def opened(visitor: Visitor, address: str) -> Locator:
    """Open a page on a phone and the drawer with its filters; return the button that opens it."""
    visitor.page.goto(address)
    button = visitor.page.get_by_test_id("stExpandSidebarButton")
    expect(button).to_have_attribute("data-od-name", re.compile("Filters"))
    visitor.ready()
    button.click()
    expect(visitor.page.get_by_role("heading", name="Filters")).to_be_visible()
    return button


def test_numbers_follow_what_is_chosen(app: str, visitor: Visitor) -> None:
    """With Japan chosen, "Service" says how many there, also in an open list; nothing that was chosen is lost."""
    visitor.open(app)
    expect(pill(visitor, f"Service ({number_doing('service')})")).to_be_visible()
    choose(visitor, "Country", f"Japan ({number_of(country='JP')})")
    expect(pill(visitor, f"Service ({number_doing('service', country='JP')})")).to_be_visible()
    none = pill(visitor, "Institution (0)")
    expect(none).to_have_attribute("data-od-nothing", "")
    expect(none).to_be_enabled()
    pill(visitor, "Research (").click()
    choose(visitor, "Country", f"Finland ({number_doing('research', country='FI')})")
    visitor.address_ends("?activity=research&country=JP&country=FI")
    expect(pill(visitor, "Research (")).to_have_attribute("aria-pressed", "true")
    expect(sidebar(visitor).get_by_label("Remove Japan")).to_be_visible()
    expect(sidebar(visitor).get_by_label("Remove Finland")).to_be_visible()
    assert visitor.errors == []


def test_a_country_where_nothing_is_listed_says_so(app: str, visitor: Visitor) -> None:
    """Asked for by a link, it has words in place of a number; what is listed has none where it is chosen."""
    visitor.open(f"{app}/?country=KE&country=FI")
    kenya = sidebar(visitor).get_by_text("Kenya", exact=True)
    expect(kenya).to_have_attribute("data-od-number", " (nothing listed)")
    expect(sidebar(visitor).get_by_text("Finland", exact=True)).not_to_have_attribute("data-od-number", re.compile("."))


def test_confirmed_services_in_the_nordic_countries(app: str, visitor: Visitor) -> None:
    """Four actions: what they do, part of the world, more filters, how sure; the address is the link to send."""
    visitor.open(app)
    pill(visitor, "Service (").click()
    box = sidebar(visitor).get_by_role("combobox", name="Part of the world")
    box.fill("nordic")
    box.press("Enter")
    visitor.page.keyboard.press("Escape")
    visitor.address_ends("?activity=service&region=nordic")
    sidebar(visitor).get_by_text("More filters").click()
    pill(visitor, "Confirmed by public pages (").click()
    visitor.address_ends("?activity=service&region=nordic&verification=verified")
    nordic = [record for record in RECORDS if record["country"] in NORDIC and record["verification"] == "verified"]
    found = sum("service" in groups_of(record) for record in nordic)
    expect(visitor.page.locator(".od-count")).to_contain_text(f"{found} of {TOTAL} organisations")


def test_pages_without_filters_keep_the_choice(app: str, visitor: Visitor) -> None:
    """The about page has no filters, and the map has what was chosen on the way back."""
    visitor.open(f"{app}/?activity=training&country=DE")
    visitor.page.get_by_test_id("stTopNav").get_by_role("link", name="About").click()
    visitor.page.get_by_role("heading", name="About this map").wait_for()
    expect(sidebar(visitor)).to_contain_text("Your choice waits for you on the others.")
    expect(sidebar(visitor).get_by_role("combobox")).to_have_count(0)
    visitor.page.get_by_role("link", name="Map", exact=True).click()
    expect(pill(visitor, "Training (")).to_have_attribute("aria-pressed", "true")
    visitor.address_ends("?activity=training&country=DE")


def test_trainings_in_germany_on_a_phone(app: str, visit: Visit) -> None:
    """The button has a name and a number; the drawer's last button closes it and leads to what is shown."""
    visitor = visit(viewport=PHONE)
    button = opened(visitor, app)
    expect(visitor.page.get_by_role("button", name=f"Show {TOTAL} organisations")).to_be_visible()
    choose(visitor, "Country", "Germany (")
    pill(visitor, "Training (").click()
    found = number_doing("training", country="DE")
    show = visitor.page.get_by_role("button", name=f"Show {found} organisations")
    expect(show).to_be_in_viewport()
    show.click()
    expect(sidebar(visitor)).to_have_attribute("data-collapsed", "true")
    expect(visitor.page.locator(".od-count")).to_be_focused()
    expect(visitor.page.locator(".od-count")).to_contain_text(f"{found} of {TOTAL}")
    expect(button).to_have_accessible_name("Filters (2)")
    assert visitor.errors == []


def test_the_drawer_by_keyboard(app: str, visit: Visit) -> None:
    """Enter opens the drawer, chooses, and leads to the result."""
    visitor = visit(viewport=PHONE)
    visitor.page.goto(app)
    visitor.ready()
    button = visitor.page.get_by_test_id("stExpandSidebarButton")
    expect(button).to_have_accessible_name("Filters")
    button.press("Enter")
    pill(visitor, "Service (").press("Enter")
    show = visitor.page.get_by_role("button", name=f"Show {number_doing('service')} organisations")
    show.press("Enter")
    expect(visitor.page.locator(".od-count")).to_be_focused()
    expect(button).to_have_accessible_name("Filters (1)")


@pytest.mark.parametrize("width", [320, 390])
def test_pages_have_a_menu_with_their_names(app: str, visit: Visit, width: int) -> None:
    """On a phone every page is reached by its name; Escape closes the menu; filters are kept on the way."""
    visitor = visit(viewport={"width": width, "height": 700})
    visitor.page.goto(f"{app}/?country=FI")
    visitor.ready()
    menu, first = visitor.page.locator(".od-menu"), visitor.page.locator(".od-menu summary")
    first.press("Enter")
    expect(menu.get_by_role("link")).to_have_text(list(PAGES.values()))
    expect(menu.get_by_role("link", name="Map")).to_have_attribute("aria-current", "page")
    visitor.page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Map")).not_to_be_visible()
    expect(first).to_be_focused()
    first.click()
    menu.get_by_role("link", name="About").click()
    visitor.page.get_by_role("heading", name="About this map").wait_for()
    expect(menu.get_by_role("link", name="Map")).not_to_be_visible()
    expect(visitor.page.get_by_test_id("stExpandSidebarButton")).not_to_be_visible()
    first.click()
    menu.get_by_role("link", name="Directory").click()
    visitor.page.get_by_role("heading", name="Directory", level=1).wait_for()
    expect(visitor.page.locator(".od-count")).to_contain_text(f"{number_of(country='FI')} of {TOTAL}")
    expect(visitor.page.get_by_test_id("stMainMenuButton")).to_have_count(0)
    box: Any = first.bounding_box()
    assert 0 <= box["x"] <= width - box["width"], "a part of the bar lies outside the screen"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("path", ["/?country=JP&verification=verified", "/directory?region=nordic"])
def test_axe_finds_nothing_in_the_drawer(app: str, visit: Visit, mode: str, path: str) -> None:
    """With the drawer open, some choices that show nothing and some chosen, the checker finds nothing."""
    visitor = visit(viewport=PHONE, color_scheme=mode)
    opened(visitor, app + path)
    pill(visitor, "Service (").wait_for()
    found = Axe().run(visitor.page, context={"include": [['[data-testid="stSidebar"]']]})
    assert found.response["violations"] == []
    assert visitor.page.evaluate(TARGETS, '[data-testid="stSidebar"]') == []
    visitor.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    visitor.page.locator(".od-menu summary").click()
    found = Axe().run(visitor.page, context={"include": [['[data-testid="stHeader"]'], [".od-menu"]]})
    assert found.response["violations"] == []
    assert visitor.page.evaluate(TARGETS, ".od-menu") == []

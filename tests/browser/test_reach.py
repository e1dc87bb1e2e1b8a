"""Finding out how to reach an organisation, in a real Chromium on a phone: at once, before any map."""

import re

import pytest
from playwright.sync_api import Locator, expect

from odmap import load
from odmap.directory.located import organisations_in
from odmap.markup import directory as directory_markup
from odmap.views.profile import describe
from odmap.views.selection import Selection
from tests.browser.axe import findings
from tests.browser.conftest import Visit, Visitor

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}

SHOW = """([heading, summary]) => {
  document.querySelector("h1").parentElement.innerHTML = heading;
  document.querySelector(".od-story").outerHTML = summary;
  return document.querySelector(".od-reach").getBoundingClientRect().bottom;
}"""
"""Puts another organisation into the page; returns where the words on how to reach it end."""


def reached(visitor: Visitor) -> Locator:
    """Return the words on how to reach the organisation, once they are there."""
    words = visitor.page.locator(".od-reach")
    words.wait_for()
    return words


def is_in_first_screen(visitor: Visitor, words: Locator) -> bool:
    """Tell whether all of an element is in sight while nothing has been scrolled."""
    box = words.bounding_box()
    assert box is not None
    scrolled = visitor.page.evaluate("document.querySelector('.stMain').scrollTop + scrollY")
    return bool(scrolled == 0 and box["y"] >= 0 and box["y"] + box["height"] <= 844)


def test_its_website_is_one_tap_away_on_a_phone(app: str, visit: Visit) -> None:
    """From the first page: type its name, tap it, tap its website; three actions, and not one to scroll."""
    visitor = visit(**PHONE)
    visitor.open(app)
    actions = 0
    visitor.page.get_by_role("combobox", name="Is there anything near me?").fill("western lapland")
    actions += 1
    visitor.page.get_by_role("option", name=re.compile("^Western Lapland Open Dialogue")).tap()
    actions += 1
    website = reached(visitor).get_by_role("link", name="Website: lapha.fi")
    assert is_in_first_screen(visitor, website)
    box = website.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    visitor.context.route("**lapha.fi/**", lambda route: route.fulfill(body="Theirs"))
    with visitor.page.expect_popup() as opened:
        website.tap()
    actions += 1
    assert "lapha.fi" in opened.value.url
    assert actions == 3


@pytest.mark.parametrize("page", ["", "directory"])
def test_without_a_website_those_who_may_know_are_links_on_the_first_screen(app: str, visit: Visit, page: str) -> None:
    """The page names the network of the country with its website; a tap leads to it, on the same page of odmap."""
    visitor = visit(**PHONE)
    visitor.page.goto(f"{app}/{page}?organisation=svendborg-psychiatric-department")
    words = reached(visitor)
    expect(words).to_contain_text("No website is known. Ask those who connect people in Denmark:")
    assert is_in_first_screen(visitor, words)
    visitor.ready()
    words.get_by_role("link", name="Open Dialogue Denmark").tap()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Open Dialogue Denmark")
    visitor.address_ends(f"/{page}?organisation=open-dialogue-denmark")
    expect(reached(visitor).get_by_role("link", name="Website: aabendialog.dk")).to_be_visible()


def test_how_to_reach_any_organisation_is_on_the_first_screen_of_a_phone(app: str, visit: Visit) -> None:
    """Of every organisation of the directory, whatever its name and its words, without scrolling."""
    visitor = visit(**PHONE)
    visitor.page.goto(f"{app}/directory?organisation=western-lapland-open-dialogue")
    reached(visitor)
    visitor.page.evaluate("document.fonts.ready.then(() => true)")
    frame = load().frame
    below = {}
    for one in organisations_in(frame):
        heading = directory_markup.profile_heading(one, "light", "", Selection())
        summary = directory_markup.profile_summary(describe(one, frame))
        bottom = visitor.page.evaluate(SHOW, [heading, summary])
        if bottom > 844:
            below[one.id] = round(bottom)
    assert below == {}


@pytest.mark.parametrize(
    "path",
    ["/?organisation=open-dialogue-usa", "/directory?organisation=dialogue-first", "/?organisation=oddessi-trial"],
)
def test_one_map_and_after_the_facts(app: str, visit: Visit, path: str) -> None:
    """On a phone the facts come first; there is one map, live or still, and no list of all others below."""
    visitor = visit(**PHONE)
    visitor.page.goto(f"{app}{path}")
    facts = visitor.page.locator(".od-facts").bounding_box()
    maps = visitor.page.locator(".st-key-map, .od-locator")
    expect(maps).to_have_count(1)
    the_map = maps.bounding_box()
    assert facts is not None
    assert the_map is not None
    assert the_map["y"] >= facts["y"] + facts["height"]
    visitor.page.locator(".od-footer").wait_for()
    expect(visitor.page.locator(".od-listing, .od-table, #list")).to_have_count(0)


def test_facts_and_map_stand_side_by_side_where_there_is_room(app: str, visitor: Visitor) -> None:
    """On a large screen the map is beside the facts, not below them, and comes after them in the order of reading."""
    visitor.open(f"{app}/?organisation=western-lapland-open-dialogue")
    story, the_map = (visitor.page.locator(name).bounding_box() for name in (".od-story", ".st-key-map"))
    assert story is not None
    assert the_map is not None
    assert story["x"] + story["width"] <= the_map["x"]
    assert abs(story["y"] - the_map["y"]) < 40
    order = "a => Boolean(a.compareDocumentPosition(document.querySelector('.st-key-map')) & 4)"
    assert visitor.page.locator(".od-story").evaluate(order)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "path",
    [
        "/?organisation=western-lapland-open-dialogue",
        "/?organisation=open-dialogue-usa",
        "/directory?organisation=svendborg-psychiatric-department",
        "/directory?organisation=nordic-network-for-open-dialogue",
    ],
)
def test_axe_finds_nothing(app: str, visit: Visit, mode: str, width: int, path: str) -> None:
    """With a website and without, with a place and without, on a phone and on a large screen, in light and in dark."""
    visitor = visit(color_scheme=mode, viewport={"width": width, "height": 844})
    visitor.page.goto(f"{app}{path}")
    visitor.page.locator(".od-footer").wait_for()
    reached(visitor)
    assert findings(visitor.page) == []

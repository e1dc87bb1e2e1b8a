"""The first answer in a real browser: painted before any script of the framework, and replaced without a jump."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import LIVE, Visit
from tests.counted import TOTAL

PAGES = ("/", "/directory", "/organisation/dialogue-first", "/country/ng", "/principles", "/help")
SHIFTS = (
    "window.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(shift => "
    "{ if (!shift.hadRecentInput) window.shifted += shift.value; })).observe({ type: 'layout-shift', buffered: true });"
)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Give a visitor who sees the first answer: nothing waits for the live page."""
    made = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield made
    made.close()


def held(context: BrowserContext) -> Page:
    """Return a page on which the framework's scripts never come."""
    page = context.new_page()
    page.route("**/static/js/**", lambda route: route.abort())
    return page


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_it_reads_well_alone(app: str, chromium: Browser, path: str, width: int) -> None:
    """Without the framework's scripts each page is whole: no rule of axe broken, not wider than the screen."""
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = held(context)
    page.goto(f"{app}{path}")
    expect(page.locator("#od-first h1")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("(e => e.scrollWidth - e.clientWidth)(document.getElementById('od-first'))") <= 0
    context.close()


def test_filters_and_search_are_forms_without_scripts(app: str, visit: Visit) -> None:
    """With scripts off, a choice, a search and a link each lead to the page that answers them."""
    page = visit(java_script_enabled=False).page
    page.goto(app)
    page.get_by_label("Country").select_option("JP")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".od-count")).to_contain_text(f"of {TOTAL} organisations, in 1 country")
    page.get_by_label("Is there anything near me?").fill("Lyon")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#near-name")).to_have_text("Near Lyon, Rhône, France")
    page.locator(".od-nearest a").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_the_live_page_takes_its_place_without_a_jump(app: str, context: BrowserContext) -> None:
    """Heading and map stand where they stood; what was typed, the focus and the place on the page are kept."""
    page = context.new_page()
    page.add_init_script(SHIFTS)
    gate = {"open": False}
    waiting = []
    page.route("**/static/js/index*.js", lambda route: route.continue_() if gate["open"] else waiting.append(route))
    page.goto(app, wait_until="commit")
    expect(page.locator("#od-first h1")).to_be_visible()
    before = page.locator("#od-first h1").bounding_box()
    page.locator("#od-first #ask").fill("Lyo")
    gate["open"] = True
    page.wait_for_timeout(300)
    for route in waiting:
        route.continue_()
    page.wait_for_function(LIVE)
    after = page.locator("h1").bounding_box()
    assert before
    assert after
    assert abs(before["x"] - after["x"]) <= 1
    assert abs(before["y"] - after["y"]) <= 2
    expect(page.locator("#ask")).to_have_value("Lyo")
    expect(page.locator("#ask")).to_be_focused()
    assert page.evaluate("window.shifted") < 0.1


def test_an_address_for_people_opens_the_live_page(app: str, visit: Visit) -> None:
    """The address of an organisation or a country becomes the one that the live page knows; a reload shows the same."""
    visitor = visit()
    visitor.page.goto(f"{app}/organisation/dialogue-first")
    expect(visitor.page.locator("h1")).to_have_text("Dialogue First")
    visitor.address_ends("/?organisation=dialogue-first")
    visitor.page.goto(f"{app}/country/ng")
    expect(visitor.page.locator("h1")).to_have_text("Nigeria")
    visitor.address_ends("/country?c=ng")
    visitor.page.reload()
    expect(visitor.page.locator("h1")).to_have_text("Nigeria")
    assert visitor.errors == []

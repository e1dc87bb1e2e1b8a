"""Light, dark, or as the device says: the choice at the end of every page, in a real browser."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.conftest import LIVE, Visit

LIGHT, DARK = "rgb(251, 248, 243)", "rgb(21, 28, 32)"


def ready(page: Page) -> None:
    """Wait until a page and its script are there."""
    page.wait_for_function(LIVE)
    page.locator(".od-footer").wait_for()
    page.wait_for_function("window.odmapPage")


def look(page: Page) -> str:
    """Return the colour behind the page."""
    return str(page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor"))


def button(page: Page, words: str) -> Locator:
    """Return one of the three buttons."""
    return page.get_by_role("group", name="Colours:").get_by_role("button", name=words, exact=True)


def chosen(page: Page, words: str) -> None:
    """Press one of the three buttons with the keyboard, and wait until the page is there anew."""
    with page.expect_navigation():
        button(page, words).press("Enter")
    ready(page)
    expect(button(page, words)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("scheme", "words", "colour"), [("light", "Dark", DARK), ("dark", "Light", LIGHT)])
def test_a_choice_holds_on_every_page(app: str, visit: Visit, scheme: str, words: str, colour: str) -> None:
    """It steers page, map and pictures, keeps the view and the focus, and holds on pages opened later."""
    visitor = visit(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    page = visitor.page
    page.goto(f"{app}/?country=FI")
    ready(page)
    expect(button(page, "As my device")).to_have_attribute("aria-pressed", "true")
    assert look(page) != colour
    chosen(page, words)
    assert page.url == f"{app}/?country=FI"
    assert look(page) == colour
    expect(button(page, words)).to_be_focused()
    expect(page.frame_locator(".st-key-map iframe").locator("html")).to_have_attribute("data-mode", words.lower())
    expect(page.locator(f".od-listing img.mark[src*='/{words.lower()}/']").first).to_be_visible()
    assert axe.findings(page) == []
    for path in ("/about", "/ecosystem", "/directory"):
        page.goto(f"{app}{path}")
        ready(page)
        assert look(page) == colour, path
    chosen(page, "As my device")
    assert look(page) != colour
    assert visitor.errors == []


def test_a_phone_reaches_the_choice(app: str, visit: Visit) -> None:
    """The buttons are large enough for a finger, stand on every page, and need no drawer."""
    page = visit(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True).page
    page.goto(f"{app}/help")
    ready(page)
    button(page, "Dark").tap()
    page.wait_for_function(
        f"getComputedStyle(document.querySelector('.stApp') ?? document.body).backgroundColor === '{DARK}'"
    )
    box = button(page, "Light").bounding_box()
    assert box
    assert box["height"] >= 24


def test_without_a_memory_the_device_decides(app: str, visit: Visit) -> None:
    """A browser that keeps nothing shows the page all the same."""
    visitor = visit(color_scheme="dark")
    visitor.page.add_init_script(
        "for (const name of ['getItem', 'setItem', 'removeItem'])"
        " { const kept = Storage.prototype[name]; Storage.prototype[name] = function (key, ...rest) {"
        " if (key === 'odmapTheme') throw new Error('nothing is kept here'); return kept.call(this, key, ...rest); }; }"
    )
    visitor.page.goto(f"{app}/about")
    ready(visitor.page)
    assert look(visitor.page) == DARK
    assert visitor.errors == []

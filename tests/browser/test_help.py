"""Where to turn in a crisis, in a real browser: in sight on every page, and reached in one step."""

import pytest
from playwright.sync_api import expect

from odmap.help_now import TITLE
from odmap.views.urls import PAGES
from tests.browser import axe
from tests.browser.conftest import Visit

ALONE = ("/nothing-here", "/api", "/print/brief/FI", "/print/worklist?country=FI")
"""Pages that the server makes by itself."""


def line_href(path: str) -> str:
    """Return where the line of a page leads, as it stands there."""
    return f"{'../' * (path.partition('?')[0].count('/') - 1) or './'}help"


@pytest.mark.parametrize("path", [*(f"/{page}" for page in PAGES if page != "help"), *ALONE])
def test_the_line_is_short_and_in_sight(app: str, visit: Visit, path: str) -> None:
    """It takes one row on a desk and two on a phone, above the heading, and needs no scrolling."""
    for width, rows in ((1280, 1), (390, 2), (320, 2)):
        page = visit(viewport={"width": width, "height": 640}).page
        page.goto(f"{app}{path}")
        line = page.locator(".od-help").first
        expect(line).to_be_in_viewport()
        expect(line.get_by_role("link", name=TITLE)).to_have_attribute("href", line_href(path))
        height = line.evaluate("line => line.clientHeight / parseFloat(getComputedStyle(line).lineHeight)")
        assert round(height) <= rows, width
        heading = page.get_by_role("heading", level=1).first
        expect(heading).to_be_visible()
        assert line.bounding_box()["y"] < heading.bounding_box()["y"]  # type: ignore[index] # both are drawn


def test_one_step_from_the_line_and_from_the_menu_of_a_phone(app: str, visit: Visit) -> None:
    """The line is a link that keyboards reach, and the phone's menu names the page, too."""
    visitor = visit(viewport={"width": 390, "height": 844})
    visitor.page.goto(f"{app}/directory?country=FI")
    visitor.page.locator(".od-help").get_by_role("link").press("Enter")
    expect(visitor.page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    visitor.page.goto(f"{app}/about")
    visitor.page.get_by_text("Menu", exact=True).click()
    visitor.page.locator(".od-menu").get_by_role("link", name=TITLE).click()
    expect(visitor.page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    assert visitor.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/help", "/nothing-here"])
def test_it_is_accessible(app: str, visit: Visit, scheme: str, path: str) -> None:
    """No rule of axe is broken in light or dark."""
    page = visit(viewport={"width": 1280, "height": 800}, color_scheme=scheme).page
    page.goto(f"{app}{path}")
    page.get_by_role("heading", level=1).wait_for()
    assert axe.findings(page) == []

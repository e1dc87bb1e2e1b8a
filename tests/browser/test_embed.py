"""The map on another's page, and on a phone, in Chromium."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.conftest import Visit, Visitor

COVERED = """() => {
  const box = e => e.getBoundingClientRect();
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const buttons = [...document.querySelectorAll('.leaflet-bar')];
  return [...document.querySelectorAll('.mark-icon, .cluster-icon')]
    .filter(mark => buttons.some(button => meet(box(button), box(mark)))).map(mark => mark.getAttribute('aria-label'));
}"""
"""The names of marks that a button of the map lies on."""
OUTWARD = "a[href]:not([href^='#'])"


def open_first_card(frame: Frame) -> None:
    """Open the card of a mark that stands alone."""
    frame.locator(".mark-icon").first.dispatch_event("click")
    frame.wait_for_selector(".leaflet-popup .od-card")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 420), (390, 420), (600, 400), (900, 500)])
def test_the_caption_is_whole(app: str, visit: Visit, width: int, height: int, mode: str) -> None:
    """However narrow the frame is, the words below the map and their link are in sight, and nothing scrolls."""
    visitor = visit(viewport={"width": width, "height": height}, color_scheme=mode)
    frame = visitor.open(f"{app}/?embed=true")
    expect(visitor.page.locator(".od-embedded")).to_be_in_viewport(ratio=1)
    expect(visitor.page.get_by_role("link", name="Open the whole map")).to_be_in_viewport(ratio=1)
    assert visitor.page.evaluate("(m => m.scrollHeight - m.clientHeight)(document.querySelector('.stMain'))") == 0
    assert frame.evaluate("innerHeight") > height / 2
    assert frame.evaluate(COVERED) == []


def test_a_link_in_a_popup_opens_a_tab(app: str, visitor: Visitor) -> None:
    """On another's page "All about this organisation" opens odmap in a tab of its own; the map stays in its frame."""
    frame = visitor.open(f"{app}/?embed=true&country=SE")
    open_first_card(frame)
    before = frame.url
    with visitor.context.expect_page() as opened:
        frame.get_by_role("link", name="All about this organisation").click()
    opened.value.locator("#root .od-footer").wait_for()
    assert opened.value.url.startswith(f"{app}/?organisation=")
    assert opened.value.evaluate("window.opener") is None
    assert frame.url == before
    assert visitor.page.locator(".od-embedded").is_visible()


def test_every_link_of_an_embedded_map_opens_a_tab(app: str, visitor: Visitor) -> None:
    """No link on the page, in the map's frame or in a card replaces another's page or a part of it."""
    frame = visitor.open(f"{app}/?embed=true&country=SE")
    open_first_card(frame)
    links: Callable[[str], str] = (
        "Array.from(document.querySelectorAll({!r}), a => [a.target, a.rel.split(' ')[0]])".format
    )
    # Links within a page, such as the map's own buttons, stay there.
    found = frame.evaluate(links(OUTWARD)) + visitor.page.evaluate(links(OUTWARD))
    assert len(found) >= 3
    assert {tuple(link) for link in found} == {("_blank", "noopener")}


def test_no_button_lies_on_a_mark_of_a_phone(app: str, visit: Visit) -> None:
    """At 390 pixels the buttons of the map leave every mark and cluster free."""
    visitor = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    frame = visitor.open(app)
    assert frame.locator(".cluster-icon").count() > 3
    assert frame.evaluate(COVERED) == []

"""Fingers and wheels on the map, in Chromium: a page can be scrolled across it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, Visitor

SCROLLED = "document.querySelector('.stMain').scrollTop"


class Phone:
    """A visitor with fingers."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.session: Any = visitor.context.new_cdp_session(visitor.page)

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        """Put fingers down, move them, or lift them."""
        fingers = [{"x": x, "y": y, "id": place} for place, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
        self.page.wait_for_timeout(16)


@pytest.fixture
def phone(app: str, visit: Visit) -> Phone:
    """Give a visitor with a phone, the map in sight."""
    visitor = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    visitor.open(app)
    visitor.page.locator(".od-footer").wait_for()
    visitor.page.locator(".st-key-map").scroll_into_view_if_needed()
    return Phone(visitor)


def test_one_finger_scrolls_the_page(phone: Phone) -> None:
    """A finger drawn up across the map scrolls the page, the map stays, and a hint names the way to move it."""
    frame = phone.visitor.map()
    box = phone.page.locator(".st-key-map iframe").bounding_box()
    assert box
    centre, before = frame.evaluate("map.getCenter()"), phone.page.evaluate(SCROLLED)
    x, y = box["x"] + 200, box["y"] + 0.8 * box["height"]
    phone.touch("touchStart", (x, y))
    for step in range(1, 12):
        phone.touch("touchMove", (x, y - 20 * step))
    expect(frame.locator(".map-hint.shown")).to_have_text("Use two fingers to move the map")
    phone.touch("touchEnd")
    phone.page.wait_for_function(f"before => {SCROLLED} > before + 60", arg=before)
    assert frame.evaluate("map.getCenter()") == centre
    expect(frame.locator(".map-hint.shown")).to_have_count(0)


def test_two_fingers_move_the_map(phone: Phone) -> None:
    """Two fingers drawn across the map move it and nothing else, apart they zoom it; there is no hint."""
    frame = phone.visitor.map()
    frame.evaluate("() => { map.setView([50, 10], 4, {animate: false}); }")
    box = phone.page.locator(".st-key-map iframe").bounding_box()
    assert box
    before, zoom = phone.page.evaluate(SCROLLED), frame.evaluate("map.getZoom()")
    x, y = box["x"] + 120, box["y"] + 250
    phone.touch("touchStart", (x, y), (x + 100, y))
    for step in range(1, 10):
        phone.touch("touchMove", (x + 8 * step, y + 3 * step), (x + 100 + 8 * step, y + 3 * step))
    phone.touch("touchEnd")
    frame.wait_for_function("() => map.getCenter().lng < 8")
    assert frame.evaluate("map.getZoom()") == zoom
    assert phone.page.evaluate(SCROLLED) == before
    phone.page.wait_for_timeout(600)  # the map settles on a whole zoom
    phone.touch("touchStart", (x, y), (x + 60, y))
    for step in range(1, 10):
        phone.touch("touchMove", (x - 8 * step, y), (x + 60 + 8 * step, y))
    phone.touch("touchEnd")
    frame.wait_for_function("zoom => map.getZoom() > zoom", arg=zoom)
    assert frame.locator(".map-hint.shown").count() == 0
    assert phone.visitor.errors == []


def test_a_mouse_drags_the_map(app: str, visitor: Visitor) -> None:
    """With a mouse the map is dragged as ever, also in a browser that knows touch."""
    frame = visitor.open(app)
    box = visitor.page.locator(".st-key-map iframe").bounding_box()
    assert box
    before = frame.evaluate("map.getCenter().lng")
    visitor.page.mouse.move(box["x"] + 200, box["y"] + 150)
    visitor.page.mouse.down()
    visitor.page.mouse.move(box["x"] + 300, box["y"] + 150, steps=6)
    visitor.page.mouse.up()
    frame.wait_for_function("before => map.getCenter().lng < before - 5", arg=before)


def test_a_wheel_scrolls_the_page_and_zooms_with_ctrl(app: str, visitor: Visitor) -> None:
    """Turned over the map a wheel scrolls the page; with Ctrl it zooms the map, and the page stays as it is."""
    frame = visitor.open(app)
    visitor.page.locator(".od-footer").wait_for()
    box = visitor.page.locator(".st-key-map iframe").bounding_box()
    assert box
    zoom = frame.evaluate("map.getZoom()")
    visitor.page.mouse.move(box["x"] + 200, box["y"] + 150)
    visitor.page.keyboard.down("Control")
    visitor.page.mouse.wheel(0, -300)
    frame.wait_for_function("zoom => map.getZoom() > zoom", arg=zoom)
    visitor.page.keyboard.up("Control")
    assert visitor.page.evaluate(SCROLLED) == 0
    zoom = frame.evaluate("map.getZoom()")
    visitor.page.mouse.wheel(0, 200)
    visitor.page.wait_for_function(f"() => {SCROLLED} > 0")
    assert frame.evaluate("map.getZoom()") == zoom

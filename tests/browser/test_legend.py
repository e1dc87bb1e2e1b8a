"""The legend in the map, in Chromium: it says what the marks of the main types are, and is their filter."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Frame, Locator, expect

from odmap.directory.organisation import Type
from tests.browser.conftest import Visit, Visitor
from tests.counted import number_of

LEGEND = ".map-legend"
OVERLAPS = """() => {
  const box = document.querySelector('.map-legend').getBoundingClientRect();
  return [...document.querySelectorAll('.cluster-icon, .map-label, .leaflet-top.leaflet-left .leaflet-control, '
    + '.leaflet-bottom .leaflet-control')].filter(other => {
    const { left, right, top, bottom } = other.getBoundingClientRect();
    const dx = other.matches('.cluster-icon') ? (right - left) * 0.05 : 0;
    return left + dx < box.right && right - dx > box.left && top + dx < box.bottom && bottom - dx > box.top;
  }).map(other => other.outerHTML);
}"""
"""What lies under the legend; of a ring, its disc."""


def button(frame: Frame, kind: Type) -> Locator:
    """Return the button of a main type."""
    return frame.locator(f"{LEGEND} button", has_text=kind.label)


def chosen(visitor: Visitor) -> list[str]:
    """Return the main types in the address."""
    return parse_qs(urlsplit(visitor.page.url).query).get("type", [])


def test_it_is_the_filter_of_the_main_type(app: str, visitor: Visitor) -> None:
    """A type that is pressed is chosen in address, count and sidebar alike, in the same page; and again it is not."""
    frame = visitor.open(app)
    frame.evaluate("window.kept = 'yes'")
    visitor.ready()
    frame.locator(f"{LEGEND} details").evaluate("fold => { fold.open = true; }")
    service, training = button(frame, Type.SERVICE), button(frame, Type.TRAINING)
    expect(service).to_have_attribute("aria-pressed", "false")
    service.press("Enter")
    expect(service).to_have_attribute("aria-pressed", "true")
    expect(visitor.page.locator(".od-count")).to_contain_text(f"{number_of(type='service')} of ")
    assert chosen(visitor) == ["service"]
    training.click()
    expect(visitor.page.locator(".od-count")).to_contain_text(
        f"{number_of(type='service') + number_of(type='training')} of "
    )
    assert chosen(visitor) == ["service", "training"]
    remove = visitor.page.get_by_role("button", name="Main type: Service")
    remove.click()
    expect(service).to_have_attribute("aria-pressed", "false")
    expect(training).to_have_attribute("aria-pressed", "true")
    training.click()
    expect(visitor.page.locator(".st-key-active")).to_have_count(0)
    assert chosen(visitor) == []
    assert frame.evaluate("window.kept") == "yes"
    visitor.page.go_back()
    expect(training).to_have_attribute("aria-pressed", "true")
    assert visitor.errors == []


def test_its_numbers_follow_the_other_filters(app: str, visitor: Visitor) -> None:
    """Each number is what the type would show with all else that is chosen, whatever types are."""
    frame = visitor.open(f"{app}/?country=FI&type=training")
    for kind in Type:
        number = number_of(country="FI", type=kind.value)
        expect(button(frame, kind).locator("span").last).to_have_text(str(number))


@pytest.mark.parametrize(("width", "height", "opened"), [(1440, 900, True), (1920, 1080, True), (390, 844, False)])
def test_nothing_lies_under_it(app: str, visit: Visit, width: int, height: int, opened: bool) -> None:
    """It begins open where there is room; rings, names, buttons, scale and credits keep out of its way, open or not."""
    visitor = visit(viewport={"width": width, "height": height})
    frame = visitor.open(app)
    fold = frame.locator(f"{LEGEND} details")
    assert fold.evaluate("fold => fold.open") == opened
    visitor.page.wait_for_timeout(800)
    assert frame.evaluate(OVERLAPS) == []
    if not opened:
        fold.locator("summary").click()
        expect(button(frame, Type.INSTITUTION)).to_be_visible()
        box, map_box = fold.bounding_box(), visitor.page.locator(".st-key-map").bounding_box()
        assert box
        assert map_box
        assert box["y"] + box["height"] < map_box["y"] + map_box["height"]


def test_where_there_are_no_filters_it_only_explains(app: str, visitor: Visitor) -> None:
    """On another's page it has no buttons; on the map of gaps, which shows no marks, there is none."""
    frame = visitor.open(f"{app}/?embed=true")
    expect(frame.locator(f"{LEGEND} li")).to_have_count(len(Type))
    expect(frame.locator(f"{LEGEND} button")).to_have_count(0)
    frame = visitor.open(f"{app}/gaps")
    expect(frame.locator(LEGEND)).to_have_count(0)

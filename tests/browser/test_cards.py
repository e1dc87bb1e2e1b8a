"""The cards of the map in Chromium: whole, on top, and closable, at every size and wherever the map looks."""

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.conftest import Visit

SIZES = [(390, 844), (1024, 768), (1440, 900)]

OPEN_EACH = """async ([views, most]) => {
  const pause = time => new Promise(done => setTimeout(done, time));
  const group = Object.values(map._layers).find(layer => layer.getVisibleParent);
  const faults = [];
  let opened = 0;
  const hit = (x, y) => document.elementFromPoint(x, y)?.closest('.leaflet-popup');
  const look = async (marker, view) => {
    marker.fire('click');
    const until = Date.now() + 8000;
    let popup = null;
    while (Date.now() < until && !popup?.querySelector('.od-card')) {
      await pause(10);
      popup = document.querySelector('.leaflet-popup');
    }
    await pause(60);
    opened++;
    const name = `${view}: ${marker.od.id}`;
    if (!popup?.querySelector('.od-card')) { faults.push(`${name} has no card`); return; }
    const box = popup.getBoundingClientRect(), edge = 12;
    if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight) {
      faults.push(`${name} lies outside: ${[box.left, box.top, box.right, box.bottom]}`);
    }
    const close = popup.querySelector('.leaflet-popup-close-button').getBoundingClientRect();
    const title = popup.querySelector('h2').getBoundingClientRect();
    const points = [[box.left + edge, box.top + edge], [box.right - edge, box.top + edge],
      [box.left + edge, box.bottom - edge], [box.right - edge, box.bottom - edge],
      [(box.left + box.right) / 2, (box.top + box.bottom) / 2],
      [(close.left + close.right) / 2, (close.top + close.bottom) / 2],
      [(title.left + title.right) / 2, (title.top + title.bottom) / 2]];
    points.forEach(([x, y], place) => {
      if (hit(x, y) !== popup) faults.push(`${name} is covered at point ${place}`);
    });
    const scroller = popup.querySelector('.leaflet-popup-content');
    scroller.scrollTop = 1e6;
    const stays = popup.querySelector('h2').getBoundingClientRect();
    const under = document.elementFromPoint((stays.left + stays.right) / 2, (stays.top + stays.bottom) / 2);
    if (!under?.closest('h2')) faults.push(`${name} loses its title when it is scrolled`);
    map.closePopup();
    await pause(230);
  };
  for (const view of views) {
    if (view) map.setView(view.slice(0, 2), view[2], {animate: false});
    await pause(120);
    const marks = group.getLayers().filter(marker => group.getVisibleParent(marker) === marker
      && map.getBounds().contains(marker.getLatLng()));
    const centre = map.getCenter(), zoom = map.getZoom(); // a sheet moves the map so that its mark is in sight
    for (const marker of marks.slice(0, most)) {
      map.setView(centre, zoom, {animate: false});
      await pause(30);
      await look(marker, view ?? 'opening');
    }
  }
  return {faults, opened};
}"""
"""Opens the cards of single marks in some views, and returns what is wrong with them."""

ZOOMED = [
    *((65.85, 24.2, zoom) for zoom in (4, 6, 8)),
    *((51.5, -0.1, zoom) for zoom in (5, 7, 9)),
    *((35.7, 139.7, zoom) for zoom in (5, 7, 9)),
    *((40.7, -74, zoom) for zoom in (4.5, 6, 8)),
    *((-37.8, 145, zoom) for zoom in (4, 6, 8)),
    *((59.9, 10.7, zoom) for zoom in (5.25, 7)),
    *((52.5, 13.4, zoom) for zoom in (5.5, 7)),
    (-23.5, -46.6, 5),
]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_card_is_whole(app: str, visit: Visit, width: int, height: int) -> None:
    """Each card lies inside the map's box, with nothing on top of it, and its title stays when it is scrolled."""
    phone = width < 600
    visitor = visit(viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone)
    frame = visitor.open(app)
    assert len(ZOOMED) == 20
    visitor.page.locator(".st-key-map").scroll_into_view_if_needed()
    opening = frame.evaluate(OPEN_EACH, [[None], 99])
    zoomed = frame.evaluate(OPEN_EACH, [ZOOMED, 3])
    assert opening["faults"] + zoomed["faults"] == []
    assert opening["opened"] >= 2
    assert zoomed["opened"] > 20
    assert visitor.errors == []


def focused(frame: Frame) -> str:
    """Return the class of what has the focus in the map's frame."""
    return str(frame.evaluate("document.activeElement.className"))


def test_a_phones_card_is_a_sheet_that_gives_the_focus_back(app: str, visit: Visit) -> None:
    """On a phone a card fills the lower edge of the map; Escape and the button close it, and the mark has the focus."""
    visitor = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    frame = visitor.open(f"{app}/?country=SE")
    mark = frame.locator(".mark-icon")
    for way in ("Escape", "button"):
        frame.wait_for_timeout(300)  # two taps at once would be a double tap, which zooms
        mark.tap()
        frame.wait_for_selector(".card-box:focus .od-card")
        sheet = frame.locator(".leaflet-popup.sheet").bounding_box()
        held = visitor.page.locator(".st-key-map iframe").bounding_box()
        assert sheet
        assert held
        assert (round(sheet["x"] - held["x"]), round(sheet["width"] - held["width"])) == (0, 0)
        assert round(sheet["y"] + sheet["height"] - held["y"] - held["height"]) == 0
        assert sheet["height"] < 0.75 * held["height"]
        seen = mark.bounding_box()
        assert seen
        assert seen["y"] + seen["height"] <= sheet["y"], "the sheet covers its mark"
        frame.wait_for_timeout(300)
        if way == "Escape":
            visitor.page.keyboard.press("Escape")
        else:
            frame.get_by_role("button", name="Close").tap()
        expect(frame.locator(".leaflet-popup")).to_have_count(0)
        assert "mark-icon" in focused(frame)


def test_a_card_follows_its_mark_and_stays_inside(app: str, visit: Visit) -> None:
    """While the map is moved and zoomed an open card stays inside the map and out of the way of its buttons."""
    visitor = visit(viewport={"width": 1440, "height": 900})
    frame = visitor.open(f"{app}/?country=SE")
    frame.locator(".mark-icon").click()
    frame.wait_for_selector(".card-box:focus .od-card")
    before = frame.locator(".leaflet-popup").bounding_box()
    for step in ([-200, 0], [0, 150], [500, 0], [0, -400]):
        frame.evaluate("step => { map.panBy(step, {animate: false}); }", step)
        box = frame.evaluate("document.querySelector('.leaflet-popup').getBoundingClientRect().toJSON()")
        size = frame.evaluate("({x: innerWidth, y: innerHeight})")
        assert box["left"] > 50
        assert box["top"] >= 0
        assert box["right"] <= size["x"]
        assert box["bottom"] <= size["y"]
    assert frame.locator(".leaflet-popup").bounding_box() != before

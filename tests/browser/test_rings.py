"""The rings of the map in Chromium: none hides another or lies under a button, and each says how exact it is."""

import pytest

from tests.browser.conftest import Visit, Visitor
from tests.browser.test_cards import SIZES, ZOOMED
from tests.browser.test_embed import COVERED

HIDDEN = """async views => {
  const pause = time => new Promise(done => setTimeout(done, time));
  const faults = [];
  let rings = 0;
  for (const view of views) {
    if (view) map.setView(view.slice(0, 2), view[2], {animate: false});
    await pause(250);
    const icons = [...document.querySelectorAll('.cluster-icon, .mark-icon')].map(icon => {
      const box = icon.getBoundingClientRect(), ring = icon.classList.contains('cluster-icon');
      return {x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, ring,
        radius: box.width * (ring ? 0.45 : 0.4), name: icon.getAttribute('aria-label')};
    }).filter(icon => icon.x > 0 && icon.y > 0 && icon.x < innerWidth && icon.y < innerHeight);
    rings += icons.filter(icon => icon.ring).length;
    icons.forEach((one, place) => icons.slice(place + 1).forEach(other => {
      if (!one.ring && !other.ring) return;
      if (Math.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius - 1) {
        faults.push(`${view}: ${one.name} and ${other.name}`);
      }
    }));
  }
  return {faults, rings};
}"""
"""Returns the names of rings that cover a ring or mark in some views."""


@pytest.mark.parametrize(("width", "height"), [*SIZES, (320, 640)])
def test_no_ring_hides_another(app: str, visit: Visit, width: int, height: int) -> None:
    """In the opening view and nearer, no ring covers a ring or a mark; at first none lies under a button."""
    phone = width < 600
    visitor = visit(viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone)
    frame = visitor.open(app)
    frame.wait_for_timeout(300)
    assert frame.evaluate(COVERED) == []
    found = frame.evaluate(HIDDEN, [None, *ZOOMED, *((50, 8, zoom) for zoom in (3, 3.5, 4, 4.5, 5))])
    assert found["faults"] == []
    assert found["rings"] > 30


def test_a_ring_of_those_known_by_country_looks_and_says_so(app: str, visitor: Visitor) -> None:
    """A ring whose organisations are all placed by country only has a broken edge and says it; no other has."""
    frame = visitor.open(app)
    of_rings = """() => {
      const table = Object.values(map._layers).filter(layer => layer.getAllChildMarkers && layer._icon);
      return table.map(ring => [ring._icon.classList.contains('vague'),
        ring._icon.getAttribute('aria-label').includes('known only by its country'),
        ring.getAllChildMarkers().every(marker => marker.options.icon.options.html.includes('p-country'))]);
    }"""
    seen = []
    for view in ([30, 0, 2], [55, -100, 3], [52, 10, 4], [36, 138, 5]):
        frame.evaluate("([a, b, zoom]) => { map.setView([a, b], zoom, {animate: false}); }", view)
        frame.wait_for_timeout(150)
        seen += frame.evaluate(of_rings)
    assert all(looks == says == holds for looks, says, holds in seen)
    assert {looks for looks, _, _ in seen} == {True, False}

"""What has the keyboard's focus is seen: one ring, everywhere, in light and in dark."""

import re

import pytest

from tests.browser.conftest import Visit
from tests.graphics.test_palette import contrast

RING = """() => {
  const now = document.activeElement;
  if (!now || now === document.body || now.matches("iframe, main, input, [data-od-seen]")) return null;
  now.dataset.odSeen = "";
  const style = getComputedStyle(now);
  return [now.outerHTML.slice(0, 120), style.outlineStyle, parseFloat(style.outlineWidth), style.outlineColor,
    getComputedStyle(document.querySelector(".stApp")).backgroundColor];
}"""


def hexadecimal(colour: str) -> str:
    """Return a colour that a browser names as ``rgb(1, 2, 3)`` as ``#010203``."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/about", "/directory?country=FI", "/gaps?country=FI"])
def test_the_focus_has_a_ring(app: str, visit: Visit, path: str, scheme: str) -> None:
    """Links, buttons and folds, the navigation's too, have a ring of 3 pixels and a contrast of 3 or more."""
    page = visit(viewport={"width": 1280, "height": 800}, color_scheme=scheme).page
    page.goto(f"{app}{path}")
    page.wait_for_function("!document.querySelector('[data-od-part][aria-busy=true]') && window.odmapPage")
    rings = []
    for _ in range(45):
        page.keyboard.press("Tab")
        if ring := page.evaluate(RING):
            rings.append(ring)
    assert len(rings) > 12
    assert [what for what, style, width, _, _ in rings if style == "none" or width < 2] == []
    assert [what for what, _, _, ring, ground in rings if contrast(hexadecimal(ring), hexadecimal(ground)) < 3] == []

"""What Chromium does not show: scrollbars that take room, enlarged text, and an address that may change no more."""

import json

import pytest

from tests.counted import begun_before, number_of
from tests.engines.driver import Driver
from tests.engines.firefox import Firefox
from tests.engines.test_smoke import DRAWN, MAP

BROKEN = """
const broken = [], range = document.createRange();
for (const place of document.querySelectorAll(given[0])) {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const word of walker.currentNode.data.matchAll(/[\\p{L}\\p{M}]+/gu)) {
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      const lines = new Set(Array.from(range.getClientRects(), line => Math.round(line.top)));
      if (lines.size > 1 && !walker.currentNode.data.includes("." + word[0])) broken.push(word[0]);
    }
  }
}
return broken
"""
"""The words in the elements of a selector that stand on two lines; parts of an address may."""
CLIPPED = """
const main = document.querySelector(".stMain"), wide = main.scrollWidth > main.clientWidth ? ["the page itself"] : [];
return wide.concat(Array.from(document.querySelectorAll("[data-testid=stSidebar] button p, .od-part-aside *"))
  .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline").map(e => e.textContent))
"""
"""What is wider than the room it has."""
EXHAUST = """
for (let left = 500; left; left--) try { history.replaceState(history.state, "", location.href) } catch { return left }
return 0
"""


def test_no_word_is_broken_in_a_card(site: str, browser: Driver) -> None:
    """At 1280 pixels every word of the cards below the lists stands on one line."""
    browser.open(site)
    browser.wait(f"document.querySelectorAll('.od-part-aside article').length === {number_of(country='')}")
    assert browser.run(BROKEN, ".od-part-aside") == []


def test_the_labels_of_the_heat_map_are_whole(site: str, browser: Driver) -> None:
    """No label reaches beyond the drawing that it belongs to."""
    browser.open(f"{site}/ecosystem")
    drawing = "document.querySelector('.st-key-finding-matrix .vega-embed svg')"
    browser.wait(drawing)
    browser.wait("document.fonts.status === 'loaded'")
    beyond = browser.run(
        f"const edge = {drawing}.getBoundingClientRect().right;"
        f"return Array.from({drawing}.querySelectorAll('text')).filter(t => t.getBoundingClientRect().right > edge)"
        ".map(t => t.textContent)"
    )
    assert beyond == []


@pytest.mark.parametrize("browser", ["firefox"], indirect=True)  # only Firefox enlarges text and nothing else
@pytest.mark.parametrize("path", ["/", "/ecosystem", "/directory", "/gaps"])
def test_text_of_twice_the_size_is_not_clipped(site: str, browser: Firefox, path: str) -> None:
    """With "Zoom text only" at 200 % no page scrolls sideways, and sidebar and cards show all of their words."""
    browser.open(site + path)
    with browser.larger_text(2):
        browser.wait("document.querySelector('.od-footer')")
        browser.wait("document.querySelector('[data-testid=stSidebar] button')")
        if path == "/":
            browser.wait(f"document.querySelectorAll('.od-part-aside article').length === {number_of(country='')}")
        if path == "/ecosystem":
            browser.wait("document.querySelectorAll('.vega-embed :is(svg, canvas)').length === 9")
        browser.wait(f"((...given) => {{ {CLIPPED} }})().length === 0", 10)
        if path == "/":
            assert browser.run(BROKEN, ".od-part-aside") == []


def test_the_address_may_change_too_often(site: str, browser: Driver) -> None:
    """When a browser allows no more changes of the address, the map moves on without an error and writes it later."""
    browser.open(site)
    with browser.inside(MAP):
        browser.wait(DRAWN)
    browser.run(EXHAUST)
    with browser.inside(MAP):
        browser.run("document.querySelector('#map_div').focus()")
        browser.press("ArrowLeft")
    browser.wait("new URL(location.href).searchParams.get('map')")
    assert browser.mistakes() == []


def test_the_story_goes_on_when_the_address_cannot_change(site: str, browser: Driver) -> None:
    """When a browser allows no more changes of the address, the story still turns its pages and moves its map."""
    browser.open(f"{site}/present")
    browser.wait("window.odmapStory && document.querySelector('.od-stop')")
    with browser.inside(MAP):
        browser.wait(f"{DRAWN} === '1'")
    browser.press("ArrowRight")
    browser.wait("document.documentElement.dataset.presenting")
    title = "[...document.querySelectorAll('.od-stop')].find(s => !s.hidden).querySelector('h2').textContent"
    before = browser.run(f"return {title}")
    browser.run(EXHAUST)
    browser.press("ArrowRight")
    browser.wait(f"{title} !== {json.dumps(before)}")
    with browser.inside(MAP):
        browser.wait(f"{DRAWN} === '{begun_before(2000)}'")
    browser.press("Escape")
    assert browser.mistakes() == []

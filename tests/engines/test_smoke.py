"""The app in Firefox and WebKit: what differs from browser to browser."""

import json
from pathlib import Path

import pytest

from tests.browser.test_embed import COVERED
from tests.counted import LOCATED, TOTAL, begun_before, number_doing, number_of
from tests.engines.driver import Driver

MAP = ".st-key-map iframe"
DRAWN = "document.documentElement.dataset.land && document.documentElement.dataset.shown"
STYLED = "getComputedStyle(document.querySelector('.stMainBlockContainer')).maxWidth === '1560px'"
WITH_A_MAP = ("/", "/gaps", "/present", "/?organisation=western-lapland-open-dialogue")
PAGES = (*WITH_A_MAP, "/directory", "/principles", "/ecosystem", "/about", "/help", "/country", "/country?c=FI")


def shown(browser: Driver, number: int) -> None:
    """Wait until land and so many organisations are drawn."""
    with browser.inside(MAP):
        browser.wait(f"{DRAWN} === '{number}'")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_draws_in_its_own_style(site: str, browser: Driver, path: str) -> None:
    """Words, style and, where there is one, the map with marks are there; nothing is wider than the page."""
    browser.open(site + path)
    browser.wait("document.querySelector('.od-footer')")
    assert browser.run(f"return {STYLED}")
    if path in WITH_A_MAP:
        with browser.inside(MAP):
            browser.wait(DRAWN)
            browser.wait(
                "document.querySelector('.mark-icon, .cluster-icon') || document.documentElement.dataset.measure"
            )
    if path == "/ecosystem":
        browser.wait("document.querySelectorAll('.vega-embed :is(svg, canvas)').length === 9")
    assert browser.run("const m = document.querySelector('.stMain'); return m.scrollWidth - m.clientWidth") <= 0
    assert browser.mistakes() == []


def test_a_mark_opens_its_card(site: str, browser: Driver) -> None:
    """A click on a mark opens a popup with the organisation's card."""
    browser.open(f"{site}/?country=SE&country=FR")
    shown(browser, number_of(country="SE") + number_of(country="FR"))
    with browser.inside(MAP):
        browser.click(".mark-icon[aria-label*='Sweden']")
        browser.wait("document.querySelector('.leaflet-popup .od-card')")
    assert browser.mistakes() == []


def test_a_filter_and_the_way_back(site: str, browser: Driver) -> None:
    """A filter changes map, count and address; a name of the list opens its details; Back returns to the filter."""
    browser.open(site)
    shown(browser, LOCATED)
    number = number_doing("institution")
    located = number - number_doing("institution", country="")
    browser.click("[data-testid=stSidebar] button", "Institution")
    browser.wait(f"document.querySelector('.od-count').textContent.startsWith('{number} of {TOTAL}')")
    shown(browser, located)
    browser.wait("location.search === '?activity=institution'")
    browser.wait("window.odmapPage")
    browser.wait("document.querySelector('.od-part-list[aria-busy=false][data-od-part*=institution]')")  # the new list
    name = browser.wait("document.querySelector('.od-listing a[data-organisation]')?.textContent")
    browser.click(".od-listing a[data-organisation]")
    browser.wait(f"document.querySelector('h1')?.textContent === {json.dumps(name)}")
    browser.wait("location.search.includes('organisation=')")
    browser.back()
    browser.wait("location.search === '?activity=institution'")
    browser.wait("document.querySelector('h1')?.textContent === 'Open Dialogue around the world'")
    shown(browser, located)
    assert browser.mistakes() == []


def test_the_world_of_gaps_speaks(site: str, browser: Driver) -> None:
    """A click on a country of the globe says its count."""
    browser.open(f"{site}/gaps")
    browser.wait("document.querySelector('.od-footer')")
    with browser.inside(MAP):
        browser.wait("document.documentElement.dataset.measure === 'state'")
        x, y = browser.run(
            "const p = map.latLngToContainerPoint([-10, -52]), s = map.getSize();"
            "return [Math.round(p.x - s.x / 2), Math.round(p.y - s.y / 2)]"
        )
        browser.click("#map_div", away=(x, y))
        browser.wait("document.querySelector('.country-words')?.textContent.startsWith('Brazil: ')")
    assert browser.mistakes() == []


def test_a_town_that_is_asked_for(site: str, browser: Driver) -> None:
    """A town is suggested while it is typed, and what is near it is told and marked on the map."""
    browser.open(site)
    browser.wait("document.querySelector('#ask[role=combobox]')")
    browser.click("#ask")
    browser.press(*"Nairob")
    browser.wait("document.querySelector('#ask-list [role=option]')?.textContent.startsWith('Nairobi, Kenya')")
    browser.press("ArrowDown", "Enter")
    browser.wait("document.querySelector('#near-name')?.textContent === 'Near Nairobi, Kenya'")
    with browser.inside(MAP):
        browser.wait("document.querySelector('.here-icon')")
    assert browser.mistakes() == []


def test_the_story_by_keyboard(site: str, browser: Driver) -> None:
    """The arrow key begins the story, which fills the screen, turns its pages and moves the map; Escape ends it."""
    browser.open(f"{site}/present")
    browser.wait("window.odmapStory && document.querySelector('.od-stop')")
    shown(browser, 1)
    title = "[...document.querySelectorAll('.od-stop')].find(s => !s.hidden).querySelector('h2').textContent"
    browser.wait("document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'")
    browser.press("ArrowRight")
    browser.wait("document.documentElement.dataset.presenting")
    browser.wait("document.querySelector('.od-deck').getBoundingClientRect().height === innerHeight")
    browser.wait("document.querySelector('.st-key-map').getBoundingClientRect().height === innerHeight")
    first = browser.run(f"return {title}")
    browser.press("ArrowRight")
    browser.wait(f"{title} !== {json.dumps(first)}")
    shown(browser, begun_before(2000))
    browser.wait("document.fullscreenElement")
    browser.press("End")
    browser.wait("document.querySelector('[data-od-turn=\"1\"]').disabled")
    browser.click("[data-od-full]")
    browser.wait("!document.fullscreenElement && document.documentElement.dataset.presenting")
    browser.click("[data-od-full]")
    browser.wait("document.fullscreenElement")
    browser.click("[data-od-full]")
    browser.wait("!document.fullscreenElement")
    browser.press("Escape")
    browser.wait("!document.documentElement.dataset.presenting")
    assert browser.mistakes() == []


def test_embedded_at_390_pixels(site: str, browser: Driver, tmp_path: Path) -> None:
    """On another's page, as wide as a phone: map with marks, no button on one, and all words in sight."""
    page = tmp_path / "another.html"
    page.write_text(
        "<!doctype html><title>Another's page</title><style>body { margin: 0 } iframe { border: 0 }</style>"
        f'<iframe id="embed" src="{site}/?embed=true" width="390" height="420"></iframe>',
        "utf-8",
    )
    browser.open(page.as_uri())
    with browser.inside("#embed"):
        browser.listen()
        browser.wait("document.querySelector('.od-embedded a')")
        with browser.inside(MAP):
            browser.wait(DRAWN)
            browser.wait("document.querySelector('.mark-icon, .cluster-icon')")
            assert browser.run(f"return ({COVERED})()") == []
        in_sight = "document.querySelector('.od-embedded').getBoundingClientRect().bottom <= innerHeight"
        browser.wait(in_sight, 10)
        assert browser.run("return document.querySelector('.od-embedded a').target") == "_blank"
        assert browser.run("const w = document.querySelector('.stMain'); return w.scrollHeight - w.clientHeight") == 0
        assert browser.mistakes() == []


def test_a_visitor_chooses_dark(site: str, browser: Driver) -> None:
    """The button at the end of a page makes page and map dark, and another page stays so."""
    dark = "getComputedStyle(document.querySelector('.stApp') ?? document.body).backgroundColor === 'rgb(21, 28, 32)'"
    browser.open(f"{site}/?country=SE")
    browser.wait("window.odmapPage && document.querySelector('.od-look [aria-pressed=true]')")
    browser.click(".od-look button", "Dark")
    browser.wait(dark)
    browser.wait("document.querySelector('.od-look [data-od-theme=Dark][aria-pressed=true]')")
    with browser.inside(MAP):
        browser.wait("document.documentElement.dataset.mode === 'dark'")
    browser.open(f"{site}/about")
    browser.wait("document.querySelector('.od-look [data-od-theme=Dark][aria-pressed=true]')")
    assert browser.run(f"return {dark}")
    browser.run("localStorage.clear()")
    assert browser.mistakes() == []

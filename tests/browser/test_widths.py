"""Every page at every width, enlarged four times, and in forced colours: whole, readable, and large enough to touch."""

import pytest
from playwright.sync_api import Page

from tests.browser import layout
from tests.browser.conftest import Visit

WIDTHS = {320: 700, 390: 844, 600: 800, 768: 1024, 820: 1180, 1024: 768, 1280: 720, 1440: 900, 1920: 1080}
"""The width of a window and its height."""
PATHS = [
    "/",
    "/?organisation=dialogue-first",
    "/?place=Lyon",
    "/?place=Canterbury",
    "/?country=FI&type=programme&status=ended",
    "/?embed=true",
    "/directory",
    "/directory?country=JP",
    "/principles",
    "/ecosystem",
    "/gaps?region=europe",
    "/present",
    "/about",
    "/country",
    "/country?c=JP",
    "/country?c=NG",
    "/help",
]
FAULTS = {
    "beyond": "<p style='width: 900px'>" + "words " * 200 + "</p>",
    "clipped": "<div style='width: 60px; overflow: hidden; white-space: nowrap'>some long words here</div>",
    "thin": "<p style='width: 60px'>a few words that wrap here at once and again and again</p>",
    "covered": "<p>some words</p><p style='margin-top: -2.2em'>other words</p>",
    "broken": "<p style='width: 40px; overflow-wrap: anywhere'>countries</p>",
    "small": "<button style='display: block; height: 10px; padding: 0'></button>" * 2,
    "slanted": "<i>日本語</i>",
}
"""A page with each of the faults that are measured."""


def faults(page: Page) -> dict[str, list[str]]:
    """Return what is wrong with a page and inside of its frames, by its kind and where."""
    return {
        f"{kind} in {frame.name or 'the page'}": each
        for frame in page.frames
        for kind, each in layout.faults(frame).items()
    }


def drawn(page: Page, address: str) -> None:
    """Open a page and wait until its words, its fonts and its map, if it has one, are there."""
    page.goto(address)
    page.locator(".od-embedded, .od-footer").first.wait_for()
    page.wait_for_function("document.fonts.status === 'loaded'")


@pytest.mark.parametrize("kind", FAULTS)
def test_each_fault_would_be_found(visit: Visit, kind: str) -> None:
    """A page that has a fault is told so."""
    page = visit(viewport={"width": 320, "height": 600}).page
    page.set_content(FAULTS[kind])
    assert kind in layout.faults(page.main_frame)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_fits_every_width(app: str, visit: Visit, path: str) -> None:
    """Nothing is cut off, thin, covered, broken, slanted or too small to touch, also beside the open filters."""
    page = visit().page
    found = {}
    for width, height in reversed(WIDTHS.items()):
        page.set_viewport_size({"width": width, "height": height})
        drawn(page, f"{app}{path}")
        page.wait_for_function("document.getAnimations().every(each => each.playState !== 'running')")
        if wrong := faults(page):
            found[width] = wrong
    assert found == {}


@pytest.mark.parametrize("path", ["/", "/gaps", "/directory", "/present", "/?place=Lyon"])
def test_enlarged_four_times_most_of_the_window_is_for_reading(app: str, visit: Visit, path: str) -> None:
    """At 320 by 256 pixels nothing is cut off, and what stays in sight when scrolling takes less than a third."""
    page = visit(viewport={"width": 320, "height": 256}).page
    drawn(page, f"{app}{path}")
    assert faults(page) == {}
    page.evaluate("document.querySelector('.stMain').scrollTop = 700")
    words = "document.elementsFromPoint(160, 90).some(each => each.matches('.stMainBlockContainer'))"
    assert page.evaluate(words)
    assert page.evaluate("document.elementFromPoint(160, 90).closest('.od-caveat, [data-testid=stHeader]')") is None


@pytest.mark.parametrize(
    ("path", "chosen"),
    [
        ("/?activity=service", "[data-testid=stSidebar] button[aria-pressed=true]"),
        ("/gaps", ".od-choices a[aria-current]"),
        ("/directory", ".od-sheets [aria-current]"),
    ],
)
def test_what_is_chosen_shows_in_forced_colours(app: str, visit: Visit, path: str, chosen: str) -> None:
    """Where colours are the visitor's own, what is chosen has a frame of its own."""
    page = visit(forced_colors="active").page
    drawn(page, f"{app}{path}")
    element = page.locator(chosen).first
    element.wait_for()
    assert element.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 3

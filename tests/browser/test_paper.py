"""Any page on paper, as the browser prints it: what can be read, in black on white, and nothing cut off."""

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import Visit
from tests.counted import HEADLINE

SHEET = {"width": 690, "height": 1000}
"""What is left of a sheet of A4 between its margins."""
PAGES = (
    "/",
    "/directory",
    "/principles",
    "/ecosystem",
    "/gaps",
    "/about",
    "/help",
    "/directory?organisation=dialogue-first",
)
WRONG = """() => [...document.querySelectorAll('.stMain *')].filter(each => {
  const box = each.getBoundingClientRect(), style = getComputedStyle(each);
  if (!box.width || !box.height) return false;
  if (each.closest('.od-hidden, svg, iframe, [data-testid="stVegaLiteChart"]')) return false;
  const words = [...each.childNodes].some(child => child.nodeType === 3 && child.data.trim());
  return box.right > innerWidth + 1 || words && !each.closest('.od-cell') && style.color !== 'rgb(0, 0, 0)'
    || each.matches('button, input, nav, [data-testid="stSidebar"]');
}).map(each => each.outerHTML.slice(0, 120))"""
"""What is wider than the sheet, is not black, or is there to be clicked."""


def opened(visit: Visit, address: str, scheme: str) -> Page:
    """Open a page and wait until all its parts are there."""
    page = visit(viewport={"width": 1280, "height": 800}, color_scheme=scheme).page
    page.goto(address)
    page.locator(".od-footer").wait_for()
    page.wait_for_function("!document.querySelector('[data-od-part][aria-busy=true]') && window.odmapPage")
    return page


@pytest.mark.parametrize("path", PAGES)
def test_a_sheet_holds_what_is_read_and_no_more(app: str, visit: Visit, path: str) -> None:
    """In the dark, too, words are black and nothing is beyond the sheet or to be clicked."""
    page = opened(visit, f"{app}{path}", "dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)  # type: ignore[arg-type] # a width and a height
    assert page.evaluate(WRONG) == []
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(255, 255, 255)"
    for beside in ("stSidebar", "stHeader"):
        assert not page.get_by_test_id(beside).is_visible()


def test_the_map_page_prints_whole(app: str, visit: Visit) -> None:
    """The file has the count, the map's own words and the list, on a few sheets, and the map fits on one."""
    page = opened(visit, f"{app}/", "light")
    whole = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
    words = " ".join(" ".join(sheet.extract_text() for sheet in whole.pages).split())
    assert HEADLINE in words
    assert "Base map: Natural Earth" in words
    assert "More filters" not in words
    assert 2 < len(whole.pages) < 9


@pytest.mark.parametrize("path", ["/", "/gaps"])
def test_a_map_is_made_smaller_as_a_whole(app: str, visit: Visit, path: str) -> None:
    """Its frame keeps the width that it has on the screen, so nothing of it is cut off, and it fits on the sheet."""
    page = opened(visit, f"{app}{path}", "light")
    frame = page.locator(".st-key-map iframe")
    on_screen = frame.evaluate("frame => frame.clientWidth")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)  # type: ignore[arg-type] # a width and a height
    assert abs(frame.evaluate("frame => frame.clientWidth") - on_screen) <= 2
    box = frame.bounding_box()
    assert box
    assert box["width"] > min(on_screen, SHEET["width"]) * 0.9
    assert box["x"] + box["width"] <= SHEET["width"]

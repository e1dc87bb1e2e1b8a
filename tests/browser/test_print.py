"""Briefs, work lists and what is near a place in a real browser: on a desk, on a phone and on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from odmap import Directory
from odmap.analysis.country_brief import brief
from odmap.analysis.worklist import worklist
from odmap.directory.organisation import Precision
from odmap.markup.print_pages import brief_page, near_page, no_brief_page, worklist_page
from odmap.views.near import AskedPlace, look_around
from odmap.views.provenance import Edition
from odmap.views.selection import Selection
from tests.browser.conftest import Visit, Visitor


def page_of(directory: Directory, what: str) -> str:
    """Return one of the pages that are made to be printed."""
    if what == "worklist":
        return worklist_page(worklist(directory.frame), Edition.of(directory.frame, directory, Selection()))
    if what == "near":
        place = AskedPlace("Lyon, Auvergne-Rhône-Alpes, France", "Lyon", 45.75, 4.85, Precision.LOCALITY, "FR")
        found = look_around(place, directory.frame)
        return near_page(found, Edition.of(directory.frame, directory, Selection()))
    return no_brief_page("No country has the code “UK”.", []) if what == "UK" else brief_page(brief(what, directory))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("what", ["JP", "NG", "UK", "worklist", "near"])
def test_print_pages_are_accessible_at_any_width(visit: Visit, directory: Directory, what: str, width: int) -> None:
    """No page that is made to be printed breaks a rule of axe, or is wider than the screen."""
    visitor = visit(viewport={"width": width, "height": 800})
    visitor.page.set_content(page_of(directory, what))
    found = Axe().run(visitor.page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.hosts() == set()
    assert visitor.errors == []


def test_paper_is_black_on_white_with_addresses(visitor: Visitor, directory: Directory) -> None:
    """Printed, a brief is black on white, without the hint on how to print, and with addresses in full."""
    page = visitor.page
    page.set_content(brief_page(brief("JP", directory)))
    assert page.get_by_text("To print this page").is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_text("To print this page").is_visible()
    assert page.get_by_text("revalu.life/news/20260201/").is_visible()
    colours = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    assert page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_no_entry_is_broken_between_two_sheets(visitor: Visitor, directory: Directory) -> None:
    """Rows ask the printer to keep them whole, and headings to stay with what follows."""
    page = visitor.page
    page.set_content(brief_page(brief("US", directory)))
    page.emulate_media(media="print")
    inside = "[...document.querySelectorAll('tr')].every(row => getComputedStyle(row).breakInside === 'avoid')"
    after = "[...document.querySelectorAll('h2')].every(name => getComputedStyle(name).breakAfter === 'avoid')"
    assert page.evaluate(inside)
    assert page.evaluate(after)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")

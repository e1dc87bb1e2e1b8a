"""What stands above every page: its heading, the way to help, and the menu of pages."""

import re

import pytest

from odmap.markup import page_frame


@pytest.mark.parametrize(("page", "title"), [("", "Map"), ("gaps", "Gaps")])
def test_the_menu_says_where_the_visitor_is(page: str, title: str) -> None:
    """Exactly the page that is shown says so."""
    menu = page_frame.top(page, filters=True)
    assert re.findall(r'aria-current="page">([^<]*)<', menu) == [title]
    assert "data-od-no-filters" not in menu
    assert "data-od-no-filters" in page_frame.top("about", filters=False)


def test_every_page_but_help_leads_to_help() -> None:
    """The quiet line leads from any page to help, and not from there to itself."""
    assert 'class="od-help"' in page_frame.top("gaps", filters=False)
    assert 'class="od-help"' not in page_frame.top("help", filters=False)

"""Where to turn in a crisis: a page of its own, and a line that leads to it from every other."""

import re

import pytest

from odmap import help_now
from odmap.views.urls import PAGES
from tests.pages.test_pages import heading, html, other_page, visit

LINE = f'{help_now.NO_EMERGENCY_SERVICE} <a href="./help" data-od-go>{help_now.TITLE}</a>'


@pytest.mark.parametrize("page", [page for page in PAGES if page != "help"])
def test_every_page_says_at_its_top_where_to_turn(page: str) -> None:
    """One line leads to the page that says what to do, before anything else that the page says; its end does, too."""
    app = other_page(page) if page else visit()
    text = html(app)
    assert text.count(LINE) == 1
    assert text.index(LINE) < text.index("od-footer")
    order = [(element.type, str(getattr(element, "proto", ""))) for element in app.main]
    lines = [place for place, (_, markup) in enumerate(order) if "od-help" in markup]
    titles = [place for place, (kind, markup) in enumerate(order) if kind in ("title", "header") or "<h1" in markup]
    assert lines[0] < titles[0]
    assert f">{help_now.TITLE}</a>" in text[text.index("od-footer") :]


def test_the_page_says_what_to_do_in_general_words() -> None:
    """It says what to do in danger, how to find the number, and what the map is not. It names no number and no body."""
    app = other_page("help", country="FI")
    assert heading(app) == help_now.TITLE
    text = html(app).split('class="od-prose"')[1].split("</div>")[0]
    words = " ".join(re.sub("<[^>]*>", " ", text).split())
    for told in ("local emergency number", "nearest emergency department", "someone you trust", "Crisis line"):
        assert told in words
    for told in (help_now.NO_EMERGENCY_SERVICE, help_now.NOT_ADVICE, "may not be able to help at once"):
        assert told in words
    assert not re.search(r"\d", words)
    assert 'href="./?country=FI"' in text, "the way to the map keeps what was chosen"
    assert LINE not in html(app), "the page needs no link to itself"

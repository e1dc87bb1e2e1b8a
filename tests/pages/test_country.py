"""The page of a country in Streamlit's own test harness, frame and sidebar included."""

import pytest

from tests.counted import number_of
from tests.pages.test_pages import address, html, other_page, visit


@pytest.mark.parametrize("code", ["FI", "fi", " Fi "])
def test_a_country_is_drawn(code: str) -> None:
    """Capitals or not, the code gives the country; filters wait for the other pages and change nothing here."""
    app = other_page("country", c=code, country="JP")
    assert '<h1 id="country-FI">Finland</h1>' in html(app)
    assert f"{number_of(country='FI')} organisations are listed in Finland" in html(app)
    assert address(app) == {"c": [code], "country": ["JP"]}
    assert not app.multiselect


def test_without_a_country_all_are_listed() -> None:
    """The page itself is the list of all countries."""
    assert '<h1 id="countries">Countries</h1>' in html(other_page("country"))


@pytest.mark.parametrize("code", ["ZZ", "Norwya", "x" * 5_000, "\u202e", "&c=FI", "<script>"])
def test_a_code_that_does_not_exist_is_answered_kindly(code: str) -> None:
    """Whatever an address holds, the answer says so and lists all countries."""
    page = html(other_page("country", c=code))
    assert "No country has the code" in page
    assert '<h1 id="countries">Countries</h1>' in page
    assert len(page) < 100_000


def test_links_lead_to_it() -> None:
    """A profile, the answer for a country as a place, the directory, About and the menu lead to countries."""
    link = 'href="./country?c=NO" data-od-go data-od-focus="country-NO">All about Norway</a>'
    assert link in html(visit(place="Norway"))
    assert "All about" not in html(visit(place="Oslo")).partition("od-near")[2].partition("</section>")[0]
    assert "./country?c=GB" in html(visit(organisation="dialogue-first"))
    for page in ("directory", "about"):
        assert 'href="./country" data-od-go>Every country' in html(other_page(page))
    assert '<a href="./country" data-od-go>Countries</a>' in html(visit())

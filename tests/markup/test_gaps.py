"""The board, the lists and the choices of the gaps page as markup."""

from html.parser import HTMLParser

import pandas as pd
import pytest

from odmap.analysis.gaps.summary import Rule, State, board, coverage
from odmap.directory import published_figures
from odmap.directory.organisation import Type
from odmap.markup import gaps as gaps_markup
from odmap.views.selection import Selection
from tests.counted import COUNTRIES, RECORDS
from tests.markup.test_rendering import Page


class Table(HTMLParser):
    """An independent reader of the board: the cells of each row, as text and link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str]]] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell, or note a link."""
        if tag == "tr":
            self.rows.append([])
        self.inside = self.inside or tag in ("td", "th")
        if tag in ("td", "th"):
            self.rows[-1].append(("", ""))
        if tag == "a" and self.inside:
            text, _ = self.rows[-1][-1]
            self.rows[-1][-1] = (text, dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        """Add text to the cell."""
        if self.inside and self.rows and self.rows[-1]:
            text, href = self.rows[-1][-1]
            self.rows[-1][-1] = (text + data, href)


@pytest.mark.parametrize("order", gaps_markup.ORDERS)
def test_the_board_says_every_cell(frame: pd.DataFrame, order: str) -> None:
    """Each of 250 countries has a row, each cell says its state in words, and leads to what is done there."""
    covered, cells = coverage(frame), board(frame, Rule.VERIFIED)
    table = Table(gaps_markup.board(covered, cells, tuple(Type), order))
    rows = {row[0][0]: row for row in table.rows if len(row) == 3 + len(Type) + 1}
    assert len(rows) == 250 + 1
    for code, name, state in zip(covered.index, covered["name"], covered["state"], strict=True):
        for kind, (text, href) in zip(Type, rows[name][3:9], strict=True):
            cell = cells[code, kind]
            assert (cell.state.label.lower() in text.lower()) or (cell.listed and f"{cell.listed} listed" in text)
            if state in (State.LISTED, State.UNSURE):
                assert href == f"./?activity={kind}&country={code}"


def test_every_sign_is_drawn(frame: pd.DataFrame) -> None:
    """No sign of a state is a letter that a visitor's fonts may lack; each state has one of its own."""
    html = gaps_markup.board(coverage(frame), board(frame, Rule.VERIFIED), tuple(Type), "name")
    assert not set("●◐∅") & set(html)
    for state in (State.LISTED, State.UNSURE, State.CONFIRMED_NONE):
        assert f'<i class="od-sign {state.value}"></i>' in html


def test_rows_are_sorted_within_subregions(frame: pd.DataFrame) -> None:
    """By population the largest comes first in its subregion, by name the first of the alphabet."""
    covered, cells = coverage(frame), board(frame, Rule.VERIFIED)
    nordic = covered[covered["subregion"] == "Northern Europe"]
    found = {
        order: [row[0][0] for row in Table(gaps_markup.board(nordic, cells, tuple(Type), order)).rows if len(row) > 5][
            1:
        ]
        for order in gaps_markup.ORDERS
    }
    people, listed = (dict(zip(nordic["name"], nordic[column], strict=True)) for column in ("population", "listed"))
    assert found["name"] == sorted(nordic["name"])
    known = [people[name] for name in found["population"] if not pd.isna(people[name])]
    assert known == sorted(known, reverse=True)
    assert [listed[name] for name in found["count"]] == sorted(listed.values(), reverse=True)
    assert found["missing"] != found["name"]


def test_nothing_is_called_zero(frame: pd.DataFrame) -> None:
    """A country with nothing listed never shows a nought."""
    html = gaps_markup.board(coverage(frame.head(0)), board(frame.head(0), Rule.VERIFIED), tuple(Type), "name")
    assert ">0<" not in html
    assert "Listed" in html
    assert html.count("Not listed") > 1500


def test_what_stands_out(frame: pd.DataFrame) -> None:
    """The lists name the largest populations with nothing listed, and lead to the brief of each country."""
    html = gaps_markup.stand_out(frame, coverage(frame), Rule.VERIFIED)
    page = Page(html)
    assert page.text.index("China") < page.text.index("Indonesia") < page.text.index("Nigeria")
    assert "./print/brief/CN" in [value for _, value in page.attributes]
    assert "What exists there is unknown." in page.text


def test_types_are_named_where_only_they_are_measured(frame: pd.DataFrame) -> None:
    """With a type chosen, no heading says that nothing is listed: a country may have other types."""
    training = (Type.TRAINING,)
    page = Page(gaps_markup.stand_out(frame, coverage(frame, training), Rule.VERIFIED, training))
    assert "Most people, no training listed" in page.text
    assert "nothing listed" not in page.text
    assert "Sweden" in page.text.split("Only ended or not confirmed")[1]


def test_an_empty_directory_stands_out_as_a_whole(frame: pd.DataFrame) -> None:
    """With nothing listed the lists still say something true."""
    page = Page(gaps_markup.stand_out(frame.head(0), coverage(frame.head(0)), Rule.ACTIVE))
    assert "And 240 more." in page.text
    assert page.text.count("None at the moment.") == 3


def test_choices_are_links_that_keep_the_rest() -> None:
    """A choice leads to the page with everything else kept; the usual one leaves no trace in the address."""
    html = gaps_markup.link_choices(
        "Sort by", "order", {"a": "First", "b": "Other"}, "b", {"rule": "active"}, Selection.of("x")
    )
    links = [value for name, value in Page(html).attributes if name == "href"]
    assert links == ["./gaps?q=x&rule=active", "./gaps?q=x&rule=active&order=b"]
    assert html.count('aria-current="true"') == 1


def test_the_yardstick_needs_its_figure(frame: pd.DataFrame) -> None:
    """The survey's countries stand beside those listed, from the file of figures; without it, only ours do."""
    covered = coverage(frame)
    words = Page(gaps_markup.survey_comparison(covered, published_figures.load())).text
    counting = {row["country"] for row in RECORDS if row["verification"] == "verified" and row["status"] != "ended"} - {
        ""
    }
    assert f"{COUNTRIES} countries have something listed here; in {len(counting)} of them" in words
    assert "teams in 24 countries" in words
    assert "nothing here tells you which countries are missing" in words
    assert "survey heard" not in Page(gaps_markup.survey_comparison(covered, published_figures.Figures())).text

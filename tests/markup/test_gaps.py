"""The question, the answer, the board and the lists of the gaps page as markup."""

from html.parser import HTMLParser

import pandas as pd
import pytest

from odmap.analysis.gaps import parts
from odmap.analysis.gaps.distance import nearest_listed
from odmap.analysis.gaps.largest import largest
from odmap.analysis.gaps.summary import Rule, State, board, coverage, world
from odmap.analysis.gaps.text import share_in_words
from odmap.directory import published_figures
from odmap.directory.organisation import Type
from odmap.markup.gaps import answer, lists, question
from odmap.markup.gaps import board as board_markup
from odmap.views.selection import Selection
from odmap.views.urls import country_link
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


@pytest.mark.parametrize("order", board_markup.ORDERS)
def test_the_board_says_every_cell(frame: pd.DataFrame, order: str) -> None:
    """Each of 250 countries has a row, each cell says its state in words, and leads to what is done there."""
    covered, cells = coverage(frame), board(frame, Rule.VERIFIED)
    table = Table(board_markup.board(covered, cells, tuple(Type), order))
    rows = {row[0][0]: row for row in table.rows if len(row) > 1}
    assert len(rows) == 250 + 1
    for code, name, state in zip(covered.index, covered["name"], covered["state"], strict=True):
        row = rows[name]
        assert row[0][1] == country_link(code)
        assert row[-1][1] == f"./print/brief/{code}"
        if state == State.NOT_LISTED:
            assert [text for text, _ in row[1:3]] == ["?", "Not listed"], "one cell says it for all of them"
            assert len(row) == 6
            continue
        for kind, (text, href) in zip(Type, row[2:8], strict=True):
            cell = cells[code, kind]
            assert (cell.state.label.lower() in text.lower()) or (cell.listed and f"{cell.listed} listed" in text)
            assert href == (f"./?activity={kind}&country={code}" if cell.listed or cell.unsure else "")


def test_a_none_with_a_source_is_told_apart(frame: pd.DataFrame) -> None:
    """Where a source says that there is none of one kind, the row says of each kind what is known."""
    none = {("KE", "service")}
    covered = coverage(frame, confirmed=none).loc[["KE"]]
    table = Table(board_markup.board(covered, board(frame, Rule.VERIFIED, none), tuple(Type), "name"))
    assert [text for text, _ in table.rows[-1][2:8]] == ["None, according to a source", *["?Not listed"] * 5]


def test_every_sign_is_drawn(frame: pd.DataFrame) -> None:
    """No sign of a state is a letter that a visitor's fonts may lack; each state has one of its own."""
    html = board_markup.board(coverage(frame), board(frame, Rule.VERIFIED), tuple(Type), "name")
    assert not set("●◐∅") & set(html)
    for state in (State.LISTED, State.UNSURE, State.CONFIRMED_NONE):
        assert f'<i class="od-sign {state.value}"></i>' in html


def test_rows_are_sorted_within_subregions(frame: pd.DataFrame) -> None:
    """By population the largest comes first in its subregion, by name the first of the alphabet."""
    covered, cells = coverage(frame), board(frame, Rule.VERIFIED)
    nordic = covered[covered["subregion"] == "Northern Europe"]
    found = {
        order: [row[0][0] for row in Table(board_markup.board(nordic, cells, tuple(Type), order)).rows if len(row) > 1][
            1:
        ]
        for order in board_markup.ORDERS
    }
    people, listed = (dict(zip(nordic["name"], nordic[column], strict=True)) for column in ("population", "listed"))
    assert found["name"] == sorted(nordic["name"])
    known = [people[name] for name in found["population"] if not pd.isna(people[name])]
    assert known == sorted(known, reverse=True)
    assert [listed[name] for name in found["count"]] == sorted(listed.values(), reverse=True)
    assert found["missing"] != found["name"]


def test_nothing_is_called_zero(frame: pd.DataFrame) -> None:
    """A country with nothing listed never shows a nought."""
    html = board_markup.board(coverage(frame.head(0)), board(frame.head(0), Rule.VERIFIED), tuple(Type), "name")
    assert ">0<" not in html
    assert html.count("<span>Not listed</span>") == 250
    assert "nothing listed in 7 of 7" in html


def answered(frame: pd.DataFrame, types: tuple[Type, ...], *where: str, most: int | None = answer.FIRST) -> str:
    """Return the answer for a part of the world as markup."""
    covered = coverage(frame, types)
    inside = parts.within(covered, where)
    found = largest(covered, inside, nearest_listed(frame, types)[1], most)
    return answer.answer(found, world(inside), types, parts.place_in_words(where), "./gaps?all=1", "./api/gaps.csv")


def test_the_answer_names_the_largest_populations(frame: pd.DataFrame) -> None:
    """Most people first, with their share, what is nearest and next door; the rest is a link."""
    html = answered(frame, tuple(Type))
    page, table = Page(html), Table(html)
    assert "Most people, nothing listed" in page.text
    assert page.text.count("Not listed does not mean that there is none.") == 1
    assert [row[0][0] for row in table.rows[1:4]] == ["China", "Indonesia", "Pakistan"]
    china = [text for text, _ in table.rows[1]]
    assert china[1] == "1.4 billion people"
    assert china[2] == "18% of the world's population"
    assert "km" in china[4]
    assert china[5].startswith("Next door: India")
    assert table.rows[1][0][1] == country_link("CN")
    assert "And 205 more" in page.text
    assert ("href", "./gaps?all=1") in page.attributes


def test_the_answer_is_of_what_was_asked_for(frame: pd.DataFrame) -> None:
    """Kind and place stand in its name; with a type chosen, nothing says that nothing at all is listed."""
    page = Page(answered(frame, (Type.TRAINING,), "nordic"))
    assert "Most people in the Nordic countries, no training listed" in page.text
    assert "nothing listed" not in page.text
    assert "more" not in page.text.split("Brief")[-1], "all fit"
    whole = Page(answered(frame, (Type.TRAINING,), "africa", most=None))
    assert "Only the first 10" in whole.text
    assert whole.text.count("Brief") == 1 + 60
    everyone = Page(answered(frame[frame["country"] == "FI"], (Type.SERVICE,), "nordic"))
    assert "In 1 country or territory with about 5.6 million people, something that counts is listed." in everyone.text


def test_parts_of_the_world_are_figures_and_links(frame: pd.DataFrame) -> None:
    """Each part says its countries, people and share in figures, and narrows the page, everything else kept."""
    covered = coverage(frame, (Type.SERVICE,))
    found = parts.by_part(covered)
    chosen = Selection.of("x", activity=["service"], country=["FI"])
    table = Table(answer.by_part(found, (Type.SERVICE,), chosen, {"rule": "active"}))
    assert "no service listed" in Page(answer.by_part(found, (Type.SERVICE,), chosen, {})).text
    for part, row in zip(found, table.rows[1:], strict=True):
        assert row[0] == (part.name, f"./gaps?activity=service&region={part.slug}&q=x&rule=active")
        assert row[1][0] == f"{part.not_listed} of {part.countries}"
        assert row[3][0] == share_in_words(part.share)
    assert answer.by_part((), (Type.SERVICE,), chosen, {}) == ""


def test_what_stands_out(frame: pd.DataFrame) -> None:
    """The lists name what is listed in part only, and lead to each country; what is more is a link."""
    covered, cells = coverage(frame), board(frame)
    html = lists.stand_out(covered, covered, cells, tuple(Type), 3, "./gaps?all=1")
    page = Page(html)
    assert country_link("SE") in [value for _, value in page.attributes]
    assert "What exists there is unknown." in page.text
    assert "And 9 more under “Subregions with nothing listed”" in page.text
    assert [value for name, value in page.attributes if name == "href"].count("./gaps?all=1") == html.count("And ")
    assert "And " not in Page(lists.stand_out(covered, covered, cells, tuple(Type), None)).text


def test_what_stands_out_is_of_the_place(frame: pd.DataFrame) -> None:
    """Only countries and subregions that are looked at are named, and a subregion only if all of it has nothing."""
    covered, cells = coverage(frame), board(frame)
    page = Page(lists.stand_out(covered, parts.within(covered, ["nordic"]), cells))
    assert "Sweden" in page.text
    assert "Ecuador" not in page.text
    assert "Western Africa" not in page.text
    assert "Northern Europe" not in page.text, "which has something listed, if not in each of its countries"
    faroe = Page(lists.stand_out(covered, parts.within(covered, [], ["FO"]), cells))
    assert faroe.text.count("Nothing at the moment.") == 4


def test_types_are_named_where_only_they_are_measured(frame: pd.DataFrame) -> None:
    """With a type chosen, no heading says that nothing is listed: a country may have other types."""
    training = (Type.TRAINING,)
    covered = coverage(frame, training)
    page = Page(lists.stand_out(covered, covered, board(frame), training))
    assert "Subregions with no training listed" in page.text
    assert "with nothing listed" not in page.text
    assert "Sweden" in page.text.split("Only ended or not confirmed")[1]


def test_an_empty_directory_stands_out_as_a_whole(frame: pd.DataFrame) -> None:
    """With nothing listed the lists still say something true."""
    nobody = frame.head(0)
    covered = coverage(nobody)
    page = Page(lists.stand_out(covered, covered, board(nobody, Rule.ACTIVE)))
    assert page.text.count("Nothing at the moment.") == 3
    assert "And 240 more" in Page(answered(nobody, tuple(Type))).text
    assert "not known" in Page(answered(nobody, tuple(Type))).text


def links_of(*rows: question.Choices) -> list[str]:
    """Return where choices lead."""
    return [value for name, value in Page(question.link_choices(rows)).attributes if name == "href" and value]


def test_choices_are_links_that_keep_the_rest() -> None:
    """A choice leads to the page with everything else kept; the usual one leaves no trace in the address."""
    row = question.of_parameter(
        "Sort by", "order", {"a": "First", "b": "Other"}, "b", {"rule": "active"}, Selection.of("x")
    )
    assert links_of(row) == ["./gaps?q=x&rule=active", "./gaps?q=x&rule=active&order=b"]
    assert question.link_choices([row]).count('aria-current="true"') == 1


def test_the_question_is_what_and_where() -> None:
    """A choice takes the place of what is chosen, within a region its parts can be asked for, and all else is kept."""
    chosen = Selection.of(activity=["training"], region=["western-africa"], setting=["school"])
    what = question.what_they_do(chosen, {"rule": "active"})
    assert [each.words for each in what.options] == ["Anything", *(kind.label for kind in Type)]
    assert [each.words for each in what.options if each.current] == ["Training"]
    assert links_of(what)[:2] == [
        "./gaps?region=western-africa&setting=school&rule=active",
        "./gaps?activity=service&region=western-africa&setting=school&rule=active",
    ]
    world_row, within = question.part_of_the_world(chosen, {})
    assert [each.words for each in world_row.options if each.current] == ["Africa"]
    assert [each.words for each in within.options if each.current] == ["Western Africa"]
    assert within.label == "Within Africa"
    assert within.options[0].words == "All of Africa"
    ids = [each.id for row in (what, world_row, within) for each in row.options]
    assert len(set(ids)) == len(ids)
    (only,) = question.part_of_the_world(Selection.of(region=["nordic"]), {})
    assert [each.words for each in only.options if each.current] == ["Nordic countries"]


def test_the_board_counts_what_was_asked_for(frame: pd.DataFrame) -> None:
    """Above each subregion stands in how many of its countries what was asked for is not listed."""
    types = (Type.TRAINING,)
    html = board_markup.board(coverage(frame, types), board(frame), types, "name")
    assert "no training listed in" in html
    assert "nothing listed in" not in html


def test_the_yardstick_needs_its_figure(frame: pd.DataFrame) -> None:
    """The survey's countries stand beside those listed, from the file of figures; without it, only ours do."""
    covered = coverage(frame)
    words = Page(lists.survey_comparison(covered, published_figures.load())).text
    counting = {row["country"] for row in RECORDS if row["verification"] == "verified" and row["status"] != "ended"} - {
        ""
    }
    assert f"{COUNTRIES} countries have something listed here; in {len(counting)} of them" in words
    assert "teams in 24 countries" in words
    assert "nothing here tells you which countries are missing" in words
    assert "survey heard" not in Page(lists.survey_comparison(covered, published_figures.Figures())).text

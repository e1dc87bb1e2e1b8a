"""The figures of others: reading the file, finding a figure, and showing them apart from our own count."""

import csv
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap.directory import published_figures
from odmap.directory.published_figures import Figure, FigureGroup, Figures, of_group
from odmap.markup import count_audit as audit_markup
from odmap.settings import FIGURES

WriteFigures = Callable[..., Path]
COLUMNS = tuple(Figure.model_fields)


def cells(which: int = 1, /, **changes: str) -> dict[str, str]:
    """Return the cells of a valid figure, with changes."""
    return {
        "id": f"figure-{which}",
        "group": "survey",
        "label": "Teams that answered",
        "value": "142",
        "number": "142",
        "unit": "teams",
        "country": "",
        "year": "2022",
        "source": "https://example.org/",
        "method": "Not stated.",
        "read_on": "2026-11-22",
        "note": "",
    } | changes


def wild(**changes: Any) -> Figure:
    """Return a figure that went through no check."""
    return Figure.model_construct(**{**Figure.model_validate(cells()).model_dump(), **changes})


@pytest.fixture
def write(tmp_path: Path) -> WriteFigures:
    """Write a file of figures, the way an editor's spreadsheet would."""

    def write(*rows: dict[str, str], header: tuple[str, ...] = COLUMNS) -> Path:
        path = tmp_path / "figures.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerows([header, *(row.values() for row in rows)])
        return path

    return write


class TestRead:
    """Reading the file: what is valid stays, every problem is named by figure and field."""

    def test_a_clean_file_gives_its_figures_in_order(self, write: WriteFigures) -> None:
        """Every valid line becomes a figure, with numbers as numbers and nothing as nothing."""
        found = published_figures.read(write(cells(2), cells(1, value="over 30", number="", year="", country="FI")))
        assert found.problems == ()
        assert found.left_out == 0
        assert list(found.valid) == ["figure-2", "figure-1"]
        first, second = found.records
        assert (first.number, first.year, first.country) == (142, 2022, None)
        assert (second.value, second.number, second.year, second.country) == ("over 30", None, None, "FI")

    @pytest.mark.parametrize(
        ("field", "value", "says"),
        [
            ("id", "Figure One", "'Figure One' must be small letters"),
            ("group", "guess", "'guess' is not one of: 'source-page', 'survey', 'conflicting-claim', 'context'"),
            ("label", " ", "is empty"),
            ("label", "x" * 301, "is too long"),
            ("value", "", "is empty"),
            ("number", "141", "must be 142, because value is '142'"),
            ("number", "", "must be 142"),
            ("number", "many", "'many' is not a whole number"),
            ("number", "-1", "is too small"),
            ("unit", "", "is empty"),
            ("country", "Finland", "'Finland' must be the two capital letters"),
            ("country", "XX", "'XX' is no country of ISO 3166-1"),
            ("year", "22", "is too small"),
            ("year", "2027", "2027 is later than read_on (2026-11-22)"),
            ("source", "javascript:alert(1)", "is not a web address"),
            ("source", "", "is not a web address"),
            ("method", "", "is empty"),
            ("read_on", "22.11.2026", "is not a date such as 2026-11-22"),
            ("note", "x" * 301, "is too long"),
        ],
    )
    def test_a_mistake_is_named_by_figure_and_field(
        self, write: WriteFigures, field: str, value: str, says: str
    ) -> None:
        """A figure with a mistake is left out and named; the one after it is read."""
        found = published_figures.read(write(cells(1, **{field: value}), cells(2)), {"FI": "Finland"})
        assert [problem.field for problem in found.problems] == [field]
        assert says in found.problems[0].message
        assert list(found.valid) == ["figure-2"]
        assert found.left_out == 1

    def test_a_figure_about_one_country_says_which(self, write: WriteFigures) -> None:
        """Without its country, a figure of the countries' group is left out and named."""
        found = published_figures.read(write(cells(group="country")))
        assert [str(problem).split(";")[0] for problem in found.problems] == [
            "figure-1, country: is empty although the figure is about one country"
        ]

    @pytest.mark.parametrize(
        ("value", "number"),
        [("0", "0"), ("1,204", "1204"), ("about 35", ""), ("12,04", ""), ("6 in 2013", ""), ("2023-11-10", "")],
    )
    def test_only_one_whole_number_is_a_number(self, write: WriteFigures, value: str, number: str) -> None:
        """The number is there for exactly one whole number, and neither guessed nor forgotten."""
        assert published_figures.read(write(cells(value=value, number=number))).problems == ()
        wrong = "" if number else "7"
        assert len(published_figures.read(write(cells(value=value, number=wrong))).problems) == 1

    def test_an_id_is_used_once(self, write: WriteFigures) -> None:
        """The first of two figures with the same id stays, the second is named."""
        found = published_figures.read(write(cells(1), cells(1, label="Something else")))
        assert [problem.field for problem in found.problems] == ["id"]
        assert found.valid["figure-1"].label == "Teams that answered"

    def test_a_missing_file_is_one_problem(self, tmp_path: Path) -> None:
        """A file that is nowhere gives no figure and says so."""
        found = published_figures.read(tmp_path / "gone.csv")
        assert found.valid == {}
        assert [problem.record for problem in found.problems] == ["gone.csv"]

    def test_a_wrong_header_is_named(self, write: WriteFigures) -> None:
        """An unknown column is named with what the header should be."""
        found = published_figures.read(write(cells(), header=("name", *COLUMNS[1:])))
        assert [problem.field for problem in found.problems] == ["id", "name"]
        assert "not a column of the figures" in found.problems[1].message


class TestFind:
    """Asking for a figure, or for those of a group."""

    def test_a_missing_figure_is_none(self) -> None:
        """A page that asks for what is not there gets nothing, and no error."""
        assert Figures().by_id("survey-teams") is None
        assert of_group(Figures(), FigureGroup.SURVEY) == ()

    def test_a_group_keeps_the_order_of_the_file(self, write: WriteFigures) -> None:
        """Only the figures of the group come, as they stand in the file."""
        found = published_figures.read(write(cells(3), cells(1, group="context"), cells(2)))
        assert [figure.id for figure in of_group(found, FigureGroup.SURVEY)] == ["figure-3", "figure-2"]
        context = found.by_id("figure-1")
        assert context is not None
        assert of_group(found, FigureGroup.CONTEXT) == (context,)


class TestLoad:
    """The project's own figures."""

    def test_they_are_read_once(self) -> None:
        """Every visitor gets the same object."""
        assert published_figures.load() is published_figures.load()

    def test_a_change_of_the_file_shows_at_once(self, write: WriteFigures) -> None:
        """A figure that was put right counts as soon as it is saved."""
        path = write(cells(value="141", number="141"))
        first = published_figures.load(path).by_id("figure-1")
        assert first is not None
        assert first.value == "141"
        write(cells(1), cells(2))
        assert list(published_figures.load(path).valid) == ["figure-1", "figure-2"]

    def test_a_missing_file_breaks_nothing(self, tmp_path: Path) -> None:
        """Without its file, there are no figures, and one problem."""
        assert published_figures.load(tmp_path / "gone.csv").valid == {}

    @pytest.mark.parametrize(
        ("identifier", "value", "unit", "year"),
        [
            ("source-page-claimed", "32", "organisations", None),
            ("source-page-named", "34", "organisations", None),
            ("source-page-countries", "16", "countries", None),
            ("survey-teams", "142", "teams", 2022),
            ("survey-countries", "24", "countries", 2022),
            ("survey-launched", "2020", "year", 2020),
            ("survey-published", "2023-11-10", "date", 2023),
            ("survey-under-half-trained", "42", "percent of teams", None),
            ("survey-no-supervision", "22", "percent of teams", None),
            ("survey-supervision-unanswered", "10", "percent of teams", None),
            ("survey-no-research", "38", "percent of teams", None),
            ("survey-psychosis", "92", "percent", None),
            ("claim-training-countries", "over 30", "countries", 2022),
            ("claim-reached-countries", "44", "countries", 2022),
            ("fi-western-lapland-people", "about 62,000 to 65,000", "people", None),
        ],
    )
    def test_what_the_pages_state(self, identifier: str, value: str, unit: str, year: int | None) -> None:
        """The figures that pages ask for by name are there, as their sources state them."""
        figure = published_figures.load(FIGURES).by_id(identifier)
        assert figure is not None
        assert (figure.value, figure.unit, figure.year) == (value, unit, year)

    def test_two_ways_of_telling_it_stay_two(self) -> None:
        """Paper and project page name different ways to a team; only one of them names social services."""
        found = published_figures.load(FIGURES)
        paper, project = found.by_id("survey-referrals-paper"), found.by_id("survey-referrals-project")
        assert paper is not None
        assert project is not None
        assert "social services" not in paper.value
        assert "social services" in project.value
        assert paper.note
        assert project.note


class Page(HTMLParser):
    """An independent reader of the markup: its elements, addresses, and the text of each cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.links: list[str | None] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self._in_cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and begin a row or a cell."""
        self.elements.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        self._in_cell = self._in_cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data
        if self._in_cell:
            self.rows[-1][-1] += data


class TestMarkup:
    """The figures as a table of their own."""

    def test_a_figure_says_all_that_is_known(self) -> None:
        """Label, value, unit, year, method with note and a link to the source stand in its row."""
        figure = Figure.model_validate(cells(note="No census.", source="https://www.example.org/a/b"))
        html = audit_markup.figures([figure], "First this.")
        page = Page(html)
        assert '<table class="od-figures"' in html
        assert page.elements.count("caption") == 1
        assert page.rows[2] == [
            "Teams that answered",
            "142",
            "teams",
            "2022",
            "Not stated. No census.",
            "example.org / a/b",
        ]
        assert page.links == ["https://www.example.org/a/b"]
        assert page.text.index("First this.") < page.text.index("Please do not add them to our count")

    def test_groups_stand_apart(self) -> None:
        """Each group has a part of its own, which says what it holds."""
        lines = [Figure.model_validate(cells(1)), Figure.model_validate(cells(2, group="conflicting-claim"))]
        page = Page(audit_markup.figures(lines))
        assert page.elements.count("tbody") == 2
        assert [len(row) for row in page.rows] == [6, 1, 6, 1, 6]
        assert page.rows[3][0].startswith("Other claims: another number")

    def test_what_is_not_known_is_said(self) -> None:
        """A figure without a year says so instead of leaving a hole."""
        page = Page(audit_markup.figures([Figure.model_validate(cells(year=""))]))
        assert page.rows[2][3] == "not known"

    def test_nothing_to_show_is_said(self) -> None:
        """Without a figure there is a sentence, not an empty table."""
        page = Page(audit_markup.figures([]))
        assert page.elements == ["p"]
        assert page.text == "No figures from others could be read."

    def test_hostile_text_shows_as_text(self, hostile: str) -> None:
        """Every text of a figure is shown letter by letter, adds no element, and makes no link."""
        figure = wild(label=hostile, value=hostile, unit=hostile, method=hostile, note=hostile, source=hostile)
        page = Page(audit_markup.figures([figure], hostile, hostile))
        assert page.text.count(hostile) >= 7
        assert set(page.elements) == {"p", "table", "caption", "thead", "tbody", "tr", "th", "td", "small"}
        assert page.links == []

    def test_a_script_is_no_source(self) -> None:
        """An address that would run something is shown as words."""
        assert Page(audit_markup.figures([wild(source="javascript:alert(1)")])).links == []

    @given(text=st.text(), address=st.text())
    def test_wild_text_stays_text(self, text: str, address: str) -> None:
        """Whatever stands in a figure, the table keeps its shape, and a link leads to the web or nowhere."""
        page = Page(audit_markup.figures([wild(label=text, value=text, method=text, source=address)], text))
        assert [len(row) for row in page.rows] == [6, 1, 6]
        assert all(link and link.startswith(("http://", "https://")) for link in page.links)

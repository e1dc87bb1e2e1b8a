"""The changelog of the directory: reading it, telling it, and showing it."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.directory import changelog, current
from odmap.directory.changelog import Change, ChangeKind
from odmap.markup import rendering
from odmap.settings import CHANGES, ORGANISATIONS, changes_file
from odmap.views import news
from odmap.views.news import ChangeGroup
from tests.counted import RECORDS, TOTAL, number_of
from tests.markup.test_rendering import Page

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]
WriteChanges = Callable[..., Path]

DAY = datetime.date(2026, 11, 22)
KNOWN = {"body-1", "body-2", "body-3"}


@pytest.fixture
def write(tmp_path: Path) -> WriteChanges:
    """Write a changelog with these lines."""

    def write(*lines: str, header: str = "date,kind,organisation,note") -> Path:
        path = tmp_path / "changes.csv"
        path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
        return path

    return write


def group(*names: str, kind: ChangeKind = ChangeKind.ADDED, note: str = "", day: datetime.date = DAY) -> ChangeGroup:
    """Return a group of organisations with these names."""
    organisations = tuple((f"body-{number}", name) for number, name in enumerate(names, start=1))
    return ChangeGroup(day, kind, note, organisations)


def change(organisation: str, day: str = "2026-11-22", kind: str = "added", note: str = "") -> Change:
    """Return one change."""
    return Change.model_validate({"date": day, "kind": kind, "organisation": organisation, "note": note})


class TestRead:
    """Reading the file: what is valid stays, every problem is named by line and field."""

    def test_a_clean_file_gives_its_lines_in_order(self, write: WriteChanges) -> None:
        """Every valid line becomes a change; blank lines do not count."""
        path = write("2026-11-22,added,body-1,", "", '2026-11-21,corrected,body-2,"A town, put right."')
        found = changelog.read(path, KNOWN)
        assert found.problems == ()
        assert found.left_out == 0
        assert [(entry.date.isoformat(), entry.kind, entry.organisation, entry.note) for entry in found.records] == [
            ("2026-11-22", ChangeKind.ADDED, "body-1", ""),
            ("2026-11-21", ChangeKind.CORRECTED, "body-2", "A town, put right."),
        ]

    @pytest.mark.parametrize(
        ("line", "field", "says"),
        [
            ("22.11.2026,added,body-1,", "date", "is not a date such as 2026-11-22"),
            (",added,body-1,", "date", "is not a date"),
            ("2025-12-31,added,body-1,", "date", "before the directory began"),
            ("2999-01-01,added,body-1,", "date", "in the future"),
            ("2026-11-22,vanished,body-1,", "kind", "'vanished' is not one of: 'added', 'corrected', 'closed'"),
            ("2026-11-22,added,Body One,", "organisation", "'Body One' must be small letters"),
            ("2026-11-22,added,ghost,", "organisation", "names 'ghost', which is no valid record"),
            ("2026-11-22,corrected,body-1,", "note", "is empty; say in a sentence what changed"),
            ("2026-11-22,closed,body-1,  ", "note", "is empty"),
            (f"2026-11-22,added,body-1,{'x' * 301}", "note", "is too long"),
            ("2026-11-22,added,body-1", "", "has 3 cells instead of 4"),
        ],
    )
    def test_a_mistake_is_named_by_line_and_field(self, write: WriteChanges, line: str, field: str, says: str) -> None:
        """A line with a mistake is left out and named; the one after it is read."""
        found = changelog.read(write(line, "2026-11-22,added,body-2,"), KNOWN)
        assert [(problem.record, problem.field) for problem in found.problems] == [("line 2", field)]
        assert found.problems[0].message.startswith(says) or says in found.problems[0].message
        assert str(found.problems[0]).count("line 2") == 1
        assert [entry.organisation for entry in found.records] == ["body-2"]
        assert found.left_out == 1

    def test_a_day_that_has_begun_somewhere_is_not_in_the_future(self) -> None:
        """An editor east of the server may write today's date, even if the server's day is still the one before."""
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=14))).date()
        assert change("body-1", day=today.isoformat()).date == today

    def test_a_wrong_header_is_named(self, write: WriteChanges) -> None:
        """A missing and an unknown column are both named, with the header as it should be."""
        found = changelog.read(write("2026-11-22,added,body-1,", header="date,what,organisation,note"), KNOWN)
        assert [(problem.record, problem.field) for problem in found.problems] == [
            ("changes.csv", "kind"),
            ("changes.csv", "what"),
        ]
        assert "date,kind,organisation,note" in found.problems[0].message
        assert "not a column of the changelog" in found.problems[1].message
        assert found.records == ()

    def test_a_cell_without_end_is_a_problem_not_a_crash(self, write: WriteChanges) -> None:
        """A quotation mark that never closes makes one giant cell; the file and a likely cause are named."""
        found = changelog.read(write('2026-11-22,added,body-1,"' + "x" * 200_000), KNOWN)
        assert [problem.record for problem in found.problems] == ["changes.csv"]
        assert "is a quotation mark missing?" in found.problems[0].message


class TestLoad:
    """The changelog of the directory that is shown."""

    def test_the_projects_own_is_read_once(self) -> None:
        """Every visitor gets the same object, with a line for each organisation at least."""
        assert current.changes() is current.changes()
        assert len(current.changes().records) >= len(load().frame)

    def test_a_change_of_the_file_shows_at_once(
        self, write: WriteChanges, make_file: MakeFile, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A new line counts as soon as it is saved, and so does a new organisation."""
        monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1))))
        monkeypatch.setenv("ODMAP_CHANGES", str(write("2026-11-22,added,body-1,", "2026-11-22,added,body-2,")))
        assert len(current.changes().records) == 1
        make_file(record(1), record(2))
        assert len(current.changes().records) == 2
        write("2026-11-22,added,body-2,")
        assert len(current.changes().records) == 1

    def test_another_directory_has_no_changelog_of_its_own(
        self, make_file: MakeFile, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The project's changelog is not measured against another directory: it has none, and no problem."""
        monkeypatch.delenv("ODMAP_CHANGES", raising=False)
        monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1))))
        assert current.changes() == changelog.Changes()

    def test_the_own_directory_may_be_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Naming the project's own directory explicitly does not take its changelog away."""
        monkeypatch.delenv("ODMAP_CHANGES", raising=False)
        monkeypatch.setenv("ODMAP_ORGANISATIONS", str(ORGANISATIONS.parent / "." / ".." / "data" / "organisations.csv"))
        assert changes_file() == CHANGES


class TestGrouped:
    """Changes of the same day, kind and note are told together, the newest first."""

    def test_the_same_day_kind_and_note_are_one_group(self, frame: pd.DataFrame) -> None:
        """Each of the three parts on its own sets changes apart; nothing is counted twice."""
        first, second, third = frame["id"][:3]
        entries = [
            change(first, "2026-11-20"),
            change(second, "2026-11-20"),
            change(second, "2026-11-20"),
            change(third, "2026-11-20", note="Found by a reader."),
            change(first, "2026-11-21"),
            change(first, "2026-11-21", "closed", "It has ended."),
        ]
        groups = news.grouped(entries, frame)
        told = [(g.date.day, g.kind.value, g.note, {identifier for identifier, _ in g.organisations}) for g in groups]
        assert told == [
            (21, "closed", "It has ended.", {first}),
            (21, "added", "", {first}),
            (20, "added", "Found by a reader.", {third}),
            (20, "added", "", {first, second}),
        ]
        assert len(groups[3].organisations) == 2

    def test_the_file_need_not_be_sorted(self, frame: pd.DataFrame) -> None:
        """A line that stands in the wrong place is still told on its day."""
        identifier = frame["id"][0]
        entries = [change(identifier, day) for day in ("2026-11-20", "2026-11-22", "2026-01-01", "2026-11-21")]
        days = [g.date.isoformat() for g in news.grouped(entries, frame)]
        assert days == ["2026-11-22", "2026-11-21", "2026-11-20", "2026-01-01"]

    def test_the_names_come_by_alphabet(self, make_file: MakeFile, record: Record) -> None:
        """Names come as a reader looks them up, accents and case aside, each with its id."""
        names = ["Zürich team", "Åben Dialog", "abc of dialogue", "Echo", "École de dialogue"]
        frame = load(make_file(*(record(number, name=name) for number, name in enumerate(names, start=1)))).frame
        (found,) = news.grouped([change(identifier) for identifier in frame["id"]], frame)
        assert [names.index(name) for _, name in found.organisations] == [2, 1, 3, 4, 0]
        assert dict(found.organisations) == dict(zip(frame["id"], frame["name"], strict=True))

    def test_the_whole_changelog_is_told_once(self, frame: pd.DataFrame) -> None:
        """Every organisation of the real directory stands among those that were added, once, by its name."""
        groups = news.grouped(current.changes().records, frame)
        told = [one for group in groups if group.kind is ChangeKind.ADDED for one in group.organisations]
        assert sorted(told) == sorted((row["id"], row["name"]) for row in RECORDS)

    @pytest.mark.parametrize(
        ("countries", "number"),
        [
            (["FI"], number_of(country="FI")),
            (["none"], number_of(country="")),
            (["FI", "none"], number_of(country="FI") + number_of(country="")),
            ([], TOTAL),
        ],
    )
    def test_countries_choose(self, frame: pd.DataFrame, countries: list[str], number: int) -> None:
        """Only organisations of the given countries count; "none" stands for bodies with no base."""
        entries = [change(identifier) for identifier in frame["id"]]
        (found,) = news.grouped(entries, frame, countries)
        assert len(found.organisations) == number

    def test_a_country_without_changes_has_no_group(self, frame: pd.DataFrame) -> None:
        """A group of which nothing is left is not told at all."""
        assert news.grouped(current.changes().records, frame, ["AQ"]) == []
        assert news.grouped([], frame) == []


@pytest.mark.parametrize(
    ("kind", "names", "says"),
    [
        ("added", ["Dialogue First"], "Dialogue First was added."),
        ("corrected", ["Dialogue First"], "Dialogue First was corrected."),
        ("closed", ["Dialogue First"], "Dialogue First is marked as ended."),
        ("added", ["A", "B"], "A and B were added."),
        ("corrected", ["A", "B", "C"], "A, B and C were corrected."),
        ("closed", ["A", "B", "C", "D"], "4 organisations are marked as ended."),
        ("added", ["A"] * 1204, "1,204 organisations were added."),
    ],
)
def test_a_sentence_names_a_few_and_counts_many(kind: str, names: list[str], says: str) -> None:
    """Up to three organisations are named, more are counted, and the verb agrees."""
    assert news.sentence(group(*names, kind=ChangeKind(kind))) == says


def test_who_was_never_added_is_found(frame: pd.DataFrame) -> None:
    """An organisation is found if no line says that it was added, whatever else is said of it."""
    entries = [change(identifier) for identifier in frame["id"][2:]]
    entries.append(change(frame["id"][0], kind="corrected", note="A new town."))
    assert changelog.without_added(entries, frame) == list(frame["id"][:2])


class TestMarkup:
    """The changes as a list on the page."""

    def test_one_organisation_is_itself_the_link(self) -> None:
        """The name in the sentence leads to the organisation; day, note and the rest of the sentence stand by it."""
        html = rendering.changes([group("Dialogue First", kind=ChangeKind.CORRECTED, note="A new town.")])
        page = Page(html)
        assert html.startswith('<ol class="od-changes">')
        assert page.elements == ["ol", "li", "time", "p", "a", "p"]
        assert ("datetime", "2026-11-22") in page.attributes
        assert "22 November 2026" in page.text
        assert "Dialogue First was corrected." in page.text
        assert "A new town." in page.text
        assert page.links == ["./?organisation=body-1"]
        assert ("data-od-go", "") in page.attributes

    def test_several_fold_away(self) -> None:
        """The names of more than one organisation stand in a fold, each as a link."""
        page = Page(rendering.changes([group("A", "B", "C", "D")]))
        assert "4 organisations were added." in page.text
        assert page.elements.count("details") == 1
        assert page.links == [f"./?organisation=body-{number}" for number in range(1, 5)]
        assert page.elements.count("p") == 1, "no paragraph for an empty note"

    @pytest.mark.parametrize(("number", "shown", "more"), [(30, 30, False), (31, 30, True), (171, 30, True)])
    def test_many_names_are_cut(self, number: int, shown: int, more: bool) -> None:
        """Thirty names are shown, and the rest is counted."""
        page = Page(rendering.changes([group(*(f"Name {n}" for n in range(number)))]))
        assert len(page.links) == shown
        assert (f"and {number - 30} more" in page.text) == more

    @pytest.mark.parametrize(("number", "more"), [(20, False), (21, True)])
    def test_many_changes_are_cut(self, number: int, more: bool) -> None:
        """The first twenty changes are shown, and the rest is counted."""
        groups = [group(f"Name {n}") for n in range(number)]
        page = Page(rendering.changes(groups))
        assert page.links == ["./?organisation=body-1"] * 20
        assert "Name 0 was" in page.text
        assert "Name 20 was" not in page.text
        assert ("and 1 more" in page.text) == more

    def test_nothing_to_show_is_said(self) -> None:
        """Without a change there is a sentence, not an empty list."""
        page = Page(rendering.changes([]))
        assert page.elements == ["p"]
        assert page.text == "No changes to show."

    def test_hostile_text_shows_as_text(self, hostile: str) -> None:
        """Names and notes are shown letter by letter, and add no element."""
        for names in ([hostile], [hostile, "B"], [hostile] * 5):
            page = Page(rendering.changes([group(*names, note=hostile)]))
            assert page.text.count(hostile) >= 2
            assert set(page.elements) <= {"ol", "li", "time", "p", "a", "details", "summary", "ul"}
            assert {name for name, _ in page.attributes} <= {"class", "datetime", "href", "data-od-go", "dir"}

    @given(name=st.text(min_size=1), note=st.text(), identifier=st.text(st.characters(codec="utf-8"), min_size=1))
    def test_wild_text_stays_text(self, name: str, note: str, identifier: str) -> None:
        """Whatever stands in names, notes and ids, the elements are the same, and every link stays on the page."""
        wild = ChangeGroup(DAY, ChangeKind.ADDED, note, ((identifier, name),))
        page = Page(rendering.changes([wild]))
        assert page.elements == ["ol", "li", "time", "p", "a", *(["p"] if note else [])]
        assert all(link and link.startswith("./?organisation=") for link in page.links)

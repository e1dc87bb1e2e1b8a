"""The project's own data: one test for each real record, and the data dictionary."""

import re
from collections import Counter
from typing import Any

import pytest

from odmap import Directory
from odmap.directory import changelog, current, published_figures, timeline
from odmap.directory.changelog import Change, ChangeKind
from odmap.directory.locating import coarser_than_recorded
from odmap.directory.organisation import (
    ACTIVITY_GROUPS,
    COLUMNS,
    SOURCE_PAGE,
    Activity,
    ListName,
    Precision,
    Principle,
    Scope,
    Setting,
    Status,
    Term,
    Type,
    Verification,
)
from odmap.directory.published_figures import Figure, FigureGroup
from odmap.directory.timeline import Event
from odmap.settings import CHANGES, DATA, FIGURES, TIMELINE
from tests.counted import GROUP_OF, RECORDS

HARSH = re.compile(
    r"\b(patients?|mentally ill|suffer(s|ing|ers?)|psychotics?|schizophrenics?|victims?|cures?|cured)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_record(directory: Directory, record: dict[str, str]) -> None:
    """The record is valid, placed as exactly as it can be, sourced, and told in plain and kind words."""
    rows = directory.frame[directory.frame["id"] == record["id"]]
    assert len(rows) == 1
    row: dict[Any, Any] = rows.iloc[0].to_dict()
    if record["town"]:
        assert row["precision"] == Precision.LOCALITY
    elif record["region"]:
        assert row["precision"] == Precision.REGION
    elif record["country"]:
        assert row["precision"] == Precision.COUNTRY
    else:
        assert row["precision"] is None
    if row["precision"]:
        assert -90 <= row["latitude"] <= 90
        assert -180 <= row["longitude"] <= 180
    assert (SOURCE_PAGE in row["sources"]) == (row["list"] == ListName.SOURCE_PAGE)
    for words in (row["summary"], row["note"], row["status_note"]):
        assert not HARSH.search(words)
    assert 1 <= len(re.findall(r"[.!?](?=\s|$)", row["summary"])) <= 3
    if row["verification"] != Verification.VERIFIED:
        assert row["note"], "what is unverified or only related says why"


def test_the_directory_is_whole(directory: Directory) -> None:
    """All 272 organisations are there, the 34 of the source page first and in its order, without a problem."""
    frame = directory.frame
    assert directory.problems == ()
    assert len(frame) == 272
    assert list(frame["source_page_order"][:34]) == list(range(1, 35))
    assert frame["source_page_order"][34:].isna().all()
    assert frame["country"].nunique() == 35


def test_the_published_counts_hold() -> None:
    """The numbers that the project publishes are those of the file: whoever changes the records changes them here."""
    counts = {name: Counter(record[name] for record in RECORDS) for name in ("list", "verification", "status")}
    assert counts == {
        "list": {"source-page": 34, "research": 238},
        "verification": {"verified": 230, "unverified": 23, "related": 19},
        "status": {"active": 115, "unknown": 137, "ended": 20},
    }


def test_every_recorded_place_is_known(directory: Directory) -> None:
    """No town or region of the directory is unknown to the gazetteer."""
    assert coarser_than_recorded(directory.frame) == []


def test_every_row_has_a_cell_for_each_column() -> None:
    """No row of the file has a cell too many or too few, which would shift what follows."""
    assert all(set(record) == set(COLUMNS) and None not in record.values() for record in RECORDS)


def test_the_changelog_is_whole(directory: Directory) -> None:
    """Every line of the changelog is valid, and every organisation has one that says when it was added."""
    found = current.changes(CHANGES)
    assert found.problems == ()
    assert found.left_out == 0
    assert changelog.without_added(found.records, directory.frame) == []


def test_the_changelog_is_in_order_and_told_kindly() -> None:
    """The newest lines stand last, none stands twice, and the notes are sentences in kind words."""
    entries = current.changes(CHANGES).records
    assert [entry.date for entry in entries] == sorted(entry.date for entry in entries)
    assert len(set(entries)) == len(entries)
    for note in {entry.note for entry in entries if entry.note}:
        assert note.endswith(".")
        assert not HARSH.search(note)


def test_the_figures_are_whole() -> None:
    """Every figure is valid, and every group has one."""
    found = published_figures.load(FIGURES)
    assert found.problems == ()
    assert found.left_out == 0
    assert {figure.group for figure in found.records} == set(FigureGroup)


@pytest.mark.parametrize("figure", published_figures.load(FIGURES).records, ids=lambda figure: figure.id)
def test_figure(figure: Figure) -> None:
    """The figure says in kind words what it counts, and in sentences how, and what it leaves open."""
    for words in (figure.label, figure.value, figure.method, figure.note):
        assert not HARSH.search(words)
    assert figure.method.endswith(".")
    assert not figure.label.endswith(".")
    assert figure.note.endswith(".") or not figure.note
    assert (figure.group is FigureGroup.COUNTRY) == (figure.country is not None)
    assert (figure.source == SOURCE_PAGE) == (figure.group is FigureGroup.SOURCE_PAGE)


def test_the_timeline_is_whole() -> None:
    """Every event is valid, and they tell from the beginning to the last years."""
    found = timeline.load(TIMELINE)
    assert found.problems == ()
    assert found.left_out == 0
    assert found.records[0].year < 2000
    assert found.records[-1].year >= 2023


@pytest.mark.parametrize("event", timeline.load(TIMELINE).records, ids=lambda event: event.id)
def test_event(event: Event) -> None:
    """The event is told in sentences and kind words, and claims no result."""
    assert event.words.endswith(".")
    assert not event.title.endswith(".")
    assert not HARSH.search(f"{event.title} {event.words}")
    assert not re.search(r"cure|heal(s|ed)|proven|effective|success", event.words, re.IGNORECASE)


DICTIONARY = (DATA / "README.md").read_text("utf-8")
TABLE_ROWS = {
    cells[0].strip("` "): [cell.strip() for cell in cells[1:]]
    for cells in (line.strip("|").split("|") for line in DICTIONARY.splitlines() if line.startswith("| `"))
}


@pytest.mark.parametrize("column", COLUMNS)
def test_dictionary_explains_every_column(column: str) -> None:
    """The data dictionary has a row for each column of the file."""
    assert column in TABLE_ROWS


def test_dictionary_explains_the_changelog() -> None:
    """The data dictionary has a row for each column of the changelog, in order, in the changelog's own section."""
    section = DICTIONARY.split("## `changes.csv`\n")[1].split("\n### ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(Change.model_fields)


def test_dictionary_explains_the_figures() -> None:
    """The data dictionary has a row for each column and each group of the figures, in order, in their own section."""
    columns, groups = DICTIONARY.split("## `figures.csv`\n")[1].split("\n## ")[0].split("\n### ")
    assert re.findall(r"^\| `(\w+)` \|", columns, re.MULTILINE) == list(Figure.model_fields)
    assert re.findall(r"^\| `([\w-]+)` \|", groups, re.MULTILINE) == [group.value for group in FigureGroup]


def test_dictionary_explains_the_timeline() -> None:
    """The data dictionary has a row for each column of the timeline, in order, in its own section."""
    section = DICTIONARY.split("## `timeline.csv`\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(Event.model_fields)


@pytest.mark.parametrize(
    "term",
    [
        term
        for words in (
            Type,
            Activity,
            Setting,
            Scope,
            Status,
            Verification,
            ListName,
            Principle,
            Precision,
            ChangeKind,
            FigureGroup,
        )
        for term in words
    ],
    ids=lambda term: f"{type(term).__name__}-{term.value}",
)
def test_dictionary_and_vocabulary_agree(term: Term) -> None:
    """Each term stands in the data dictionary with the label and meaning that the page shows."""
    assert [term.label, term.meaning] in [cells[:2] for value, cells in _vocabulary_rows() if value == term.value]


def test_dictionary_says_under_which_word_each_activity_is_found() -> None:
    """The filter of what they do finds each activity under the word that the data dictionary names, and only there."""
    assert {str(activity): str(word) for activity, word in ACTIVITY_GROUPS.items()} == GROUP_OF
    assert set(ACTIVITY_GROUPS) == set(Activity)
    assert set(ACTIVITY_GROUPS.values()) == set(Type)


def _vocabulary_rows() -> list[tuple[str, list[str]]]:
    rows = [line.strip("|").split("|") for line in DICTIONARY.splitlines() if line.startswith("| `")]
    return [(cells[0].strip("` "), [cell.strip() for cell in cells[1:]]) for cells in rows]

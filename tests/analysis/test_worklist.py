"""What to verify next: the order, the reasons, and the file."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from odmap import Directory, load
from odmap.analysis.worklist import Task, worklist
from odmap.exports.data.worklist_csv import COLUMNS
from odmap.exports.data.worklist_csv import write as as_csv
from odmap.views.provenance import Edition
from odmap.views.selection import Selection, apply

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

KNOWN = {"town": "Kemi", "founded": "1995", "website": "https://example.org/", "last_seen": "2026"}
"""What a record needs so that nothing about it is left to find out."""


@pytest.fixture
def tasks_of(make_file: MakeFile, record: Record) -> Callable[..., list[Task]]:
    """Return the work list of records that differ from a complete one as given."""

    def make(*changes: dict[str, str]) -> list[Task]:
        records = [record(number, **{**KNOWN, **change}) for number, change in enumerate(changes, start=1)]
        return worklist(load(make_file(*records)).frame)

    return make


def test_a_complete_record_is_left_out(tasks_of: Callable[..., list[Task]]) -> None:
    """A record of which everything is known is no task, and a list of such records is empty."""
    assert tasks_of({}, {}) == []


@pytest.mark.parametrize(
    ("change", "reason", "find"),
    [
        ({"verification": "unverified"}, "Only a list or a passing mention names it.", "a sign that it never existed"),
        ({"status": "unknown"}, "We do not know whether its work continues today.", "says it has ended"),
        ({"last_seen": ""}, "We do not know when it was last seen at work.", "the newest year"),
        ({"last_seen": "2019"}, "It was last seen at work in 2019.", "at work after 2019"),
        ({"website": ""}, "We know no website of its own.", "Find its own page"),
        ({"town": ""}, "We know only its country.", "the town or the region"),
        ({"town": "Nosuchtown"}, "We know only its country.", "where Nosuchtown is"),
        ({"founded": ""}, "We do not know when it began.", "at least the decade"),
    ],
)
def test_each_reason_says_what_to_find_out(
    tasks_of: Callable[..., list[Task]], change: dict[str, str], reason: str, find: str
) -> None:
    """One thing that is not known gives one reason, and one whole sentence on what to find out."""
    (task,) = tasks_of(change)
    assert task.reasons == (reason,)
    assert len(task.find_out) == 1
    assert find in task.find_out[0]
    assert task.find_out[0].startswith("Find ")
    assert task.find_out[0].endswith(".")


def test_a_probable_duplicate_names_the_other(tasks_of: Callable[..., list[Task]]) -> None:
    """Whoever checks a probable duplicate reads the other record's name; only one of the two is a task."""
    (task,) = tasks_of({"name": "North House"}, {"possible_duplicate_of": "body-1"})
    assert task.id == "body-2"
    assert task.reasons == ("It may be the same organisation as North House.",)


def test_a_duplicate_outside_the_view_is_named_too(make_file: MakeFile, record: Record) -> None:
    """The name of the other record comes from the whole directory, also where a filter hides it."""
    records = [record(1, name="North House", country="SE"), record(2, possible_duplicate_of="body-1")]
    frame = load(make_file(*records)).frame
    view = apply(frame, Selection.of(country=["FI"]))
    assert "It may be the same organisation as North House." in worklist(view, frame)[0].reasons
    assert "It may be the same organisation as body-1." in worklist(view)[0].reasons


def test_an_ended_body_is_not_asked_for_news(tasks_of: Callable[..., list[Task]]) -> None:
    """A body that has ended needs no website and no sign of life; what is unverified of it still does."""
    assert tasks_of({"status": "ended", "last_seen": "", "website": ""}) == []
    (task,) = tasks_of({"status": "ended", "last_seen": "2009", "verification": "unverified"})
    assert task.points == 40


def test_a_body_without_a_base_needs_no_place(tasks_of: Callable[..., list[Task]]) -> None:
    """A worldwide network has no town to be found."""
    assert tasks_of({"country": "", "town": ""}) == []


def test_the_order_is_by_points_then_age_then_name(tasks_of: Callable[..., list[Task]]) -> None:
    """More points come first; with the same points the one seen least recently; then the names decide."""
    tasks = tasks_of(
        {"name": "b", "founded": "", "last_seen": "2025"},
        {"name": "A", "founded": "", "last_seen": "2025"},
        {"name": "older", "founded": "", "last_seen": "2024"},
        {"name": "unsure", "verification": "unverified"},
        {"name": "both", "verification": "unverified", "status": "unknown"},
    )
    assert [task.name for task in tasks] == ["both", "unsure", "older", "A", "b"]
    assert [task.rank for task in tasks] == [1, 2, 3, 4, 5]


def test_each_year_without_news_counts_up_to_a_limit(tasks_of: Callable[..., list[Task]]) -> None:
    """Two years ago is recent; from the third year each one counts twice, and old ones weigh no more than none."""
    tasks = tasks_of({"last_seen": "2024"}, {"last_seen": "2023"}, {"last_seen": "2022"}, {"last_seen": "1990"})
    assert [task.points for task in tasks] == [15, 8, 6]


def test_the_order_does_not_depend_on_the_file(frame: pd.DataFrame) -> None:
    """The same records in another order give the same list."""
    assert worklist(frame) == worklist(frame.sample(frac=1, random_state=7))


def test_the_real_list_is_complete(frame: pd.DataFrame) -> None:
    """Every unverified record and every one of unknown status is a task, with as many questions as reasons."""
    tasks = {task.id: task for task in worklist(frame)}
    unsure = frame[(frame["verification"] == "unverified") | (frame["status"] == "unknown")]
    assert set(unsure["id"]) <= set(tasks)
    assert all(len(task.reasons) == len(task.find_out) for task in tasks.values())
    assert max(tasks.values(), key=lambda task: task.points).rank == 1


def test_the_file_is_read_back_by_an_independent_reader(directory: Directory) -> None:
    """The CSV has one row a task with every field, and says where it is from."""
    tasks = worklist(directory.frame)
    content = as_csv(tasks, Edition.of(directory.frame, directory, Selection()))
    assert content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == [*COLUMNS, "data_as_of", "licence", "caveat", "filters"]
    assert [row["id"] for row in rows] == [task.id for task in tasks]
    assert rows[0]["rank"] == "1"
    assert rows[0]["reasons"] == " ".join(tasks[0].reasons)
    assert rows[0]["data_as_of"] == directory.read_on
    assert {row["last_seen"] for row in rows} >= {"", "2019"}


def test_no_cell_is_a_formula(make_file: MakeFile, record: Record) -> None:
    """A name that begins with a sign of a formula is text in the file, also as the name of a duplicate."""
    frame = load(make_file(record(1, name="=1+1"), record(2, name="@SUM(A1)", possible_duplicate_of="body-1"))).frame
    directory = Directory(frame, ())
    content = as_csv(worklist(frame), Edition.of(frame, directory, Selection())).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert sorted(row["name"] for row in rows) == ["'=1+1", "'@SUM(A1)"]


def test_an_empty_view_gives_a_header_only(directory: Directory) -> None:
    """Nothing to do is a file with its header, not an error."""
    view = directory.frame.iloc[:0]
    assert worklist(view) == []
    content = as_csv([], Edition.of(view, directory, Selection()))
    assert len(content.decode().splitlines()) == 1

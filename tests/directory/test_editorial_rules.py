"""The rules that editors agreed on: what is active, whose a website is, and which names are too much alike."""

from collections.abc import Callable
from pathlib import Path

import pytest

from odmap import Directory, load
from odmap.cli.main import main
from odmap.directory.editorial_rules import broken_rules

MakeFile = Callable[..., Path]
Record = Callable[..., dict[str, str]]


def broken(path: Path) -> list[tuple[str, str]]:
    """Return record and field of every rule that a directory file breaks."""
    return [(problem.record, problem.field) for problem in broken_rules(load(path).organisations.values())]


def test_the_real_directory_keeps_every_rule(directory: Directory) -> None:
    """Every record of the project's own directory means what its words promise."""
    assert [str(problem) for problem in broken_rules(directory.organisations.values())] == []


@pytest.mark.parametrize(
    ("fields", "keeps"),
    [
        ({"status": "active", "last_seen": "2023"}, True),
        ({"status": "active", "last_seen": "2022"}, False),
        ({"status": "active", "last_seen": ""}, False),
        ({"status": "active", "last_seen": "", "status_note": "Undated page offers the meetings"}, True),
        ({"status": "active", "last_seen": "2019", "status_note": "Newsletter of 2019; an undated page"}, True),
        ({"status": "unknown", "last_seen": "2012"}, True),
        ({"status": "ended", "last_seen": ""}, True),
    ],
)
def test_what_is_active(make_file: MakeFile, record: Record, fields: dict[str, str], keeps: bool) -> None:
    """A page within three years before the reading shows it at work, or an undated one that the status note names."""
    path = make_file(record(1, **{"read_on": "2026-11-24", "status_note": "", **fields}))
    assert broken(path) == ([] if keeps else [("body-1", "status")])


def test_a_website_belongs_to_one_organisation(make_file: MakeFile, record: Record) -> None:
    """The second record with the same website is named; a slash at the end makes no difference."""
    one, two = (record(number, name=name) for number, name in ((1, "Lighthouse"), (2, "Harbour")))
    path = make_file({**one, "website": "https://example.org/a/"}, {**two, "website": "https://example.org/a"})
    assert broken(path) == [("body-2", "website")]


@pytest.mark.parametrize(
    ("second", "keeps"),
    [
        ({"name": "Open  dialogue Téam Kemi"}, False),
        ({"name": "Kemi Open Dialogue Team"}, False),
        ({"name": "Kemi Open Dialogue Team", "country": "NO"}, True),
        ({"name": "Kemi Open Dialogue Team", "possible_duplicate_of": "body-1"}, True),
        ({"name": "Open Dialogue Team Tornio"}, True),
    ],
)
def test_names_too_much_alike(make_file: MakeFile, record: Record, second: dict[str, str], keeps: bool) -> None:
    """Nearly the same name in the same country is named, unless the record says that it may be the same."""
    path = make_file(record(1, name="Open Dialogue Team Kemi"), record(2, **second))
    assert broken(path) == ([] if keeps else [("body-2", "name")])


def test_check_names_record_and_field(make_file: MakeFile, record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    """``odmap check`` says which record breaks a rule, in which field, and what to do; the record is shown still."""
    path = make_file(record(1, status="active", last_seen="2011", status_note=""))
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr()
    assert "body-1, status: is active, but nothing shows it at work since 2023. Give a newer last_seen" in said.out
    assert "1 record to put right; all are shown" in said.err
    assert len(load(path).frame) == 1

"""The timeline: reading the file, and naming its mistakes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from odmap.cli.main import main
from odmap.directory import timeline
from odmap.settings import TIMELINE

Write = Callable[..., Path]
HEADER = "id,year,title,words,source,read_on"
GOOD = "tornio,1984,It begins,The team begins to talk openly.,https://example.org/,2026-11-22"
LATER = "rome,2023,A meeting in Rome,People from many countries meet.,https://example.org/b,2026-11-22"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of events, the way an editor would."""

    def write(*lines: str) -> Path:
        path = tmp_path / TIMELINE.name
        path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
        return path

    return write


def test_a_clean_file_gives_its_events_in_order(write: Write) -> None:
    """Every valid line comes as it stands; two events of one year keep the file's order."""
    found = timeline.read(write(GOOD, LATER, LATER.replace("rome", "paris")))
    assert found.problems == ()
    assert [(event.id, event.year) for event in found.records] == [("tornio", 1984), ("rome", 2023), ("paris", 2023)]


@pytest.mark.parametrize(
    ("line", "field", "says"),
    [
        (LATER.replace("2023", "1979"), "year", "is too small"),
        (LATER.replace("2023", "2027"), "year", "2027 is later than read_on (2026-11-22)"),
        (LATER.replace("2023", "1983"), "year", "1983 stands after 1984; keep the events in the order of time"),
        (LATER.replace("2023", "soon"), "year", "is not a whole number"),
        (LATER.replace("https://example.org/b", "a book"), "source", "is not a web address"),
        (LATER.replace("People from many countries meet.", "Short."), "words", "too short"),
        (LATER.replace("A meeting in Rome", "A" * 61), "title", "is too long"),
        (LATER.replace("rome", "tornio"), "id", "is used again"),
    ],
)
def test_a_mistake_is_named_by_event_and_field(write: Write, line: str, field: str, says: str) -> None:
    """What is wrong is left out and named; what is right is kept."""
    found = timeline.read(write(GOOD, line))
    assert [event.id for event in found.records] == ["tornio"]
    (problem,) = found.problems
    assert problem.field == field
    assert says in problem.message


def test_check_names_it(write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake in the timeline fails the check of the project's own directory."""
    monkeypatch.setattr("odmap.cli.check.TIMELINE", write(GOOD, LATER.replace("2023", "2027")))
    assert main(["check"]) == 1
    assert "timeline.csv, rome, year: 2027 is later" in capsys.readouterr().out

"""Confirmed nones: reading the file, naming its mistakes, and never setting a none above a listing."""

import csv
import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from odmap import load
from odmap.cli.main import main
from odmap.directory import confirmed_absences
from odmap.directory.confirmed_absences import ConfirmedNone
from odmap.directory.organisation import Type
from odmap.geography import countries
from odmap.settings import CONFIRMED_NONE, DATA

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]
WriteNones = Callable[..., Path]
HEADER = "country,activity,source,read_on,note"
GOOD = "AQ,service,https://example.org/,2026-11-22,The yearbook of 2025 says so."


@pytest.fixture
def write(tmp_path: Path) -> WriteNones:
    """Write a file of confirmed nones, the way an editor would."""

    def write(*lines: str, header: str = HEADER) -> Path:
        path = tmp_path / "confirmed-none.csv"
        path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
        return path

    return write


class TestRead:
    """Reading the file: what is valid stays, every problem is named by line and field."""

    def test_a_clean_file_gives_its_lines_in_order(self, write: WriteNones) -> None:
        """Every valid line comes as it stands, and an activity that is left empty is none."""
        found = confirmed_absences.read(write(GOOD, "", "FI,,https://example.org/b,2026-11-21,Nothing of any kind."))
        assert found.problems == ()
        assert found.left_out == 0
        assert [(entry.country, entry.activity, entry.source) for entry in found.records] == [
            ("AQ", Type.SERVICE, "https://example.org/"),
            ("FI", None, "https://example.org/b"),
        ]
        assert found.records[0].read_on == datetime.date(2026, 11, 22)
        assert found.records[0].note == "The yearbook of 2025 says so."

    @pytest.mark.parametrize(
        ("line", "field", "says"),
        [
            (GOOD.replace("AQ", ""), "country", "'' must be the two capital letters"),
            (GOOD.replace("AQ", "Finland"), "country", "'Finland' must be the two capital letters"),
            (GOOD.replace("AQ", "XX"), "country", "'XX' is no country of ISO 3166-1"),
            (GOOD.replace("service", "clinic"), "activity", "'clinic' is not one of: 'service', 'training'"),
            (GOOD.replace("https://example.org/", ""), "source", "is not a web address"),
            (GOOD.replace("https://example.org/", "hearsay"), "source", "'hearsay' is not a web address"),
            (GOOD.replace("https:", "javascript:"), "source", "is not a web address"),
            (GOOD.replace("2026-11-22", ""), "read_on", "is not a date such as 2026-11-22"),
            (GOOD.replace("2026-11-22", "2999-01-01"), "read_on", "2999-01-01 is in the future"),
            (GOOD.replace("The yearbook of 2025 says so.", " "), "note", "is empty"),
            (GOOD + "x" * 300, "note", "is too long"),
            ("AQ,service", "", "has 2 cells instead of 5"),
        ],
    )
    def test_a_mistake_is_named_by_line_and_field(self, write: WriteNones, line: str, field: str, says: str) -> None:
        """A line with a mistake is left out and named; the one after it is read."""
        found = confirmed_absences.read(write(line, GOOD))
        assert [(problem.record, problem.field) for problem in found.problems] == [("line 2", field)]
        assert says in found.problems[0].message
        assert [entry.country for entry in found.records] == ["AQ"]
        assert found.left_out == 1

    def test_the_same_country_and_activity_stand_once(self, write: WriteNones) -> None:
        """A second line for the same country and activity is named; one for all is another line."""
        found = confirmed_absences.read(write(GOOD, GOOD.replace("service", ""), GOOD, GOOD.replace("service", "")))
        assert [str(problem).split(" with")[0] for problem in found.problems] == [
            "line 4, country: AQ is on an earlier line",
            "line 5, country: AQ is on an earlier line",
        ]
        assert [entry.activity for entry in found.records] == [Type.SERVICE, None]

    def test_a_day_that_has_begun_somewhere_is_not_in_the_future(self, write: WriteNones) -> None:
        """An editor east of the server may write today's date, even if the server's day is the one before."""
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=14))).date()
        assert confirmed_absences.read(write(GOOD.replace("2026-11-22", today.isoformat()))).problems == ()

    def test_a_wrong_header_is_named(self, write: WriteNones) -> None:
        """A missing and an unknown column are both named, with the header as it should be."""
        found = confirmed_absences.read(write(GOOD, header="country,kind,source,read_on,note"))
        assert [problem.field for problem in found.problems] == ["activity", "kind"]
        assert HEADER in found.problems[0].message
        assert "not a column of the confirmed nones" in found.problems[1].message
        assert found.records == ()

    def test_a_missing_file_is_one_problem(self, tmp_path: Path) -> None:
        """A file that is nowhere confirms nothing, and says so."""
        found = confirmed_absences.load(tmp_path / "gone.csv")
        assert confirmed_absences.pairs(found.records) == frozenset()
        assert [problem.record for problem in found.problems] == ["gone.csv"]


class TestPairs:
    """The countries and activities of which a source says that there is none."""

    def test_an_empty_activity_stands_for_all(self, write: WriteNones) -> None:
        """A line with an activity is about that only; one without is about all."""
        found = confirmed_absences.read(write(GOOD, "FI,,https://example.org/b,2026-11-21,Nothing of any kind."))
        assert confirmed_absences.pairs(found.records) == {("AQ", "service"), *(("FI", kind.value) for kind in Type)}

    def test_a_header_alone_confirms_nothing(self, write: WriteNones) -> None:
        """A file without a line is a clean file."""
        found = confirmed_absences.read(write())
        assert (confirmed_absences.pairs(found.records), found.problems, found.left_out) == (frozenset(), (), 0)

    def test_a_change_of_the_file_shows_at_once(self, write: WriteNones) -> None:
        """The file is read once, and again as soon as it changes."""
        path = write(GOOD)
        first = confirmed_absences.load(path)
        assert confirmed_absences.load(path) is first
        write(GOOD, GOOD.replace("service", "training"))
        assert confirmed_absences.pairs(confirmed_absences.load(path).records) == {
            ("AQ", "service"),
            ("AQ", "training"),
        }


class TestContradicted:
    """What a source says there is none of, and the directory lists."""

    def test_only_listings_of_the_same_country_and_activity_contradict(
        self, write: WriteNones, make_file: MakeFile, record: Record
    ) -> None:
        """Another country or activity is no contradiction; what has ended is one, because it shows, too."""
        frame = load(
            make_file(
                record(1, country="FI", type="training"),
                record(2, country="FI", type="training", status="ended"),
                record(3, country="NO", type="service"),
                record(4, country="", type="service"),
            )
        ).frame
        entries = confirmed_absences.read(
            write(GOOD, GOOD.replace("AQ", "FI"), GOOD.replace("AQ,service", "FI,"))
        ).records
        assert confirmed_absences.contradicted(entries, frame) == [("FI", Type.TRAINING, 2)]
        assert confirmed_absences.contradicted([], frame) == []


class TestCheck:
    """``odmap check`` names what is wrong in the file, as it does for the changelog."""

    def test_a_mistake_fails_the_check(
        self, write: WriteNones, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A mistake is named with file, line and field, and fails the check of a good directory."""
        monkeypatch.setattr("odmap.cli.check.CONFIRMED_NONE", write(GOOD, GOOD.replace("AQ", "XX")))
        assert main(["check"]) == 1
        out, err = capsys.readouterr()
        assert "confirmed-none.csv, line 3, country: 'XX' is no country" in out
        assert err == "confirmed-none.csv: 1 problem; 1 line valid, 1 left out\n"

    def test_a_contradiction_is_a_hint(
        self, write: WriteNones, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A none where something is listed is pointed out, and the check does not fail for it."""
        monkeypatch.setattr("odmap.cli.check.CONFIRMED_NONE", write(GOOD.replace("AQ,service", "EE,service")))
        assert main(["check"]) == 0
        out = capsys.readouterr().out
        assert re.search(r"confirmed-none.csv, EE, service: \d+ organisations? listed all the same \(a hint", out)

    def test_another_directory_is_checked_without_it(
        self,
        write: WriteNones,
        make_file: MakeFile,
        record: Record,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        """The file belongs to the project's own directory: another one does not fail for its mistakes."""
        monkeypatch.setattr("odmap.cli.check.CONFIRMED_NONE", write("nonsense"))
        assert main(["check", str(make_file(record(1)))]) == 0
        assert "confirmed-none" not in capsys.readouterr().out


class TestOwnFile:
    """The project's own file and its description."""

    def test_it_is_whole(self) -> None:
        """Every line is valid, and no listing contradicts it."""
        found = confirmed_absences.load(CONFIRMED_NONE)
        assert found.problems == ()
        assert confirmed_absences.contradicted(found.records, load().frame) == []
        with CONFIRMED_NONE.open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        assert header == HEADER.split(",") == list(ConfirmedNone.model_fields)
        assert len(rows) == len(found.records)
        assert confirmed_absences.pairs(found.records) == {(row[0], row[1]) for row in rows}
        assert {country for country, _ in confirmed_absences.pairs(found.records)} <= set(countries.load())

    def test_the_dictionary_explains_it(self) -> None:
        """The data dictionary has a row for each column, in order, in the file's own section."""
        section = (DATA / "README.md").read_text("utf-8").split("## `confirmed-none.csv`\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(ConfirmedNone.model_fields)

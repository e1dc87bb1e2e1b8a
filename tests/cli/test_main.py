"""The command line."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from odmap.cli.main import COMMANDS, main
from odmap.settings import FIGURES, ORGANISATIONS, ROOT
from odmap.wording import long_date
from tests.counted import TOTAL

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


def test_check_passes_the_real_directory(capsys: pytest.CaptureFixture[str]) -> None:
    """The project's own directory has no problem and no unknown place."""
    assert main(["check"]) == 0
    assert capsys.readouterr().out == f"organisations.csv: {TOTAL} organisations, no problem\n"


def test_check_names_every_problem_and_fails(
    make_file: MakeFile, record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each problem is a line with record and field; the exit status is 1."""
    path = make_file(record(1, type="clinic"), record(2, country="XX"), record(3))
    assert main(["check", str(path)]) == 1
    out, err = capsys.readouterr()
    assert [line.split(":")[0] for line in out.splitlines()] == ["body-1, type", "body-2, country"]
    assert "2 problems; 1 organisation valid, 2 left out" in err


def test_check_of_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that leads nowhere is named, without a traceback."""
    assert main(["check", str(tmp_path / "gone.csv")]) == 1
    assert "gone.csv: cannot be read" in capsys.readouterr().out


def test_check_hints_at_an_unknown_town(
    make_file: MakeFile, record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    """A town that no gazetteer knows is a hint, not a mistake: the record falls back to its country."""
    assert main(["check", str(make_file(record(1, town="Nosuchtown")))]) == 0
    assert "no gazetteer knows 'Nosuchtown'" in capsys.readouterr().out


def changelog(folder: Path, *lines: str) -> Path:
    """Write a changelog with these lines."""
    path = folder / "changes.csv"
    path.write_text("\n".join(["date,kind,organisation,note", *lines, ""]), encoding="utf-8")
    return path


def test_check_of_the_directory_names_problems_of_its_changelog(
    tmp_path: Path,
    make_file: MakeFile,
    record: Record,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A mistake in the changelog is named with file, line and field, and fails the check of a good directory."""
    path = changelog(tmp_path, "2026-11-22,added,body-1,", "2026-11-22,vanished,body-1,Gone.")
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1))))
    monkeypatch.setenv("ODMAP_CHANGES", str(path))
    assert main(["check"]) == 1
    out, err = capsys.readouterr()
    assert "changes.csv, line 3, kind: 'vanished' is not one of" in out
    assert "organisations.csv: 1 organisation, no problem" in out
    assert err == "changes.csv: 1 problem; 1 line valid, 1 left out\n"


def test_check_names_a_changelog_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changelog that is nowhere is one problem, not one for each organisation."""
    monkeypatch.setenv("ODMAP_CHANGES", str(tmp_path / "gone.csv"))
    assert main(["check"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert len(out) == 2
    assert out[0].startswith("gone.csv: cannot be read")


def test_check_hints_at_an_organisation_without_an_added_line(
    tmp_path: Path,
    make_file: MakeFile,
    record: Record,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An organisation that no line calls added is a hint, not a mistake, even if it was corrected."""
    path = changelog(tmp_path, "2026-11-22,added,body-1,", "2026-11-22,corrected,body-2,A new address.")
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1), record(2))))
    monkeypatch.setenv("ODMAP_CHANGES", str(path))
    assert main(["check"]) == 0
    out = capsys.readouterr().out
    assert "body-2: no line of changes.csv says when it was added" in out
    assert "body-1" not in out


def test_check_of_another_file_leaves_the_changelog_alone(
    tmp_path: Path,
    make_file: MakeFile,
    record: Record,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The changelog belongs to the directory that is shown: a draft elsewhere is checked by itself."""
    monkeypatch.setenv("ODMAP_CHANGES", str(changelog(tmp_path, "nonsense")))
    assert main(["check", str(make_file(record(1)))]) == 0
    assert capsys.readouterr().out == "organisations.csv: 1 organisation, no problem\n"


def test_check_of_the_projects_directory_names_problems_of_its_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake in the figures is named with file, figure and field, and fails the check of a good directory."""
    path = tmp_path / "figures.csv"
    good = FIGURES.read_text("utf-8").splitlines()[:3]
    path.write_text("\n".join([*good[:2], good[2].replace(",34,34,", ",34,43,")]), encoding="utf-8")
    monkeypatch.setattr("odmap.cli.check.FIGURES", path)
    assert main(["check", str(ORGANISATIONS)]) == 1
    out, err = capsys.readouterr()
    assert "figures.csv, source-page-named, number: must be 34, because value is '34'" in out
    assert f"organisations.csv: {TOTAL} organisations, no problem" in out
    assert err.startswith("figures.csv: 1 problem; 1 figure valid, 1 left out\n")
    assert "story.toml, compare, source: 'survey-teams' is the id of no valid figure" in out, "the story needs them"


def test_check_names_figures_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Figures that are nowhere are one problem, named by the file."""
    monkeypatch.setattr("odmap.cli.check.FIGURES", tmp_path / "gone.csv")
    assert main(["check"]) == 1
    assert capsys.readouterr().out.startswith("gone.csv: cannot be read")


def test_check_of_another_file_leaves_the_figures_alone(
    tmp_path: Path,
    make_file: MakeFile,
    record: Record,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The figures belong to the project's own directory: another one, shown or not, is checked without them."""
    path = make_file(record(1))
    monkeypatch.setattr("odmap.cli.check.FIGURES", tmp_path / "gone.csv")
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(path))
    monkeypatch.delenv("ODMAP_CHANGES", raising=False)
    assert main(["check"]) == 0
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out == "organisations.csv: 1 organisation, no problem\n" * 2


def test_locate_prints_a_json_line_for_each_place(capsys: pytest.CaptureFixture[str]) -> None:
    """Every place gives one line with the same keys; what is nowhere has no coordinates, and the status is 1."""
    assert main(["locate", "Kemi, Finland", "global", "Kent", "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    keys = {"query", "name", "latitude", "longitude", "precision", "country", "match", "ambiguous", "source"}
    assert all(set(line) == keys for line in lines)
    kemi, nowhere, kent = lines
    assert (kemi["precision"], kemi["country"], kemi["match"]) == ("locality", "FI", "exact")
    assert kemi["latitude"] == pytest.approx(65.74, abs=0.1)
    assert kemi["longitude"] == pytest.approx(24.56, abs=0.1)
    assert (nowhere["latitude"], nowhere["longitude"], nowhere["precision"]) == (None, None, None)
    assert kent["ambiguous"] is True


@pytest.mark.parametrize(
    ("place", "status", "said"),
    [
        ("Kemi, Finland", 0, "Kemi, Finland: latitude 65."),
        ("Qwertyville, Finland", 0, "Qwertyville, Finland: no gazetteer knows it, falls back to Finland: latitude "),
        ("Finlnd", 0, "Finlnd: read as Finland: latitude "),
        ("Qwertyville", 1, "Qwertyville: nowhere "),
        ("global", 1, "global: nowhere "),
    ],
)
def test_locate_says_in_words_what_it_found(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: str, status: int, said: str
) -> None:
    """On a terminal a place that is only known by what holds it is said to fall back; nowhere is status 1."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["locate", place]) == status
    assert capsys.readouterr().out.startswith(said)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"town": "Qwertyville"},
            "body-1, town: no gazetteer knows 'Qwertyville', so it falls back to somewhere in Finland;",
        ),
        (
            {"town": "Qwertyville", "region": "Lapland"},
            "body-1, town: no gazetteer knows 'Qwertyville', so it falls back to somewhere in Lapland, Finland;",
        ),
        (
            {"region": "Qwertia"},
            "body-1, region: no gazetteer knows 'Qwertia', so it falls back to somewhere in Finland;",
        ),
        ({"town": "Kemi"}, ""),
    ],
)
def test_check_says_where_an_unknown_place_falls_back_to(
    make_file: MakeFile, record: Record, capsys: pytest.CaptureFixture[str], cells: dict[str, str], said: str
) -> None:
    """A town or region that no gazetteer knows is a hint that names what the map shows instead."""
    path = make_file(record(1, **cells))
    assert main(["check", str(path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(said)
    assert ("no gazetteer knows" in out) == bool(said)


@pytest.mark.parametrize("command", [["locate", *["Kemi, Finland"] * 2_000], ["check"], ["brief", "JP"]])
def test_a_reader_that_leaves_is_no_fault(command: list[str]) -> None:
    """If whoever reads the output has enough, as head has, a command ends at once, without a word."""
    reading, writing = os.pipe()
    os.close(reading)
    full = [sys.executable, "-m", "odmap.cli.main", *command]
    done = subprocess.run(full, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_full_disk_is_told() -> None:
    """What cannot be printed is one sentence and status 1, not a traceback."""
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "odmap.cli.main", "check"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr == b"odmap check: [Errno 28] No space left on device\n"


def test_no_date_needs_a_certain_system() -> None:
    """Only some systems leave a zero out for "%-d": nothing in the program asks strftime for that."""
    sources = [path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")]
    assert [found for text in sources for found in re.findall("%[-#][a-zA-Z]", text)] == []
    assert long_date(date(2026, 11, 2)) == "2 November 2026"


def test_locate_speaks_json_in_a_pipe() -> None:
    """Another program gets JSON without asking for it."""
    command = [sys.executable, "-m", "odmap.cli.main", "locate", "Suomi"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert json.loads(out)["country"] == "FI"


@pytest.mark.parametrize(
    "arguments",
    [[], ["locate"], ["dance"], ["locate", "Kemi", "--directory", "a.csv"], ["check", "a.csv", "--directory", "b.csv"]],
)
def test_wrong_use_is_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use ends with status 2 and says how to use it."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage: odmap" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_and_takes_a_directory(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command that the help names explains itself, and can be given another directory."""
    for arguments in (["--help"], [command, "--help"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 0
    out = capsys.readouterr().out
    assert " ".join(COMMANDS[command].split()) in " ".join(out.split())
    assert f"usage: odmap {command}" in out
    assert "--directory FILE" in out


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["serve", "--help"]])
def test_what_reads_nothing_loads_nothing(arguments: list[str]) -> None:
    """To say its version or its commands, odmap loads no tables, no maps and no website."""
    code = (
        "import sys; from odmap.cli.main import COMMANDS, main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "print([name for name in ('pandas', 'numpy', 'pydantic', 'folium', 'streamlit') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_another_directory(make_file: MakeFile, record: Record, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """``--directory`` names the file that a command reads; for the next one all is as before."""
    other = str(make_file(record(1, name="Our own team", town="Kemi"), record(2, country="SE"), record(3, country="")))
    assert main(["check", "--directory", other]) == 0
    assert main(["brief", "FI", "--directory", other]) == 0
    assert b"Our own team" in capsysbinary.readouterr().out
    assert main(["check"]) == 0
    assert f"{TOTAL} organisations".encode() in capsysbinary.readouterr().out


def test_locate_looks_up_every_place_of_a_directory(
    make_file: MakeFile, record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each place that a directory names is looked up once, as its records are placed; who has no base has no place."""
    records = [
        record(1, town="Kemi"),
        record(2, town="Kemi"),
        record(3, country="SE"),
        record(4, country="", scope="global"),
        record(5, town="Nosuchtown"),
    ]
    path = make_file(*records)
    assert main(["locate", "--directory", str(path)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["query"], one["precision"]) for one in found] == [
        ("Kemi, Finland", "locality"),
        ("Sweden", "country"),
        ("Nosuchtown, Finland", "country"),
    ]


def test_locate_of_a_directory_that_is_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read is one sentence and status 1."""
    assert main(["locate", "--directory", str(tmp_path / "gone.csv")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "odmap locate: gone.csv: cannot be read" in err


def test_brief_prints_a_page(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Without more being said, the brief of a country is a page on standard output, in UTF-8."""
    assert main(["brief", "JP"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"<!doctype html>")
    assert "琵琶湖病院" in out.decode()
    assert err == b""


@pytest.mark.parametrize(
    ("name", "arguments", "begins"),
    [
        ("finland.html", [], b"<!doctype html>"),
        ("finland.pdf", [], b"%PDF-"),
        ("finland.PDF", [], b"%PDF-"),
        ("finland", ["--format", "pdf"], b"%PDF-"),
        ("finland.pdf", ["--format", "html"], b"<!doctype html>"),
    ],
)
def test_brief_writes_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, arguments: list[str], begins: bytes
) -> None:
    """The name of the file decides between page and PDF, unless the format is said."""
    path = tmp_path / name
    assert main(["brief", "fi", "-o", str(path), *arguments]) == 0
    assert path.read_bytes().startswith(begins)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("given", "meant"), [("UK", "GB (United Kingdom)"), ("Suomi", "FI (Finland)"), ("qqqq", "")])
def test_brief_of_no_country_names_the_likely_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str, meant: str
) -> None:
    """A wrong code is wrong use: it is repeated, the likely country is named, and no file is written."""
    path = tmp_path / "x.html"
    assert main(["brief", given, "-o", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"No country has the code “{given}”." in err
    assert (f"Do you mean {meant}?" in err) == bool(meant)
    assert not path.exists()


def test_brief_that_cannot_be_written_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there is named, without a traceback."""
    assert main(["brief", "FI", "-o", str(tmp_path / "gone" / "x.html")]) == 1
    assert "x.html cannot be written: " in capsys.readouterr().err

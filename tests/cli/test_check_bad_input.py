"""``odmap check`` on files that people really spoil: the real directory or changelog, with one mistake in it.

Each mistake is named by record and field, says what to do, ends with exit status 1, and never with a traceback.
"""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from odmap.cli.main import main
from odmap.settings import CHANGES, ORGANISATIONS
from tests.counted import RECORDS, TOTAL

Record = Callable[..., dict[str, str]]
Told = pytest.CaptureFixture[str]

KNOWN = next(one for one in RECORDS if one["id"] == "tsukuba-dialogue-house")


@pytest.fixture
def check_with(tmp_path: Path, record: Record, capsys: Told) -> Callable[..., list[str]]:
    """Check the real directory with one record more, and return the lines that name a mistake."""

    def check(**fields: str) -> list[str]:
        new = record(1, **{"name": "Lighthouse", "id": "lighthouse", "town": "Tsukuba", "country": "JP", **fields})
        path = tmp_path / "organisations.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(RECORDS[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows([*RECORDS, new])
        assert main(["check", str(path)]) == 1
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert re.search(r"organisations\.csv: 1 (record to put right|problem)", err), err
        return out.splitlines()

    return check


@pytest.mark.parametrize("name", [KNOWN["name"], "Tsukuba house of dialogue", "The Tsukuba Dialog House"])
def test_a_name_like_that_of_a_body_of_the_same_town(check_with: Callable[..., list[str]], name: str) -> None:
    """A body that is listed already, written a little otherwise, is told with the record that it repeats."""
    (line,) = check_with(name=name)
    assert line.startswith(f"lighthouse, name: is nearly that of {KNOWN['id']} ({KNOWN['name']}, Tsukuba")
    assert "put what is new into that record and remove this one" in line
    assert "possible_duplicate_of" in line


def test_a_body_listed_under_its_own_name(check_with: Callable[..., list[str]]) -> None:
    """The name in its own language gives a repeated body away, in whichever of the two columns it stands."""
    known = next(one for one in RECORDS if one["id"] == "biwako-hospital")
    for field in ("name", "own_name"):
        (line,) = check_with(**{field: known["own_name"]})
        assert line.startswith(f"lighthouse, {field}: is nearly that of biwako-hospital (Biwako Hospital, ")


@pytest.mark.parametrize("identifier", [f"{KNOWN['id']}-2", KNOWN["id"].replace("-", "")])
def test_an_id_like_another(check_with: Callable[..., list[str]], identifier: str) -> None:
    """An id that differs only by a number at its end or by its hyphens is told with the one that it repeats."""
    (line,) = check_with(id=identifier)
    assert line.startswith(f"{identifier}, id: is nearly that of {KNOWN['id']}. ")
    assert line.endswith("write an id that tells them apart")


def test_an_id_that_is_taken(check_with: Callable[..., list[str]]) -> None:
    """The same id twice is a mistake of the file, and the second record is left out."""
    (line,) = check_with(id=KNOWN["id"])
    assert line.startswith(f"{KNOWN['id']}, id: ")
    assert line.endswith("each record needs its own")


def test_the_website_of_another(check_with: Callable[..., list[str]]) -> None:
    """Another protocol, a www or a slash at the end does not make it another page."""
    known = next(one for one in RECORDS if one["id"] == "open-dialogue-pacific")
    assert known["website"] == "https://www.opendialoguepacific.com/"
    for website in (known["website"], "http://opendialoguepacific.com", "https://OpenDialoguePacific.com/"):
        (line,) = check_with(website=website)
        assert line.startswith(f"lighthouse, website: is the website of {known['id']}, too. ")
        assert line.endswith("give its own page, or leave it empty")


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"founded": "2031"}, "founded", "2031 is later than read_on (2026-11-22). Write the year in which it began"),
        ({"founded": "2030s"}, "founded", "if it is only planned, leave it empty and say so in note"),
        ({"last_seen": "2031"}, "last_seen", "2031 is later than read_on (2026-11-22)"),
        ({"read_on": "2999-01-01", "status": "unknown"}, "read_on", "write the day on which you read the sources"),
    ],
)
def test_a_year_in_the_future(
    check_with: Callable[..., list[str]], fields: dict[str, str], field: str, says: str
) -> None:
    """Nobody has read today of what begins or is seen later, and nobody reads a page tomorrow."""
    (line,) = check_with(**fields)
    assert line.startswith(f"lighthouse, {field}: ")
    assert says in line


@pytest.mark.parametrize(
    ("line", "where", "says"),
    [
        ("2999-01-01,corrected,{id},A town.", "line {line}, date", "in the future; write the day of the change"),
        ("2026-11-24,closed,{id},It has ended.", "{id}, status", "Write 'ended' there, or add a line"),
        ("2026-11-24,added,{id},", "{id}, kind", "for a second time on 2026-11-24. Keep the first of the two lines"),
        ("2026-11-24,corrected,nobody,A town.", "line {line}, organisation", "'nobody', which is no valid record"),
    ],
)
def test_a_change_that_does_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told, line: str, where: str, says: str
) -> None:
    """A line of the changelog that the day, the directory or an earlier line contradicts is named, with what to do."""
    lines = [*CHANGES.read_text("utf-8").splitlines(), line.format(id=KNOWN["id"])]
    path = tmp_path / "changes.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    monkeypatch.setenv("ODMAP_CHANGES", str(path))
    assert main(["check", str(ORGANISATIONS)]) == 1
    out, err = capsys.readouterr()
    named, fine = out.splitlines()
    assert named.startswith(f"changes.csv, {where.format(id=KNOWN['id'], line=len(lines))}: ")
    assert says in named
    assert fine == f"organisations.csv: {TOTAL} organisations, no problem"
    assert err.startswith("changes.csv: 1 problem; ")


def test_what_was_put_right_after_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    """A body that was told as ended by mistake may go on, if a later line says so."""
    text = CHANGES.read_text("utf-8")
    path = tmp_path / "changes.csv"
    path.write_text(
        f"{text}2026-11-24,closed,{KNOWN['id']},Ended.\n2026-11-24,corrected,{KNOWN['id']},It goes on.\n", "utf-8"
    )
    monkeypatch.setenv("ODMAP_CHANGES", str(path))
    assert main(["check"]) == 0
    assert capsys.readouterr().out == f"organisations.csv: {TOTAL} organisations, no problem\n"


@pytest.fixture
def check_corrections(tmp_path: Path, capsys: Told) -> Callable[..., tuple[int, list[str]]]:
    """Check corrections of the real directory, each as (id, field, old, new); return exit status and what is named."""

    def check(*corrections: tuple[str, str, str, str]) -> tuple[int, list[str]]:
        path = tmp_path / "corrections.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(["id", "field", "old", "new", "source"])
            writer.writerows([*one, "https://example.org/"] for one in corrections)
        status = main(["check", "--corrections", str(path)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return status, [line for line in out.splitlines() if line.startswith("corrections.csv, ")]

    return check


def test_a_correction_that_fits(check_corrections: Callable[..., tuple[int, list[str]]]) -> None:
    """What the directory says is what the correction found, and what it would say is valid."""
    assert check_corrections(
        (KNOWN["id"], "status_note", KNOWN["status_note"], "Seen at work"),
    ) == (0, [])


@pytest.mark.parametrize(
    ("field", "old", "new", "told"),
    [
        (
            "summary",
            "Else.",
            "New.",
            f"summary: is “{KNOWN['summary'][:60]}…” by now, not “Else",
        ),
        ("status", "", "unknown", "status: is “active” by now, not empty; read both"),
        ("town", KNOWN["town"], KNOWN["town"], "town: is already “Tsukuba”; leave this correction out"),
        ("last_seen", KNOWN["last_seen"], "3001", "last_seen: "),
        ("settings", KNOWN["settings"], "hospice", "settings: 'hospice' is not one of: "),
        ("id", KNOWN["id"], "other", "id: is no field to correct; use one of name, own_name"),
        ("colour", "", "red", "colour: is no field to correct; use one of name, own_name"),
    ],
)
def test_a_correction_that_does_not_fit(
    check_corrections: Callable[..., tuple[int, list[str]]], field: str, old: str, new: str, told: str
) -> None:
    """What somebody else changed meanwhile, what stands already, and what would not be valid: each is named."""
    status, (line,) = check_corrections((KNOWN["id"], field, old, new))
    assert status == 1
    assert line.startswith(f"corrections.csv, {KNOWN['id']}, {told}")


def test_a_correction_of_nothing(check_corrections: Callable[..., tuple[int, list[str]]]) -> None:
    """A record that is not there cannot be corrected, only added."""
    status, (line,) = check_corrections(("nobody", "town", "", "Kemi"))
    assert (status, line) == (
        1,
        "corrections.csv, nobody, id: is no record of the directory; look the id up, or add the body as a new one",
    )

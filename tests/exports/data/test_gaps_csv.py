"""Gaps as a table: what it says is what the page says, read back by Python's own reader."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from odmap import load
from odmap.analysis.gaps import text
from odmap.analysis.gaps.results import Asked, Where, measured
from odmap.analysis.gaps.summary import Rule, State, world
from odmap.directory.organisation import Type
from odmap.exports.data.gaps_csv import COLUMNS, write
from odmap.views.provenance import Edition
from odmap.views.selection import Selection

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


EVERYTHING = Selection()


def rows_of(frame: pd.DataFrame, selection: Selection = EVERYTHING, rule: Rule = Rule.VERIFIED) -> list[dict[str, str]]:
    """Return the table of a selection, read back."""
    directory = load()
    asked = Asked.of(selection, rule)
    file = write(measured(frame, asked), asked.where, Edition.of(frame, directory, selection))
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("rule", [Rule.VERIFIED, Rule.ACTIVE])
@pytest.mark.parametrize("where", [(), ("africa",), ("europe",)])
def test_it_says_what_the_page_says(frame: pd.DataFrame, where: tuple[str, ...], rule: Rule) -> None:
    """The largest populations come first with the same people, shares and neighbours, and sums agree."""
    chosen = Selection.of(activity=["training"], region=where)
    asked = Asked.of(chosen, rule)
    found_out, rows = measured(frame, asked), rows_of(frame, chosen, rule)
    missing = [row for row in rows if row["state"] == "not-listed"]
    assert rows[: len(missing)] == missing, "what is missing comes first"
    for gap, row in zip(found_out.largest(asked.where), missing, strict=True):
        assert (row["country"], row["name"]) == (gap.code, gap.name)
        assert row["population"] == ("" if gap.people is None else str(gap.people))
        assert (row["share_of_population"] == "") == (gap.share is None)
        assert gap.share is None or float(row["share_of_population"]) == pytest.approx(gap.share, abs=1e-6)
        assert row["nearest_id"] == (gap.nearest.id if gap.nearest else "")
        assert set(row["next_door"].split("; ")) - {""} == {code for code, _ in gap.next_door}
    inside = found_out.within(asked.where)
    assert len(rows) == len(inside)
    told = text.answer(world(inside), (Type.TRAINING,), asked.where.in_words)
    assert told.startswith(f"{len(missing)} countries and territories")


def test_nothing_listed_is_no_nought(frame: pd.DataFrame) -> None:
    """Where nothing is listed, cells are empty: 0 would say that there is none."""
    rows = rows_of(frame)
    assert list(rows[0])[: len(COLUMNS)] == list(COLUMNS)
    numbers = [name for name in COLUMNS if name.endswith("listed") or name == "not_counting"]
    assert not [row["country"] for row in rows for name in numbers if row[name] == "0"]
    finland = next(row for row in rows if row["country"] == "FI")
    assert finland["state"] == State.LISTED
    assert int(finland["service_listed"]) > 0
    assert (finland["nearest"], finland["nearest_km"]) == ("", ""), "it has its own"
    assert all("Not listed does not mean none" in row["caveat"] for row in rows)


def test_of_an_empty_directory_everything_is_missing(make_file: MakeFile) -> None:
    """Every country has its row, nothing is near, and its people are known all the same."""
    frame = load(make_file()).frame
    asked = Asked.of(Selection(), Rule.VERIFIED)
    rows = rows_of(frame)
    assert len(rows) == 250
    assert {row["state"] for row in rows} == {"not-listed"}
    assert {row["nearest"] for row in rows} == {row["next_door"] for row in rows} == {""}
    assert measured(frame, asked).within(Where(("africa",)))["population"].notna().any()

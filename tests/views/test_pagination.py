"""The directory as a sorted table, cut into sheets."""

from collections.abc import Callable
from math import ceil
from pathlib import Path

import pandas as pd
import pytest

from odmap import load
from odmap.views.pagination import COLUMNS, sheet
from odmap.views.selection import Selection, apply
from tests.counted import TOTAL

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

ROWS = 25
SHEETS = ceil(TOTAL / ROWS)


@pytest.fixture
def small(make_file: MakeFile, record: Record) -> pd.DataFrame:
    """Return four organisations that differ in every column."""
    return load(
        make_file(
            record(1, name="Ödla", country="SE", type="training", founded="2014", status="ended", last_seen="2015"),
            record(2, name="abc", country="FI", founded="1980s", status="active"),
            record(3, name="Zebra", country="", status="unknown", last_seen="", verification="related"),
            record(4, name="Oak", country="FI", founded="2014", status="unknown", last_seen="2020"),
        )
    ).frame


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", "abc Oak Ödla Zebra"),
        ("-name", "Zebra Ödla Oak abc"),
        ("country", "abc Oak Ödla Zebra"),
        ("-country", "Ödla abc Oak Zebra"),
        ("type", "abc Oak Zebra Ödla"),
        ("since", "abc Oak Ödla Zebra"),
        ("-since", "Oak Ödla abc Zebra"),
        ("status", "abc Oak Zebra Ödla"),
        ("seen", "Ödla Oak abc Zebra"),
        ("-seen", "abc Oak Ödla Zebra"),
        ("verification", "abc Oak Ödla Zebra"),
    ],
)
def test_orders(small: pd.DataFrame, order: str, names: str) -> None:
    """Each column sorts both ways, without regard to case and accents; what is not known comes last either way."""
    assert " ".join(one.name for one in sheet(small, order).organisations) == names


def test_every_sheet_together_is_the_view(frame: pd.DataFrame) -> None:
    """The sheets hold every organisation exactly once, in one order."""
    first = sheet(frame, "-since")
    sheets = [sheet(frame, "-since", str(number)) for number in range(1, first.sheets + 1)]
    ids = [one.id for each in sheets for one in each.organisations]
    assert sorted(ids) == sorted(frame["id"])
    assert [each.start for each in sheets] == [ROWS * number for number in range(first.sheets)]


@pytest.mark.parametrize("column", [column.name for column in COLUMNS])
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_view_stands_in_the_order_of_the_whole(frame: pd.DataFrame, column: str, sign: str) -> None:
    """Sorted once for all visitors or by itself, a view has the same rows in the same order."""
    for selection in (Selection(), Selection.of(country=["JP", "FI"]), Selection.of("dialogue"), Selection.of("zzzz")):
        view = apply(frame, selection)
        alone, shared = (sheet(view, sign + column, rows=len(frame), frame=whole) for whole in (None, frame))
        assert shared.organisations == alone.organisations
        assert len(shared.organisations) == len(view)


@pytest.mark.parametrize("order", ["banana", "-", "--name", "<b>", "x" * 10_000, "search_text"])
def test_an_unknown_order_is_told(frame: pd.DataFrame, order: str) -> None:
    """What cannot be sorted by gives the usual order and a sentence."""
    found = sheet(frame, order)
    assert found.order == ""
    assert "It is sorted by name instead" in found.notes[0]
    assert len(found.notes[0]) < 200


@pytest.mark.parametrize(
    ("number", "nearest"), [("0", 1), (str(SHEETS + 1), SHEETS), ("-1", 1), ("2.5", 1), ("²", 1), ("9" * 5000, SHEETS)]
)
def test_a_sheet_that_is_not_there_is_told(frame: pd.DataFrame, number: str, nearest: int) -> None:
    """A number beyond the table gives the nearest sheet and a sentence."""
    found = sheet(frame, "", number)
    assert found.number == nearest
    assert f"the table has {SHEETS} pages" in found.notes[0]


def test_a_heading_turns_round(small: pd.DataFrame) -> None:
    """A click on a heading sorts by it, a second one the other way round, a third one back."""
    by_name, since = COLUMNS[0], next(column for column in COLUMNS if column.name == "since")
    assert sheet(small).order_by(since) == "since"
    assert sheet(small, "since").order_by(since) == "-since"
    assert sheet(small, "-since").order_by(since) == "since"
    assert sheet(small).order_by(by_name) == "-name"
    assert sheet(small, "-name").order_by(by_name) == ""

"""The directory as a table, sorted and cut into sheets of a size that suits browsers and readers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from odmap.caching import kept_with
from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import HOW_SURE, MAIN_TYPE, Status, Term, Type, Verification
from odmap.geography.place_names import fold
from odmap.wording import small

ROWS = 25
DEFAULT = "name"


@dataclass(frozen=True)
class SortableColumn:
    """One column that the table can be sorted by.

    Attributes:
        name: as it stands in the address, ``sort=country``, or ``sort=-country`` for the other way round.
        label: what a visitor reads.
        words: what stands after "sorted by".
        key: returns the values to compare, one for each row of a view; missing values always come last.
    """

    name: str
    label: str
    words: str
    key: Callable[[pd.DataFrame], "pd.Series[Any]"]


def _in_order(vocabulary: type[Term], column: str) -> Callable[[pd.DataFrame], "pd.Series[Any]"]:
    places = {term: place for place, term in enumerate(vocabulary)}
    return lambda view: view[column].map(places)


COLUMNS: tuple[SortableColumn, ...] = (
    SortableColumn("name", "Name", "name", lambda view: view["name"].map(fold)),
    SortableColumn(
        "country", "Place", "country", lambda view: view["country_name"].map(fold).where(view["country"].notna())
    ),
    SortableColumn("type", MAIN_TYPE, "type", _in_order(Type, "type")),
    SortableColumn("since", "Since", "year of beginning", lambda view: view["founded"].str[:4]),
    SortableColumn("status", "Status", "status", _in_order(Status, "status")),
    SortableColumn("seen", "Last seen", "year last seen", lambda view: view["last_seen"]),
    SortableColumn("verification", HOW_SURE, small(HOW_SURE), _in_order(Verification, "verification")),
)
BY_NAME = {column.name: column for column in COLUMNS}


@dataclass(frozen=True)
class Sheet:
    """One sheet of the sorted table.

    Attributes:
        organisations: those on it, in order.
        column: what it is sorted by.
        descending: whether from the last to the first.
        number: which sheet, from 1.
        sheets: how many there are; at least 1.
        start: how many organisations are on earlier sheets.
        total: how many there are in all.
        notes: sentences about anything in the address that the table cannot do.
    """

    organisations: tuple[LocatedOrganisation, ...]
    column: SortableColumn
    descending: bool
    number: int
    sheets: int
    start: int
    total: int
    notes: tuple[str, ...] = ()

    @property
    def order(self) -> str:
        """The order as it stands in the address; empty for the usual one."""
        order = ("-" if self.descending else "") + self.column.name
        return "" if order == DEFAULT else order

    def order_by(self, column: SortableColumn) -> str:
        """Return the order that a column's heading leads to: by that column, or reversed if that is the order now."""
        order = f"-{column.name}" if column is self.column and not self.descending else column.name
        return "" if order == DEFAULT else order


def sheet(
    view: pd.DataFrame,
    order: str = "",
    number: str = "",
    rows: int = ROWS,
    frame: pd.DataFrame | None = None,
) -> Sheet:
    """Sort a view and cut one sheet out of it.

    Args:
        view: the rows that match.
        order: a column's name, with ``-`` before it for the other way round; as the address gives it.
        number: which sheet, from 1; as the address gives it. Empty: the first.
        rows: how many organisations a sheet holds.
        frame: the whole directory, sorted once for all visitors; by default the view.
    """
    notes = []
    column = BY_NAME.get((order or DEFAULT).removeprefix("-"))
    if column is None:
        notes.append(
            f"This link asks to sort by “{order[:40]}”, which the table cannot do. It is sorted by name instead."
        )
        column, order = BY_NAME[DEFAULT], ""
    descending = order.startswith("-")
    places = _places(view if frame is None else frame, column.name, descending)[view.index]
    ordered = view.index[np.argsort(places.to_numpy())]
    sheets = max(1, -(-len(ordered) // rows))
    current = 1
    if number:
        current = int(number[:9]) if number.isdecimal() else 0
        if not 1 <= current <= sheets:
            has = "one page" if sheets == 1 else f"{sheets} pages"
            notes.append(f"This link asks for page “{number[:40]}”, but the table has {has}. Here is the nearest one.")
            current = min(max(current, 1), sheets)
    start = (current - 1) * rows
    on_it = organisations_in(view.loc[ordered[start : start + rows]])
    return Sheet(tuple(on_it), column, descending, current, sheets, start, len(ordered), tuple(notes))


@kept_with(maxsize=2 * len(COLUMNS))
def _places(frame: pd.DataFrame, name: str, descending: bool) -> "pd.Series[int]":
    """Return the rank of each row; ties are in the order of names, and missing values come last."""
    by_name = BY_NAME[DEFAULT].key(frame).sort_values(kind="stable").index
    keys = BY_NAME[name].key(frame)[by_name]
    ordered = keys.sort_values(ascending=not descending, kind="stable").index
    return pd.Series(range(len(ordered)), index=ordered)

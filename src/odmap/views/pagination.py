"""The directory as a table: sorted, and cut into sheets that a browser and a reader can hold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from odmap.caching import kept_with
from odmap.directory.organisation import Status, Term, Type, Verification
from odmap.geography.place_names import fold

ROWS = 25
DEFAULT = "name"


@dataclass(frozen=True)
class Column:
    """One column that the table can be sorted by.

    Attributes:
        name: as it stands in the address, ``sort=country``, or ``sort=-country`` for the other way round.
        label: what a visitor reads.
        words: what stands after "sorted by".
        key: gives of a view what to compare, one value a row; missing for not known, which always comes last.
    """

    name: str
    label: str
    words: str
    key: Callable[[pd.DataFrame], "pd.Series[Any]"]


def _in_order(vocabulary: type[Term], column: str) -> Callable[[pd.DataFrame], "pd.Series[Any]"]:
    places = {term: place for place, term in enumerate(vocabulary)}
    return lambda view: view[column].map(places)


COLUMNS: tuple[Column, ...] = (
    Column("name", "Name", "name", lambda view: view["name"].map(fold)),
    Column("country", "Place", "country", lambda view: view["country_name"].map(fold).where(view["country"].notna())),
    Column("type", "Type", "type", _in_order(Type, "type")),
    Column("since", "Since", "year of beginning", lambda view: view["founded"].str[:4]),
    Column("status", "Status", "status", _in_order(Status, "status")),
    Column("seen", "Last seen", "year last seen", lambda view: view["last_seen"]),
    Column("verification", "How sure", "how sure we are", _in_order(Verification, "verification")),
)
BY_NAME = {column.name: column for column in COLUMNS}


@dataclass(frozen=True)
class Sheet:
    """One sheet of the sorted table.

    Attributes:
        rows: the organisations on it, in order.
        column: what it is sorted by.
        descending: whether from the last to the first.
        number: which sheet, from 1.
        sheets: how many there are; at least 1.
        start: how many organisations stand on the sheets before.
        total: how many there are in all.
        notes: sentences about what the address asked for and cannot be had.
    """

    rows: list[dict[Any, Any]]
    column: Column
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

    def order_by(self, column: Column) -> str:
        """The order that a click on a column's heading leads to: it, or the other way round if it is that already."""
        order = f"-{column.name}" if column is self.column and not self.descending else column.name
        return "" if order == DEFAULT else order


def sheet(
    view: pd.DataFrame,
    order: str = "",
    number: str = "",
    chosen: str = "",
    rows: int = ROWS,
    frame: pd.DataFrame | None = None,
) -> Sheet:
    """Sort a view and cut one sheet out of it.

    Args:
        view: the rows that match.
        order: a column's name, with ``-`` before it for the other way round; as the address gives it.
        number: which sheet, from 1; as the address gives it. Empty: the one with the chosen organisation, or the first.
        chosen: the id of the chosen organisation.
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
    elif chosen:
        found = ordered.isin(view.index[view["id"] == chosen]).nonzero()[0]
        current = int(found[0]) // rows + 1 if len(found) else 1
    start = (current - 1) * rows
    on_it = view.loc[ordered[start : start + rows]].to_dict("records")
    return Sheet(on_it, column, descending, current, sheets, start, len(ordered), tuple(notes))


@kept_with(maxsize=2 * len(COLUMNS))
def _places(frame: pd.DataFrame, name: str, descending: bool) -> "pd.Series[int]":
    """Return the place of each row; what is equal stands in the order of names, what is not known at the end."""
    by_name = BY_NAME[DEFAULT].key(frame).sort_values(kind="stable").index
    keys = BY_NAME[name].key(frame)[by_name]
    ordered = keys.sort_values(ascending=not descending, kind="stable").index
    return pd.Series(range(len(ordered)), index=ordered)

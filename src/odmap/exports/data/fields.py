"""One row of the located directory as plain values: what every kind of file holds."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

import pandas as pd

from odmap.directory.organisation import COLUMNS
from odmap.views.excerpt import DISTANCE

FIELDS: tuple[str, ...] = (*COLUMNS, "country_name", "place", "latitude", "longitude", "precision", "place_source")
"""The fields of a record, in the order in which every file has them."""

_DEGREES = ("latitude", "longitude")
_DECIMALS = 4  # 11 m, as on the map; no place here is known better


def fields_of(view: pd.DataFrame) -> tuple[str, ...]:
    """Return the fields that a file of a view has: :data:`FIELDS`, and the distance where the view is sorted by it."""
    return (*FIELDS, DISTANCE) if DISTANCE in view.columns else FIELDS


def records(view: pd.DataFrame, fields: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Return the rows of a located view as plain dictionaries, in the order of its fields.

    Args:
        view: rows of a located directory.
        fields: those wanted; by default all that the view has.

    Returns:
        One dictionary a row, of text, numbers, lists of text and ``None`` for what is missing. Days are ISO 8601
        text; ``latitude`` and ``longitude`` are degrees (WGS 84), rounded to four decimals.
    """
    wanted = list(fields_of(view) if fields is None else fields)
    return [_record(row) for row in view[wanted].to_dict("records")]


def _record(row: Mapping[Any, Any]) -> dict[str, Any]:
    plain = {field: _plain(value) for field, value in row.items()}
    for axis in _DEGREES:
        if plain.get(axis) is not None:
            plain[axis] = round(plain[axis], _DECIMALS)
    return plain


def _plain(value: Any) -> Any:
    if value is None or type(value) is str:  # most are; a term is a kind of str, too, but has a value
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if pd.isna(value) else value

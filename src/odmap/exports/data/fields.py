"""One row of the located directory as plain values: what every kind of file holds."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

import pandas as pd

from odmap.directory.organisation import COLUMNS

FIELDS: tuple[str, ...] = (*COLUMNS, "country_name", "place", "latitude", "longitude", "precision", "place_source")
"""The fields of a record, in the order in which every file has them."""

_DEGREES = ("latitude", "longitude")
_DECIMALS = 4  # 11 m, as on the map; no place here is known better


def records(view: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a located view as plain dictionaries, in the order of :data:`FIELDS`.

    Args:
        view: rows of a located directory.

    Returns:
        One dictionary a row, of text, whole numbers, lists of text and ``None`` for what is missing. Days are ISO 8601
        text; ``latitude`` and ``longitude`` are degrees (WGS 84), rounded to four decimals.
    """
    return [record(row) for row in view[list(FIELDS)].to_dict("records")]


def record(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return one row as :func:`records` does."""
    plain = {field: _plain(row[field]) for field in FIELDS}
    for axis in _DEGREES:
        if plain[axis] is not None:
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

"""One organisation of the located directory as plain values: what every kind of file holds."""

from datetime import date
from enum import Enum
from operator import attrgetter
from typing import Any

import pandas as pd

from odmap.directory.located import FIELDS, organisations_in

__all__ = ["FIELDS", "records"]

_DEGREES = ("latitude", "longitude")
_DECIMALS = 4  # 11 m, as on the map; no place here is known better
_values = attrgetter(*FIELDS)


def records(view: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a located view as plain dictionaries, in the order of :data:`FIELDS`.

    Args:
        view: rows of a located directory.

    Returns:
        One dictionary a row, of text, whole numbers, lists of text and ``None`` for what is missing. Days are ISO 8601
        text; ``latitude`` and ``longitude`` are degrees (WGS 84), rounded to four decimals.
    """
    found = []
    for organisation in organisations_in(view):
        plain = dict(zip(FIELDS, map(_plain, _values(organisation)), strict=True))
        for axis in _DEGREES:
            if plain[axis] is not None:
                plain[axis] = round(plain[axis], _DECIMALS)
        found.append(plain)
    return found


def _plain(value: Any) -> Any:
    if value is None or type(value) is str:  # most are; a term is a kind of str, too, but has a value
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value

"""One organisation of the located directory as plain values: what every kind of file holds."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Any

import pandas as pd

from odmap.directory.located import FIELDS, LocatedOrganisation, organisations_in
from odmap.views.excerpt import DISTANCE

__all__ = ["FIELDS", "fields_of", "records"]

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
    wanted = tuple(fields_of(view) if fields is None else fields)
    distances = view[DISTANCE].tolist() if DISTANCE in wanted else [None] * len(view)
    found = zip(organisations_in(view), distances, strict=True)
    return [_record(organisation, distance, wanted) for organisation, distance in found]


def _record(organisation: LocatedOrganisation, distance: float | None, fields: Iterable[str]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name in fields:
        plain[name] = distance if name == DISTANCE else _plain(getattr(organisation, name))
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
    return value.isoformat() if isinstance(value, date) else value

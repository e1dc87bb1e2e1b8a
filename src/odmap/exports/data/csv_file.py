"""A view as CSV: a table for a spreadsheet."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from odmap.exports.data.fields import fields_of, records
from odmap.views.provenance import Edition

PROVENANCE = ("data_as_of", "licence", "caveat", "filters")
"""The last columns, the same on each row: a line of comment before the header would not open cleanly."""

_SEPARATORS = {"sources": " | "}
_LIST_SEPARATOR = "; "
_BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes UTF-8 for the local code page
_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_INVISIBLE = ("Cc", "Cf")  # control characters, and those that only steer how others are shown
_SIGNS = ("=", "+", "-", "@")


def write(view: pd.DataFrame, edition: Edition, fields: Sequence[str] | None = None) -> bytes:
    """Return the view as CSV (RFC 4180): UTF-8 with a byte order mark, CRLF, a header row.

    Args:
        view: rows of the located directory.
        edition: where they come from.
        fields: the columns wanted, before those that every file has; by default all that the view has.

    Lists are joined with "; ", sources with " | "; a missing value is an empty cell. Text that a spreadsheet would
    take for a formula begins with an apostrophe, see :func:`harmless`. Numbers stay numbers, also negative ones: a
    longitude of -0.1257 is no formula, and as text it could not be sorted or drawn. An empty view is a header only.
    """
    columns = fields_of(view) if fields is None else fields
    rows = ([_cell(field, value) for field, value in record.items()] for record in records(view, columns))
    return table(columns, rows, edition)


def table(columns: Iterable[str], rows: Iterable[Iterable[Any]], edition: Edition) -> bytes:
    """Return any table as CSV as :func:`write` does, with the same last columns.

    Args:
        columns: the names of the columns.
        rows: their cells; texts must be harmless.
        edition: where the numbers come from.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([*columns, *PROVENANCE])
    licence = f"{edition.licence}, {edition.licence_address}"
    last = [harmless(text) for text in (edition.data_as_of, licence, edition.caveat, edition.filters)]
    writer.writerows([*cells, *last] for cells in rows)
    return (_BYTE_ORDER_MARK + stream.getvalue()).encode()


def harmless(text: str) -> str:
    """Return text that no spreadsheet runs as a formula and no control character breaks.

    Control characters go, except tabs and line ends; a line end is a line feed. A leading apostrophe tells
    spreadsheets that what follows is text. It stands before text whose first visible character is a sign that begins
    a formula, or a full-width or other twin of one, and before text with a tab or a carriage return ahead of that.

    >>> harmless("=1+1"), harmless("Dialogue = everything")
    ("'=1+1", 'Dialogue = everything')
    """
    clean = text if text.isprintable() else _CONTROL.sub("", _LINE_END.sub("\n", text))
    return f"'{clean}" if _begins_as_formula(text) else clean


def _begins_as_formula(text: str) -> bool:
    if text[:1].isalnum():  # nearly always
        return False
    for character in text:
        if character in "\t\r":
            return True
        if not character.isspace() and unicodedata.category(character) not in _INVISIBLE:
            return unicodedata.normalize("NFKC", character).startswith(_SIGNS)
    return False


def _cell(field: str, value: Any) -> Any:
    if isinstance(value, list):
        value = _SEPARATORS.get(field, _LIST_SEPARATOR).join(value)
    return harmless(value) if isinstance(value, str) else value

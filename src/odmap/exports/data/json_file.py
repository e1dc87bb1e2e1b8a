"""A view as JSON: everything, for programs."""

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd

from odmap.exports.data.fields import records
from odmap.views.provenance import Edition


def to_bytes(content: Any) -> bytes:
    """Return plain values as JSON, UTF-8.

    Raises:
        ValueError: for a number that JSON does not have (``NaN``, infinity).
    """
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def write(view: pd.DataFrame, edition: Edition, fields: Sequence[str] | None = None) -> bytes:
    """Return ``{"metadata": {...}, "organisations": [...]}``.

    Args:
        view: rows of the located directory.
        edition: where they come from.
        fields: those wanted of each organisation; by default all that the view has.
    """
    return to_bytes({"metadata": edition.metadata(), "organisations": records(view, fields)})


def write_one(view: pd.DataFrame, edition: Edition) -> bytes:
    """Return ``{"metadata": {...}, "organisation": {...}}`` for a view of one row."""
    (organisation,) = records(view)
    return to_bytes({"metadata": edition.metadata(), "organisation": organisation})

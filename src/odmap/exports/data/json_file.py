"""A view as JSON: everything, for programs."""

import json
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


def write(view: pd.DataFrame, edition: Edition) -> bytes:
    """Return ``{"metadata": {...}, "organisations": [...]}``."""
    return to_bytes({"metadata": edition.metadata(), "organisations": records(view)})


def write_one(view: pd.DataFrame, edition: Edition) -> bytes:
    """Return ``{"metadata": {...}, "organisation": {...}}`` for a view of one row."""
    (organisation,) = records(view)
    return to_bytes({"metadata": edition.metadata(), "organisation": organisation})

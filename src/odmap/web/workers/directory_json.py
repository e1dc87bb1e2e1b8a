"""A located directory as JSON, to be handed to another process: every value comes back as what it was."""

import datetime
import json
from typing import Any, get_type_hints

import pandas as pd
from pydantic import TypeAdapter

from odmap.directory.loading import Problem
from odmap.directory.located import LocatedOrganisation
from odmap.directory.organisation import COLUMNS
from odmap.directory.organisations import Directory

_HINTS = get_type_hints(LocatedOrganisation)
_TYPED = {name: _HINTS[name] for name in (*COLUMNS, "activity_groups")}
"""The columns that hold terms, dates and tuples, with their types; the rest is text, numbers or missing."""

_PROBLEMS = TypeAdapter(tuple[Problem, ...])


def dumps(directory: Directory) -> bytes:
    """Return a directory as JSON in UTF-8."""
    frame = directory.frame
    about = {
        "edition": directory.edition,
        "left_out": directory.left_out,
        "problems": _PROBLEMS.dump_python(directory.problems, mode="json"),
        "dtypes": {column: str(dtype) for column, dtype in frame.dtypes.items()},
    }
    # Column by column: other threads wait while one is written.
    columns = (f"{json.dumps(column)}:{_column(frame[column])}" for column in frame)
    return f'{{"about":{json.dumps(about)},"columns":{{{",".join(columns)}}}}}'.encode()


def loads(text: bytes) -> Directory:
    """Return the directory that :func:`dumps` wrote."""
    read = json.loads(text)
    about = read["about"]
    columns = {name: _series(name, values, about["dtypes"][name]) for name, values in read["columns"].items()}
    problems = _PROBLEMS.validate_python(about["problems"])
    return Directory(pd.DataFrame(columns), problems, about["left_out"], about["edition"])


def _column(values: "pd.Series[Any]") -> str:
    plain = [None if value is pd.NA else value for value in values.tolist()]
    return json.dumps(plain, default=datetime.date.isoformat, ensure_ascii=False, separators=(",", ":"))


def _series(name: str, values: list[Any], dtype: str) -> "pd.Series[Any]":
    if name in _TYPED and dtype == "object":
        values = TypeAdapter(list[_TYPED[name]]).validate_python(values)  # type: ignore[valid-type] # known at run time
    return pd.Series(values, dtype=dtype)

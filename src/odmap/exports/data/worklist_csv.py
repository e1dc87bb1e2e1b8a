"""The work list as CSV."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from odmap.analysis.worklist import Task
from odmap.exports.data.csv_file import harmless, table
from odmap.views.provenance import Edition

COLUMNS = (
    *("rank", "points", "id", "name", "type", "country_name", "place", "last_seen"),
    *("reasons", "find_out", "website", "sources"),
)
"""The columns of the work list as CSV, before those that every file has."""


def write(tasks: Sequence[Task], edition: Edition) -> bytes:
    """Return the work list as CSV, with the same last columns and the same harmless cells as every CSV here.

    Args:
        tasks: as :func:`~odmap.analysis.worklist.worklist` returns them.
        edition: of the organisations that were looked at.
    """
    return table(COLUMNS, (_cells(task) for task in tasks), edition)


_CELLS: Mapping[str, Callable[[Task], Any]] = {
    "type": lambda task: task.type.value,
    "reasons": lambda task: " ".join(task.reasons),
    "find_out": lambda task: " ".join(task.find_out),
    "sources": lambda task: " | ".join(task.sources),
}


def _cells(task: Task) -> list[Any]:
    values = [_CELLS[column](task) if column in _CELLS else getattr(task, column) for column in COLUMNS]
    return [harmless(value) if isinstance(value, str) else value for value in values]

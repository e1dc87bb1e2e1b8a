"""Corrections of records that somebody wrote down elsewhere: which of them still fit the directory.

A correction says what it found and what should stand there instead. Where the directory has moved on meanwhile, to put
the new value in would undo what somebody else knew.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from odmap.directory.csv_table import cells_of, read_csv
from odmap.directory.loading import Loaded, Problem, RecordFormat, validated_cells
from odmap.directory.organisation import COLUMNS, WebAddress
from odmap.directory.organisations import FORMAT as RECORD

_LONGEST_SHOWN = 60  # characters


class Correction(BaseModel):
    """One line of a file of corrections. Field names are its column names, in the same order."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, title="correction")

    id: Annotated[str, Field(min_length=1)]
    field: Annotated[str, Field(min_length=1)]
    old: str
    new: str
    source: WebAddress


FORMAT = RecordFormat(Correction, called="a file of corrections")


def read(path: Path) -> Loaded[Correction]:
    """Read a file of corrections: a CSV file with the columns ``id``, ``field``, ``old``, ``new`` and ``source``."""
    return read_csv(path, FORMAT)


def unfitting(corrections: Iterable[Correction], directory_file: Path) -> Iterator[Problem]:
    """Yield which corrections cannot be put into a directory file as they are, and what to do about each.

    Args:
        corrections: as they were read.
        directory_file: the directory as editors have it; its cells are compared, and not what they mean.
    """
    records = {cells.get("id", ""): cells for cells in cells_of(directory_file)}
    for one in corrections:
        yield from _faults(one, records.get(one.id))


def _faults(one: Correction, cells: Mapping[str, str] | None) -> Iterator[Problem]:
    if cells is None:
        yield Problem(one.id, "id", "is no record of the directory; look the id up, or add the body as a new one")
        return
    if one.field not in COLUMNS or one.field == "id":
        yield Problem(one.id, one.field, f"is no field to correct; use one of {', '.join(COLUMNS[1:])}")
        return
    stands = cells.get(one.field, "").strip()
    if stands == one.new:
        yield Problem(one.id, one.field, f"is already {_shown(one.new)}; leave this correction out")
    elif stands != one.old:
        message = f"is {_shown(stands)} by now, not {_shown(one.old)}; read both, and write the correction anew"
        yield Problem(one.id, one.field, message)
    else:
        yield from validated_cells(one.id, {**cells, one.field: one.new}, RECORD)


def _shown(cell: str) -> str:
    if not cell:
        return "empty"
    return f"“{cell}”" if len(cell) <= _LONGEST_SHOWN else f"“{cell[:_LONGEST_SHOWN]}…”"

"""What changed in the directory, and when: the model of one line of ``data/changes.csv``, and the lines as news.

The file is written by hand, together with the directory. Its terms are explained in ``data/README.md``, too.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Self

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from odmap.directory.csv_table import read_csv
from odmap.directory.loading import AN_ID, Loaded, Problem, RecordFormat
from odmap.directory.organisation import Identifier, ShortText, Status, Term

FIRST_DAY = datetime.date(2026, 1, 1)
"""The directory began in 2026; an earlier day in the changelog is a slip of the pen."""


class ChangeKind(Term):
    """What happened to an organisation's record."""

    ADDED = "added", "Added", "The organisation came into the directory"
    CORRECTED = "corrected", "Corrected", "Something its record said was put right"
    CLOSED = "closed", "Marked as ended", "Its record now says that its work has ended"


def latest_day() -> datetime.date:
    """Return the latest day that it is today anywhere; whatever is later lies in the future."""
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=14)).date()


def _in_time(value: datetime.date) -> datetime.date:
    if value > latest_day():
        raise ValueError(f"{value} is in the future; write the day of the change")
    if value < FIRST_DAY:
        raise ValueError(f"{value} is before the directory began; write the day of the change")
    return value


class Change(BaseModel):
    """One line of ``data/changes.csv``. Field names are its column names, in the same order."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, title="change")

    date: Annotated[datetime.date, AfterValidator(_in_time)]
    kind: ChangeKind
    organisation: Identifier
    note: ShortText

    @model_validator(mode="after")
    def _says_what_changed(self) -> Self:
        if self.kind is not ChangeKind.ADDED and not self.note:
            raise ValueError("note: is empty; say in a sentence what changed")
        return self


Changes = Loaded[Change]
FORMAT = RecordFormat(Change, called="the changelog", patterns={"organisation": AN_ID})


def read(path: Path, known: Collection[str]) -> Changes:
    """Read and validate a changelog.

    Args:
        path: a CSV file, UTF-8 with or without a byte order mark, any line ends.
        known: the ids of the directory. A line about any other is a problem, and left out.
    """

    def check(change: Change) -> Iterator[tuple[str, str]]:
        if change.organisation not in known:
            yield "organisation", f"names {change.organisation!r}, which is no valid record"

    return read_csv(path, FORMAT, check)


def without_added(entries: Iterable[Change], frame: pd.DataFrame) -> list[str]:
    """Return the ids of the organisations of which no change says when they were added, in the directory's order."""
    added = {entry.organisation for entry in entries if entry.kind is ChangeKind.ADDED}
    return [identifier for identifier in frame["id"] if identifier not in added]


def against(entries: Iterable[Change], frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield the records that do not say what the changelog says of them, in its order.

    The changelog holds no former values, so all that can be told is who was added twice, and who is said to have ended
    and, with nothing put right since, has not.
    """
    statuses = dict(zip(frame["id"], frame["status"], strict=True))
    added: set[str] = set()
    last: dict[str, Change] = {}
    for entry in entries:
        if entry.kind is ChangeKind.ADDED and entry.organisation in added:
            message = f"is told as added for a second time on {entry.date}. Keep the first of the two lines"
            yield Problem(entry.organisation, "kind", message)
        if entry.kind is ChangeKind.ADDED:
            added.add(entry.organisation)
        else:
            last[entry.organisation] = entry
    for entry in last.values():
        if entry.kind is ChangeKind.CLOSED and statuses[entry.organisation] != Status.ENDED:
            message = (
                f"is told as ended on {entry.date}, but the record's status is {str(statuses[entry.organisation])!r}. "
                f"Write {str(Status.ENDED)!r} there, or add a line that says what was put right"
            )
            yield Problem(entry.organisation, "status", message)

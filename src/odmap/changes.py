"""What changed in the directory, and when: the model of one line of ``data/changes.csv``, and the lines as news.

The file is written by hand, together with the directory. Its terms are explained in ``data/README.md``, too.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

import odmap
from odmap.edited_files import EditedFiles
from odmap.edition_faults import Content, Fault
from odmap.organisation import Identifier, ShortText, Term
from odmap.paths import changes_file
from odmap.place_names import fold
from odmap.records import AN_ID, Problem, read_records
from odmap.selection import Selection, apply
from odmap.summary import count, in_words

FIRST_DAY = datetime.date(2026, 1, 1)
"""The directory began in 2026; an earlier day in the changelog is a slip of the pen."""

MOST_NAMES = 3
"""Up to so many organisations are named in a sentence; more are counted."""


class ChangeKind(Term):
    """What happened to an organisation's record."""

    ADDED = "added", "Added", "The organisation came into the directory"
    CORRECTED = "corrected", "Corrected", "Something its record said was put right"
    CLOSED = "closed", "Marked as ended", "Its record now says that its work has ended"


def _in_time(value: datetime.date) -> datetime.date:
    latest = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=14)).date()  # somewhere it is today
    if value > latest:
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


@dataclass(frozen=True)
class Changes:
    """All valid lines of a changelog, and what was left out.

    Attributes:
        entries: the changes, in the file's order.
        problems: what is wrong in the file, empty for a clean one.
        left_out: how many lines of the file are not in ``entries``.
    """

    entries: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class ChangeGroup:
    """Changes of the same day, kind and note.

    Attributes:
        date: the day.
        kind: what happened.
        note: a sentence about it; may be empty.
        organisations: (id, name) of each organisation it happened to, by name; at least one.
    """

    date: datetime.date
    kind: ChangeKind
    note: str
    organisations: tuple[tuple[str, str], ...]


def read(path: Path, known: Collection[str]) -> Changes:
    """Read and validate a changelog.

    Args:
        path: a CSV file, UTF-8 with or without a byte order mark, any line ends.
        known: the ids of the directory. A line about any other is a problem, and left out.
    """

    def check(change: Change) -> Iterator[tuple[str, str]]:
        if change.organisation not in known:
            yield "organisation", f"names {change.organisation!r}, which is no valid record"

    records = read_records(path, Change, called="the changelog", patterns={"organisation": AN_ID}, check=check)
    return Changes(tuple(records.valid.values()), records.problems, records.left_out)


def load(path: Path | None = None) -> Changes:
    """Read and validate the changelog of the directory that is shown.

    It is the last good edition, which visitors share; it is made anew when one of both files changes.

    Args:
        path: the CSV file; by default what :func:`~odmap.paths.changes_file` names. Where that is nothing, there
            are no changes and no problem.
    """
    path = path or changes_file()
    if path is None:
        return Changes()
    return _editions(path)


def fault() -> Fault | None:
    """Return what is wrong with the newest content of that changelog; ``None`` for nothing, or if there is none."""
    path = changes_file()
    return None if path is None else _editions.fault(path)


def _describe(path: Path, found: Changes) -> Content:
    left_out = 0 if odmap.load().frame.empty else found.left_out  # without a directory, every line is about nobody
    return Content.of(path, len(found.entries), found.problems, left_out)


_editions = EditedFiles(
    lambda path, _: read(path, frozenset(odmap.load().frame["id"])),
    _describe,
    called="file of changes",
    few=5,
    depends=lambda: odmap.load().edition,
)


def grouped(entries: Iterable[Change], frame: pd.DataFrame, countries: Sequence[str] = ()) -> list[ChangeGroup]:
    """Put changes of the same day, kind and note together, the newest first.

    Args:
        entries: changes in the file's order; of the same day, those further down are the newer ones.
        frame: the directory, which knows names and countries.
        countries: ISO 3166-1 alpha-2 codes, ``"none"`` for bodies with no base: only organisations of these count.
            None given means all.
    """
    rows = apply(frame, Selection.of(country=countries))
    names = dict(zip(rows["id"], rows["name"], strict=True))
    groups: dict[tuple[datetime.date, ChangeKind, str], dict[str, str]] = {}
    for entry in entries:
        if entry.organisation in names:
            group = groups.setdefault((entry.date, entry.kind, entry.note), {})
            group[entry.organisation] = names[entry.organisation]
    oldest_first = sorted(groups.items(), key=lambda item: item[0][0])
    return [
        ChangeGroup(*key, tuple(sorted(organisations.items(), key=lambda pair: fold(pair[1]))))
        for key, organisations in reversed(oldest_first)
    ]


def happened(group: ChangeGroup) -> str:
    """Return what follows the subject of a group's sentence: "was added", "are marked as ended"."""
    one = len(group.organisations) == 1
    if group.kind is ChangeKind.CLOSED:
        return "is marked as ended" if one else "are marked as ended"
    return f"{'was' if one else 'were'} {group.kind.value}"


def sentence(group: ChangeGroup) -> str:
    """Say what happened: "A and B were corrected.", "171 organisations were added."."""
    names = [name for _, name in group.organisations]
    subject = in_words(names) if len(names) <= MOST_NAMES else count(len(names), "organisation")
    return f"{subject} {happened(group)}."


def without_added(entries: Iterable[Change], frame: pd.DataFrame) -> list[str]:
    """Return the ids of the organisations of which no change says when they were added, in the directory's order."""
    added = {entry.organisation for entry in entries if entry.kind is ChangeKind.ADDED}
    return [identifier for identifier in frame["id"] if identifier not in added]

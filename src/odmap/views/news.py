"""The changelog as news: what changed, when, and to whom."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from odmap.directory.changelog import Change, ChangeKind
from odmap.geography.place_names import fold
from odmap.views.selection import Selection, apply
from odmap.wording import count, in_words

MOST_NAMES = 3
"""How many organisations a sentence names at most; more are only counted."""


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


def grouped(entries: Iterable[Change], frame: pd.DataFrame, countries: Sequence[str] = ()) -> list[ChangeGroup]:
    """Return changes grouped by day, kind and note, the newest first.

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
    """Return a sentence that says what happened: "A and B were corrected.", "171 organisations were added."."""
    names = [name for _, name in group.organisations]
    subject = in_words(names) if len(names) <= MOST_NAMES else count(len(names), "organisation")
    return f"{subject} {happened(group)}."

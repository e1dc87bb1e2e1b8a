"""The profile of one organisation: all that the directory holds about it, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
from babel import Locale

from odmap.directory.organisation import Activity, ListName, Precision, Principle, Scope, Status, Type, Verification
from odmap.views.nearest import Neighbour, nearest
from odmap.views.selection import NO_BASE
from odmap.wording import in_words, small

NEIGHBOURS = 5
OTHERS = 8


@dataclass(frozen=True)
class OtherOrganisation:
    """Another organisation worth naming in a profile."""

    id: str
    name: str
    words: str


@dataclass(frozen=True)
class Profile:
    """One organisation in words. Sentences are whole; pages make links of the ids.

    Attributes:
        row: the row of the located directory.
        doing: what it does, whom it reaches, in which languages.
        where: where it is and how exactly that is known.
        since: since when, as far as known.
        today: whether its work goes on, and as of when that is known.
        origin: which list it came from.
        unsure: what is unverified, contradicted or unknown, and why; never empty: silence would look like certainty.
        principles: the principles that its own description names.
        twins: records that may be the same body.
        kin: organisations with the same parent, or whose parent this is, or the parent itself if it is listed.
        neighbours: the nearest others, nearest first.
        others: the first others of its country and type.
        others_in_all: how many of those there are.
    """

    row: Mapping[Any, Any]
    doing: tuple[str, ...]
    where: tuple[str, ...]
    since: str
    today: str
    origin: str
    unsure: tuple[str, ...]
    principles: tuple[Principle, ...]
    twins: tuple[OtherOrganisation, ...]
    kin: tuple[OtherOrganisation, ...]
    neighbours: tuple[Neighbour, ...]
    others: tuple[OtherOrganisation, ...]
    others_in_all: int


def find(frame: pd.DataFrame, organisation: str) -> dict[Any, Any] | None:
    """Return the row with an id, or ``None``."""
    rows = frame[frame["id"] == organisation]
    return rows.iloc[0].to_dict() if len(rows) else None


def describe(row: Mapping[Any, Any], frame: pd.DataFrame) -> Profile:
    """Return the profile of an organisation.

    Args:
        row: its row of the located directory.
        frame: the whole directory, in which its relatives and neighbours are found.
    """
    others = _others(row, frame)
    return Profile(
        row=row,
        doing=_doing(row),
        where=_where(row),
        since=_since(row["founded"]),
        today=_today(row),
        origin=_origin(row, frame),
        unsure=_unsure(row),
        principles=tuple(term for term in Principle if term in row["principles"]),
        twins=_twins(row, frame),
        kin=_kin(row, frame),
        neighbours=tuple(nearest(frame, row["id"], NEIGHBOURS)),
        others=tuple(others[:OTHERS]),
        others_in_all=len(others),
    )


def _doing(row: Mapping[Any, Any]) -> tuple[str, ...]:
    kind, scope = Type(row["type"]), Scope(row["scope"])
    activities = in_words([Activity(value).label.lower() for value in row["activities"]])
    sentences = [
        f"{kind.label}: {small(kind.meaning)}.",
        f"What it does: {activities}.",
        f"Reach: {scope.label.lower()} ({small(scope.meaning)}).",
    ]
    if row["languages"]:
        sentences.append(f"Works or publishes in {in_words([language_name(code) for code in row['languages']])}.")
    return tuple(sentences)


@cache
def language_name(code: str) -> str:
    """Return the English name of a language, after Unicode CLDR; the code itself where it has none."""
    return str(Locale("en").languages.get(code, code))


def _where(row: Mapping[Any, Any]) -> tuple[str, ...]:
    sentences = []
    if row["precision"]:
        sentences.append(f"{Precision(row['precision']).meaning}. Its position comes from {row['place_source']}.")
    else:
        sentences.append("It has no fixed base, so it is listed beside the map and not drawn on it.")
    if row["parent"]:
        sentences.append(f"Part of, or run by: {row['parent']}.")
    return tuple(sentences)


def _since(founded: str | None) -> str:
    if not founded:
        return "We do not know when it began."
    return f"Since the {founded}." if founded.endswith("s") else f"Since {founded}."


def _today(row: Mapping[Any, Any]) -> str:
    status = Status(row["status"])
    note = f" {row['status_note'].rstrip('.')}." if row["status_note"] else ""
    year = "" if pd.isna(row["last_seen"]) else str(int(row["last_seen"]))
    seen = f" Last seen in {year}." if year and year not in note else ""
    return f"{status.label}: {small(status.meaning)}.{seen}{note}"


def _origin(row: Mapping[Any, Any], frame: pd.DataFrame) -> str:
    if row["list"] == ListName.SOURCE_PAGE:
        named = int((frame["list"] == ListName.SOURCE_PAGE).sum())
        return f"Number {row['source_page_order']} of the {named} names on the page this directory began with."
    return "Found by our own research on public pages."


def _unsure(row: Mapping[Any, Any]) -> tuple[str, ...]:
    verification = Verification(row["verification"])
    sentences = [f"{verification.label}: {small(verification.meaning)}."]
    if row["note"]:
        sentences.append(str(row["note"]))
    wanted = row["town"] or row["region"]
    if wanted and row["precision"] == Precision.COUNTRY:
        sentences.append(f"Our list of places does not include {wanted}, so the mark is in the middle of the country.")
    if row["status"] == Status.UNKNOWN:
        sentences.append("We do not know whether its work continues today.")
    if not row["website"]:
        sentences.append("We found no website of its own.")
    return tuple(sentences)


def _twins(row: Mapping[Any, Any], frame: pd.DataFrame) -> tuple[OtherOrganisation, ...]:
    same = (frame["id"] == row["possible_duplicate_of"]) | (frame["possible_duplicate_of"] == row["id"])
    return _named(frame[same], "place")


def _kin(row: Mapping[Any, Any], frame: pd.DataFrame) -> tuple[OtherOrganisation, ...]:
    """Return the relatives of an organisation, found by name: ``parent`` is free text, so only whole names count."""
    parent, name = row["parent"] or "", row["name"]
    children = frame["parent"].fillna("").str.contains(name, regex=False)
    siblings = (frame["parent"] == parent) if parent else pd.Series(False, index=frame.index)
    above = frame["name"].map(lambda other: len(other) > 3 and other in parent) if parent else siblings
    return _named(frame[(children | siblings | above) & (frame["id"] != row["id"])], "place")[:OTHERS]


def _others(row: Mapping[Any, Any], frame: pd.DataFrame) -> tuple[OtherOrganisation, ...]:
    country = frame["country"].fillna(NO_BASE) == (row["country"] or NO_BASE)
    same = frame[country & (frame["type"] == row["type"]) & (frame["id"] != row["id"])]
    return _named(same.sort_values("name", key=lambda names: names.str.casefold()), "place")


def _named(rows: pd.DataFrame, words: str) -> tuple[OtherOrganisation, ...]:
    return tuple(OtherOrganisation(*values) for values in zip(rows["id"], rows["name"], rows[words], strict=True))

"""What to verify next: the records with the most to find out first, and for each what exactly that is.

The order is a sum of points, the same for the same data, so that two people with the same list work in the same
order. Each reason gives points, as the list below says; a year without news gives :data:`EACH_YEAR`. With the same
points the record seen least recently comes first, one never seen before all, then the names decide.

========================================= ======
reason                                    points
========================================= ======
only a list or a passing mention names it 40
perhaps the same as another record        30
nobody knows whether its work continues   20
no year in which it was seen              16
last seen three years ago or earlier      2 a year, at most 15
no website of its own                     8
place known only to the country           6
year of its beginning not known           1
========================================= ======

A body that has ended is not asked for news or for a website.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import Precision, Status, Type, Verification

RECENT = 3  # years; what was seen at work since then needs no second look
EACH_YEAR = 2
MOST_FOR_YEARS = 15


@dataclass(frozen=True)
class Task:
    """One record to verify.

    Attributes:
        rank: its place in the list, from 1.
        points: how much there is to find out.
        id: of the organisation.
        name: its name.
        type: of the organisation.
        country_name: in English, or "No fixed base".
        place: in words.
        reasons: why to look at it, the weightiest first; whole sentences.
        find_out: what to find out for each reason, in the same order; whole sentences.
        last_seen: the year in which it was last seen at work; ``None`` if none is known.
        website: its own, or ``None``.
        sources: the pages on which the record rests.
    """

    rank: int
    points: int
    id: str
    name: str
    type: Type
    country_name: str
    place: str
    reasons: tuple[str, ...]
    find_out: tuple[str, ...]
    last_seen: int | None
    website: str | None
    sources: tuple[str, ...]


class _Reason(NamedTuple):
    points: int
    words: str
    find_out: str


def worklist(view: pd.DataFrame, frame: pd.DataFrame | None = None) -> list[Task]:
    """Return the records with something to find out, in the order in which to look at them.

    Args:
        view: rows of the located directory.
        frame: the whole directory, which knows the names of probable duplicates; by default the view.
    """
    whole = view if frame is None else frame
    names = dict(zip(whole["id"], whole["name"], strict=True))
    found = [(organisation, list(_reasons(organisation, names))) for organisation in organisations_in(view)]
    ordered = sorted(((organisation, reasons) for organisation, reasons in found if reasons), key=_order)
    return [_task(rank, organisation, reasons) for rank, (organisation, reasons) in enumerate(ordered, start=1)]


def _order(found: tuple[LocatedOrganisation, list[_Reason]]) -> tuple[int, int, str, str]:
    organisation, reasons = found
    return -_points(reasons), organisation.last_seen or 0, organisation.name.casefold(), organisation.id


def _points(reasons: Sequence[_Reason]) -> int:
    return sum(reason.points for reason in reasons)


def _task(rank: int, organisation: LocatedOrganisation, reasons: list[_Reason]) -> Task:
    return Task(
        rank=rank,
        points=_points(reasons),
        id=organisation.id,
        name=organisation.name,
        type=organisation.type,
        country_name=organisation.country_name,
        place=organisation.place,
        reasons=tuple(reason.words for reason in reasons),
        find_out=tuple(reason.find_out for reason in reasons),
        last_seen=organisation.last_seen,
        website=organisation.website,
        sources=organisation.sources,
    )


def _reasons(organisation: LocatedOrganisation, names: Mapping[str, str]) -> Iterator[_Reason]:
    """Yield why to look at a record, the weightiest first."""
    for look in (_existence, _twin, _today, _seen, _website, _place, _beginning):
        reason = look(organisation, names)
        if reason:
            yield reason


def _existence(organisation: LocatedOrganisation, names: Mapping[str, str]) -> _Reason | None:
    if organisation.verification is not Verification.UNVERIFIED:
        return None
    find = "Find a page of its own, a page that shows it at work, or a sign that it never existed."
    return _Reason(40, "Only a list or a passing mention names it.", find)


def _twin(organisation: LocatedOrganisation, names: Mapping[str, str]) -> _Reason | None:
    twin = organisation.possible_duplicate_of
    if not twin:
        return None
    words = f"It may be the same organisation as {names.get(twin, twin)}."
    find = "Find out whether both names mean one organisation; until someone knows, both records stay."
    return _Reason(30, words, find)


def _today(organisation: LocatedOrganisation, names: Mapping[str, str]) -> _Reason | None:
    if organisation.status is not Status.UNKNOWN:
        return None
    find = "Find a page that shows it at work today, or one that says it has ended."
    return _Reason(20, "We do not know whether its work continues today.", find)


def _seen(organisation: LocatedOrganisation, names: Mapping[str, str]) -> _Reason | None:
    """Ask for news where there has been none for years, counted from the day the record was read."""
    year = organisation.last_seen
    if organisation.has_ended:
        return None
    if year is None:
        words = "We do not know when it was last seen at work."
        return _Reason(16, words, "Find the newest year in which a page shows it at work.")
    age = organisation.read_on.year - year
    if age < RECENT:
        return None
    points = min(EACH_YEAR * age, MOST_FOR_YEARS)
    return _Reason(points, f"It was last seen at work in {year}.", f"Find a page that shows it at work after {year}.")


def _website(organisation: LocatedOrganisation, names: Mapping[str, str]) -> _Reason | None:
    if organisation.website or organisation.has_ended:
        return None
    find = "Find its own page, or a page about it on the website of whoever runs it."
    return _Reason(8, "We know no website of its own.", find)


def _place(organisation: LocatedOrganisation, names: Mapping[str, str]) -> _Reason | None:
    if organisation.precision is not Precision.COUNTRY:
        return None
    recorded = organisation.town or organisation.region
    if recorded:
        find = f"Find where {recorded} is, and add it to the list of places."
    else:
        find = "Find the town or the region where it works."
    return _Reason(6, "We know only its country.", find)


def _beginning(organisation: LocatedOrganisation, names: Mapping[str, str]) -> _Reason | None:
    if organisation.founded:
        return None
    find = "Find the year, or at least the decade, in which it began."
    return _Reason(1, "We do not know when it began.", find)

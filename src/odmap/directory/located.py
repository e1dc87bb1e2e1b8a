"""One organisation with its place: the typed record of a row of the located directory.

The directory's table is for work on many rows at once: filtering, sorting, counting. Whoever looks at one organisation
takes its record, in which every term is a member of its vocabulary and whatever is missing is ``None``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pandas as pd

from odmap.directory.organisation import (
    Activity,
    ListName,
    Precision,
    Principle,
    Scope,
    Setting,
    Status,
    Term,
    Type,
    Verification,
)


@dataclass(frozen=True, slots=True)
class LocatedOrganisation:
    """An organisation as its record describes it, and where it is on the map.

    The first fields are those of :class:`~odmap.directory.organisation.Organisation`, in the same order.

    Attributes:
        country_name: English name, or "No fixed base".
        place: the place in words, honest about its precision ("Somewhere in Finland").
        latitude: degrees, WGS 84; ``None`` for a body with no base, as are the next three.
        longitude: likewise.
        precision: how exactly the place is known.
        place_source: where the coordinates come from.
        activity_groups: under which words of the legend it is found, by what it does and what it mainly is.
    """

    id: str
    name: str
    own_name: str | None
    summary: str
    type: Type
    activities: tuple[Activity, ...]
    settings: tuple[Setting, ...]
    scope: Scope
    country: str | None
    region: str | None
    town: str | None
    parent: str | None
    parent_wikidata: str | None
    parent_ror: str | None
    founded: str | None
    status: Status
    last_seen: int | None
    status_note: str
    verification: Verification
    list: ListName
    source_page_order: int | None
    principles: tuple[Principle, ...]
    languages: tuple[str, ...]
    website: str | None
    sources: tuple[str, ...]
    read_on: date
    possible_duplicate_of: str | None
    note: str
    country_name: str
    place: str
    latitude: float | None
    longitude: float | None
    precision: Precision | None
    place_source: str | None
    activity_groups: tuple[Type, ...]

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude; ``None`` for a body with no base."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    @property
    def own_language(self) -> str:
        """The ISO 639-1 code of the language of its own name: the one beside English, if it is one; else empty."""
        others = [code for code in self.languages if code != "en"]
        return others[0] if self.own_name and len(others) == 1 else ""

    @property
    def is_verified(self) -> bool:
        """Whether public pages confirm the organisation."""
        return self.verification is Verification.VERIFIED

    @property
    def has_ended(self) -> bool:
        """Whether its Open Dialogue work is known to have ended."""
        return self.status is Status.ENDED


FIELDS: tuple[str, ...] = tuple(field.name for field in fields(LocatedOrganisation))
"""The names of a record's fields, in order; each is a column of the located directory."""


def organisations_in(view: pd.DataFrame) -> "list[LocatedOrganisation]":
    """Return the records of the rows of a located directory, in the rows' order.

    Args:
        view: any rows of it; a part of many rows is best cut out first, for each record that is made takes time.
    """
    columns = (_READ.get(name, list)(view[name].tolist()) for name in FIELDS)
    return [LocatedOrganisation(*values) for values in zip(*columns, strict=True)]


def _terms(vocabulary: type[Term]) -> Callable[[Iterable[Any]], Iterable[Any]]:
    members: Mapping[str | None, Term | None] = {None: None, **{term.value: term for term in vocabulary}}
    return lambda values: [members[value] for value in values]


def _numbers(values: Iterable[Any]) -> Iterable[Any]:
    return [None if pd.isna(value) else value for value in values]


_READ: Mapping[str, Callable[[Iterable[Any]], Iterable[Any]]] = {
    "type": _terms(Type),
    "scope": _terms(Scope),
    "status": _terms(Status),
    "verification": _terms(Verification),
    "list": _terms(ListName),
    "precision": _terms(Precision),
    **dict.fromkeys(("last_seen", "source_page_order", "latitude", "longitude"), _numbers),
}
"""Column to how its cells become values, for those that are not what they should be as they are."""

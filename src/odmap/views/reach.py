"""How to reach an organisation: by its own website, or else through others who may know.

In this order: its website; that of a listed parent; that of a record that may be the same body; the networks of its
country, those with a website first; and where none of these leads on, a body that connects people across borders.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import pandas as pd

from odmap.directory.located import LocatedOrganisation
from odmap.directory.locating import with_article
from odmap.directory.organisation import Activity, Scope, Status, Type, Verification

MOST = 2
"""How many networks of a country are named at most; of those without a website, which lead no further, only one."""

_SHORTEST_NAME = 4  # letters: a shorter name of an organisation says too little in the name of a parent


_VERIFICATIONS: Mapping[str, int] = {Verification.VERIFIED: 0, Verification.RELATED: 1}
_SCOPES: Mapping[str, int] = {Scope.GLOBAL: 0, Scope.NATIONAL: 0, Scope.REGIONAL: 1}


class By(Enum):
    """Through whom an organisation can be reached."""

    ITSELF = "itself"
    PARENT = "parent"
    TWIN = "twin"
    NETWORK = "network"
    ACROSS_BORDERS = "across borders"
    NOBODY = "nobody"


class Contact(NamedTuple):
    """Another organisation that may know more."""

    id: str
    name: str
    website: str | None
    known_by_name_only: bool


@dataclass(frozen=True)
class Reach:
    """How to reach an organisation.

    Attributes:
        by: through whom.
        website: its own; ``None`` where none is known.
        words: a sentence on whom to ask instead, before the names of the contacts; empty if it has a website.
        contacts: whom to ask, never itself: its parent, its twin, the networks of its country.
        across: who connects people across borders; only where no contact has a website.
    """

    by: By
    website: str | None = None
    words: str = ""
    contacts: tuple[Contact, ...] = ()
    across: Contact | None = None


class _Other(NamedTuple):
    """What is looked at in the row of another organisation."""

    id: str
    name: str
    country: str | None
    type: str
    activities: tuple[str, ...]
    scope: str
    status: str
    verification: str
    website: str | None
    possible_duplicate_of: str | None

    @property
    def connects(self) -> bool:
        """Whether it connects people, mainly or among other things, as far as is known to this day."""
        return self.status != Status.ENDED and (self.type == Type.NETWORK or Activity.NETWORK in self.activities)

    @property
    def contact(self) -> Contact:
        return Contact(self.id, self.name, self.website, self.verification == Verification.UNVERIFIED)

    @property
    def worth(self) -> tuple[int | str, ...]:
        """The order in which networks are worth asking: confirmed, far-reaching, active, mainly a network."""
        return (
            _VERIFICATIONS.get(self.verification, len(_VERIFICATIONS)),
            _SCOPES.get(self.scope, len(_SCOPES)),
            self.status != Status.ACTIVE,
            self.type != Type.NETWORK,
            self.name,
            self.id,
        )


def reach(organisation: LocatedOrganisation, frame: pd.DataFrame) -> Reach:
    """Return how to reach an organisation.

    Args:
        organisation: its record.
        frame: the whole located directory, in which those are found who may know more.
    """
    if organisation.website:
        return Reach(By.ITSELF, organisation.website)
    others = [one for one in _others_in(frame) if one.id != organisation.id]
    with_website = [one for one in others if one.website]
    parents = tuple(one.contact for one in with_website if is_named_in(organisation.parent, one.name))
    if parents:
        return Reach(By.PARENT, words="No website of its own is known. It belongs to, or is run by:", contacts=parents)
    twins = tuple(one.contact for one in with_website if _are_twins(organisation, one))
    if twins:
        return Reach(By.TWIN, words="No website is known under this name. It may be the same as:", contacts=twins)
    return _through_networks(organisation, sorted((one for one in others if one.connects), key=lambda one: one.worth))


def _through_networks(organisation: LocatedOrganisation, networks: Sequence[_Other]) -> Reach:
    """Return whom to ask among others that connect people, best first."""
    national = [one.contact for one in networks if one.country and one.country == organisation.country]
    with_website = [one for one in national if one.website]
    contacts = with_website[:MOST] or national[:1]  # by worth, one known by name only comes last
    worldwide = (one.contact for one in networks if one.scope == Scope.GLOBAL and one.website)
    across = None if with_website else next(worldwide, None)
    if contacts:
        words = f"No website is known. Ask those who connect people in {with_article(organisation.country_name)}:"
        return Reach(By.NETWORK, words=words, contacts=tuple(contacts), across=across)
    if across:
        return Reach(By.ACROSS_BORDERS, words="No website is known.", across=across)
    return Reach(By.NOBODY, words="No website is known, and no network that could be asked is listed.")


def is_named_in(parent: str | None, name: str) -> bool:
    """Tell whether an organisation's name stands as whole words in the name of a parent, which is free text."""
    if not parent or len(name) < _SHORTEST_NAME or name not in parent:
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", parent) is not None


def _are_twins(organisation: LocatedOrganisation, other: _Other) -> bool:
    """Tell whether two records may be the same body, whichever of them says so."""
    return organisation.possible_duplicate_of == other.id or other.possible_duplicate_of == organisation.id


def _others_in(frame: pd.DataFrame) -> Iterator[_Other]:
    return (_Other(*values) for values in zip(*(frame[name].tolist() for name in _Other._fields), strict=True))

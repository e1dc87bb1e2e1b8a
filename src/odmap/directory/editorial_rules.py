"""What the words of a record promise, beyond being valid: the rules that editors agreed on, record by record.

A record that breaks one is shown all the same, because it is still the best that is known; ``odmap check`` names it.
The rules are explained in ``data/README.md``.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import urlsplit

from rapidfuzz.fuzz import token_sort_ratio

from odmap.directory.changelog import latest_day
from odmap.directory.loading import Problem
from odmap.directory.located import LocatedOrganisation
from odmap.directory.organisation import Status
from odmap.geography.place_names import fold

RECENT = 3
"""A page shows an organisation at work if its date is within so many years before the record was read."""

UNDATED = "undated"
"""What the status note of an active organisation says if the page that speaks of its present work has no date."""

ALIKE = 92.0
"""From here on, of 100, two names of the same country may be those of one organisation."""

ALIKE_IN_A_TOWN = 80.0
"""The same of two names of the same town."""


def broken_rules(organisations: Iterable[LocatedOrganisation]) -> Iterator[Problem]:
    """Yield what breaks a rule, in the directory's order.

    Args:
        organisations: the whole directory.
    """
    everyone = tuple(organisations)
    ids = {one.id for one in everyone}
    close_ids: dict[str, str] = {}
    names: dict[str | None, list[_Named]] = {}  # by country
    websites: dict[str, str] = {}
    for one in everyone:
        if _is_active_without_a_sign(one):
            message = (
                f"is active, but nothing shows it at work since {one.read_on.year - RECENT}. Give a newer last_seen, "
                f"say in status_note that an undated page speaks of its present work, or write “{Status.UNKNOWN}”"
            )
            yield Problem(one.id, "status", message)
        yield from _in_the_future(one)
        if other_id := _close_id(one.id, ids, close_ids):
            message = (
                f"is nearly that of {other_id}. If it is the same organisation, put what is new into that record and "
                "remove this one; if not, write an id that tells them apart"
            )
            yield Problem(one.id, "id", message)
        if one.website:
            owner = websites.setdefault(_page(one.website), one.id)
            if owner != one.id:
                message = (
                    f"is the website of {owner}, too. If it is the same organisation, put what is new into that record "
                    "and remove this one; if not, give its own page, or leave it empty"
                )
                yield Problem(one.id, "website", message)
        earlier = names.setdefault(one.country, [])
        yield from _namesakes(one, earlier)
        earlier.append((one, _folded(one)))


_Named = tuple[LocatedOrganisation, dict[str, str]]
"""An organisation, and its folded names by field."""


def _is_active_without_a_sign(one: LocatedOrganisation) -> bool:
    if one.status is not Status.ACTIVE or UNDATED in one.status_note.casefold():
        return False
    return one.last_seen is None or one.last_seen < one.read_on.year - RECENT


def _in_the_future(one: LocatedOrganisation) -> Iterator[Problem]:
    """Yield the years that nobody can have read of yet; ``last_seen`` is held against ``read_on`` while loading."""
    if one.read_on > latest_day():
        yield Problem(one.id, "read_on", f"{one.read_on} is in the future; write the day on which you read the sources")
    if one.founded and int(one.founded[:4]) > one.read_on.year:
        message = (
            f"{one.founded} is later than read_on ({one.read_on}). Write the year in which it began; if it is only "
            "planned, leave it empty and say so in note"
        )
        yield Problem(one.id, "founded", message)


def _close_id(identifier: str, ids: Collection[str], seen: dict[str, str]) -> str:
    """Return the other id that this one repeats, but for its hyphens or for a number at its end; empty for none."""
    numbered = re.sub(r"-[0-9]+$", "", identifier)
    if numbered != identifier and numbered in ids:
        return numbered
    other = seen.setdefault(identifier.replace("-", ""), identifier)
    return other if other != identifier else ""


def _page(website: str) -> str:
    """Return what two addresses of the same page have in common."""
    parts = urlsplit(website)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def _folded(one: LocatedOrganisation) -> dict[str, str]:
    names = {"name": one.name, "own_name": one.own_name}
    return {field: fold(name) for field, name in names.items() if name}


def _namesakes(one: LocatedOrganisation, earlier: Iterable[_Named]) -> Iterator[Problem]:
    """Yield the first earlier organisation of nearly the same name that is not said to be perhaps the same."""
    for other, theirs in earlier:
        if one.possible_duplicate_of == other.id or other.possible_duplicate_of == one.id:
            continue
        in_a_town = bool(one.town and other.town) and fold(one.town or "") == fold(other.town or "")
        least = ALIKE_IN_A_TOWN if in_a_town else ALIKE
        for field, name in _folded(one).items():
            if any(token_sort_ratio(name, their_name, score_cutoff=least) for their_name in theirs.values()):
                message = (
                    f"is nearly that of {other.id} ({other.name}, {other.place}). If it is the same organisation, put "
                    "what is new into that record and remove this one; if it may be, say so in possible_duplicate_of; "
                    "if not, write a name that tells them apart"
                )
                yield Problem(one.id, field, message)
                return

"""What the words of a record promise, beyond being valid: the rules that editors agreed on, record by record.

A record that breaks one is shown all the same, because it is still the best that is known; ``odmap check`` names it.
The rules are explained in ``data/README.md``.
"""

from collections.abc import Iterable, Iterator

from rapidfuzz.fuzz import token_sort_ratio

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


def broken_rules(organisations: Iterable[LocatedOrganisation]) -> Iterator[Problem]:
    """Yield what breaks a rule, in the directory's order.

    Args:
        organisations: the whole directory.
    """
    names: dict[str | None, list[tuple[str, LocatedOrganisation]]] = {}  # country to folded names
    websites: dict[str, str] = {}
    for one in organisations:
        if _is_active_without_a_sign(one):
            message = (
                f"is active, but nothing shows it at work since {one.read_on.year - RECENT}. Give a newer last_seen, "
                f"say in status_note that an undated page speaks of its present work, or write “{Status.UNKNOWN}”"
            )
            yield Problem(one.id, "status", message)
        if one.website:
            owner = websites.setdefault(one.website.rstrip("/"), one.id)
            if owner != one.id:
                message = f"is the website of {owner}, too. Give its own page, or leave it empty"
                yield Problem(one.id, "website", message)
        name, earlier = fold(one.name), names.setdefault(one.country, [])
        if other := _namesake(one, name, earlier):
            message = (
                f"is nearly that of {other.id}. If it may be the same organisation, say so in possible_duplicate_of; "
                "if not, write a name that tells them apart"
            )
            yield Problem(one.id, "name", message)
        earlier.append((name, one))


def _is_active_without_a_sign(one: LocatedOrganisation) -> bool:
    if one.status is not Status.ACTIVE or UNDATED in one.status_note.casefold():
        return False
    return one.last_seen is None or one.last_seen < one.read_on.year - RECENT


def _namesake(
    one: LocatedOrganisation, name: str, earlier: Iterable[tuple[str, LocatedOrganisation]]
) -> LocatedOrganisation | None:
    """Return an earlier organisation of nearly the same name that is not said to be perhaps the same."""
    for other_name, other in earlier:
        is_said = one.possible_duplicate_of == other.id or other.possible_duplicate_of == one.id
        if not is_said and token_sort_ratio(name, other_name, score_cutoff=ALIKE):
            return other
    return None

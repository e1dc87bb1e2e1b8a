"""What is listed in each country, type by type: the rules of what counts, and the states of a country.

Everything here is reached through :mod:`odmap.analysis.gaps.summary`.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import pandas as pd

from odmap.directory.organisation import Status, Term, Type, Verification
from odmap.geography import countries

ALL_TYPES = tuple(Type)

SMALL = 1_000_000
"""Below this population, one organisation more or less changes a rate so much that the rate says little."""


class Rule(Term):
    """Which listed organisations count. Each rule counts a part of what the one before it counts."""

    WITH_UNVERIFIED = (
        "with-unverified",
        "Everything listed",
        "Everything listed that has not ended, including what is known by name only or only related",
    )
    VERIFIED = (
        "verified",
        Verification.VERIFIED.label,
        "An organisation that public pages confirm, unless one shows that it has ended",
    )
    ACTIVE = "active", "Confirmed and active", "An organisation that public pages show at work"


class State(Term):
    """What the directory knows of a country, for the chosen types and rule."""

    LISTED = "listed", "Listed", "At least one organisation that counts is listed here"
    UNSURE = (
        "unsure",
        "Listed, but ended or not confirmed",
        "Something is listed here, but nothing that counts under the chosen rule",
    )
    NOT_LISTED = "not-listed", "Not listed", "Nothing is listed here; we do not know what exists"
    CONFIRMED_NONE = (
        "confirmed-none",
        "None, according to a source",
        "A source says that there is none, and nothing is listed",
    )


class Cell(NamedTuple):
    """What is listed of one type in one country."""

    state: State
    listed: int
    """Organisations that count."""
    unsure: int
    """Organisations that are listed, but do not count."""


def counts(frame: pd.DataFrame, rule: Rule) -> "pd.Series[bool]":
    """Return for each organisation whether it counts under a rule."""
    if rule == Rule.WITH_UNVERIFIED:
        return frame["status"] != Status.ENDED
    verified = frame["verification"] == Verification.VERIFIED
    if rule == Rule.ACTIVE:
        return verified & (frame["status"] == Status.ACTIVE)
    return verified & (frame["status"] != Status.ENDED)


def board(
    frame: pd.DataFrame, rule: Rule = Rule.VERIFIED, confirmed: Collection[tuple[str, str]] = ()
) -> dict[tuple[str, Type], Cell]:
    """Return what is listed of every type in every country.

    Args:
        frame: the whole directory, located. Bodies with no base count nowhere.
        rule: what counts.
        confirmed: country code and type of which a source says that there is none, as
            :mod:`odmap.directory.confirmed_absences` gives them.

    Returns:
        (country code, type) to its cell, for all countries in the order of their codes.
    """
    listed, unsure = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for country, kind, counted in zip(frame["country"], frame["type"], counts(frame, rule), strict=True):
        (listed if counted else unsure)[country, kind] += 1
    pairs = [(code, kind) for code in countries.load() for kind in Type]
    return {
        pair: Cell(_state(listed[pair], unsure[pair], pair in confirmed), listed[pair], unsure[pair]) for pair in pairs
    }


def coverage(
    frame: pd.DataFrame,
    types: Sequence[Type] = ALL_TYPES,
    rule: Rule = Rule.VERIFIED,
    confirmed: Collection[tuple[str, str]] = (),
) -> pd.DataFrame:
    """Return what is listed in every country, beside how many people live there.

    Args:
        frame: the whole directory, located. Bodies with no base count nowhere.
        types: what is asked for; none chosen means all, as in a filter.
        rule: what counts.
        confirmed: country code and type of which a source says that there is none. A country is confirmed only if
            it is so for every type asked for.

    Returns:
        One row for each country and territory, Antarctica and uninhabited ones included, by ``code``:
        ``name``, ``region``, ``subregion``, ``un_status``; ``population`` and ``population_year`` (``<NA>`` where
        not known); ``listed`` and ``unsure`` (organisations of these types that count, and that do not);
        ``per_10_million`` (of those that count, for each ten million people; ``NaN`` where the population is not
        known); ``small`` (fewer than a million people, so that the rate says little); ``present`` and ``missing``
        (the types asked for that count here, and the others, in the legend's order); ``state``.
    """
    asked = tuple(kind for kind in Type if kind in types) or ALL_TYPES
    cells = board(frame, rule, confirmed)
    rows = [_row(country, {kind: cells[country.code, kind] for kind in asked}) for country in countries.load().values()]
    return (
        pd.DataFrame(rows, dtype=object)
        .set_index("code")
        .astype({"population": "Int64", "population_year": "Int64", "listed": int, "unsure": int})
        .astype({"per_10_million": float, "small": bool})
    )


def _row(country: countries.Country, cells: dict[Type, Cell]) -> dict[str, Any]:
    listed = sum(cell.listed for cell in cells.values())
    unsure = sum(cell.unsure for cell in cells.values())
    confirmed = all(cell.state is State.CONFIRMED_NONE for cell in cells.values())
    return {
        "code": country.code,
        "name": country.name,
        "region": country.region,
        "subregion": country.subregion,
        "un_status": country.un_status,
        "population": country.population,
        "population_year": country.population_year,
        "listed": listed,
        "unsure": unsure,
        "per_10_million": rate(listed, country.population),
        "small": country.population is not None and country.population < SMALL,
        "present": tuple(kind for kind, cell in cells.items() if cell.listed),
        "missing": tuple(kind for kind, cell in cells.items() if not cell.listed),
        "state": _state(listed, unsure, confirmed),
    }


def _state(listed: int, unsure: int, confirmed: bool) -> State:
    if listed:
        return State.LISTED
    if unsure:
        return State.UNSURE
    return State.CONFIRMED_NONE if confirmed else State.NOT_LISTED


def rate(organisations: int, population: int | None) -> float:
    """Return how many organisations there are for each ten million people; ``NaN`` without a population."""
    return organisations * 10_000_000 / population if population else float("nan")

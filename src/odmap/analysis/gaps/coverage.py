"""What is listed in each country, activity by activity: the rules of what counts, and the states of a country.

An organisation counts under each thing it does (``activity_groups``), whatever it mainly is: where a service also
teaches, training is listed. What there is none of can only be told by a source.

Everything here is reached through :mod:`odmap.analysis.gaps.summary`.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import pandas as pd

from odmap.directory.organisation import Status, Term, Type, Verification
from odmap.geography import countries
from odmap.views.selection import does

ALL_TYPES = tuple(Type)

By = Literal["activity_groups", "type"]
"""How organisations are sorted into cells: each under all that it does, or under what it mainly is."""

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
    """What the directory knows of a country, for what is asked for and the rule."""

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
    """What is listed under one word of the legend in one country."""

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
    frame: pd.DataFrame,
    rule: Rule = Rule.VERIFIED,
    confirmed: Collection[tuple[str, str]] = (),
    by: By = "activity_groups",
) -> dict[tuple[str, Type], Cell]:
    """Return what is listed under every word of the legend in every country.

    Args:
        frame: the whole directory, located. Bodies with no base count nowhere.
        rule: what counts.
        confirmed: country code and activity of which a source says that there is none, as
            :mod:`odmap.directory.confirmed_absences` gives them.
        by: under all that an organisation does, so that it is in several cells; or under its main type alone.

    Returns:
        (country code, word of the legend) to its cell, for all countries in the order of their codes.
    """
    listed, unsure = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    kinds = frame["activity_groups"] if by == "activity_groups" else frame["type"].map(lambda kind: (kind,))
    for country, several, counted in zip(frame["country"], kinds, counts(frame, rule), strict=True):
        (listed if counted else unsure).update((country, kind) for kind in several)
    pairs = [(code, kind) for code in countries.load() for kind in Type]
    return {
        pair: Cell(_state(listed[pair], unsure[pair], pair in confirmed), listed[pair], unsure[pair]) for pair in pairs
    }


def coverage(
    frame: pd.DataFrame,
    types: Sequence[Type] = ALL_TYPES,
    rule: Rule = Rule.VERIFIED,
    confirmed: Collection[tuple[str, str]] = (),
    cells: Mapping[tuple[str, Type], Cell] | None = None,
) -> pd.DataFrame:
    """Return what is listed in every country, beside how many people live there. Each organisation counts once.

    Args:
        frame: the whole directory, located. Bodies with no base count nowhere.
        types: what organisations do that is asked for; none chosen means all, as in a filter.
        rule: what counts.
        confirmed: country code and activity of which a source says that there is none. A country is confirmed only
            if it is so for everything asked for.
        cells: of :func:`board` for the same directory and rule, if they are there already.

    Returns:
        One row for each country and territory, Antarctica and uninhabited ones included, by ``code``:
        ``name``, ``region``, ``subregion``, ``un_status``; ``population`` and ``population_year`` (``<NA>`` where
        not known); ``listed`` and ``unsure`` (organisations doing something of it that count, and that do not);
        ``per_10_million`` (of those that count, for each ten million people; ``NaN`` where the population is not
        known); ``small`` (fewer than a million people, so that the rate says little); ``present`` and ``missing``
        (what was asked for and is done here, and the rest of it, in the legend's order); ``state``.
    """
    asked = tuple(kind for kind in Type if kind in types) or ALL_TYPES
    cells = board(frame, rule, confirmed) if cells is None else cells
    relevant, counted = does(frame, asked), counts(frame, rule)
    listed, unsure = (Counter(frame["country"][relevant & rows]) for rows in (counted, ~counted))
    rows = [
        _row(country, {kind: cells[country.code, kind] for kind in asked}, listed[country.code], unsure[country.code])
        for country in countries.load().values()
    ]
    return (
        pd.DataFrame(rows, dtype=object)
        .set_index("code")
        .astype({"population": "Int64", "population_year": "Int64", "listed": int, "unsure": int})
        .astype({"per_10_million": float, "small": bool})
    )


def _row(country: countries.Country, cells: dict[Type, Cell], listed: int, unsure: int) -> dict[str, Any]:
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

"""Counts and sentences about a view: they say in words whatever a picture shows."""

from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from odmap.directory.located import LocatedOrganisation
from odmap.directory.locating import with_article
from odmap.directory.organisation import Status, Type
from odmap.views.codes import NO_BASE
from odmap.views.selection import BY_NAME, TEXT, Selection, apply, not_listed, value_name
from odmap.wording import count, format_number, in_words, iso_date

SEARCH = "Words"
NOT_WHAT_EXISTS = "This tells you what the directory lists, not what exists."


def headline(view: pd.DataFrame, frame: pd.DataFrame) -> str:
    """Return the sentence above the map: how many organisations are shown, of how many, or where and as of when.

    Args:
        view: the rows that match.
        frame: the whole directory.
    """
    countries = count(view["country"].nunique(), "country", "countries")
    if len(view) < len(frame):
        of = f"{format_number(len(view))} of {count(len(frame), 'organisation')}"
        return f"{of}, in {countries}" if view["country"].notna().any() else of
    active = format_number(int((view["status"] == Status.ACTIVE).sum()))
    read = f"; sources read up to {iso_date(str(max(view['read_on'])))}" if len(view) else ""
    return f"{count(len(view), 'organisation')} in {countries}, {active} known to be active{read}"


def countries_in_words(view: pd.DataFrame, most: int) -> str:
    """Return how many organisations of a view each country has: "Japan 53, Norway 14 and 3 more countries".

    Args:
        view: the rows that match.
        most: so many countries are named, the others counted.
    """
    numbers = view["country_name"][view["country"].notna()].value_counts()
    names = sorted(numbers.index, key=lambda name: (-numbers[name], name))
    named = [f"{name} {format_number(int(numbers[name]))}" for name in names[:most]]
    rest = [count(len(names) - most, "more country", "more countries")] if len(names) > most else []
    return in_words([*named, *rest])


def precision_sentence(view: pd.DataFrame) -> str:
    """Return a sentence that says how exactly the organisations of a view can be placed."""
    located = view["precision"].value_counts()
    parts = [
        f"{format_number(located[key])} {words}"
        for key, words in (
            ("locality", "placed in or near a town"),
            ("region", "somewhere in a region"),
            ("country", "somewhere in a country"),
        )
        if key in located
    ]
    without = int(view["precision"].isna().sum())
    if without:
        parts.append(f"{format_number(without)} with no fixed base")
    return f"{', '.join(parts)}.".capitalize() if parts else ""


def by_type(view: pd.DataFrame) -> list[tuple[Type, pd.DataFrame]]:
    """Return the rows of each type that occurs, in the legend's order; within a type, by country and name."""
    groups = []
    for kind in Type:
        rows = view[view["type"] == kind]
        if len(rows):
            groups.append((kind, rows.sort_values("place_in_list", kind="stable")))
    return groups


def place_in_list(view: pd.DataFrame, organisation: str) -> int:
    """Return how many organisations stand before one in the order of :func:`by_type`; 0 if it is not in the view."""
    chosen = view[view["id"] == organisation] if organisation else view.iloc[:0]
    return int((view["place_in_list"] < chosen["place_in_list"].iloc[0]).sum()) if len(chosen) else 0


@dataclass(frozen=True)
class Relaxation:
    """A way out of an empty view: which filters to remove, in words, and how many organisations then show."""

    names: tuple[str, ...]
    words: str
    found: int


def relaxations(frame: pd.DataFrame, selection: Selection) -> list[Relaxation]:
    """Return which filters to remove from an empty view, the most helpful first.

    One filter if that is enough, else as few together as show anything. A facet with several values counts as one
    filter: within a facet more values never hide anything.
    """
    active = list(dict.fromkeys(name for name, _ in selection.active()))
    for size in range(1, len(active) + 1):
        ways = [_relaxation(frame, selection, names) for names in combinations(active, size)]
        helpful = [way for way in ways if way.found]
        if helpful:
            return sorted(helpful, key=lambda way: -way.found)
    return []


def _relaxation(frame: pd.DataFrame, selection: Selection, names: tuple[str, ...]) -> Relaxation:
    words = []
    relaxed = selection
    for name in names:
        values = [value_label(frame, name, value) for value in selection.chosen.get(name, (selection.text,))]
        words.append(f"{facet_label(name)}: {in_words(values, 'or')}")
        relaxed = relaxed.without(name)
    return Relaxation(names, in_words(words), len(apply(frame, relaxed)))


def facet_label(name: str) -> str:
    """Return what a visitor reads for a facet, or for the text search."""
    return SEARCH if name == TEXT else BY_NAME[name].label


def value_label(frame: pd.DataFrame, name: str, value: str) -> str:
    """Return what a visitor reads for one chosen value."""
    if name == TEXT:
        return f"“{value}”"
    return value_name(frame, BY_NAME[name], value)


def offered_label(frame: pd.DataFrame, name: str, value: str) -> str:
    """Return what a visitor reads for one value where it stands alone: "Principle: Immediate help" is no offer."""
    return f"{'' if name == TEXT else BY_NAME[name].before}{value_label(frame, name, value)}"


def not_listed_sentence(frame: pd.DataFrame, selection: Selection) -> str:
    """Return a sentence naming the chosen values that no organisation has; empty if there are none.

    It adds that this says nothing about the world.

    Args:
        frame: the whole directory.
        selection: what is chosen.
    """
    found = not_listed(frame, selection)
    places = [with_article(value_label(frame, *one)) for one in found if _is_place(*one)]
    others = [f"“{offered_label(frame, *one)}”" for one in found if not _is_place(*one)]
    said = [f"{word} {in_words(these, 'or')}" for word, these in (("in", places), ("under", others)) if these]
    return f"Nothing is listed {in_words(said, 'or')}. {NOT_WHAT_EXISTS}" if said else ""


def _is_place(name: str, value: str) -> bool:
    return name == "region" or (name == "country" and value != NO_BASE)


def filters_in_words(frame: pd.DataFrame, selection: Selection) -> str:
    """Return what is chosen, as "Country: Finland, Norway; Type: Service; Words: “peer”"; empty for no choice.

    Args:
        frame: the whole directory, which knows the names of countries.
        selection: what is chosen.
    """
    chosen: dict[str, list[str]] = {}
    for name, value in selection.active():
        chosen.setdefault(facet_label(name), []).append(value_label(frame, name, value))
    return "; ".join(f"{label}: {', '.join(values)}" for label, values in chosen.items())


def status_in_words(organisation: LocatedOrganisation) -> str:
    """Return an organisation's status with the year it was last seen: "Active, last seen 2025"."""
    status, year = organisation.status.label, organisation.last_seen
    return f"{status}, last seen {year}" if year else status

"""The sentences of a brief (see :mod:`odmap.analysis.country_brief`)."""

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pandas as pd

from odmap.analysis.gaps import summary as gaps
from odmap.directory.locating import with_article
from odmap.directory.organisation import HOW_SURE, Precision, Type
from odmap.geography.countries import Country
from odmap.version import NAME, __version__
from odmap.views.nearest import distance_in_words, nearest_to
from odmap.views.provenance import CAVEAT, LICENCE
from odmap.wording import agreeing, capital, count, format_number, in_words, iso_date, small

HEADS = ("Name", "Today", HOW_SURE, "Place", "Website")
"""The heads of the table of what is listed, in every form of a brief."""

CAVEATS = f"{gaps.CAVEAT} {CAVEAT}"

_SHORT = 24  # characters of a host and its path
_LONGEST = 60  # of a host alone
_CODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_ALMOST_NOTHING = 0.01  # km; the middle of a country is no town, so nothing is "in the same town"


def where(country: Country) -> str:
    """Return sub-region and region; Antarctica is both."""
    if country.region == country.subregion:
        return f"{country.region}."
    return f"{country.subregion}, {country.region}."


def population(country: Country) -> str:
    """Return a sentence on a country's population, with its year, its source and any note on it."""
    note = f" {country.note}" if country.note else ""
    if country.population is None:
        return f"We do not know how many people live here.{note}"
    people = gaps.people(country.population)
    return f"{capital(people)} in {country.population_year}, according to the {country.population_source}.{note}"


def headline(country: Country, cells: Mapping[Type, gaps.Cell]) -> str:
    """Return a sentence on how much is listed in a country, by main type, and how much of it counts."""
    place = with_article(country.name)
    listed = {kind: cell.listed + cell.unsure for kind, cell in cells.items() if cell.listed or cell.unsure}
    total, counted = sum(listed.values()), sum(cell.listed for cell in cells.values())
    if not total:
        none = all(cell.state is gaps.State.CONFIRMED_NONE for cell in cells.values())
        unknown = "A source says that there is none." if none else "We do not know what exists there."
        return f"Nothing is listed in {place}. {unknown}"
    types = in_words([f"{kind.label.lower()} {format_number(number)}" for kind, number in listed.items()])
    total_listed = f"{count(total, 'organisation is', 'organisations are')} listed in {place} (by main type: {types})."
    return f"{total_listed} {_counting(total, counted)}"


def _counting(total: int, counted: int) -> str:
    if total == 1:
        return "It counts here." if counted else "It does not count here."
    if counted in (0, total):
        return "All of them count here." if counted else "None of them counts here."
    return f"{format_number(counted)} of them {agreeing(counted, 'counts', 'count')} here."


def lead(country: Country, cells: Mapping[Type, gaps.Cell], active: int) -> str:
    """Return a sentence on how much is listed in a country, and how much of it is known to be active.

    Args:
        country: the country.
        cells: by main type.
        active: how many are known to be active.
    """
    total = sum(cell.listed + cell.unsure for cell in cells.values())
    if not total:
        return headline(country, cells)
    listed = f"{count(total, 'organisation is', 'organisations are')} listed in {with_article(country.name)}"
    if total == 1:
        return f"{listed}. It is {'known' if active else 'not known'} to be active."
    if active in (0, total):
        return f"{listed}. {'All' if active else 'None'} of them {'are' if active else 'is'} known to be active."
    return f"{listed}, {format_number(active)} of them known to be active."


def rate(country: Country, listed: int) -> str:
    """Return how many organisations count for each ten million people; empty where that is not known.

    Args:
        country: the country.
        listed: how many of its organisations count.
    """
    if not listed or not country.population:
        return ""
    few = " In so small a population one more or less changes this much." if country.population < gaps.SMALL else ""
    return f"{format_number(gaps.rate(listed, country.population), 1)} that count per 10 million people.{few}"


def of_type(cell: gaps.Cell) -> str:
    """Return how many of one type are listed and how many count: "3 listed. 2 of them count here."."""
    total = cell.listed + cell.unsure
    listed = f"{format_number(total)} listed"
    return f"{listed}. {_counting(total, cell.listed)}" if cell.unsure else listed


def missing(cell: gaps.Cell) -> str:
    """Return what is known of an activity that nothing that counts is listed for."""
    if cell.state is gaps.State.UNSURE:
        what = "known by name only, only related to Open Dialogue, or ended"
        return f"{format_number(cell.unsure)} listed, but {agreeing(cell.unsure, 'it', 'each')} is {what}."
    return f"{cell.state.label}."


class Elsewhere(NamedTuple):
    """The nearest organisation of a type outside a country."""

    id: str
    """Empty where none can be named."""
    name: str
    words: str
    """Where it is and how far; or why none can be named, as a sentence."""

    def __str__(self) -> str:
        """Return it as a sentence."""
        return f"{self.name}, {self.words}" if self.id else self.words


def elsewhere(kind: Type, country: Country, counted: pd.DataFrame) -> Elsewhere:
    """Return the nearest organisation of a type outside a country, with its distance.

    Args:
        kind: the type.
        country: the country, which has none itself that counts.
        counted: the organisations of the type that count, located.
    """
    if not (isfinite(country.latitude) and isfinite(country.longitude)):
        return Elsewhere("", "", "We do not know where the middle of the country is, so we cannot say what is near.")
    found = nearest_to(counted, country.latitude, country.longitude, limit=1)
    if not found:
        return Elsewhere("", "", f"No {kind.label.lower()} that counts has a known place in this directory.")
    nearest = found[0]
    distance = distance_in_words(max(nearest.kilometres, _ALMOST_NOTHING), exact=True)
    to = " to the middle of that region" if nearest.precision is Precision.REGION else ""
    place = small(nearest.place) if nearest.place.startswith("Somewhere") else nearest.place
    return Elsewhere(nearest.id, nearest.name, f"{place}: {distance} from the middle of the country{to}.")


def next_door(cells: Sequence[gaps.Cell]) -> str:
    """Return what is listed in a neighbouring country; empty where nothing is.

    Args:
        cells: one for each type.
    """
    listed, unsure = sum(cell.listed for cell in cells), sum(cell.unsure for cell in cells)
    if listed:
        more = f", and {format_number(unsure)} that {agreeing(unsure, 'does', 'do')} not" if unsure else ""
        return f"{format_number(listed)} listed that {agreeing(listed, 'counts', 'count')}{more}"
    if unsure:
        return f"{format_number(unsure)} listed, but ended or not confirmed"
    if all(cell.state is gaps.State.CONFIRMED_NONE for cell in cells):
        return "none, according to a source"
    return ""


def about(data_as_of: str, total: int | None = None) -> str:
    """Return where a document comes from and what one may do with it.

    Args:
        data_as_of: the newest day on which a source was read, ISO 8601; may be empty.
        total: how many organisations the whole directory holds, if that matters.
    """
    of = f", {count(total, 'organisation')} in all" if total is not None else ""
    origin = f"From the {NAME} {__version__}, data as of {iso_date(data_as_of)}{of}."
    return f"{origin} {LICENCE}: use it, and say where it comes from."


def short(address: str) -> str:
    """Return an address as people say it: its host, and its path if that is short."""
    words = on_paper(address).removeprefix("http://").removeprefix("www.").removesuffix("/")
    host = (urlsplit(address).hostname or address).removeprefix("www.")
    shown = words if len(words) <= _SHORT and "?" not in words else host
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def on_paper(address: str) -> str:
    """Return an address to copy from paper: letters outside ASCII as letters, without ``https://``."""
    words = _CODED.sub(_decoded, address).removeprefix("https://")
    return words.removesuffix("/") if words.count("/") == 1 else words


def _decoded(coded: re.Match[str]) -> str:
    try:
        letters = unquote(coded[0], errors="strict")
    except UnicodeDecodeError:
        return coded[0]
    return letters if letters.isprintable() and " " not in letters else coded[0]

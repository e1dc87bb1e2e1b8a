"""A country brief in words: what is listed there, what is not, and what is near.

What counts is decided by :data:`RULE`. Where nothing is listed, what exists is not known, and a brief says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
from geopy.location import Location
from rapidfuzz import fuzz, process, utils

from odmap.analysis import country_brief_text
from odmap.analysis.country_brief_text import Elsewhere
from odmap.analysis.gaps import summary as gaps
from odmap.data_file import DataFileError
from odmap.directory import confirmed_absences
from odmap.directory.known_places import open_gazetteer
from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.locating import with_article
from odmap.directory.organisation import Precision, Status, Type, Verification
from odmap.directory.organisations import Directory
from odmap.geography import countries
from odmap.geography.countries import Country
from odmap.geography.place_names import fold
from odmap.views.summary import by_type, status_in_words
from odmap.wording import in_words, small

RULE = gaps.Rule.VERIFIED
ASKED_ELSEWHERE = (Type.SERVICE, Type.TRAINING)
"""What is looked for abroad where nothing that counts does it in the country."""

_LONGEST = 60  # characters of what was given that an answer repeats or looks up
_ALIKE = 75  # of 100


class UnknownCountry(KeyError):  # noqa: N818 - a wrong question, not a fault of the program
    """No country has this code; the argument says so in words."""


@dataclass(frozen=True)
class ListedOrganisation:
    """One organisation that is listed in the country."""

    id: str
    name: str
    own_name: str | None
    own_language: str
    status: str
    """With the year it was last seen: "Active, last seen 2025"."""
    verification: Verification
    place: str
    """Within the country: "Kemi, Lapland" or "Somewhere in Lapland"."""
    website: str | None
    sources: tuple[str, ...]
    read_on: date


@dataclass(frozen=True)
class ListedType:
    """What is listed of one main type, and how many of those count, in words."""

    type: Type
    words: str
    entries: tuple[ListedOrganisation, ...]


@dataclass(frozen=True)
class MissingType:
    """What nothing that counts does in the country, whatever it mainly is.

    Attributes:
        type: the word of the legend.
        state: whether nothing is listed, or only what does not count, or a source says that there is none.
        words: the same as a sentence.
        source: the page that says that there is none, and the day it was read; ``None`` in every other state.
        nearest: the nearest elsewhere that counts.
    """

    type: Type
    state: gaps.State
    words: str
    source: tuple[str, date] | None
    nearest: Elsewhere

    @property
    def elsewhere(self) -> str:
        """The nearest that counts, for the types of :data:`ASKED_ELSEWHERE`, as a sentence; else empty."""
        return str(self.nearest) if self.type in ASKED_ELSEWHERE else ""


@dataclass(frozen=True)
class NeighbouringCountry:
    """A country with a common land border, and what is listed there in words; empty for nothing."""

    code: str
    name: str
    words: str


@dataclass(frozen=True)
class Brief:
    """A country in words. Sentences are whole; addresses become links where a form has links.

    Attributes:
        country: what is known of it.
        where: sub-region and region.
        population: how many people live there, as of when, and who says so.
        headline: how much is listed, and how much of it counts.
        lead: how much is listed, and how much of it is known to be active.
        rate: how many count for each ten million people; empty where that is not known.
        done: for each thing that organisations do, how many of the listed do it, whatever they mainly are.
        listed: what is listed, by main type in the legend's order.
        missing: what nothing that counts does here.
        neighbours: the countries with a common border on land, by name.
        data_as_of: the newest day on which a source was read, ISO 8601; empty for an empty directory.
        rule: what it takes to count.
        caveat: what the brief does not claim.
    """

    country: Country
    where: str
    population: str
    headline: str
    lead: str
    rate: str
    done: Mapping[Type, gaps.Cell]
    listed: tuple[ListedType, ...]
    missing: tuple[MissingType, ...]
    neighbours: tuple[NeighbouringCountry, ...]
    data_as_of: str
    rule: str = f"What counts here: {small(RULE.meaning)}."
    caveat: str = country_brief_text.CAVEATS

    @property
    def title(self) -> str:
        """What the brief is, for the title of a page or a file."""
        return title(self.country)

    @property
    def entries(self) -> tuple[ListedOrganisation, ...]:
        """All that is listed, in the order of the groups."""
        return tuple(entry for group in self.listed for entry in group.entries)

    @property
    def read_on(self) -> date | None:
        """The day on which all sources were read; ``None`` if they were read on several days, or there are none."""
        days = {entry.read_on for entry in self.entries}
        return days.pop() if len(days) == 1 else None

    @property
    def neighbours_not_listed(self) -> tuple[str, ...]:
        """The names of the neighbouring countries where nothing is listed."""
        return tuple(other.name for other in self.neighbours if not other.words)

    @property
    def stem(self) -> str:
        """The name of a file without its extension: "odmap-brief-jp-2026-11-22"."""
        day = f"-{self.data_as_of}" if self.data_as_of else ""
        return f"odmap-brief-{self.country.code.lower()}{day}"


def brief(code: str, directory: Directory, nones: confirmed_absences.Confirmed | None = None) -> Brief:
    """Return the brief of a country.

    Args:
        code: ISO 3166-1 alpha-2 code, in capitals or not.
        directory: the whole directory, located.
        nones: where there is none, as sources say; by default as the project's own file has them.

    Raises:
        UnknownCountry: no country has this code; a KeyError whose argument says so in words.
    """
    country = known(code)
    nones = confirmed_absences.load() if nones is None else nones
    frame = directory.frame
    rows = frame[frame["country"] == country.code]
    none = confirmed_absences.pairs(nones.records)
    mainly, done = gaps.board(frame, RULE, none, by="type"), gaps.board(frame, RULE, none)
    own = {kind: mainly[country.code, kind] for kind in Type}
    return Brief(
        country=country,
        where=country_brief_text.where(country),
        population=country_brief_text.population(country),
        headline=country_brief_text.headline(country, own),
        lead=country_brief_text.lead(country, own, int((rows["status"] == Status.ACTIVE).sum())),
        rate=country_brief_text.rate(country, sum(cell.listed for cell in own.values())),
        done={kind: done[country.code, kind] for kind in Type},
        listed=tuple(_group(kind, some, own[kind]) for kind, some in by_type(rows)),
        missing=tuple(
            _missing(kind, done[country.code, kind], country, frame, nones)
            for kind in Type
            if done[country.code, kind].state is not gaps.State.LISTED
        ),
        neighbours=_next_door(country, mainly),
        data_as_of=directory.read_on,
    )


def known(code: str) -> Country:
    """Return the country that has a code.

    Args:
        code: ISO 3166-1 alpha-2 code, in capitals or not.

    Raises:
        UnknownCountry: no country has this code; a KeyError whose argument says so in words.
    """
    country = countries.load().get(code.strip().upper())
    if country is None:
        words = f"No country has the code “{code[:_LONGEST]}”. Use the two letters of ISO 3166-1, such as FI."
        raise UnknownCountry(words)
    return country


def title(country: Country) -> str:
    """Return what everything about a country is called: "Open Dialogue in Finland"."""
    return f"Open Dialogue in {with_article(country.name)}"


def near(given: str, limit: int = 3) -> list[Country]:
    """Return the countries that someone may have meant by a code that does not exist, the likeliest first.

    Args:
        given: a code of three letters, or a name in any language the gazetteer knows, as typed; any text is safe.
        limit: how many at most.
    """
    every = countries.load()
    asked = given[:_LONGEST].strip()
    three = [country.code for country in every.values() if country.alpha3 == asked.upper()]
    found = _looked_up(asked) if asked else None
    by_name = [str(found.raw["country"])] if found and found.raw["precision"] == Precision.COUNTRY else []
    names = {country.code: country.name for country in every.values()}
    alike = process.extract(
        asked, names, scorer=fuzz.ratio, processor=utils.default_process, limit=limit, score_cutoff=_ALIKE
    )
    codes = dict.fromkeys([*three, *by_name, *(code for _, _, code in alike)])
    return [every[code] for code in codes if code in every][:limit]


def likely_codes(given: str) -> str:
    """Return a question that names the codes someone may have meant: "Do you mean NO (Norway)?"; empty for none."""
    meant = in_words([f"{country.code} ({country.name})" for country in near(given)], "or")
    return f"Do you mean {meant}?" if meant else ""


def _looked_up(asked: str) -> Location | None:
    try:
        with open_gazetteer() as gazetteer:
            return gazetteer.geocode(asked)
    except DataFileError:
        return None  # what is spelt alike is found without it


def _group(kind: Type, rows: pd.DataFrame, cell: gaps.Cell) -> ListedType:
    return ListedType(kind, country_brief_text.of_type(cell), tuple(map(_entry, organisations_in(rows))))


def _entry(organisation: LocatedOrganisation) -> ListedOrganisation:
    return ListedOrganisation(
        id=organisation.id,
        name=organisation.name,
        own_name=organisation.own_name,
        own_language=organisation.own_language,
        status=status_in_words(organisation),
        verification=organisation.verification,
        place=organisation.place.removesuffix(f", {organisation.country_name}"),
        website=organisation.website,
        sources=organisation.sources,
        read_on=organisation.read_on,
    )


def _missing(
    kind: Type, cell: gaps.Cell, country: Country, frame: pd.DataFrame, nones: confirmed_absences.Confirmed
) -> MissingType:
    source = None
    if cell.state is gaps.State.CONFIRMED_NONE:
        said = (line for line in nones.records if line.country == country.code and kind in line.activities)
        source = next((line.source, line.read_on) for line in said)
    counted = frame[gaps.counts(frame, RULE) & gaps.does(frame, (kind,))]
    nearest = country_brief_text.elsewhere(kind, country, counted)
    return MissingType(kind, cell.state, country_brief_text.missing(cell), source, nearest)


def _next_door(country: Country, cells: Mapping[tuple[str, Type], gaps.Cell]) -> tuple[NeighbouringCountry, ...]:
    every = countries.load()
    found = [
        NeighbouringCountry(code, every[code].name, country_brief_text.next_door([cells[code, kind] for kind in Type]))
        for code in country.neighbours
    ]
    return tuple(sorted(found, key=lambda one: fold(one.name)))

"""Give every organisation of a directory its place on the map, as exactly as its record supports.

Nothing here asks a network: the gazetteer is a file. A body with no base gets no coordinates at all.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

import pandas as pd
from geopy.location import Location

from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import Precision, Type, activity_groups
from odmap.directory.organisations import Directory
from odmap.geography.place_names import fold

NO_BASE_NAME = "No fixed base"


class Places(Protocol):
    """Whatever knows where countries, and perhaps towns, are: :class:`odmap.geography.gazetteer.Gazetteer`."""

    def locate(self, country: str | None, region: str | None = None, town: str | None = None) -> Location | None:
        """Place a record as exactly as its three fields support."""

    def country_names(self) -> dict[str, str]:
        """Return the names of all countries by ISO 3166-1 alpha-2 code; empty if none is known."""


def locate(directory: Directory, gazetteer: Places) -> Directory:
    """Return the directory with the columns that place, list and search need.

    Added columns:
        ``country_name``: English name, or "No fixed base".
        ``latitude``, ``longitude``: degrees, WGS 84; ``NaN`` for a body with no base.
        ``precision``: ``"country"``, ``"region"`` or ``"locality"``; ``None`` for a body with no base.
        ``place_source``: where the coordinates come from; ``None`` for a body with no base.
        ``place``: the place in words, honest about its precision ("somewhere in Finland").
        ``search_text``: name, places and summary, folded for a search without accents or case.
        ``activity_groups``: under which words of the legend it is found, by what it does and what it mainly is.
        ``place_in_list``: where it stands among all: by type in the legend's order, then by country and name.
    """
    names = gazetteer.country_names()
    frame = directory.frame.copy()
    find = lru_cache(maxsize=4096)(gazetteer.locate)  # many organisations are in the same town
    recorded = zip(frame["country"], frame["region"], frame["town"], strict=True)
    rows = [_place(*fields, find, names) for fields in recorded]
    places = pd.DataFrame(rows, columns=_Place._fields, index=frame.index, dtype=object).astype(
        {"latitude": "float64", "longitude": "float64"}
    )
    located = pd.concat([frame, places], axis=1)
    return replace(
        directory,
        frame=located.assign(
            search_text=_search_texts(located),
            activity_groups=_activity_groups(located),
            place_in_list=_places_in_list(located),
        ),
    )


def _search_texts(frame: pd.DataFrame) -> "pd.Series[Any]":
    columns = (frame[name] for name in ("name", "own_name", "parent", "place", "country_name", "summary"))
    texts = [fold(" ".join(part for part in parts if part)) for parts in zip(*columns, strict=True)]
    return pd.Series(texts, index=frame.index, dtype=object)


def _activity_groups(frame: pd.DataFrame) -> "pd.Series[Any]":
    doing = zip(frame["type"], frame["activities"], strict=True)
    return pd.Series([activity_groups(Type(kind), does) for kind, does in doing], index=frame.index, dtype=object)


def _places_in_list(frame: pd.DataFrame) -> list[int]:
    order = {kind: place for place, kind in enumerate(Type)}
    words = zip(frame["type"], frame["country_name"], frame["name"], strict=True)
    keys = [(order[kind], country.casefold(), name.casefold()) for kind, country, name in words]
    places = [0] * len(keys)
    for place, number in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
        places[number] = place
    return places


class _Place(NamedTuple):
    """What the gazetteer adds to a record."""

    country_name: str
    latitude: float | None
    longitude: float | None
    precision: str | None
    place_source: str | None
    place: str


def _place(
    country: str | None,
    region: str | None,
    town: str | None,
    find: Callable[[str | None, str | None, str | None], Location | None],
    names: Mapping[str, str],
) -> _Place:
    country_name = names.get(country, country) if country else NO_BASE_NAME
    found = find(country, region, town)
    if found is None:
        place = place_in_words(country_name if country else None, region, town, None)
        return _Place(country_name, None, None, None, None, place)
    precision = found.raw["precision"]
    place = place_in_words(country_name if country else None, region, town, precision)
    return _Place(country_name, found.latitude, found.longitude, precision, found.raw["source"], place)


class Coarse(NamedTuple):
    """A record that can only be placed more coarsely than it says.

    Attributes:
        id: of the record.
        field: the one whose place no gazetteer knows: "town" or "region".
        name: what it says.
        shown: where the map shows it instead, in words: "Somewhere in Finland".
    """

    id: str
    field: str
    name: str
    shown: str


def coarser_than_recorded(frame: pd.DataFrame) -> list[Coarse]:
    """List the records whose town or region no gazetteer knows."""
    town = frame["town"].notna() & (frame["precision"] != Precision.LOCALITY)
    region = frame["town"].isna() & frame["region"].notna() & (frame["precision"] == Precision.COUNTRY)
    return [_coarse(organisation) for organisation in organisations_in(frame[town | region])]


def _coarse(organisation: LocatedOrganisation) -> Coarse:
    country, precision = organisation.country_name, organisation.precision
    region = organisation.region if precision is Precision.REGION else None
    shown = place_in_words(country, region, None, precision)
    if organisation.town:
        return Coarse(organisation.id, "town", organisation.town, shown)
    return Coarse(organisation.id, "region", organisation.region or "", shown)


def place_in_words(country: str | None, region: str | None, town: str | None, precision: str | None) -> str:
    """Say where a body is, and no more than is known.

    Args:
        country: its English name, ``None`` for a body with no base.
        region: as the record gives it.
        town: as the record gives it.
        precision: how exactly it could be located; coarser than the record where no gazetteer knows the town.
    """
    if not country:
        return "No fixed base"
    parts = list(dict.fromkeys(part for part in (town, region, country) if part))
    if len(parts) == 1:
        return f"Somewhere in {with_article(country)}"
    words = ", ".join(parts)
    return words if precision == Precision.LOCALITY else f"Somewhere in {words}"


def with_article(place: str) -> str:
    """Return the name of a country or part of the world as it stands after "in": "the Netherlands", "Finland"."""
    countries = {"Netherlands", "United Kingdom", "United States", "Czech Republic", "Philippines"}
    parts = {"Americas", "Caribbean", "Nordic countries"}
    return f"the {place}" if place in countries | parts else place

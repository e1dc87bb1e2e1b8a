"""Give every organisation of a directory its place on the map, as exactly as its record supports.

Nothing here asks a network: the gazetteer is a file. A body with no base gets no coordinates at all.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

import pandas as pd
from geopy.location import Location

from odmap.directory.organisation import Precision, Type
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
        ``place_in_list``: where it stands among all: by type in the legend's order, then by country and name.
    """
    names = gazetteer.country_names()
    frame = directory.frame.copy()
    find = lru_cache(maxsize=4096)(gazetteer.locate)  # many organisations are in the same town
    rows = [_place(row, find, names) for row in frame.to_dict("records")]
    columns = ["country_name", "latitude", "longitude", "precision", "place_source", "place", "search_text"]
    places = pd.DataFrame(rows, columns=columns, index=frame.index, dtype=object).astype(
        {"latitude": "float64", "longitude": "float64"}
    )
    located = pd.concat([frame, places], axis=1)
    return replace(directory, frame=located.assign(place_in_list=_places_in_list(located)))


def _places_in_list(frame: pd.DataFrame) -> list[int]:
    order = {kind: place for place, kind in enumerate(Type)}
    words = zip(frame["type"], frame["country_name"], frame["name"], strict=True)
    keys = [(order[kind], country.casefold(), name.casefold()) for kind, country, name in words]
    places = [0] * len(keys)
    for place, number in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
        places[number] = place
    return places


def _place(row: dict[Any, Any], find: Callable[..., Any], names: dict[str, str]) -> dict[str, Any]:
    country = row["country"]
    country_name = names.get(country, country) if country else NO_BASE_NAME
    found = find(country, row["region"], row["town"])
    precision = found.raw["precision"] if found else None
    place = place_in_words(country_name if country else None, row["region"], row["town"], precision)
    searched = (row["name"], row["own_name"], row["parent"], place, country_name, row["summary"])
    return {
        "country_name": country_name,
        "latitude": found.latitude if found else None,
        "longitude": found.longitude if found else None,
        "precision": precision,
        "place_source": found.raw["source"] if found else None,
        "place": place,
        "search_text": fold(" ".join(part for part in searched if part)),
    }


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
    rows = frame[town | region]
    return [_coarse(row) for row in rows.to_dict("records")]


def _coarse(row: dict[Any, Any]) -> Coarse:
    field = "town" if row["town"] else "region"
    region = row["region"] if row["precision"] == Precision.REGION else None
    shown = place_in_words(row["country_name"], region, None, row["precision"])
    return Coarse(row["id"], field, row[field], shown)


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


def with_article(country: str) -> str:
    """Return a country's name as it stands after "in": "the Netherlands", "Finland"."""
    plural = {"Netherlands", "United Kingdom", "United States", "Czech Republic", "Philippines"}
    return f"the {country}" if country in plural else country

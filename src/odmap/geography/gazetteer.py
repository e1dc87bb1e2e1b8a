"""Look a place up by its name, without a network.

The places come from Natural Earth (public domain), GeoNames (CC BY 4.0), Unicode CLDR and data/places.csv, by way of
scripts/build_gazetteer.py. Our own geocoder, because all of geopy's ask a server. All coordinates are decimal degrees,
WGS 84, latitude first.
"""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NoReturn, overload

from geopy.adapters import BaseSyncAdapter
from geopy.distance import great_circle
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from odmap.geography.gazetteer_db import GazetteerFile, GazetteerFileError, Place
from odmap.geography.place_names import names_no_place
from odmap.geography.place_search import Candidates, PlaceSearch
from odmap.geography.place_suggestions import PlaceSuggestions
from odmap.settings import GAZETTEER

__all__ = ["Gazetteer", "GazetteerFileError", "NoNetworkAdapter", "place_label"]

LONGEST_QUERY = 500  # characters; longer texts name no place
MOST_LOCATIONS = 10
AROUND_KM = 50  # farther away, a town says nothing about a point
KM_IN_A_DEGREE = 111.2  # of latitude

# Keys of geopy's structured queries, from the most exact to the widest.
STRUCTURED_KEYS = ("city", "county", "state", "country")


class NoNetworkAdapter(BaseSyncAdapter):  # type: ignore[misc] # geopy ships no types
    """A geopy adapter that refuses every request, so that the gazetteer cannot open a socket."""

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> NoReturn:
        """Refuse.

        Raises:
            geopy.exc.GeocoderServiceError: always.
        """
        raise GeocoderServiceError(f"The offline gazetteer opens no network connection, but was asked for {url}")

    get_text = get_json


class Gazetteer(Geocoder):  # type: ignore[misc] # geopy ships no types
    """An offline geopy geocoder over the gazetteer file. One instance may serve any number of threads.

    Args:
        path: the SQLite file; by default the one in data/derived.

    Raises:
        GazetteerFileError: the file is missing, damaged or of another version; the message names the file and
            the script that builds it.
    """

    def __init__(self, path: Path = GAZETTEER) -> None:
        super().__init__(adapter_factory=NoNetworkAdapter, user_agent="odmap offline gazetteer")
        self._file = GazetteerFile(path)
        self._search = PlaceSearch(self._file)
        self._suggestions = PlaceSuggestions(self._file)

    @overload
    def geocode(
        self, query: str | Mapping[str, str], *, exactly_one: Literal[True] = True, timeout: Any = ...
    ) -> Location | None: ...

    @overload
    def geocode(
        self, query: str | Mapping[str, str], *, exactly_one: bool, timeout: Any = ...
    ) -> Location | list[Location] | None: ...

    def geocode(
        self, query: str | Mapping[str, str], *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Find a place by its name.

        The part after the last comma fixes the country (or region), and everything before it must lie inside.
        Where the place is unknown, the region or country that was named is returned; a place is never
        guessed.

        Args:
            query: "Kemi, Finland", or a mapping with the keys ``city``, ``county``, ``state`` and ``country``
                of geopy's structured queries. Other keys are ignored.
            exactly_one: return the best location only, else a list of up to ten candidates, the best first.
            timeout: accepted for geopy's sake and ignored; a look-up takes well under a millisecond.

        Returns:
            The location, or None if nothing is found or the text names no place ("global", "Europe"). Its
            ``raw`` has:

            - ``name``;
            - ``country``: ISO 3166-1 alpha-2;
            - ``iso_3166_2``: of the smallest region with a code that holds it, or None;
            - ``precision``: "country", "region" or "locality";
            - ``ambiguous``: another place of that name lies over 100 km away;
            - ``within``: the names of the regions that hold it, the smallest first;
            - ``match``: "exact", "fuzzy" (spelling corrected) or "parent" (the place that holds the one asked
              for);
            - ``source``: "Natural Earth", "Natural Earth (grouped)", "GeoNames" or "odmap places.csv";
            - ``query``: what was asked.

        Raises:
            geopy.exc.GeocoderQueryError: the query is of another type.
            GazetteerFileError: the file turned out to be damaged.
        """
        parts, text = _parts_of(query)
        if names_no_place(text) or len(text) > LONGEST_QUERY:
            return None
        parts = [part for part in parts if not names_no_place(part)]
        found = self._search.text(parts) if parts else None
        if found is None:
            return None
        locations = [self._location(place, found, text) for place in found.places[:MOST_LOCATIONS]]
        return locations[0] if exactly_one else locations

    def reverse(self, query: tuple[float, float], *, exactly_one: bool = True, timeout: Any = ...) -> Location | None:
        """Find the town nearest to a point, if there is one within about 50 km.

        Args:
            query: latitude and longitude; degrees, WGS 84.
            exactly_one: accepted for geopy's sake; there is one answer or none.
            timeout: likewise.

        Raises:
            GazetteerFileError: the file turned out to be damaged.
        """
        latitude, longitude = query
        tall = AROUND_KM / KM_IN_A_DEGREE
        wide = tall / max(math.cos(math.radians(latitude)), 0.01)
        towns = self._file.localities_in(latitude - tall, latitude + tall, longitude - wide, longitude + wide)
        far = {town: great_circle(query, (town.latitude, town.longitude)).km for town in towns}
        nearest = min(far, key=lambda town: (far[town], town.id), default=None)
        if nearest is None or far[nearest] > AROUND_KM:
            return None
        return self._location(nearest, Candidates([nearest], "exact"), f"{latitude}, {longitude}")

    def suggest(self, text: str, limit: int = 5) -> list[Location]:
        """Find the places that a text may become while it is typed, the likeliest first; nothing is guessed.

        Args:
            text: "Canterb", or "Canterbury, Eng"; any text is safe. Shorter than two letters, it finds nothing.
            limit: how many at most.

        Returns:
            Locations as from :meth:`geocode`, whose ``match`` is "prefix", or "fuzzy" where nothing begins so and a
            name is spelt nearly so.

        Raises:
            GazetteerFileError: the file turned out to be damaged.
        """
        parts, _ = _parts_of(text[:LONGEST_QUERY])
        found = self._suggestions.beginning(parts, limit) if parts else None
        return [self._location(place, found, text) for place in found.places] if found else []

    def locate(self, country: str | None, region: str | None = None, town: str | None = None) -> Location | None:
        """Place a record as exactly as its three fields support: its town, else its region, else its country.

        Args:
            country: ISO 3166-1 alpha-2 code.
            region: name of a region of that country. A town counts only if it lies in it, as far as it is
                known.
            town: name of a town of that country.

        Returns:
            A location as from :meth:`geocode`, or None where the country is empty or unknown.

        Raises:
            GazetteerFileError: the file turned out to be damaged.
        """
        found = self._search.record(country or "", region or "", town or "")
        if found is None:
            return None
        return self._location(found.places[0], found, ", ".join(part for part in (town, region, country) if part))

    def country_names(self) -> dict[str, str]:
        """Return the short English names of all countries by ISO 3166-1 alpha-2 code, sorted by name."""
        return dict(self._file.country_names)

    def sources(self) -> list[dict[str, str]]:
        """Return what the gazetteer is made of: the name, used_for, licence, version and package of each."""
        return [dict(source) for source in self._file.sources]

    def close(self) -> None:
        """Close the file. The gazetteer cannot be used afterwards."""
        self._file.close()

    def _location(self, place: Place, found: Candidates, query: str) -> Location:
        names = dict.fromkeys((place.name, self._file.country_names[place.country]))
        raw = {
            "name": place.name,
            "country": place.country,
            "iso_3166_2": place.iso_3166_2,
            "precision": place.kind,
            "ambiguous": found.ambiguous,
            "within": self._file.within(place),
            "match": found.match,
            "source": place.source,
            "query": query,
        }
        try:
            return Location(", ".join(names), (place.latitude, place.longitude), raw)
        except (TypeError, ValueError) as error:  # no coordinates of this world
            raise self._file.damaged() from error


def place_label(location: Location) -> str:
    """Return a place so that people tell it from others of its name: "Canterbury, Kent, United Kingdom".

    Args:
        location: as :class:`Gazetteer` gives it.
    """
    raw = location.raw
    within = raw["within"][-1:] if raw["precision"] == "region" else raw["within"][:1]
    country = str(location.address).removeprefix(raw["name"]).removeprefix(", ")
    return ", ".join(name for name in (raw["name"], *within, country) if name)


def _parts_of(query: object) -> tuple[list[str], str]:
    """Split a query into its parts, the widest last, and give it as one text."""
    if isinstance(query, str):
        return [part.strip() for part in query.split(",") if part.strip()], query
    if not isinstance(query, Mapping):
        raise GeocoderQueryError(f"A query must be text or a mapping of text, not {type(query).__name__}")
    values = [query[key] for key in STRUCTURED_KEYS if query.get(key)]
    if not all(isinstance(value, str) for value in values):
        raise GeocoderQueryError(f"Every value of a structured query must be text: {query!r}")
    parts = [value.replace(",", " ").strip() for value in values]
    return parts, ", ".join(parts)

"""Look a place up by its name, without a network.

The places come from Natural Earth (public domain), GeoNames (CC BY 4.0), Unicode CLDR and data/places.csv, by
way of scripts/build_gazetteer.py. All coordinates are decimal degrees, WGS 84, latitude first.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, NoReturn, overload

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from odmap.geography.gazetteer_db import OWN_PLACES, GazetteerFile, GazetteerFileError, Place
from odmap.geography.place_names import names_no_place
from odmap.settings import GAZETTEER

__all__ = ["Gazetteer", "GazetteerFileError", "NoNetworkAdapter"]

FAR_APART_KM = 100  # two candidates farther apart than this make an answer ambiguous
LONGEST_QUERY = 500  # characters; longer texts name no place
MOST_LOCATIONS = 10

# Keys of geopy's structured queries, from the most exact to the widest.
STRUCTURED_KEYS = ("city", "county", "state", "country")

Match = Literal["exact", "fuzzy", "parent"]


class NoNetworkAdapter(BaseSyncAdapter):  # type: ignore[misc] # geopy ships no types
    """A geopy adapter that refuses every request, so that the gazetteer cannot open a socket."""

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> NoReturn:
        """Refuse.

        Raises:
            geopy.exc.GeocoderServiceError: always.
        """
        raise GeocoderServiceError(f"The offline gazetteer opens no network connection, but was asked for {url}")

    get_text = get_json


class _Found(NamedTuple):
    """Candidates for a name, the best first, and how they were found."""

    places: list[Place]
    match: Match
    ambiguous: bool = False


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
        found = self._search(parts) if parts else None
        if found is None:
            return None
        locations = [self._location(place, found, text) for place in found.places[:MOST_LOCATIONS]]
        return locations[0] if exactly_one else locations

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
        state = self._file.country_with_code((country or "").strip().upper())
        if state is None:
            return None
        query = ", ".join(part for part in (town, region, country) if part)
        inside = self._region(region, state.country) if region else None
        if town:
            holder = inside.places[0] if inside else state
            candidates = [place for place in self._file.named(town, state.country) if self._lies_in(place, holder)]
            towns = [place for place in candidates if place.kind == "locality"] or candidates
            if towns:
                found = self._ranked(towns, town, "exact")
                return self._location(found.places[0], found, query)
        found = inside or _Found([state], "exact")
        if town or (region and not inside):
            found = found._replace(match="parent")
        return self._location(found.places[0], found, query)

    def country_names(self) -> dict[str, str]:
        """Return the short English names of all countries by ISO 3166-1 alpha-2 code, sorted by name."""
        return dict(self._file.country_names)

    def sources(self) -> list[dict[str, str]]:
        """Return what the gazetteer is made of: the name, used_for, licence, version and package of each."""
        return [dict(source) for source in self._file.sources]

    def close(self) -> None:
        """Close the file. The gazetteer cannot be used afterwards."""
        self._file.close()

    def _search(self, parts: Sequence[str]) -> _Found | None:
        *specific, last = parts
        if not specific:
            return self._search_one(last)
        state = self._file.country_named(last)
        coded = self._file.states_with_code(last)  # "MA" is Morocco, unless the rest lies in Massachusetts
        holders = coded if state or coded else self._regions(last)
        for holder in [state, *holders] if state else holders:
            if found := self._search_inside(specific, holder):
                return found
        if state:
            return _Found([state], "parent", ambiguous=bool(holders))
        if holders:
            return self._ranked(holders, last, "parent")
        if first := self._file.country_named(parts[0]):  # "Finland, Kemi"
            return self._search_inside(parts[1:], first) or _Found([first], "parent")
        if misspelt := self._file.misspelt(last):
            found = self._search_inside(specific, misspelt)
            return found._replace(match="fuzzy") if found else _Found([misspelt], "parent")
        return None

    def _search_one(self, text: str) -> _Found | None:
        state = self._file.country_named(text)
        candidates = self._file.named(text)
        if state is not None:
            abroad = [place for place in candidates if place.country != state.country]
            namesakes = [place for place in abroad if place.kind == "region" and place.is_called(text)]
            far = any(state.km_to(place) > FAR_APART_KM for place in namesakes)
            return _Found([state, *self._ranked(namesakes, text, "exact").places], "exact", far)
        if candidates:
            return self._ranked(candidates, text, "exact")
        misspelt = self._file.misspelt(text)
        return _Found([misspelt], "fuzzy") if misspelt else None

    def _search_inside(self, parts: Sequence[str], holder: Place) -> _Found | None:
        """Find the first part that is known within a country or region and every region named after it."""
        regions = [self._region(part, holder.country) for part in parts]
        for position, part in enumerate(parts):
            around = [holder, *(region.places[0] for region in regions[position + 1 :] if region)]
            candidates = [
                place
                for place in self._file.named(part, holder.country)
                if all(self._lies_in(place, wider) for wider in around)
            ]
            if candidates:
                return self._ranked(candidates, part, "parent" if position else "exact")
            region = regions[position]
            if region and self._lies_in(region.places[0], holder):  # by its code, or misspelt
                return region
        return None

    def _region(self, name: str, country: str) -> _Found | None:
        """Find a region of a country by its code, its name or a near miss of its name."""
        if coded := self._file.region_with_code(country, name):
            return _Found([coded], "exact")
        regions = [place for place in self._file.named(name, country) if place.kind == "region"]
        if regions:
            return self._ranked(regions, name, "exact")
        misspelt = self._file.misspelt(name, country)
        return _Found([misspelt], "fuzzy") if misspelt else None

    def _regions(self, name: str) -> list[Place]:
        """Return the regions of a name in all countries, the most likely first."""
        return self._ranked([place for place in self._file.named(name) if place.kind == "region"], name, "exact").places

    def _ranked(self, candidates: Iterable[Place], name: str, match: Match) -> _Found:
        """Sort candidates: our own places, own names and spellings, by people, cities before their region."""
        places = list(candidates)
        own = {place.id: place.is_called(name) for place in places}
        spelt_so = {place.id: place.name.casefold() == name.strip().casefold() for place in places}
        regions = {place.id: place for place in places if place.kind == "region"}

        def rank(place: Place) -> tuple[bool, bool, bool, int, int, int]:
            people = [place.people]
            if place.kind == "locality":
                around = [regions[holder] for holder in self._file.holders(place) if holder in regions]
                people += [region.people for region in around if own[region.id] == own[place.id]]
            other = (place.source != OWN_PLACES, not own[place.id], not spelt_so[place.id])
            return (*other, -max(people), -len(people), place.id)

        places.sort(key=rank)
        return _Found(places, match, self._is_ambiguous(places, own))

    def _is_ambiguous(self, places: Sequence[Place], own: Mapping[int, bool]) -> bool:
        """Tell whether a rival of the first place lies far from it, neither of the two lying in the other.

        A place that merely also goes by the name is no rival of a far larger one that is called so.
        """
        if not places:
            return False
        first, *others = places
        rivals = [place for place in others if own[place.id] or not own[first.id] or place.people * 10 > first.people]
        return any(
            first.km_to(rival) > FAR_APART_KM and not self._lies_in(rival, first) and not self._lies_in(first, rival)
            for rival in rivals
        )

    def _lies_in(self, place: Place, holder: Place) -> bool:
        if place.id == holder.id:
            return True
        if holder.kind == "country":
            return place.country == holder.country
        if holder.kind == "region" and holder.source == OWN_PLACES:  # its outline is not known
            return place.km_to(holder) <= FAR_APART_KM
        return holder.id in self._file.holders(place)

    def _location(self, place: Place, found: _Found, query: str) -> Location:
        names = dict.fromkeys((place.name, self._file.country_names[place.country]))
        raw = {
            "name": place.name,
            "country": place.country,
            "iso_3166_2": place.iso_3166_2,
            "precision": place.kind,
            "ambiguous": found.ambiguous,
            "match": found.match,
            "source": place.source,
            "query": query,
        }
        try:
            return Location(", ".join(names), (place.latitude, place.longitude), raw)
        except (TypeError, ValueError) as error:  # no coordinates of this world
            raise self._file.damaged() from error


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

"""Which place a name means: its candidates, ranked, and within the region or country that is named with it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from odmap.geography.gazetteer_db import OWN_PLACES, GazetteerFile, Place

FAR_APART_KM = 100  # two candidates farther apart than this make an answer ambiguous

Match = Literal["exact", "fuzzy", "parent", "prefix"]


class Candidates(NamedTuple):
    """Places that a name may mean, the best first, and how they were found.

    Attributes:
        places: at least one.
        match: "exact", "fuzzy" (spelling corrected), "parent" (the place that holds the one asked for) or "prefix"
            (the name begins so).
        ambiguous: another place of that name lies far away.
    """

    places: list[Place]
    match: Match
    ambiguous: bool = False


class PlaceSearch:
    """Searches a gazetteer file; a place is never guessed.

    Args:
        file: the open file. One instance may serve any number of threads.
    """

    def __init__(self, file: GazetteerFile) -> None:
        self._file = file

    def record(self, country: str, region: str, town: str) -> Candidates | None:
        """Find the place of a record: its town, else its region, else its country.

        Args:
            country: ISO 3166-1 alpha-2 code.
            region: name of a region of that country; empty for none. A town counts only if it lies in it, as far as
                it is known.
            town: name of a town of that country; empty for none.
        """
        state = self._file.country_with_code(country.strip().upper())
        if state is None:
            return None
        inside = self._region(region, state.country) if region else None
        if town:
            holder = inside.places[0] if inside else state
            candidates = [place for place in self._file.named(town, state.country) if self._lies_in(place, holder)]
            towns = [place for place in candidates if place.kind == "locality"] or candidates
            if towns:
                return self._ranked(towns, town, "exact")
        found = inside or Candidates([state], "exact")
        return found._replace(match="parent") if town or (region and not inside) else found

    def text(self, parts: Sequence[str]) -> Candidates | None:
        """Find what a text names.

        Args:
            parts: of the text, the widest last: "Kemi", "Lapland", "Finland". At least one.
        """
        *specific, last = parts
        if not specific:
            return self._one_name(last)
        state = self._file.country_named(last)
        coded = self._file.states_with_code(last)  # "MA" is Morocco, unless the rest lies in Massachusetts
        holders = coded if state or coded else self._regions(last)
        for holder in [state, *holders] if state else holders:
            if found := self._inside(specific, holder):
                return found
        if state:
            return Candidates([state], "parent", ambiguous=bool(holders))
        if holders:
            return self._ranked(holders, last, "parent")
        if first := self._file.country_named(parts[0]):  # "Finland, Kemi"
            return self._inside(parts[1:], first) or Candidates([first], "parent")
        if misspelt := self._file.misspelt(last):
            found = self._inside(specific, misspelt)
            return found._replace(match="fuzzy") if found else Candidates([misspelt], "parent")
        return None

    def _one_name(self, text: str) -> Candidates | None:
        state = self._file.country_named(text)
        candidates = self._file.named(text)
        if state is not None:
            abroad = [place for place in candidates if place.country != state.country]
            namesakes = [place for place in abroad if place.kind == "region" and place.is_called(text)]
            far = any(state.km_to(place) > FAR_APART_KM for place in namesakes)
            return Candidates([state, *self._ranked(namesakes, text, "exact").places], "exact", far)
        if candidates:
            return self._ranked(candidates, text, "exact")
        misspelt = self._file.misspelt(text)
        return Candidates([misspelt], "fuzzy") if misspelt else None

    def _inside(self, parts: Sequence[str], holder: Place) -> Candidates | None:
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

    def _region(self, name: str, country: str) -> Candidates | None:
        """Find a region of a country by its code, its name or a near miss of its name."""
        if coded := self._file.region_with_code(country, name):
            return Candidates([coded], "exact")
        regions = [place for place in self._file.named(name, country) if place.kind == "region"]
        if regions:
            return self._ranked(regions, name, "exact")
        misspelt = self._file.misspelt(name, country)
        return Candidates([misspelt], "fuzzy") if misspelt else None

    def _regions(self, name: str) -> list[Place]:
        """Return the regions of a name in all countries, the most likely first."""
        return self._ranked([place for place in self._file.named(name) if place.kind == "region"], name, "exact").places

    def _ranked(self, candidates: Iterable[Place], name: str, match: Match) -> Candidates:
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
        return Candidates(places, match, self._is_ambiguous(places, own))

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

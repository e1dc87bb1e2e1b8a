"""Which places a text may become while it is typed; what nothing is called is not guessed, only spelt right."""

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from odmap.geography.gazetteer_db import GazetteerFile, Place
from odmap.geography.place_names import fold
from odmap.geography.place_search import Candidates, Match

SHORTEST_BEGINNING = 2  # letters
SHORTEST_OTHER_NAME = 4
MOST_EDITS = 2  # of a misspelt name
NEARBY_KM = 30  # two places of one name so near are one


class PlaceSuggestions:
    """Suggests places of a gazetteer file.

    Args:
        file: the open file. One instance may serve any number of threads.
    """

    def __init__(self, file: GazetteerFile) -> None:
        self._file = file

    def beginning(self, parts: Sequence[str], most: int) -> Candidates | None:
        """Find the places that a text may become while it is typed; a misspelt name where none begins so.

        Args:
            parts: of the text, the widest last, each of which may be unfinished: "Canterb", "Eng".
            most: how many at most.
        """
        key, *wider = (fold(part) for part in parts)
        if len(key) < SHORTEST_BEGINNING:
            return None
        match: Match = "prefix"
        ranked = self._eager(self._file.beginning_with(key), key)
        if not ranked:
            match, alike = "fuzzy", self._file.spelt_like(key)
            own = [place for place in alike if OSA.distance(fold(place.name), key) <= MOST_EDITS]
            ranked = [(0, place) for place in own or alike]
        places: list[Place] = []
        for _, place in sorted(ranked, key=lambda one: (one[0], -one[1].people, one[1].id)):
            if len(places) < most and self._is_within(place, wider):
                self._add(place, places)
        return Candidates(places, match, len(places) > 1) if places else None

    @staticmethod
    def _eager(found: Iterable[tuple[Place, bool]], key: str) -> list[tuple[int, Place]]:
        """Rank those that a beginning may mean: the names that people see before the others that a place also has.

        Returns:
            Each with its rank. Another name counts if it is the whole of it, and no place's own; or, from a few
            letters on, if it is a country's, or if no place's own name begins so.
        """
        own = [(place, exact, fold(place.name)) for place, exact in found]
        called = any(name == key for _, _, name in own)
        begun = any(name.startswith(key) for _, _, name in own)
        telling = len(key) >= SHORTEST_OTHER_NAME or not key.isascii()  # "lon" is another name of Lognes, too
        ranked = []
        for place, exact, name in own:
            state = place.kind == "country"
            if name == key or (exact and telling and (state or not called)):
                ranked.append((0, place))
            elif name.startswith(key):
                ranked.append((1, place))
            elif telling and (state or not begun):
                ranked.append((2, place))
        return ranked

    def _add(self, place: Place, places: list[Place]) -> None:
        """Add a place, unless it is one with another to a visitor: of a city and its region, the city is more exact."""
        for position, other in enumerate(places):
            if (place.name, place.country) != (other.name, other.country):
                continue
            if other.id in self._file.holders(place):
                places[position] = place
                return
            if place.id in self._file.holders(other) or place.km_to(other) < NEARBY_KM:
                return
        places.append(place)

    def _is_within(self, place: Place, wider: Sequence[str]) -> bool:
        """Tell whether each of some beginnings is that of a region or the country that a place lies in."""
        names = [fold(name) for name in (*self._file.within(place), self._file.country_names.get(place.country, ""))]
        return all(any(name.startswith(part) for name in names) for part in wider)

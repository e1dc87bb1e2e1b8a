"""What every step of the build passes on: a place, and the names it goes by."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal
from unicodedata import name as character_name

from odmap.geography.place_names import fold

Kind = Literal["country", "region", "locality"]

NATURAL_EARTH = "Natural Earth"
NATURAL_EARTH_GROUPED = "Natural Earth (grouped)"
GEONAMES = "GeoNames"
OWN_PLACES = "odmap places.csv"

# Two letters or fewer in Latin script are abbreviations, not names. (奈良 or 서울 are names.)
SHORTEST_LATIN_NAME = 3


@dataclass(eq=False)
class Place:
    """A country, region or locality on its way into the gazetteer.

    Latitude and longitude are decimal degrees, WGS 84.
    """

    kind: Kind
    name: str
    country: str
    latitude: float
    longitude: float
    source: str
    names: set[str] = field(default_factory=set)
    """Every other name by which it should be found, unfolded."""
    abbreviations: set[str] = field(default_factory=set)
    """Names that count however short they are: "UK"."""
    fuzzy_names: set[str] = field(default_factory=set)
    """The names that a misspelt one may be compared with, unfolded; for countries and regions only."""
    iso_3166_2: str | None = None
    parent: "Place | None" = None
    """The region that this region or locality lies in."""
    people: int = 0
    """Inhabitants, to rank places of one name; for a region those of its cities."""

    def folded_names(self) -> list[str]:
        """Return the folded names, sorted, without mere codes; the place's own name always counts."""
        folded = {fold(name) for name in self.names}
        always = {fold(name) for name in {self.name, *self.abbreviations}}
        return sorted({key for key in folded if is_a_name(key)} | always)

    def fuzzy_keys(self) -> list[str]:
        """Return the folded names in Latin letters that a misspelt name may be compared with, sorted."""
        folded = {fold(name) for name in self.fuzzy_names | {self.name}}
        return sorted(key for key in folded if len(key) > SHORTEST_LATIN_NAME and scripts_of(key) <= {"LATIN"})

    def ancestors(self) -> "list[Place]":
        """Return the regions that this place lies in, the smallest first."""
        found: list[Place] = []
        place = self.parent
        while place is not None:
            found.append(place)
            place = place.parent
        return found


def is_a_name(folded: str) -> bool:
    """Tell whether a folded text is long enough to be a name and not an abbreviation or an airport code."""
    return len(folded) > (SHORTEST_LATIN_NAME - 1 if folded.isascii() else 0)


@cache
def _script_of_letter(letter: str) -> str:
    return character_name(letter, "UNKNOWN").split()[0] if letter.isalpha() else ""


def scripts_of(text: str) -> set[str]:
    """Return the scripts of the letters of a text by Unicode's names for them: ``{"CJK", "HIRAGANA"}``."""
    return {script for letter in text if (script := _script_of_letter(letter)) and script != "MODIFIER"}


def names_in_scripts(names: Iterable[str], scripts: frozenset[str]) -> set[str]:
    """Keep the names that are written entirely in the given scripts."""
    return {name for name in names if name and scripts_of(name) <= scripts}

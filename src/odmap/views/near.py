"""What is near a place that a visitor asks about, and which place that is.

A name that several places have is never guessed: the visitor chooses. Distances are in a straight line, from the
middle of whatever is not a town.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from geopy.location import Location

from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.locating import with_article
from odmap.directory.organisation import Precision, Type
from odmap.geography.gazetteer import Gazetteer, place_label
from odmap.geography.place_names import fold
from odmap.views.excerpt import Point
from odmap.views.nearest import Neighbour, distance_in_words, nearest_to, within
from odmap.views.selection import does
from odmap.views.urls import NEAR, PLACE
from odmap.wording import count

MOST = 6
"""How many of the nearest are told."""

EACH = 3
"""How many of the nearest that do one thing are told."""

LONGEST = 200
"""Characters of a place that is asked for; more name none."""

_HERE_KM = 1.0
"""So near to the middle of a town, an organisation is listed in it."""

_LEAST_REACH_KM = 25.0


@dataclass(frozen=True)
class AskedPlace:
    """A place that is asked about.

    Attributes:
        words: so that people tell it from others: "Canterbury, Kent, United Kingdom".
        name: of the place alone.
        latitude: degrees, WGS 84.
        longitude: degrees, WGS 84.
        precision: how exact it is; ``None`` for a point.
        country: ISO 3166-1 alpha-2 code of the country that it is in; empty where not known.
        note: what was not understood as it was written; empty for nothing.
    """

    words: str
    name: str
    latitude: float
    longitude: float
    precision: Precision | None
    country: str
    note: str = ""

    def asked(self) -> dict[str, str]:
        """Return the parameter of an address that asks for it."""
        return {PLACE: self.words} if self.precision else {NEAR: self.name}


@dataclass(frozen=True)
class Understood:
    """What a question for a place means.

    Attributes:
        place: the place; ``None`` if no place is called so, or several are.
        choices: the places that are called so, where that is more than one.
    """

    place: AskedPlace | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundNear:
    """An organisation near a place.

    Attributes:
        organisation: its record.
        distance: in words, no more exact than what is known.
        kilometres: the same as a number.
    """

    organisation: LocatedOrganisation
    distance: str
    kilometres: float


@dataclass(frozen=True)
class NearAnswer:
    """What is near a place.

    Attributes:
        place: the place.
        sentence: what is listed there, or that nothing is and what is nearest.
        in_country: how many are listed in the country that is asked about; 0 if it is no country.
        nearest: the nearest of all, the nearest first; nothing for a country that has some itself.
        by_activity: the nearest that do each thing; what none does is left out.
    """

    place: AskedPlace
    sentence: str
    in_country: int
    nearest: tuple[FoundNear, ...]
    by_activity: Mapping[Type, tuple[Neighbour, ...]]

    def for_map(self) -> dict[str, Any]:
        """Return what the map's script needs to mark the place, and to show it with the nearest."""
        reach = max((one.kilometres for one in self.nearest[:3]), default=0.0)
        return {
            "latitude": self.place.latitude,
            "longitude": self.place.longitude,
            "words": self.place.words,
            "reach": round(max(1.15 * reach, _LEAST_REACH_KM), 1),
        }


def understand(name: str, point: str, gazetteer: Gazetteer) -> Understood:
    """Find out which place is meant.

    Args:
        name: a country, region or town, as typed; any text is safe. It is asked for if there is no point.
        point: latitude and longitude, as in "51.28,1.08"; what is no point is passed over.
        gazetteer: the offline gazetteer.
    """
    if at := Point.read(point):
        return Understood(_point(at, gazetteer))
    typed = " ".join(name.split())[:LONGEST]
    found = gazetteer.geocode(typed, exactly_one=False) if typed else None
    if not found:
        alike = gazetteer.suggest(typed, MOST)
        return Understood(choices=tuple(place_label(one) for one in alike))
    if found[0].raw["ambiguous"]:  # by whatever name: what is called just so comes before what only goes by it
        name = fold(typed.partition(",")[0])
        called = [one for one in gazetteer.suggest(typed, MOST) if fold(one.raw["name"]) == name] or found
        if len(called) > 1:
            return Understood(choices=tuple(dict.fromkeys(place_label(one) for one in called))[:MOST])
        return Understood(_named(called[0], typed))
    return Understood(_named(found[0], typed))


def _named(found: Location, typed: str) -> AskedPlace:
    raw, label = found.raw, place_label(found)
    notes = {
        "parent": f"We do not know “{typed}” itself, only {label}.",
        "fuzzy": f"“{typed}” is taken for {label}.",
    }
    return AskedPlace(
        words=label,
        name=raw["name"],
        latitude=float(found.latitude),
        longitude=float(found.longitude),
        precision=Precision(raw["precision"]),
        country=raw["country"],
        note=notes.get(raw["match"], ""),
    )


def _point(at: Point, gazetteer: Gazetteer) -> AskedPlace:
    town = gazetteer.reverse(at)
    near = f", near {place_label(town)}" if town else ""
    country = str(town.raw["country"]) if town else ""
    return AskedPlace(f"{at}{near}".replace(",", ", ", 1), str(at), *at, None, country)


def look_around(place: AskedPlace, frame: pd.DataFrame, filtered: bool = False) -> NearAnswer:
    """Return what is nearest to a place.

    Args:
        place: the place.
        frame: the organisations that may be near, located.
        filtered: whether filters left out others, so that what is missing may be listed all the same.
    """
    at = place.latitude, place.longitude
    there = frame[frame["country"] == place.country] if place.precision is Precision.COUNTRY else frame.head(0)
    found = [] if len(there) else nearest_to(frame, *at, limit=MOST)
    records = {one.id: one for one in organisations_in(frame[frame["id"].isin([one.id for one in found])])}
    nearest = tuple(FoundNear(records[one.id], distance_to(place, one), one.kilometres) for one in found)
    by_activity = {
        kind: tuple(near) for kind in Type if (near := nearest_to(frame[does(frame, (kind,))], *at, limit=EACH))
    }
    return NearAnswer(place, _sentence(place, found, frame, len(there), filtered), len(there), nearest, by_activity)


def distance_to(place: AskedPlace, one: Neighbour) -> str:
    """Return how far an organisation is from a place, in words."""
    from_middle = place.precision in (Precision.COUNTRY, Precision.REGION)
    exact = not from_middle and one.precision is Precision.LOCALITY
    if one.kilometres < _HERE_KM and place.precision is None:
        return "less than 1 km"
    return distance_in_words(one.kilometres, exact or (from_middle and one.precision is Precision.LOCALITY))


def _sentence(place: AskedPlace, found: list[Neighbour], frame: pd.DataFrame, in_country: int, filtered: bool) -> str:
    nothing = "Nothing that matches your filters is listed in" if filtered else "Nothing is listed in"
    if in_country:
        return f"{count(in_country, 'organisation is', 'organisations are')} listed in {with_article(place.name)}."
    if not found:
        return "Nothing that is shown has a known town or region, so nothing can be called near."
    nearest = f"The nearest is {found[0].name}: {distance_to(place, found[0])}"
    if place.precision is Precision.COUNTRY:
        unknown = "" if filtered else ", so we do not know what exists there"
        return f"{nothing} {with_article(place.name)}{unknown}. {nearest} from the middle of the country."
    if place.precision is Precision.REGION:
        return f"{nearest}, from the middle of {place.name}."
    if place.precision is None:
        return f"{nearest}."
    towns = frame[frame["precision"] == Precision.LOCALITY]
    if here := within(towns, place.latitude, place.longitude, _HERE_KM):
        return f"{count(here, 'organisation is', 'organisations are')} listed in {place.name}."
    return f"{nothing} {place.name}. {nearest}."

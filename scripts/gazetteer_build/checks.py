"""What must be true of the places before they are written.

Pure functions: each returns the problems it found, in words.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from scripts.gazetteer_build.model import OWN_PLACES, Place

from odmap.geography.place_names import fold

PointInCountry = Callable[[str, float, float], bool]
IsFarOff = Callable[[Place], bool]


def points_outside(places: Iterable[Place], is_inside: PointInCountry, is_off_coast: PointInCountry) -> list[str]:
    """Name the countries, and the places of our own, whose point lies outside their country's land.

    A simplified coast puts harbours into the sea: those of GeoNames are left out, and ours may lie just off the coast.

    Args:
        places: all places.
        is_inside: tells whether (country code, latitude, longitude) lies inside that country's polygon.
        is_off_coast: tells whether it lies in the sea, very near to that polygon.
    """
    return [
        f"{place.name} ({place.country}): {place.latitude}, {place.longitude} lies outside its country; "
        f"give a better one in {'COUNTRY_POINTS' if place.kind == 'country' else 'data/places.csv'}"
        for place in places
        if (place.kind == "country" or place.source == OWN_PLACES)
        and not is_inside(place.country, place.latitude, place.longitude)
        and not (place.kind == "locality" and is_off_coast(place.country, place.latitude, place.longitude))
    ]


def points_far_off(places: Iterable[Place], is_far_off: IsFarOff) -> list[str]:
    """Name the countries and regions whose point lies far off their main land.

    Args:
        places: all places.
        is_far_off: tells whether the point of a place breaks the rule of label_points.py.
    """
    return [
        f"{place.name} ({place.country}): {place.latitude}, {place.longitude} lies far off its main land; "
        f"give a better one in {'COUNTRY_POINTS' if place.kind == 'country' else 'REGION_POINTS'}"
        for place in places
        if place.kind != "locality" and is_far_off(place)
    ]


def bad_country_codes(places: Iterable[Place]) -> list[str]:
    """Name the places whose country is no ISO 3166-1 alpha-2 code, such as Natural Earth's -99."""
    return [
        f"{place.kind} {place.name}: {place.country!r} is no ISO 3166-1 alpha-2 code"
        for place in places
        if not (
            len(place.country) == 2 and place.country.isascii() and place.country.isalpha() and place.country.isupper()
        )
    ]


def unknown_countries(places: Iterable[Place]) -> list[str]:
    """Name the places whose country has no country place."""
    kept = list(places)
    known = {place.country for place in kept if place.kind == "country"}
    return [f"{place.kind} {place.name}: no country {place.country}" for place in kept if place.country not in known]


def repeated_codes(places: Iterable[Place]) -> list[str]:
    """Name the country and region codes that more than one place carries."""
    counted: Counter[str] = Counter()
    for place in places:
        if place.kind == "country":
            counted[place.country] += 1
        elif place.kind == "region" and place.iso_3166_2 and place.source != OWN_PLACES:
            counted[place.iso_3166_2] += 1
    return [f"code {code} is carried by {times} places" for code, times in sorted(counted.items()) if times > 1]


def shared_country_names(places: Iterable[Place]) -> list[str]:
    """Name the names by which two countries go, since such a name would decide for one of them."""
    owners: dict[str, set[str]] = defaultdict(set)
    for place in places:
        if place.kind == "country":
            for name in place.folded_names():
                owners[name].add(place.country)
    return [
        f"{name!r} stands for {' and '.join(sorted(codes))}" for name, codes in sorted(owners.items()) if len(codes) > 1
    ]


def bad_region_codes(places: Iterable[Place]) -> list[str]:
    """Name the places whose ISO 3166-2 code is malformed or of another country."""
    return [
        f"{place.kind} {place.name}: {place.iso_3166_2!r} is no ISO 3166-2 code of {place.country}"
        for place in places
        if place.iso_3166_2 is not None
        and not (
            place.iso_3166_2.startswith(f"{place.country}-")
            and 1 <= len(place.iso_3166_2) - 3 <= 3
            and place.iso_3166_2[3:].isalnum()
        )
    ]


def bad_coordinates(places: Iterable[Place]) -> list[str]:
    """Name the places whose coordinates are out of range, or are 0, 0, which means that they were missing."""
    return [
        f"{place.kind} {place.name} ({place.country}): impossible point {place.latitude}, {place.longitude}"
        for place in places
        if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180)
        or (place.latitude, place.longitude) == (0, 0)
    ]


def nameless(places: Iterable[Place]) -> list[str]:
    """Name, by point, the places that have no name to be found by."""
    return [
        f"{place.kind} in {place.country} at {place.latitude}, {place.longitude} has no name"
        for place in places
        if not fold(place.name)
    ]


def circles(places: Iterable[Place]) -> list[str]:
    """Name the places that lie, by way of their regions, in themselves."""
    found = []
    for place in places:
        seen, parent = {id(place)}, place.parent
        while parent is not None and id(parent) not in seen:
            seen.add(id(parent))
            parent = parent.parent
        if parent is not None:
            found.append(f"{place.kind} {place.name} ({place.country}) lies in itself")
    return found


def all_problems(
    places: Iterable[Place], is_inside: PointInCountry, is_off_coast: PointInCountry, is_far_off: IsFarOff
) -> list[str]:
    """Run every check and return every problem, so that one run tells all there is to mend."""
    kept = list(places)
    return [
        *bad_country_codes(kept),
        *unknown_countries(kept),
        *repeated_codes(kept),
        *shared_country_names(kept),
        *bad_region_codes(kept),
        *bad_coordinates(kept),
        *nameless(kept),
        *circles(kept),
        *points_outside(kept, is_inside, is_off_coast),
        *points_far_off(kept, is_far_off),
    ]

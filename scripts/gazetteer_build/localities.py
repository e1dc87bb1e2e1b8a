"""Makes places of GeoNames' cities and of the rows of data/places.csv, and puts each into its region."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from scripts.gazetteer_build import corrections
from scripts.gazetteer_build.model import GEONAMES, OWN_PLACES, Place, names_in_scripts

from odmap.geography.place_names import fold

Row = dict[str, Any]
RegionOfPoint = Callable[[str, float, float], Place | None]

COLUMNS = ["name", "country", "kind", "latitude", "longitude", "iso_3166_2", "aliases", "source"]


def city_place(city: Row, scripts: frozenset[str]) -> Place:
    """Make the place of a GeoNames city, with its names in Latin letters and in the country's own."""
    # Short Latin alternate names in GeoNames are airport codes ("KEM" for Kemi).
    alternate = {name for name in city["alternatenames"] if len(name) > 3 or not name.isascii()}
    return Place(
        kind="locality",
        name=city["name"],
        country=city["countrycode"],
        latitude=float(city["latitude"]),
        longitude=float(city["longitude"]),
        source=GEONAMES,
        names=names_in_scripts(alternate, scripts),
        people=int(city["population"]),
    )


def read_own_places(path: Path) -> list[Place]:
    """Read data/places.csv.

    Raises:
        SystemExit: naming every row that cannot be read, by its line.
    """
    places, problems = [], []
    with path.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        if reader.fieldnames != COLUMNS:
            raise SystemExit(f"{path.name}: expected the columns {','.join(COLUMNS)}, found {reader.fieldnames}")
        for row in reader:
            try:
                places.append(own_place(row))
            except ValueError as error:
                problems.append(f"{path.name}, line {reader.line_num}: {error}")
    if problems:
        raise SystemExit("\n".join(problems))
    return places


def own_place(row: dict[str, str]) -> Place:
    """Make the place of one row of data/places.csv.

    Raises:
        ValueError: saying what is wrong with the row.
    """
    if row["kind"] not in ("region", "locality"):
        raise ValueError(f"{row['name']}: kind is {row['kind']!r}, not region or locality")
    if not row["name"] or not row["country"] or not row["source"]:
        raise ValueError(f"{row['name']!r}: name, country and source must be given")
    return Place(
        kind="region" if row["kind"] == "region" else "locality",
        name=row["name"],
        country=row["country"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        source=OWN_PLACES,
        names={alias for alias in row["aliases"].split("|") if alias},
        fuzzy_names={row["name"]} if row["kind"] == "region" else set(),
        iso_3166_2=row["iso_3166_2"] or None,
    )


def put_into_regions(localities: Iterable[Place], region_of_point: RegionOfPoint, named_regions: list[Place]) -> None:
    """Give each place its region and its code, and each region the inhabitants of its cities."""
    by_name = {(place.country, fold(place.name)): place for place in named_regions}
    by_code = {place.iso_3166_2: place for place in named_regions if place.iso_3166_2}
    for place in localities:
        city_region = corrections.CITY_REGIONS.get((place.country, place.name))
        if city_region:
            place.parent = by_name[place.country, fold(city_region)]
        elif place.iso_3166_2 in by_code:
            place.parent = by_code[place.iso_3166_2]
        elif place.source != OWN_PLACES or place.kind == "locality":
            place.parent = region_of_point(place.country, place.latitude, place.longitude)
        if place.iso_3166_2 is None and place.kind == "locality":
            place.iso_3166_2 = next((region.iso_3166_2 for region in place.ancestors() if region.iso_3166_2), None)
        for region in place.ancestors():
            region.people += place.people

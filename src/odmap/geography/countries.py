"""What is known of every country: its codes, region, population, label point and neighbours.

It is read from ``data/derived/countries.csv``, which scripts/build_countries.py writes; data/README.md says what the
columns hold and where they come from.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple, cast

from odmap.data_file import reading
from odmap.settings import COUNTRIES

REGIONS = ("Africa", "Americas", "Asia", "Europe", "Oceania", "Antarctica")
"""The regions of UN M49, in the order to show them in. Antarctica is in none of them: it stands for itself."""

SUBREGIONS: Mapping[str, str] = MappingProxyType(
    {
        "Northern Africa": "Africa",
        "Western Africa": "Africa",
        "Middle Africa": "Africa",
        "Eastern Africa": "Africa",
        "Southern Africa": "Africa",
        "Northern America": "Americas",
        "Central America": "Americas",
        "Caribbean": "Americas",
        "South America": "Americas",
        "Central Asia": "Asia",
        "Eastern Asia": "Asia",
        "South-eastern Asia": "Asia",
        "Southern Asia": "Asia",
        "Western Asia": "Asia",
        "Northern Europe": "Europe",
        "Western Europe": "Europe",
        "Eastern Europe": "Europe",
        "Southern Europe": "Europe",
        "Australia and New Zealand": "Oceania",
        "Melanesia": "Oceania",
        "Micronesia": "Oceania",
        "Polynesia": "Oceania",
        "Antarctica": "Antarctica",
    }
)
"""Sub-region to its region, in the order to show them in: that of the regions, then from north to south or west."""

NORDIC = frozenset({"AX", "DK", "FI", "FO", "GL", "IS", "NO", "SE", "SJ"})
"""The Nordic countries and their territories: people ask for them together, and UN M49 has no name for them."""

_NORDIC = "nordic"


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _parts() -> dict[str, str]:
    names: list[str] = []
    for region in REGIONS:
        names += [region, *(name for name, of in SUBREGIONS.items() if of == region and name != region)]
    parts = {}
    for name in names:
        parts[_slug(name)] = name
        if name == "Northern Europe":
            parts[_NORDIC] = "Nordic countries"
    return parts


PARTS: Mapping[str, str] = MappingProxyType(_parts())
"""Parts of the world by how an address names them: regions, each before its sub-regions, and the Nordic countries."""

UnStatus = Literal["member", "observer", "not-a-member"]


class Country(NamedTuple):
    """One country or territory of ISO 3166-1, or Kosovo."""

    code: str
    """ISO 3166-1 alpha-2; ``XK`` is user-assigned."""
    alpha3: str
    """ISO 3166-1 alpha-3; ``XKX`` is user-assigned."""
    m49: str
    """Three digits; empty where UN M49 lists no such country."""
    name: str
    """Short English name, the same as in the gazetteer."""
    un_status: UnStatus
    region: str
    """One of :data:`REGIONS`."""
    subregion: str
    """One of :data:`SUBREGIONS`."""
    population: int | None
    """People; ``None`` where no dated figure is known, which ``note`` explains."""
    population_year: int | None
    population_source: str
    latitude: float
    """Of the label point, degrees, WGS 84."""
    longitude: float
    neighbours: tuple[str, ...]
    """Alpha-2 codes of the countries with a common border on land, sorted."""
    note: str


@cache
def load(path: Path = COUNTRIES) -> Mapping[str, Country]:
    """Return every country by its alpha-2 code, sorted by code. The file is read once; the mapping is read-only.

    Args:
        path: a file of the columns that :class:`Country` has.

    Raises:
        DataFileError: the file is missing; or its columns are others, a cell that should be a number is none, or a
            country has a neighbour that is not in it, because it was cut short.
    """
    with reading(path, "It is built by `make countries`."):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        if header != list(Country._fields):
            raise ValueError(f"it has other columns than {', '.join(Country._fields)}")
        found = {row[0]: _country(dict(zip(header, row, strict=True))) for row in rows}
        missing = {code for country in found.values() for code in country.neighbours} - found.keys()
        if missing or not found:
            raise ValueError(f"it lacks {', '.join(sorted(missing)) or 'every country'}")
    return MappingProxyType(found)


def region_of(code: str) -> str:
    """Return the region of a country.

    Args:
        code: ISO 3166-1 alpha-2 code in capitals. An organisation without a base has none: that is for the caller.

    Raises:
        KeyError: no country has this code.
    """
    return load()[code].region


def parts_of(code: str) -> tuple[str, ...]:
    """Return in which :data:`PARTS` of the world a country lies.

    Args:
        code: ISO 3166-1 alpha-2 code in capitals.

    Raises:
        KeyError: no country has this code.
    """
    country = load()[code]
    names = dict.fromkeys((_slug(country.region), _slug(country.subregion)))
    return (*names, _NORDIC) if code in NORDIC else tuple(names)


def _country(cells: Mapping[str, str]) -> Country:
    return Country(
        code=cells["code"],
        alpha3=cells["alpha3"],
        m49=cells["m49"],
        name=cells["name"],
        un_status=cast(UnStatus, cells["un_status"]),
        region=cells["region"],
        subregion=cells["subregion"],
        population=_number(cells["population"]),
        population_year=_number(cells["population_year"]),
        population_source=cells["population_source"],
        latitude=float(cells["latitude"]),
        longitude=float(cells["longitude"]),
        neighbours=tuple(cells["neighbours"].split(";")) if cells["neighbours"] else (),
        note=cells["note"],
    )


def _number(cell: str) -> int | None:
    return int(cell) if cell else None

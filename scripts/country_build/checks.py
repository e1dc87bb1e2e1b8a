"""What must be true of the table of countries before it is written."""

from collections.abc import Mapping, Sequence
from typing import Any

from scripts.country_build import corrections

from odmap.geography.countries import REGIONS, SUBREGIONS, Country

MEMBER_STATES = 193


def all_problems(countries: Sequence[Country], topology: Mapping[str, Any]) -> list[str]:
    """Return everything that is wrong, a sentence each.

    Args:
        countries: the table.
        topology: the base map; its codes come from Natural Earth and must be the same as those of CLDR.
    """
    by_code = {country.code: country for country in countries}
    problems = [] if len(by_code) == len(countries) else ["A code stands twice"]
    members = sum(country.un_status == "member" for country in countries)
    if members != MEMBER_STATES:
        problems.append(f"There are {members} member states, not {MEMBER_STATES}")
    problems += [f"{country.code} {fault}" for country in countries for fault in _faults(country, by_code)]
    for geometry in topology["objects"]["countries"]["geometries"]:
        drawn = geometry["properties"]
        codes, country = (drawn["iso3"], drawn["m49"]), by_code.get(drawn["iso2"])
        if country is None:
            if drawn["iso2"].isalpha():
                problems.append(f"{drawn['iso2']} is on the base map only")
        elif country.code not in corrections.NOT_IN_M49 and (country.alpha3, country.m49) != codes:
            problems.append(f"{country.code} has the codes {' and '.join(codes)} on the base map")
    return problems


def _faults(country: Country, by_code: Mapping[str, Country]) -> list[str]:
    """Return what is wrong with one country."""
    unknown = country.code in corrections.WITHOUT_POPULATION
    listed = country.code not in corrections.NOT_IN_M49
    rules = [
        (country.name, "has no name"),
        (len(country.alpha3) == 3 and country.alpha3.isupper(), "has no alpha-3 code"),
        (len(country.m49) == 3 and country.m49.isdigit() if listed else not country.m49, "has a wrong M49 code"),
        (
            country.region in REGIONS and SUBREGIONS.get(country.subregion) == country.region,
            f"lies in {country.subregion!r} of {country.region!r}",
        ),
        (not country.population if unknown else (country.population or 0) > 0, "has a wrong population"),
        (abs(country.latitude) <= 90 and abs(country.longitude) <= 180, "lies nowhere"),
        (
            all(other in by_code and country.code in by_code[other].neighbours for other in country.neighbours),
            "has a neighbour that does not have it",
        ),
        (country.note or not unknown, "has no population, and no note that says why"),
    ]
    return [fault for holds, fault in rules if not holds]

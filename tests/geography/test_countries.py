"""Every country has its codes, region, population, label point and neighbours, and what is missing says why."""

import csv
import doctest
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # scripts is a folder of the checkout, not installed

from scripts.country_build import borders, checks, cldr, corrections
from scripts.country_build.cldr import Cldr

from odmap.data_file import DataFileError
from odmap.geography import base_map as topology
from odmap.geography import countries
from odmap.geography.countries import REGIONS, SUBREGIONS, Country, load, region_of
from odmap.geography.gazetteer import Gazetteer
from odmap.geography.gazetteer_db import GazetteerFile
from odmap.settings import BASE_MAP, COUNTRIES, GAZETTEER, ORGANISATIONS
from scripts import build_countries

WITHOUT_POPULATION = ["AQ", "AX", "BQ", "BV", "GF", "GP", "GS", "HM", "IO", "MQ", "RE", "TF", "UM", "YT"]

# What the base map draws as a part of its country, and what it does not draw: there, latitude and longitude.
DRAWN_WITHIN_ANOTHER = ["BQ", "CX", "GF", "GP", "MQ", "RE", "SJ", "YT"]
NOT_DRAWN = {"BV": (-54.4, 3.4), "CC": (-12.2, 96.8), "TK": (-9.2, -171.8)}


def base_map() -> Any:
    """Return the base map as its file holds it."""
    return json.loads(BASE_MAP.read_text("utf-8"))


# ------------------------------------------------------------------------------------- which countries there are


def test_the_same_countries_as_in_the_gazetteer() -> None:
    """Every country of the gazetteer is there under the same name, and no other is."""
    assert {code: country.name for code, country in load().items()} == Gazetteer().country_names()


def test_every_country_of_the_world() -> None:
    """The 249 codes of ISO 3166-1 and Kosovo are there, sorted, each alpha-3 and M49 code only once."""
    assert len(load()) == 250
    assert list(load()) == sorted(load())
    assert all(code == country.code for code, country in load().items())
    assert len({country.alpha3 for country in load().values()}) == 250
    numbers = [country.m49 for country in load().values() if country.m49]
    assert len(set(numbers)) == len(numbers) == 248
    assert all(len(number) == 3 and number.isdigit() for number in numbers)
    assert (load()["AF"].alpha3, load()["AF"].m49) == ("AFG", "004")


def test_members_and_observers_of_the_united_nations() -> None:
    """The United Nations have 193 members and two observer states; Taiwan and Kosovo are neither."""
    assert Counter(country.un_status for country in load().values()) == {
        "member": 193,
        "observer": 2,
        "not-a-member": 55,
    }
    assert {code for code, country in load().items() if country.un_status == "observer"} == {"PS", "VA"}
    assert {load()[code].un_status for code in ("TW", "XK", "GL", "HK", "CK", "AQ")} == {"not-a-member"}
    assert {load()[code].un_status for code in ("CH", "SS", "ME", "TL", "CN", "KP", "KR")} == {"member"}


@pytest.mark.parametrize(
    ("code", "region", "subregion"), [("TW", "Asia", "Eastern Asia"), ("XK", "Europe", "Southern Europe")]
)
def test_what_m49_does_not_list_says_so(code: str, region: str, subregion: str) -> None:
    """Taiwan and Kosovo have no M49 code, a region assigned by us, and a note that says so."""
    country = load()[code]
    assert (country.m49, country.region, country.subregion) == ("", region, subregion)
    assert "M49 does not list" in country.note
    assert "assigned by us" in country.note
    assert ("user-assigned" in country.note) == (code == "XK")
    assert country.population is not None


# ------------------------------------------------------------------------------------------------------- regions


def test_regions_partition_the_world() -> None:
    """Every country is in one region and one sub-region of it; none of these is empty, none is unknown."""
    assert {(country.subregion, country.region) for country in load().values()} == set(SUBREGIONS.items())
    assert list(dict.fromkeys(SUBREGIONS.values())) == list(REGIONS)


def test_subregions_have_as_many_countries_as_m49() -> None:
    """Each sub-region has the number of countries that M49 lists in it, Taiwan and Kosovo added."""
    assert Counter(country.subregion for country in load().values()) == {
        "Northern Africa": 7,
        "Western Africa": 17,
        "Middle Africa": 9,
        "Eastern Africa": 22,
        "Southern Africa": 5,
        "Northern America": 5,
        "Central America": 8,
        "Caribbean": 28,
        "South America": 16,
        "Central Asia": 5,
        "Eastern Asia": 7 + 1,
        "South-eastern Asia": 11,
        "Southern Asia": 9,
        "Western Asia": 18,
        "Northern Europe": 16,
        "Western Europe": 9,
        "Eastern Europe": 10,
        "Southern Europe": 16 + 1,
        "Australia and New Zealand": 6,
        "Melanesia": 5,
        "Micronesia": 8,
        "Polynesia": 10,
        "Antarctica": 1,
    }


@pytest.mark.parametrize(
    ("code", "subregion"),
    [
        ("FI", "Northern Europe"),
        ("GB", "Northern Europe"),
        ("DE", "Western Europe"),
        ("PL", "Eastern Europe"),
        ("RU", "Eastern Europe"),
        ("CY", "Western Asia"),
        ("TR", "Western Asia"),
        ("MX", "Central America"),
        ("US", "Northern America"),
        ("GF", "South America"),
        ("RE", "Eastern Africa"),
        ("SD", "Northern Africa"),
        ("IR", "Southern Asia"),
        ("AQ", "Antarctica"),
    ],
)
def test_subregions_are_those_of_m49(code: str, subregion: str) -> None:
    """Countries that other lists put elsewhere are where UN M49 has them, territories where they lie."""
    assert load()[code].subregion == subregion


def test_region_of() -> None:
    """The region of a code is given; a code of no country, no code and a name are KeyErrors."""
    assert [region_of(code) for code in ("FI", "JP", "BR", "AU", "ZA", "AQ")] == [
        "Europe",
        "Asia",
        "Americas",
        "Oceania",
        "Africa",
        "Antarctica",
    ]
    for unknown in ("", "ZZ", "fi", "Finland"):
        with pytest.raises(KeyError):
            region_of(unknown)


# ---------------------------------------------------------------------------------------------------- neighbours


def test_neighbours_are_mutual() -> None:
    """Of two neighbours each has the other; the codes are sorted, known, and never the country's own."""
    for code, country in load().items():
        assert list(country.neighbours) == sorted(set(country.neighbours) - {code})
        assert all(code in load()[other].neighbours for other in country.neighbours)


@pytest.mark.parametrize(
    ("code", "neighbours"),
    [
        ("FI", "NO RU SE"),
        ("SE", "FI NO"),
        ("NO", "FI RU SE"),
        ("LS", "ZA"),
        ("VA", "IT"),
        ("SM", "IT"),
        ("IT", "AT CH FR SI SM VA"),
        ("ES", "AD FR GI MA PT"),
        ("PT", "ES"),
        ("FR", "AD BE CH DE ES IT LU MC"),
        ("GF", "BR SR"),
        ("KR", "KP"),
        ("KP", "CN KR RU"),
        ("IE", "GB"),
        ("DK", "DE"),
        ("XK", "AL ME MK RS"),
        ("EH", "DZ MA MR"),
        ("PS", "EG IL JO"),
        ("UA", "BY HU MD PL RO RU SK"),
        ("MO", "CN"),
        ("US", "CA MX"),
        ("HT", "DO"),
        ("MF", "SX"),
    ],
)
def test_known_neighbours(code: str, neighbours: str) -> None:
    """Countries whose borders are well known have these neighbours and no others."""
    assert load()[code].neighbours == tuple(neighbours.split())


@pytest.mark.parametrize("code", ["AU", "NZ", "JP", "IS", "TW", "MT", "CU", "CY", "GL", "AX", "SG", "PH", "RE", "AQ"])
def test_islands_have_no_neighbours(code: str) -> None:
    """A country that is all islands has no neighbour, whatever bases of others lie on them."""
    assert load()[code].neighbours == ()


def test_the_most_neighbours() -> None:
    """China has the most neighbours, sixteen with Hong Kong and Macao, and Russia the most after it."""
    numbers = Counter({code: len(country.neighbours) for code, country in load().items()})
    assert numbers.most_common(2) == [("CN", 16), ("RU", 14)]


def test_neighbours_are_those_of_the_base_map() -> None:
    """The file is no older than the base map: its neighbours are those that the map has now."""
    point = (load()["GF"].longitude, load()["GF"].latitude)
    found = borders.neighbours(base_map(), corrections.DRAWN_AS_PART_OF, {"GF": point}, corrections.SHORT_BORDERS)
    assert {code: set(one.neighbours) for code, one in load().items() if one.neighbours} == found


# -------------------------------------------------------------------------------------------------- label points


def test_label_points_are_those_of_the_gazetteer() -> None:
    """The label point of a country is where the gazetteer has it, so that marks and names agree."""
    gazetteer = GazetteerFile(GAZETTEER)
    for code, country in load().items():
        place = gazetteer.country_with_code(code)
        assert place is not None
        assert (country.latitude, country.longitude) == (place.latitude, place.longitude)
    gazetteer.close()


def test_label_points_lie_near_their_country() -> None:
    """A label point lies in the bounds of its country on the base map, with 1.5° of leave for missing islands."""
    bounds: dict[str, list[topology.Bounds]] = {}
    for outline in topology.countries():
        bounds.setdefault(outline.code, []).append(outline.bounds)
    assert load().keys() - bounds.keys() == set(DRAWN_WITHIN_ANOTHER) | set(NOT_DRAWN)
    for code in load().keys() & bounds.keys():
        latitude, longitude = load()[code].latitude, load()[code].longitude
        assert any(
            south - 1.5 <= latitude <= north + 1.5
            and (longitude - west + 1.5) % 360 <= ((east - west) % 360 or 360) + 3
            for west, south, east, north in bounds[code]
        ), code


def test_label_points_of_territories_lie_near_land() -> None:
    """The label point of a territory that the base map draws within its country has land within a degree."""
    land = np.concatenate([ring for outline in topology.countries() for ring, *_ in outline.polygons])
    for code in DRAWN_WITHIN_ANOTHER:
        distance = np.abs(land - (load()[code].longitude, load()[code].latitude)).max(axis=1).min()
        assert distance < 1, (code, distance)


@pytest.mark.parametrize(("code", "place"), NOT_DRAWN.items())
def test_label_points_of_what_is_not_drawn(code: str, place: tuple[float, float]) -> None:
    """The three territories that are too small for the base map have a label point all the same."""
    assert (load()[code].latitude, load()[code].longitude) == pytest.approx(place, abs=1)


# --------------------------------------------------------------------------------------------------- populations


def test_populations_are_known_for_all_but_a_few() -> None:
    """All but fourteen territories have a population, with its year and source; these have a note instead."""
    assert [code for code, country in load().items() if country.population is None] == WITHOUT_POPULATION
    for code, country in load().items():
        if code in WITHOUT_POPULATION:
            assert (country.population_year, country.population_source) == (None, "")
            assert country.note
        else:
            assert country.population is not None
            assert country.population > 0
            assert country.population_year is not None
            assert 2016 <= country.population_year <= 2024
            assert "World Factbook" in country.population_source
            assert "CLDR" in country.population_source


def test_populations_of_members_are_of_one_year() -> None:
    """The populations of all members of the United Nations, Taiwan and Kosovo are of the same year."""
    compared = [one for code, one in load().items() if one.un_status == "member" or code in {"TW", "XK", "PS"}]
    assert {country.population_year for country in compared} == {2024}


def test_the_world_has_eight_billion_people() -> None:
    """The populations add up to that of the world."""
    assert 7.5e9 < sum(country.population or 0 for country in load().values()) < 8.5e9


@pytest.mark.parametrize(
    ("code", "millions"),
    [
        ("FI", 5.6),
        ("DE", 84),
        ("FR", 68),
        ("JP", 123),
        ("US", 340),
        ("IN", 1420),
        ("TW", 23.5),
        ("XK", 1.9),
        ("PS", 5.4),
    ],
)
def test_populations_are_people(code: str, millions: float) -> None:
    """Populations count people and not thousands, and are within a tenth of what is widely known."""
    assert load()[code].population == pytest.approx(millions * 1e6, rel=0.1)


@pytest.mark.parametrize(("whole", "part"), [("MA", "EH"), ("FR", "RE"), ("FI", "AX")])
def test_people_counted_with_another_country(whole: str, part: str) -> None:
    """Where one population includes that of a territory, the notes of both say so."""
    assert f"({whole})" in load()[part].note
    assert "includes" in load()[whole].note


# ------------------------------------------------------------------------------------------------- the directory


def test_every_country_of_the_directory() -> None:
    """Every country in which an organisation has its base has a region, a population and a label point."""
    with ORGANISATIONS.open(encoding="utf-8", newline="") as file:
        codes = {row["country"] for row in csv.DictReader(file)} - {""}
    assert len(codes) > 20
    for code in codes:
        assert region_of(code) in REGIONS
        assert load()[code].population is not None
        assert (load()[code].latitude, load()[code].longitude) != (0, 0)


# ------------------------------------------------------------------------------------------------------ the file


def test_the_file_is_as_the_build_writes_it() -> None:
    """What is read from the file is written as the same bytes: UTF-8, line feeds, nothing edited by hand."""
    assert build_countries.as_csv(load().values()) == COUNTRIES.read_bytes()


def test_loading_again_costs_nothing_and_changes_nothing() -> None:
    """The countries are read once, and nobody can change them for others."""
    assert load() is load()
    with pytest.raises(TypeError):
        load()["FI"] = load()["SE"]  # type: ignore[index]


def test_another_table_is_refused(tmp_path: Path) -> None:
    """A file with other columns is an error that names the file and how to build it; so is a missing one."""
    path = tmp_path / "countries.csv"
    with pytest.raises(DataFileError, match="is missing"):
        load(path)
    path.write_text("code,name\nFI,Finland\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"countries\.csv is damaged.*make countries.*has other columns"):
        load(path)


# ----------------------------------------------------------------------------------------------------- the build


def test_doctests_of_the_build() -> None:
    """The examples in the build's docstrings are true."""
    assert doctest.testmod(build_countries).failed == 0


def test_a_country_in_no_region_is_noticed() -> None:
    """A code that CLDR puts nowhere, or only in an area that M49 does not have, gets no region."""
    known = Cldr("", {}, {"009": ["061", "QO"], "061": ["TK"], "QO": ["AC"]}, {})
    assert build_countries.region_and_subregion("TK", known) == ("Oceania", "Polynesia")
    assert build_countries.region_and_subregion("AC", known) == ("Oceania", "")
    assert build_countries.region_and_subregion("ZZ", known) == ("", "")


def changed(country: str, **cells: Any) -> list[Country]:
    """Return the real table with some cells of one country changed."""
    return [one._replace(**cells) if one.code == country else one for one in load().values()]


def test_the_table_passes_its_own_checks() -> None:
    """Nothing is wrong with the table that is there."""
    assert checks.all_problems(list(load().values()), base_map()) == []


@pytest.mark.parametrize(
    ("code", "cells", "problem"),
    [
        ("FI", {"neighbours": ("NO", "RU")}, "SE has a neighbour that does not have it"),
        ("FI", {"region": "Asia"}, "FI lies in 'Northern Europe' of 'Asia'"),
        ("FI", {"subregion": ""}, "FI lies in '' of 'Europe'"),
        ("FI", {"population": None}, "FI has a wrong population"),
        ("FI", {"population": 0}, "FI has a wrong population"),
        ("AQ", {"population": 300}, "AQ has a wrong population"),
        ("AQ", {"note": ""}, "AQ has no population, and no note that says why"),
        ("FI", {"un_status": "observer"}, "There are 192 member states, not 193"),
        ("FI", {"m49": ""}, "FI has a wrong M49 code"),
        ("TW", {"m49": "158"}, "TW has a wrong M49 code"),
        ("FI", {"m49": "752"}, "FI has the codes FIN and 246 on the base map"),
        ("FI", {"latitude": 630.0}, "FI lies nowhere"),
        ("FI", {"name": ""}, "FI has no name"),
        ("FI", {"code": "SE"}, "A code stands twice"),
    ],
)
def test_what_is_wrong_is_named(code: str, cells: dict[str, Any], problem: str) -> None:
    """The build names what is wrong, and so writes nothing."""
    assert problem in checks.all_problems(changed(code, **cells), base_map())


def test_borders_follow_shared_arcs() -> None:
    """Outlines that share an arc, in either direction, make neighbours; a territory takes those of its own part."""
    shapes: list[tuple[str, str, Any]] = [
        ("AA", "MultiPolygon", [[[0]], [[1, 2]]]),
        ("BB", "Polygon", [[~0, 3]]),
        ("CC", "Polygon", [[~2]]),
        ("-99", "Polygon", [[~1]]),
    ]
    geometries = [{"type": kind, "arcs": arcs, "properties": {"iso2": code}} for code, kind, arcs in shapes]
    small: dict[str, Any] = {
        "transform": {"scale": [0.1, 0.1], "translate": [-10, -10]},
        "arcs": [[[0, 0], [10, 10], [-5, 5]], [[100, 100], [50, 0]], [[150, 100], [0, 50]], [[0, 0], [1, 1]]],
        "objects": {"countries": {"geometries": geometries}},
    }
    assert borders.neighbours(small, {}, {}, []) == {"AA": {"BB", "CC"}, "BB": {"AA"}, "CC": {"AA"}}
    on_the_second_part = {"TT": (2.0, 2.0)}
    assert borders.neighbours(small, {"TT": "AA"}, on_the_second_part, [("BB", "DD")]) == {
        "AA": {"BB"},
        "BB": {"AA", "DD"},
        "CC": {"TT"},
        "DD": {"BB"},
        "TT": {"CC"},
    }


def test_another_version_of_cldr_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hand-kept years hold for one version of CLDR: with another nothing is written."""
    monkeypatch.setattr(cldr, "read", lambda packed: Cldr("49.0.0", {}, {}, {}))
    out = tmp_path / "countries.csv"
    with pytest.raises(SystemExit, match=r"cldr-core is 49\.0\.0"):
        build_countries.build(tmp_path, out)
    assert not out.exists()


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    """Without the archive of CLDR the build says what is missing and how to get it."""
    with pytest.raises(SystemExit, match=r"cldr-core-\*\.tgz.*make countries"):
        build_countries.build(tmp_path, tmp_path / "countries.csv")


def test_countries_is_a_room_of_plain_python() -> None:
    """Reading the countries loads neither pandas nor the gazetteer: it takes a few milliseconds."""
    source = Path(countries.__file__).read_text("utf-8")
    imported = {line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))}
    assert imported == {
        "csv",
        "collections.abc",
        "functools",
        "pathlib",
        "types",
        "typing",
        "odmap.settings",
        "odmap.data_file",
    }


def test_parts_of_the_world_are_told_apart() -> None:
    """A country lies in its region and its sub-region, each of which has one name in addresses."""
    assert countries.parts_of("DE") == ("europe", "western-europe")
    assert countries.parts_of("AQ") == ("antarctica",)
    assert countries.parts_of("GL") == ("americas", "northern-america", "nordic")
    assert {part for code in load() for part in countries.parts_of(code)} == set(countries.PARTS)
    assert all(countries.PARTS[countries.parts_of(code)[0]] == country.region for code, country in load().items())
    assert all(part == part.lower() and " " not in part for part in countries.PARTS)


def test_the_nordic_countries() -> None:
    """They are the five states and their territories, as they themselves count."""
    nordic = {code for code in load() if "nordic" in countries.parts_of(code)}
    assert nordic == {"DK", "FI", "IS", "NO", "SE", "AX", "FO", "GL", "SJ"}
    assert nordic == countries.NORDIC

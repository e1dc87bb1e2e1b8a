"""The build of the gazetteer refuses what is wrong, and writes the same bytes for the same places.

Only the parts that need neither shapely nor the source packages are tested here. label_points.py, which needs shapely,
has its tests beside this file; what geometry.py, region_places.py and sources.py do shows in the file that is built.
"""

import csv
import doctest
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from geopy.location import Location
from hypothesis import given
from hypothesis import strategies as st
from scripts.gazetteer_build import checks, corrections, countries, localities, model, regions, writer
from scripts.gazetteer_build.model import Place

from odmap.geography import place_names
from odmap.geography.gazetteer import Gazetteer
from odmap.geography.gazetteer_db import OWN_PLACES
from odmap.geography.place_names import country_variants, fold, names_no_place, place_variants
from odmap.settings import DATA


def country(code: str = "FI", name: str = "Finland", point: tuple[float, float] = (64.0, 26.0), **more: Any) -> Place:
    """Make a country for a test."""
    return Place("country", name, code, *point, source="test", **more)


def region(code: str | None = "FI-10", name: str = "Lapland", **more: Any) -> Place:
    """Make a Finnish region for a test."""
    return Place("region", name, "FI", 67.0, 26.0, source="test", iso_3166_2=code, **more)


def town(name: str = "Kemi", **more: Any) -> Place:
    """Make a Finnish town for a test."""
    return Place("locality", name, "FI", 65.7, 24.6, source="test", **more)


def unit(
    code: str | None, name: str, *, area: float = 1.0, country_code: str = "AU", **properties: str
) -> regions.Unit:
    """Make a feature of Natural Earth for a test."""
    all_properties = {
        "iso_3166_2": code,
        "name": name,
        "adm1_code": f"{country_code}-{name}",
        "geonunit": "",
        "region": "",
        "region_cod": "",
        "region_sub": "",
        **properties,
    }
    place = Place("region", name, country_code, 1.0, 1.0, source="test", iso_3166_2=code)
    return regions.Unit(country_code, all_properties, area=area, code=code, place=place)


def far_off(place: Place) -> bool:
    """Stand in for the rule of label points: Åland is far off."""
    return place.kind != "locality" and place.longitude < 21


def in_finland(code: str, latitude: float, longitude: float) -> bool:
    """Stand in for Finland's outline: a box."""
    return code == "FI" and 60 <= latitude <= 70 and 20 <= longitude <= 31


def at_sea(code: str, latitude: float, longitude: float) -> bool:
    """Stand in for the sea off Finland's coast: all that is near its box and not in it."""
    return code == "FI" and 59.9 <= latitude <= 70 and not in_finland(code, latitude, longitude)


def nowhere(*_: object) -> bool:
    """Stand in for a country without a coast."""
    return False


# ----------------------------------------------------------------------------------------- what is checked


def test_good_places_have_no_problems() -> None:
    """Places that are right in every way pass every check."""
    places = [country(), region(), town(iso_3166_2="FI-10")]
    assert checks.all_problems(places, in_finland, nowhere, far_off) == []


def test_country_point_in_the_sea_is_a_problem() -> None:
    """A country whose point lies outside its outline is named, with the table that mends it."""
    problems = checks.all_problems([country(point=(59.0, 24.0))], in_finland, at_sea, far_off)
    assert problems == ["Finland (FI): 59.0, 24.0 lies outside its country; give a better one in COUNTRY_POINTS"]


def test_own_place_abroad_is_a_problem_and_a_harbour_is_not() -> None:
    """A row of places.csv must lie in its country; a city of GeoNames may fall into a simplified sea."""
    ours, harbour = town(), town()
    ours.latitude = harbour.latitude = 59.0
    ours.source = model.OWN_PLACES
    problems = checks.points_outside([ours, harbour], in_finland, at_sea)
    assert len(problems) == 1
    assert "data/places.csv" in problems[0]


def test_a_harbour_of_ours_may_lie_just_off_the_coast() -> None:
    """A town of places.csv may fall into a simplified sea too; a country or a region of ours may not."""
    places = [town(), region(), country(point=(59.95, 24.0))]
    for place in places[:2]:
        place.latitude, place.longitude, place.source = 59.95, 24.0, model.OWN_PLACES
    problems = checks.points_outside(places, in_finland, at_sea)
    assert [problem.split(" (FI)")[0] for problem in problems] == ["Lapland", "Finland"]


def test_a_point_far_off_is_a_problem() -> None:
    """A region whose point stands on a far island is named, with the table that mends it."""
    island = region()
    island.longitude = 20.5
    problems = checks.all_problems([country(), island], in_finland, nowhere, far_off)
    assert problems == ["Lapland (FI): 67.0, 20.5 lies far off its main land; give a better one in REGION_POINTS"]


@pytest.mark.parametrize("code", ["-99", "-1", "", "fi", "FIN", "F1", "ФИ"])
def test_code_that_is_no_country_is_a_problem(code: str) -> None:
    """Natural Earth's -99 and anything else that is no alpha-2 code is named."""
    assert len(checks.bad_country_codes([country(code)])) == 1


def test_place_without_its_country_is_a_problem() -> None:
    """A region or town of a country that is not in the gazetteer is named."""
    assert checks.unknown_countries([town()]) == ["locality Kemi: no country FI"]


def test_repeated_codes_are_a_problem() -> None:
    """A country or region code that two places carry is named, towns and places of ours apart."""
    ours = region(name="Western Lapland")
    ours.source = model.OWN_PLACES
    places = [
        country(),
        country(name="Suomi"),
        region(),
        region(name="Lappi"),
        town(iso_3166_2="FI-10"),
        ours,
    ]
    assert checks.repeated_codes(places) == [
        "code FI is carried by 2 places",
        "code FI-10 is carried by 2 places",
    ]


@pytest.mark.parametrize("code", ["SE-10", "FI", "FI-", "FI-X01~", "FI-1000", "fi-10"])
def test_region_code_of_no_or_another_country_is_a_problem(code: str) -> None:
    """A code that is not the place's own country, a hyphen and up to three characters is named."""
    assert len(checks.bad_region_codes([region(code)])) == 1


@pytest.mark.parametrize("point", [(0.0, 0.0), (91.0, 0.0), (0.0, -181.0), (float("nan"), 1.0)])
def test_impossible_points_are_a_problem(point: tuple[float, float]) -> None:
    """A point that is missing or not on the globe is named."""
    assert len(checks.bad_coordinates([country(point=point)])) == 1


def test_name_of_two_countries_is_a_problem() -> None:
    """A name that would decide for one of two countries is named with both."""
    places = [country("CG", "Congo", names={"Kongo"}), country("CD", "DR Congo", names={"Kongo"})]
    assert checks.shared_country_names(places) == ["'kongo' stands for CD and CG"]


def test_nameless_places_and_circles_are_problems() -> None:
    """A place without a name cannot be found, and a region in itself would be walked for ever."""
    inner, outer = region("FI-01", "Inner"), region("FI-02", "Outer")
    inner.parent, outer.parent = outer, inner
    assert len(checks.nameless([town(name="...")])) == 1
    assert len(checks.circles([inner, outer, town()])) == 2


# ------------------------------------------------------------------------------------------------ countries


def test_country_code_comes_from_the_column_that_has_france() -> None:
    """ISO_A2 is -99 for France; rows without a code are left out, and the mainland wins over a reef."""
    rows = [
        {"ISO_A2": "-99", "ISO_A2_EH": "FR", "POP_EST": 10.0, "NAME": "Clipperton I."},
        {"ISO_A2": "-99", "ISO_A2_EH": "FR", "POP_EST": 67e6, "NAME": "France"},
        {"ISO_A2": "-99", "ISO_A2_EH": "-99", "POP_EST": 0.0, "NAME": "Scarborough Reef"},
    ]
    assert {code: row["NAME"] for code, row in countries.one_row_per_code(rows).items()} == {"FR": "France"}


def test_country_place_takes_the_corrected_point() -> None:
    """New Zealand's label lies at sea: the point kept by hand is used, and all its names are kept."""
    row = {
        "ISO_A2_EH": "NZ",
        "LABEL_X": 172.787,
        "LABEL_Y": -39.759,
        "POP_EST": 5e6,
        "NAME": "New Zealand",
        "NAME_DE": "Neuseeland",
    }
    place = countries.country_place(row, "New Zealand", {"Nýja-Sjáland"}, {"Aotearoa"})
    assert (place.latitude, place.longitude) == corrections.COUNTRY_POINTS["NZ"]
    assert {"new zealand", "neuseeland", "nyja sjaland", "aotearoa"} <= set(place.folded_names())


def test_display_names_are_plain() -> None:
    """CLDR's abbreviations and typographic apostrophes become what a visitor would type."""
    english = {"KN": "St. Kitts & Nevis", "HK": "Hong Kong SAR China", "FI": "Finland"}
    assert [countries.display_name(code, english) for code in english] == [
        "Saint Kitts and Nevis",
        "Hong Kong",
        "Finland",
    ]


def test_shared_names_decide_for_no_country() -> None:
    """A name that two countries bear is dropped, unless it was chosen by hand for one of them."""
    first = country("KR", "South Korea", names={"Korea", "Coree"}, abbreviations={"Korea"})
    second = country("KP", "North Korea", names={"Korea", "Coree"})
    countries.drop_shared_names([first, second])
    assert first.folded_names() == ["korea", "south korea"]
    assert second.folded_names() == ["north korea"]


def test_foreign_near_misses_are_left_out() -> None:
    """Niger's name in a language where it is Nigera would hide a misspelt Nigeria."""
    english = {"NE": "Niger", "NG": "Nigeria", "FI": "Finland"}
    names = {"NE": {"Nigera", "Níger"}, "FI": {"Finlando", "Suomi"}}
    assert countries.without_near_misses(names, english) == {"NE": {"Níger"}, "FI": {"Finlando", "Suomi"}}


# ------------------------------------------------------------------------------------------------ regions


def test_region_codes_are_those_of_today() -> None:
    """Codes that ISO replaced are replaced, abolished and invented ones dropped, good ones kept."""
    known = {"GB-KEN", "NO-04"}
    assert regions.region_code("GB-KEN", "GB", known) == "GB-KEN"
    assert regions.region_code("NO-19", "NO", known) == "NO-55"
    assert regions.region_code("NO-04", "NO", known) is None
    assert regions.region_code("XK-X01~", "XK", known) is None
    assert regions.region_code("GB-KEN", "IE", known) is None


def test_repeated_code_stays_with_the_region_of_that_name() -> None:
    """Of the features that say AU-NSW, New South Wales keeps the code and Lord Howe Island lies in it."""
    island, mainland = unit("AU-NSW", "Lord Howe Island", area=9.0), unit("AU-NSW", "New South Wales")
    part_of = regions.keep_one_per_code([island, mainland], {"AU-NSW": "New South Wales"})
    assert (island.code, mainland.code) == (None, "AU-NSW")
    assert part_of == {id(island): mainland}


def test_repeated_code_without_a_name_stays_with_the_largest() -> None:
    """Where no feature bears the region's name, the largest keeps the code."""
    small, large = unit("IE-D", "South Dublin", area=1.0), unit("IE-D", "Fingal", area=2.0)
    regions.keep_one_per_code([small, large], {})
    assert (small.code, large.code) == (None, "IE-D")


def make_group(plan: regions.GroupPlan) -> Place:
    """Make the place of a group without any geometry."""
    return Place("region", plan.name, plan.country, 2.0, 2.0, source="test", names=set(plan.names))


def test_regions_lie_in_the_smallest_group_that_holds_them() -> None:
    """A city district lies in its county, the county in its part of the country, an islet in its state."""
    leeds, york, kent = (unit(code, code, country_code="GB") for code in ("GB-LDS", "GB-YOR", "GB-KEN"))
    islet = unit(None, "Islet", country_code="GB")
    plans = [
        regions.GroupPlan("GB", "England", "GB-ENG", {"England"}, [leeds, york, kent]),
        regions.GroupPlan("GB", "Yorkshire", None, {"Yorkshire"}, [leeds, york]),
    ]
    yorkshire, england = regions.join([leeds, york, kent, islet], {id(islet): kent}, plans, make_group)
    assert leeds.place is not None
    assert islet.place is not None
    assert leeds.place.ancestors() == [yorkshire, england]
    assert islet.place.ancestors() == [kent.place, england]


def test_group_of_one_lends_its_names() -> None:
    """A region that is one province is found under both names, as one place."""
    madrid = unit("ES-M", "Madrid", country_code="ES")
    plan = regions.GroupPlan("ES", "Community of Madrid", "ES-MD", {"Community of Madrid"}, [madrid])
    assert regions.join([madrid], {}, [plan], make_group) == []
    assert madrid.place is not None
    assert madrid.place.folded_names() == ["community of madrid", "madrid"]


def test_members_do_not_go_by_the_name_of_their_group() -> None:
    """Natural Earth calls Genoa's province "Liguria"; that name is the group's alone."""
    liguria, genoa = region("IT-42", "Liguria"), region("IT-GE", "Genoa", names={"Liguria", "Genova"})
    genoa.parent = liguria
    regions.take_back_group_names([liguria, genoa])
    assert genoa.folded_names() == ["genoa", "genova"]


def test_a_group_by_hand_must_have_all_its_members() -> None:
    """A group whose members the data lacks stops the build and names them."""
    with pytest.raises(SystemExit, match=r"Group Agder \(NO\): Natural Earth has no NO-09, NO-10"):
        regions.plan_groups([unit("NO-11", "Rogaland", country_code="NO")], {})


# ------------------------------------------------------------------------------------------------ towns


def test_city_keeps_names_in_latin_and_local_letters() -> None:
    """Names in scripts that the country does not use, and airport codes, are left out."""
    city = {
        "name": "Kemi",
        "countrycode": "FI",
        "latitude": 65.7,
        "longitude": 24.6,
        "population": 19332,
        "alternatenames": ["Giepma", "KEM", "Кеми", "ケミ"],
    }
    assert localities.city_place(city, frozenset({"LATIN"})).folded_names() == ["giepma", "kemi"]
    assert "кеми" in localities.city_place(city, frozenset({"LATIN", "CYRILLIC"})).folded_names()


def test_towns_get_the_region_that_holds_them() -> None:
    """A town takes region and code from its point, or from the code it brings; regions count their people."""
    lapland, kainuu = region(), region("FI-05", "Kainuu")
    kemi, ours = town(people=19_000), town("Ours", iso_3166_2="FI-05")
    localities.put_into_regions([kemi, ours], lambda *_: lapland, [lapland, kainuu])
    assert (kemi.parent, kemi.iso_3166_2, lapland.people) == (lapland, "FI-10", 19_000)
    assert ours.parent is kainuu


def own_places(path: Path, *rows: str) -> list[Place]:
    """Read rows of a places.csv."""
    path.write_text("\n".join([",".join(localities.COLUMNS), *rows]) + "\n", encoding="utf-8")
    return localities.read_own_places(path)


def test_own_places_are_read(tmp_path: Path) -> None:
    """A row of places.csv becomes a place with its aliases and with this file as its source."""
    (place,) = own_places(tmp_path / "p.csv", "Bantry,IE,locality,51.7,-9.4,IE-CO,Beanntraí|Bantraí,ours")
    assert (place.name, place.latitude, place.iso_3166_2) == ("Bantry", 51.7, "IE-CO")
    assert place.folded_names() == ["bantrai", "bantry", "beanntrai"]
    assert place.source == model.OWN_PLACES == OWN_PLACES


def test_every_bad_row_of_own_places_is_named(tmp_path: Path) -> None:
    """All rows that cannot be read are named at once, by line."""
    with pytest.raises(SystemExit) as error:
        own_places(
            tmp_path / "p.csv",
            "Bantry,IE,village,51.7,-9.4,IE-CO,,ours",
            "Good,IE,locality,51.7,-9.4,IE-CO,,ours",
            "Bantry,IE,locality,north,-9.4,IE-CO,,ours",
            "Bantry,IE,locality,51.7,-9.4,IE-CO,,",
        )
    named = str(error.value).splitlines()
    assert [line.split(":")[0] for line in named] == ["p.csv, line 2", "p.csv, line 4", "p.csv, line 5"]


def test_own_places_with_other_columns(tmp_path: Path) -> None:
    """A file with other columns is refused before any row is read."""
    path = tmp_path / "p.csv"
    path.write_text("name,lat,lon\nBantry,51.7,-9.4\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="expected the columns name,country"):
        localities.read_own_places(path)


def test_every_own_place_is_in_the_gazetteer() -> None:
    """The file in data/derived was built from the places.csv beside it: each row is found at its point."""
    gazetteer = Gazetteer()
    rows = list(csv.DictReader((DATA / "places.csv").read_text(encoding="utf-8").splitlines()))
    for row in rows:
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            located = gazetteer.geocode({"city": name, "country": gazetteer.country_names()[row["country"]]})
            assert isinstance(located, Location), name
            assert located.raw["source"] == OWN_PLACES, name
            assert located.point[:2] == (float(row["latitude"]), float(row["longitude"]))
    gazetteer.close()


# ------------------------------------------------------------------------------------------------ the file


def some_places() -> list[Place]:
    """Make a tiny gazetteer."""
    lapland = region(names={"Lappi"}, people=19_000)
    kemi = town(parent=lapland, iso_3166_2="FI-10", people=19_000)
    return [
        country(abbreviations={"Suomi"}),
        country("SE", "Sweden", (62.0, 15.0)),
        lapland,
        kemi,
        town("Tornio"),
    ]


SOURCES = [{"name": "test", "used_for": "tests", "licence": "none", "version": "1", "package": "none"}]
ALPHA_3 = {"FI": "FIN", "SE": "SWE"}


def test_the_same_places_give_the_same_bytes(tmp_path: Path) -> None:
    """The order in which places come, and a file already there, leave no trace in the file."""
    first, second = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    shuffled = some_places()[::-1]
    second.write_bytes(b"an older file")
    writer.write(first, some_places(), ALPHA_3, SOURCES)
    writer.write(second, shuffled, ALPHA_3, SOURCES)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(tmp_path.iterdir()) == [first, second]


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    """The app understands the tables that the build writes, and gives back places and sources."""
    path = tmp_path / "tiny.sqlite"
    writer.write(path, some_places(), ALPHA_3, SOURCES)
    gazetteer = Gazetteer(path)
    found = gazetteer.locate("FI", "Lappi", "Kemi")
    assert found is not None
    assert found.raw["precision"] == "locality"
    assert gazetteer.country_names() == {"FI": "Finland", "SE": "Sweden"}
    assert gazetteer.sources() == SOURCES
    gazetteer.close()


def test_the_database_itself_refuses_a_code_twice(tmp_path: Path) -> None:
    """Should a check be forgotten, a repeated region code stops the build, and the old file stays."""
    path = tmp_path / "tiny.sqlite"
    path.write_bytes(b"the old file")
    with pytest.raises(sqlite3.IntegrityError):
        writer.write(path, [country(), region(), region(name="Lappi")], ALPHA_3, SOURCES)
    assert path.read_bytes() == b"the old file"


def test_meta_of_the_real_file_names_its_sources() -> None:
    """The table meta of the real file holds the schema's version and the licence of every source."""
    database = sqlite3.connect((DATA / "derived" / "gazetteer.sqlite").as_uri() + "?mode=ro", uri=True)
    meta = dict(database.execute("SELECT key, value FROM meta"))
    database.close()
    assert meta["schema_version"] == str(writer.SCHEMA_VERSION)
    assert {source["licence"] for source in json.loads(meta["sources"])} >= {
        "public domain",
        "CC BY 4.0",
        "Unicode-3.0",
    }


# ------------------------------------------------------------------------------------------------ names


@pytest.mark.parametrize("module", [place_names, countries, regions])
def test_examples_in_docstrings(module: Any) -> None:
    """The examples in the documentation are true."""
    outcome = doctest.testmod(module)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jyväskylä", "JYVASKYLA"),
        ("Łódź", "Lodz"),
        ("Côte d\u2019Ivoire", "Cote d'Ivoire"),
        ("Tromsø", "Tromso"),
        ("Saint-Étienne", "St Etienne"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("İstanbul", "Istanbul"),
        ("Straße", "STRASSE"),
        ("N.\u00a0Y.", "n y"),
    ],
)
def test_spellings_that_are_one(one: str, other: str) -> None:
    """Accents, case, apostrophes, dashes and a few words do not tell names apart."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Mali", "Malta"), ("東京", "京都"), ("서울", "수원"), ("Åland", "Poland")])
def test_spellings_that_are_two(one: str, other: str) -> None:
    """Names that differ stay different, in every script."""
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded name is its own folded name, whatever the text, and variants start with it."""
    assert fold(fold(text)) == fold(text)
    if fold(text):
        assert country_variants(text)[0] == place_variants(text)[0] == fold(text)
    assert all(country_variants(text)) or names_no_place(text)


def test_words_for_the_kind_of_place_may_be_left_out() -> None:
    """A region is found with and without "county" or "prefecture", a country without its form of state."""
    assert "cork" in place_variants("County Cork")
    assert "kyoto" in place_variants("Kyoto Prefecture")
    assert "moldova" in country_variants("the Republic of Moldova")
    assert "georgia" not in country_variants("State of Georgia")
    assert {"portalegre", "alto alentejo"} <= set(place_variants("Portalegre district (Alto Alentejo)"))

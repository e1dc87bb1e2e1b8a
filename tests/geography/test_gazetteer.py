"""The gazetteer finds what it should, admits what it does not know, and cannot reach a network."""

import csv
import hashlib
import shutil
import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import pytest
from geopy.distance import great_circle
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from odmap.geography.base_map import countries
from odmap.geography.gazetteer import Gazetteer, GazetteerFileError
from odmap.settings import GAZETTEER

QUERIES = list(csv.DictReader((Path(__file__).with_name("place-queries.csv")).read_text(encoding="utf-8").splitlines()))
PRECISION_OF_KIND = {"country": "country", "region": "region", "city": "locality"}
RAW_KEYS = {"name", "country", "iso_3166_2", "precision", "ambiguous", "match", "source", "query", "within"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The real gazetteer, as the app opens it."""
    return Gazetteer()


def found(gazetteer: Gazetteer, query: Any) -> Location:
    """Geocode something that must be found."""
    location = gazetteer.geocode(query)
    assert isinstance(location, Location), f"{query!r} was not found"
    return location


# ------------------------------------------------------------------------------- queries with known answers


@pytest.mark.parametrize("wanted", QUERIES, ids=[row["query"] for row in QUERIES])
def test_known_query(gazetteer: Gazetteer, wanted: dict[str, str]) -> None:
    """Each query with a known answer gets that answer: country, kind, region code and distance."""
    if wanted["kind"] == "none":
        assert gazetteer.geocode(wanted["query"]) is None
        return
    location = found(gazetteer, wanted["query"])
    assert location.raw["country"] == wanted["country"]
    assert location.raw["precision"] == PRECISION_OF_KIND.get(wanted["kind"], location.raw["precision"])
    if wanted["iso_3166_2"]:
        assert location.raw["iso_3166_2"] in wanted["iso_3166_2"].split()
    if wanted["latitude"]:
        known = (float(wanted["latitude"]), float(wanted["longitude"]))
        assert great_circle(known, location.point).km <= float(wanted["tolerance_km"])


def test_all_known_queries_are_there() -> None:
    """The list of known queries has not shrunk."""
    assert len(QUERIES) == 61


# ------------------------------------------------------------------------------------------------ the rules


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Italy", "IT"),
        ("Norway", "NO"),
        ("Usa", "US"),
        ("Uk", "GB"),
        ("Peru", "PE"),
        ("Lebanon", "LB"),
        ("Cuba", "CU"),
    ],
)
def test_countries_come_before_cities(gazetteer: Gazetteer, name: str, country: str) -> None:
    """A country's name means the country, though villages elsewhere bear it too."""
    raw = found(gazetteer, name).raw
    assert (raw["country"], raw["precision"]) == (country, "country")


@pytest.mark.parametrize(
    ("query", "country", "iso_3166_2"),
    [
        ("Tbilisi, Georgia", "GE", "GE-TB"),
        ("Rome, Georgia, USA", "US", "US-GA"),
        ("Rome, Italy", "IT", "IT-RM"),
        ("Cambridge, Massachusetts, USA", "US", "US-MA"),
        ("Cambridge, UK", "GB", "GB-CAM"),
        ("London, Ontario, Canada", "CA", "CA-ON"),
        ("London, England", "GB", "GB-ENG"),
        ("Paris, Texas", "US", "US-TX"),
        ("Burlington, VT", "US", "US-VT"),
        ("Perth, WA", "AU", "AU-WA"),
        ("Vancouver, CA", "CA", "CA-BC"),
        ("San Diego, CA", "US", "US-CA"),
        ("Washington, D.C.", "US", "US-DC"),
        ("Finland, Kemi", "FI", "FI-10"),
    ],
)
def test_the_last_part_decides(gazetteer: Gazetteer, query: str, country: str, iso_3166_2: str) -> None:
    """The part after the last comma fixes the country or state, and the town lies inside it."""
    raw = found(gazetteer, query).raw
    assert (raw["country"], raw["iso_3166_2"], raw["precision"]) == (country, iso_3166_2, "locality")


@pytest.mark.parametrize(
    ("query", "precision", "name"),
    [
        ("Atlanta, Georgia", "country", "Georgia"),
        ("Jyvaskila, Finland", "country", "Finland"),
        ("Hospital Quarter, Kent, UK", "region", "Kent"),
        ("Perth, England, UK", "region", "England"),
        ("Mexico, Missouri, USA", "region", "Missouri"),
    ],
)
def test_unknown_place_gives_what_holds_it(gazetteer: Gazetteer, query: str, precision: str, name: str) -> None:
    """An unknown town gives the region or country that was named: never nothing, never a town elsewhere."""
    raw = found(gazetteer, query).raw
    assert (raw["precision"], raw["name"], raw["match"]) == (precision, name, "parent")


@pytest.mark.parametrize("query", ["Kemi, Unknownland", "Nowhereistan", "Qqq, Www, Eee"])
def test_unknown_country_gives_nothing(gazetteer: Gazetteer, query: str) -> None:
    """A text whose country is unknown is not found, even if its first part is a town somewhere."""
    assert gazetteer.geocode(query) is None


@pytest.mark.parametrize("query", ["Kent", "Georgia", "London", "Victoria", "Springfield, USA", "Minato, Japan"])
def test_far_namesakes_make_it_ambiguous(gazetteer: Gazetteer, query: str) -> None:
    """A name that places over 100 km apart share is marked as ambiguous."""
    assert found(gazetteer, query).raw["ambiguous"] is True


@pytest.mark.parametrize(
    "query", ["Finland", "Denmark", "Berlin", "New York, USA", "Kent, UK", "London, UK", "Auckland"]
)
def test_a_city_in_its_namesake_region_is_not_ambiguous(gazetteer: Gazetteer, query: str) -> None:
    """A name that one country, or a region and the city in it, bear is not ambiguous."""
    assert found(gazetteer, query).raw["ambiguous"] is False


@pytest.mark.parametrize(
    ("query", "country", "name"),
    [
        ("Finlnd", "FI", "Finland"),
        ("Swizerland", "CH", "Switzerland"),
        ("Massachusets, USA", "US", "Massachusetts"),
        ("Ontrio, Canada", "CA", "Ontario"),
        ("Beirut, Lebnon", "LB", "Beirut"),
    ],
)
def test_misspelt_country_or_region(gazetteer: Gazetteer, query: str, country: str, name: str) -> None:
    """A country, or a region of a known country, is found with one letter wrong, and says so."""
    raw = found(gazetteer, query).raw
    assert (raw["country"], raw["name"], raw["match"]) == (country, name, "fuzzy")


@pytest.mark.parametrize(
    ("query", "country"),
    [("Republic of Ireland", "IE"), ("Korea", "KR"), ("Kosovo", "XK"), ("Taiwan", "TW"), ("Niger", "NE")],
)
def test_no_country_is_mistaken_for_its_neighbour(gazetteer: Gazetteer, query: str, country: str) -> None:
    """The names that other geocoders take for Iceland, North Korea, Serbia or China are right here."""
    raw = found(gazetteer, query).raw
    assert (raw["country"], raw["match"]) == (country, "exact")


@pytest.mark.parametrize(
    "query", ["Nigera", "Austrlia", "oland", "Chine", "Irn", "Jyvaskila", "Tampera", "Norway/Sweden"]
)
def test_near_misses_that_are_no_answer(gazetteer: Gazetteer, query: str) -> None:
    """A tie, a wrong first letter, a short name, a misspelt town or two countries at once is not found."""
    assert gazetteer.geocode(query) is None


@pytest.mark.parametrize(
    "query",
    [
        "global",
        "International",
        "Europe",
        "Latin America",
        "online",
        "",
        "  ",
        ",",
        "-",
        "N/A",
        "worldwide, global",
    ],
)
def test_everywhere_is_no_place(gazetteer: Gazetteer, query: str) -> None:
    """The whole world, a continent or no text at all has no point."""
    assert gazetteer.geocode(query) is None
    assert gazetteer.geocode(query, exactly_one=False) is None


def test_country_comes_from_the_gazetteer_row(gazetteer: Gazetteer) -> None:
    """Harbours that a simplified coast puts into the sea still have their country and region."""
    for town, country, region in [
        ("Kemi", "FI", "FI-10"),
        ("Tornio", "FI", "FI-10"),
        ("Trieste", "IT", "IT-TS"),
    ]:
        raw = found(gazetteer, town).raw
        assert (raw["country"], raw["iso_3166_2"]) == (country, region)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Wales", "Wales"),
        ("Northern Ireland, UK", "Northern Ireland"),
        ("Yorkshire, UK", "Yorkshire"),
        ("Greater Manchester, UK", "Greater Manchester"),
        ("Lombardia", "Lombardy"),
        ("Catalunya, Spain", "Catalonia"),
        ("Occitanie, France", "Occitanie"),
        ("Wallonie, Belgique", "Wallonia"),
        ("County Cork, Ireland", "Cork"),
        ("Kyoto Prefecture, Japan", "Kyōto"),
        ("Trøndelag, Norway", "Trøndelag"),
        ("Finnmark, Norway", "Finnmark"),
        ("Southern Estonia, Estonia", "Southern Estonia"),
    ],
)
def test_grouped_and_renamed_regions(gazetteer: Gazetteer, query: str, name: str) -> None:
    """Regions that Natural Earth has only in pieces or under old codes are found, in several languages."""
    raw = found(gazetteer, query).raw
    assert (raw["name"], raw["precision"], raw["match"]) == (name, "region", "exact")


# ---------------------------------------------------------------------------------------- a record's fields

RECORDS = [
    # country, region, town, precision, ISO 3166-2, latitude, longitude, tolerance in km
    ("IT", "Lazio", "Rome", "locality", "IT-RM", 41.9, 12.5, 10),
    ("FI", "Central Finland", "Jyväskylä", "locality", "FI-08", 62.24, 25.75, 10),
    ("US", "New York", "New York City", "locality", "US-NY", 40.71, -74.01, 10),
    ("AU", "New South Wales", "Northern Beaches", "locality", "AU-NSW", -33.7, 151.28, 15),
    ("JP", "Tokyo", "Minato", "locality", "JP-13", 35.66, 139.75, 10),
    ("IE", "County Cork", "Bantry", "locality", "IE-CO", 51.68, -9.45, 10),
    ("DE", "Brandenburg", "Rüdersdorf", "locality", "DE-BB", 52.47, 13.78, 10),
    ("BE", "West Flanders", "Bekegem", "locality", "BE-VWV", 51.16, 3.05, 10),
    ("PL", None, "Mościszki", "locality", "PL-30", 51.96, 16.9, 20),
    ("CZ", "Olomouc", "Jeseník", "locality", "CZ-71", 50.23, 17.2, 10),
    ("NO", "Akershus", "Lørenskog", "locality", "NO-32", 59.93, 10.96, 10),
    ("NO", "Innlandet", "Gjøvik", "locality", "NO-34", 60.8, 10.69, 10),
    ("NO", "Troms", "Tromsø", "locality", "NO-55", 69.65, 18.96, 10),
    ("US", "Vermont", "Middlebury", "locality", "US-VT", 44.01, -73.17, 10),
    ("US", "Vermont", "Burlington", "locality", "US-VT", 44.48, -73.21, 10),
    ("US", "Georgia", "Atlanta", "locality", "US-GA", 33.75, -84.39, 10),
    ("ES", "Community of Madrid", "Alcalá de Henares", "locality", "ES-M", 40.48, -3.36, 10),
    ("FR", "Provence-Alpes-Côte d'Azur", "Marseille", "locality", "FR-13", 43.3, 5.38, 10),
    ("GB", "England", "Leeds", "locality", "GB-LDS", 53.8, -1.55, 10),
    ("CA", "Quebec", "Montréal", "locality", "CA-QC", 45.51, -73.59, 10),
    ("IL", None, "Acre", "locality", "IL-Z", 32.93, 35.08, 10),
    ("TW", None, "Taipei", "locality", "TW-TPE", 25.05, 121.53, 10),
    ("CA", "Quebec", None, "region", "CA-QC", 52.0, -72.0, 300),
    ("NO", "Nordland", "Stokmarknes", "locality", "NO-18", 68.5647, 14.9085, 1),
    ("JP", "Okinawa", None, "region", "JP-47", 26.21, 127.68, 40),
    ("JP", "Kagoshima", None, "region", "JP-46", 31.6, 130.56, 60),
    ("JP", "Nagasaki", None, "region", "JP-42", 32.75, 129.88, 60),
    ("EE", "Saaremaa", None, "region", "EE-74", 58.42, 22.5, 40),
    ("PT", "Azores", None, "region", "PT-20", 37.78, -25.5, 40),
    ("GR", "South Aegean", None, "region", "GR-L", 36.2, 28.0, 40),
    ("ES", "Canary Islands", None, "region", "ES-CN", 28.2, -16.6, 60),
    ("RU", "Sakhalin", None, "region", "RU-SAK", 50.0, 143.0, 300),
    ("FJ", "Northern", None, "region", "FJ-N", -16.6, 179.2, 40),
    ("BS", None, None, "country", None, 25.03, -77.4, 40),
    ("DK", None, None, "country", None, 56.0, 9.2, 60),
    ("ID", None, None, "country", None, -7.3, 110.5, 200),
    ("PH", None, None, "country", None, 16.5, 121.2, 200),
    ("GB", "Yorkshire", None, "region", None, 53.9, -1.4, 50),
    ("GB", "Kent and Medway", None, "region", "GB-KEN", 51.27, 0.62, 30),
    ("PT", "Portalegre district (Alto Alentejo)", None, "region", "PT-12", 39.2, -7.6, 30),
    ("BE", "Flanders", None, "region", "BE-VLG", 51.0, 4.5, 60),
    ("BE", "Limburg", None, "region", "BE-VLI", 50.98, 5.4, 30),
    ("BE", "Walloon Brabant", None, "region", "BE-WBR", 50.67, 4.57, 30),
    ("BE", "French-speaking Belgium", None, "region", None, 50.35, 4.75, 50),
    ("NO", "Southern Norway", None, "region", "NO-42", 58.5, 7.9, 60),
    ("EE", "Central Estonia", None, "region", None, 59.0, 26.0, 60),
    ("CH", "Bern", None, "region", "CH-BE", 46.8, 7.6, 40),
    ("FR", "Île-de-France", None, "region", "FR-IDF", 48.7, 2.5, 40),
    ("DK", "Capital Region of Denmark", None, "region", "DK-84", 55.9, 12.3, 40),
    ("GR", "Attica", None, "region", "GR-I", 38.0, 23.8, 60),
    ("LV", None, None, "country", None, 56.9, 24.9, 100),
    ("KR", "", "", "country", None, 36.4, 128.0, 100),
    ("XK", None, None, "country", None, 42.6, 20.9, 40),
]


@pytest.mark.parametrize(
    ("country", "region", "town", "precision", "iso_3166_2", "latitude", "longitude", "tolerance_km"),
    RECORDS,
    ids=[", ".join(filter(None, record[2::-1])) for record in RECORDS],
)
def test_record_is_located_as_exactly_as_it_can_be(
    gazetteer: Gazetteer,
    country: str,
    region: str | None,
    town: str | None,
    precision: str,
    iso_3166_2: str | None,
    latitude: float,
    longitude: float,
    tolerance_km: float,
) -> None:
    """A record is found by its town in its region, without one by its region, without that by its country."""
    location = gazetteer.locate(country, region, town)
    assert location is not None
    assert great_circle((latitude, longitude), location.point).km <= tolerance_km
    assert (location.raw["country"], location.raw["precision"]) == (country, precision)
    assert location.raw["iso_3166_2"] == iso_3166_2
    assert (location.raw["match"], location.raw["ambiguous"]) == ("exact", False)


def test_okinawa_stands_on_its_main_island(gazetteer: Gazetteer) -> None:
    """The point of Okinawa lies on the island of Naha, not on Iriomote, which is nearer to Taiwan."""
    located, naha = gazetteer.locate("JP", "Okinawa"), gazetteer.locate("JP", "Okinawa", "Naha")
    assert located is not None
    assert naha is not None
    (japan,) = (country for country in countries() if country.code == "JP")
    islands = [Polygon(polygon[0]) for polygon in japan.polygons]
    main_island = min(islands, key=lambda island: island.distance(Point(naha.longitude, naha.latitude)))
    assert main_island.contains(Point(located.longitude, located.latitude))


def test_town_unknown_falls_back_to_the_region_then_to_the_country(gazetteer: Gazetteer) -> None:
    """An unknown town or region gives the next wider place, marked as the parent."""
    region = gazetteer.locate("FI", "Lapland", "Nosuchtown")
    country = gazetteer.locate("FI", "Nosuchregion", "Nosuchtown")
    assert region is not None
    assert country is not None
    assert (region.raw["iso_3166_2"], region.raw["match"]) == ("FI-10", "parent")
    assert (country.raw["precision"], country.raw["match"]) == ("country", "parent")


def test_town_counts_only_in_the_region_named(gazetteer: Gazetteer) -> None:
    """A town of the right name in the wrong region is not taken: the region is."""
    location = gazetteer.locate("GB", "England", "Perth")
    assert location is not None
    assert (location.raw["name"], location.raw["precision"]) == ("England", "region")


def test_town_of_two_regions_is_the_one_in_the_region_named(gazetteer: Gazetteer) -> None:
    """Of two towns of one name, the region decides."""
    towns = [gazetteer.locate("US", state, "Springfield") for state in ("Massachusetts", "Illinois", "Missouri")]
    assert [town and town.raw["iso_3166_2"] for town in towns] == ["US-MA", "US-IL", "US-MO"]


def test_town_in_an_unknown_region_is_found_in_its_country(gazetteer: Gazetteer) -> None:
    """A region that the gazetteer does not know does not hide the town."""
    location = gazetteer.locate("IE", "West Cork health area", "Bantry")
    assert location is not None
    assert location.raw["precision"] == "locality"


def test_record_with_no_country_has_no_point(gazetteer: Gazetteer) -> None:
    """A body with no base, or with a country code that does not exist, is not located."""
    assert gazetteer.locate(None) is None
    assert gazetteer.locate("", "Lapland", "Kemi") is None
    assert gazetteer.locate("ZZ", None, "Kemi") is None


def test_every_country_can_be_located(gazetteer: Gazetteer) -> None:
    """Every country has a point at country precision, and is found by the name that the app shows."""
    for code, name in gazetteer.country_names().items():
        located = gazetteer.locate(code)
        assert located is not None
        assert (located.raw["country"], located.raw["precision"]) == (code, "country")
        if code != "AQ":  # a continent before it is a code, so its name alone has no point
            assert found(gazetteer, name).raw["country"] == code


def test_country_names_are_short_and_complete(gazetteer: Gazetteer) -> None:
    """All 249 codes of ISO 3166-1 and Kosovo have the English name that a visitor would use, sorted by it."""
    names = gazetteer.country_names()
    assert len(names) == 250
    wanted = {
        "GB": "United Kingdom",
        "US": "United States",
        "KR": "South Korea",
        "TW": "Taiwan",
        "CZ": "Czechia",
        "XK": "Kosovo",
        "HK": "Hong Kong",
        "MM": "Myanmar",
        "LC": "Saint Lucia",
        "RE": "Réunion",
        "TR": "Türkiye",
    }
    assert {code: names[code] for code in wanted} == wanted
    assert list(names.values())[:2] == ["Afghanistan", "Åland Islands"]


def test_country_names_are_the_callers_to_change(gazetteer: Gazetteer) -> None:
    """A caller that changes the names it was given changes nothing for the next one."""
    gazetteer.country_names().clear()
    assert gazetteer.country_names()


def test_sources_have_licence_and_version(gazetteer: Gazetteer) -> None:
    """Each source says what it is used for, its licence and its version; GeoNames is credited."""
    sources = gazetteer.sources()
    assert all(source[key] for source in sources for key in ("name", "used_for", "licence", "version", "package"))
    assert {source["name"]: source["licence"] for source in sources}["GeoNames"] == "CC BY 4.0"


# -------------------------------------------------------------------------------------------- as a geocoder


def test_it_is_a_geopy_geocoder(gazetteer: Gazetteer) -> None:
    """It can stand wherever geopy's geocoders can, and its locations carry all that the app needs."""
    assert isinstance(gazetteer, Geocoder)
    location = found(gazetteer, "Kemi, Finland")
    assert location.address == "Kemi, Finland"
    assert set(location.raw) == RAW_KEYS
    assert location.raw["source"] == "GeoNames"
    assert location.raw["query"] == "Kemi, Finland"


def test_structured_query(gazetteer: Gazetteer) -> None:
    """A mapping of city, state and country is searched like the same words with commas."""
    asked = {"country": "USA", "state": "Vermont", "city": "Burlington", "postalcode": "05401"}
    assert found(gazetteer, asked).raw["iso_3166_2"] == "US-VT"
    assert found(gazetteer, {"country": "FI"}).raw["precision"] == "country"
    assert gazetteer.geocode({}) is None
    assert gazetteer.geocode({"postalcode": "05401"}) is None


@pytest.mark.parametrize("query", [None, 5, 60.1, b"Kemi", ["Kemi", "Finland"], {"city": 5}, {"city": ["Kemi"]}])
def test_query_of_another_type(gazetteer: Gazetteer, query: Any) -> None:
    """Anything but text or a mapping of text raises geopy's error for a bad query."""
    with pytest.raises(GeocoderQueryError):
        gazetteer.geocode(query)


def test_all_candidates(gazetteer: Gazetteer) -> None:
    """On request all candidates come, the best first, the same ones in the same order every time."""
    candidates = gazetteer.geocode("Springfield, USA", exactly_one=False)
    again = Gazetteer().geocode("Springfield, USA", exactly_one=False)
    assert isinstance(candidates, list)
    assert isinstance(again, list)
    assert len(candidates) > 1
    assert candidates[0].point == found(gazetteer, "Springfield, USA").point
    assert [(place.point, place.raw) for place in candidates] == [(place.point, place.raw) for place in again]


@pytest.mark.parametrize("method", ["get_json", "get_text"])
def test_the_adapter_refuses_every_request(gazetteer: Gazetteer, method: str) -> None:
    """Whoever tries to fetch something through the gazetteer gets an error, not a connection."""
    with pytest.raises(GeocoderServiceError, match="no network"):
        getattr(gazetteer.adapter, method)("https://example.org/search", timeout=1, headers={})


def refuse_socket(*_: object, **__: object) -> NoReturn:
    """Stand in for the socket module's doors."""
    raise AssertionError("a socket was opened")


PLACE_WORDS = st.sampled_from(
    [
        "Kemi",
        "Finland",
        "Georgia",
        "New York",
        "UK",
        "MA",
        "County",
        "Republic of",
        "St.",
        "(",
        ")",
        "/",
        ",",
        "日本",
        "ß",
        " ",
    ]
)


@given(st.one_of(st.text(), st.lists(st.one_of(PLACE_WORDS, st.text(max_size=3)), max_size=12).map(" ".join)))
def test_any_text_is_answered_without_a_network(text: str) -> None:
    """No text raises or opens a socket; whatever is found lies on the globe, in a known country."""
    with pytest.MonkeyPatch.context() as patch:
        for door in ("socket", "create_connection", "getaddrinfo"):
            patch.setattr(socket, door, refuse_socket)
        gazetteer = Gazetteer()
        locations = gazetteer.geocode(text, exactly_one=False) or []
        assert isinstance(locations, list)
        names = gazetteer.country_names()
        for location in locations:
            assert -90 <= location.latitude <= 90
            assert -180 <= location.longitude <= 180
            assert location.raw["country"] in names
            assert location.raw["precision"] in {"country", "region", "locality"}
            assert location.raw["match"] in {"exact", "fuzzy", "parent"}
            assert set(location.raw) == RAW_KEYS
        gazetteer.close()


@given(st.sampled_from(["FI", "GB", "US", "JP", "zz", "", None]), st.text(), st.text())
def test_any_record_is_located_or_has_no_country(country: str | None, region: str, town: str) -> None:
    """No region or town raises: a record with a known country always gets a point of that country."""
    location = SHARED.locate(country, region, town)
    if country in {"FI", "GB", "US", "JP"}:
        assert location is not None
        assert location.raw["country"] == country
    else:
        assert location is None


SHARED = Gazetteer()


def test_text_that_no_file_can_hold(gazetteer: Gazetteer) -> None:
    """Lone surrogates, null characters and endless texts are answered like any other text."""
    assert found(gazetteer, "Kemi\ud800, Finland").raw["name"] == "Kemi"
    assert gazetteer.geocode("\x00") is None
    assert gazetteer.geocode("a," * 100_000) is None


def test_many_threads_share_one_gazetteer(gazetteer: Gazetteer) -> None:
    """Eight threads at once get the answers that one gets alone."""
    queries = [row["query"] for row in QUERIES] * 20

    def answer(query: str) -> tuple[Any, Any]:
        location = gazetteer.geocode(query)
        return (location.point, location.raw) if isinstance(location, Location) else (None, None)

    alone = [answer(query) for query in queries]
    with ThreadPoolExecutor(max_workers=8) as threads:
        assert list(threads.map(answer, queries)) == alone


# ------------------------------------------------------------------------------------------------- the file


def test_the_file_is_small_and_only_read(tmp_path: Path) -> None:
    """The file stays below 10 MB; a look-up changes nothing in it and leaves nothing beside it."""
    copy = tmp_path / "gazetteer.sqlite"
    shutil.copyfile(GAZETTEER, copy)
    before = hashlib.sha256(copy.read_bytes()).digest()
    gazetteer = Gazetteer(copy)
    found(gazetteer, "Kemi, Finland")
    gazetteer.close()
    assert hashlib.sha256(copy.read_bytes()).digest() == before
    assert list(tmp_path.iterdir()) == [copy]
    assert copy.stat().st_size < 10_000_000


def test_missing_file(tmp_path: Path) -> None:
    """A missing file is an error that names the file and the script that builds it, and no file is made."""
    missing = tmp_path / "no such gazetteer.sqlite"
    with pytest.raises(GazetteerFileError, match=r"no such gazetteer\.sqlite is missing.*scripts\.build_gazetteer"):
        Gazetteer(missing)
    assert not missing.exists()


@pytest.mark.parametrize("content", [b"", b"name,country\nKemi,FI\n", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_file_that_is_no_gazetteer(tmp_path: Path, content: bytes) -> None:
    """An empty file, a text and noise are errors that name the file."""
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(content)
    with pytest.raises(GazetteerFileError, match=r"gazetteer\.sqlite is damaged or no gazetteer"):
        Gazetteer(path)


def test_file_that_was_cut_short(tmp_path: Path) -> None:
    """A file of which only a part was copied is an error at once, not when a page is missed."""
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(GAZETTEER.read_bytes()[:1_000_000])
    with pytest.raises(GazetteerFileError, match=r"gazetteer\.sqlite is"):
        Gazetteer(path)


def test_file_with_damaged_pages(tmp_path: Path) -> None:
    """Damage that shows only at a look-up is the same clear error, not one of SQLite's."""
    path = tmp_path / "gazetteer.sqlite"
    content = bytearray(GAZETTEER.read_bytes())
    content[40_000:] = b"\xff" * (len(content) - 40_000)
    path.write_bytes(content)
    with pytest.raises(GazetteerFileError, match=r"gazetteer\.sqlite is damaged"):
        Gazetteer(path).geocode("Kemi, Finland")


def test_file_of_another_version(tmp_path: Path) -> None:
    """A file with other tables is refused before anything is read from it."""
    path = tmp_path / "gazetteer.sqlite"
    shutil.copyfile(GAZETTEER, path)
    database = sqlite3.connect(path)
    database.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
    database.commit()
    database.close()
    with pytest.raises(GazetteerFileError, match="another version"):
        Gazetteer(path)

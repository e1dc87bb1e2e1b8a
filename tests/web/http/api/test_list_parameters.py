"""Parts of the lists over HTTP: limit, offset, bbox, near and fields."""

import csv
import io
import re
from typing import Any
from urllib.parse import urljoin

import pytest
from requests import Response
from starlette.applications import Starlette
from starlette.routing import Mount

from odmap import Directory
from odmap.exports.data.csv_file import PROVENANCE
from odmap.exports.data.fields import FIELDS
from odmap.views import formats
from odmap.web.http import api
from tests.asgi import client
from tests.counted import DATA_AS_OF, TOTAL
from tests.web.http.api.asking import ask, ids, refusal


def rows(answer: Response) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def about(path: str) -> Any:
    """Return what a file says of itself."""
    return ask(path).json()["metadata"]


@pytest.mark.parametrize("extension", formats.DATA)
def test_a_program_can_go_through_in_steps(extension: str) -> None:
    """Following the link of each answer gives every organisation once, in the order of the whole list."""
    whole = f"/api/organisations.{extension}?type=service"
    found, path, steps = [], f"{whole}&limit=20", 0
    while path:
        answer = ask(path)
        found += ids(answer)
        steps += 1
        link = re.fullmatch(r'<(.+)>; rel="next"', answer.headers.get("Link", ""))
        path = urljoin(path, link[1]) if link else ""
    assert found == ids(ask(whole))
    assert steps == -(-len(found) // 20) > 1


@pytest.mark.parametrize("extension", ["json", "geojson"])
def test_a_cut_list_says_how_it_goes_on(extension: str, directory: Directory) -> None:
    """How many are here, how many match, how many there are, and where the next ones are."""
    path = f"/api/organisations.{extension}?country=FI&country=NO&limit=4&offset=4"
    said = about(path)
    matching = len(ids(ask(f"/api/organisations.{extension}?country=FI&country=NO")))
    assert (said["number"], said["matching"], said["total"]) == (4, matching, len(directory.frame))
    assert said["next"] == f"/api/organisations.{extension}?country=FI&country=NO&limit=4&offset=8"
    assert ask(path).headers["Link"] == f'<{said["next"]}>; rel="next"'
    assert said["filters"] == f"Country: Finland, Norway; 5 to 8 of {matching} organisations"
    assert about(f"/api/organisations.{extension}")["next"] is None
    assert "Link" not in ask(f"/api/organisations.{extension}").headers


def test_a_cut_table_says_so_on_each_row() -> None:
    """A spreadsheet has no metadata: its last column says what was cut."""
    found = rows(ask("/api/organisations.csv?country=FI&limit=3"))
    assert len(found) == 3
    assert {row["filters"] for row in found} == {f"Country: Finland; 1 to 3 of {len(ids(ask(FINLAND)))} organisations"}
    kept = ask("/api/organisations.csv?country=FI&limit=3&download=1").headers["Content-Disposition"]
    assert kept == f'attachment; filename="odmap-organisations-country-fi-1-to-3-{DATA_AS_OF}.csv"'


FINLAND = "/api/organisations.json?country=FI"


def test_the_link_leads_where_the_world_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below a base path, or behind a proxy that takes one away, the link begins with that path."""
    below = client(Starlette(routes=[Mount("/map", routes=api.ROUTES)]))
    assert below.get("/map/api/organisations.json?limit=1").json()["metadata"]["next"].startswith("/map/api/")
    monkeypatch.setenv("ODMAP_ADDRESS", "https://example.org/od/")
    assert about("/api/organisations.json?limit=1")["next"] == "/od/api/organisations.json?limit=1&offset=1"


def test_beyond_the_end_there_is_nothing() -> None:
    """An offset that is too large is no mistake: the list is empty and says so."""
    said = about("/api/organisations.json?offset=999")
    assert (said["number"], said["matching"], said["next"]) == (0, TOTAL, None)
    assert said["filters"] == f"none; none from 1000 on of {TOTAL} organisations"


def test_the_same_part_is_kept_and_known_again() -> None:
    """A part has an entity tag of its own; with it the answer is 304."""
    path = "/api/organisations.json?limit=5"
    tag = ask(path).headers["ETag"]
    assert tag != ask("/api/organisations.json?limit=6").headers["ETag"]
    assert ask(path, If_None_Match=tag).status_code == 304


def test_a_box_holds_what_lies_in_it() -> None:
    """Every mark lies within; bodies without a base are left out, and the file says how many."""
    found = ask("/api/organisations.geojson?bbox=19,59,32,71").json()
    assert found["features"]
    for feature in found["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert 19 <= longitude <= 32
        assert 59 <= latitude <= 71
    without_base = len(ids(ask("/api/organisations.json?country=none")))
    assert found["metadata"]["left_out"] == without_base > 0
    assert f"{without_base} organisations without a base left out" in found["metadata"]["filters"]


def test_a_box_across_the_antimeridian() -> None:
    """With west greater than east the box holds the other side of the world: Japan and America, not Europe."""
    countries = {one["country"] for one in ask("/api/organisations.json?bbox=110,-60,-60,60").json()["organisations"]}
    assert {"JP", "US"} <= countries
    assert not {"FI", "GB"} & countries


@pytest.mark.parametrize("extension", formats.DATA)
def test_the_nearest_first_with_their_distance(extension: str) -> None:
    """Each record says how far away it is; the nearest to Tornio is in Western Lapland."""
    answer = ask(f"/api/organisations.{extension}?near=65.85,24.15&limit=5")
    if extension == "csv":
        distances = [float(row["distance_km"]) for row in rows(answer)]
    else:
        records = answer.json().get("organisations") or [one["properties"] for one in answer.json()["features"]]
        distances = [one["distance_km"] for one in records]
    assert distances == sorted(distances)
    assert len(distances) == 5
    assert distances[0] < 100


def test_without_a_place_there_is_no_distance() -> None:
    """The field is there only where it means something."""
    assert "distance_km" not in ask("/api/organisations.json?limit=1").json()["organisations"][0]
    found = refusal("/api/organisations.json?fields=id,distance_km")
    assert "near=latitude,longitude" in found["error"]


def test_only_some_fields() -> None:
    """The fields that were asked for come in that order, in every format; what a file says of itself stays."""
    wanted = ["name", "id", "sources"]
    query = f"country=FI&fields={','.join(wanted)}"
    record = ask(f"/api/organisations.json?{query}").json()["organisations"][0]
    assert list(record) == wanted
    feature = ask(f"/api/organisations.geojson?{query},latitude").json()["features"][0]
    assert list(feature["properties"]) == wanted
    assert feature["geometry"]["type"] == "Point"
    assert list(rows(ask(f"/api/organisations.csv?{query}"))[0]) == [*wanted, *PROVENANCE]
    whole = ask(FINLAND).json()["organisations"][0]
    assert record == {name: whole[name] for name in wanted}


def test_fields_may_be_repeated_and_blank() -> None:
    """As every parameter: blanks and repeats change nothing, and the link to the next keeps the fields."""
    said = ask("/api/organisations.json?fields=id,,name&fields=&fields=name&limit=2").json()
    assert list(said["organisations"][0]) == ["id", "name"]
    assert said["metadata"]["next"] == "/api/organisations.json?limit=2&offset=2&fields=id%2Cname"
    assert list(ask("/api/organisations.json?fields=").json()["organisations"][0]) == list(FIELDS)


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("limit=0", "limit", "“0” is no limit. Write a whole number from 1 to 1,000,000, such as limit=50."),
        ("limit=-1", "limit", "“-1” is no limit."),
        ("limit=ten", "limit", "“ten” is no limit."),
        ("limit=1.5", "limit", "“1.5” is no limit."),
        ("limit=1e3", "limit", "“1e3” is no limit."),
        ("limit=1000001", "limit", "“1000001” is no limit."),
        ("limit=²", "limit", "“²” is no limit."),
        ("limit=0&limit=5", "limit", "“0” is no limit."),
        ("offset=-1", "offset", "“-1” is no offset. Write a whole number from 0 to 1,000,000, such as offset=50."),
        ("bbox=1,2,3", "bbox", "“1,2,3” is no box. Write west,south,east,north in degrees, such as bbox=19,59,32,71."),
        ("bbox=1,2,3,4,5,6", "bbox", "is no box."),
        ("bbox=a,b,c,d", "bbox", "is no box."),
        ("bbox=nan,0,1,1", "bbox", "is no box."),
        ("bbox=1e1,0,1,1", "bbox", "is no box."),
        ("bbox=-200,0,1,1", "bbox", "lies outside of the world"),
        ("bbox=0,-91,1,1", "bbox", "lies outside of the world"),
        ("bbox=0,60,10,50", "bbox", "the south, 60, lies north of the north, 50."),
        ("near=60", "near", "“60” is no place. Write latitude,longitude in degrees, such as near=60.17,24.94."),
        ("near=Helsinki", "near", "“Helsinki” is no place."),
        ("near=120.5,60", "near", "lies outside of the world: latitude comes first."),
        ("near=inf,0", "near", "is no place."),
        ("fields=id,colour", "fields", "There is no field called “colour”. Use one of those allowed."),
    ],
)
@pytest.mark.parametrize("extension", formats.DATA)
def test_what_cannot_be_is_told(extension: str, query: str, parameter: str, words: str) -> None:
    """The answer names the parameter, what is wrong with it, how it is written, and what is allowed."""
    found = refusal(f"/api/organisations.{extension}?{query}")
    assert found["parameter"] == parameter
    assert words in found["error"]
    assert found["allowed"]


def test_little_of_a_long_mistake_is_repeated() -> None:
    """However long a box, a place, a number or a field is, the answer stays short."""
    for name in ("limit", "offset", "bbox", "near", "fields"):
        assert len(refusal(f"/api/organisations.csv?{name}={'9' * 5000}")["error"]) < 300


@pytest.mark.parametrize("path", ["worklist.csv", "charts/types.csv", "map.svg", "organisations/dialogue-first.json"])
@pytest.mark.parametrize("name", ["limit", "offset", "bbox", "near", "fields"])
def test_only_lists_have_parts(path: str, name: str) -> None:
    """A chart or a map of the first ten would mislead: it is refused."""
    assert refusal(f"/api/{path}?{name}=1")["parameter"] == name

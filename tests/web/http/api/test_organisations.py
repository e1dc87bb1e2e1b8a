"""The organisations over HTTP: lists, and one by its id."""

from collections.abc import Sequence

import pandas as pd
import pytest

from odmap.views import formats
from odmap.views.provenance import Edition
from odmap.views.selection import Selection, apply
from odmap.views.urls import data_link
from tests.counted import DATA_AS_OF, TOTAL
from tests.web.http.api.asking import BEGINNINGS, MakeFile, Record, ask, ids, refusal


@pytest.mark.parametrize("extension", formats.DATA)
@pytest.mark.parametrize(
    ("query", "selection"),
    [
        ("", Selection()),
        ("?country=FI&country=NO&type=service", Selection.of(country=["FI", "NO"], type=["service"])),
        ("?country=none", Selection.of(country=["none"])),
        ("?country=fi&type=SERVICE&type=service&status=", Selection.of(country=["FI"], type=["service"])),
        ("?q=l%C3%A4nsi%20pohja", Selection.of("länsi pohja")),
        ("?verification=related&list=research", Selection.of(verification=["related"], list=["research"])),
        ("?q=dialogue&type=network&status=ended", Selection.of("dialogue", type=["network"], status=["ended"])),
        ("?q=zzz", Selection.of("zzz")),
    ],
)
def test_the_same_rows_as_the_page(frame: pd.DataFrame, extension: str, query: str, selection: Selection) -> None:
    """An address gives exactly the organisations that the page shows for the same query, in the same order."""
    answer = ask(f"/api/organisations.{extension}{query}")
    assert ids(answer) == list(apply(frame, selection)["id"])
    assert answer.headers["Content-Type"].startswith(formats.DATA[extension].media_type)


def test_a_link_of_the_page_is_an_address_of_the_api() -> None:
    """What the page links to for saving a view is answered with a file of that view to keep."""
    answer = ask(data_link("csv", Selection.of("dialogue", country=["FI"])).removeprefix("."))
    expected = f'attachment; filename="odmap-organisations-country-fi-search-dialogue-{DATA_AS_OF}.csv"'
    assert answer.headers["Content-Disposition"] == expected
    assert ids(answer) == ids(ask("/api/organisations.json?q=dialogue&country=FI"))


@pytest.mark.parametrize("query", ["?download", "?download=", "?download=1", "?country=&download=1"])
def test_a_file_to_keep(query: str) -> None:
    """With ``download`` a browser saves the file under a name that says what it holds; without, it may show it."""
    path = "/api/organisations.geojson"
    expected = f'attachment; filename="odmap-organisations-all-{DATA_AS_OF}.geojson"'
    assert ask(path + query).headers["Content-Disposition"] == expected
    assert ask(path).headers["Content-Disposition"] == "inline"
    assert ask(path + query).content == ask(path).content


@pytest.mark.parametrize("path", [*(f"organisations.{extension}" for extension in formats.DATA), "worklist.csv"])
def test_a_country_where_nothing_is_listed_is_an_empty_file(path: str) -> None:
    """A country without a record is no mistake: the file is empty, and its name says of what."""
    answer = ask(f"/api/{path}?country=ke&download")
    assert answer.status_code == 200
    assert f"-country-ke-{DATA_AS_OF}." in answer.headers["Content-Disposition"]
    assert answer.content.count(b"\n") == 1 if path.endswith("csv") else ids(answer) == []


def test_an_empty_file_says_what_it_does_not_claim() -> None:
    """Not listed is not none: an empty answer names the country, and carries the caveat."""
    for extension in ("json", "geojson"):
        about = ask(f"/api/organisations.{extension}?country=KE").json()["metadata"]
        assert (about["number"], about["total"], about["filters"]) == (0, TOTAL, "Country: Kenya")
        assert about["caveat"].startswith("Not listed does not mean none")
    assert ids(ask("/api/organisations.json?country=KE&country=LV")) == ids(ask("/api/organisations.json?country=LV"))


def test_one_organisation_by_id() -> None:
    """A record comes with the same words about day and licence as a list, and under its own name."""
    answer = ask("/api/organisations/dialogue-first.json?download")
    found = answer.json()
    assert found["organisation"]["name"] == "Dialogue First"
    assert (found["metadata"]["number"], found["metadata"]["total"]) == (1, TOTAL)
    assert found["metadata"]["filters"] == "Organisation: Dialogue First"
    assert found["metadata"]["licence"] == "CC BY 4.0"
    name = f"odmap-organisation-dialogue-first-{DATA_AS_OF}.json"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    (same,) = (o for o in ask("/api/organisations.json").json()["organisations"] if o["id"] == "dialogue-first")
    assert same == found["organisation"]


def test_one_organisation_as_geojson() -> None:
    """The same record as a point: a feature with what it says of itself; a body without a base has no geometry."""
    answer = ask("/api/organisations/dialogue-first.geojson?download")
    assert answer.headers["Content-Type"].startswith("application/geo+json")
    name = f"odmap-organisation-dialogue-first-{DATA_AS_OF}.geojson"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    found = answer.json()
    record = ask("/api/organisations/dialogue-first.json").json()["organisation"]
    assert (found["type"], found["id"]) == ("Feature", "dialogue-first")
    assert found["geometry"] == {"type": "Point", "coordinates": [record["longitude"], record["latitude"]]}
    assert found["properties"] == {key: record[key] for key in record if key not in ("latitude", "longitude")}
    assert found["metadata"]["filters"] == "Organisation: Dialogue First"
    nowhere = ids(ask("/api/organisations.json?country=none"))[0]
    assert ask(f"/api/organisations/{nowhere}.geojson").json()["geometry"] is None
    assert refusal("/api/organisations/dialogue-frst.geojson", 404)["near"][0] == "dialogue-first"


def test_an_unknown_id_is_answered_with_similar_ones() -> None:
    """A slip in an id is told with what may have been meant; nonsense with where all ids are."""
    found = refusal("/api/organisations/dialogue-frst.json", 404)
    assert found["near"][0] == "dialogue-first"
    assert len(found["near"]) <= 3
    nonsense = refusal("/api/organisations/qwertyuiop.json", 404)
    assert nonsense["near"] == []
    assert "/api/organisations.json" in nonsense["error"]


def test_a_file_is_made_once(monkeypatch: pytest.MonkeyPatch, make_file: MakeFile, record: Record) -> None:
    """The same view is written once, until the directory changes; then the new one is sent at once."""
    written = []
    write_csv = formats.DATA["csv"].write

    def write(view: pd.DataFrame, edition: Edition, fields: Sequence[str] | None) -> bytes:
        written.append(len(view))
        return write_csv(view, edition, fields)

    monkeypatch.setattr("odmap.exports.data.csv_file.write", write)
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1))))
    first = ask("/api/organisations.csv")
    for query in ("", "?download=1", "?q=", "?map=1,2,3"):
        assert ask(f"/api/organisations.csv{query}").content == first.content
    assert written == [1]
    assert ids(ask("/api/organisations.csv?country=fi")) == ["body-1"]
    assert written == [1, 1]
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1), record(2), name="more.csv")))
    assert ids(ask("/api/organisations.csv", If_None_Match=first.headers["ETag"])) == ["body-1", "body-2"]


def test_an_empty_directory_is_served(monkeypatch: pytest.MonkeyPatch, make_file: MakeFile) -> None:
    """Without a single valid record every list is an empty one, and any id is unknown."""
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file()))
    assert [ids(ask(f"/api/organisations.{extension}")) for extension in formats.DATA] == [[], [], []]
    assert ask("/api/organisations.json").json()["metadata"]["data_as_of"] is None
    assert refusal("/api/organisations/dialogue-first.json", 404)["near"] == []
    for extension in formats.CHARTS:
        assert ask(f"/api/charts/countries.{extension}").content.startswith(BEGINNINGS[extension])
    name = ask("/api/charts/countries.csv?download").headers["Content-Disposition"]
    assert name == 'attachment; filename="odmap-chart-countries-all.csv"'

"""The files that a view can be saved as, read back by programs that know nothing of odmap."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyogrio.raw
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from odmap import Directory, load
from odmap.directory.organisation import COLUMNS
from odmap.exports.data.csv_file import PROVENANCE, harmless
from odmap.exports.data.fields import FIELDS
from odmap.exports.data.json_file import to_bytes
from odmap.maps import live as live_map
from odmap.views import formats
from odmap.views.provenance import Edition, file_name
from odmap.views.selection import FACETS, Selection, apply, options
from tests.counted import DATA_AS_OF, RECORDS, TOTAL, number_of

NORDIC = Selection.of("open dialogue", country=["FI", "NO"])
FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "  =1+1",
    "\t=1+1",
    "\ttab",
    "\rreturn",
    "\r\n=1+1",
    "\x00=1+1",
    "\x1b\x7f=1+1",
    "\ufeff=1+1",
    "\u200b\u202e=1+1",
    "\u3000=1+1",
    "\x1f\ttab",
    " \ttab",
    "\U000e0001=1+1",
    "\ufe661",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    '=HYPERLINK("https://example.org","here")',
)
"""Names that a spreadsheet would run, or that hide such a beginning."""


def export(extension: str, directory: Directory, selection: Selection | None = None) -> bytes:
    """Return a selection as a file."""
    selection = selection or Selection()
    view = apply(directory.frame, selection)
    return formats.DATA[extension].write(view, Edition.of(view, directory, selection))


def named(directory: Directory, name: str) -> Directory:
    """Return a directory of one organisation of that name."""
    return Directory(directory.frame.iloc[[1]].assign(name=name).reset_index(drop=True), ())


def table(content: bytes) -> list[dict[str, str]]:
    """Read a CSV file as Python's own reader does."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def metadata(content: bytes) -> dict[str, Any]:
    """Return what a JSON or GeoJSON file says about itself."""
    found: dict[str, Any] = json.loads(content)["metadata"]
    return found


def test_every_file_holds_the_same_organisations_in_order(directory: Directory) -> None:
    """CSV, GeoJSON and JSON of a view hold exactly its rows, in the directory's order."""
    for selection in (Selection(), NORDIC, Selection.of(country=["none"]), Selection.of("zzz")):
        ids = list(apply(directory.frame, selection)["id"])
        assert [row["id"] for row in table(export("csv", directory, selection))] == ids
        features = json.loads(export("geojson", directory, selection))["features"]
        assert [feature["id"] for feature in features] == ids
        organisations = json.loads(export("json", directory, selection))["organisations"]
        assert [organisation["id"] for organisation in organisations] == ids


def test_a_csv_file_opens_in_a_spreadsheet(directory: Directory) -> None:
    """It begins with a byte order mark, ends its lines as spreadsheets do, and has one header."""
    content = export("csv", directory)
    assert content.startswith(b"\xef\xbb\xbfid,name,")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == TOTAL + 1
    assert tuple(table(content)[0]) == (*FIELDS, *PROVENANCE)
    added = ("country_name", "place", "latitude", "longitude", "precision", "place_source", "activity_groups")
    assert (*COLUMNS, *added) == FIELDS


def test_pandas_reads_the_csv_file(directory: Directory) -> None:
    """Numbers come back as numbers, negative ones too; missing places as missing."""
    read = pd.read_csv(io.BytesIO(export("csv", directory)))
    assert len(read) == TOTAL
    assert read["latitude"].dtype == read["longitude"].dtype == "float64"
    assert read["longitude"].min() < -100
    assert read["latitude"].isna().sum() == number_of(country="")
    expected = directory.frame["latitude"].round(4)
    pd.testing.assert_series_equal(read["latitude"], expected)


def test_lists_and_missing_values_in_csv(directory: Directory) -> None:
    """Lists are joined so that they can be told apart again; missing values are empty cells."""
    rows = {row["id"]: row for row in table(export("csv", directory))}
    for original in directory.frame.to_dict("records"):
        row = rows[original["id"]]
        assert tuple(row["activities"].split("; ")) == original["activities"]
        assert tuple(row["sources"].split(" | ")) == original["sources"]
        assert row["website"] == (original["website"] or "")
        assert row["last_seen"] == ("" if pd.isna(original["last_seen"]) else str(original["last_seen"]))
        assert date.fromisoformat(row["read_on"]) == original["read_on"]


def test_json_keeps_lists_and_says_null(directory: Directory) -> None:
    """In JSON a list is a list, what is missing is null, a day is ISO 8601; nothing is left out but what is odmap's."""
    organisations = json.loads(export("json", directory))["organisations"]
    assert {tuple(organisation) for organisation in organisations} == {FIELDS}
    network = organisations[0]
    assert network["id"] == "international-open-dialogue-network"
    assert network["activities"] == ["network", "implementation support", "knowledge sharing"]
    assert network["type"] == "network"
    assert [network[field] for field in ("country", "latitude", "longitude", "precision", "place_source")] == [None] * 5
    assert network["place"] == network["country_name"] == "No fixed base"
    assert network["read_on"] == RECORDS[0]["read_on"]
    assert network["last_seen"] == int(RECORDS[0]["last_seen"])


def test_coordinates_are_those_of_the_map(directory: Directory) -> None:
    """A file and the map round alike, so that nobody finds two places for one organisation."""
    drawn = json.loads(live_map.table(directory.frame))
    on_map = dict(zip(drawn["ids"], zip(drawn["latitudes"], drawn["longitudes"], strict=True), strict=True))
    organisations = json.loads(export("json", directory))["organisations"]
    saved = {o["id"]: (o["latitude"], o["longitude"]) for o in organisations if o["precision"]}
    assert saved == on_map


def test_gdal_reads_the_geojson_file(directory: Directory) -> None:
    """A geographic information system finds every organisation, longitude first, and no point for what has no base."""
    meta, _, geometry, fields = pyogrio.raw.read(export("geojson", directory))
    columns = dict(zip(meta["fields"], fields, strict=True))
    assert meta["crs"] == "EPSG:4326"
    assert len(geometry) == TOTAL
    frame = directory.frame.set_index("id")
    for name, shape in zip(columns["id"], geometry, strict=True):
        row = frame.loc[name]
        if row["precision"] is None:
            assert shape is None
        else:
            point = shapely.from_wkb(shape)
            assert (point.x, point.y) == tuple(round(float(row[axis]), 4) for axis in ("longitude", "latitude"))
    finland = columns["country"] == "FI"
    assert all(19 < shapely.from_wkb(shape).x < 32 for shape in geometry[finland])
    assert all(59 < shapely.from_wkb(shape).y < 71 for shape in geometry[finland])


def test_geojson_follows_its_standard(directory: Directory) -> None:
    """The collection, its features and its points have the members that RFC 7946 asks for, and one place each."""
    collection = json.loads(export("geojson", directory))
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert tuple(feature["properties"]) == tuple(f for f in FIELDS if f not in ("latitude", "longitude"))
        if feature["geometry"] is not None:
            assert feature["geometry"]["type"] == "Point"
            assert len(feature["geometry"]["coordinates"]) == 2
    assert sum(feature["geometry"] is None for feature in collection["features"]) == number_of(country="")


@pytest.mark.parametrize("extension", ["geojson", "json"])
def test_a_file_says_what_it_is(directory: Directory, extension: str) -> None:
    """Source, day, filters, licence and caveat travel in the file, in words and as a query."""
    found = metadata(export(extension, directory, NORDIC))
    number = len(apply(directory.frame, NORDIC))
    assert 0 < number < TOTAL
    assert (found["number"], found["total"], found["data_as_of"]) == (number, TOTAL, DATA_AS_OF)
    assert found["title"] == "Organisations of Open Dialogue, as listed by the Open Dialogue map"
    assert found["filters"] == "Country: Finland, Norway; Words: “open dialogue”"
    assert found["selection"] == {"country": ["FI", "NO"], "q": "open dialogue"}
    assert found["licence"] == "CC BY 4.0"
    assert found["licence_address"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "Not listed does not mean none" in found["caveat"]
    assert metadata(export(extension, directory))["filters"] == "none (the whole directory)"


def test_a_csv_file_says_what_it_is_on_each_row(directory: Directory) -> None:
    """A row that is copied into another table still says of which day it is and what one may do with it."""
    for row in table(export("csv", directory, NORDIC)):
        assert row["data_as_of"] == DATA_AS_OF
        assert row["licence"] == "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
        assert row["filters"] == "Country: Finland, Norway; Words: “open dialogue”"


def test_an_empty_view_is_a_file_all_the_same(directory: Directory) -> None:
    """Where nothing matches, the file says so: a header, an empty list, and what was asked for."""
    nothing = Selection.of("zzz")
    assert table(export("csv", directory, nothing)) == []
    assert export("csv", directory, nothing).count(b"\r\n") == 1
    assert json.loads(export("geojson", directory, nothing))["features"] == []
    assert len(pyogrio.raw.read(export("geojson", directory, nothing))[2]) == 0
    assert metadata(export("json", directory, nothing))["filters"] == "Words: “zzz”"


def test_an_empty_directory_has_no_day(directory: Directory) -> None:
    """Without a record there is no day to name, neither in the file nor in its name."""
    empty = Directory(directory.frame[:0], ())
    assert metadata(export("json", empty))["data_as_of"] is None
    assert file_name(Edition.of(empty.frame, empty, Selection()), "csv") == "odmap-organisations-all.csv"


def test_one_organisation(directory: Directory) -> None:
    """A view of one organisation is a list of one, not something else."""
    one = Selection.of(country=["LV"])
    assert [row["country_name"] for row in table(export("csv", directory, one))] == ["Latvia"]
    assert [o["country"] for o in json.loads(export("json", directory, one))["organisations"]] == ["LV"]
    assert len(pyogrio.raw.read(export("geojson", directory, one))[2]) == 1


@pytest.mark.parametrize("extension", formats.DATA)
def test_hostile_names_stay_what_they_are(hostile_file: Path, extension: str) -> None:
    """Markup, quotation marks, right-to-left text and code come back letter by letter, in as many records."""
    directory = load(hostile_file)
    names = list(directory.frame["name"])
    assert len(names) == 6
    content = export(extension, directory)
    if extension == "csv":
        rows: list[dict[str, Any]] = list(table(content))
        assert list(pd.read_csv(io.BytesIO(content))["name"]) == names
    elif extension == "json":
        rows = json.loads(content)["organisations"]
    else:
        rows = [feature["properties"] for feature in json.loads(content)["features"]]
        meta, _, _, fields = pyogrio.raw.read(content)
        assert list(fields[list(meta["fields"]).index("name")]) == names
    assert [row["name"] for row in rows] == names


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_are_text(directory: Directory, formula: str) -> None:
    """A name that a spreadsheet would run begins with an apostrophe; in JSON it stays as it is."""
    (row,) = table(export("csv", named(directory, formula)))
    assert row["name"].startswith("'")
    assert row["name"].endswith(formula.strip("\t\r\n\x00\x1b\x1f\x7f"))
    assert json.loads(export("json", named(directory, formula)))["organisations"][0]["name"] == formula


def test_control_characters_do_not_break_a_csv_file(directory: Directory) -> None:
    """Other programs see one record with the same number of cells, whatever stands in it."""
    name = 'a\x00b\x0bc\x1cd\x85e\u2028f\r\ng\rh\ti"j,k'
    content = export("csv", named(directory, name))
    (row,) = table(content)
    assert row["name"] == 'abcde\u2028f\ng\nh\ti"j,k'
    assert list(pd.read_csv(io.BytesIO(content))["name"]) == [row["name"]]
    assert b"\x00" not in content


@example("\x1f\t")
@example("\x0b\r=")
@given(st.text(max_size=30) | st.from_regex(r"[\s\x00-\x20\ufeff]{0,4}[=+@＝＋－＠\-].*"))  # noqa: RUF001 - the twins
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    """Of any text, the first thing one can see is no sign that begins a formula, and nothing visible is lost."""
    cell = harmless(text)
    seen = cell.lstrip("".join(c for c in cell if c.isspace() or unicodedata.category(c) in ("Cc", "Cf")))
    assert not unicodedata.normalize("NFKC", seen[:1]).startswith(("=", "+", "-", "@"))
    assert not {"\t", "\r"} & set(cell[: len(cell) - len(seen)])
    kept = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", re.sub("\r\n?", "\n", text))
    assert cell in (kept, "'" + kept)
    (row,) = csv.reader(io.StringIO(_as_csv(cell), newline=""))
    assert row == [cell, "end"]


def _as_csv(cell: str) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow([cell, "end"])
    return stream.getvalue()


def test_json_has_no_number_that_json_does_not_have() -> None:
    """``NaN`` and infinity never reach a file; most readers could not open it."""
    for number in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="not JSON compliant"):
            to_bytes({"latitude": number})


@pytest.mark.parametrize(
    ("selection", "name"),
    [
        (Selection(), f"odmap-organisations-all-{DATA_AS_OF}.csv"),
        (
            Selection.of(country=["FI", "NO"], type=["service"]),
            f"odmap-organisations-country-fi-no-type-service-{DATA_AS_OF}.csv",
        ),
        (Selection.of("Łódź / Kraków"), f"odmap-organisations-search-lodz-krakow-{DATA_AS_OF}.csv"),
        (Selection.of("対話"), f"odmap-organisations-search-{DATA_AS_OF}.csv"),
        (Selection.of("../../etc\x00"), f"odmap-organisations-search-etc-{DATA_AS_OF}.csv"),
    ],
)
def test_a_file_name_says_what_it_holds(directory: Directory, selection: Selection, name: str) -> None:
    """A name tells the filters and the day; a search in another script is told without its words."""
    edition = Edition.of(apply(directory.frame, selection), directory, selection)
    assert file_name(edition, "csv") == name


def test_a_long_file_name_is_cut_between_words(directory: Directory) -> None:
    """With many filters the name ends early, says so, and still has its day."""
    everything = Selection.of("", **{facet.name: options(directory.frame, facet) for facet in FACETS})
    name = file_name(Edition.of(directory.frame, directory, everything), "geojson")
    assert re.fullmatch(rf"odmap-organisations-activity(-[a-z]+)+-and-more-{DATA_AS_OF}\.geojson", name)
    assert 100 < len(name) <= 120


def _selections(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Selection:
    """Draw any selection that the project's own directory allows."""
    frame = load().frame
    chosen = {facet.name: draw(st.lists(st.sampled_from(list(options(frame, facet))), unique=True)) for facet in FACETS}
    return Selection.of(draw(st.text()), **chosen)


@given(st.composite(_selections)(), st.sampled_from(list(formats.DATA.values())))
def test_every_file_name_is_safe(directory: Directory, selection: Selection, kind: Any) -> None:
    """Whatever is chosen, the name is short plain ASCII that needs no quoting anywhere."""
    name = file_name(Edition.of(directory.frame, directory, selection), kind.extension)
    assert re.fullmatch(rf"odmap-organisations(-[a-z0-9]+)+-{DATA_AS_OF}\.{kind.extension}", name)
    assert len(name) <= 120


def test_formats_explain_themselves() -> None:
    """Each kind of file has a name and a sentence for the person who has to choose."""
    assert [kind.label for kind in formats.DATA.values()] == ["CSV", "GeoJSON", "JSON"]
    assert all(key == kind.extension and kind.meaning for key, kind in formats.DATA.items())

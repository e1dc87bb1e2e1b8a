"""The base map's outlines: complete, closed, and the same as another reader finds in the file."""

import json
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely

from odmap.data_file import DataFileError
from odmap.geography.base_map import CountryShape, countries, geojson
from odmap.geography.projections import unit_vectors
from odmap.settings import BASE_MAP, OVERVIEW

SMALL = {
    "type": "Topology",
    "transform": {"scale": [1, 0.5], "translate": [170, -10]},
    "arcs": [
        [[0, 0], [10, 0]],  # west to east along the south
        [[10, 0], [0, 20], [-10, 0], [0, -20]],  # the other three sides
        [[2, 4], [2, 0], [0, 4], [-2, 0], [0, -4]],  # a hole
        [[0, 0], [0, 4], [-10, 0], [0, -4], [10, 0]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {
                    "type": "Polygon",
                    "arcs": [[0, 1], [~2]],
                    "properties": {"iso2": "AA", "name": "Square", "lx": 171, "ly": -9},
                },
                {
                    "type": "MultiPolygon",
                    "arcs": [[[~1, ~0]], [[3]]],
                    "properties": {"iso2": "-99", "name": "Base", "lx": 175.5, "ly": -5},
                },
            ],
        }
    },
}
"""A square with a hole; the same square read backwards, with a second part beside it."""


def write(path: Path, content: object) -> Path:
    """Write JSON to a file."""
    path.write_text(json.dumps(content), "utf-8")
    return path


def with_code(code: str) -> CountryShape:
    """Return the largest feature of the base map with a country code."""
    return max((one for one in countries() if one.code == code), key=lambda one: len(one.polygons))


def shape(country: CountryShape) -> shapely.MultiPolygon:
    """Return a country in the terms of another library."""
    return shapely.MultiPolygon([shapely.Polygon(outer, holes) for outer, *holes in country.polygons])


def test_a_small_file_becomes_rings(tmp_path: Path) -> None:
    """Steps become degrees, arcs are joined without a double point, and a negative number reads one backwards."""
    square, base = countries(write(tmp_path / "small.json", SMALL))
    assert square.code == "AA"
    assert square.label == (171, -9)
    assert square.polygons[0][0].tolist() == [[170, -10], [180, -10], [180, 0], [170, 0], [170, -10]]
    assert square.polygons[0][1].tolist() == [[172, -8], [172, -6], [174, -6], [174, -8], [172, -8]]
    assert base.code == ""
    assert base.polygons[0][0].tolist() == [[170, -10], [170, 0], [180, 0], [180, -10], [170, -10]]
    assert base.bounds == (160, -10, 180, 0)


def test_every_ring_is_closed_and_on_the_globe() -> None:
    """A ring has at least four points, ends where it began, and holds longitude before latitude, in degrees."""
    rings = [ring for country in countries() for polygon in country.polygons for ring in polygon]
    assert len(countries()) == 250
    assert all(len(ring) >= 4 and (ring[0] == ring[-1]).all() for ring in rings)
    points = np.concatenate(rings)
    assert (np.abs(points) <= (180, 90)).all()
    assert np.abs(points[:, 0]).max() > 90


def test_another_reader_finds_the_same_land() -> None:
    """GDAL, which shares no code with this room, reads the same outlines from the same file."""
    _, _, geometries, fields = pyogrio.raw.read(BASE_MAP, layer="countries", columns=["name"])
    theirs = dict(zip(fields[0], shapely.from_wkb(geometries), strict=True))
    for country in countries():
        assert shape(country).area == pytest.approx(theirs[country.name].area, rel=1e-6, abs=1e-9), country.name
        assert shape(country).bounds == pytest.approx(theirs[country.name].bounds, abs=1e-6), country.name


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [("FI", 24.94, 60.17), ("GB", -0.13, 51.51), ("HK", 114.1, 22.4), ("ZA", 28.05, -26.2), ("LS", 28.2, -29.6)],
)
def test_towns_lie_in_their_country(code: str, longitude: float, latitude: float) -> None:
    """A well-known place lies in its own country and in no other: Lesotho is a hole in South Africa."""
    point = shapely.Point(longitude, latitude)
    assert {one.code for one in countries() if shape(one).contains(point)} == {code}


@pytest.mark.parametrize("code", ["RU", "FJ", "US", "NZ"])
def test_bounds_across_the_180th_meridian(code: str) -> None:
    """The box of a country on both sides of the line begins in the east and ends in the west."""
    west, south, east, north = with_code(code).bounds
    assert west > 0 > east
    assert (east - west) % 360 < 180
    assert south < north


def test_bounds_of_others() -> None:
    """Any other country's box runs from west to east; Antarctica's goes all the way round."""
    assert with_code("FI").bounds == pytest.approx((20.6, 59.8, 31.6, 70.1), abs=0.1)
    assert with_code("AQ").bounds[::2] == (-180, 180)
    assert all(one.bounds[1] < one.bounds[3] for one in countries())


def test_codes_are_codes() -> None:
    """A place without a code of ISO 3166-1 has an empty one, never a number such as -99."""
    assert {len(one.code) for one in countries()} == {0, 2}
    assert all(one.code.isalpha() and one.code.isupper() for one in countries() if one.code)


def test_the_outlines_are_read_once_and_cannot_be_changed() -> None:
    """All callers share the same arrays, so nobody may write to them."""
    assert countries() is countries()
    with pytest.raises(ValueError, match="read-only"):
        countries()[0].polygons[0][0][0, 0] = 0


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    """A file that is missing, no JSON or no such TopoJSON raises, and never gives an empty world."""
    with pytest.raises(DataFileError, match="absent"):
        countries(tmp_path / "absent.json")
    (tmp_path / "text.json").write_text("no JSON", "utf-8")
    with pytest.raises(DataFileError, match="Expecting value"):
        countries(tmp_path / "text.json")
    with pytest.raises(DataFileError):
        countries(write(tmp_path / "other.json", {"type": "FeatureCollection"}))


def test_unit_vectors_point_where_they_should() -> None:
    """The origin of degrees, a quarter of the globe east of it, and the pole are the three axes."""
    assert unit_vectors([(0, 0), (90, 0), (12, 90)]) == pytest.approx(np.eye(3), abs=1e-12)


def test_the_land_as_geojson_is_whole() -> None:
    """Every country of the coarse base map is a feature, longitude first, with closed rings."""
    found = geojson()
    topology = json.loads(OVERVIEW.read_text("utf-8"))["objects"]["countries"]["geometries"]
    assert [each["properties"]["iso2"] for each in found["features"]] == [
        each["properties"]["iso2"] for each in topology if each["type"]
    ]
    for each in found["features"]:
        for polygon in each["geometry"]["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for longitude, latitude in ring)

"""What is near: the right ones, in the right order, at the right distance, in honest words."""

import math
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st

from odmap.directory.organisation import Precision, Type
from odmap.views.nearest import distance_in_words, nearest, nearest_to
from tests.organisations import located, table_of

Place = tuple[float, float]


def table(*places: tuple[Any, ...]) -> pd.DataFrame:
    """Return a located directory of places: latitude, longitude, and, if it is no town, a precision."""
    return table_of(
        located(
            number,
            latitude=place[0],
            longitude=place[1],
            precision=Precision(place[2] if len(place) > 2 else "locality"),
        )
        for number, place in enumerate(places)
    )


def haversine(one: Place, other: Place) -> float:
    """Return the great-circle distance in kilometres by the textbook's formula."""
    (phi, lam), (phi2, lam2) = ([math.radians(value) for value in place] for place in (one, other))
    half = math.sin((phi2 - phi) / 2) ** 2 + math.cos(phi) * math.cos(phi2) * math.sin((lam2 - lam) / 2) ** 2
    return 2 * 6371.009 * math.asin(math.sqrt(min(half, 1)))


places = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
few_places = st.tuples(st.sampled_from([-90.0, -60.0, 0.0, 60.0]), st.sampled_from([-180.0, 0.0, 24.5, 180.0]))


@given(st.lists(places | few_places, min_size=1, max_size=40), places | few_places, st.integers(1, 8))
def test_nothing_nearer_is_passed_over(around: list[Place], origin: Place, limit: int) -> None:
    """The quick choice of a few finds the same distances as measuring every one, wherever on the globe."""
    found = nearest_to(table(*around), *origin, limit)
    everyone = sorted(haversine(origin, place) for place in around)[:limit]
    assert [one.kilometres for one in found] == pytest.approx(everyone, abs=0.001)


@given(st.lists(few_places, min_size=2, max_size=30), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_file(around: list[Place], random: Any) -> None:
    """Organisations at the same distance come by name, however the rows are ordered."""
    frame = table(*around)
    shuffled = frame.iloc[random.sample(range(len(frame)), len(frame))]
    assert nearest_to(frame, 24.5, 0.0) == nearest_to(shuffled, 24.5, 0.0)


def test_distances_agree_with_the_ellipsoid(frame: pd.DataFrame) -> None:
    """Distances on the sphere differ from those on the ellipsoid of WGS 84 by at most 0.6 per cent."""
    located = frame[frame["precision"].isin(["locality", "region"])].set_index("id")
    compared = 0
    for identifier, row in located.iterrows():
        for one in nearest(frame, str(identifier)):
            other = located.loc[one.id]
            line = Geodesic.WGS84.Inverse(row["latitude"], row["longitude"], other["latitude"], other["longitude"])
            assert one.kilometres == pytest.approx(line["s12"] / 1000, rel=0.006, abs=0.001)
            compared += 1
    assert compared == 5 * len(located)


def test_neighbours_of_a_real_organisation(frame: pd.DataFrame) -> None:
    """The nearest others of a team in London are in London, without the team itself, and known at least to a region."""
    found = nearest(frame, "dialogue-first")
    assert len(found) == 5
    assert found[0].kilometres == 0
    assert found[0].place == "London, England, United Kingdom"
    assert isinstance(found[0].type, Type)
    assert "dialogue-first" not in {one.id for one in found}
    assert [one.name for one in found] == sorted(one.name for one in found)


def test_bodies_known_to_their_country_are_no_neighbours(frame: pd.DataFrame) -> None:
    """The middle of a country is near nothing: such bodies neither have neighbours nor are any."""
    assert nearest(frame, "open-dialogue-usa") == []
    assert nearest(frame, "international-open-dialogue-network") == []
    everyone = nearest_to(frame, 60, 25, limit=len(frame))
    assert {one.precision for one in everyone} == {Precision.LOCALITY, Precision.REGION}
    assert len(everyone) == frame["precision"].isin(["locality", "region"]).sum()


def test_across_the_180th_meridian() -> None:
    """A place in Fiji is near one in Samoa, although their longitudes look far apart."""
    frame = table((-13.83, -171.77), (-33.87, 151.21), (-41.29, 174.78))
    assert nearest_to(frame, -17.0, 179.9, 1)[0].id == "body-0"


def test_a_frame_with_other_row_numbers() -> None:
    """A part of the directory keeps its old row numbers; they do not matter."""
    part = table((0, 0), (65.73, 24.56), (0, 0), (60.17, 24.94), (62.24, 25.75)).iloc[[1, 3, 4]]
    found = nearest(part.iloc[::-1], "body-1", limit=2)
    assert [one.id for one in found] == ["body-4", "body-3"]
    assert found == nearest(part, "body-1", limit=2)


def test_what_cannot_be_asked(frame: pd.DataFrame) -> None:
    """An unknown id and a place off the globe raise; a limit of nothing and an empty directory give nothing."""
    with pytest.raises(KeyError, match="nobody"):
        nearest(frame, "nobody")
    for latitude, longitude in [(91, 0), (math.nan, 0), (0, math.inf)]:
        with pytest.raises(ValueError, match="is no place"):
            nearest_to(frame, latitude, longitude)
    assert nearest_to(frame, 0, 0, limit=0) == []
    assert nearest_to(frame.iloc[:0], 0, 0) == []


@pytest.mark.parametrize(
    ("kilometres", "words"),
    [
        (0, "in the same town"),
        (0.4, "less than 1 km"),
        (2.6, "about 3 km"),
        (9.7, "about 10 km"),
        (12.4, "about 10 km"),
        (97.6, "about 100 km"),
        (118.2, "about 120 km"),
        (1236, "about 1,240 km"),
    ],
)
def test_distances_in_words(kilometres: float, words: str) -> None:
    """A distance is rounded to what two towns' middles can tell."""
    assert distance_in_words(kilometres, exact=True) == words


def test_distances_from_a_region_say_so() -> None:
    """Where a mark stands in the middle of a region, the words admit it."""
    assert distance_in_words(118.2, exact=False) == "about 120 km, measured from the middle of the region"
    assert distance_in_words(0, exact=False) == "in the same region"
    for nonsense in (-1, math.nan):
        with pytest.raises(ValueError, match="is no distance"):
            distance_in_words(nonsense, exact=True)


def test_a_hundred_thousand_organisations_are_no_burden() -> None:
    """The nearest of 100,000 are found well within a page's time, even where a thousand share a town."""
    random = np.random.default_rng(1)
    latitudes, longitudes = random.uniform(-90, 90, 100_000).round(), random.uniform(-180, 180, 100_000).round()
    one = table_of([located()])
    frame = one.loc[one.index.repeat(100_000)].reset_index(drop=True).assign(latitude=latitudes, longitude=longitudes)
    frame["id"] = [f"body-{number}" for number in frame.index]
    frame.loc[:1000, ["latitude", "longitude"]] = 10, 10
    started = time.perf_counter()
    found = nearest(frame, "body-0")
    assert time.perf_counter() - started < 2
    assert [one.kilometres for one in found] == [0] * 5

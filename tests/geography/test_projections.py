"""The planes that maps are drawn in: areas are true, and directions are what they are said to be."""

from math import radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap.geography.projections import equal_earth


def test_equal_earth_has_its_known_measures() -> None:
    """Greenwich on the equator is the origin; the map is 2.05458 times as wide as high, its poles 0.592 as wide."""
    places = [(0.0, 0.0), (180.0, 0.0), (0.0, 90.0), (0.0, -90.0), (180.0, 90.0)]
    origin, east, north, south, pole = equal_earth(np.array(places)).tolist()
    assert origin == [0, 0]
    assert east[1] == 0
    assert north[0] == south[0] == 0
    assert north[1] == -south[1] == pytest.approx(1.3173627591574)
    assert east[0] / north[1] == pytest.approx(2.05458, abs=1e-5)
    assert pole[0] / east[0] == pytest.approx(0.59247, abs=1e-4)


@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(0.01, 30))
def test_equal_earth_keeps_east_and_north(longitude: float, latitude: float, step: float) -> None:
    """Further east is further right, further north further up; the other half is the same in a mirror."""
    places = [(longitude, latitude), (min(longitude + step, 181), latitude), (longitude, latitude + step / 9)]
    here, east, north = equal_earth(np.array(places))
    assert east[0] > here[0]
    assert east[1] == here[1]
    if latitude + step / 9 <= 90:
        assert north[1] > here[1]
    mirrored = equal_earth(-np.array(places[:1]))[0]
    assert mirrored == pytest.approx(-here)


@given(st.integers(-36, 35), st.integers(-18, 17))
def test_equal_earth_keeps_areas(column: int, line: int) -> None:
    """Each cell of 5 degrees is as large on the map as on a globe of radius 1, to a part in ten thousand."""
    west, south = column * 5.0, line * 5.0
    edge = np.linspace(0, 5, 60)
    ends = np.full(60, 5.0)
    across = np.concatenate([edge, ends, edge[::-1], 0 * ends])
    up = np.concatenate([0 * ends, edge, ends, edge[::-1]])
    x, y = equal_earth(np.column_stack((west + across, south + up))).T
    flat = abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
    globe = radians(5) * (sin(radians(south + 5)) - sin(radians(south)))
    assert flat == pytest.approx(globe, rel=1e-4)

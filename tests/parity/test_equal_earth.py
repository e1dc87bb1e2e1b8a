"""Equal Earth: the map of the page and the still pictures project alike."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odmap.geography.projections import equal_earth
from tests.parity.javascript import call

places = st.lists(
    st.tuples(st.floats(-180, 180, allow_subnormal=False), st.floats(-90, 90, allow_subnormal=False)),
    min_size=1,
    max_size=200,
)


@settings(max_examples=15)
@given(places)
def test_places_are_projected_alike_and_come_back(given: list[tuple[float, float]]) -> None:
    """Anywhere on the globe both give the same point, and the map's way back leads to the same place."""
    projected = call("shared/equal-earth.js", "equalEarth", given)
    assert np.asarray(projected) == pytest.approx(equal_earth(np.array(given)), abs=1e-12)
    back = np.asarray(call("shared/equal-earth.js", "fromEqualEarth", projected))
    away_from_poles = np.abs(np.array(given)[:, 1]) < 89.9
    assert back[away_from_poles] == pytest.approx(np.array(given)[away_from_poles], abs=1e-6)
    assert back[:, 1] == pytest.approx(np.array(given)[:, 1], abs=1e-3)


def test_a_point_beside_the_globe_has_a_latitude() -> None:
    """A mouse may be anywhere on the map: above the pole and beside the edge there is still a latitude."""
    beside = call("shared/equal-earth.js", "fromEqualEarth", [[0, 9], [0, -9], [50, 0], [3, 1.3]])
    assert all(-90 <= latitude <= 90 for _, latitude in beside)

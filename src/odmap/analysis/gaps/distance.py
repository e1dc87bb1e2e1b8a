"""How far away the nearest organisation is, for each country."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from odmap.analysis.gaps.coverage import ALL_TYPES, Rule, counts
from odmap.directory.organisation import Precision, Type
from odmap.geography import countries
from odmap.geography.projections import EARTH_RADIUS_KM, unit_vectors
from odmap.views.selection import does

Places = Sequence[tuple[float, float]]
"""Longitude and latitude of each place, degrees, WGS 84."""


def distance_to_nearest(
    frame: pd.DataFrame, types: Sequence[Type] = ALL_TYPES, rule: Rule = Rule.VERIFIED
) -> "pd.Series[float]":
    """Return how far each country's label point is from the nearest organisation that counts.

    Only organisations known to a town or region can be near: the mark of any other is just the middle of a country.

    Args:
        frame: the whole directory, located.
        types: what organisations do that is asked for; none chosen means all.
        rule: what counts.

    Returns:
        Great-circle kilometres by country code; 0.0 for a country with an organisation of its own that counts;
        ``NaN`` where the country has no label point, or no such organisation is placed anywhere.
    """
    asked = tuple(types) or ALL_TYPES
    counted = frame[counts(frame, rule) & does(frame, asked)]
    placed = counted[counted["precision"].isin([Precision.LOCALITY, Precision.REGION])]
    every = countries.load().values()
    labels = [(country.longitude, country.latitude) for country in every]
    distances = pd.Series(_nearest_km(labels, list(zip(placed["longitude"], placed["latitude"], strict=True))))
    distances.index = pd.Index([country.code for country in every], name="code", dtype=object)
    distances[distances.index.isin(counted["country"].dropna())] = 0.0
    return distances.rename("kilometres")


def _nearest_km(origins: Places, places: Places) -> npt.NDArray[np.float64]:
    """Return the kilometres from each origin to the nearest place; ``NaN`` for an origin that is none.

    Args:
        origins: where to begin.
        places: where one may arrive; if there is none, nothing is near.
    """
    starts = unit_vectors(origins)
    if not len(places):
        return np.full(len(starts), np.nan)
    ends = unit_vectors(places)
    nearest = ends[np.argmax(starts @ ends.T, axis=1)]  # a chord is exact for near places, where a cosine is not
    half_chords = np.linalg.norm(starts - nearest, axis=1) / 2
    kilometres: npt.NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(half_chords, 1))
    return kilometres

"""How far away the nearest organisation is, for each country, and which one."""

from collections.abc import Sequence
from typing import NamedTuple

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


class NearestListed(NamedTuple):
    """The organisation nearest to the middle of a country in which none counts."""

    id: str
    name: str
    country: str
    """The name of the country where it is."""
    kilometres: float


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
    counted = _counted(frame, types, rule)
    return _measured(counted, _placed(counted))[0]


def nearest_listed(
    frame: pd.DataFrame, types: Sequence[Type] = ALL_TYPES, rule: Rule = Rule.VERIFIED
) -> tuple["pd.Series[float]", dict[str, NearestListed]]:
    """Return what :func:`distance_to_nearest` does, and which organisation that is, in one pass.

    Where a country has an organisation of its own that counts, none is named. Of several that are equally near, it is
    the first by name, as everywhere else.
    """
    counted = _counted(frame, types, rule)
    placed = _placed(counted).sort_values(["name", "id"], kind="stable")
    distances, nearest = _measured(counted, placed)
    ids, names, places = (placed[column].tolist() for column in ("id", "name", "country_name"))
    found = {
        str(code): NearestListed(ids[row], names[row], places[row], float(kilometres))
        for code, kilometres, row in zip(distances.index, distances, nearest, strict=True)
        if kilometres > 0
    }
    return distances, found


def _counted(frame: pd.DataFrame, types: Sequence[Type], rule: Rule) -> pd.DataFrame:
    return frame[counts(frame, rule) & does(frame, tuple(types) or ALL_TYPES)]


def _placed(counted: pd.DataFrame) -> pd.DataFrame:
    return counted[counted["precision"].isin([Precision.LOCALITY, Precision.REGION])]


def _measured(counted: pd.DataFrame, placed: pd.DataFrame) -> tuple["pd.Series[float]", npt.NDArray[np.intp]]:
    """Return each country's distance to the nearest, and the number of that one's row among those that are placed."""
    every = countries.load().values()
    labels = [(country.longitude, country.latitude) for country in every]
    kilometres, nearest = _nearest(labels, list(zip(placed["longitude"], placed["latitude"], strict=True)))
    codes = pd.Index([country.code for country in every], name="code", dtype=object)
    distances = pd.Series(kilometres, index=codes, name="kilometres")
    distances[codes.isin(counted["country"].dropna())] = 0.0
    return distances, nearest


def _nearest(origins: Places, places: Places) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.intp]]:
    """Return the kilometres from each origin to the nearest place, ``NaN`` for an origin that is none, and its number.

    Args:
        origins: where to begin.
        places: where one may arrive; if there is none, nothing is near.
    """
    starts = unit_vectors(origins)
    if not len(places):
        return np.full(len(starts), np.nan), np.zeros(len(starts), dtype=np.intp)
    ends = unit_vectors(places)
    numbers = np.argmax(starts @ ends.T, axis=1)
    half_chords = np.linalg.norm(starts - ends[numbers], axis=1) / 2  # exact for near places, where a cosine is not
    kilometres: npt.NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(half_chords, 1))
    return kilometres, numbers

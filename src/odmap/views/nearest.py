"""Which organisations are near a place, and how far away they are.

Distances are great-circle kilometres between the marks. A body known only to its country is near nothing in any
useful sense: its mark is just the middle of a country.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from geopy.distance import great_circle

from odmap import wording
from odmap.directory.located import organisations_in
from odmap.directory.organisation import Precision, Type
from odmap.geography.projections import EARTH_RADIUS_KM, unit_vectors

_SLACK = 1e-9  # of a chord on the unit sphere (6 mm), so that rounding never drops one of several equally near


class Neighbour(NamedTuple):
    """An organisation near another, or near a place."""

    id: str
    name: str
    type: Type
    place: str
    """In words, as the directory gives it: "Kemi, Lapland, Finland" or "Somewhere in Yorkshire, United Kingdom"."""
    precision: Precision
    """Town or region, never country."""
    kilometres: float
    """Between the two marks; 0.0 where they are at the same coordinates."""


def nearest(frame: pd.DataFrame, identifier: str, limit: int = 5) -> list[Neighbour]:
    """Return the other organisations nearest to one.

    Args:
        frame: the located directory, or a part of it that holds the organisation.
        identifier: its ``id``.
        limit: how many at most.

    Returns:
        The nearest first, as :func:`nearest_to`; nothing if the organisation itself has no base or is only known
        to be in its country.

    Raises:
        KeyError: the frame has no organisation with that id.
    """
    itself = (frame["id"] == identifier).to_numpy()
    if not itself.any():
        raise KeyError(identifier)
    placed = is_placed(frame)
    if not placed[itself].all():
        return []
    latitude, longitude = (float(frame[axis].to_numpy()[itself.argmax()]) for axis in ("latitude", "longitude"))
    return _nearest(frame, placed & ~itself, latitude, longitude, limit)


def nearest_to(frame: pd.DataFrame, latitude: float, longitude: float, limit: int = 5) -> list[Neighbour]:
    """Return the organisations nearest to a place, among those known to their town or region.

    Args:
        frame: the located directory, or a part of it.
        latitude: degrees, WGS 84.
        longitude: degrees, WGS 84.
        limit: how many at most.

    Returns:
        By distance, then name, then id.

    Raises:
        ValueError: the latitude is not within -90 to 90, or a coordinate is not a number.
    """
    if not (abs(latitude) <= 90 and np.isfinite(longitude)):
        raise ValueError(f"{latitude}, {longitude} is no place: latitude comes first, from -90 to 90 degrees")
    return _nearest(frame, is_placed(frame), latitude, longitude, limit)


def within(frame: pd.DataFrame, latitude: float, longitude: float, kilometres: float) -> int:
    """Return how many marks lie within a distance of a place; degrees, WGS 84."""
    places = frame[["longitude", "latitude"]].to_numpy(dtype=float)
    if not len(places):
        return 0
    chords = np.linalg.norm(unit_vectors(places) - unit_vectors([(longitude, latitude)]), axis=1)
    return int((chords <= 2 * np.sin(kilometres / EARTH_RADIUS_KM / 2)).sum())


def is_placed(frame: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which rows are known to a town or a region, so that a distance to them means something."""
    precision = frame["precision"].to_numpy(dtype=object)
    placed: npt.NDArray[np.bool_] = (precision == Precision.LOCALITY.value) | (precision == Precision.REGION.value)
    return placed


def _nearest(
    frame: pd.DataFrame, candidates: npt.NDArray[np.bool_], latitude: float, longitude: float, limit: int
) -> list[Neighbour]:
    numbers = np.flatnonzero(candidates)
    if limit < 1 or not len(numbers):
        return []
    places = np.column_stack([frame[name].to_numpy(dtype=float)[numbers] for name in ("longitude", "latitude")])
    chosen = frame.iloc[numbers[_closest(places, (longitude, latitude), limit)]]
    measured: dict[tuple[float, float], float] = {}
    neighbours = []
    for one in organisations_in(chosen):
        place = one.position
        if place is None or one.precision is None:
            continue  # never: each candidate is known to a town or region
        if place not in measured:
            measured[place] = float(great_circle((latitude, longitude), place).kilometers)
        neighbours.append(Neighbour(one.id, one.name, one.type, one.place, one.precision, measured[place]))
    return sorted(neighbours, key=lambda one: (one.kilometres, one.name, one.id))[:limit]


def distance_in_words(kilometres: float, exact: bool) -> str:
    """Return a distance in words, no more exact than what is known.

    Args:
        kilometres: between the two marks.
        exact: both places are towns; else at least one mark stands in the middle of a region.

    Returns:
        Words that may end a list item: "in the same town", "about 120 km, measured from the middle of the region".

    Raises:
        ValueError: the distance is negative or not a number.
    """
    if not kilometres >= 0:
        raise ValueError(f"{kilometres} km is no distance")
    if kilometres < 0.001:
        return "in the same town" if exact else "in the same region"
    step = 1 if kilometres < 10 else 5 if kilometres < 100 else 10
    words = "less than 1 km" if kilometres < 1 else f"about {wording.kilometres(step * round(kilometres / step))}"
    return words if exact else f"{words}, measured from the middle of the region"


def _closest(places: npt.NDArray[np.float64], origin: tuple[float, float], limit: int) -> npt.NDArray[np.intp]:
    """Return the numbers of the places that may be among the nearest: a few, or all that are equally near.

    Args:
        places: shape (number, 2): longitude and latitude, degrees.
        origin: the same for one place.
        limit: how many are wanted.
    """
    chords = np.linalg.norm(unit_vectors(places) - unit_vectors([origin]), axis=1)
    if len(chords) <= limit:
        return np.arange(len(chords))
    return np.flatnonzero(chords <= np.partition(chords, limit - 1)[limit - 1] + _SLACK)

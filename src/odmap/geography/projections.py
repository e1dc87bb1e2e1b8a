"""The globe as a sphere: places as unit vectors, and the plane around a centre.

Reckoning with unit vectors has neither seam nor poles. The plane is Lambert's azimuthal equal-area projection:
shapes stay true near its centre, in Finland and in Russia alike, and the 180th meridian is a line like any other.
"""

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""Points, one a row: unit vectors on the globe, shape (number, 3), or x and y of a plane, shape (number, 2).

A single point has the shape (3,) or (2,).
"""

EARTH_RADIUS_KM = 6371.009
"""Mean radius, the same as geopy's."""


def unit_vectors(places: npt.ArrayLike) -> Points:
    """Return places as points on a sphere of radius 1, shape (number, 3).

    The axes point at 0° E on the equator, at 90° E on the equator, and at the North Pole.

    Args:
        places: shape (number, 2): longitude and latitude, degrees.
    """
    longitude, latitude = np.radians(np.asarray(places, dtype=float)).T
    flat = np.cos(latitude)
    return np.column_stack((flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)))


def to_plane(points: Points, centre: Points) -> Points:
    """Project points of the globe to the plane around a centre.

    Args:
        points: unit vectors, shape (number, 3). The point opposite the centre has no place in the plane: it and
            what lies close to it come out arbitrary.
        centre: a unit vector, shape (3,).

    Returns:
        Kilometres east and north of the centre, shape (number, 2); areas are true everywhere.
    """
    stretch = EARTH_RADIUS_KM * np.sqrt(2 / np.maximum(1 + points @ centre, 1e-9))
    projected: Points = stretch[:, None] * (points @ _axes(centre))
    return projected


def to_globe(place: Points, centre: Points) -> Points:
    """Return the point of the globe that a point of the plane around a centre stands for.

    Args:
        place: kilometres east and north of the centre, shape (2,); at most two radii of the earth away.
        centre: a unit vector, shape (3,).

    Returns:
        A unit vector, shape (3,).
    """
    half_chord = min(float(np.hypot(*place)) / (2 * EARTH_RADIUS_KM), 1.0)
    sideways = _axes(centre) @ place / EARTH_RADIUS_KM * np.sqrt(1 - half_chord**2)
    point: Points = (1 - 2 * half_chord**2) * centre + sideways
    return point


def _axes(centre: Points) -> Points:
    """Return the unit vectors that point east and north at a centre, as the columns of a matrix."""
    flat = float(np.hypot(centre[0], centre[1]))
    east = np.array((-centre[1], centre[0], 0)) / flat if flat else np.array((0.0, 1.0, 0.0))
    return np.column_stack((east, np.cross(centre, east)))

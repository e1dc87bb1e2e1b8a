"""The globe as a sphere: places as unit vectors, the plane around a centre, and the plane of the whole world.

Reckoning with unit vectors has neither seam nor poles. The plane around a centre is Lambert's azimuthal equal-area
projection: shapes stay true near the centre, in Finland and in Russia alike, and the 180th meridian is a line like any
other. The whole world is drawn in Equal Earth. Areas are true in both.
Written with numpy, because pyproj would bring the whole of PROJ and its database for two formulas.
"""

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""Points, one a row: unit vectors on the globe, shape (number, 3), or x and y of a plane, shape (number, 2).

A single point has the shape (3,) or (2,).
"""

EARTH_RADIUS_KM = 6371.009
"""Mean radius, the same as geopy's."""

MERIDIAN = 11.0
"""In the middle of the world; on the other side it meets the sea between Siberia and Alaska, and cuts no country."""

SOUTH, NORTH = -56.0, 79.0
"""What a map of the whole world shows of it, degrees: all but ice."""

_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)  # Šavrič, Patterson and Jenny (2018)


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


def equal_earth(places: Points) -> Points:
    """Project to the plane of Equal Earth, on a globe of radius 1 with Greenwich in its middle.

    Args:
        places: longitude and latitude, degrees, shape (number, 2).
    """
    longitude, latitude = np.radians(places).T
    a, b, c, d = _EQUAL_EARTH
    angle = np.arcsin(np.sqrt(3) / 2 * np.sin(latitude))
    square = angle**2
    stretch = 9 * d * square**4 + 7 * c * square**3 + 3 * b * square + a
    x = 2 * np.sqrt(3) * longitude * np.cos(angle) / (3 * stretch)
    projected: Points = np.column_stack((x, angle * (d * square**4 + c * square**3 + b * square + a)))
    return projected


def world_size() -> Points:
    """Return how wide and high a map of the whole world is in its plane, kilometres."""
    (east, _), (_, north), (_, south) = equal_earth(np.array([(180.0, 0.0), (0.0, NORTH), (0.0, SOUTH)]))
    return np.array((2 * east, north - south)) * EARTH_RADIUS_KM


def to_world(from_meridian: Points, latitude: Points) -> Points:
    """Project to the plane of the whole world.

    Args:
        from_meridian: degrees east of :data:`MERIDIAN`.
        latitude: degrees.

    Returns:
        Kilometres right and up of the middle of what is shown, shape (number, 2).
    """
    north, south = equal_earth(np.array([(0.0, NORTH), (0.0, SOUTH)]))[:, 1]
    projected = equal_earth(np.column_stack((from_meridian, latitude)))
    plane: Points = (projected - (0, (north + south) / 2)) * EARTH_RADIUS_KM
    return plane


def turned(degrees: Points) -> Points:
    """Return angles as degrees from -180 to 180."""
    return (degrees + 180) % 360 - 180


def _axes(centre: Points) -> Points:
    """Return the unit vectors that point east and north at a centre, as the columns of a matrix."""
    flat = float(np.hypot(centre[0], centre[1]))
    east = np.array((-centre[1], centre[0], 0)) / flat if flat else np.array((0.0, 1.0, 0.0))
    north = np.array((-centre[2] * east[1], centre[2] * east[0], centre[0] * east[1] - centre[1] * east[0]))
    return np.column_stack((east, north))

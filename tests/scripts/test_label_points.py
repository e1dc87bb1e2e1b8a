"""The point of a country or region stands on its main land, wherever the sources put it."""

from typing import Any

import pytest
from geopy.distance import great_circle
from scripts.gazetteer_build import checks, geometry, label_points, regions
from scripts.gazetteer_build.label_points import MainLand
from scripts.gazetteer_build.model import Place
from shapely.geometry import MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry

# A chain of islands like Okinawa's: the main one, 1 degree wide and high, and a far one, ten times smaller.
MAIN, FAR = box(10, 0, 11, 1), box(0, 0, 0.3, 0.3)
CHAIN = MultiPolygon([MAIN, FAR])
TOWN = (0.1, 10.1)
ON_FAR = (0.15, 0.15)


def on(land: BaseGeometry, point: tuple[float, float]) -> bool:
    """Tell whether some land holds a point, given as latitude and longitude."""
    return bool(land.contains(Point(point[1], point[0])))


def test_a_point_on_a_far_island_moves_to_the_town() -> None:
    """A point on a far island is far off; the better one is inland, within half the main island's span of the town."""
    land = MainLand(CHAIN, TOWN)
    assert land.is_far_off(*ON_FAR)
    better = land.point()
    assert on(MAIN.buffer(-0.1), better)
    assert great_circle(better, TOWN).km <= land.span_km / 2
    assert not land.is_far_off(*better)


def test_the_span_is_the_greatest_extent_of_the_largest_piece() -> None:
    """The span goes from corner to corner of the largest piece, not over the whole chain."""
    assert MainLand(CHAIN, TOWN).span_km == pytest.approx(great_circle((0, 10), (1, 11)).km, rel=1e-3)


def test_a_long_island_keeps_its_point_near_the_town() -> None:
    """Where the widest part of the main island lies far from the town, the better point stays nearer than that."""
    club = box(10, 0, 14, 0.5).union(box(13, -1, 15, 1))
    town = (0.25, 10.1)
    land = MainLand(MultiPolygon([club, FAR]), town)
    better = land.point()
    assert on(club, better)
    assert great_circle(better, town).km <= land.span_km / 2
    assert not on(box(13, -1, 15, 1), better)


def test_the_middle_of_a_large_land_is_no_fault() -> None:
    """Far from the town, on the same land: the middle of Quebec is a good point for Quebec."""
    assert not MainLand(CHAIN, TOWN).is_far_off(0.95, 10.95)


def test_the_largest_land_is_main_land_too() -> None:
    """A point on the largest piece may stay, though most people live on another: Denmark's on Jutland."""
    town = (0.1, 0.1)
    assert not MainLand(CHAIN, town).is_far_off(0.5, 10.5)
    assert not MainLand(CHAIN, town).is_far_off(*ON_FAR)
    third = MultiPolygon([MAIN, FAR, box(5, 0, 5.1, 0.1)])
    assert MainLand(third, town).is_far_off(0.05, 5.05)
    assert on(FAR, MainLand(third, town).point())


def test_a_point_at_sea_near_the_town_is_no_fault() -> None:
    """Within half the span of the town, a point may stand on a neighbouring island or in a bay."""
    land = MainLand(CHAIN, TOWN)
    assert not land.is_far_off(0.1, 9.7)
    assert land.is_far_off(0.1, 9.0)


def test_without_a_town_the_largest_land_counts() -> None:
    """Where no town is known, the point goes to the middle of the largest piece."""
    land = MainLand(CHAIN, None)
    assert land.is_far_off(*ON_FAR)
    assert land.point() == pytest.approx((0.5, 10.5), abs=0.05)


def test_a_town_in_the_sea_belongs_to_the_nearest_land() -> None:
    """A harbour that a simplified coast puts in the sea is on the land that lies nearest."""
    assert on(MAIN, MainLand(CHAIN, (0.5, 9.95)).point())
    assert on(FAR, MainLand(CHAIN, (0.5, 0.35)).point())


def test_a_town_far_from_all_land() -> None:
    """A town further off than half the span still gives a point on the nearest land."""
    assert on(FAR, MainLand(CHAIN, (0.2, -3.0)).point())


def test_the_antimeridian_is_no_edge() -> None:
    """An island that a file cuts at 180 degrees is one island, and its other half is not far."""
    halves = MultiPolygon([box(179.5, -17, 180, -16), box(-180, -17, -179, -16), box(170, -17, 170.5, -16.5)])
    land = MainLand(halves, (-16.5, 179.6))
    assert land.span_km == pytest.approx(great_circle((-17, 179.5), (-16, -179)).km, rel=1e-2)
    assert not land.is_far_off(-16.5, -179.1)
    assert land.is_far_off(-16.7, 170.2)
    latitude, longitude = land.point()
    assert longitude > 179.5 or longitude < -179
    assert -17 < latitude < -16


# --------------------------------------------------------------------------------------- which places move


def place(kind: Any, name: str, point: tuple[float, float], **more: Any) -> Place:
    """Make a place of a made-up country."""
    return Place(kind, name, "JP", *point, source="test", **more)


def a_country() -> tuple[list[Place], list[regions.Unit]]:
    """Make a country of one region, a chain of islands, with a small town on the far one and a large one."""
    chain = place("region", "Chain", ON_FAR)
    places = [
        place("country", "Country", (0.5, 10.5)),
        chain,
        place("locality", "Village", (0.2, 0.2), people=20_000, parent=chain),
        place("locality", "Capital", TOWN, people=300_000, parent=chain),
        place("locality", "Hamlet", (0.9, 10.9), parent=chain),
    ]
    return places, [regions.Unit("JP", {}, outline, place=chain) for outline in (MAIN, FAR)]


def test_only_what_is_far_off_moves() -> None:
    """The region goes to the land of its most populous town; the country and the towns stay where they are."""
    places, units = a_country()
    before = {one.name: (one.latitude, one.longitude) for one in places}
    lands = label_points.main_lands(places, units, {"JP": CHAIN})
    assert [one.name for one in label_points.move(places, lands, {})] == ["Chain"]
    after = {one.name: (one.latitude, one.longitude) for one in places}
    assert on(MAIN, after.pop("Chain"))
    del before["Chain"]
    assert after == before
    assert label_points.move(places, lands, {}) == []


def test_the_outline_of_a_region_is_that_of_all_that_lie_in_it() -> None:
    """A group, or a region of several features, is judged by all its land, not by the piece that bears its code."""
    places, units = a_country()
    group = place("region", "Group", ON_FAR)
    places[1].parent = group
    units[0].place = place("region", "Main", (0.5, 10.5), parent=group)
    lands = label_points.main_lands([*places, group, units[0].place], units, {"JP": CHAIN})
    moved = label_points.move([*places, group], lands, {})
    assert [one.name for one in moved] == ["Group"]  # the chain is the far island alone now
    assert on(MAIN, (group.latitude, group.longitude))


def test_the_most_populous_town_counts_for_all_that_hold_it() -> None:
    """Country and region have the point of their largest town, whatever the order; hamlets of no number are none."""
    places, _ = a_country()
    towns = label_points.most_populous_towns(places[::-1])
    assert towns == {id(places[0]): TOWN, id(places[1]): TOWN}


def test_a_point_kept_by_hand_stays() -> None:
    """A point of a country or region that is kept by hand is taken as it is, and is no problem, however far off."""
    places, units = a_country()
    by_hand = label_points.points_by_hand(places, {"JP": (5.0, 5.0), "FI": (64.0, 26.0)}, {("JP", "Chain"): (0.2, 0.1)})
    lands = label_points.main_lands(places, units, {"JP": CHAIN})
    country, chain = label_points.move(places, lands, by_hand)
    assert (country.latitude, country.longitude) == (5.0, 5.0)
    assert (chain.latitude, chain.longitude) == (0.2, 0.1)
    assert label_points.is_far_off(chain, lands, {})
    assert not label_points.is_far_off(chain, lands, by_hand)


def test_a_point_by_hand_for_no_region_stops_the_build() -> None:
    """A point kept by hand whose region is gone, or was renamed, is named."""
    with pytest.raises(SystemExit, match="REGION_POINTS: no such region: JP Chains"):
        label_points.points_by_hand(a_country()[0], {}, {("JP", "Chains"): (0.2, 0.1)})


def test_a_point_far_off_fails_the_build() -> None:
    """The check names a region and a country whose point is far off, with the table that mends it; towns are let be."""
    places, units = a_country()
    places[0].latitude, places[0].longitude = 5.0, 5.0
    lands = label_points.main_lands(places, units, {"JP": CHAIN})
    problems = checks.points_far_off(places, lambda one: label_points.is_far_off(one, lands, {}))
    assert [problem.split(" (JP)")[0] for problem in problems] == ["Country", "Chain"]
    assert "COUNTRY_POINTS" in problems[0]
    assert "REGION_POINTS" in problems[1]


# ------------------------------------------------------------------------------------------------ harbours


@pytest.mark.parametrize(
    ("country", "longitude", "is_off_coast"),
    [("FI", 20.96, True), ("FI", 20.9, False), ("FI", 22.04, False), ("SE", 20.96, False)],
    ids=["just off the coast", "far out at sea", "abroad, near the border", "a country without outline"],
)
def test_a_harbour_may_lie_just_off_the_coast(country: str, longitude: float, is_off_coast: bool) -> None:
    """A point of ours is at the coast of its country if it is very near to it and in no other country."""
    outlines = {"FI": box(21, 60, 22, 61), "RU": box(22, 60, 23, 61)}
    assert geometry.is_off_coast(outlines, country, 60.5, longitude) is is_off_coast

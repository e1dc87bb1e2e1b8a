"""Where places lie on a still map, what is drawn as one, and where names stand: by numbers, without a picture."""

import io
import random
import re
from collections.abc import Sequence
from itertools import combinations
from math import cos, hypot, pi, radians
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
import vl_convert
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from odmap.analysis.story.script import Position
from odmap.directory.located import LocatedOrganisation
from odmap.directory.organisation import Precision, Status, Type, Verification
from odmap.geography.base_map import CountryShape, countries
from odmap.geography.projections import NORTH, SOUTH, Points
from odmap.graphics import fonts, mark_svg
from odmap.graphics.marks import Mark
from odmap.graphics.palette import variables
from odmap.maps.still import panel_svg
from odmap.maps.still.clusters import FARTHEST, MARK, Cluster, Disc, clustered, ring_svg
from odmap.maps.still.labels import Label, Labels, name_clusters, name_disc
from odmap.maps.still.panel import WORLD_KM, Panel, Rect, held_panel, part_panel, world_panel
from odmap.maps.still.picture import NAME_SIZE
from tests.organisations import located, table_of

SVG = "{http://www.w3.org/2000/svg}"
WIDE = Rect(16, 80, 1000, 620)
NAMES = {"FI": "Finland", "SE": "Sweden", "GB": "United Kingdom", "NL": "Netherlands", "EE": "Estonia"}


def row(number: int, longitude: float, latitude: float, country: str = "FI", **changes: Any) -> LocatedOrganisation:
    """Return one organisation at a place."""
    place = {"longitude": longitude, "latitude": latitude, "country": country}
    return located(number, **{**place, "country_name": NAMES.get(country, country), **changes})


def meet(one: Rect, other: Rect) -> bool:
    """Tell whether two rectangles share more than an edge."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 1e-6 and down > 1e-6


def apart(rect: Rect, disc: Disc) -> float:
    """Return how many pixels lie between a rectangle and a disc."""
    x, y, radius = disc
    nearest = min(max(x, rect.x), rect.x + rect.width), min(max(y, rect.y), rect.y + rect.height)
    return hypot(x - nearest[0], y - nearest[1]) - radius


def land(panel: Panel) -> list[tuple[CountryShape, Points]]:
    """Return the outlines that a panel shows, each with its country."""
    return [(countries()[number], outline) for number, rings in panel.land().items() for outline in rings]


def width(words: str) -> float:
    """Return how wide a name is on a map."""
    return fonts.width(fonts.runs(words), NAME_SIZE) + 4


def names(clusters: Sequence[Cluster], within: Rect, taken: Sequence[Rect] = ()) -> list[Label]:
    """Return the names of the countries of a panel."""
    labels = Labels(within, NAME_SIZE * 1.15)
    labels.keep_free(*taken)
    name_clusters(labels, clusters, width)
    return labels.placed


def name_of(called: str, disc: Disc, clusters: Sequence[Cluster], within: Rect) -> Label:
    """Return the name of a disc among clusters."""
    labels = Labels(within, NAME_SIZE * 1.15)
    name_disc(labels, [called], disc, clusters, width)
    (label,) = labels.placed
    return label


# ------------------------------------------------------------------------------------------- the world in a box


RECTS = st.builds(Rect, st.floats(0, 500), st.floats(0, 300), st.floats(300, 2000), st.floats(150, 1200))


@given(RECTS, st.floats(-360, 360), st.floats(SOUTH, NORTH))
def test_the_world_holds_every_place(rect: Rect, longitude: float, latitude: float) -> None:
    """Every place from Cape Horn to Svalbard is inside the panel, whichever way its longitude is counted."""
    (here,) = world_panel(rect).pixels([(longitude, latitude)])
    assert rect.holds(here[None], -1e-6).all()


@given(st.floats(-179, 179), st.floats(SOUTH, NORTH))
def test_a_longitude_may_be_counted_round(longitude: float, latitude: float) -> None:
    """A whole turn further is the same place, unless it lies where the map is cut open."""
    here, again = world_panel(WIDE).pixels([(longitude, latitude), (longitude + 360, latitude)])
    assert again == pytest.approx(here, abs=1e-6) or longitude == pytest.approx(11 - 180)


@given(RECTS)
def test_the_world_is_as_large_as_the_box_allows(rect: Rect) -> None:
    """It touches two sides: those left and right, or those above and below."""
    places = [(11 - 179.9999, 0), (11 + 179.9999, 0), (0, SOUTH), (0, NORTH)]
    (west, _), (east, _), (_, bottom), (_, top) = world_panel(rect).pixels(places).tolist()
    assert east - west == pytest.approx(rect.width, rel=1e-4) or bottom - top == pytest.approx(rect.height, rel=1e-4)


def test_no_country_is_torn() -> None:
    """No outline lies across the world, as one would whose parts went to both edges: Russia, Fiji and all others."""
    panel = world_panel(WIDE)
    codes = set()
    for country, outline in land(panel):
        (left, _), (right, _) = outline.min(axis=0), outline.max(axis=0)
        assert right - left < 0.6 * WIDE.width, country.name
        steps = np.abs(np.diff(outline, axis=0, append=outline[:1]))
        assert steps[:, 0].max() < 0.08 * WIDE.width, country.name
        codes.add(country.code)
    assert {"FI", "RU", "US", "NZ", "FJ", "CL", "GL", "ZA", "JP"} <= codes
    assert "AQ" not in codes


@pytest.mark.parametrize("panel", [world_panel(WIDE), part_panel(WIDE, [(20, 50), (30, 65)])], ids=["world", "part"])
def test_the_land_lies_where_the_places_are(panel: Panel) -> None:
    """Tampere is inside Finland's outline, and Gothenburg is not: land and marks are projected alike."""
    finland = [outline for country, outline in land(panel) if country.code == "FI"]
    for place, inside in (((23.8, 61.5), True), ((12.0, 57.7), False)):
        x, y = panel.pixels([place])[0]
        crossed = 0
        for outline in finland:
            for (x1, y1), (x2, y2) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
                crossed += (y1 <= y) != (y2 <= y) and x1 + (y - y1) / (y2 - y1) * (x2 - x1) > x
        assert bool(crossed % 2) is inside


def test_outlines_end_at_the_edges() -> None:
    """What reaches over an edge of the panel is cut a few pixels outside, so that no cut shows and no file is huge."""
    panel = part_panel(WIDE, [(20, 50), (30, 65)])
    for _, outline in land(panel):
        assert WIDE.holds(outline, -6.01).all()


# -------------------------------------------------------------------------------------------- a part of the world


@given(
    st.floats(-180, 180),
    st.floats(-70, 75),
    st.lists(st.tuples(st.floats(-25, 25), st.floats(-14, 14)), min_size=1, max_size=8),
    RECTS,
)
@example(178.0, -18.0, [(0.0, 0.0), (4.0, 1.0)], WIDE)
@example(0.0, 75.0, [(0.0, 14.0), (25.0, 0.0)], WIDE)
def test_a_part_of_the_world_holds_its_places(
    longitude: float, latitude: float, offsets: list[tuple[float, float]], rect: Rect
) -> None:
    """Whatever lies near each other is inside, across the 180th meridian and near a pole as well."""
    places = [(longitude + across, max(min(latitude + up, 89), -89)) for across, up in offsets]
    panel = part_panel(rect, places)
    if panel.centre is not None:
        assert rect.holds(panel.pixels(places)).all()
        assert 1_399 <= panel.km_per_pixel * rect.width <= WORLD_KM


@given(st.floats(-180, 180), st.lists(st.tuples(st.floats(-25, 25), st.floats(35, 72)), min_size=2, max_size=8), RECTS)
def test_places_at_the_edges_touch_them(longitude: float, offsets: list[tuple[float, float]], rect: Rect) -> None:
    """Without room around them, places fill the panel from edge to edge one way, and are in its middle the other."""
    panel = part_panel(rect, [(longitude + across, latitude) for across, latitude in offsets], room=1.0)
    if panel.centre is not None and panel.km_per_pixel * rect.width > 1_401:
        pixels = panel.pixels([(longitude + across, latitude) for across, latitude in offsets])
        low, high = pixels.min(axis=0), pixels.max(axis=0)
        assert (low + high) / 2 == pytest.approx(rect.middle, abs=0.01 * rect.width)
        assert max((high - low) / rect[2:]) == pytest.approx(1, abs=0.02)


def test_one_place_stands_in_the_middle() -> None:
    """Around a single place there is enough to see where one is."""
    panel = part_panel(WIDE, [(24.9, 60.2)])
    assert panel.pixels([(24.9, 60.2)])[0] == pytest.approx(WIDE.middle)
    assert panel.km_per_pixel * WIDE.width == pytest.approx(1_400)


@pytest.mark.parametrize(
    "places",
    [
        [(-47.9, -15.8), (139.7, 35.7)],
        [(0.0, 0.0), (180.0, 0.0)],
        [(10.0, 60.0), (-170.0, -60.0)],
        [(-150.0, 60.0), (175.0, -40.0)],
        [(0.0, 0.0), (120.0, 0.0), (-120.0, 0.0)],
    ],
)
def test_what_lies_far_apart_gives_the_world(places: list[tuple[float, float]]) -> None:
    """Brazil and Japan, places opposite each other, or all around the globe: the whole world is shown."""
    assert part_panel(WIDE, places).centre is None


def test_a_part_of_the_world_ends_at_the_horizon() -> None:
    """What is on the other side of the globe has no pixel, and is not inside by accident."""
    panel = part_panel(WIDE, [(24.9, 60.2)])
    here, far = panel.pixels([(24.9, 60.2), (174.8, -41.3)])
    assert not np.isnan(here).any()
    assert np.isnan(far).all()
    view = table_of([row(1, 24.9, 60.2), row(2, 174.8, -41.3, "NZ")])
    assert [one.rows[0].id for one in clustered(view, panel)] == ["body-1"]


@pytest.mark.parametrize("latitude", [0.0, 62.0, -41.0])
@pytest.mark.parametrize("zoom", [4.0, 6.5, 9.0])
def test_a_held_map_is_as_fine_as_the_live_one(latitude: float, zoom: float) -> None:
    """At its centre, a panel of 1,000 pixels has as many to a degree as Leaflet's tiles at that zoom."""
    panel = held_panel(Rect(0, 0, 1000, 620), Position(latitude=latitude, longitude=24, zoom=zoom))
    west, east, south, north = panel.pixels(
        [(23.99, latitude), (24.01, latitude), (24, latitude - 0.01), (24, latitude + 0.01)]
    )
    leaflet = 256 * 2**zoom / 360
    assert (east[0] - west[0]) / 0.02 == pytest.approx(leaflet, rel=0.003)
    assert (south[1] - north[1]) / 0.02 == pytest.approx(leaflet / cos(radians(latitude)), rel=0.003)
    assert panel.pixels([(24, latitude)])[0] == pytest.approx((500, 310))


@pytest.mark.parametrize("zoom", [3.5, 5.0, 8.0])
def test_a_scale_is_true(zoom: float) -> None:
    """In the middle of a panel, what the scale calls so many kilometres is as far on the globe."""
    panel = held_panel(WIDE, Position(latitude=62, longitude=24, zoom=zoom))
    drawn = ET.fromstring(f"<g>{panel_svg.scale(panel, 10, 20)}</g>")  # noqa: S314 - our own
    bar, text = drawn.find("path"), drawn.findtext("text")
    found = re.fullmatch(r"M16 35v4H(\S+)v-4", bar.get("d", "") if bar is not None else "")
    assert found
    assert text
    pixels, kilometres = float(found[1]) - 16, float(text.removesuffix(" km").replace(",", ""))
    here, there = panel.pixels([(24, 61.9), (24, 62.1)])
    assert here[1] - there[1] == pytest.approx(0.2 * 111.19 / kilometres * pixels, rel=0.01)
    assert 30 < pixels < 100


@pytest.mark.parametrize("rect", [Rect(0, 0, 500, 300), Rect(5, 9, 700, 700), Rect(0, 0, 2000, 700)])
def test_a_held_map_shows_no_less_in_any_shape(rect: Rect) -> None:
    """Whatever the shape of the panel, it shows what a map of 1,000 by 620 pixels shows."""
    position = Position(latitude=50, longitude=10, zoom=5)
    usual = held_panel(Rect(0, 0, 1000, 620), position)
    shown = held_panel(rect, position)
    assert shown.km_per_pixel * rect.width >= usual.km_per_pixel * 1000 * 0.999
    assert shown.km_per_pixel * rect.height >= usual.km_per_pixel * 620 * 0.999


def test_a_map_held_far_out_shows_the_world() -> None:
    """At zoom 1 the live map shows the world, and so does the still one."""
    assert held_panel(WIDE, Position(latitude=20, longitude=10, zoom=1)).centre is None


# -------------------------------------------------------------------------------------------------------- clusters


@st.composite
def views(draw: st.DrawFn, most: int = 40) -> pd.DataFrame:
    """Draw some organisations, many of them close to each other and in different countries."""
    several = draw(st.lists(st.tuples(st.floats(-4, 34), st.floats(46, 68)), min_size=1, max_size=6))
    rows = []
    for number in range(draw(st.integers(1, most))):
        longitude, latitude = draw(st.sampled_from(several))
        spread = draw(st.sampled_from((0.0, 0.3, 2.0, 6.0)))
        rows.append(
            row(
                number,
                longitude + spread * draw(st.floats(-1, 1)),
                latitude + spread * draw(st.floats(-1, 1)),
                draw(st.sampled_from(sorted(NAMES))),
                type=draw(st.sampled_from(list(Type))),
                precision=draw(st.sampled_from(list(Precision))),
            )
        )
    return table_of(rows)


PANELS = st.sampled_from(
    [world_panel(WIDE), part_panel(WIDE, [(-4, 46), (34, 68)]), part_panel(Rect(3, 5, 500, 400), [(5, 50), (20, 60)])]
)
QUICK = settings(max_examples=60)


@QUICK
@given(views(), PANELS)
def test_every_organisation_is_drawn_once(view: pd.DataFrame, panel: Panel) -> None:
    """Each that lies inside the panel is in exactly one group, and every group is of one country."""
    inside = panel.rect.holds(panel.pixels(view[["longitude", "latitude"]].to_numpy()), MARK / 3)
    clusters = clustered(view, panel)
    assert sorted(one.id for some in clusters for one in some.rows) == sorted(view["id"][inside])
    assert all(len({one.country for one in some.rows}) == 1 for some in clusters)
    assert [len(some.rows) for some in clusters] == sorted(len(some.rows) for some in clusters)


@QUICK
@given(views(), PANELS)
def test_drawings_stay_near_their_places(view: pd.DataFrame, panel: Panel) -> None:
    """No drawing reaches over its panel's edge, and none is far from the middle of its organisations' places."""
    pixels = dict(zip(view["id"], panel.pixels(view[["longitude", "latitude"]].to_numpy()), strict=True))
    for one in clustered(view, panel):
        assert panel.rect.holds(np.array([(one.x, one.y)]), one.radius - 1e-6).all()
        place = np.mean([pixels[found.id] for found in one.rows], axis=0)
        low, high = np.add(panel.rect[:2], one.radius), np.add(panel.rect[:2], panel.rect[2:]) - one.radius
        assert hypot(*(np.clip(place, low, high) - (one.x, one.y))) <= FARTHEST + 1e-6


def test_two_at_one_place_are_a_ring_and_two_apart_are_marks() -> None:
    """What would cover each other is drawn as one, in one country only; what would not, is not."""
    degree = hypot(*np.subtract(*part_panel(WIDE, [(20, 60), (30, 65)]).pixels([(25, 60), (26, 60)])))

    def drawn(pixels: float, country: str = "FI", shift: int = 0) -> list[int]:
        view = table_of([row(1, 25, 60), row(2, 25 + pixels / degree, 60, country)])
        moved = part_panel(WIDE._replace(x=WIDE.x + shift), [(20, 60), (30, 65)])
        return [len(one.rows) for one in clustered(view, moved)]

    for shift in range(0, 24, 3):  # wherever on the picture they lie
        assert drawn(0, shift=shift) == drawn(15, shift=shift) == [2]
        assert drawn(0, "EE", shift) == [1, 1]
        for pixels in (20.5, 22, 24, 33):
            assert drawn(pixels, shift=shift) == [1, 1], (pixels, shift)


def test_countries_at_one_place_stand_beside_each_other() -> None:
    """Organisations of several countries at the same point are all to be seen."""
    clusters = clustered(
        table_of([row(n, 24.2, 65.8, code) for n, code in enumerate(NAMES)]), part_panel(WIDE, [(24, 65)])
    )
    assert len(clusters) == len(NAMES)
    for one, other in combinations(clusters, 2):
        assert hypot(one.x - other.x, one.y - other.y) > MARK / 2


def test_drawings_make_way_for_what_does_not_move() -> None:
    """A mark beneath something that is drawn already moves to its edge."""
    panel = part_panel(WIDE, [(24, 65)])
    x, y = panel.pixels([(24, 65)])[0] + (5, 3)
    (one,) = clustered(table_of([row(1, 24, 65)]), panel, [(float(x), float(y), 18.0)])
    assert hypot(one.x - x, one.y - y) >= 0.9 * (18 + one.radius)


@QUICK
@given(views(), PANELS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_says_nothing(view: pd.DataFrame, panel: Panel, chance: random.Random) -> None:
    """The same organisations in another order give the same drawing."""
    order = list(range(len(view)))
    chance.shuffle(order)
    drawn, again = (
        [one.svg("light") for one in clustered(rows, panel)] for rows in (view, view.iloc[order].reset_index(drop=True))
    )
    assert drawn == again


@pytest.mark.parametrize("spread", [0.0, 4.0, 30.0])
@pytest.mark.parametrize("codes", [["FI"], sorted(NAMES)], ids=["one country", "five"])
def test_two_thousand_organisations(spread: float, codes: list[str]) -> None:
    """However many there are, and however they lie, each is drawn, and the numbers add up."""
    chance = random.Random(1)  # noqa: S311 - the same places each time
    view = table_of(
        [
            row(n, 10 + chance.uniform(-spread, spread), 55 + chance.uniform(-spread, spread) / 3, chance.choice(codes))
            for n in range(2_000)
        ]
    )
    clusters = clustered(view, part_panel(WIDE, view[["longitude", "latitude"]].to_numpy()))
    assert sum(len(one.rows) for one in clusters) == 2_000
    if not spread:
        assert len(clusters) == len(codes)


@pytest.mark.parametrize(
    ("number", "written"), [(2, "2"), (18, "18"), (999, "999"), (1_000, "1k"), (1_499, "1k"), (2_000, "2k")]
)
def test_the_number_stands_in_the_ring(number: int, written: str) -> None:
    """A ring says how many it stands for, thousands in short; so many letters have room in it."""
    one = Cluster([row(n, 0, 0) for n in range(number)], 100, 100)
    drawn = ET.fromstring(one.svg("light"))  # noqa: S314 - our own
    (text,) = drawn.findall("text")
    scale = float(drawn.get("transform", "").partition("scale(")[2].rstrip(")"))
    assert text.text == written
    assert fonts.width(fonts.runs(written, bold=True), scale * float(text.get("font-size", ""))) < 1.5 * one.radius


def test_the_colours_of_a_ring_tell_the_types() -> None:
    """Each type has a piece of the ring in its colour, as long as its share, one behind the other."""
    types = [Type.SERVICE] * 3 + [Type.NETWORK] * 2 + [Type.PROGRAMME]
    circles = ET.fromstring(f"<g>{ring_svg(types, 'dark', (50, 50, 20))}</g>").findall("g/circle")[1:]  # noqa: S314 - our own
    shares, start = {}, 0.0
    for circle in circles:
        round_ = 2 * pi * float(circle.get("r", ""))
        length, rest = map(float, circle.get("stroke-dasharray", "").split())
        assert length + rest == pytest.approx(round_, abs=0.02)
        assert -float(circle.get("stroke-dashoffset", "")) == pytest.approx(start, abs=0.02)
        shares[circle.get("stroke")] = round(length / round_ * 6, 2)
        start += length
    colours = variables("dark")
    assert shares == {colours["od-service"]: 3, colours["od-network"]: 2, colours["od-programme"]: 1}


@pytest.mark.parametrize("precision", Precision)
@pytest.mark.parametrize("ended", [False, True])
def test_nothing_of_a_mark_reaches_over_its_edge(precision: Precision, ended: bool) -> None:
    """What counts as the edge of a mark, for names beside it, is where its drawing ends."""
    status = Status.ENDED if ended else Status.ACTIVE
    for kind in Type:
        for verification in Verification:
            changes = {"type": kind, "precision": precision, "status": status, "verification": verification}
            one = Cluster([row(1, 0, 0, **changes)], 0, 0)
            mark = mark_svg.placed(Mark.of(one.rows[0]).parts(), "light", 0, 0, MARK)
            svg = f'<svg xmlns="{SVG[1:-1]}" viewBox="-20 -20 40 40" width="40" height="40">{mark}</svg>'
            with Image.open(io.BytesIO(vl_convert.svg_to_png(svg, scale=5))) as image:
                box = image.getchannel("A").point(lambda shade: 255 if shade > 40 else 0).getbbox()
            assert box
            farthest = max(abs(side / 5 - 20) for side in box)
            assert one.disc[2] - 3 <= farthest <= one.disc[2] + 0.3, (kind, verification)


# --------------------------------------------------------------------------------------------------------- names


@QUICK
@given(views(), PANELS)
def test_names_stand_free(view: pd.DataFrame, panel: Panel) -> None:
    """No name meets another or a drawing, none leaves the panel, and each is nearest to a drawing of its country."""
    clusters = clustered(view, panel)
    taken = [Rect(panel.rect.x + 40, panel.rect.y + 40, 120, 60)]
    found = names(clusters, panel.rect, taken)
    for one, other in combinations([*(name.rect for name in found), *taken], 2):
        assert not meet(one, other)
    for name in found:
        corners = np.array([name.rect[:2], np.add(name.rect[:2], name.rect[2:])])
        assert panel.rect.holds(corners).all()
        assert all(apart(name.rect, one.disc) > 0 for one in clusters)
        nearest = min(clusters, key=lambda one: apart(name.rect, one.disc))
        assert name.words.startswith(NAMES[nearest.country])


@QUICK
@given(views(), PANELS)
def test_names_say_how_many(view: pd.DataFrame, panel: Panel) -> None:
    """A country is named once; with its number, where several drawings have to be added up to know it."""
    clusters = clustered(view, panel)
    found = [name.words for name in names(clusters, panel.rect)]
    assert len(found) == len(set(found))
    for code, name in NAMES.items():
        some = [one for one in clusters if one.country == code]
        total = sum(len(one.rows) for one in some)
        said = [words for words in found if words.startswith(name)]
        assert set(said) <= {name if len(some) == 1 else f"{name} {total}"}


def test_a_name_goes_elsewhere_if_another_is_there() -> None:
    """Between two drawings there is room for one name; the other country's stands where it meets neither."""
    finland = Cluster([row(1, 0, 0), row(2, 0, 0)], 40, 100)
    estonia = Cluster([row(3, 0, 0, "EE")], 170, 100)
    found = names([finland, estonia], Rect(0, 0, 195, 200))
    assert [name.words for name in found] == ["Finland", "Estonia"]
    assert not meet(found[0].rect, found[1].rect)
    (alone,) = names([estonia], Rect(0, 0, 195, 200))
    assert meet(found[0].rect, alone.rect)


def test_a_name_fills_its_rectangle() -> None:
    """The letters are inside the rectangle that keeps others away, above its lower edge."""
    (name,) = names(clustered(table_of([row(1, 25, 62)]), part_panel(WIDE, [(25, 62)])), WIDE)
    wide = fonts.width(fonts.runs(name.words), NAME_SIZE)
    assert name.words == "Finland"
    assert name.rect.x <= name.x - wide / 2
    assert name.x + wide / 2 <= name.rect.x + name.rect.width
    assert name.rect.y + 0.7 * NAME_SIZE < name.y < name.rect.y + name.rect.height


def test_a_country_without_room_has_no_name() -> None:
    """Rather no name than one upon something else; the fullest country is named first."""
    view = table_of([row(1, 25, 62, "EE"), row(2, 26, 62), row(3, 26, 62)])
    clusters = clustered(view, part_panel(WIDE, [(25, 62)]))
    assert [name.words for name in names(clusters, WIDE)] == ["Finland", "Estonia"]
    assert names(clusters, WIDE, [WIDE]) == []
    tiny = part_panel(Rect(0, 0, 40, 40), [(25, 62)])
    assert names(clustered(view, tiny), tiny.rect) == []


def test_what_is_no_country_is_always_named() -> None:
    """The ring that stands for Europe is named to its left; where something is there, elsewhere around it."""
    panel = part_panel(WIDE, [(25, 62)])
    x, y = panel.pixels([(25, 62)])[0]
    disc = (float(x), float(y), 24.0)
    assert name_of("Europe", disc, [], WIDE).x < x - 24
    left = clustered(table_of([row(1, 23, 62), row(2, 24, 62), row(3, 23.5, 62, "EE")]), panel)
    assert name_of("Europe", disc, left, WIDE).x > x
    assert name_of("Europe", (20, 20, 24), [], Rect(0, 0, 40, 40)).words == "Europe"

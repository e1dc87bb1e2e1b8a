"""The small map of one organisation: well-formed, safe, light, readable, and of the right place."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pandas as pd
import pytest

from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import Precision, Type
from odmap.geography.base_map import countries
from odmap.geography.gazetteer import Gazetteer
from odmap.graphics.palette import MODES, Mode, variables
from odmap.maps.still.locator import MARK_SIZE, RECT, locator, locator_words, tint
from tests.graphics.test_palette import contrast
from tests.organisations import located

WIDTH, HEIGHT = RECT[2:]
SVG = "{http://www.w3.org/2000/svg}"
GAZETTEER = Gazetteer()
ALL_CODES = sorted(GAZETTEER.country_names())
NOT_ON_THE_BASE_MAP = sorted(set(ALL_CODES) - {country.code for country in countries()})

Point = tuple[float, float]


def organisation(country: str, region: str | None = None, town: str | None = None) -> LocatedOrganisation:
    """Return an organisation in any place of the gazetteer."""
    found = GAZETTEER.locate(country, region, town)
    assert found is not None
    return located(
        name="A body",
        country=country,
        country_name=GAZETTEER.country_names()[country],
        latitude=found.latitude,
        longitude=found.longitude,
        precision=Precision(found.raw["precision"]),
        place=found.address,
    )


def with_base(frame: pd.DataFrame) -> list[LocatedOrganisation]:
    """Return the organisations that have a base."""
    return organisations_in(frame[frame["precision"].notna()])


def parse(text: str) -> ElementTree.Element:
    """Return the elements of a picture."""
    return ElementTree.fromstring(text)  # noqa: S314 - our own file


def elements(picture: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    """Return the elements of a class such as "home"; of a group, what is in it."""
    found = [one for one in picture.iter() if kind in one.get("class", "").split()]
    return [part for one in found for part in (one if one.tag == f"{SVG}g" else [one])]


def place_of_mark(picture: ElementTree.Element) -> Point:
    """Return where the middle of the mark is, in pixels."""
    (moved,) = (one for one in picture.findall(f"{SVG}g") if one.get("transform"))
    found = re.match(r"translate\((\S+) (\S+)\)", moved.get("transform", ""))
    assert found
    return float(found[1]) + MARK_SIZE / 2, float(found[2]) + MARK_SIZE / 2


def rings(path: ElementTree.Element) -> list[list[Point]]:
    """Return the points of a path made of ``M x y l dx dy ... z``, in pixels."""
    found = []
    for part in path.get("d", "").split("z")[:-1]:
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", part)]
        x, y = numbers[:2]
        points = [(x, y)]
        for across, down in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + across, y + down
            points.append((x, y))
        found.append(points)
    return found


def is_inside(point: Point, outlines: list[list[Point]]) -> bool:
    """Tell whether a point lies inside rings, by counting how often a line to its right crosses them."""
    x, y = point
    crossings = 0
    for ring in outlines:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            crossings += (y1 <= y) != (y2 <= y) and x1 + (y - y1) / (y2 - y1) * (x2 - x1) > x
    return crossings % 2 == 1


@pytest.mark.parametrize("mode", MODES)
def test_every_organisation_has_a_sound_picture(frame: pd.DataFrame, mode: Mode) -> None:
    """Each is well-formed, under 25 KB, has its mark well inside and its own country's outline and name."""
    for row in with_base(frame):
        text = locator(row, mode)
        picture = parse(text)
        assert len(text.encode()) < 25_000, row.id
        x, y = place_of_mark(picture)
        assert MARK_SIZE < x < WIDTH - MARK_SIZE, row.id
        assert MARK_SIZE < y < HEIGHT - MARK_SIZE, row.id
        assert len(elements(picture, "home")) == 1, row.id
        assert [one.text for one in elements(picture, "own")] == [row.country_name], row.id
        assert picture.findtext(f"{SVG}title") == f"Where {row.name} is: {row.place}"


@pytest.mark.parametrize("code", ALL_CODES)
def test_every_country_can_be_shown(code: str) -> None:
    """Any country of the world gives a picture under 25 KB with its mark inside, whether or not the base map has it."""
    text = locator(organisation(code), "light")
    picture = parse(text)
    x, y = place_of_mark(picture)
    assert len(text.encode()) < 25_000
    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT
    assert len(elements(picture, "own")) == 1


def test_the_mark_stands_in_its_country() -> None:
    """The mark of Tampere lies on the land tinted as Finland, and no neighbour's land covers it."""
    picture = parse(locator(organisation("FI", None, "Tampere"), "light"))
    mark = place_of_mark(picture)
    assert is_inside(mark, rings(elements(picture, "home")[0]))
    assert not any(is_inside(mark, rings(path)) for path in elements(picture, "land"))


def test_north_is_up_and_east_is_right() -> None:
    """Around France, Spain is named below and to the left of Germany."""
    names = {name.text: name for name in elements(parse(locator(organisation("FR"), "light")), "name")}
    spain, germany = ([float(names[name].get(axis, "")) for axis in "xy"] for name in ("Spain", "Germany"))
    assert spain[0] < germany[0]
    assert spain[1] > germany[1]


def test_the_picture_leans_towards_the_country() -> None:
    """A town on a coast stands off the middle, so that one sees its country rather than the sea."""
    for town, to_the_right in (("Townsville", True), ("Sydney", True), ("Perth", False)):
        x, _ = place_of_mark(parse(locator(organisation("AU", None, town), "light")))
        assert (x > WIDTH / 2 + 50) if to_the_right else (x < WIDTH / 2 - 50), town


@pytest.mark.parametrize("code", ["FJ", "RU", "NZ", "US", "KI", "AQ"])
@pytest.mark.parametrize("precision", [Precision.COUNTRY, Precision.LOCALITY])
def test_no_streak_across_the_180th_meridian(code: str, precision: Precision) -> None:
    """No outline has a long straight line inside the picture, as one drawn around the globe would have."""
    picture = parse(locator(replace(organisation(code), precision=precision), "light"))
    for path in (*elements(picture, "land"), *elements(picture, "home")):
        for ring in rings(path):
            for (x1, y1), (x2, y2) in pairwise(ring):
                within = all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in ((x1, y1), (x2, y2)))
                assert not within or ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 < 70


def test_a_place_on_the_180th_meridian() -> None:
    """On Taveuni, which the meridian crosses, both halves of Fiji are to be seen around the mark."""
    row = replace(organisation("FJ"), latitude=-16.85, longitude=179.99, precision=Precision.LOCALITY)
    picture = parse(locator(row, "light"))
    mark = place_of_mark(picture)
    points = [point for ring in rings(elements(picture, "home")[0]) for point in ring]
    assert min(x for x, _ in points) < mark[0] - 40
    assert max(x for x, _ in points) > mark[0]


def test_the_other_side_of_the_globe_does_not_cover_the_picture() -> None:
    """Spain, which lies opposite New Zealand, would turn inside out around it; no land covers open sea there."""
    picture = parse(locator(organisation("NZ", None, "Auckland"), "light"))
    corner = (WIDTH - 5, HEIGHT - 5)
    outlines = (*elements(picture, "land"), *elements(picture, "home"))
    assert not any(is_inside(corner, rings(path)) for path in outlines)
    assert "Spain" not in "".join(picture.itertext())


@pytest.mark.parametrize(
    ("code", "kilometres"), [("FR", (1200, 2000)), ("US", (4500, 6000)), ("ES", (1000, 1600)), ("NO", (2000, 3500))]
)
def test_a_country_is_its_main_land(code: str, kilometres: tuple[float, float]) -> None:
    """French Guiana, Alaska, the Canaries and Svalbard do not shrink the picture of the land around the mark."""
    picture = parse(locator(organisation(code), "light"))
    assert kilometres[0] < width_in_kilometres(picture) < kilometres[1]


def width_in_kilometres(picture: ElementTree.Element) -> float:
    """Return how wide a picture is by its scale bar, whose length it checks."""
    (bar,), (words,) = elements(picture, "bar"), elements(picture, "km")
    found = re.fullmatch(r"M12 \d+v4H(\S+)v-4", bar.get("d", ""))
    assert found
    assert words.text
    length = float(found[1]) - 12
    assert 30 < length < 100
    assert re.fullmatch(r"[125](,?0)+ km", words.text)
    return int(words.text.removesuffix(" km").replace(",", "")) / length * WIDTH


def test_the_extent_suits_the_precision() -> None:
    """A town gets 700 to 900 km, or more in a large country; a region 1,100; a small country at least 500."""
    assert width_in_kilometres(parse(locator(organisation("NL", None, "Utrecht"), "light"))) == pytest.approx(700, 0.01)
    assert 800 < width_in_kilometres(parse(locator(organisation("GB", None, "London"), "light"))) < 1000
    assert 2000 < width_in_kilometres(parse(locator(organisation("AU", None, "Sydney"), "light"))) <= 3010
    assert width_in_kilometres(parse(locator(organisation("CH", "Bern"), "light"))) == pytest.approx(1100, 0.01)
    assert width_in_kilometres(parse(locator(organisation("LU"), "light"))) == pytest.approx(500, 0.01)
    assert width_in_kilometres(parse(locator(organisation("TK"), "light"))) > 1000


def test_the_scale_is_true() -> None:
    """Iceland, 495 km from its westernmost to its easternmost point, measures as much by the bar."""
    picture = parse(locator(organisation("IS"), "light"))
    across = [x for ring in rings(elements(picture, "home")[0]) for x, _ in ring]
    kilometres = (max(across) - min(across)) / WIDTH * width_in_kilometres(picture)
    assert kilometres == pytest.approx(495, rel=0.03)


def test_how_exact_the_place_is_can_be_seen() -> None:
    """A region has a soft circle, a country a broken outline in the mark's colour, a town neither."""
    town = organisation("FI", "Lapland", "Kemi")
    region = organisation("FI", "Lapland")
    country = organisation("FI")
    pictures = [locator(row, "light") for row in (town, region, country)]
    assert [len(elements(parse(text), "area")) for text in pictures] == [0, 1, 0]
    outlines = [re.findall(r"(?<!,)\.home\{[^}]*\}", text)[0] for text in pictures]
    assert ["dasharray" in outline for outline in outlines] == [False, False, True]
    assert f"stroke:{variables('light')['od-service']}" in outlines[2]
    halos = [len(parse(text).findall(f"{SVG}g/{SVG}circle[@fill-opacity='0.12']")) for text in pictures]
    assert halos == [0, 0, 1]


@pytest.mark.parametrize("mode", MODES)
def test_names_can_be_read(frame: pd.DataFrame, mode: Mode) -> None:
    """No name leaves the picture, touches another name or runs into the mark; one to six are written."""
    for row in with_base(frame):
        picture = parse(locator(row, mode))
        names = elements(picture, "name")
        assert 1 <= len(names) <= 6, row.id
        x, y = place_of_mark(picture)
        taken = [(x - 11, y - 11, x + 11, y + 11)]
        for name in names:
            x, y = float(name.get("x", "")), float(name.get("y", ""))
            wide = len(name.text or "") * (3.5 if "own" in name.get("class", "") else 2.9)
            box = (x - wide, y - 10, x + wide, y + 2)
            assert 0 <= box[0] < box[2] <= WIDTH, (row.id, name.text)
            assert 0 <= box[1] < box[3] <= HEIGHT, (row.id, name.text)
            for other in taken:
                apart = box[2] < other[0] or other[2] < box[0] or box[3] < other[1] or other[3] < box[1]
                assert apart, (row.id, name.text)
            taken.append(box)


def test_neighbours_are_named() -> None:
    """Around Finland one reads the names of Sweden, Norway and Russia, and Finland's own in bold."""
    picture = parse(locator(organisation("FI"), "light"))
    assert {"Finland", "Sweden", "Norway", "Russia"} <= {name.text for name in elements(picture, "name")}


@pytest.mark.parametrize("mode", MODES)
def test_colours_can_be_told_apart(mode: Mode) -> None:
    """Words reach a contrast of 4.5 to their land, and the own country's outline 3 to all that lies around it."""
    colour = variables(mode)
    assert contrast(colour["od-label"], colour["od-land"]) >= 4.5
    for kind in (None, *Type):
        outline = colour[f"od-{kind.value}" if kind else "od-accent"]
        own = tint(outline, mode)
        assert own not in (colour["od-land"], colour["od-sea"])
        assert contrast(colour["od-ink"], own) >= 4.5, kind
        assert min(contrast(outline, colour["od-land"]), contrast(outline, colour["od-sea"])) >= 3, kind


@pytest.mark.parametrize("mode", MODES)
def test_nothing_comes_from_outside(mode: Mode) -> None:
    """The file has no script, link, import or font of its own, so that an image may hold it."""
    text = locator(organisation("DE", None, "Berlin"), mode)
    assert not re.search(r"href|<script|url\(|@import|@font-face|<foreignObject|<image|\son\w+=", text)
    assert re.findall(r"\w+://[^\"' ]*", text) == ["http://www.w3.org/2000/svg"]
    assert variables(mode)["od-sea"] in text


def test_hostile_text_stays_text(hostile: str) -> None:
    """A name that would be markup stands in the title as words, and adds no element."""
    row = organisation("FI", None, "Kemi")
    plain = parse(locator(row, "light"))
    picture = parse(locator(replace(row, name=hostile, place=hostile, country_name=hostile[:20]), "light"))
    assert picture.findtext(f"{SVG}title") == f"Where {hostile} is: {hostile}"
    assert {one.tag for one in picture.iter()} == {one.tag for one in plain.iter()}
    assert {name for one in picture.iter() for name in one.attrib} == {
        name for one in plain.iter() for name in one.attrib
    }


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    """Control characters and halves of surrogate pairs would make the whole file unreadable."""
    text = locator(replace(organisation("FI", None, "Kemi"), name="A\x00\x08\x1b\ud800\uffffB"), "light")
    assert "Where AB is:" in (parse(text).findtext(f"{SVG}title") or "")
    assert text.encode()


@pytest.mark.parametrize("code", NOT_ON_THE_BASE_MAP)
def test_territories_that_the_base_map_lacks(code: str) -> None:
    """Where some land lies under the mark it is shown as the territory; its name is written in any case."""
    row = organisation(code)
    picture = parse(locator(row, "light"))
    assert elements(picture, "own")[0].text == row.country_name
    if code in {"GF", "RE", "SJ"}:
        assert is_inside(place_of_mark(picture), rings(elements(picture, "home")[0]))


def test_an_unknown_country_still_has_a_picture() -> None:
    """A code that nobody knows shows the land around the mark with the name that the record gives."""
    row = replace(organisation("FI", None, "Kemi"), country="QQ", country_name="Nowhere")
    picture = parse(locator(row, "light"))
    assert elements(picture, "own")[0].text == "Nowhere"
    assert elements(picture, "land")


def test_no_base_has_no_picture(frame: pd.DataFrame) -> None:
    """A body with no base gets neither a picture nor words for one."""
    for row in organisations_in(frame[frame["precision"].isna()]):
        assert locator(row, "light") == locator_words(row) == ""


def test_the_picture_depends_on_its_row_alone(frame: pd.DataFrame) -> None:
    """Drawn again it is the same, so that its address may carry its version; another name changes only the title."""
    row = with_base(frame)[0]
    first = locator(row, "dark")
    assert locator(replace(row), "dark") == first
    renamed = locator(replace(row, name="Another"), "dark")
    assert renamed != first
    assert renamed.partition("</title>")[2] == first.partition("</title>")[2]


def test_the_picture_in_words(frame: pd.DataFrame) -> None:
    """The words say which country, and how exactly the mark stands for the place."""
    words = {row.id: locator_words(row) for row in with_base(frame)}
    assert words["western-lapland-open-dialogue"] == (
        "Map of Finland and its neighbours. The mark stands in or near Kemi, Lapland, Finland."
    )
    assert words["developing-open-dialogue"] == (
        "Map of the United Kingdom and its neighbours. "
        "The mark stands in the middle of the region; the exact place is not known."
    )
    assert words["open-dialogue-usa"] == (
        "Map of the United States and its neighbours. "
        "The mark stands in the middle of the country; the exact place is not known."
    )

"""Marks and rings: what is described is what is drawn, as painted SVG and by the style sheet of pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import pi
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap.directory.organisation import HOW_SURE, MAIN_TYPE, Precision, Status, Type, Verification
from odmap.graphics.leaflet_options import settings
from odmap.graphics.mark_svg import file, markup, painted, placed, rules
from odmap.graphics.marks import (
    BOX,
    WIDEST_RING,
    Arc,
    Circle,
    Letter,
    Mark,
    MarkPart,
    Outline,
    Paint,
    explained,
    ring,
    ring_width,
)
from odmap.graphics.palette import MODES, Mode, variables

SVG = "{http://www.w3.org/2000/svg}"
ALL = [Mark(*looks) for looks in product(Type, Verification, (False, True), (None, *Precision))]


def parse(text: str) -> ET.Element:
    """Return the elements of a drawing."""
    return ET.fromstring(f"<g>{text}</g>")  # noqa: S314 - our own


def corners(data: str) -> tuple[tuple[tuple[float, float], ...], bool]:
    """Return the corners of a path of absolute straight lines, and whether it is closed."""
    assert re.fullmatch(r"M[-\d. ]+(L[-\d. ]+)*Z?", data)
    points = [tuple(map(float, point.split())) for point in re.split("[ML]", data.rstrip("Z"))[1:]]
    return tuple((x, y) for x, y in points), data.endswith("Z")


def circle_of(data: str) -> tuple[float, float, float]:
    """Return the middle and radius of a path of two half circles."""
    found = re.fullmatch(r"M(\S+) (\S+?)a(\S+) \3 0 1 0 0 (\S+?)a\3 \3 0 1 0 0-\4Z", data)
    assert found
    x, top, radius, across = map(float, found.groups())
    assert across == 2 * radius
    return x, top + radius, radius


def paint_of(values: dict[str, str], names: dict[str, str]) -> Paint:
    """Return the paint that some properties give, its colours by their names."""
    edge = values.get("stroke", "none")
    return Paint(
        names[values["fill"]],
        names[edge],
        float(values["stroke-width"]) if edge != "none" else 0,
        tuple(map(float, values.get("stroke-dasharray", "").split())) if edge != "none" else (),
        float(values.get("fill-opacity", 1)),
    )


def names_of(mode: Mode) -> dict[str, str]:
    """Return the name of each colour."""
    return {colour: name.removeprefix("od-") for name, colour in variables(mode).items()} | {"none": ""}


def drawn(text: str, mode: Mode) -> list[MarkPart]:
    """Read a painted drawing back into its parts."""
    names = names_of(mode)
    parts: list[MarkPart] = []
    for one in parse(text):
        at = one.attrib
        if one.tag == "text":
            assert (at["text-anchor"], at["class"]) == ("middle", "b")
            letter = Letter(str(one.text), float(at["x"]), float(at["y"]), float(at["font-size"]), names[at["fill"]])
            parts.append(letter)
        elif one.tag == "circle":
            parts.append(Circle(float(at["cx"]), float(at["cy"]), float(at["r"]), paint_of(at, names)))
        else:
            points, closed = corners(at["d"])
            parts.append(Outline(points, paint_of(at, names), closed))
    return parts


def flat(part: MarkPart, colours: Mapping[str, str]) -> list[object]:
    """Return a part as plain values, and each colour as it looks."""
    found: list[object] = [type(part).__name__]
    waiting: list[object] = [*part]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, tuple):
            waiting[:0] = value
        else:
            found.append(colours.get(f"od-{value}", value))
    return found


def assert_same(found: Sequence[MarkPart], described: Sequence[MarkPart], mode: Mode = "light") -> None:
    """Hold parts to be the same, lengths to a hundredth; two names for one colour are the same."""
    assert len(found) == len(described)
    for one, other in zip(found, described, strict=True):
        ours, theirs = flat(one, variables(mode)), flat(other, variables(mode))
        assert [value for value in ours if isinstance(value, str)] == [
            value for value in theirs if isinstance(value, str)
        ]
        lengths = [[float(value) for value in part if isinstance(value, (int, float))] for part in (ours, theirs)]
        assert lengths[0] == pytest.approx(lengths[1], abs=0.006)


@pytest.mark.parametrize("mode", MODES)
def test_a_painted_mark_is_what_is_described(mode: Mode) -> None:
    """Outline, letter, halo, stroke, colours, edges and dashes of every mark come back out of its SVG."""
    for mark in ALL:
        assert_same(drawn(painted(mark.parts(), mode), mode), mark.parts(), mode)


def declared(css: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each selector of a style sheet with its declarations."""
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        pairs = dict(part.split(":", 1) for part in body.split(";") if part)
        yield from ((selector.strip(), pairs) for selector in selectors.split(","))


def styled(classes: set[str], part: str, css: str) -> dict[str, str]:
    """Return what a style sheet says of one part of a drawing, the more exact rule before the other."""
    found: dict[str, tuple[int, str]] = {}
    for selector, pairs in declared(css):
        own, _, inner = selector.partition(" ")
        fits = inner == f".{part}" or (inner.startswith(":not(.") and inner != f":not(.{part})")
        if fits and set(own.split(".")) - {""} <= classes:
            weight = selector.count(".")
            for name, value in pairs.items():
                if weight >= found.get(name, (0, ""))[0]:
                    found[name] = (weight, value)
    return {name: value for name, (_, value) in found.items()}


def in_page(mark: Mark) -> list[MarkPart]:
    """Return the parts that a page shows of a mark, by its markup and the style sheet."""
    css = rules()
    svg = ET.fromstring(markup(mark))  # noqa: S314 - our own
    classes = set(svg.get("class", "").split())
    (tone,) = (
        pairs["--tone"] for selector, pairs in declared(css) if selector.lstrip(".") in classes and "--tone" in pairs
    )
    names = {f"var(--od-{name.removeprefix('od-')})": name.removeprefix("od-") for name in variables("light")}
    names |= {"none": "", "var(--tone)": names[tone]}
    parts: list[MarkPart] = []
    for one in svg:
        style = styled(classes, one.get("class", ""), css)
        scale = float(style.get("transform", "scale(1)")[6:-1])
        assert style.get("transform-origin", "20px 20px") == "20px 20px"

        def moved(side: float, scale: float = scale) -> float:
            return BOX / 2 + (side - BOX / 2) * scale

        if one.tag == "text":
            found = re.fullmatch(r"700 ([\d.]+)px/1 .*", style["font"])
            assert found
            assert style["text-anchor"] == "middle"
            x, y = moved(float(one.get("x", ""))), moved(float(one.get("y", "")))
            parts.append(Letter(str(one.text), x, y, float(found[1]) * scale, names[style["fill"]]))
            continue
        paint = paint_of(style, names)
        paint = paint._replace(width=paint.width * scale, dash=tuple(length * scale for length in paint.dash))
        if not paint.edge:
            assert not paint.fill
            continue
        if one.tag == "circle":
            x, y, radius = (float(one.get(name, "")) for name in ("cx", "cy", "r"))
            parts.append(Circle(moved(x), moved(y), radius * scale, paint))
        elif "a" in one.get("d", ""):
            x, y, radius = circle_of(one.get("d", ""))
            parts.append(Circle(moved(x), moved(y), radius * scale, paint))
        else:
            points, closed = corners(one.get("d", ""))
            parts.append(Outline(tuple((moved(x), moved(y)) for x, y in points), paint, closed))
    return parts


def test_a_mark_in_a_page_is_what_is_described() -> None:
    """Markup and style sheet together, as map, list and offline page have them, give the parts of every mark."""
    for mark in ALL:
        assert_same(in_page(mark), mark.parts())


@pytest.mark.parametrize("mode", MODES)
def test_the_file_of_a_mark_is_the_painted_mark(mode: Mode) -> None:
    """It is an image by itself: with the parts of the mark, a bold font, and nothing of a page's style."""
    for mark in ALL:
        root = ET.fromstring(file(mark, mode))  # noqa: S314 - our own
        assert root.get("viewBox") == "0 0 40 40"
        assert [part.tag.removeprefix(SVG) for part in root] == [
            "style",
            *(one.tag for one in parse(painted(mark.parts(), mode))),
        ]
        assert root.findtext(f"{SVG}style") == ".b{font-family:system-ui,sans-serif;font-weight:700}"
        assert "var(" not in file(mark, mode)
        assert painted(mark.parts(), mode) in file(mark, mode)


def test_a_name_gives_its_mark() -> None:
    """What an address calls a mark leads back to it, and nothing else does."""
    assert [Mark.named(mark.name) for mark in ALL] == ALL
    for name in ("service", "service.verified.off.none", "x.verified.on.none", "service.verified.on.street"):
        with pytest.raises(ValueError, match=r"no mark|unpack|is not a valid"):
            Mark.named(name)


def test_nothing_reaches_over_the_box() -> None:
    """Every part of a mark, with its edge, lies inside the box, and within the mark's own reach of its middle."""
    for mark in ALL:
        for part in mark.parts():
            if isinstance(part, Circle):
                assert part.radius + part.paint.width / 2 <= mark.reach
            elif isinstance(part, Outline):
                assert all(0 <= side <= BOX for corner in part.corners for side in corner)


@given(st.lists(st.sampled_from(Type), min_size=1, max_size=1_500))
def test_the_band_of_a_ring_goes_once_around(types: list[Type]) -> None:
    """Its pieces follow one another in the order of the types, each as long as its share; the number counts all."""
    disc, *arcs, number = ring(types)
    assert isinstance(disc, Circle)
    start = 0.0
    for arc in arcs:
        assert isinstance(arc, Arc)
        assert arc.start == start
        kind = Type(arc.paint.edge)
        assert (arc.end - arc.start) * len(types) == pytest.approx(types.count(kind))
        start = arc.end
    assert start == pytest.approx(1)
    assert [arc.paint.edge for arc in arcs if isinstance(arc, Arc)] == [kind.value for kind in Type if kind in types]
    assert isinstance(number, Letter)
    assert number.text == (str(len(types)) if len(types) < 1_000 else f"{round(len(types) / 1_000)}k")


@pytest.mark.parametrize("mode", MODES)
def test_a_painted_ring_is_what_is_described(mode: Mode) -> None:
    """Disc, band and number have their places, sizes and colours; each piece of the band is one dash of its circle."""
    types = [Type.TRAINING, *[Type.SERVICE] * 3, *[Type.NETWORK] * 4]
    disc, *arcs, number = ring(types)
    shapes = list(parse(painted(ring(types), mode)))
    plain = "".join(ET.tostring(one, "unicode") for one in (shapes[0], shapes[-1]))
    assert_same(drawn(plain, mode), [part for part in (disc, number) if not isinstance(part, Arc)], mode)
    for arc, one in zip(arcs, shapes[1:-1], strict=True):
        assert isinstance(arc, Arc)
        around = 2 * pi * float(one.get("r", ""))
        length, rest = map(float, one.get("stroke-dasharray", "").split())
        assert length / around == pytest.approx(arc.end - arc.start, abs=1e-3)
        assert length + rest == pytest.approx(around, abs=0.02)
        assert -float(one.get("stroke-dashoffset", "")) / around == pytest.approx(arc.start, abs=1e-3)
        assert one.get("transform") == "rotate(-90 20 20)"
        assert one.get("stroke") == variables(mode)[f"od-{arc.paint.edge}"]
        assert float(one.get("stroke-width", "")) == arc.paint.width
    (whole,) = (part for part in ring([Type.SERVICE]) if isinstance(part, Arc))
    assert (whole.start, whole.end) == (0, 1)
    assert "dash" not in painted(ring([Type.SERVICE]), mode)


def test_the_style_sheet_paints_rings_as_described() -> None:
    """What the map's script draws as a ring has the colours and widths of the description."""
    disc, *arcs, number = ring([Type.SERVICE, Type.TRAINING])
    found = dict(declared(rules()))
    assert isinstance(disc, Circle)
    assert isinstance(number, Letter)
    names = {f"var(--{name})": name.removeprefix("od-") for name in variables("light")} | {"none": ""}
    assert paint_of(found[".cluster .disc"], names) == disc.paint
    band = found[".cluster circle[stroke-dasharray]"]
    assert (band["stroke"], band["fill"]) == ("var(--tone)", "none")
    assert {float(band["stroke-width"])} == {arc.paint.width for arc in arcs if isinstance(arc, Arc)}
    assert names[found[".cluster text"]["fill"]] == number.colour
    assert f" {number.size:g}px/1 " in found[".cluster text"]["font"]


def test_a_drawing_is_placed_by_its_middle() -> None:
    """The box is moved and scaled as a whole, so that every picture draws the same mark."""
    found = parse(placed(Mark(Type.SERVICE).parts(), "light", 100, 50, 24)).find("g")
    assert found is not None
    assert found.get("transform") == "translate(88.0 38.0) scale(0.600)"


def test_the_script_is_told_the_same() -> None:
    """The map's script has the template of marks and the shape of every type; its rings a browser test compares."""
    told = settings()
    for mark in ALL:
        assert markup(mark) == told["template"].format(classes=mark.classes, **told["marks"][mark.type.value])


def test_a_ring_grows_with_what_it_holds() -> None:
    """Every power of ten adds as much, up to a bound."""
    assert ring_width(1) < ring_width(2) < ring_width(10) < ring_width(100) <= ring_width(10**9) == WIDEST_RING
    assert ring_width(100) - ring_width(10) == pytest.approx(ring_width(10) - ring_width(1))


def test_what_marks_mean_is_what_the_vocabularies_say() -> None:
    """The legend explains every type, every degree of sureness, an end and every precision, each once."""
    numbers = {kind: 1_000 + number for number, kind in enumerate(Type)}
    found = explained(numbers)
    assert list(found) == [MAIN_TYPE, HOW_SURE, "How exact"]
    assert [(mark.type, said) for mark, said in found[MAIN_TYPE]] == [
        (kind, f"{kind.label} (1,00{number})") for number, kind in enumerate(Type)
    ]
    sure = [(mark.verification, said) for mark, said in found[HOW_SURE] if not mark.ended]
    assert sure == [(term, term.label) for term in Verification]
    assert [said for mark, said in found[HOW_SURE] if mark.ended] == [Status.ENDED.label]
    assert {mark.precision for mark, _ in found["How exact"]} == set(Precision)
    assert explained({})[MAIN_TYPE][0][1] == "Service (0)"
    drawings = [painted(mark.parts(), "light") for group_ in found.values() for mark, _ in group_]
    assert len(set(drawings)) == len(Type) + len(Verification) - 1 + 1 + len(Precision) - 1

"""Marks painted without a style sheet: the same as the style sheet says; and what marks mean."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from odmap.directory.organisation import Precision, Status, Type, Verification
from odmap.graphics.marks import Mark, explained
from odmap.graphics.palette import MODES, Mode, variables


def rules(css: str) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Yield the rules of a style sheet: selectors, and declarations."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", plain):
        pairs = (part.split(":", 1) for part in body.split(";") if ":" in part)
        yield [one.strip() for one in selectors.split(",")], {name.strip(): value.strip() for name, value in pairs}


def styled(mark: Mark, part: str, mode: Mode) -> dict[str, str]:
    """Return what marks.css says of one part of a mark, with its colours in place of their names."""
    css = (Path(__file__).parents[2] / "src/odmap/graphics/static/marks.css").read_text("utf-8")
    classes = {"mark", *mark.classes.split()}
    found: dict[str, tuple[int, str]] = {}
    tone = ""
    for selectors, declared in rules(css):
        for selector in selectors:
            own, _, inner = selector.partition(" ")
            if set(own.split(".")) - {""} <= classes and inner in (f".{part}", ""):
                weight = own.count(".") + inner.count(".")
                tone = declared.get("--tone", tone)
                for name, value in declared.items() if inner else ():
                    if weight >= found.get(name, (0, ""))[0]:
                        found[name] = (weight, value)
    colours = variables(mode)
    return {
        name: re.sub(r"var\(--([^)]*)\)", lambda at: colours[at[1]], value.replace("var(--tone)", tone))
        for name, (_, value) in found.items()
    }


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("precision", [None, *Precision])
@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize("verification", Verification)
def test_a_painted_mark_is_as_the_style_sheet_says(
    verification: Verification, ended: bool, precision: Precision | None, mode: Mode
) -> None:
    """Fill, edge, dashes, halo, stroke and size of every mark are those of marks.css, the rules of the live map."""
    for kind in Type:
        mark = Mark(kind, verification, ended, precision)
        drawn = ET.fromstring(mark.painted(mode))  # noqa: S314 - our own
        small = drawn.find("g")
        assert small is not None
        paths, text = small.findall("path"), small.find("text")
        assert text is not None

        shape = styled(mark, "shape", mode)
        for name in ("fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity"):
            assert paths[0].get(name) == shape.get(name), name
        letter = styled(mark, "letter", mode)
        size = re.findall(r"(\d+) (\d+)px", letter["font"])[0]
        assert (text.get("fill"), text.get("font-size")) == (letter["fill"], size[1])
        assert (text.get("text-anchor"), text.get("class")) == (letter["text-anchor"], "b")

        halo, circle = styled(mark, "halo", mode), drawn.find("circle")
        assert (circle is None) == (halo["stroke"] == "none")
        if circle is not None:
            for name in ("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray"):
                assert circle.get(name) == halo.get(name), name
        through = styled(mark, "stroke", mode)
        assert (len(paths) == 2) == (through["stroke"] != "none")
        if len(paths) == 2:
            assert (paths[1].get("stroke"), paths[1].get("stroke-width")) == (
                through["stroke"],
                through["stroke-width"],
            )

        scale = re.findall(r"scale\(([\d.]+)\)", shape.get("transform", "")) or ["1"]
        moved = re.findall(r"translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+)\)", small.get("transform", ""))
        x, y, factor = map(float, moved[0]) if moved else (0, 0, 1)
        assert factor == float(scale[0])
        origin = [float(side) for side in re.findall(r"([\d.]+)px", shape.get("transform-origin", "20px 20px"))]
        assert (x, y) == pytest.approx([side * (1 - factor) for side in origin])
        assert all(styled(mark, part, mode).get("transform") == shape.get("transform") for part in ("letter", "stroke"))


def test_a_painted_mark_has_the_shape_and_the_letter_of_the_mark() -> None:
    """Outline, letter, halo and stroke are those of the markup that the style sheet is for."""
    for kind in Type:
        mark = Mark(kind, ended=True, precision=Precision.REGION)
        painted, plain = ET.fromstring(mark.painted("light")), ET.fromstring(mark.svg())  # noqa: S314 - our own
        for tag, attributes in (("path", ("d",)), ("text", ("x", "y")), ("circle", ("cx", "cy", "r"))):
            ours, theirs = list(painted.iter(tag)), list(plain.iter(tag))
            assert [[one.get(name) for name in attributes] for one in ours] == [
                [one.get(name) for name in attributes] for one in theirs
            ]
            assert [one.text for one in ours] == [one.text for one in theirs]


def test_what_marks_mean_is_what_the_vocabularies_say() -> None:
    """The legend explains every type, every degree of sureness, an end and every precision, each once."""
    numbers = {kind: 1_000 + number for number, kind in enumerate(Type)}
    found = explained(numbers)
    assert list(found) == ["Type", "How sure", "How exact"]
    assert [(mark.type, said) for mark, said in found["Type"]] == [
        (kind, f"{kind.label} (1,00{number})") for number, kind in enumerate(Type)
    ]
    sure = [(mark.verification, said) for mark, said in found["How sure"] if not mark.ended]
    assert sure == [(term, term.label) for term in Verification]
    assert [said for mark, said in found["How sure"] if mark.ended] == [Status.ENDED.label]
    assert {mark.precision for mark, _ in found["How exact"]} == set(Precision)
    assert explained({})["Type"][0][1] == "Service (0)"
    drawings = [mark.painted("light") for group_ in found.values() for mark, _ in group_]
    assert len(set(drawings)) == len(Type) + len(Verification) - 1 + 1 + len(Precision) - 1

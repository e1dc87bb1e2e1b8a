"""The map as a still picture, SVG and PNG: legend, title, letters of every script, and what it says of itself."""

import io
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
import vl_convert
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from odmap import Directory
from odmap.analysis.gaps.choropleth import HATCH, MEASURES, Shading, shading
from odmap.analysis.gaps.summary import Rule, coverage, distance_to_nearest
from odmap.analysis.story.script import Position
from odmap.directory.organisation import HOW_SURE, MAIN_TYPE, Precision, Status, Type, Verification
from odmap.geography.base_map import countries
from odmap.graphics import fonts, svg_text
from odmap.graphics.palette import MODES, Mode, variables
from odmap.graphics.svg import escaped, outline
from odmap.maps.still import caption
from odmap.maps.still.clusters import MARK
from odmap.maps.still.legend import LINE, WIDTH, has_room, height, legend
from odmap.maps.still.panel import Rect, world_panel
from odmap.maps.still.picture import CROWDED, NAME_SIZE, Picture, draw, png
from odmap.version import NAME, __version__
from odmap.views.provenance import Edition
from odmap.views.selection import Selection, apply
from tests.counted import COUNTRIES, TOTAL, number_of
from tests.maps.still.test_panel import meet, row
from tests.organisations import table_of

SVG = "{http://www.w3.org/2000/svg}"
SCRIPTS = ("訪問看護", "국립정신", "مفتوح", "דיאלוג", "संवाद", "😀🎉", "Ελλάδα", "Москва", "Nguyễn")


def dressed(directory: Directory, selection: Selection, **others: Any) -> Picture:
    """Draw a selection with title and source."""
    view = apply(directory.frame, selection)
    return draw(view, dressed=Edition.of(view, directory, selection), **others)


def shaded(frame: pd.DataFrame, measure: str = "listed") -> Shading:
    """Colour the world by a measure."""
    return shading(coverage(frame), distance_to_nearest(frame, tuple(Type), Rule.VERIFIED), measure)


def parse(picture: Picture) -> ET.Element:
    """Return the elements of a picture."""
    return ET.fromstring(picture.svg)  # noqa: S314 - our own file


class Line(NamedTuple):
    """A line of text in a picture, and how far it reaches."""

    words: str
    rect: Rect
    kind: str


def lines(picture: Picture) -> list[Line]:
    """Return the texts of a picture, but for the letters in marks."""
    found = []
    for text in parse(picture).findall(f"{SVG}text"):
        kind, parts = text.get("class", ""), list(text) or [text]
        size = float(text.get("font-size", NAME_SIZE))
        lefts = [float(part.get("x", text.get("x", ""))) for part in parts]
        wide = [fonts.width(fonts.runs(str(part.text), kind == "b"), size) for part in parts]
        left = min(lefts) if text.get("text-anchor") != "middle" and kind != "name" else lefts[0] - wide[0] / 2
        right = max(x + w for x, w in zip(lefts, wide, strict=True)) if left == min(lefts) else left + wide[0]
        y = float(text.get("y", ""))
        found.append(Line("".join(text.itertext()), Rect(left, y - size * 0.8, right - left, size), kind))
    for text, x, y, scale in in_marks(parse(picture)):
        if str(text.text)[0].isdigit():
            size = scale * float(text.get("font-size", ""))
            across = fonts.width(fonts.runs(str(text.text), bold=True), size)
            start, base = x + scale * float(text.get("x", "")) - across / 2, y + scale * float(text.get("y", ""))
            found.append(Line(str(text.text), Rect(start, base - size * 0.8, across, size), "ring"))
    return found


def in_marks(root: ET.Element) -> Iterator[tuple[ET.Element, float, float, float]]:
    """Yield the letter of each mark and the number of each ring, where its drawing begins, and how large that is."""
    for drawing in root.iter(f"{SVG}g"):
        found = re.fullmatch(r"translate\((\S+) (\S+)\) scale\((\S+)\)", drawing.get("transform", ""))
        for text in drawing.findall(f"{SVG}text") if found else []:
            x, y, scale = map(float, found.groups() if found else ())
            yield text, x, y, scale


def words(picture: Picture) -> str:
    """Return all that is written in a picture."""
    return " ".join(" ".join(line.words for line in lines(picture)).split())


# -------------------------------------------------------------------------------------------------------- legend


def said_in_legend(view: pd.DataFrame, types: Sequence[Type] = (), wide: float = 1500, tall: float = 400) -> list[str]:
    """Return the lines of a legend."""
    svg = legend(view, Rect(0, 0, wide, tall), "light", types=types)
    return [str(text.text) for text in ET.fromstring(f"<g>{svg}</g>").findall("text")]  # noqa: S314 - our own


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection.of(country=["LV"]),
        Selection.of(country=["FI"]),
        Selection.of(verification=["related"]),
        Selection.of(status=["ended"], type=["programme"]),
        Selection.of(country=["none"]),
    ],
)
def test_a_legend_names_what_occurs_and_nothing_else(directory: Directory, selection: Selection) -> None:
    """Types with their numbers, how sure, how exact and rings: each if it is in the view, else not."""
    view = apply(directory.frame, selection)
    wanted = [MAIN_TYPE, *(f"{kind.label} ({n})" for kind in Type if (n := int((view["type"] == kind).sum())))]
    wanted += [HOW_SURE, *(term.label for term in Verification if (view["verification"] == term).any())]
    wanted += ["Ended"] if (view["status"] == Status.ENDED).any() else []
    exact = {
        Precision.LOCALITY: "In or near this town",
        Precision.REGION: "Somewhere in this region",
        Precision.COUNTRY: "Somewhere in this country",
    }
    located = [label for term, label in exact.items() if (view["precision"] == term).any()]
    wanted += ["How exact", *located] if located else []
    assert said_in_legend(view) == wanted
    assert said_in_legend(view, [Type.SERVICE]) == [*wanted, "Several together"]


def test_the_marks_of_a_legend_are_of_a_type_that_occurs(directory: Directory) -> None:
    """Where only research is shown, how sure and how exact are explained with a mark of research."""
    view = apply(directory.frame, Selection.of(type=["research"]))
    svg = legend(view, Rect(0, 0, 900, 400), "light", types=[Type.RESEARCH])
    letters = re.findall(r'text-anchor="middle" class="b" fill="[^"]*">(.)<', svg)
    assert set(letters) == {"R", "2"}
    assert variables("light")["od-service"] not in svg


@pytest.mark.parametrize("size", [(992, 426), (992, 634), (950, 600), (700, 420), (1600, 860), (752, 452)])
@pytest.mark.parametrize("code", ["", "DK", "JP", "GB", "IT"])
def test_no_part_of_a_legend_is_lost(directory: Directory, size: tuple[int, int], code: str) -> None:
    """At every size that handout, slides and pictures use, all that occurs is explained, inside the picture."""
    view = apply(directory.frame, Selection.of(country=[code] if code else []))
    picture = draw(view, size=size)
    written = words(picture)
    for part in said_in_legend(view):
        assert part in written
    assert all(0 <= line.rect.y <= size[1] - line.rect.height for line in lines(picture))


def test_a_legend_that_has_no_room_beside_stands_below(directory: Directory) -> None:
    """In a flat picture a part of the world has its legend below, whole; in a higher one beside."""
    view = apply(directory.frame, Selection.of(country=["GB"]))
    for size, beside in (((900, 300), False), ((900, 426), True), ((900, 700), True)):
        head = next(line for line in lines(draw(view, size=size)) if line.words == "How exact")
        assert (head.rect.x > 900 - WIDTH - 40 and head.rect.y > 100) is beside
        assert words(draw(view, size=size)).count("Several together") == 1


def test_the_height_of_a_legend_is_what_it_fills(directory: Directory) -> None:
    """What is kept free below a map is enough for the legend and not much more."""
    for code, wide in (("LV", 900.0), ("DK", 900.0), ("IT", 520.0), ("IT", 200.0)):
        view = apply(directory.frame, Selection.of(country=[code]))
        high = height(None, wide, view)
        svg = legend(view, Rect(0, 0, wide, high), "light", types=tuple(Type) if len(view) > 1 else ())
        texts = ET.fromstring(f"<g>{svg}</g>").findall("text")  # noqa: S314 - our own
        lowest = max(float(text.get("y", "")) for text in texts)
        assert "Several together" in svg or code == "LV"
        assert high - 1.5 * LINE < lowest < high
        assert has_room(view, Rect(0, 0, wide, high))
        assert not has_room(view, Rect(0, 0, wide, high * 0.7))


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("size", [(1600, 860), (752, 452), (1245, 452)])
def test_a_legend_of_colours_names_those_that_occur(frame: pd.DataFrame, measure: str, size: tuple[int, int]) -> None:
    """Each colour of a country is explained, and what is hatched; no sentence reaches into another or is cut off."""
    found = shaded(frame, measure)
    picture = draw(frame, shading=found, size=size)
    written = words(picture)
    for _, meaning in found.in_use:
        assert meaning in written
    for _, meaning in set(found.legend) - set(found.in_use):
        assert f" {meaning} " not in f" {written} "
    assert not any(meet(one.rect, other.rect) for one, other in combinations(lines(picture), 2))
    assert all(line.rect.x + line.rect.width <= size[0] for line in lines(picture))


def test_a_narrow_legend_breaks_its_lines(frame: pd.DataFrame) -> None:
    """A long sentence in a narrow column stands on several lines and keeps others below it."""
    found = shaded(frame, "rate")
    picture = draw(frame, shading=found, position=Position(latitude=60, longitude=20, zoom=4))
    assert picture.is_part
    assert found.in_use[-1][1] in words(picture)
    assert len(lines(picture)) > len(found.in_use) + 1
    assert all(line.rect.x + line.rect.width <= picture.width for line in lines(picture))
    assert not any(meet(one.rect, other.rect) for one, other in combinations(lines(picture), 2))


# --------------------------------------------------------------------------------------------------------- title


@pytest.mark.parametrize(
    "text",
    [
        "x" * 200,
        "対話" * 100,
        "Konferenz " * 20,
        "שלום " * 40,
        "W" * 200,
        " ".join("“訪問” (دد) 12" for _ in range(13)),
    ],
    ids=["no spaces", "Japanese", "words", "Hebrew", "wide", "mixed"],
)
@pytest.mark.parametrize("size", [(1600, 900), (700, 560)])
def test_nothing_reaches_over_the_picture(directory: Directory, text: str, size: tuple[int, int]) -> None:
    """With all countries and 200 characters of search in the title, every line ends inside, and none meets another."""
    codes = list(dict.fromkeys(directory.frame["country"].dropna()))
    picture = dressed(directory, Selection.of(text, country=codes), size=size)
    found = lines(picture)
    assert "Words" in words(picture) or "…" in words(picture)
    for line in found:
        assert line.rect.x >= 0
        assert line.rect.x + line.rect.width <= size[0], line.words
        assert 0 <= line.rect.y <= size[1] - line.rect.height
    assert not any(meet(one.rect, other.rect) for one, other in combinations(found, 2))


@given(st.text(max_size=300), st.floats(40, 900), st.integers(1, 4))
@example("x" * 300, 100.0, 2)
@example("a " + "\N{GRINNING FACE}" * 90, 60.0, 3)
def test_any_text_is_broken_into_lines_that_fit(text: str, room: float, most: int) -> None:
    """No line is too wide and there are not too many; nothing is lost unless an ellipsis says so."""
    found = caption.wrapped(text, 17, room, most)
    assert len(found) <= most
    assert all(fonts.width(fonts.runs(line), 17) <= room or len(line) == 1 for line in found)
    plain = "".join(letter for letter in text if letter.isprintable() and not letter.isspace())
    kept = "".join("".join(found).split())
    assert kept == plain or (kept.endswith("…") and plain.startswith(kept[:-1]))


def test_the_title_says_what_is_shown_and_what_is_not(directory: Directory) -> None:
    """Number, countries, what is without a place, filters, day, licence and what the picture does not claim."""
    whole, without = words(dressed(directory, Selection())), number_of(country="")
    assert (
        f"Open Dialogue around the world {TOTAL} organisations in {COUNTRIES} countries; {without} without a fixed base"
        in whole
    )
    assert "are not on the map." in whole
    assert f"Source: {NAME} {__version__}, data as of {directory.read_on}. CC BY 4.0. Not listed does" in whole
    assert "Base map: Natural Earth." in whole
    one = words(dressed(directory, Selection.of(country=["LV"])))
    assert f"1 of {TOTAL} organisations in 1 country. Country: Latvia" in one
    assert "fixed base" not in one
    assert f"{without} of {TOTAL} organisations; {without} without a fixed base are not on the map." in words(
        dressed(directory, Selection.of(country=["none"]))
    )
    assert "around the world" not in words(draw(directory.frame))


# ------------------------------------------------------------------------------------------------- fonts of a line


def test_a_line_names_the_font_of_each_script() -> None:
    """Each part of another script stands where the one before it ends, and names the font that has its letters."""
    line = "Words: “訪問 दद 😀” x"
    parts = ET.fromstring(f"<text>{svg_text.spans(line, 18, 17)}</text>").findall("tspan")  # noqa: S314 - our own
    assert "".join(str(part.text) for part in parts) == line
    named = {str(part.text): part.get("font-family", "").partition(",")[0] for part in parts}
    assert named["訪問"] == "Noto Sans JP"
    assert named["दद"] == "Noto Sans Devanagari"
    assert named["😀"] == "Noto Emoji"
    assert named["Words: “"] == "Noto Sans"
    place = 18.0
    for part in parts:
        assert float(part.get("x", "")) == pytest.approx(place, abs=0.06)
        place += fonts.width(fonts.runs(str(part.text)), 17)
    assert svg_text.spans("Łódź & <b>", 18, 17) == "Łódź &amp; &lt;b&gt;"


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("abc שלום עולם def", ["abc", "עולם", "שלום", "def"]),
        ("abc (שלום) def", ["abc (", "שלום", ") def"]),
        ("שלום (12) abc", ["(", "12", ")", "שלום", "abc"]),
        ("حوار 訪問 x", ["حوار", "訪問", "x"]),
    ],
)
def test_words_from_right_to_left_stand_in_their_order(line: str, drawn: list[str]) -> None:
    """Hebrew and Arabic words stand from right to left, each with its letters as they are read; brackets are turned."""
    svg = ET.fromstring(f"<text>{svg_text.spans(line, 0, 17)}</text>")  # noqa: S314 - our own
    parts = [str(part.text).strip() for part in svg.findall("tspan")]
    assert [part for part in parts if part] == drawn


@given(st.text())
@example("שלום (a) 12 <b> & ]]>")
def test_no_letter_of_a_line_is_lost(text: str) -> None:
    """Whatever a line holds, its SVG is well-formed and holds the same letters, apart from brackets, which turn."""
    drawn = "".join(ET.fromstring(f"<text>{svg_text.spans(text, 0, 17)}</text>").itertext())  # noqa: S314 - ours
    kept = "".join(part for part, _ in fonts.by_face(text))
    brackets = str.maketrans("([{<«≥", ")]}>»≤")
    assert sorted(drawn.translate(brackets)) == sorted(kept.translate(brackets))


def letters_drawn(text: str, width: int = 400) -> bytes:
    """Return the pixels of a line as the picture draws it."""
    svg = (
        f'<svg xmlns="{SVG[1:-1]}" width="{width}" height="60">'
        f"<style>text{{font-family:{svg_text.FAMILY}}}</style>"
        f'<text x="5" y="40" font-size="30">{svg_text.spans(text, 5, 30)}</text></svg>'
    )
    svg_text.ready(svg)
    with Image.open(io.BytesIO(vl_convert.svg_to_png(svg))) as image:
        return image.getchannel("A").tobytes()


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_letter_is_a_box(text: str) -> None:
    """In every script each letter is drawn, and no two look the same, as boxes would; nor like a question mark."""
    drawn = [letters_drawn(letter, 80) for letter in dict.fromkeys(text) if letter != "\u093e"]
    assert all(any(pixels) for pixels in drawn)
    assert len({*drawn, letters_drawn("?", 80)}) == len(drawn) + 1


def test_a_letter_that_no_font_has_is_a_question_mark() -> None:
    """What cannot be drawn is a question mark, not a box and not a gap."""
    assert letters_drawn("a\U00012000b") == letters_drawn("a?b")


def test_no_font_of_the_system_is_used(tmp_path: Path) -> None:
    """Where the system has no font at all, every script is drawn just the same."""
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", "utf-8")
    line = " ".join(SCRIPTS)
    script = (
        "import sys; from tests.maps.still.test_picture import letters_drawn\n"
        f"sys.stdout.buffer.write(letters_drawn({line!r}, 1100))"
    )
    alone = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env={"FONTCONFIG_FILE": str(config), "HOME": str(tmp_path), "PATH": ""},
    ).stdout
    assert any(alone)
    assert alone == letters_drawn(line, 1100)


# ------------------------------------------------------------------------------------------------------ the picture


VIEWS = {
    "all": Selection(),
    "Finland": Selection.of(country=["FI"]),
    "one": Selection.of(country=["LV"]),
    "far apart": Selection.of(country=["BR", "JP"]),
    "no base": Selection.of(country=["none"]),
    "nothing": Selection.of("zzz"),
}


@pytest.fixture(scope="module")
def pictures(directory: Directory) -> dict[str, Picture]:
    """Return some views, drawn once."""
    return {name: dressed(directory, selection, size=(1600, 900)) for name, selection in VIEWS.items()}


@pytest.mark.parametrize("name", VIEWS)
def test_a_picture_is_sound(pictures: dict[str, Picture], name: str) -> None:
    """It is XML of the size that was asked for, and says for those who cannot see it what it shows."""
    picture = pictures[name]
    root = parse(picture)
    assert (root.tag, root.get("width"), root.get("height")) == (f"{SVG}svg", "1600", "900")
    assert root.get("viewBox") == "0 0 1600 900"
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{SVG}title") == picture.words
    assert len(picture.svg) < 400_000


@pytest.mark.parametrize("name", VIEWS)
def test_a_picture_loads_and_runs_nothing(pictures: dict[str, Picture], name: str) -> None:
    """No script, handler, link, image or address but that of its namespace; clip paths and patterns are its own."""
    picture = pictures[name]
    ids = [one.get("id") for one in parse(picture).iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in parse(picture).iter():
        assert one.tag.removeprefix(SVG) in {
            *("svg", "title", "style", "defs", "pattern", "clipPath", "g", "path", "rect", "circle", "text", "tspan")
        }
        assert not [name for name in one.attrib if name.startswith("on") or "href" in name]
        assert all(found.removeprefix("#") in ids for found in re.findall(r"url\(([^)]*)\)", str(one.attrib)))
    assert re.findall(r"[a-z]+://[^\s\"'<]*", picture.svg) == ["http://www.w3.org/2000/svg"]
    assert "@import" not in picture.svg


@pytest.mark.parametrize("name", VIEWS)
def test_every_mark_and_ring_is_accounted_for(directory: Directory, pictures: dict[str, Picture], name: str) -> None:
    """Marks and the numbers in rings add up to the organisations that have a place; Europe as one counts twice."""
    root = parse(pictures[name])
    marks = [one for one in root.findall(f"{SVG}g") if f"scale({MARK / 40:.3f})" in one.get("transform", "")]
    rings = [
        int(str(text.text))
        for one in root.findall(f"{SVG}g")
        for text in one.findall(f"{SVG}text")
        if re.fullmatch(r"\d+", str(text.text))
    ]
    view = apply(directory.frame, VIEWS[name])
    located = int(view["precision"].notna().sum())
    europe = max(rings, default=0) if name == "all" else 0
    assert len(marks) + sum(rings) == located + europe
    if europe:
        assert europe > 90


def test_the_words_count_what_is_shown(directory: Directory, pictures: dict[str, Picture]) -> None:
    """The sentence names the countries with most, says how many more there are, and what has no place."""
    japan, america, brazil = (number_of(country=code) for code in ("JP", "US", "BR"))
    assert pictures["all"].words.startswith(f"Map of {TOTAL} organisations: Japan {japan}, United States {america}, ")
    numbers = directory.frame["country_name"][directory.frame["country"].notna()].value_counts()
    without = number_of(country="")
    left = f"and {len(numbers) - 8} more countries. {without} without a fixed base are not on it."
    assert left in pictures["all"].words
    assert pictures["one"].words == "Map of 1 organisation: Latvia 1."
    assert pictures["far apart"].words == f"Map of {japan + brazil} organisations: Japan {japan} and Brazil {brazil}."
    assert pictures["no base"].words == f"Map of {without} organisations. {without} without a fixed base are not on it."
    assert pictures["nothing"].words.startswith("Map without a mark: nothing listed matches.")


def test_europe_is_enlarged_where_it_is_crowded(directory: Directory, pictures: dict[str, Picture]) -> None:
    """Beside the world Europe stands enlarged if much is there; not for few, not for Europe alone."""
    assert pictures["all"].svg.count("<clipPath") == 2
    assert "Europe: see beside" in words(pictures["all"])
    for name in ("Finland", "one", "far apart", "no base", "nothing"):
        assert pictures[name].svg.count("<clipPath") == 1
        assert "Europe" not in words(pictures[name])
    located = directory.frame[directory.frame["precision"].notna()]
    italy, brazil = (located[located["country"] == code] for code in ("IT", "BR"))
    denmark = located[located["country"] == "DK"]
    for few, more in ((CROWDED - 1, False), (CROWDED, True)):
        view = pd.concat([italy, denmark]).head(few)
        picture = draw(pd.concat([view, brazil]))
        assert ("Europe: see beside" in words(picture)) is more
    assert "Europe" not in words(draw(pd.concat([italy, denmark])))


def test_a_narrow_world_shows_europe_as_one_ring(directory: Directory) -> None:
    """Where there is no room for a second map, one ring stands for Europe, named, and nothing stands upon it."""
    for size in ((700, 420), (700, 700), (900, 500)):
        picture = draw(directory.frame, size=size)
        assert picture.svg.count("<clipPath") == 1
        assert [line.words for line in lines(picture)].count("Europe") == 1


@pytest.mark.parametrize("size", [(700, 420), (700, 700), (950, 600), (992, 426), (992, 634), (1600, 900)])
@pytest.mark.parametrize("many", [False, True], ids=["all", "2,000"])
def test_no_words_stand_upon_others(directory: Directory, size: tuple[int, int], many: bool) -> None:
    """At any size, and with ten times as many, no name, number or legend covers another."""
    frame = directory.frame
    if many:
        chance = np.random.default_rng(1)
        frame = frame[frame["precision"].notna()].sample(2_000, replace=True, random_state=1).reset_index(drop=True)
        frame = frame.assign(id=[f"b{n:04}" for n in range(2_000)])
        for name, spread in (("longitude", 1.5), ("latitude", 1.0)):
            frame[name] = np.clip(frame[name].astype(float) + chance.normal(0, spread, 2_000), -179, 179)
    found = lines(draw(frame, size=size))
    named = [line for line in found if line.kind == "name"]
    assert len(named) > 8
    for one in named:
        for other in found:
            assert one is other or not meet(one.rect, other.rect), (one.words, other.words)


def test_an_empty_view_says_so(pictures: dict[str, Picture]) -> None:
    """The world, no mark and no legend, and a sentence that does not say that there is nothing."""
    assert caption.NOTHING_FOUND in words(pictures["nothing"])
    assert f"0 of {TOTAL} organisations." in words(pictures["nothing"])
    assert MAIN_TYPE not in words(pictures["nothing"])
    assert not pictures["nothing"].is_part


def test_a_single_organisation_is_a_part_of_the_world(pictures: dict[str, Picture]) -> None:
    """Around Latvia one sees its neighbours, with Latvia named once."""
    assert pictures["one"].is_part
    assert [line.words for line in lines(pictures["one"]) if line.kind == "name"] == ["Latvia"]
    assert not pictures["far apart"].is_part


def test_bodies_without_a_base_show_the_world(pictures: dict[str, Picture]) -> None:
    """Without any place to show, the map is the world without marks, and the legend says of what types they are."""
    assert not pictures["no base"].is_part
    written = words(pictures["no base"])
    assert f"Network ({number_of(country='', type='network')})" in written
    assert "How exact" not in written


def test_places_across_the_180th_meridian_are_one_part() -> None:
    """Two places in Fiji, one on either side, lie as near to each other as they are, with New Zealand below them."""
    view = table_of([row(1, 178, -18, "FJ"), row(2, -178, -17, "FJ"), row(3, 174.8, -36.8, "NZ")])
    picture = draw(view)
    assert picture.is_part
    places = re.findall(rf"translate\(([\d.]+) ([\d.]+)\) scale\({MARK / 40:.3f}\)", picture.svg)
    west, east, south = (tuple(map(float, place)) for place in places)
    assert 40 < east[0] - west[0] < 200
    assert south[1] > west[1] + 200


def test_a_map_without_legend_fills_the_picture(directory: Directory) -> None:
    """For a slide that explains the marks itself, the map takes all the room, and nothing is explained."""
    for code in ("FI", ""):
        view = apply(directory.frame, Selection.of(country=[code] if code else []))
        picture = draw(view, size=(900, 420), legend=False)
        assert HOW_SURE not in words(picture)
        (frame,) = parse(picture).findall(f"{SVG}defs/{SVG}clipPath/{SVG}rect")
        assert float(frame.get("width", "")) == 898
        assert float(frame.get("height", "")) == 418
    assert words(draw(directory.frame.iloc[:0], size=(900, 420), legend=False)) == ""


def test_a_held_map_shows_that_place(directory: Directory) -> None:
    """Held at Tornio, the map has Lapland in its middle and leaves out what is in Japan."""
    picture = draw(directory.frame, position=Position(latitude=65.8, longitude=24.1, zoom=6))
    assert picture.is_part
    named = [line.words for line in lines(picture) if line.kind == "name"]
    assert any(name.startswith("Finland") for name in named)
    assert not any(name.startswith("Japan") for name in named)


def scales(picture: Picture) -> list[tuple[str, Rect]]:
    """Return the words of each scale of a picture, and its plate."""
    root = parse(picture)
    plates = [
        Rect(*(float(one.get(name, "")) for name in ("x", "y", "width", "height")))
        for one in root.iter(f"{SVG}rect")
        if one.get("class") == "plate"
    ]
    words = [str(text.text) for text in root.findall(f"{SVG}text") if text.get("class") == "km"]
    return list(zip(words, plates, strict=True))


def test_a_part_of_the_world_has_a_scale(pictures: dict[str, Picture]) -> None:
    """One stands in each part of the world, on free ground; the whole world, whose scale differs, has none."""
    assert [len(scales(pictures[name])) for name in VIEWS] == [1, 1, 1, 0, 0, 0]
    for picture in pictures.values():
        for words, plate in scales(picture):
            assert re.fullmatch(r"[125](,?0)+ km", words)
            assert not any(meet(plate, line.rect) for line in lines(picture) if line.words != words)
            assert plate.x >= 16
            assert plate.end[1] <= picture.height - 16


def test_a_scale_leaves_its_corner_to_a_mark() -> None:
    """Where a mark stands in the lower left corner, the scale goes to the right."""
    held = Position(latitude=62, longitude=25, zoom=6)
    for rows, is_left in (([row(1, 25, 62)], True), ([row(1, 25, 62), row(2, 14, 58.5)], False)):
        ((_, plate),) = scales(draw(table_of(rows), position=held, legend=False))
        assert (plate.x < 100) is is_left


@pytest.mark.parametrize("measure", MEASURES)
def test_shaded_countries_have_their_colour(frame: pd.DataFrame, measure: str) -> None:
    """Each country is filled with the colour of its class; what is not listed is hatched; there is no mark."""
    found = shaded(frame, measure)
    picture = draw(frame, shading=found)
    fills: Counter[str] = Counter(path.get("fill", "") for path in parse(picture).iter(f"{SVG}path"))
    land = world_panel(Rect(16, 16, 1568, 700)).land()
    shown = {number for number, rings in land.items() if any(outline(ring, 9) for ring in rings)}
    wanted: Counter[str] = Counter()
    for number in shown:
        step = found.of.get(countries()[number].code)
        kind = found.classes[step[0]] if step else HATCH
        wanted[f"url(#{HATCH})" if kind == HATCH else variables("light")[f"od-{kind}"]] += 1
    assert {fill: number for fill, number in fills.items() if fill in wanted} == pytest.approx(wanted, abs=3)
    assert f"scale({MARK / 40:.3f})" not in picture.svg
    assert f'<pattern id="{HATCH}"' in picture.svg
    listed = int(frame[frame["country"].notna() & (frame["verification"] == "verified")]["country"].nunique())
    number = int(re.findall(r"World map: (\d+) countries", picture.words)[0])
    assert listed - 5 <= number <= listed


def test_the_same_view_is_the_same_picture(directory: Directory) -> None:
    """To the last byte, also with its rows in another order: a file's entity tag depends on that."""
    first = dressed(directory, Selection())
    assert dressed(directory, Selection()) == first
    mixed = directory.frame.sample(frac=1, random_state=3)
    assert draw(mixed).svg == draw(directory.frame).svg
    assert png(draw(mixed)) == png(draw(directory.frame))


def test_light_and_dark_differ_in_colour_only(directory: Directory) -> None:
    """Each mode has its own palette; places and words are the same."""
    plain = []
    for mode in MODES:
        svg = dressed(directory, Selection(), mode=mode).svg
        colours = {colour for name, colour in variables(mode).items()}
        assert set(re.findall(r"#[0-9a-f]{6}", svg)) <= colours
        plain.append(re.sub(r"#[0-9a-f]{6}", "", svg))
    assert plain[0] == plain[1]
    assert dressed(directory, Selection(), mode="dark").svg != dressed(directory, Selection()).svg


def test_hostile_text_is_only_text(directory: Directory, hostile: str) -> None:
    """Markup, template signs and control characters in a search are drawn as letters or left out."""
    picture = dressed(directory, Selection.of(f"\x00{hostile}\x1b\ufffe\U0010ffff"))
    kinds = {one.tag.removeprefix(SVG) for one in parse(picture).iter()}
    assert "script" not in kinds
    assert "image" not in kinds
    wanted = re.sub(r"[\s\u202a-\u202e]", "", hostile)
    assert Counter(re.sub(r"\s", "", words(picture))) >= Counter(wanted)
    assert png(picture).startswith(b"\x89PNG")


def test_hostile_names_of_countries_are_only_text(hostile: str) -> None:
    """Even if a country's name held markup, picture and words would show it as letters."""
    picture = draw(table_of([row(1, 25, 62, country_name=f"{hostile}\x00")]))
    root = parse(picture)
    assert hostile in str(root.get("aria-label"))
    assert "script" not in {one.tag.removeprefix(SVG) for one in root.iter()}


@given(st.text())
def test_any_text_becomes_xml(text: str) -> None:
    """What is written into the file is what XML can hold, and reads back as it was."""
    root = ET.fromstring(f'<a b="{escaped(text)}"/>')  # noqa: S314 - made just now
    kept = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    assert root.get("b") == re.sub(r"[\t\n\r]", " ", kept.replace("\r\n", "\n"))


# ------------------------------------------------------------------------------------------------------------- PNG


@pytest.mark.parametrize(
    ("scale", "dots", "wide", "high"), [(1, 72, 900, 500), (2, 72, 1800, 1000), (0.5, 300, 1875, 1042)]
)
def test_a_png_is_as_large_as_asked_for(directory: Directory, scale: float, dots: float, wide: int, high: int) -> None:
    """Pixels grow with scale and with dots per inch, and the file tells a printer how many to the inch."""
    view = apply(directory.frame, Selection.of(country=["LV"]))
    with Image.open(io.BytesIO(png(draw(view, size=(900, 500)), scale, dots))) as image:
        assert np.abs(np.subtract(image.size, (wide, high))).max() <= 1
        assert image.info["dpi"] == pytest.approx((dots, dots), abs=0.1)


@pytest.mark.parametrize("mode", MODES)
def test_a_png_shows_what_the_svg_says(directory: Directory, mode: Mode) -> None:
    """Paper around, sea and land in the panel, and the mark in its colour where the SVG has it."""
    picture = draw(apply(directory.frame, Selection.of(country=["LV"])), mode, (900, 500))
    colours = {name: tuple(bytes.fromhex(code[1:])) for name, code in variables(mode).items()}
    with Image.open(io.BytesIO(png(picture))) as opened:
        image = opened.convert("RGB")
    assert image.getpixel((3, 3)) == colours["od-paper"]
    found = {colour: number for number, colour in image.getcolors(1 << 20) or []}
    for name in ("od-sea", "od-land", "od-ink", "od-research"):
        assert found.get(colours[name], 0) > (5_000 if name in ("od-sea", "od-land") else 3), name

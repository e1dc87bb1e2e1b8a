"""The charts: what is drawn is what was counted, in a picture that any program can open and that loads nothing."""

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert
from PIL import Image

from odmap import Directory, load
from odmap.analysis.ecosystem import IDS, NUMBER, Finding, finding, findings
from odmap.directory.organisation import DOING, Type
from odmap.exports.charts import specification
from odmap.exports.data.csv_file import PROVENANCE
from odmap.graphics.charts import MOST_BARS, chart, drawn_table
from odmap.graphics.palette import MODES, Mode, theme, type_colours
from odmap.settings import COUNTRIES
from odmap.views import formats
from odmap.views.provenance import Edition
from odmap.views.selection import Selection, apply
from odmap.wording import iso_date
from tests.counted import TOTAL

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

SVG = "{http://www.w3.org/2000/svg}"
NO_TEXT_OF_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def picture(
    extension: str, name: str, directory: Directory, selection: Selection | None = None, mode: Mode = "light"
) -> bytes:
    """Return one finding of a selection as a file."""
    found, edition = counted(name, directory, selection)
    return formats.CHARTS[extension].write(found, edition, mode)


def counted(name: str, directory: Directory, selection: Selection | None = None) -> tuple[Finding, Edition]:
    """Return one finding of a selection, and what its file says about itself."""
    selection = selection or Selection()
    view = apply(directory.frame, selection)
    return finding(name, view), Edition.of(view, directory, selection)


def texts(svg: bytes) -> str:
    """Return all that stands written in a picture, one line after the other."""
    written = (part for element in ET.fromstring(svg).iter(f"{SVG}text") for part in element.itertext())  # noqa: S314 - made by us
    return " ".join(" ".join(written).split())


def strings(value: Any) -> Iterator[str]:
    """Return every text in a nested value, names included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def table(found: Finding) -> list[tuple[Any, ...]]:
    """Return the rows of a finding as plain values, in no order."""
    rows = found.table.itertuples(index=False, name=None)
    return sorted((*(str(label) for label in labels), int(number)) for *labels, number in rows)


def said_of(element: ET.Element, columns: list[str]) -> tuple[Any, ...]:
    """Return what one mark of a picture stands for: its labels, and its number."""
    said = dict(part.split(": ", 1) for part in str(element.get("aria-label")).split("; "))
    return (*(said[column] for column in columns[:-1]), int(said[NUMBER].replace(",", "")))


def shapes(svg: bytes, columns: list[str]) -> list[tuple[Any, ...]]:
    """Return what the bars or cells of a picture stand for, as the renderer wrote it for screen readers."""
    elements = ET.fromstring(svg).iter()  # noqa: S314 - made by us
    found = [said_of(one, columns) for one in elements if one.get("aria-roledescription") in ("bar", "rect mark")]
    return sorted(found)


@pytest.fixture(scope="module")
def svgs(directory: Directory) -> dict[str, bytes]:
    """Return every chart of the real directory as SVG, in light, by its id: they take a while to draw."""
    return {name: picture("svg", name, directory) for name in IDS}


# ------------------------------------------------------------------------------------------ what is to be drawn


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", IDS)
def test_every_chart_is_valid(directory: Directory, name: str, mode: Mode) -> None:
    """Altair's schema accepts every chart, of the page and of the file; Vega-Lite's own compiler takes it as well."""
    found, edition = counted(name, directory)
    for described in (chart(found, mode), specification(found, edition, mode)):
        alt.Chart.from_dict(described, validate=True)
        assert described["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
        json.dumps(described, allow_nan=False)
        compiled = vl_convert.vegalite_to_vega(described)
        assert compiled["marks"]
        assert described["config"]["background"] == theme(mode)["backgroundColor"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("selection", [Selection.of("zzz"), Selection.of(country=["none"])], ids=["empty", "no base"])
def test_charts_of_little_are_valid(directory: Directory, selection: Selection, mode: Mode) -> None:
    """Of nothing, or of bodies with no base alone, every chart is still one; an empty one says so."""
    for found in findings(apply(directory.frame, selection)):
        described = chart(found, mode)
        alt.Chart.from_dict(described, validate=True)
        assert vl_convert.vegalite_to_vega(described)["marks"]
        assert ("Nothing listed to draw" in json.dumps(described)) == found.table.empty


@pytest.mark.parametrize("name", IDS)
def test_a_chart_says_what_it_shows(directory: Directory, name: str) -> None:
    """The description, which screen readers read, holds the title and all of the words; on the page it has no size."""
    found, _ = counted(name, directory)
    described = chart(found, "light")
    assert described["description"] == f"{found.title}. {found.words}"
    assert described["width"] == "container"


@pytest.mark.parametrize("name", IDS)
def test_what_is_drawn_is_what_was_counted(directory: Directory, svgs: dict[str, bytes], name: str) -> None:
    """In the picture there is one bar or cell for each row of the table, with its name and its number."""
    found, _ = counted(name, directory)
    assert shapes(svgs[name], list(found.table.columns)) == table(found)


@pytest.mark.parametrize("name", IDS)
def test_every_number_stands_beside_its_bar(directory: Directory, svgs: dict[str, bytes], name: str) -> None:
    """Nothing has to be measured: the number of each bar or cell is written, but where bars are too small for it."""
    found, _ = counted(name, directory)
    written = {}
    for element in ET.fromstring(svgs[name]).iter(f"{SVG}text"):  # noqa: S314 - made by us
        if element.get("aria-roledescription") == "text mark":
            written[said_of(element, list(found.table.columns))] = str(element.text)
    assert all(str(row[-1]) == text for row, text in written.items())
    left = {row for row in table(found) if row[-1]} - set(written)
    assert not left or name == "status"
    assert sum(row[-1] for row in left) < len(directory.frame) / 20


@pytest.mark.parametrize("mode", MODES)
def test_types_have_their_colours(directory: Directory, mode: Mode) -> None:
    """Each type's bar is filled with the colour that its marks have on the map."""
    fills = {}
    for element in ET.fromstring(picture("svg", "types", directory, mode=mode)).iter(f"{SVG}path"):  # noqa: S314
        if element.get("aria-roledescription") == "bar":
            fills[str(element.get("aria-label")).partition("Main type: ")[2]] = element.get("fill")
    assert fills == {kind.label: colour for kind, colour in type_colours(mode).items()}


# ----------------------------------------------------------------------------------- more than one can read


@pytest.fixture
def around(make_file: MakeFile, record: Record) -> Callable[[int], Directory]:
    """Make a directory with organisations in as many countries as asked for: in some one, in some two types."""

    def make(number: int) -> Directory:
        with COUNTRIES.open(encoding="utf-8", newline="") as stream:
            codes = [row["code"] for row in csv.DictReader(stream)][:number]
        cells = [{"country": code, "type": kind} for code in codes for kind in ("service", "training")]
        cells += [{"country": code, "type": "service"} for code in codes[::3]]
        return load(make_file(*(record(n, **one) for n, one in enumerate(cells))))

    return make


@pytest.mark.parametrize("name", ["countries", "matrix"])
def test_of_sixty_countries_the_rest_is_added_up(around: Callable[[int], Directory], name: str) -> None:
    """The forty fullest countries are drawn one by one, the other twenty as one more that adds them up."""
    found, _ = counted(name, around(60))
    drawn = drawn_table(found)
    label = found.table.columns[0]
    names = list(dict.fromkeys(drawn[label]))
    assert names[:-1] == list(dict.fromkeys(found.table[label]))[:MOST_BARS]
    assert names[-1] == "20 others together"
    rest = found.table[~found.table[label].isin(names)]
    others = drawn[drawn[label] == names[-1]]
    assert others[NUMBER].sum() == rest[NUMBER].sum() == 40
    assert drawn[NUMBER].sum() == found.table[NUMBER].sum() == 140
    if name == "matrix":
        assert dict(zip(others[DOING], others[NUMBER], strict=True)) == {"Service": 20, "Training": 20}


@pytest.mark.parametrize("name", ["countries", "matrix"])
def test_of_sixty_countries_the_picture_has_one_more_bar(around: Callable[[int], Directory], name: str) -> None:
    """The picture holds what is to be drawn, down to the last bar; the file of numbers has all sixty."""
    directory = around(60)
    found, _ = counted(name, directory)
    drawn = drawn_table(found).itertuples(index=False, name=None)
    svg = picture("svg", name, directory)
    assert shapes(svg, list(found.table.columns)) == sorted(drawn)
    assert "20 others together" in texts(svg)
    rows = list(csv.reader(io.StringIO(picture("csv", name, directory).decode("utf-8-sig"), newline="")))
    assert len(rows) == len(found.table) + 1
    assert len({row[0] for row in rows[1:]}) == 60


@pytest.mark.parametrize("number", [1, MOST_BARS, MOST_BARS + 1])
def test_one_country_too_many_is_drawn_itself(around: Callable[[int], Directory], number: int) -> None:
    """One bar for a single other country would save nothing: up to 41 countries, all are drawn."""
    for name in ("countries", "matrix"):
        found, _ = counted(name, around(number))
        assert drawn_table(found).equals(found.table)


def test_the_rest_does_not_pale_the_others(around: Callable[[int], Directory]) -> None:
    """In the matrix the fullest cell of a single country is as dark as can be, however many the others are together."""
    svg = picture("svg", "matrix", around(60)).decode()
    shades = {
        (place, kind): float(shade)
        for kind, place, shade in re.findall(r'aria-label="What they do: (\w+); Country: ([^;]+); Shade: ([\d.]+)', svg)
    }
    assert max(shade for (place, _), shade in shades.items() if "others" not in place) == 1
    assert max(shades.values()) == 1


# ---------------------------------------------------------------------------------------------------- the files


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", IDS)
def test_a_png_is_a_picture(directory: Directory, name: str, mode: Mode) -> None:
    """Pillow opens it: large enough to print, on the page's own ground, and with more on it than ground."""
    content = picture("png", name, directory, mode=mode)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        assert image.format == "PNG"
        assert image.width >= 1200
        assert image.height >= 300
        colours = image.convert("RGB").getcolors(image.width * image.height)
        corners = [image.convert("RGB").getpixel((x, y)) for x in (0, image.width - 1) for y in (0, image.height - 1)]
    ground = tuple(int(theme(mode)["backgroundColor"][n : n + 2], 16) for n in (1, 3, 5))
    assert corners == [ground] * 4
    assert colours is not None
    assert len(colours) > 20
    assert max(colours)[1] == ground or name == "matrix"
    drawn = sum(number for number, colour in colours if colour != ground)
    assert 0.01 < drawn / sum(number for number, _ in colours) < 0.9


def test_light_and_dark_differ() -> None:
    """The two grounds are not the same, or the test of pictures would prove nothing."""
    light, dark = (sum(bytes.fromhex(theme(mode)["backgroundColor"][1:])) for mode in MODES)
    assert light > 600 > 150 > dark


@pytest.mark.parametrize("name", IDS)
def test_an_svg_holds_its_words_as_text(directory: Directory, svgs: dict[str, bytes], name: str) -> None:
    """Title, words, names and source stand in the picture as text that can be searched and read aloud."""
    found, edition = counted(name, directory)
    written = texts(svgs[name])
    assert found.title in written
    assert found.words in written
    for part in (
        "Source: Open Dialogue map",
        f"data as of {iso_date(edition.data_as_of)}",
        f"{TOTAL} of {TOTAL} organisations",
        edition.licence,
    ):
        assert part in written
    assert "Not listed does not mean none." in written
    for label in dict.fromkeys(row[0] for row in table(found)):
        assert label in written, label


@pytest.mark.parametrize("name", IDS)
def test_an_svg_loads_and_runs_nothing(svgs: dict[str, bytes], name: str) -> None:
    """It has no script, no handler, no link, no image and no address but the two of its namespaces."""
    root = ET.fromstring(svgs[name])  # noqa: S314 - made by us
    elements = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert elements <= {"svg", "g", "path", "rect", "line", "text", "tspan", "defs", "clipPath"}
    for element in root.iter():
        for attribute, value in element.attrib.items():
            assert not attribute.lower().startswith("on")
            assert "href" not in attribute
            assert "//" not in value
            assert all(found.startswith("#") for found in re.findall(r"url\(([^)]*)", value))
    addresses = re.findall(rb"[a-z]+://[^\s\"'<]*", svgs[name])
    assert set(addresses) <= {b"http://www.w3.org/2000/svg", b"http://www.w3.org/1999/xlink"}


@pytest.mark.parametrize("extension", formats.CHARTS)
def test_the_same_chart_is_the_same_file(directory: Directory, extension: str) -> None:
    """Whatever was drawn before, a chart is the same to the last byte: its entity tag depends on that."""
    first = picture(extension, "types", directory)
    picture("svg", "scope", directory)
    assert picture(extension, "types", directory) == first


def test_clip_paths_are_found(svgs: dict[str, bytes]) -> None:
    """Each clip path that a part of the picture refers to is there, once."""
    for name, svg in svgs.items():
        ids = re.findall(rb'<clipPath id="([^"]*)"', svg)
        assert len(ids) == len(set(ids))
        assert set(re.findall(rb"url\(#([^)]*)\)", svg)) == set(ids), name
    assert b"clipPath" in svgs["types"]


def test_charts_can_be_drawn_at_once(directory: Directory, svgs: dict[str, bytes]) -> None:
    """Several visitors who ask at the same time get what each asked for."""
    names = ["types", "scope", "regions", "status"] * 2
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda name: picture("svg", name, directory), names))
    assert drawn == [svgs[name] for name in names]


@pytest.mark.parametrize("name", IDS)
def test_a_csv_holds_the_table(directory: Directory, name: str) -> None:
    """Python's csv module and pandas read back every row, with the same words about origin on each."""
    found, edition = counted(name, directory)
    content = picture("csv", name, directory)
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    columns = list(found.table.columns)
    assert header == [*columns, *PROVENANCE]
    assert sorted((*row[: len(columns) - 1], int(row[len(columns) - 1])) for row in rows) == table(found)
    licence = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
    assert {tuple(row[len(columns) :]) for row in rows} == {
        (edition.data_as_of, licence, edition.caveat, "none (the whole directory)")
    }
    frame = pd.read_csv(io.BytesIO(content), dtype=dict.fromkeys(columns[:-1], "str"), keep_default_na=False)
    assert frame[NUMBER].dtype.kind == "i"
    assert [tuple(row) for row in frame[columns].to_numpy()] == [
        tuple(row) for row in found.table.astype(dict.fromkeys(columns[:-1], "str")).to_numpy()
    ]


def test_files_of_nothing(directory: Directory) -> None:
    """A view with nothing in it has a picture that says so, and a CSV file of a header alone."""
    nothing = Selection.of("zzz")
    written = texts(picture("svg", "countries", directory, nothing))
    assert "Nothing listed matches these filters" in written
    assert "Nothing listed to draw. This tells you what is listed, not what exists." in written
    assert f"0 of {TOTAL} organisations; filters: Words: “zzz”" in written
    assert picture("png", "countries", directory, nothing).startswith(b"\x89PNG")
    text = picture("csv", "countries", directory, nothing).decode("utf-8-sig")
    assert text.strip() == "Country,Organisations,data_as_of,licence,caveat,filters"


# ---------------------------------------------------------------------------------------------- hostile filters


def check_search(directory: Directory, text: str) -> None:
    """Assert that a search stands in every file as text, and that nothing else came with it."""
    selection = Selection.of(text)
    found, edition = counted("types", directory, selection)
    described = specification(found, edition, "light")
    # Before drawing: what XML cannot hold would end this process rather than raise an error.
    assert not any(NO_TEXT_OF_XML.search(part) for part in strings(described))
    svg = formats.CHARTS["svg"].write(found, edition, "light")
    wanted = " ".join(NO_TEXT_OF_XML.sub("", selection.text).split())
    assert _without_spaces(wanted) in _without_spaces(texts(svg))
    elements = {element.tag for element in ET.fromstring(svg).iter()}  # noqa: S314 - made by us
    assert elements <= {
        f"{SVG}{name}" for name in ("svg", "g", "path", "rect", "line", "text", "tspan", "defs", "clipPath")
    }
    assert formats.CHARTS["png"].write(found, edition, "dark").startswith(b"\x89PNG")
    _, *rows = csv.reader(io.StringIO(formats.CHARTS["csv"].write(found, edition, "light").decode("utf-8-sig")))
    assert len(rows) == len(Type)
    printable = "".join(c for c in selection.text if unicodedata.category(c) != "Cc")
    assert {row[-1] for row in rows} == {f"Words: “{printable}”"}


def _without_spaces(text: str) -> str:
    """Long texts are broken into lines, also within a word, so white space says nothing."""
    return re.sub(r"\s+", "", text)


def test_hostile_searches_are_only_text(directory: Directory, hostile: str) -> None:
    """Markup, template signs, quotes and right-to-left marks in a search are drawn and written, and do nothing."""
    check_search(directory, hostile)


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "b".join("\x01\x08\x0b\x0c\x1b\x1f\x7f\x85\x9f\ufffe\uffff\u2028\ufeff\U0010ffff"),
        "&amp; &#0; ]]> <!-- -->",
        '<clipPath id="clip7"/><g clip-path="url(#clip7)">',
        "\N{HEBREW LETTER ALEF}\u202e \N{FAMILY}\u200d",
        "対話" * 100,
        "e" + "\u0301" * 198,
    ],
    ids=["null", "control", "entities", "names of clip paths", "joiners", "no spaces", "accents"],
)
def test_strange_searches_do_not_break_a_chart(directory: Directory, text: str) -> None:
    """A control character in a search would end the whole server in the renderer; it is left out of the picture."""
    check_search(directory, f"a{text}")


def test_every_filter_at_once(directory: Directory) -> None:
    """All countries and a long search stand below the title in full, and the picture grows down, not sideways."""
    codes = list(dict.fromkeys(directory.frame["country"].dropna()))
    selection = Selection.of("x" * 200, country=[*codes, "none"], type=[kind.value for kind in Type])
    written = texts(picture("svg", "types", directory, selection))
    for name in directory.frame["country_name"].unique():
        assert name in written
    plain, long = (
        ET.fromstring(picture("svg", "types", directory, one))  # noqa: S314 - made by us
        for one in (Selection.of("zzz"), selection)
    )
    assert float(long.get("width", 0)) <= float(plain.get("width", 0)) * 1.6
    assert float(long.get("height", 0)) > float(plain.get("height", 0)) + 50

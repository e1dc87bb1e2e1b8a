"""The slides, read back by python-pptx and as plain XML: real titles, charts, tables and notes, and nothing amiss."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pptx
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from pptx.presentation import Presentation
from pptx.util import Inches
from reportlab.lib.utils import simpleSplit

from odmap import Directory
from odmap.analysis.story.script import Shows
from odmap.directory.organisation import Type
from odmap.exports.file_spec import FileSpec
from odmap.exports.job import Job
from odmap.exports.slides import deck as slides
from odmap.exports.slides.countries import EMPTY_CELL, MOST_ROWS
from odmap.exports.slides.fit import clean, fitted, height, width
from odmap.exports.slides.sources import ADVICE
from odmap.exports.slides.stops import DIFFERENT, NOTHING
from odmap.exports.slides.text import Paragraph, write
from odmap.geography import countries
from odmap.graphics.palette import type_colours
from odmap.maps.still import picture as map_picture
from odmap.maps.still.picture import Picture
from odmap.version import NAME
from odmap.views.selection import Selection, apply
from tests.counted import COUNTRIES, DATA_AS_OF, DATA_AS_OF_IN_WORDS, TOTAL, number_doing, number_of

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
ROOT = "https://example.org/odmap/"
NAMES = (
    "W" * 200,
    ("オープンダイアローグ・ネットワーク" * 12)[:200],
    ("오픈 다이얼로그 네트워크 " * 20)[:200],
    ("الحوار المفتوح " * 20)[:200],
    "🕊️👩‍👩‍👧" * 25,
    "a\x00b\x0bc\x1bd\ufffe\uffffe\u202eevil\u202c _x0041_ <b>&amp;</b> ]]>",
)
"""What organisations may be called, and what they had better not be."""

Write = Callable[[Job], bytes]


def read(content: bytes) -> Presentation:
    """Open slides as another program would."""
    return pptx.Presentation(io.BytesIO(content))


def shapes(deck: Presentation) -> Iterator[tuple[int, Any]]:
    """Yield every shape with the number of its slide."""
    for number, slide in enumerate(deck.slides, start=1):
        yield from ((number, shape) for shape in slide.shapes)


def slide_of(deck: Presentation, title: str) -> Any:
    """Return the slide with a title."""
    found = [slide for slide in deck.slides if title_of(slide) == title]
    assert len(found) == 1, title
    return found[0]


def title_of(slide: Any) -> str:
    """Return the title of a slide."""
    return str(slide.shapes.title.text_frame.text)


def chart_of(slide: Any) -> Any:
    """Return the only chart of a slide."""
    (found,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    return found


def table_of(slide: Any) -> list[list[str]]:
    """Return the only table of a slide, as rows of texts."""
    (found,) = (shape.table for shape in slide.shapes if shape.has_table)
    return [[cell.text_frame.text for cell in row.cells] for row in found.rows]


def words_of(slide: Any) -> str:
    """Return all that can be read on a slide."""
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [cell for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join([*texts, *(cell.text_frame.text for cell in tables)])


def notes_of(slide: Any) -> str:
    """Return what the speaker can say."""
    return str(slide.notes_slide.notes_text_frame.text)


def description(shape: Any) -> str:
    """Return the alternative text of a shape."""
    return str(shape.element.xpath(".//p:cNvPr")[0].get("descr") or "")


def renamed(directory: Directory, name: str) -> Directory:
    """Return the directory with every organisation called so."""
    return Directory(directory.frame.assign(name=name), ())


@pytest.fixture(scope="module")
def job(directory: Directory) -> Job:
    """Return the whole directory, told from Mexico on, with a public address."""
    return Job(directory, Selection(), begin="MX", root=ROOT)


@pytest.fixture(scope="module")
def content(job: Job) -> bytes:
    """Return its slides as bytes, with their maps."""
    return slides.write(job)


@pytest.fixture(scope="module")
def deck(content: bytes) -> Presentation:
    """Return its slides."""
    return read(content)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Write:
    """Return a writer whose maps are small and the same: drawing them is another test's."""
    stream = io.BytesIO()
    segno.make("map").save(stream, kind="png")
    small = Picture("<svg/>", 10, 10, "A map in words")
    monkeypatch.setattr(map_picture, "draw", lambda *_, **__: small)
    monkeypatch.setattr(map_picture, "png", lambda *_: stream.getvalue())
    return partial(slides.write)


def test_there_is_a_slide_for_each_stop(job: Job, deck: Presentation) -> None:
    """Title, every stop, who is listed, the countries, and the sources: each with its title in its placeholder."""
    titles = [title_of(slide) for slide in deck.slides]
    assert titles == [
        "Open Dialogue around the world",
        *(stop.title for stop in job.stops),
        "Who is listed",
        *(f"By country ({number} of 4)" for number in (1, 2, 3, 4)),
        "The pages behind the story",
        "Where this comes from",
    ]
    for slide in deck.slides:
        title: Any = slide.shapes.title
        assert title.is_placeholder
        assert next(iter(slide.shapes)) == title, "a title is read first"
        sizes = {run.font.size for paragraph in title.text_frame.paragraphs for run in paragraph.runs}
        assert all(size is None or size.pt >= 32 for size in sizes)


def test_notes_name_the_filters_of_their_own_slide(directory: Directory, quick: Write) -> None:
    """A slide that counts the world names no filter as its own, one that counts a country names that country."""
    deck = read(quick(Job(directory, Selection.of(country=["LV"]), begin="NO")))
    said = {title_of(slide): re.findall(r"^Filters: .*$", notes_of(slide), re.M) for slide in deck.slides}
    whole = "Filters: none on this slide. It shows the whole directory."
    named = {title: line for title, (line,) in said.items() if line != whole}
    assert named == {
        "Open Dialogue in Latvia": "Filters: Country: Latvia.",
        "Who is listed": "Filters: Country: Latvia.",
        f"Norway: {len(apply(directory.frame, Selection.of(country=['NO'])))} organisations listed": (
            "Filters: Country: Norway."
        ),
        "1 organisation, in 1 country": "Filters: Country: Latvia.",
        "By country": "Filters: Country: Latvia.",
    }
    for title in ("Six kinds of organisation", "What we know, and how sure we are", "Where nothing is listed"):
        assert said[title] == [whole]
    assert f"{TOTAL} organisations in all" in notes_of(slide_of(deck, "Where this comes from"))


@pytest.mark.parametrize("code", ["NO", "NL"])
def test_the_deck_of_a_country_names_everyone_in_it(directory: Directory, quick: Write, code: str) -> None:
    """Each organisation stands on a slide, in letters of 18 points, with its site in the notes, after the country."""
    view = apply(directory.frame, Selection.of(country=[code]))
    deck = read(quick(Job(directory, Selection.of(country=[code])).of_country()))
    named = [slide for slide in deck.slides if title_of(slide).startswith("Who is listed")]
    rows = [row for slide in named for row in table_of(slide)[1:]]
    assert sorted(row[0] for row in rows if not row[0].endswith("…")) == sorted(
        name for name in map(clean, view["name"]) if any(name == row[0] for row in rows)
    )
    assert len(rows) == len(view)
    assert all(all(row) for row in rows)
    said = "\n".join(map(notes_of, named))
    assert all(clean(name) in said for name in view["name"])
    assert all(site in said for site in view["website"].dropna())
    for slide in named:
        (table,) = (shape for shape in slide.shapes if shape.has_table)
        assert {run.get("sz") for run in table.element.iter(f"{A}rPr")} == {"1800"}
        assert table.top + table.height <= Inches(6.8)
    titles = [title_of(slide) for slide in deck.slides]
    place = {"NO": "Norway", "NL": "the Netherlands"}[code]
    assert titles[0] == f"Open Dialogue in {place}"
    assert titles[1].casefold() == f"{place}: {len(view)} organisations listed".casefold()
    assert titles[2] == title_of(named[0])


def test_a_country_is_one_deck_however_it_is_asked_for(directory: Directory) -> None:
    """Chosen as a filter, or as what to begin with, or both: one content, and one name."""
    specs = [
        FileSpec("presenter", "pptx", Selection.of(country=["LV"])),
        FileSpec("presenter", "pptx", begin="LV"),
        FileSpec("presenter", "pptx", Selection.of(country=["LV"]), begin="LV"),
    ]
    files = [spec.make(directory) for spec in specs]
    assert {file.name for file in files} == {"open-dialogue-latvia.pptx"}
    assert len({file.content for file in files}) == 1
    more = FileSpec("presenter", "pptx", Selection.of(country=["LV"], type=["network"]))
    assert more.name(directory) == "open-dialogue-latvia-type-network.pptx"
    assert FileSpec("presenter", "pptx").name(directory) == "open-dialogue-world.pptx"


def test_notes_of_a_country_where_nothing_is_listed(directory: Directory, quick: Write) -> None:
    """The view is empty and says so; what is nearest is looked for in the whole directory, and its slide says that."""
    deck = read(quick(Job(directory, Selection.of(country=["KE"]), begin="KE")))
    assert "Filters: Country: Kenya." in notes_of(deck.slides[0])
    assert f"0 of {TOTAL} organisations" in notes_of(deck.slides[0])
    begins = notes_of(slide_of(deck, "Kenya: nothing is listed"))
    assert "We do not know what exists there." in begins
    assert "It shows the whole directory." in begins


def test_titles_are_large(deck: Presentation) -> None:
    """What a title has by itself, from the layouts, can be read from the back row; no other text is below 18 points."""
    style: Any = deck.slide_master.element.find(f".//{P}titleStyle/{A}lvl1pPr/{A}defRPr")
    assert int(style.get("sz")) >= 3200
    body = deck.slide_master.element.findall(f".//{P}bodyStyle/*/{A}defRPr")
    assert min(int(one.get("sz")) for one in body) >= 1800
    for _, shape in shapes(deck):
        sizes = [int(run.get("sz")) for run in shape.element.iter(f"{A}rPr", f"{A}defRPr") if run.get("sz")]
        assert min(sizes, default=1800) >= 1800
    feet = [shape for shape in deck.slide_master.placeholders if "FOOTER" in str(shape.placeholder_format.type)]
    assert [shape.element.find(f".//{A}defRPr").get("sz") for shape in feet] == ["1200"]


@pytest.mark.parametrize("root", [ROOT, ""])
def test_where_all_the_names_are(directory: Directory, quick: Write, root: str) -> None:
    """Of more organisations than slides can name, one says how many, and where the whole list is, with its filters."""
    europe = Selection.of(region=["europe"])
    slide = slide_of(read(quick(Job(directory, europe, root=root))), "Who is listed")
    number = len(apply(directory.frame, europe))
    assert number > 80
    for said in (words_of(slide), notes_of(slide)):
        assert f"{number} organisations are in this view" in said
        assert ("example.org/odmap/directory?region=europe" if root else "the page “Directory” of the map") in said
    links = [run.hyperlink.address for shape in slide.shapes for p in shape.text_frame.paragraphs for run in p.runs]
    assert [link for link in links if link] == ([f"{root}directory?region=europe"] if root else [])


def test_a_stop_says_what_the_story_says(job: Job, deck: Presentation) -> None:
    """Words, figure and what it means stand on the slide; notes hold them, the rows, the source and the filters."""
    for stop in job.stops:
        slide = slide_of(deck, stop.title)
        words, notes = words_of(slide), notes_of(slide)
        assert stop.words in words
        assert stop.figure in words
        assert stop.figure_means in words
        for part in (stop.words, stop.figure, stop.figure_means, stop.source.words, stop.source.address):
            assert part in notes
        assert all(row.value in notes and row.label in notes for row in stop.rows)
        assert "Filters: none (the whole directory)." in notes


def test_decades_are_a_native_chart(job: Job, deck: Presentation) -> None:
    """Each decade has a column chart that can be edited, with the decades so far, on the same scale as the others."""
    stops = [stop for stop in job.stops if stop.shows is Shows.DECADES]
    assert len(stops) == 4
    highest = set()
    for stop in stops:
        chart = chart_of(slide_of(deck, stop.title))
        plot = chart.plots[0]
        assert list(plot.categories) == [row.label for row in stop.rows]
        assert list(plot.series[0].values) == [row.number for row in stop.rows]
        assert chart.part.chart_workbook.xlsx_part is not None
        assert "COLUMN" in str(chart.chart_type)
        highest.add(chart.value_axis.maximum_scale)
        assert chart.value_axis.minimum_scale == 0
    assert len(highest) == 1


def test_types_are_a_native_chart_in_their_colours(deck: Presentation) -> None:
    """A bar for each type, in its colour of the palette, with its number as a label."""
    chart = chart_of(slide_of(deck, "Six kinds of organisation"))
    plot = chart.plots[0]
    drawn = dict(zip(plot.categories, plot.series[0].values, strict=True))
    assert drawn == {kind.label: number_of(type=kind) for kind in Type}
    colours = [f"#{plot.series[0].points[place].format.fill.fore_color.rgb}".lower() for place in range(6)]
    assert colours == [type_colours("light")[kind] for kind in Type]
    assert plot.data_labels.show_value


def test_sureness_is_a_native_chart(job: Job, deck: Presentation) -> None:
    """Both vocabularies stand in one chart, as two series that do not share a bar."""
    (stop,) = (stop for stop in job.stops if stop.shows is Shows.SURENESS)
    plot = chart_of(slide_of(deck, stop.title)).plots[0]
    first, second = (list(series.values) for series in plot.series)
    assert [a if b is None else b for a, b in zip(first, second, strict=True)] == [row.number for row in stop.rows]
    assert sum(first[:3]) == sum(second[3:]) == TOTAL
    assert first[3:] == second[:3] == [None] * 3


def test_two_counts_stand_side_by_side(job: Job, deck: Presentation) -> None:
    """Teams and organisations are two very big numbers, and the slide says that they count different things."""
    (stop,) = (stop for stop in job.stops if stop.shows is Shows.COMPARE)
    slide = slide_of(deck, stop.title)
    boxes = [shape for shape in slide.shapes if shape.name in [row.label for row in stop.rows]]
    assert [box.text_frame.paragraphs[0].text for box in boxes] == ["142", str(TOTAL)]
    assert all(box.text_frame.paragraphs[0].runs[0].font.size.pt >= 96 for box in boxes)
    assert [box.text_frame.paragraphs[2].text for box in boxes] == ["in 24 countries", f"in {COUNTRIES} countries"]
    assert boxes[0].top == boxes[1].top
    assert DIFFERENT in words_of(slide)
    assert not [shape for shape in slide.shapes if shape.has_chart]


def test_principles_are_a_table(job: Job, deck: Presentation) -> None:
    """Seven rows with the first sentence of each; the notes hold the rest."""
    (stop,) = (stop for stop in job.stops if stop.shows is Shows.PRINCIPLES)
    head, *rows = table_of(slide_of(deck, stop.title))
    assert head == ["Principle", "In a sentence"]
    assert [row[0] for row in rows] == [row.label for row in stop.rows]
    assert all(row.value.startswith(cells[1]) for row, cells in zip(stop.rows, rows, strict=True))
    assert all(cells[1].endswith(".") for cells in rows)


def test_gaps_are_a_table_beside_the_shaded_map(job: Job, deck: Presentation) -> None:
    """The table holds what the stop names, as far as it has room; the notes hold all, the picture says its colours."""
    (stop,) = (stop for stop in job.stops if stop.shows is Shows.GAPS)
    slide = slide_of(deck, stop.title)
    shown = table_of(slide)[1:]
    assert len(shown) >= 5
    assert shown == [[row.label, row.value] for row in stop.rows][: len(shown)]
    assert all(f"{row.label}: {row.value}" in notes_of(slide) for row in stop.rows)
    (picture,) = (shape for shape in slide.shapes if shape.shape_type == 13)
    assert "not none" in description(picture)


def test_points_are_a_list(job: Job, deck: Presentation) -> None:
    """Each point is a paragraph with a bullet that a screen reader tells, in large letters."""
    (stop,) = (stop for stop in job.stops if stop.shows is Shows.POINTS)
    (box,) = (shape for shape in slide_of(deck, stop.title).shapes if shape.name == "What to do")
    assert [paragraph.text for paragraph in box.text_frame.paragraphs] == [row.value for row in stop.rows]
    assert len(box.element.findall(f".//{A}buChar")) == len(stop.rows)
    assert all(paragraph.runs[0].font.size.pt >= 20 for paragraph in box.text_frame.paragraphs)


def test_countries_are_tables(deck: Presentation, directory: Directory) -> None:
    """Over all its slides the last column counts each organisation once, the others all that it does."""
    rows = []
    for number in (1, 2, 3, 4):
        slide = slide_of(deck, f"By country ({number} of 4)")
        head, *found = table_of(slide)
        assert head == ["Country", *(kind.label for kind in Type), "All"]
        assert len(found) <= MOST_ROWS
        assert EMPTY_CELL in words_of(slide)
        rows += found
    counted = directory.frame["country_name"].value_counts()
    assert {row[0]: int(row[-1]) for row in rows} == counted.to_dict()
    for place, kind in enumerate(Type, start=1):
        assert sum(int(row[place] or 0) for row in rows) == number_doing(kind)
    assert rows[-1][0] == "No fixed base"
    assert "0" not in [cell for row in rows for cell in row]


def test_the_last_slides_say_where_it_comes_from(job: Job, deck: Presentation) -> None:
    """The pages behind the figures; then licence, caveat, advice, and the address as text, link and code."""
    behind, slide = list(deck.slides)[-2:]
    words = words_of(slide)
    for part in (job.edition.caveat, ADVICE, job.edition.licence_address, "Natural Earth", "example.org/odmap/"):
        assert part in words
    links, cited = (
        {relation.target_ref for relation in one.part.rels.values() if relation.is_external} for one in (slide, behind)
    )
    assert links == {job.edition.licence_address, ROOT}
    assert cited == {stop.source.address for stop in job.stops if stop.source.address}
    (code,) = (shape for shape in slide.shapes if shape.name == "QR code")
    assert description(code) == f"QR code of the address {ROOT}"


def test_without_a_public_address_there_is_no_code(directory: Directory, quick: Write) -> None:
    """Where nobody could come to, no address is shown."""
    slide = list(read(quick(Job(directory, Selection()))).slides)[-1]
    assert not [shape for shape in slide.shapes if shape.name in ("QR code", "Address")]


def test_a_very_long_address_leads_to_the_whole_map(directory: Directory, quick: Write) -> None:
    """A code that no camera could read from a screen is none; the notes hold the address in full."""
    codes = list(directory.frame["country"].dropna().unique())
    chosen = Job(directory, Selection.of("字" * 200, country=codes), root=ROOT)
    slide = list(read(quick(chosen)).slides)[-1]
    assert "See the whole map:" in words_of(slide)
    assert chosen.address in notes_of(slide)


def test_every_slide_has_a_foot_and_a_number(deck: Presentation) -> None:
    """The line at the foot and the number are real placeholders; the number is a field that stays right."""
    for number, slide in enumerate(deck.slides, start=1):
        kinds = {str(shape.placeholder_format.type): shape for shape in slide.placeholders}
        (foot,) = (shape for kind, shape in kinds.items() if kind.startswith("FOOTER"))
        (place,) = (shape for kind, shape in kinds.items() if kind.startswith("SLIDE_NUMBER"))
        assert foot.text_frame.text == (
            f"{NAME} · data as of {DATA_AS_OF_IN_WORDS} · CC BY 4.0 · Not listed does not mean none"
        )
        (field,) = place.element.iter(f"{A}fld")
        assert field.get("type") == "slidenum"
        assert field.findtext(f"{A}t") == str(number)


def test_everything_to_be_seen_is_words_too(deck: Presentation) -> None:
    """Pictures, charts and tables have a name and an alternative text; a chart's holds its numbers."""
    seen = [shape for _, shape in shapes(deck) if shape.shape_type == 13 or shape.has_chart or shape.has_table]
    assert len(seen) >= 20
    for shape in seen:
        assert shape.name
        assert len(description(shape)) > 20
        if shape.has_chart:
            numbers = [n for series in shape.chart.plots[0].series for n in series.values if n is not None]
            assert all(f"{int(number):,}" in description(shape) for number in numbers)


def test_maps_keep_their_proportions(deck: Presentation) -> None:
    """No picture is stretched, each is sharp enough for a projector, and one that is shown again is stored once."""
    pictures: list[Any] = [shape for _, shape in shapes(deck) if shape.name == "Map"]
    for shape in pictures:
        wide, high = shape.image.size
        assert shape.width / shape.height == pytest.approx(wide / high, rel=0.01)
        assert wide / (shape.width / Inches(1)) >= 144
    assert len({shape.image.sha1 for shape in pictures}) < len(pictures)


def test_nothing_leaves_the_slide_or_covers_another(deck: Presentation) -> None:
    """Every shape is inside its slide, and no two of them overlap."""
    for slide in deck.slides:
        boxes = [(s.name, s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]
        for _, left, top, right, bottom in boxes:
            assert left >= 0
            assert top >= 0
            assert right <= deck.slide_width
            assert bottom <= deck.slide_height
        for (one, l1, t1, r1, b1), (other, l2, t2, r2, b2) in combinations(boxes, 2):
            assert l1 >= r2 or l2 >= r1 or t1 >= b2 or t2 >= b1, (title_of(slide), one, other)


def test_texts_fit_into_their_boxes(deck: Presentation) -> None:
    """By another breaker of lines, with Arial's widths: no text is higher than its box, and no table than its room."""
    for number, shape in shapes(deck):
        if shape.has_table:
            assert shape.top + sum(row.height for row in shape.table.rows) <= Inches(6.8), number
            for row in shape.table.rows:
                for cell, column in zip(row.cells, shape.table.columns, strict=True):
                    assert _high(cell.text_frame, column.width - Inches(0.17)) <= row.height, cell.text_frame.text
        elif shape.has_text_frame and shape.shape_type != 13:
            assert _high(shape.text_frame, shape.width) <= shape.height, (number, shape.text_frame.text)


def _high(frame: Any, wide: int) -> float:
    """Return how high a text stands, in EMU; titles and feet have the size of their placeholder."""
    points = 0.0
    for paragraph in frame.paragraphs:
        size = next((run.font.size.pt for run in paragraph.runs if run.font.size), 11)
        bold = "Helvetica-Bold" if any(run.font.bold for run in paragraph.runs) else "Helvetica"
        points += len(simpleSplit(paragraph.text, bold, size, wide / 12700)) * size * 1.19
        points += paragraph.space_after.pt if paragraph.space_after else 0
    return points * 12700


def test_the_file_is_whole_and_asks_for_nothing(content: bytes) -> None:
    """The zip is sound, each part is XML or a picture, nothing outside is asked for but by links one follows."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
        assert len(names) == len(set(names))
        for name in names:
            if name.endswith((".xml", ".rels")):
                tree = ElementTree.fromstring(opened.read(name))  # noqa: S314 - the file is our own
                for relation in tree.iter("{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"):
                    if relation.get("TargetMode") == "External":
                        assert relation.get("Type", "").endswith("/hyperlink")
                        assert relation.get("Target", "").startswith("https://")
        assert not [name for name in names if re.search(r"printerSettings|thumbnail|app\.xml|vbaProject", name)]
    assert len(content) < 3_000_000


def test_the_presentation_is_dressed(deck: Presentation, content: bytes) -> None:
    """It is 16:9, has three layouts of ours with everything inside them, and our colours and fonts in its theme."""
    assert deck.slide_width is not None
    assert deck.slide_height is not None
    assert (round(deck.slide_width / 12700), round(deck.slide_height / 12700)) == (960, 540)
    assert [layout.name for layout in deck.slide_layouts] == ["Title slide", "Title, lead and room", "Title and text"]
    for owner in (deck.slide_master, *deck.slide_layouts):
        places: list[Any] = list(owner.placeholders)
        for place in places:
            assert place.left + place.width <= deck.slide_width
            assert place.top + place.height <= deck.slide_height
    theme = zipfile.ZipFile(io.BytesIO(content)).read("ppt/theme/theme1.xml").decode()
    for kind in Type:
        assert type_colours("light")[kind].lstrip("#").upper() in theme
    assert 'typeface="Georgia"' in theme
    assert 'typeface="Arial"' in theme
    assert "Calibri" not in theme


def test_the_file_says_what_it_is(deck: Presentation) -> None:
    """Title, author, language and the day of the data stand in its properties."""
    about = deck.core_properties
    assert (about.title, about.author, about.language) == ("Open Dialogue around the world", NAME, "en")
    assert about.subject
    assert f"{about.created:%Y-%m-%d}" == f"{about.modified:%Y-%m-%d}" == DATA_AS_OF


def test_the_same_job_gives_the_same_bytes(directory: Directory, quick: Write) -> None:
    """Slides made twice are one file, tables inside its charts included."""
    job = Job(directory, Selection.of(country=["NO"]), root=ROOT)
    first, second = quick(job), quick(Job(directory, job.selection, root=ROOT))
    assert first == second


def test_the_maker_tells_how_far_it_is(directory: Directory, quick: Write) -> None:
    """Progress rises from nothing to one, and names each slide."""
    told: list[tuple[float, str]] = []
    content = slides.write(Job(directory, Selection()), lambda done, doing: told.append((done, doing)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[0] == (0.0, "Slide 1 of 20")
    assert told[2][1] == "Slide 3 of 20"
    assert told[-1][0] == 1.0
    assert len(told) == len(read(content).slides) + 1


def test_the_title_slide_tells_the_view(directory: Directory, quick: Write) -> None:
    """Filters stand on it in words if there are any, and always the day, the licence and the caveat."""
    chosen = read(quick(Job(directory, Selection.of("peer", country=["NO", "FI"])))).slides[0]
    everything = read(quick(Job(directory, Selection()))).slides[0]
    assert "Filters: Country: Norway, Finland; Words: “peer”" in words_of(chosen)
    assert "Filters" not in words_of(everything)
    for slide in (chosen, everything):
        for part in (f"Data as of {DATA_AS_OF_IN_WORDS}", "CC BY 4.0", "Not listed does not mean none."):
            assert part in words_of(slide)
        assert [shape for shape in slide.shapes if shape.shape_type == 13]


def test_one_organisation(directory: Directory, quick: Write) -> None:
    """A view of one is a chart of one bar and a table of one row, in the singular."""
    deck = read(quick(Job(directory, Selection.of(country=["LV"]), begin="LV")))
    chart = chart_of(slide_of(deck, "Latvia: 1 organisation listed"))
    assert list(chart.plots[0].series[0].values) == [1]
    slide = slide_of(deck, "By country")
    assert table_of(slide)[1][0] == "Latvia"
    assert len(table_of(slide)) == 2
    assert "1 organisation in 1 country." in words_of(slide)


def test_nothing_found_is_never_none(directory: Directory, quick: Write) -> None:
    """Where nothing matches, the slides are right all the same, and say that what exists is not known."""
    deck = read(quick(Job(directory, Selection.of("zzz"))))
    assert f"0 of {TOTAL} organisations" in words_of(deck.slides[0])
    slide = deck.slides[1]
    assert NOTHING in words_of(slide)
    assert "Words: “zzz”." in words_of(slide)
    assert not [shape for shape in slide.shapes if shape.has_chart]
    assert not [title for title in map(title_of, deck.slides) if title.startswith("By country")]


def test_an_empty_directory_gives_slides(directory: Directory, quick: Write) -> None:
    """Without any record, and so without a day, there is still a true file."""
    deck = read(quick(Job(Directory(directory.frame.iloc[:0], ()), Selection())))
    foot = f"{NAME} · data as of an unknown date · CC BY 4.0 · Not listed does not mean none"
    assert foot in words_of(deck.slides[0])


def test_two_thousand_organisations(directory: Directory, quick: Write) -> None:
    """With many more rows the numbers are right, and the slides are as many."""
    many = pd.concat([directory.frame] * 12, ignore_index=True).iloc[:2000]
    many = many.assign(id=[f"body-{number}" for number in range(2000)])
    deck = read(quick(Job(Directory(many, ()), Selection())))
    assert len(deck.slides) == 20
    rows = [row for number in (1, 2, 3, 4) for row in table_of(slide_of(deck, f"By country ({number} of 4)"))[1:]]
    assert sum(int(row[-1].replace(",", "")) for row in rows) == 2000


def test_very_many_countries(directory: Directory, quick: Write) -> None:
    """No more than five slides of them; the lead says how many more there are, and where."""
    places = list(countries.load().values())[:80]
    rows = directory.frame[directory.frame["country"].notna()].iloc[:80]
    spread = rows.assign(country=[place.code for place in places], country_name=[place.name for place in places])
    deck = read(quick(Job(Directory(spread, ()), Selection())))
    found = [slide for slide in deck.slides if title_of(slide).startswith("By country")]
    assert [title_of(slide) for slide in found] == [f"By country ({number} of 5)" for number in range(1, 6)]
    assert [len(table_of(slide)) - 1 for slide in found] == [11] * 5
    assert "And 25 more countries: the CSV file of this view lists them all." in words_of(found[-1])


@pytest.mark.parametrize("name", NAMES)
def test_names_of_any_kind(directory: Directory, quick: Write, name: str) -> None:
    """Long names, other scripts, pictures and forbidden characters: the file opens, and the notes hold the name."""
    content = quick(Job(renamed(directory, name), Selection.of(name), begin="MX", root=ROOT))
    test_the_file_is_whole_and_asks_for_nothing(content)
    deck = read(content)
    test_nothing_leaves_the_slide_or_covers_another(deck)
    assert clean(name) in notes_of(deck.slides[1])
    for _, shape in shapes(deck):
        if shape.name in ("Figure", "What the figure means"):
            high = sum(
                height(
                    paragraph.text,
                    paragraph.runs[0].font.size.pt,
                    shape.width / 914400,
                    heading=number == 0 and shape.name == "Figure",
                )
                for number, paragraph in enumerate(shape.text_frame.paragraphs)
            )
            assert high <= shape.height / 914400 + 0.1


def test_a_text_from_right_to_left_begins_on_the_right(deck: Presentation) -> None:
    """A paragraph that begins with Arabic or Hebrew is one from right to left; others are as the slide has them."""
    slide = read(_saved(deck)).slides[0]
    box: Any = slide.shapes.add_textbox(*([Inches(1)] * 4))
    write(box.text_frame, [Paragraph("الحوار المفتوح 2026"), Paragraph("Open Dialogue")])
    first, second = box.element.iter(f"{A}pPr")
    assert (first.get("rtl"), first.get("algn")) == ("1", "r")
    assert (second.get("rtl"), second.get("algn")) == (None, None)


def _saved(deck: Presentation) -> bytes:
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


@given(st.text(max_size=300), st.floats(1, 8), st.floats(0.6, 3))
def test_a_fitted_text_fits(text: str, wide: float, high: float) -> None:
    """Of any text, what is shown fits its room, and is all of it or ends with an ellipsis."""
    shown = fitted(text, (24, 18, 14), (wide, high))
    assert height(shown.text, shown.size, wide) <= high
    whole = clean(text)
    assert shown.text == whole or (shown.text.endswith("…") and whole.startswith(shown.text[:-1]))


@given(st.text(max_size=300))
def test_a_clean_text_is_xml(text: str) -> None:
    """Any text can stand in XML once it is clean, on one line, and cleaning it again changes nothing."""
    found = clean(text)
    element = ElementTree.Element("t")
    element.text = found
    parsed = ElementTree.fromstring(ElementTree.tostring(element, "utf-8"))  # noqa: S314 - made just now
    assert (parsed.text or "") == found
    assert clean(found) == found
    assert "\n" not in found


def test_arial_is_measured_as_it_is() -> None:
    """Widths are Arial's, wide letters count as wide, marks as nothing."""
    assert width("Open Dialogue", 72) == pytest.approx(6.67, abs=0.01)
    assert width("対話", 72) == pytest.approx(2.1, abs=0.1)
    assert width("e\u0301", 72) == width("e", 72)
    assert fitted("a" * 10, (40,), (9, 1)).text == "a" * 10

"""The pictures of a view in one ZIP file, and the fonts that they are drawn with."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from odmap import Directory, load
from odmap.analysis.ecosystem import IDS, finding
from odmap.exports import pictures
from odmap.exports.job import Job
from odmap.graphics import fonts, svg_text
from odmap.graphics.palette import MODES
from odmap.views.selection import Selection
from odmap.wording import iso_date

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

LATVIA = Selection.of(country=["LV"])
A3_INCHES = 16.54


@pytest.fixture(scope="module")
def told() -> list[tuple[float, str]]:
    """Return a list for what the writer tells while it makes the file."""
    return []


@pytest.fixture(scope="module")
def job(directory: Directory) -> Job:
    """Return a small view."""
    return Job(directory, LATVIA)


@pytest.fixture(scope="module")
def content(job: Job, told: list[tuple[float, str]]) -> bytes:
    """Return its pictures, made once: they take a while."""
    return pictures.write(job, lambda done, doing: told.append((done, doing)))


@pytest.fixture
def entries(content: bytes) -> dict[str, bytes]:
    """Return the files in the ZIP file, by their name in its folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


def test_each_picture_is_there_three_times(content: bytes, entries: dict[str, bytes], job: Job) -> None:
    """Map and charts, each as SVG, for a slide and for print, in one folder named after the view, with a text first."""
    wanted = [f"{name}{end}" for name in ("map", *IDS) for end in (".svg", ".png", "-print.png")]
    assert list(entries) == ["README.txt", *wanted]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {name.partition("/")[0] for name in packed.namelist()} == {job.stem}
    assert job.stem == f"odmap-country-lv-{job.edition.data_as_of}"
    assert len(content) < 20_000_000  # a mail takes it


def test_each_picture_can_be_opened(entries: dict[str, bytes]) -> None:
    """Pillow opens every PNG file, and every SVG file is one; the sizes are those promised."""
    for name, file in entries.items():
        if name.endswith(".svg"):
            assert ET.fromstring(file).tag.endswith("}svg"), name  # noqa: S314 - made by us
        elif name.endswith(".png"):
            with Image.open(io.BytesIO(file)) as image:
                image.load()
                wide, dots = image.width, image.info["dpi"][0]
            if name.endswith("-print.png"):
                assert dots == pytest.approx(300, abs=0.1)
                assert 0.7 * A3_INCHES < wide / dots < 1.25 * A3_INCHES, name
            else:
                assert wide >= 1_400, name
    with Image.open(io.BytesIO(entries["map-print.png"])) as image:
        assert image.width / 300 == pytest.approx(A3_INCHES, abs=0.05)
    with Image.open(io.BytesIO(entries["map.png"])) as image:
        assert image.size == (3200, 1800)


def test_the_text_says_in_words_what_the_pictures_show(entries: dict[str, bytes], job: Job) -> None:
    """Whoever cannot see them reads every finding, with filters, day, licence and what is not claimed."""
    text = entries["README.txt"].decode()
    assert "Filters: Country: Latvia." in text
    assert f"Data as of {iso_date(job.edition.data_as_of)}, Open Dialogue map {job.edition.version}." in text
    assert f"{job.edition.licence}, {job.edition.licence_address}" in text
    assert job.edition.caveat in text
    assert "map: Map of 1 organisation: Latvia 1." in text
    for chart in IDS:
        found = finding(chart, job.view)
        assert f"{chart}: {found.title}. {found.words}" in text


def test_the_page_hears_how_far_it_is(content: bytes, told: list[tuple[float, str]]) -> None:
    """Each file is announced before it is made, by number and name, and the last word is that all are ready."""
    assert content
    shares = [done for done, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], told[-1]) == (0.0, (1.0, "Ready"))
    assert told[1][1] == f"Picture 2 of {3 * len(IDS) + 4}: map.svg"
    assert len(told) == 3 * len(IDS) + 5


def test_the_same_view_gives_the_same_file(job: Job, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entries are dated by the data and not by the clock, so that the same view is the same file."""
    monkeypatch.setattr(pictures, "IDS", IDS[:1])
    monkeypatch.setattr(pictures, "SIZES", {"screen": pictures.SIZES["screen"]})
    first = pictures.write(job)
    assert pictures.write(Job(job.directory, LATVIA)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed, zipfile.ZipFile(io.BytesIO(content)) as whole:
        year, month, day = (int(part) for part in job.edition.data_as_of.split("-"))
        assert {one.date_time for one in packed.infolist()} == {(year, month, day, 0, 0, 0)}
        same = [name for name in packed.namelist() if not name.endswith("README.txt")]
        assert [packed.read(name) for name in same] == [whole.read(name) for name in same]


def test_an_empty_directory_has_pictures(make_file: MakeFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a single record, and so without a day, the file is still one."""
    monkeypatch.setattr(pictures, "IDS", IDS[:1])
    monkeypatch.setattr(pictures, "SIZES", {"screen": pictures.SIZES["screen"]})
    empty = Job(load(make_file()), Selection())
    with zipfile.ZipFile(io.BytesIO(pictures.write(empty))) as packed:
        text = packed.read("odmap-all/README.txt").decode()
    assert "Data as of an unknown date" in text
    assert "Nothing is listed" in text or "nothing listed" in text


def test_a_map_by_itself(job: Job) -> None:
    """The map alone is the same as in the ZIP file; dark, and for print, it is another."""
    assert b'<svg xmlns="http://www.w3.org/2000/svg"' in pictures.map_svg(job)[:60]
    drawn = {mode: pictures.map_svg(job, mode) for mode in MODES}
    assert drawn["light"] == pictures.map_svg(job) != drawn["dark"]
    sizes = []
    for size in pictures.SIZES:
        with Image.open(io.BytesIO(pictures.map_png(job, "dark", size))) as image:
            sizes.append(image.size)
    assert sizes[0] == (3200, 1800)
    assert sizes[1][0] == pytest.approx(300 * A3_INCHES, abs=15)


# ------------------------------------------------------------------------------------------------------------ fonts


def folder() -> dict[str, TTFont]:
    """Return the fonts that were given to the renderer, by their family."""
    found = {}
    for path in Path(svg_text._folder().name).glob("*.ttf"):
        font = TTFont(path, lazy=True)
        found[str(font["name"].getBestFamilyName())] = font
    return found


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Łódź, Ελλάδα, Москва, Nguyễn", "Noto Sans"),
        ("訪問看護ステーション", "Noto Sans JP"),
        ("국립정신건강센터", "Noto Sans KR"),
        ("们", "Noto Sans SC"),
        ("حوار مفتوح", "Noto Sans Arabic"),
        ("דיאלוג", "Noto Sans Hebrew"),
        ("संवाद", "Noto Sans Devanagari"),
        ("😀🎉", "Noto Emoji"),
    ],
)
def test_every_letter_has_a_font_that_the_renderer_knows(text: str, family: str) -> None:
    """Before a picture is drawn, the renderer has a font of the named family with all of its letters."""
    svg_text.ready(text)
    font = folder()[family]
    assert {ord(letter) for letter in text.replace(" ", "")} <= set(font.getBestCmap())
    assert {face.name for face in fonts.faces(text)} <= {name.replace(" ", "") for name in folder()}
    assert font["OS/2"].usWeightClass == fonts.REGULAR


def test_bold_is_a_family_of_its_own() -> None:
    """Letters and numbers in bold have a font that is bold, whatever the renderer makes of a weight."""
    svg_text.ready("a")
    bold = folder()["Noto Sans Bold"]
    assert bold["OS/2"].usWeightClass == fonts.BOLD
    assert {ord(letter) for letter in "Open Dialogue 0123456789k"} <= set(bold.getBestCmap())
    assert svg_text.BOLD.startswith("Noto Sans Bold,")


def test_fonts_are_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font that is there already is not made again: a picture in the same letters costs nothing more."""
    svg_text.ready("訪問")
    monkeypatch.delattr(fonts, "one_weight")
    svg_text.ready("訪問", "看護", "plain")
    svg_text.ready("")


def test_arabic_letters_can_be_joined() -> None:
    """The fonts for pictures keep the rules by which letters change beside each other; those for print need none."""
    face = next(iter(fonts.faces("حوار")))
    tags = []
    for shaped in (True, False):
        font = TTFont(io.BytesIO(fonts.one_weight(face, fonts.REGULAR, shaped)))
        table = font["GSUB"].table if "GSUB" in font else None
        features = table.FeatureList.FeatureRecord if table else []
        tags.append({one.FeatureTag for one in features})
    assert {"init", "medi", "fina"} <= tags[0]
    assert not tags[1]

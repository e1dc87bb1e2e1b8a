"""The handout, read back by an independent reader: one sheet or two, whatever the view holds."""

import io
import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import segno
from pypdf import PdfReader

from odmap import Directory, load
from odmap.directory import principles
from odmap.directory.organisation import Status, Type, Verification
from odmap.exports.documents import handout, handout_list, handout_text
from odmap.exports.documents.handout_country import Detail, ListStyle
from odmap.exports.documents.sheets import WIDTH
from odmap.exports.job import Job
from odmap.geography import countries
from odmap.maps.still import picture as map_picture
from odmap.views.provenance import CAVEAT, LICENCE_ADDRESS, MAP_TITLE
from odmap.views.selection import Selection
from tests.conftest import HOSTILE
from tests.counted import DATA_AS_OF, DATA_AS_OF_IN_WORDS, TOTAL, number_of

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

ROOT = "https://maps.example.org/odmap/"


def read(content: bytes) -> Any:
    """Open a PDF with a reader that did not make it."""
    return PdfReader(io.BytesIO(content), strict=True)


def text_of(content: bytes) -> str:
    """Return the text of a PDF with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def squeezed(text: str) -> str:
    """Return a text without spaces: where a line ends says nothing about what is written."""
    return "".join(text.split())


def links_of(content: bytes) -> set[str]:
    """Return every address that a PDF links to."""
    pages = read(content).pages
    return {str(one.get_object()["/A"]["/URI"]) for page in pages for one in page.get("/Annots", [])}


def many(frame: pd.DataFrame, number: int) -> Directory:
    """Return a directory of so many organisations, each with an id and a name of its own."""
    rows = pd.concat([frame] * (number // len(frame) + 1), ignore_index=True).iloc[:number].copy()
    rows["id"] = [f"body-{place}" for place in range(number)]
    rows["name"] = [f"{name} {place}" for place, name in enumerate(rows["name"])]
    return Directory(rows, ())


def everywhere(frame: pd.DataFrame, number: int) -> Directory:
    """Return a directory of so many organisations, spread over every country there is."""
    rows = many(frame, number).frame
    known = list(countries.load().values())
    for place, column in (("code", "country"), ("name", "country_name")):
        rows[column] = [getattr(known[row % len(known)], place) for row in range(number)]
    return Directory(rows.assign(precision=None, latitude=float("nan"), longitude=float("nan")), ())


def named(frame: pd.DataFrame, *names: str) -> Directory:
    """Return a directory of organisations that have these names."""
    rows = frame.iloc[: len(names)].copy()
    return Directory(rows.assign(name=names, own_name=names), ())


@pytest.fixture(scope="module")
def whole(directory: Directory) -> bytes:
    """Return the handout of the whole directory."""
    return handout.write(Job(directory, Selection(), root=ROOT))


@pytest.fixture(scope="module")
def named_view(directory: Directory) -> Directory:
    """Return a directory as large as two sheets can name."""
    return Directory(directory.frame.head(150), ())


@pytest.fixture(scope="module")
def names(named_view: Directory) -> bytes:
    """Return the handout of a directory whose every name has room."""
    return handout.write(Job(named_view, Selection(), root=ROOT))


@pytest.fixture(scope="module")
def norway(directory: Directory) -> bytes:
    """Return the handout of Norway, made where odmap has no public address."""
    return handout.write(Job(directory, Selection.of(country=["NO"])))


@pytest.fixture(scope="module")
def two_thousand(directory: Directory) -> bytes:
    """Return the handout of 2,000 organisations."""
    return handout.write(Job(many(directory.frame, 2000), Selection(), root=ROOT))


def test_the_whole_directory_has_room_on_two_sheets(whole: bytes, directory: Directory) -> None:
    """Two sheets of A4 hold every country, and every name or a sentence that says where the names are."""
    pages = read(whole).pages
    assert len(pages) == 2
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(595, 842)}
    found = squeezed(text_of(whole))
    assert [name for name in directory.frame["country_name"].unique() if squeezed(name) not in found] == []
    missing = [name for name in directory.frame["name"] if squeezed(name) not in found]
    notes = (handout_text.ACTIVE_NAMES, handout_text.ALL_NAMES)
    assert bool(missing) == any(squeezed(note) in found for note in notes)


def test_150_organisations_are_named_on_two_sheets(names: bytes, named_view: Directory) -> None:
    """Two sheets of A4 hold every name and every country of a large view."""
    assert len(read(names).pages) == 2
    found = squeezed(text_of(names))
    assert [name for name in named_view.frame["name"] if squeezed(name) not in found] == []
    assert [name for name in named_view.frame["country_name"].unique() if squeezed(name) not in found] == []


def test_every_name_stands_under_its_country(names: bytes, named_view: Directory) -> None:
    """Countries come by name, those without a base last, and each name comes after its country and before the next."""
    view = named_view.frame
    listed = squeezed(read(names).pages[1].extract_text())
    places = [*sorted(set(view["country_name"]) - {"No fixed base"}), "No fixed base"]
    starts = [listed.index(f"{squeezed(name)}{(view['country_name'] == name).sum()}") for name in places]
    assert starts == sorted(starts)
    for name, start, end in zip(places, starts, [*starts[1:], len(listed)], strict=True):
        here = view.loc[view["country_name"] == name, "name"]
        assert [one for one in here if squeezed(one) not in listed[start:end]] == []


def test_the_numbers_are_those_of_the_view(whole: bytes, norway: bytes, directory: Directory) -> None:
    """Organisations, countries, verified, active and each type are counted, of all and of a part."""
    for content, view in (
        (whole, directory.frame),
        (norway, directory.frame[directory.frame["country"] == "NO"]),
    ):
        words = text_of(content)
        known = (view["verification"] == Verification.VERIFIED).sum(), (view["status"] == Status.ACTIVE).sum()
        assert f"{len(view):,} organisations listed" in words
        assert re.search(rf"\b{view['country'].nunique()} countr(y|ies)\b", words)
        assert f"{known[0]:,} confirmed by public pages" in words
        assert f"{known[1]:,} known to be active today" in words
        for kind, number in view["type"].value_counts().items():
            assert handout_text.of_type(Type(str(kind)), number) in words


def test_what_nobody_may_miss_is_said_in_words(norway: bytes, named_view: Directory) -> None:
    """Unverified, related and ended stand beside the name, in detail and in short."""
    assert "Open Dialogue Norway Network, known by name only" in re.sub(r"\b[STRNPI]\b ?", "", text_of(norway))
    assert "Programme, ended, somewhere in Southern Norway" in text_of(norway)
    assert "Service, related to Open Dialogue" in text_of(norway)
    running = handout_list.fitting(named_view.frame, 5000, [ListStyle(Detail.RUNNING, 7)])
    assert running is not None
    said = "".join(one.getPlainText(identify=True) for block in running[0].blocks for one in block)
    for words in ("(known by name only)", "(related to Open Dialogue)", "(ended)"):
        assert words in said


def test_a_small_view_says_more_of_each(directory: Directory) -> None:
    """Where there is room, own name, place, summary and website stand with the name."""
    view = directory.frame[directory.frame["country"] == "NO"].head(5)
    content = handout.write(Job(Directory(view, ()), Selection()))
    found = squeezed(text_of(content))
    for column in ("name", "own_name", "summary"):
        assert [words for words in view[column].dropna() if squeezed(words) not in found] == []
    assert view["own_name"].notna().any()
    assert set(view["website"].dropna()) <= links_of(content)


def test_what_the_handout_does_not_claim_stands_on_it(whole: bytes, norway: bytes) -> None:
    """Caveat, day, help in a crisis, licence and sources are there; nothing says that it cures."""
    for content in (whole, norway):
        words = text_of(content)
        for sentence in (MAP_TITLE, CAVEAT, handout_text.CRISIS, handout_text.WHAT, DATA_AS_OF_IN_WORDS, "CC BY 4.0"):
            assert sentence in words
        assert "Natural Earth" in words
        assert "GeoNames" in words
        assert LICENCE_ADDRESS in links_of(content)
        assert not re.search(r"\bcure|\bheal(s|ed|ing)?\b|patient|therap(y|ies)\b", handout_text.WHAT)
        for sheet in read(content).pages:
            assert CAVEAT in " ".join(sheet.extract_text().split())


def test_each_principle_has_its_name_and_a_sentence(whole: bytes) -> None:
    """All principles are there with the beginning of what they mean, and none is cut within a word."""
    words = text_of(whole)
    for text in principles.load().records:
        assert text.id.label in words
        assert text.text.split(". ")[0] in words


def test_the_filters_stand_on_the_handout_of_a_part(norway: bytes, whole: bytes) -> None:
    """A part says what was chosen and of how many it is; the whole says that it is the whole."""
    as_of = f"Data as of {DATA_AS_OF_IN_WORDS}."
    assert f"Country: Norway. {number_of(country='NO')} of {TOTAL} organisations. {as_of}" in text_of(norway)
    assert f"The whole directory. {as_of}" in text_of(whole)


# The map


def test_the_map_is_sharp_and_in_words(whole: bytes, directory: Directory) -> None:
    """One picture with at least 250 pixels to the inch over the whole width; what it shows stands below it."""
    (image,) = read(whole).pages[0]["/Resources"]["/XObject"].values()
    inches = (WIDTH + 2 * handout.EDGE * WIDTH / handout.PIXELS) / 72
    assert image.get_object()["/Width"] / inches >= 250
    assert f"Map of {TOTAL} organisations: Japan {number_of(country='JP')}" in text_of(whole)


def test_the_map_takes_the_room_that_is_left(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    """With little text the map is higher than with much; its shape stays within what looks well."""
    heights: list[float] = []
    drawn = map_picture.draw

    def draw(view: pd.DataFrame, **others: Any) -> Any:
        heights.append(others["size"][1])
        return drawn(view, **others)

    monkeypatch.setattr(map_picture, "draw", draw)
    handout.write(Job(directory, Selection.of("nobody is called so")))
    handout.write(Job(directory, Selection.of(country=["SE"])))
    high, low = (height - 2 * handout.EDGE for height in heights)
    assert handout.LOW * handout.PIXELS - 1 <= low < high <= handout.HIGH * handout.PIXELS + 1


# The code


def modules_drawn(content: bytes) -> list[list[int]]:
    """Return the rows of a QR code as they are drawn on the first sheet; empty for none."""
    number = r"(-?[\d.]+)"
    page = read(content).pages[0].get_contents().get_data().decode("latin-1")
    bars = [tuple(map(float, found)) for found in re.findall(rf"{number} {number} {number} {number} re\b", page)]
    heights = [bar[3] for bar in bars]
    common = max(set(heights), key=heights.count, default=0)
    if heights.count(common) < 50:
        return []
    module = common / 1.02
    size = round(84 / module)
    rows = [[0] * size for _ in range(size)]
    for x, y, width, _ in (bar for bar in bars if bar[3] == common):
        for column in range(round(x / module), round((x + width) / module)):
            rows[size - 1 - round(y / module)][column] = 1
    return rows


def test_a_code_leads_to_the_view(directory: Directory) -> None:
    """The code that is drawn is that of the view's address, which stands beside it in words and is a link."""
    job = Job(directory, Selection.of(country=["SE"], type=["network"]), root=ROOT)
    content = handout.write(job)
    assert job.address == f"{ROOT}?country=SE&type=network"
    assert modules_drawn(content) == [list(row) for row in segno.make_qr(job.address, "m", boost_error=False).matrix]
    assert job.address in links_of(content)
    assert "maps.example.org/odmap/?country=SE&type=network" in squeezed(text_of(content))


def test_without_an_address_there_is_no_code(norway: bytes, whole: bytes) -> None:
    """Where odmap has no public address, nothing invites to see it."""
    assert modules_drawn(norway) == []
    assert "See it live" not in text_of(norway)
    assert "See it live" in text_of(whole)
    assert modules_drawn(whole) != []


@pytest.mark.parametrize("letters", ["ä" * 200, "日" * 200])
def test_an_address_too_long_for_a_code_is_still_a_link(directory: Directory, letters: str) -> None:
    """A code so dense that no camera reads it is left out; the address leads to the view all the same."""
    job = Job(directory, Selection.of(letters, type=list(Type)), root=ROOT)
    content = handout.write(job)
    assert modules_drawn(content) == []
    assert job.address in links_of(content)
    assert len(read(content).pages) <= 2


# Views of every size


def test_nothing_listed_is_not_none(directory: Directory) -> None:
    """A view without any organisation gives one sheet that says so, with the principles, and counts nothing."""
    content = handout.write(Job(directory, Selection.of("nobody is called so"), root=ROOT))
    words = text_of(content)
    assert len(read(content).pages) == 1
    assert f"{handout_text.NOTHING} {handout_text.NOTHING_MEANS}" in words
    assert not re.search(r"\b0\b", words.replace("4.0", "").replace("0.1.0", ""))
    assert re.findall(r"(?i)(\w+ \w+) none\b", words) == ["not mean"] * 2  # as the sentence and the foot say it
    assert "Immediate help" in words


def test_an_empty_directory_gives_a_handout(directory: Directory) -> None:
    """Without any record, and so without a day, there is still a true handout."""
    content = handout.write(Job(replace(directory, frame=directory.frame.iloc[:0]), Selection()))
    assert "Data as of an unknown date." in text_of(content)
    assert handout_text.NOTHING in text_of(content)


@pytest.mark.parametrize("root", ["", ROOT])
def test_one_organisation_needs_one_sheet(directory: Directory, root: str) -> None:
    """A single organisation stands below the map, with its numbers in the singular."""
    content = handout.write(Job(directory, Selection.of(country=["SE"]), root=root))
    assert len(read(content).pages) == 1
    words = text_of(content)
    for part in (
        "1 organisation listed",
        "1 country",
        "1 network",
        "Open Dialogue Sweden",
        "etwork, known by name only",
    ):
        assert part in words


def test_of_too_many_names_those_of_the_active_stay(directory: Directory) -> None:
    """Where not every name has room, those known to be active are named, and each country says how many more it has."""
    rows = directory.frame.head(150)
    rows = pd.concat([rows, rows.assign(status=Status.UNKNOWN, name="Not to be named, " * 5)], ignore_index=True)
    rows["id"] = [f"body-{number}" for number in rows.index]
    content = handout.write(Job(Directory(rows, ()), Selection(), root=ROOT))
    assert len(read(content).pages) == 2
    found = squeezed(text_of(content))
    assert squeezed(handout_text.ACTIVE_NAMES) in found
    active = rows["status"] == Status.ACTIVE
    assert [name for name in rows.loc[active, "name"] if squeezed(name) not in found] == []
    assert squeezed("Not to be named") not in found
    listed = squeezed(read(content).pages[1].extract_text())
    for name, group in rows.groupby("country_name"):
        assert f"{squeezed(str(name))}{len(group)}" in listed
        others = int((group["status"] != Status.ACTIVE).sum())
        assert others == len(group) or f"·and{others}more" in listed


def test_without_an_active_one_all_are_counted(directory: Directory) -> None:
    """Where not every name has room and none is known to be active, each country has its numbers by type."""
    rows = many(directory.frame, 400).frame.assign(status=Status.UNKNOWN)
    words = text_of(handout.write(Job(Directory(rows, ()), Selection()))).replace("\N{NO-BREAK SPACE}", " ")
    assert handout_text.ALL_NAMES in words
    latvia = rows.loc[rows["country"] == "LV", "type"]
    assert f"Latvia: {handout_text.of_types(latvia)}" in words


def test_2000_organisations_are_counted_on_two_sheets(two_thousand: bytes, directory: Directory) -> None:
    """Too many names become numbers by type for each country, and a sentence says where the names are."""
    assert len(read(two_thousand).pages) == 2
    words = text_of(two_thousand).replace("\N{NO-BREAK SPACE}", " ")
    assert handout_text.ALL_NAMES in words
    rows = many(directory.frame, 2000).frame
    for name, group in rows.groupby("country_name"):
        assert f"{name}: {handout_text.of_types(group['type'])}" in words
    assert "2,000 organisations listed" in words


def test_every_country_of_the_world_fits(directory: Directory) -> None:
    """With thousands of organisations in 250 countries each country still stands there with its number."""
    content = handout.write(Job(everywhere(directory.frame, 2000), Selection()))
    assert len(read(content).pages) == 2
    found = squeezed(text_of(content))
    assert [one.name for one in countries.load().values() if f"{squeezed(one.name)}:8" not in found] == []


@pytest.mark.parametrize("number", [2, 5, 20, 60, 120, 200, 300])
def test_a_list_says_what_fits(directory: Directory, number: int) -> None:
    """The list never is higher than its room, and all names are in it as long as it has names."""
    rows = many(directory.frame, number).frame
    found = handout_list.fitting(rows, 700, handout_list.LEVELS)
    assert found is not None
    columns, level = found
    assert columns.wrap(WIDTH, 700)[1] <= 700
    assert columns.number == min(3, number)
    said = squeezed("".join(one.getPlainText(identify=True) for block in columns.blocks for one in block))
    if level.named:
        assert [name for name in rows["name"] if squeezed(name) not in said] == []
    assert level.named == (number <= 200)


def test_the_list_becomes_smaller_step_by_step(named_view: Directory) -> None:
    """With less room comes less detail; no letter is ever smaller than 6.5 points, and in the end only totals fit."""
    rooms = (6000, 1600, 1100, 800, 730, 600, 300, 140)
    levels = [
        found[1] for room in rooms if (found := handout_list.fitting(named_view.frame, room, handout_list.LEVELS))
    ]
    assert len(levels) == len(rooms)
    assert [level.detail for level in levels] == sorted(level.detail for level in levels)
    assert levels[0].detail == Detail.FULL
    assert levels[-1].detail == Detail.TOTALS
    assert min(level.size for level in handout_list.LEVELS) >= 6.5
    assert handout_list.fitting(named_view.frame, 20, handout_list.LEVELS) is None


def test_a_country_that_goes_on_in_the_next_column_is_named_again(names: bytes) -> None:
    """Above the rest of a country in a new column stands its name."""
    assert re.search(r"\w+, continued", text_of(names))


def test_the_list_of_one_country_does_not_repeat_its_name(norway: bytes) -> None:
    """Where there is only one country, no column needs to say so."""
    assert "continued" not in text_of(norway)


# Any text


def test_every_script_is_text(frame: pd.DataFrame) -> None:
    """Names in Japanese, Korean and Chinese can be searched; those in Arabic and emoji have a font, too."""
    names = ("琵琶湖病院", "국립정신건강센터", "開放對話", "حوار مفتوح", "🌍🤝 together")
    rows = named(frame, *names).frame
    rows["country"] = ["JP", "KR", "TW", "EG", None]
    content = handout.write(Job(Directory(rows, ()), Selection()))
    found = squeezed(text_of(content))
    for name in (*names[:3], "together"):
        assert squeezed(name) in found
    used = {str(font.get_object()["/BaseFont"]) for page in read(content).pages for font in fonts_of(page)}
    for face in ("NotoSansJP", "NotoSansKR", "NotoSansTC", "NotoSansArabic", "NotoEmoji"):
        assert any(face in name for name in used)


def fonts_of(page: Any) -> list[Any]:
    """Return the fonts that a sheet names."""
    return list(page["/Resources"]["/Font"].values())


def test_every_font_is_in_the_file(whole: bytes) -> None:
    """No font is left to the reader: each one is embedded, with what its letters mean."""
    for page in read(whole).pages:
        assert fonts_of(page)
        for font in (one.get_object() for one in fonts_of(page)):
            assert "/FontFile2" in font["/FontDescriptor"].get_object()
            assert "/ToUnicode" in font


def test_hostile_text_is_text(hostile_file: Path) -> None:
    """What looks like markup is drawn as letters; the PDF holds no script, no form, and links only to what it shows."""
    content = handout.write(Job(load(hostile_file), Selection(), root=ROOT))
    found = squeezed(text_of(content))
    assert [text for text in HOSTILE[:-1] if squeezed(text) not in found] == []
    assert "evil" in found
    assert all(link.startswith((ROOT, LICENCE_ADDRESS)) for link in links_of(content))
    assert not re.search(rb"/(JavaScript|JS|Launch|AcroForm|EmbeddedFile|OpenAction|AA)\b", content)


@pytest.mark.parametrize(("letter", "number"), [("W", 1), ("語", 9), ("ש ", 20), ("a\x00\x07\n", 60), ("<b>&", 60)])
def test_very_long_names_need_no_third_sheet(frame: pd.DataFrame, letter: str, number: int) -> None:
    """Names of 200 characters are broken, and no sheet more is needed."""
    long = (letter * 200)[:196]
    rows = named(frame, *(f"{place:04}{long}" for place in range(number))).frame
    content = handout.write(Job(Directory(rows, ()), Selection(), root=ROOT))
    assert len(read(content).pages) <= 2


def test_long_filters_are_cut_and_say_so(directory: Directory) -> None:
    """Every country and every type chosen are too many words for the head of a sheet."""
    codes = sorted(directory.frame["country"].dropna().unique())
    chosen = Selection.of("word " * 40, country=codes, type=list(Type), status=list(Status))
    content = handout.write(Job(directory, chosen, root=ROOT))
    assert len(read(content).pages) <= 2
    assert "…" in text_of(content)


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("One. Two. Three.", 9, "One. Two."),
        ("One. Two. Three.", 40, "One. Two. Three."),
        ("A long sentence, with more", 18, "A long sentence…"),
        ("W" * 30, 10, "W" * 9 + "…"),
        ("", 10, ""),
    ],
)
def test_texts_are_shortened_between_sentences_or_words(text: str, longest: int, short: str) -> None:
    """Whole sentences stay if they fit; a longer first one is cut after a word."""
    assert handout_text.shortened(text, longest) == short
    assert len(short) <= longest


# The file


def test_the_file_says_what_it_is(whole: bytes) -> None:
    """Title, author, language and the day of the data stand in the file; the reader shows the title and an outline."""
    reader = read(whole)
    assert reader.metadata.title == MAP_TITLE
    assert reader.metadata.author == "Open Dialogue map"
    assert f"{reader.metadata.creation_date:%Y-%m-%d}" == DATA_AS_OF
    assert reader.trailer["/Root"]["/Lang"] == "en"
    outline: list[Mapping[str, Any]] = reader.outline
    names = [entry["/Title"] for entry in outline]
    assert names == [MAP_TITLE, "The map", "The numbers", "Seven principles", "What is listed, by country"]


def test_the_same_job_gives_the_same_bytes(norway: bytes, directory: Directory) -> None:
    """A handout made twice is the same file."""
    assert handout.write(Job(directory, Selection.of(country=["NO"]))) == norway


def test_progress_rises_to_the_end(directory: Directory) -> None:
    """Whoever waits is told what is being made, with numbers that rise to 1."""
    told: list[tuple[float, str]] = []
    handout.write(Job(directory, Selection.of(country=["SE"])), lambda done, doing: told.append((done, doing)))
    done = [number for number, _ in told]
    assert done == sorted(set(done))
    assert done[-1] == 1.0
    assert {"The map", "The list"} <= {words for _, words in told}


def test_no_network_is_needed(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked of any other machine."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a handout asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert handout.write(Job(directory, Selection.of(country=["SE"]), root=ROOT)).startswith(b"%PDF")

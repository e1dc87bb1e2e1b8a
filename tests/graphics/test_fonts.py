"""The fonts of the page: cut down to what is shown, and the whole ones for every other letter."""

import io
import re

import pytest
from fontTools.ttLib import TTFont
from scripts.build_fonts import ligatures

from odmap import load
from odmap.graphics.assets import FILES, ICONS, page_fonts, streamlit_folder
from odmap.settings import ROOT

CUT = {
    "sans.woff2": "SourceSansVF-Upright",
    "sans-italic.woff2": "SourceSansVF-Italic",
    "serif.woff2": "SourceSerifVariable-Roman",
}
"""Each of ours, and how the file begins that it was cut from."""

RULE = re.compile(r'url\("\./(?P<where>[^"]+)"\) format\("woff2"\)(?:;unicode-range:(?P<range>[^}]*))?}')


def cut(name: str) -> TTFont:
    """Return one of our fonts as a reader reads it."""
    return TTFont(io.BytesIO(FILES[name].content()))


def letters(ranges: str) -> set[int]:
    """Return the code points of ranges as CSS writes them."""
    found: set[int] = set()
    for one in ranges.split(","):
        first, _, last = one.removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


@pytest.mark.parametrize("name", CUT)
def test_a_cut_font_has_the_letters_that_its_rule_names(name: str) -> None:
    """A rule claims no letter that its font lacks, and no letter is claimed twice: then only one file is fetched."""
    rules = {found["where"].split("?")[0].split("/")[-1]: found["range"] for found in RULE.finditer(page_fonts("./"))}
    has = set(cut(name).getBestCmap())
    assert letters(rules[name]) == has
    (rest,) = (ranges for where, ranges in rules.items() if where.startswith(CUT[name]))
    assert letters(rest).isdisjoint(has)


@pytest.mark.parametrize("name", CUT)
def test_names_in_latin_letters_need_no_other_file(name: str) -> None:
    """Every Latin letter of the directory that the whole font has is in its cut, too."""
    (path,) = streamlit_folder().glob(f"static/media/{CUT[name]}*")
    frame = load().frame
    shown = {ord(letter) for text in (*frame["name"], *frame["summary"]) for letter in text}
    latin = {code for code in shown & set(TTFont(path).getBestCmap()) if code < 0x250 or 0x2000 <= code < 0x2040}
    assert latin <= set(cut(name).getBestCmap())


def test_every_icon_that_we_name_is_there() -> None:
    """The font of icons draws each that our pages name, and the arrows of Streamlit's sidebar."""
    words = " ".join(path.read_text("utf-8") for path in (*ROOT.glob("pages/*.py"), *ROOT.glob("src/odmap/**/*.py")))
    named = set(re.findall(r":material/([a-z0-9_]+):", words))
    assert len(named) > 10
    streamlits = {"keyboard_double_arrow_left", "keyboard_double_arrow_right", "keyboard_arrow_down", "close", "search"}
    assert named | streamlits <= set(ligatures(cut("symbols.woff2")))


def test_the_framework_s_style_names_no_font_of_the_page() -> None:
    """What our page brings is not named again, or it would be fetched twice; other fonts of it stay, with their way."""
    text = FILES["framework.css"].content().decode()
    families = set(re.findall(r"@font-face\{font-family:([^;]+);", text))
    assert families
    assert families.isdisjoint({"Source Sans", "Source Serif", ICONS})
    assert "url(../media/" not in text
    assert "url(../static/media/" in text

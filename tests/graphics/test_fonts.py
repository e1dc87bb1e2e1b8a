"""Fonts for every script, and the order of letters from right to left."""

import unicodedata
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap.graphics import fonts
from odmap.graphics.bidi import begins_right_to_left, has_right_to_left, joined, visual

SCRIPTS = {
    "NotoSans": "Łódź, São Tomé, Åland, Nguyễn, Ελλάδα, Москва, 1-2 “x”…",
    "NotoSansHebrew": "דיאלוג",
    "NotoSansArabic": "حوار",
    "NotoSansArmenian": "Հայաստան",
    "NotoSansGeorgian": "საქართველო",
    "NotoSansDevanagari": "संवाद",
    "NotoSansThai": "บทสนทนา",
    "NotoSansJP": "琵琶湖病院コモレビ・ナーシング",
    "NotoSansKR": "국립정신건강센터",
}


@pytest.mark.parametrize(("face", "text"), SCRIPTS.items())
@pytest.mark.parametrize("bold", [False, True])
def test_each_script_has_a_font(face: str, text: str, bold: bool) -> None:
    """A name in any of these scripts is one run of one font, in both weights, with a width for each letter."""
    (run,) = fonts.runs(text, bold)
    assert run.font == f"{face}-{fonts.BOLD if bold else fonts.REGULAR}"
    assert fonts.UNKNOWN not in run.text
    assert fonts.width([run], 10) > len(text)


@pytest.mark.parametrize(
    ("country", "font"),
    [("JP", "NotoSansJP"), ("KR", "NotoSansKR"), ("CN", "NotoSansSC"), ("TW", "NotoSansTC"), (None, "NotoSansJP")],
)
def test_chinese_characters_have_the_shapes_of_the_country(country: str | None, font: str) -> None:
    """The same character is drawn as it is usual in Japan, Korea, China or Taiwan."""
    (run,) = fonts.runs("直話", han=fonts.han_in(country))
    assert run.font == f"{font}-{fonts.REGULAR}"


def test_a_character_that_only_chinese_has_is_found_in_japanese_text() -> None:
    """Where the first font lacks a character, the next that has it steps in."""
    assert [run.font for run in fonts.runs("話们")] == ["NotoSansJP-400", "NotoSansSC-400"]


def test_mixed_text_is_split_where_the_font_changes() -> None:
    """A line in two scripts is two runs, and signs stay with the letters before them."""
    assert fonts.runs("ACT-J 訪問看護・(ACT) 2026") == [
        fonts.Run("ACT-J ", "NotoSans-400"),
        fonts.Run("訪問看護・(", "NotoSansJP-400"),
        fonts.Run("ACT) 2026", "NotoSans-400"),
    ]


def test_every_letter_of_the_directory_has_a_font(frame: pd.DataFrame) -> None:
    """No name, place or note of the real directory holds a letter that would become a question mark."""
    text = " ".join(str(value) for column in ("name", "own_name", "place", "note") for value in frame[column] if value)
    letters = sorted(set(text) - {fonts.UNKNOWN})
    assert len(letters) > 200
    assert all(run.text != fonts.UNKNOWN for letter in letters for run in fonts.runs(letter))


@pytest.mark.parametrize("text", ["\ue000", "\U000e0041", "\U00012000"])
def test_a_letter_without_a_font_is_a_question_mark_or_nothing(text: str) -> None:
    """What no font has is never drawn as a box."""
    assert "".join(run.text for run in fonts.runs(text)) in ("", fonts.UNKNOWN)


def test_marks_are_composed_and_controls_go() -> None:
    """An accent joins its letter; controls, line ends and what steers the direction of text do not reach the page."""
    assert fonts.runs("Cafe\u0301 a\n\tb\x00c\u202ed\u200f") == [fonts.Run("Café a bcd", "NotoSans-400")]


@given(st.text())
def test_any_text_can_be_drawn(text: str) -> None:
    """Whatever a text holds, its runs have fonts and its markup is well-formed and holds only font elements."""
    for run in fonts.runs(text):
        assert fonts.width([run], 9) >= 0
    root = ET.fromstring(f"<para>{fonts.markup(text, size=9, room=50)}</para>")  # noqa: S314 - made just now
    assert {element.tag for element in root.iter()} <= {"para", "font", "br"}


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("plain, 1-2 (x)", "plain, 1-2 (x)"),
        ("דיאלוג פתוח", "חותפ גולאיד"),
        ("דיאלוג 2026 (ODI)", "(ODI) 2026 גולאיד"),
        ("Hello דיאלוג פתוח 12-3 x", "Hello 12-3 חותפ גולאיד x"),
        ("תקציב 1,234.50 ₪", "₪ 1,234.50 ביצקת"),
        ("אבג 50% דה", "הד 50% גבא"),
        ("abc (שלום) def", "abc (םולש) def"),
        ("ישראל (ODI) 2026, מרכז", "זכרמ ,2026 (ODI) לארשי"),
        ("abc שלום (שלום)", "abc (םולש) םולש"),
        ("(שלום) abc [x", "abc [x (םולש)"),
        ("عربي 12/3", "12/3 " + "عربي"[::-1]),
        ("", ""),
    ],
)
def test_lines_are_drawn_as_unicode_says(line: str, drawn: str) -> None:
    """Hebrew and Arabic run from right to left, numbers and Latin inside them do not, brackets turn."""
    assert visual(line) == drawn


def test_the_direction_is_that_of_the_first_letter() -> None:
    """A line is from right to left if its first letter is; one without such letters stays as it is."""
    assert begins_right_to_left("12 שלום abc")
    assert not begins_right_to_left("abc שלום")
    assert not begins_right_to_left("12 (3)")
    assert has_right_to_left("abc ש")
    assert not has_right_to_left("Ελλάδα 日本")
    assert visual("a שב", right_to_left=True) == "בש a"


def test_marks_follow_their_letter() -> None:
    """A vowel sign stays after its letter when the letters are turned."""
    assert visual("שָׁלוֹם") == "םוֹלשָׁ"


def test_arabic_letters_are_joined() -> None:
    """Arabic letters take the forms that join them; none of the forms lacks a font."""
    assert unicodedata.normalize("NFKC", joined("حوار مفتوح")) == "حوار مفتوح"
    assert joined("حوار") != "حوار"
    assert {run.font for run in fonts.runs("حوار مفتوح")} == {"NotoSansArabic-400"}
    assert joined("dialogue") == "dialogue"


@given(st.text(alphabet="אבגשלום abcXYZ 0123 ,.-%+₪()/:عربي  "))
def test_no_letter_is_lost(line: str) -> None:
    """A drawn line holds the same letters as the line, apart from brackets, which turn."""
    assert sorted(visual(line).replace("(", ")")) == sorted(line.replace("(", ")"))


def test_a_text_from_right_to_left_is_broken_before_it_is_turned() -> None:
    """The first words of a long Hebrew name stand on the first line, and each line fits."""
    words = "אלף בית גימל דלת הא ואו זין חת טת יוד"
    lines = fonts.markup(words, size=10, room=60).split("<br/>")
    assert len(lines) > 2
    assert "ףלא" in lines[0]
    assert "דוי" in lines[-1]
    letters = ["".join(ET.fromstring(f"<p>{line}</p>").itertext()) for line in lines]  # noqa: S314 - made just now
    assert all(fonts.width(fonts.runs(line[::-1]), 10) <= 60 for line in letters)

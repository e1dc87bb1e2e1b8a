"""A search in the file that stands alone finds what the app's search finds: both fold texts in the same way."""

import sys
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from odmap import load
from odmap.geography.place_names import fold
from tests.parity.javascript import call

KNOWN = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) not in ("Cn", "Co")]
"""Every character that this Python's Unicode has: letters, marks, digits, signs, controls, and lone surrogates."""
MARKS = [letter for letter in KNOWN if unicodedata.category(letter).startswith("M")]


def folded(texts: list[str]) -> list[str]:
    """Return what the script makes of texts."""
    return call("standalone/fold.js", "fold", [[text] for text in texts])


def differing(texts: list[str]) -> dict[str, tuple[str, str]]:
    """Return the texts that the two fold differently, with both answers."""
    pairs = zip(texts, map(fold, texts), folded(texts), strict=True)
    return {text: (ours, theirs) for text, ours, theirs in pairs if ours != theirs}


def test_every_character_of_unicode_is_folded_alike() -> None:
    """Each letter, mark, sign and space alone, and each between two letters, where a space or an accent tells."""
    assert len(KNOWN) > 140_000
    assert {unicodedata.category(letter)[0] for letter in KNOWN} == set("LMNPSZC")
    assert differing(KNOWN) == {}
    assert differing([f"a{letter}B" for letter in KNOWN]) == {}


def test_every_mark_is_folded_alike_on_letters_of_many_scripts() -> None:
    """Marks are dropped, kept and put together with the letter before them as Unicode says, whatever the script."""
    assert differing([f"{letter}{mark}" for mark in MARKS for letter in "éΣьकกㅏ가"]) == {}


def test_every_text_of_the_directory_is_folded_alike() -> None:
    """What a search looks at is the same for each organisation."""
    frame = load().frame
    texts = [text for column in ("name", "own_name", "parent", "place", "summary") for text in frame[column] if text]
    assert len(texts) > 500
    assert differing(texts) == {}


LETTERS = st.sampled_from(KNOWN) | st.sampled_from(MARKS) | st.characters(max_codepoint=0x2FF) | st.just("st ")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(LETTERS, max_size=12).map("".join), min_size=200, max_size=400))
def test_any_text_is_folded_alike(texts: list[str]) -> None:
    """Characters next to each other may join, change their order or their case; the two agree on that, too."""
    assert differing(texts) == {}

"""How much room a text needs on a slide: its width, its lines, and the largest letters with which it still fits.

A slide is laid out by a program that may not have our fonts. So widths are those of Arial, which Helvetica shares and
reportlab knows; headings are taken for as wide as the widest face that stands in for Georgia.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics

LINE = 1.2
"""Height of a line, as a multiple of the size of its letters."""

_TALL_LINE = 1.45  # of the faces that stand in for letters that Arial does not have
_HEADING = 1.2  # how much wider than Arial the face of headings may be
_OTHER = 0.72  # of a size: a letter that Arial's table does not know
_POINTS = 72  # of an inch

_TOKENS = re.compile(r"\S+\s*|\s+")
_UNSEEN = re.compile("[\ufffe\uffff\ufdd0-\ufdef]")
_KEPT_FORMATS = "\u200c\u200d\u200e\u200f"  # joiners, of which emoji and Persian are made, and marks of direction
_ELLIPSIS = "…"


class FittedText(NamedTuple):
    """A text that fits, and the size of its letters in points."""

    text: str
    size: float


def clean(text: str) -> str:
    """Return a text as XML can hold it and a reader should see it: one line, no control characters."""
    line = " ".join(_UNSEEN.sub("", text).split())
    seen = "".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c in _KEPT_FORMATS)
    return " ".join(seen.split())


def width(text: str, size: float, bold: bool = False, heading: bool = False) -> float:
    """Return how wide a text is on one line, in inches."""
    widths = _arial(bold)
    ems = sum(widths.get(letter) or _em(letter) for letter in text)
    return ems * size * (_HEADING if heading else 1) / _POINTS


def lines(text: str, size: float, room: float, bold: bool = False, heading: bool = False) -> int:
    """Return how many lines a text fills at a width in inches; a word longer than a line is broken."""
    number, used = 1, 0.0
    for token in _tokens(text):
        word = width(token.rstrip(), size, bold, heading)
        if used and used + word > room:
            number, used = number + 1, 0.0
        number += int(word // room)
        used += word % room + width(token[len(token.rstrip()) :], size, bold, heading)
    return number


def height(text: str, size: float, room: float, bold: bool = False, heading: bool = False) -> float:
    """Return the height of a text at a width, both in inches."""
    tall = any(ord(letter) >= 0x590 and letter not in _arial(False) for letter in text)
    return lines(text, size, room, bold, heading) * size * (_TALL_LINE if tall else LINE) / _POINTS


def fitted(
    text: str, sizes: Sequence[float], room: tuple[float, float], bold: bool = False, heading: bool = False
) -> FittedText:
    """Return a text with the first of some sizes with which it fits; with the last, it is shortened if it must be.

    Args:
        text: as given; it is cleaned.
        sizes: points, the largest first.
        room: width and height, inches.
        bold: whether the letters are bold.
        heading: whether they are those of headings.
    """
    text = clean(text)
    for size in sizes:
        if height(text, size, room[0], bold, heading) <= room[1]:
            return FittedText(text, size)
    return FittedText(_shortened(text, sizes[-1], room, bold, heading), sizes[-1])


def _shortened(text: str, size: float, room: tuple[float, float], bold: bool, heading: bool) -> str:
    """Return as much of a text as fits, and an ellipsis; between two words, if one is near."""
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        if height(text[:middle] + _ELLIPSIS, size, room[0], bold, heading) <= room[1]:
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    between = kept.rpartition(" ")[0]
    return (between if len(between) > 0.7 * len(kept) else kept).rstrip(" ,;:") + _ELLIPSIS


def _tokens(text: str) -> list[str]:
    """Split a text where a line may end: after spaces, and around each letter of Chinese, Japanese and Korean."""
    found = []
    for token in _TOKENS.findall(text):
        if any(_is_wide(letter) for letter in token):
            found += list(token)
        else:
            found.append(token)
    return found


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


@cache
def _arial(bold: bool) -> dict[str, float]:
    """Return the width of each letter that the standard table has, as a share of the size."""
    font = pdfmetrics.getFont("Helvetica-Bold" if bold else "Helvetica")
    letters = (bytes([code]).decode("cp1252", errors="ignore") for code in range(32, 256))
    return {letter: font.widths[32 + number] / 1000 for number, letter in enumerate(letters) if letter}


@cache
def _em(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 1.05 if _is_wide(letter) or ord(letter) >= 0x1F000 else _OTHER

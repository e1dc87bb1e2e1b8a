"""Fonts for text in any script, embedded in what we draw: for every run of letters one that has them all.

Noto Sans under the SIL Open Font License, from two packages that hold nothing but fonts: ``manimgx-fonts`` (Latin,
Greek, Cyrillic, Hebrew, Arabic and more) and ``justmytype-intl-cjk`` (Japanese, Korean, Chinese). They are variable
fonts; HarfBuzz makes of each the one weight that a PDF can embed. A font is made when a letter first needs it, and
kept. No font of the system is ever asked for, so a document looks the same everywhere.
"""

import io
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import NamedTuple
from xml.sax.saxutils import escape

import uharfbuzz as hb
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from odmap.graphics.bidi import begins_right_to_left, has_right_to_left, joined, visual

REGULAR = 400
BOLD = 650

Fits = Callable[[str], bool]
"""Tells whether a line is short enough."""

UNKNOWN = "?"
"""Stands for a letter that no font has; a box would say nothing."""


class Run(NamedTuple):
    """Letters that one font has, in the order in which they are drawn."""

    text: str
    font: str
    """As reportlab knows it."""


class Face(NamedTuple):
    """A typeface: a variable font in a package."""

    package: str
    file: str

    @property
    def name(self) -> str:
        """Its own name: ``NotoSansHebrew``."""
        return self.file.rpartition("/")[2].partition("[")[0]


def _noto(script: str = "") -> Face:
    return Face("manimgx_fonts", f"NotoSans{script}[wght].ttf")


def _han(place: str) -> Face:
    return Face("justmytype_intl_cjk", f"fonts/ofl/notosans{place.lower()}/NotoSans{place}[wght].ttf")


_ALPHABETS = tuple(
    _noto(script)
    for script in (
        *("", "Hebrew", "Arabic", "Armenian", "Georgian", "Ethiopic", "Devanagari", "Bengali", "Gurmukhi", "Gujarati"),
        *("Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar"),
    )
)
LATIN = _ALPHABETS[0]
"""The typeface of most texts here; Greek and Cyrillic are in it, too."""

_SIGNS = (_noto("Symbols"), Face("manimgx_fonts", "NotoEmoji[wght].ttf"))
_HAN_BY_LANGUAGE: Mapping[str, Sequence[Face]] = MappingProxyType(
    {
        "ja": tuple(map(_han, ("JP", "KR", "TC", "SC"))),
        "ko": tuple(map(_han, ("KR", "JP", "TC", "SC"))),
        "zh-Hans": tuple(map(_han, ("SC", "TC", "JP", "KR"))),
        "zh-Hant": tuple(map(_han, ("TC", "SC", "JP", "KR"))),
    }
)
ALL = (*_ALPHABETS, *_SIGNS, *_HAN_BY_LANGUAGE["ja"])
"""Every typeface there is."""

_HAN_IN: Mapping[str, str] = MappingProxyType(
    {"KR": "ko", "KP": "ko", "CN": "zh-Hans", "SG": "zh-Hans", "TW": "zh-Hant", "HK": "zh-Hant", "MO": "zh-Hant"}
)
_lock = RLock()


def han_in(country: str | None) -> str:
    """Return the language whose shapes of Chinese characters are usual in a country; Japanese where none is.

    Args:
        country: ISO 3166-1 alpha-2 code.
    """
    return _HAN_IN.get(country or "", "ja")


def runs(text: str, bold: bool = False, han: str = "ja", right_to_left: bool | None = None) -> list[Run]:
    """Return one line of text, ready to be drawn from left to right.

    Args:
        text: as it is read. Control characters go; a letter that no font has becomes a question mark.
        bold: whether to draw it in bold.
        han: whose shapes Chinese characters have: ``"ja"``, ``"ko"``, ``"zh-Hans"`` or ``"zh-Hant"``.
        right_to_left: whether the paragraph that the line is of is; by default what its first letter says.
    """
    assigned = _assigned(visual(joined(_clean(text)), right_to_left), han)
    return [Run(letters, font(face, bold)) for letters, face in assigned]


def faces(text: str, han: str = "ja") -> set[Face]:
    """Return the typefaces that a text needs: the same as :func:`runs` would draw it with."""
    return {face for _, face in by_face(text, han)}


def by_face(text: str, han: str = "ja") -> list[tuple[str, Face]]:
    """Return a text in parts of one typeface each, in the order in which it is read, for what turns letters itself."""
    return _assigned(_clean(text), han)


def _assigned(letters: str, han: str) -> list[tuple[str, Face]]:
    faces = (*_ALPHABETS, *_HAN_BY_LANGUAGE[han], *_SIGNS)
    found: list[tuple[str, Face]] = []
    for letter in letters:
        face = _face(letter, faces, found[-1][1] if found else None)
        if face is None and unicodedata.category(letter)[0] == "M":
            continue  # a mark on a letter: the letter alone still says something
        shown, face = (letter, face) if face else (UNKNOWN, faces[0])
        if found and found[-1][1] == face:
            found[-1] = (found[-1][0] + shown, face)
        else:
            found.append((shown, face))
    return found


def width(line: Sequence[Run], size: float) -> float:
    """Return how wide a line is.

    Args:
        line: as :func:`runs` returns it.
        size: of the letters, in points.

    Returns:
        Points.
    """
    return float(sum(pdfmetrics.stringWidth(run.text, run.font, size) for run in line))


def markup(text: str, bold: bool = False, han: str = "ja", size: float = 0, room: float = 0) -> str:
    """Return text as markup for a paragraph of reportlab, which may hold nothing else of the text than its letters.

    Reportlab breaks lines only after letters are in the order of drawing. So a text from right to left is broken
    here, if the room is known.

    Args:
        text: any text.
        bold: whether to draw it in bold.
        han: as for :func:`runs`.
        size: of the letters, in points.
        room: how wide a line may be, in points; 0 if unknown.
    """
    if not (has_right_to_left(text) and room):
        return _tagged(runs(text, bold, han))
    turned = begins_right_to_left(text)
    lines = broken(_clean(text), lambda line: width(runs(line, bold, han, turned), size) <= room)
    return "<br/>".join(_tagged(runs(line, bold, han, turned)) for line in lines)


def font(face: Face, bold: bool = False) -> str:
    """Return the name under which reportlab knows a face in a weight, after making it if it is new."""
    with _lock:
        return _made(face, bold)


@cache
def _made(face: Face, bold: bool) -> str:
    weight = BOLD if bold else REGULAR
    name = f"{face.name}-{weight}"
    made = TTFont(name, io.BytesIO(one_weight(face, weight)), shapable=False)
    made.face.name = name.encode()  # else both weights would be one font in the document
    pdfmetrics.registerFont(made)
    for thick in (0, 1):
        for slanted in (0, 1):
            addMapping(name, thick, slanted, name)
    return name


def one_weight(face: Face, weight: float, shaped: bool = False) -> bytes:
    """Return a variable font as a TrueType font of a single weight.

    Args:
        face: which one.
        weight: from 100 to 900.
        shaped: whether to keep what renderers need to shape letters: what joins Arabic ones, say.
    """
    opened = _opened(face)
    wanted = hb.SubsetInput()
    wanted.unicode_set.set(set(opened.unicodes))
    if not shaped:
        wanted.layout_feature_tag_set.clear()
    wanted.pin_axis_location(opened, "wght", weight)
    made = hb.subset(opened, wanted)
    return bytes(made.blob.data)


@cache
def _opened(face: Face) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path(face))))


def path(face: Face) -> Path:
    """Return where a variable font was installed.

    Raises:
        FileNotFoundError: its package is not installed.
    """
    package = find_spec(face.package)  # only to look at its files
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError(f"{face.package} is not installed: it holds the font {face.name}; run `make setup`")
    return Path(package.submodule_search_locations[0], face.file)


@cache
def _letters(face: Face) -> frozenset[str]:
    return frozenset(map(chr, _opened(face).unicodes))


def _face(letter: str, faces: Sequence[Face], before: Face | None) -> Face | None:
    """Return the face for a letter: signs and marks stay in the face of what stands before them, if it has them."""
    if before and unicodedata.category(letter)[0] in "MPZ" and letter in _letters(before):
        return before
    return next((face for face in faces if letter in _letters(face)), None)


def _clean(text: str) -> str:
    """Compose accents, make every kind of white space a space, and take away what is not to be seen."""
    composed = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text))
    return "".join(letter for letter in composed if unicodedata.category(letter) not in ("Cc", "Cf", "Cs"))


def broken(text: str, fits: Fits) -> list[str]:
    """Break a text into lines at spaces; a word longer than a line stays whole."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or fits(longer):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _tagged(line: Sequence[Run]) -> str:
    return "".join(f'<font face="{run.font}">{escape(run.text)}</font>' for run in line)

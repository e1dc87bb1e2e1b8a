"""Fonts for pictures that vl-convert draws: the same Noto fonts as in print, so that no letter becomes a box.

vl-convert reads fonts from folders only, and knows one weight of each family. So every font that a text needs is
written to a folder of this process once, when a letter first needs it, and bold has a family of its own.
"""

import io
import re
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock

import vl_convert
from fontTools.ttLib import TTFont

from odmap.exports import fonts
from odmap.exports.bidi import in_order

FAMILY = "Noto Sans, Source Sans, Segoe UI, sans-serif"
BOLD = "Noto Sans Bold, Noto Sans, Source Sans, Segoe UI, sans-serif"

_lock = RLock()


def ready(*texts: str) -> None:
    """See to it that every letter of some texts can be drawn."""
    letters = "".join(sorted(set().union(*texts)))
    needed = {fonts.LATIN, *fonts.faces(letters)}
    with _lock:
        folder = Path(_folder().name)
        new = [face for face in needed if not (folder / f"{face.name}.ttf").exists()]
        for face in new:
            (folder / f"{face.name}.ttf").write_bytes(
                _as_family(fonts.one_weight(face, fonts.REGULAR, shaped=True), _family(face))
            )
        if fonts.LATIN in new:
            (folder / "bold.ttf").write_bytes(_as_family(fonts.one_weight(fonts.LATIN, fonts.BOLD), "Noto Sans Bold"))
        if new:
            vl_convert.register_font_directory(str(folder))


def spans(text: str, x: float, size: float) -> str:
    """Return a line as SVG: what needs another font than most letters stands by itself, with the name of that font.

    A renderer that has to look for letters takes any font of the system, in any weight, and for letters that are not
    even missing; so nothing is left to be looked for. Control characters go; a letter that no font has becomes a
    question mark.

    Args:
        text: one line of a paragraph from left to right.
        x: where it begins, pixels.
        size: of the letters, pixels.
    """
    parts = fonts.by_face(text)
    if {face for _, face in parts} <= {fonts.LATIN}:
        return escape("".join(part for part, _ in parts))
    words = [
        (word, fonts.LATIN if word.isspace() else face)
        for part, face in parts
        for word in ([part] if face == fonts.LATIN else re.split("( +)", part))
    ]
    drawn = []
    for word, face in in_order(words):
        family = FAMILY if face == fonts.LATIN else f"{_family(face)}, {FAMILY}"
        drawn.append(f'<tspan x="{x:.1f}" font-family="{family}">{escape(word)}</tspan>')
        x += fonts.width(fonts.runs(word), size)
    return "".join(drawn)


def _family(face: fonts.Face) -> str:
    """Return the name of a typeface as people know it: "Noto Sans JP"."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", face.name)


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="odmap-fonts-")


def _as_family(font: bytes, family: str) -> bytes:
    """Return a font under another name."""
    opened = TTFont(io.BytesIO(font), lazy=True)
    for record in opened["name"].names:
        if record.nameID in (1, 16):
            record.string = family
        elif record.nameID in (4, 6):
            record.string = family.replace(" ", "")
        elif record.nameID in (17, 2):
            record.string = "Regular"
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()

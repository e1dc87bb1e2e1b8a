"""Fonts for pictures that vl-convert draws: the same Noto fonts as in print, so that no letter becomes a box.

vl-convert reads fonts from folders only, and knows one weight of each family. So every font that a text needs is
written to a folder of this process once, when a letter first needs it, and bold has a family of its own.
"""

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock

import vl_convert
from fontTools.ttLib import TTFont

from odmap.exports import fonts

FAMILY = "Noto Sans, Source Sans, Segoe UI, sans-serif"
BOLD = "Noto Sans Bold, Noto Sans, Source Sans, Segoe UI, sans-serif"

_lock = RLock()


def ready(*texts: str) -> None:
    """See to it that every letter of some texts can be drawn."""
    needed = {fonts.LATIN, *(face for text in texts for face in fonts.faces(text))}
    with _lock:
        folder = Path(_folder().name)
        new = [face for face in needed if not (folder / f"{face.name}.ttf").exists()]
        for face in new:
            (folder / f"{face.name}.ttf").write_bytes(fonts.one_weight(face, fonts.REGULAR))
        if fonts.LATIN in new:
            (folder / "bold.ttf").write_bytes(_as_family(fonts.one_weight(fonts.LATIN, fonts.BOLD), "Noto Sans Bold"))
        if new:
            vl_convert.register_font_directory(str(folder))


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="odmap-fonts-")


def _as_family(font: bytes, family: str) -> bytes:
    """Return a font under another name."""
    opened = TTFont(io.BytesIO(font))
    for record in opened["name"].names:
        if record.nameID in (1, 16):
            record.string = family
        elif record.nameID in (4, 6):
            record.string = family.replace(" ", "")
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()

"""Fonts for pictures that vl-convert draws: the same Noto fonts as in print, so that no letter becomes a box.

vl-convert reads fonts from folders only, and knows one weight of each family. So every font that a text needs is
written to a folder of this process once, when a letter first needs it, and bold has a family of its own. Where no
folder can be written (a read-only disk, a full one), it reads the fonts where they were installed: then every letter is
there all the same, bold as plain and Chinese characters thin.
"""

import io
import logging
import re
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock

import vl_convert
from fontTools.ttLib import TTFont

from odmap.graphics import fonts
from odmap.graphics.bidi import in_order

FAMILY = "Noto Sans, Source Sans, Segoe UI, sans-serif"
BOLD = "Noto Sans Bold, Noto Sans, Source Sans, Segoe UI, sans-serif"

_lock = RLock()
_written: dict[str, int] = {}  # name of a file to its bytes, to know one that is cut off or was taken away
_log = logging.getLogger(__name__)


def ready(*texts: str) -> None:
    """Make sure that every letter of some texts can be drawn."""
    letters = "".join(sorted(set().union(*texts)))
    needed = [(face, fonts.REGULAR) for face in sorted({fonts.LATIN, *fonts.faces(letters)})]
    with _lock:
        try:
            folder = _place()
            new = [font for font in [*needed, (fonts.LATIN, fonts.BOLD)] if not _is_there(folder, *font)]
            for face, weight in new:
                _write(folder / _file(face, weight), _font(face, weight))
        except OSError as problem:
            if not _use_installed.cache_info().currsize:  # once is enough for the log
                _log.warning("No fonts for pictures can be written (%s): bold letters will look plain", problem)
            _use_installed()
        else:
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


def _file(face: fonts.Face, weight: float) -> str:
    return f"{face.name}-{weight}.ttf"


def _is_there(folder: Path, face: fonts.Face, weight: float) -> bool:
    """Tell whether a font was written whole and still is: whoever cleans temporary folders may have taken it away."""
    path = folder / _file(face, weight)
    return path.is_file() and path.stat().st_size == _written.get(path.name)


def _font(face: fonts.Face, weight: float) -> bytes:
    family = _family(face) if weight == fonts.REGULAR else f"{_family(face)} Bold"
    return _as_family(fonts.one_weight(face, weight, shaped=weight == fonts.REGULAR), family)


def _write(path: Path, content: bytes) -> None:
    """Write a font whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    part = path.with_suffix(".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _written[path.name] = len(content)


@cache
def _use_installed() -> None:
    """Read the fonts where they were installed."""
    for folder in sorted({path.parent for path in map(fonts.path, fonts.ALL)}):
        vl_convert.register_font_directory(str(folder))


def _place() -> Path:
    """Return the folder, made again at the same place if it was taken away: vl-convert goes on reading fonts there.

    Raises:
        OSError: there is no place for it, or somebody else's folder is there now.
    """
    place = Path(_folder().name)
    if not place.is_dir():
        place.mkdir(mode=0o700)
    return place


@cache
def _folder() -> TemporaryDirectory[str]:
    """Return a folder that only this user can read, and that goes with this process.

    Raises:
        OSError: there is no place for one.
    """
    return TemporaryDirectory(prefix="odmap-fonts-", ignore_cleanup_errors=True)


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

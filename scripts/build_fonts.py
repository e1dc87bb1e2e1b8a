"""Cut Streamlit's fonts down to what pages show: a first visit then fetches a tenth of their bytes.

    python scripts/build_fonts.py

The letters of Latin scripts, the weights that the style sheets use, and the icons that odmap and Streamlit's own script
name. A page that shows another letter fetches the whole font all the same, because the style sheet gives these only
their range. Source Sans and Source Serif are under the SIL Open Font Licence, which keeps their names for the whole
fonts: so these have names of their own. Material Symbols is under the Apache Licence 2.0.
"""

import io
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from odmap.graphics.assets import LATIN, streamlit_folder
from odmap.settings import ROOT

TO = ROOT / "src" / "odmap" / "graphics" / "static" / "fonts"
MEDIA = streamlit_folder() / "static" / "media"

WORDS: Mapping[str, tuple[str, Mapping[str, float | tuple[float, float]]]] = {
    "sans": ("SourceSansVF-Upright*.woff2", {"wght": (400, 700)}),
    "sans-italic": ("SourceSansVF-Italic*.woff2", {"wght": (400, 600)}),
    "serif": ("SourceSerifVariable-Roman*.woff2", {"wght": 600, "opsz": 24}),
}
"""File to the font that it is cut from, and what is left of its axes."""

SYMBOLS = "MaterialSymbols-Rounded*.woff2"
_ICON = re.compile(r"[a-z0-9_]{2,60}")
_QUOTED = re.compile(r"""["'`/]([a-z0-9_]{2,60})["'`:]""")


def letters() -> set[int]:
    """Return the code points of :data:`odmap.graphics.assets.LATIN`."""
    found: set[int] = set()
    for part in LATIN.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def _the(pattern: str) -> Path:
    (found,) = MEDIA.glob(pattern)
    return found


def _options(**others: object) -> Options:
    return Options(flavor="woff2", name_IDs=[0, 13, 14], notdef_outline=True, hinting=False, **others)


def _save(font: TTFont, name: str) -> None:
    for number in (1, 3, 4, 6, 16):
        font["name"].setName(f"odmap {name}".replace(" ", "-") if number == 6 else f"odmap {name}", number, 3, 1, 0x409)
    font.flavor = "woff2"
    font["head"].modified = font["head"].created  # the same font gives the same file
    font.recalcTimestamp = False
    TO.mkdir(exist_ok=True)
    font.save(TO / f"{name}.woff2")
    print(f"{name}.woff2: {(TO / f'{name}.woff2').stat().st_size:,} bytes, {font['maxp'].numGlyphs:,} glyphs")


def cut_words() -> None:
    """Cut the fonts of words."""
    for name, (pattern, axes) in WORDS.items():
        font = TTFont(_the(pattern))
        subsetter = Subsetter(_options(layout_features=["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum"]))
        subsetter.populate(unicodes=letters())
        subsetter.subset(font)
        whole = io.BytesIO()
        font.save(whole)
        _save(instantiateVariableFont(TTFont(io.BytesIO(whole.getvalue())), dict(axes)), name)


def ligatures(font: TTFont) -> dict[str, str]:
    """Return the name of each icon, which is written to show it, and its glyph."""
    letter = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in (getattr(each, "ExtSubTable", each) for each in lookup.SubTable):
            for first, sets in getattr(table, "ligatures", {}).items():
                for one in sets:
                    found["".join(letter.get(glyph, "?") for glyph in (first, *one.Component))] = one.LigGlyph
    return found


def named_icons(known: set[str]) -> set[str]:
    """Return the icons that odmap, or Streamlit's script, may show."""
    ours = [*ROOT.glob("pages/*.py"), *ROOT.glob("src/odmap/**/*.py")]
    words = set().union(*(_ICON.findall(path.read_text("utf-8")) for path in ours))
    for path in (streamlit_folder() / "static" / "js").glob("*.js"):
        text = path.read_text("utf-8")
        words |= set(_QUOTED.findall(text)) | {one for one in _ICON.findall(text) if "_" in one}
    return known & words


def cut_symbols() -> None:
    """Cut the font of icons."""
    font = TTFont(_the(SYMBOLS))
    glyphs = ligatures(font)
    wanted = named_icons(set(glyphs))
    subsetter = Subsetter(_options(layout_features=["*"], layout_closure=False))
    subsetter.populate(
        glyphs=[glyphs[name] for name in wanted], unicodes=[ord(letter) for letter in set().union(*wanted)]
    )
    subsetter.subset(font)
    _save(font, "symbols")


def main() -> int:
    """Cut all of them."""
    cut_words()
    cut_symbols()
    return 0


if __name__ == "__main__":
    sys.exit(main())

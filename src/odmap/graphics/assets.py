"""The files that a browser fetches once: their content, kind and address.

An address carries the version of its content (``?v=``), so that a browser may keep it for good and still sees
new content at once.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence, Set
from contextlib import suppress
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.ttLib import TTFont
from xstatic.pkg import leaflet, leaflet_markercluster

from odmap.data_file import DataFileError, reading
from odmap.geography import land_tiles, map_tiles
from odmap.geography.base_map import REBUILD
from odmap.graphics import mark_svg
from odmap.graphics.leaflet_options import OPTIONS, settings
from odmap.graphics.marks import Mark
from odmap.graphics.palette import MODES, Mode, css
from odmap.settings import BASE_MAP, GAZETTEER, LAND_TILES, OVERVIEW, REGIONS, STATIC

FROM_FRAME = "../../"
"""From the map's frame, which streamlit-folium keeps two folders down, to the server's root, wherever that is."""


class StaticFile(NamedTuple):
    """A file that does not depend on the directory."""

    media_type: str
    content: Callable[[], bytes]


def version(content: bytes) -> str:
    """Return a short name of some content: the same bytes, the same name."""
    return hashlib.sha256(content).hexdigest()[:12]


def _read(*names: str) -> bytes:
    return b"".join((STATIC / name).read_bytes() for name in names)


@cache
def map_script() -> bytes:
    """Return Leaflet, its cluster plugin and our script as one: the frame loads scripts one after the other.

    Ours is bundled from its modules (scripts/bundle.js), and committed so that odmap runs without Node.
    """
    vendored = (
        Path(leaflet.BASE_DIR, "leaflet.js"),
        Path(leaflet_markercluster.BASE_DIR, "leaflet.markercluster.js"),
    )
    return b"\n".join([*(path.read_bytes() for path in vendored), _read("built/map.js")])


@cache
def _frame_script() -> bytes:
    """Return the map's script for the frame in the page, with all that it needs but the organisations."""
    addresses = {**_land_for_the_frame(), **tiles_for_the_frame(), "card": f"{FROM_FRAME}card/"}
    told = json.dumps({**settings(), **addresses}, separators=(",", ":"))
    return map_script() + f"\nwindow.odmapSettings={told};\n".encode()


@cache
def map_rules() -> bytes:
    """Return the style of the map wherever it stands: all but colours, font and the frame around it."""
    vendored = (Path(leaflet.BASE_DIR, "leaflet.css"), Path(leaflet_markercluster.BASE_DIR, "MarkerCluster.css"))
    return b"".join(
        [*(path.read_bytes() for path in vendored), mark_svg.rules().encode(), _read("card.css", "map.css")]
    )


@cache
def _map_style() -> bytes:
    colours = "".join(f':root[data-mode="{mode}"]{{{css(mode)}}}' for mode in MODES) + _paper_colours()
    return map_rules() + (page_fonts("../", "Source Sans") + colours).encode() + _read("frame.css")


@cache
def streamlit_folder() -> Path:
    """Return the folder of the files that Streamlit's own page is made of.

    Raises:
        RuntimeError: Streamlit is not installed.
    """
    streamlit = find_spec("streamlit")  # only to look at its files: this room draws nothing
    if streamlit is None or not streamlit.submodule_search_locations:
        raise RuntimeError("Streamlit is not installed; run `make setup`")
    return Path(streamlit.submodule_search_locations[0], "static")


def _of_streamlit(pattern: str) -> str | None:
    """Return the address of a file that Streamlit serves under a hashed name; ``None`` if it has none such."""
    folder = streamlit_folder()
    return next((path.relative_to(folder).as_posix() for path in folder.glob(pattern)), None)


@cache
def _framework_style() -> bytes:
    """Return Streamlit's own style sheet without the fonts of the page.

    Those come with each page (:func:`page_fonts`), cut down to what is shown; named twice, both would be fetched.

    Raises:
        RuntimeError: Streamlit has no such style sheet any more.
    """
    where = _of_streamlit(FRAMEWORK_STYLE)
    if where is None:
        raise RuntimeError("Streamlit's style sheet is not where it was; see odmap.graphics.assets.FRAMEWORK_STYLE")
    text = (streamlit_folder() / where).read_text("utf-8")
    ours = "|".join(re.escape(family) for family in sorted({ICONS, *(face.family for face in _FACES)}))
    text = re.sub(rf"@font-face\{{font-family:(?:{ours});[^}}]*\}}", "", text)
    return text.replace("url(../media/", "url(../static/media/").encode()


FRAMEWORK_STYLE = "static/css/index.*.css"
"""Streamlit's own style sheet; ``framework.css`` of :data:`FILES` takes its place."""


class _Face(NamedTuple):
    """A font of the page: Streamlit's own, and our cut of it."""

    family: str
    style: str
    whole: str
    cut: str


_FACES = (
    _Face("Source Sans", "normal", "static/media/SourceSansVF-Upright*.woff2", "sans.woff2"),
    _Face("Source Sans", "italic", "static/media/SourceSansVF-Italic*.woff2", "sans-italic.woff2"),
    _Face("Source Serif", "normal", "static/media/SourceSerifVariable-Roman*.woff2", "serif.woff2"),
    _Face("Source Serif", "italic", "static/media/SourceSerifVariable-Italic*.woff2", ""),
)

ICONS = "Material Symbols Rounded"
"""The family of Streamlit's icons."""

LATIN = (
    "U+20-7E,U+A0-17F,U+218-21B,U+2C6,U+2DA,U+2DC,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033,"
    "U+2039-203A,U+2044,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,U+2264-2265,U+25A0-25FF"
)
"""The letters of which our cuts hold what the whole fonts have (scripts/build_fonts.py), as CSS writes them."""


def _letters(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def _ranges(letters: Iterable[int], but: Set[int] = frozenset(), passed_over: int = 0) -> str:
    """Return code points as CSS writes them: ``U+20-7E,U+A0``.

    Args:
        letters: the code points.
        but: code points that are in no range.
        passed_over: so many others that are missing between two do not begin a new range.
    """
    runs: list[list[int]] = []
    for letter in sorted(set(letters) - but):
        gap = range(runs[-1][1] + 1, letter) if runs else None
        if gap is not None and len(gap) <= passed_over and but.isdisjoint(gap):
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return ",".join(f"U+{first:X}-{last:X}" if last > first else f"U+{first:X}" for first, last in runs)


@cache
def page_fonts(root: str, *families: str) -> str:
    """Return rules that give fonts of the page to what Streamlit does not draw.

    Letters of Latin scripts come from our cut of a font, a tenth of its bytes; only where a page shows another letter
    that the whole font has does a browser fetch that.

    Args:
        root: from there to the server's root, such as ``../``.
        *families: their names; by default words, headings and icons.
    """
    rules = []
    for face in _FACES:
        if families and face.family not in families:
            continue
        begins = f'font-family:"{face.family}";font-style:{face.style};font-weight:100 900;font-display:swap;'
        cut = _letters(STATIC / "fonts" / face.cut) if face.cut else set()
        if whole := _of_streamlit(face.whole):
            rest = _ranges(_letters(streamlit_folder() / whole), cut, passed_over=64)
            rules.append(f'{begins}src:url("{root}{whole}") format("woff2");unicode-range:{rest}')
        if cut:
            rules.append(f'{begins}src:url("{root}{address(face.cut)}") format("woff2");unicode-range:{_ranges(cut)}')
    if not families:
        icons = f'font-family:"{ICONS}";font-style:normal;font-weight:400;font-display:block;'
        rules.append(f'{icons}src:url("{root}{address("symbols.woff2")}") format("woff2")')
    return "".join(f"@font-face{{{rule}}}" for rule in rules)


@cache
def script(name: str) -> str:
    """Return one of our bundled scripts (scripts/bundle.js), to stand in HTML."""
    return _read(f"built/{name}.js").decode()


@cache
def _page_script() -> bytes:
    return _read("built/page.js")


@cache
def _story_script() -> bytes:
    return _read("built/story.js")


@cache
def _page_style() -> bytes:
    rules = (mark_svg.rules() + _paper_colours()).encode()
    return rules + _read("card.css", "page.css", "story.css", "page-print.css")


def _paper_colours() -> str:
    """Return a rule that prints in the colours of light, whatever the screen shows."""
    return f"@media print{{:root{{{css('light').replace(';', '!important;')}}}}}"


@cache
def first_style() -> str:
    """Return the style that stands in the first answer itself: its own, the page's, and the fonts of both."""
    light, dark = css("light"), css("dark")
    colours = (
        f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f":root[data-od-look=Light]{{{light}}}:root[data-od-look=Dark]{{{dark}}}"
    )
    return page_fonts("./") + colours + (_read("first.css") + _page_style()).decode()


@cache
def land(path: Path) -> bytes:
    """Return one of the two files of the base map.

    Raises:
        DataFileError: it is missing, or no TopoJSON with countries.
    """
    with reading(path, REBUILD):
        content = path.read_bytes()
        topology = json.loads(content)
        if not (topology["transform"] and topology["arcs"] and topology["objects"]["countries"]["geometries"]):
            raise ValueError("it holds no country")
    return content


_NO_LAND = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [],
    "objects": {"countries": {"type": "GeometryCollection", "geometries": []}},
}


def _land_for_the_frame() -> dict[str, Any]:
    """Return where the map finds the land from afar and from near; one file stands in for the other if it must."""
    found = {}
    for name, path in (("overview", OVERVIEW), ("detail", BASE_MAP)):
        with suppress(DataFileError):
            land(path)
            found[name] = FROM_FRAME + address(path.name)
    usual = next(iter(found.values()), _NO_LAND)
    return {name: found.get(name, usual) for name in ("overview", "detail")}


@cache
def tiles_version() -> str:
    """Return a short name of what all tiles of towns and regions hold, and of how they are made.

    Raises:
        DataFileError: a file that they are made of is missing or damaged.
    """
    map_tiles.check()
    return version(b"".join([GAZETTEER.read_bytes(), REGIONS.read_bytes(), map_tiles.EDITION.encode()]))


@cache
def land_version() -> str:
    """Return a short name of what all tiles of the fine outline hold.

    Raises:
        DataFileError: the file is missing or damaged.
    """
    land_tiles.check()
    return version(LAND_TILES.read_bytes())


def tiles_for_the_frame() -> dict[str, Any]:
    """Return where the map finds towns, regions and the fine outline from near; nothing of what is missing.

    With each address stand the levels of its tiles: level, the first and the last zoom that it serves.
    """
    found: dict[str, Any] = {}
    with suppress(DataFileError):
        where = f"{FROM_FRAME}assets/tile/{{level}}/{{column}}/{{row}}.json?v={tiles_version()}"
        found["tiles"] = {"address": where, "levels": [[level, *span] for level, span in map_tiles.LEVELS.items()]}
    with suppress(DataFileError):
        where = f"{FROM_FRAME}assets/land/{{column}}/{{row}}.json?v={land_version()}"
        span = (land_tiles.FIRST_ZOOM, OPTIONS["maxZoom"])
        found["nearLand"] = {
            "address": where,
            "levels": [[land_tiles.LEVEL, *span]],
            "units": land_tiles.UNITS,
            "margin": land_tiles.MARGIN,
        }
    return found


IMAGES = ("icon.svg", "logo-light.svg", "logo-dark.svg")

FILES: dict[str, StaticFile] = {
    "map.js": StaticFile("text/javascript", _frame_script),
    "page.js": StaticFile("text/javascript", _page_script),
    "story.js": StaticFile("text/javascript", _story_script),
    "map.css": StaticFile("text/css", _map_style),
    "page.css": StaticFile("text/css", _page_style),
    "framework.css": StaticFile("text/css", _framework_style),
    **{
        name: StaticFile("image/svg+xml", partial(_read, name))
        for name in ("icon.svg", "logo-light.svg", "logo-dark.svg")
    },
    **{
        name: StaticFile("font/woff2", partial(_read, f"fonts/{name}"))
        for name in ("sans.woff2", "sans-italic.woff2", "serif.woff2", "symbols.woff2")
    },
    "overview.topo.json": StaticFile("application/json", partial(land, OVERVIEW)),
    "world.topo.json": StaticFile("application/json", partial(land, BASE_MAP)),
}


@cache
def address(name: str) -> str:
    """Return where a file is served, relative to the server's root: ``assets/map.js?v=1a2b3c``."""
    return f"assets/{name}?v={version(FILES[name].content())}"


_FOR_THE_FRAME = ("Html", "purify.es", "ComponentInstance", "IFrameUtil", "urls", "withCalculatedWidth")
"""The modules of Streamlit that draw HTML and a component's frame; its page asks for them only when it meets one."""


@cache
def early() -> Sequence[tuple[str, str]]:
    """Return what a browser will need for the map: relations (``prefetch``) and addresses, from the root.

    Streamlit learns of the map's frame only after its first run, and the frame of its files only after that.
    """
    own = []
    for name in ("map.js", "map.css", "overview.topo.json"):
        with suppress(DataFileError):
            own.append(("prefetch", address(name)))
    modules = [_of_streamlit(f"static/js/{name}.*.js") for name in _FOR_THE_FRAME]
    return [*own, *(("modulepreload", module) for module in modules if module)]


@cache
def mark_file(mark: Mark, mode: Mode) -> bytes:
    """Return the drawing of a mark as an SVG file."""
    return mark_svg.file(mark, mode).encode()


@cache
def mark_address(mark: Mark, mode: Mode) -> str:
    """Return where the drawing of a mark is served, relative to the server's root."""
    return f"assets/mark/{mode}/{mark.name}.svg?v={version(mark_file(mark, mode))}"

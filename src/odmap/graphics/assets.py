"""The files that a browser fetches once: their content, kind and address.

An address carries the version of its content (``?v=``), so that a browser may keep it for good and still sees
new content at once.
"""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

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


_FONTS = {
    "Source Sans": "static/media/SourceSansVF-Upright*.woff2",
    "Source Serif": "static/media/SourceSerifVariable-Roman*.woff2",
}


def page_fonts(root: str, *families: str) -> str:
    """Return rules that give fonts of the page to what Streamlit does not draw.

    Args:
        root: from there to the server's root, such as ``../``.
        *families: their names; by default words and headings.
    """
    found = ((family, _of_streamlit(_FONTS[family])) for family in families or _FONTS)
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:200 900;font-display:swap;'
        f'src:url("{root}{font}") format("woff2")}}'
        for family, font in found
        if font
    )


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
    **{
        name: StaticFile("image/svg+xml", partial(_read, name))
        for name in ("icon.svg", "logo-light.svg", "logo-dark.svg")
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
def early() -> str:
    """Return a ``Link`` header that lets a browser fetch at once what it will need for the map.

    Streamlit learns of the map's frame only after its first run, and the frame of its files only after that.
    """
    own = []
    for name in ("map.js", "map.css", "overview.topo.json"):
        with suppress(DataFileError):
            own.append(f"<./{address(name)}>; rel=prefetch")
    modules = [_of_streamlit(f"static/js/{name}.*.js") for name in _FOR_THE_FRAME]
    return ", ".join([*own, *(f"<./{module}>; rel=modulepreload" for module in modules if module)])


@cache
def mark_file(mark: Mark, mode: Mode) -> bytes:
    """Return the drawing of a mark as an SVG file."""
    return mark_svg.file(mark, mode).encode()


@cache
def mark_address(mark: Mark, mode: Mode) -> str:
    """Return where the drawing of a mark is served, relative to the server's root."""
    return f"assets/mark/{mode}/{mark.name}.svg?v={version(mark_file(mark, mode))}"

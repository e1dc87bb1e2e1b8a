"""The file formats of a view, its charts and its story: what each is called and what it is good for.

Page, HTTP API, command line and tests read one registry. It names each writer and loads it only when a file is made:
nothing here knows how.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple


class Format(NamedTuple):
    """One kind of file.

    Attributes:
        extension: of a file's name, without the dot; also its name in addresses and on the command line.
        media_type: as HTTP names it.
        label: what a visitor reads.
        writer: the function that makes it, as "module:function".
        meaning: what it is good for; empty where the label says enough.
        name: as a button names it: "slides"; empty where there is none.
        tells_story: whether the file holds the story, and so can begin it with a country.
    """

    extension: str
    media_type: str
    label: str
    writer: str
    meaning: str = ""
    name: str = ""
    tells_story: bool = False

    @property
    def write(self) -> Callable[..., bytes]:
        """The function that makes the file; its module is imported now, if it was not before."""
        return _loaded(self.writer)


def _loaded(writer: str) -> Callable[..., bytes]:
    module, _, function = writer.partition(":")
    loaded: Callable[..., bytes] = getattr(import_module(module), function)
    return loaded


def _by_extension(*formats: Format) -> Mapping[str, Format]:
    return {each.extension: each for each in formats}


DATA: Mapping[str, Format] = _by_extension(
    Format("csv", "text/csv", "CSV", "odmap.exports.data.csv_file:write", "A table for a spreadsheet"),
    Format(
        "geojson",
        "application/geo+json",
        "GeoJSON",
        "odmap.exports.data.geojson_file:write",
        "Points for mapping software",
    ),
    Format("json", "application/json", "JSON", "odmap.exports.data.json_file:write", "All the data, for programs"),
)
"""A view as data. A writer takes the rows and their :class:`~odmap.views.provenance.Edition`."""

CHARTS: Mapping[str, Format] = _by_extension(
    Format("png", "image/png", "PNG", "odmap.exports.charts:png"),
    Format("svg", "image/svg+xml", "SVG", "odmap.exports.charts:svg"),
    Format("csv", "text/csv", "CSV", "odmap.exports.charts:csv"),
)
"""A chart. A writer takes the finding, the edition, and light or dark."""

PRESENTER: Mapping[str, Format] = _by_extension(
    Format(
        "html",
        "text/html",
        "One file for a USB stick",
        "odmap.exports.offline_page:write",
        "The map, the list and the story in one web page that opens in any browser, without internet.",
        name="page",
        tells_story=True,
    ),
    Format(
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "Slides",
        "odmap.exports.slides.deck:write",
        "The story for PowerPoint, LibreOffice or Keynote, with charts and tables to edit, and notes with sources.",
        name="slides",
        tells_story=True,
    ),
    Format(
        "pdf",
        "application/pdf",
        "Handout",
        "odmap.exports.documents.handout:write",
        "Two A4 sheets to leave behind: map, numbers, list by country, principles.",
        name="handout",
    ),
    Format(
        "zip",
        "application/zip",
        "Pictures",
        "odmap.exports.pictures:write",
        "The map and every chart, for slides (PNG), for print (PNG, A3 at 300 dpi) and to scale (SVG).",
        name="pictures",
    ),
)
"""The presenter's files, which the page offers to make. A writer takes a job, and whom to tell how far it is."""

MAPS: Mapping[str, Format] = _by_extension(
    Format("png", "image/png", "PNG", "odmap.exports.pictures:map_png"),
    Format("svg", "image/svg+xml", "SVG", "odmap.exports.pictures:map_svg"),
)
"""The still map. A writer takes a job, light or dark, and for a PNG its size."""

"""The file formats of a view, its charts and its story: what each is called and what it is good for.

Page, HTTP API, command line and tests read one registry. It names each writer, and the values of each option, and loads
them only when they are used: nothing here knows how a file is made.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple


class Option(NamedTuple):
    """What can be said about a file beside its filters.

    Attributes:
        name: in addresses and on the command line.
        meaning: of which files it says what.
        values: where the names it may have are listed, as "module:name"; empty for a country.
        usual: the value that goes without saying; empty for none.
    """

    name: str
    meaning: str
    values: str = ""
    usual: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """The names it may have; none for a country, which are those of ISO 3166-1."""
        return tuple(_loaded(self.values)) if self.values else ()


MODE = Option("mode", "of a picture", "odmap.graphics.palette:MODES", "light")
SIZE = Option("size", "of a PNG", "odmap.exports.picture_sizes:SIZES", "screen")
BEGIN = Option("begin", "of html and pptx: the country that the story begins with, such as NO")
OPTIONS = (BEGIN, MODE, SIZE)


class Format(NamedTuple):
    """One kind of file.

    Attributes:
        extension: of a file's name, without the dot; also its name in addresses and on the command line.
        media_type: as HTTP names it.
        label: what a visitor reads.
        writer: the function that makes it, as "module:function".
        meaning: what it is good for; empty where the label says enough.
        name: as a button names it: "slides"; empty where there is none.
        options: what can be said about it beside the filters.
    """

    extension: str
    media_type: str
    label: str
    writer: str
    meaning: str = ""
    name: str = ""
    options: tuple[Option, ...] = ()

    @property
    def tells_story(self) -> bool:
        """Whether the file holds the story, and so can begin it with a country."""
        return BEGIN in self.options

    @property
    def write(self) -> Callable[..., bytes]:
        """The function that makes the file; its module is imported now, if it was not before."""
        writer: Callable[..., bytes] = _loaded(self.writer)
        return writer


def _loaded(where: str) -> Any:
    """Return what "module:name" names."""
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)


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
    Format("png", "image/png", "PNG", "odmap.exports.charts:png", options=(MODE, SIZE)),
    Format("svg", "image/svg+xml", "SVG", "odmap.exports.charts:svg", options=(MODE,)),
    Format("csv", "text/csv", "CSV", "odmap.exports.charts:csv", options=(MODE,)),
)
"""A chart. A writer takes the finding, the edition, light or dark, and for a PNG its size."""

PRESENTER: Mapping[str, Format] = _by_extension(
    Format(
        "html",
        "text/html",
        "One file for a USB stick",
        "odmap.exports.offline_page:write",
        "The map, the list and the story in one web page that opens in any browser, without internet.",
        name="page",
        options=(BEGIN,),
    ),
    Format(
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "Slides",
        "odmap.exports.slides.deck:write",
        "The story for PowerPoint, LibreOffice or Keynote, with charts and tables to edit, and notes with sources.",
        name="slides",
        options=(BEGIN,),
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
    Format("png", "image/png", "PNG", "odmap.exports.pictures:map_png", options=(MODE, SIZE)),
    Format("svg", "image/svg+xml", "SVG", "odmap.exports.pictures:map_svg", options=(MODE,)),
)
"""The still map. A writer takes a job, light or dark, and for a PNG its size."""

BRIEFS: Mapping[str, Format] = _by_extension(
    Format("html", "text/html", "Page", "odmap.exports.brief_page:write"),
    Format("pdf", "application/pdf", "PDF", "odmap.exports.documents.country_brief:pdf"),
)
"""What is listed in one country, and what is not, to print. A writer takes the brief."""

PREVIEWS: Mapping[str, Format] = _by_extension(Format("png", "image/png", "Preview", "odmap.exports.preview:png"))
"""The picture that goes with a link. A writer takes a job, and the id of the organisation that the link shows."""

KINDS: Mapping[str, Mapping[str, Format]] = {
    "presenter": PRESENTER,
    "map": MAPS,
    "chart": CHARTS,
    "data": DATA,
    "brief": BRIEFS,
    "preview": PREVIEWS,
}
"""What a file may be of, and its formats."""

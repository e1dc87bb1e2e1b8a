"""The presenter's pack: every kind of file that a view and its story can be made into.

Page, HTTP API and command line make the same files from here.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from odmap.exports import handout, html_file, pictures, slides
from odmap.exports.job import Job, Progress


class Kind(NamedTuple):
    """One kind of file.

    Attributes:
        extension: of a file's name, without the dot; also its name in addresses and on the command line.
        media_type: as HTTP names it.
        name: as a button names it: "slides".
        label: what a visitor reads above it.
        meaning: what it is good for.
        write: makes the file.
    """

    extension: str
    media_type: str
    name: str
    label: str
    meaning: str
    write: Callable[[Job, Progress], bytes]


KINDS: Mapping[str, Kind] = {
    kind.extension: kind
    for kind in (
        Kind(
            "html",
            "text/html",
            "page",
            "One file for a USB stick",
            "Map, list and story in one web page that any browser opens, with no internet.",
            html_file.write,
        ),
        Kind(
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "slides",
            "Slides",
            "The story for PowerPoint, LibreOffice or Keynote, with charts and tables to edit, and notes with sources.",
            slides.write,
        ),
        Kind(
            "pdf",
            "application/pdf",
            "handout",
            "Handout",
            "Two sheets of A4 to leave behind: map, numbers, list by country, principles.",
            handout.write,
        ),
        Kind(
            "zip",
            "application/zip",
            "pictures",
            "Pictures",
            "The map and every chart, for slides (PNG), for print (PNG, A3 at 300 dpi) and to scale (SVG).",
            pictures.write,
        ),
    )
}
"""What the page offers to make, by extension."""

WITH_STORY = ("html", "pptx")
"""The kinds that tell the story, and so can begin it with a country; the others hold the view alone."""

"""The presenter's pack: every kind of file that a view and its story can be made into, and the files already made.

Page, HTTP API and command line make the same files from here.
"""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import NamedTuple
from weakref import ref

from odmap.answers import File
from odmap.directory import Directory
from odmap.exports import handout, html_file, pictures, slides
from odmap.exports.job import Job, Progress, silent

KEPT = 12
"""So many files are kept, so that a file that the page made is there at once when it is saved."""


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


def made(kind: str, job: Job) -> bytes | None:
    """Return a file if it is there already."""
    kept = _made.get(_key(kind, job))
    return kept[1] if kept and kept[0]() is job.directory else None


def make(kind: str, job: Job, progress: Progress = silent) -> bytes:
    """Make a file, or take it from those already made.

    Args:
        kind: one of :data:`KINDS`.
        job: what it is made of.
        progress: is told how far it is.
    """
    key = _key(kind, job)
    if _making.locked():
        progress(0.0, "Waiting for another file")
    with _making:  # one after the other: two at once would take all of a small machine
        kept = _made.pop(key, None)
        if kept is None or kept[0]() is not job.directory:
            kept = ref(job.directory), KINDS[kind].write(job, progress)
        _made[key] = kept  # as the newest
        while len(_made) > KEPT:
            _made.pop(next(iter(_made)))
        return kept[1]


def file(kind: str, job: Job) -> File:
    """Return a file as HTTP sends it."""
    return File.of(make(kind, job), KINDS[kind].media_type, f"{job.stem}.{kind}")


def _key(kind: str, job: Job) -> tuple[object, ...]:
    return (kind, id(job.directory), tuple(job.selection.active()), job.begin, job.root)


_making = Lock()
_made: dict[tuple[object, ...], tuple[ref[Directory], bytes]] = {}

"""The pictures of a view: the map and each chart, each as SVG, as PNG for a slide and as PNG for print; in one ZIP."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from odmap.analysis.ecosystem import IDS, finding
from odmap.exports import charts as chart_files
from odmap.exports.job import Job, Progress, silent
from odmap.exports.picture_sizes import SIZES, Size
from odmap.graphics.palette import Mode
from odmap.maps.still import picture as map_picture
from odmap.version import NAME
from odmap.wording import iso_date

__all__ = ["SIZES", "Size", "map_png", "map_svg", "write"]

MAP_SIZE = (1600, 900)
"""Of the map, in pixels before it is made finer."""


def map_svg(job: Job, mode: Mode = "light") -> bytes:
    """Return the map as SVG."""
    return map_picture.draw(job.view, mode, MAP_SIZE, dressed=job.edition).svg.encode()


def map_png(job: Job, mode: Mode = "light", size: Size = "screen") -> bytes:
    """Return the map as PNG."""
    return map_picture.png(map_picture.draw(job.view, mode, MAP_SIZE, dressed=job.edition), *SIZES[size].of_map)


def write(job: Job, progress: Progress = silent) -> bytes:
    """Return all pictures as a ZIP file, with a text that says what they are."""
    day = date.fromisoformat(job.edition.data_as_of) if job.edition.data_as_of else date(2000, 1, 1)
    makers = dict(_pictures(job))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, (name, make) in enumerate(makers.items()):
            progress(number / len(makers), f"Picture {number + 1} of {len(makers)}: {name}")
            # Dated by the data, because nothing else makes it new: the same view gives the same file.
            entry = zipfile.ZipInfo(f"{job.stem}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            packed.writestr(entry, make())
    progress(1.0, "Ready")
    return stream.getvalue()


def _pictures(job: Job) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of each file, and what makes it."""
    drawn = map_picture.draw(job.view, "light", MAP_SIZE, dressed=job.edition)
    yield "README.txt", partial(_about, job)
    yield "map.svg", drawn.svg.encode
    for size, fine in SIZES.items():
        yield f"map{_suffix(size)}.png", partial(map_picture.png, drawn, *fine.of_map)
    for chart in IDS:
        found = finding(chart, job.view)
        yield f"{chart}.svg", partial(chart_files.svg, found, job.edition, "light")
        for size in SIZES:
            yield f"{chart}{_suffix(size)}.png", partial(chart_files.png, found, job.edition, "light", size)


def _suffix(size: Size) -> str:
    return "-print" if size == "print" else ""


def _about(job: Job) -> bytes:
    edition = job.edition
    drawn = map_picture.draw(job.view, "light", MAP_SIZE)
    charts = "\n".join(f"{chart}: {finding(chart, job.view).title}. {finding(chart, job.view).words}" for chart in IDS)
    words = (
        f"{edition.title}\n\nFilters: {edition.filters}.\nData as of {iso_date(edition.data_as_of)}, "
        f"{NAME} {edition.version}.\nLicence: {edition.licence}, {edition.licence_address}\n{edition.caveat}\n\n"
        "Each picture is here as SVG, as PNG for a slide, and as PNG for print (-print: A3 at 300 dots per inch).\n\n"
        f"map: {drawn.words}\n{charts}\n"
    )
    return words.encode()

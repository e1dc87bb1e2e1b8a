"""A handout for those who heard a short talk: one or two sheets of A4 with map, numbers, principles, names and sources.

It never has a third sheet: the list says as much as fits, and the map takes the room that the rest of its sheet leaves.
Where not every name has room, it names those known to be active, and where not even these have, it counts all by type.
"""

from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, PageBreak, Table

from odmap.analysis import country_brief_text
from odmap.directory.organisation import Status
from odmap.exports.documents import handout_list, handout_text
from odmap.exports.documents.handout_front import head, key, numbers, plain, principles
from odmap.exports.documents.handout_parts import Bookmark, MapImage
from odmap.exports.documents.sheets import FOOT, TOP, WIDTH, TextStyle, Writer, colour, document, joined
from odmap.exports.job import Job, Progress, silent
from odmap.maps.still import picture as map_picture
from odmap.version import NAME
from odmap.views.provenance import MAP_TITLE
from odmap.wording import iso_date

HEIGHT = A4[1] - TOP - FOOT - 2
"""Room for content on a sheet, in points."""

PIXELS = 960
"""How wide the map is drawn, but for its edge: on 176 mm of paper its letters are then half as large as on a screen."""

EDGE = 16
"""How wide the empty edge of a picture of the map is, in the same pixels."""

SHARPNESS = 2.2
"""Pixels of the image for each of those: 305 to the inch."""

LOW, HIGH = 0.41, 0.66
"""How high the map may be, of its width."""

_LISTED = "What is listed, by country"

_HEADING = TextStyle(12, 15, bold=True, colour="accent", before=12, after=4)
_CAPTION = TextStyle(7.5, 9.5, colour="label", before=4)
_TEXT = TextStyle(9, 12, after=3)
_SMALL = TextStyle(7, 8.8, colour="label", before=10)
_CAPTION_ROOM = _CAPTION.before + 2 * _CAPTION.line
_LONGEST_CAPTION = 230  # characters, in two lines


def write(job: Job, progress: Progress = silent) -> bytes:
    """Return a view as a handout: a PDF of one sheet or two.

    Args:
        job: the view.
        progress: is told how far the handout is.
    """
    progress(0.0, "The words")
    above, below, end = head(job), [*numbers(job.view), *_headed("Seven principles"), principles()], _about(job)
    progress(0.1, "The list")
    front = [*above, *below, *end]
    listed, on_one = _list(job, HEIGHT - _tall(front) - LOW * WIDTH - _CAPTION_ROOM)
    progress(0.4, "The map")
    picture = _map(job, HEIGHT - _tall([*front, *listed] if on_one else front))
    progress(0.8, "The sheets")
    story = [*above, *picture, *below, *([*listed, *end] if on_one else [*end, PageBreak(), *listed])]
    made = document(
        title=MAP_TITLE,
        subject=f"What the {NAME} lists, to take home",
        data_as_of=job.edition.data_as_of,
        foot=f"{MAP_TITLE}, data as of {iso_date(job.edition.data_as_of)}. {job.edition.caveat}",
        story=lambda: list(story),
    )
    progress(1.0, "The handout")
    return made


def _headed(words: str, beside: Flowable | None = None) -> list[Flowable]:
    """Return a heading, and what stands at the other end of its line."""
    heading = Writer().paragraph(words, _HEADING)
    if not beside:
        return [Bookmark(words), heading]
    width, _ = beside.wrap(WIDTH, HEIGHT)
    style = [*plain(), ("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("BOTTOMPADDING", (0, 0), (-1, -1), _HEADING.after)]
    line = Table([[heading, beside]], [WIDTH - width, width], style=style, spaceBefore=_HEADING.before)
    return [Bookmark(words), line]


def _list(job: Job, left: float) -> tuple[list[Flowable], bool]:
    """Return the list, and whether it has room on the first sheet.

    Args:
        job: the view.
        left: so much room is left on the first sheet, in points.
    """
    if job.view.empty:
        return [], True
    marked, plain = _headed(_LISTED, key(job.view)), _headed(_LISTED)
    found = handout_list.fitting(job.view, left - _tall(marked), handout_list.SPACIOUS)
    if found:
        return [*marked, found[0]], True
    found = handout_list.fitting(job.view, HEIGHT - _tall(marked), handout_list.NAMED)
    if found:
        columns, level = found
        return [*(marked if level.marked else plain), columns], False
    ways = [(handout_text.ALL_NAMES, handout_list.COUNTED)]
    if (job.view["status"] == Status.ACTIVE).any():
        ways.insert(0, (handout_text.ACTIVE_NAMES, handout_list.ACTIVE_NAMED))
    for words, levels in ways:
        above = [*plain, Writer().paragraph(words, _TEXT)]
        found = handout_list.fitting(job.view, HEIGHT - _tall(above), levels)
        if found:
            return [*above, found[0]], False
    return above, False


def _map(job: Job, room: float) -> list[Flowable]:
    """Return the map, as high as the room allows, and the same in words below it."""
    share = min(max((room - _CAPTION_ROOM) / WIDTH, LOW), HIGH)
    picture = _drawn(job, share)
    image = MapImage(map_picture.png(picture, SHARPNESS), WIDTH, share * WIDTH, EDGE * WIDTH / PIXELS, job.address)
    words = handout_text.shortened(picture.words, _LONGEST_CAPTION)
    return [Bookmark("The map"), image, *([] if job.view.empty else [Writer().paragraph(words, _CAPTION)])]


def _drawn(job: Job, share: float) -> map_picture.Picture:
    """Draw the map on white, with its empty edge around what is to be seen."""
    size = (PIXELS + 2 * EDGE, round(PIXELS * share) + 2 * EDGE)
    picture = map_picture.draw(job.view, size=size)
    return picture._replace(svg=picture.svg.replace(colour("paper"), "#ffffff"))


def _about(job: Job) -> list[Flowable]:
    """Return sources and licence."""
    writer, address = Writer(), job.edition.licence_address
    words = writer.text(f"{handout_text.about(job)} The licence: ", _SMALL)
    return [joined([words, writer.text(country_brief_text.on_paper(address), _SMALL, address=address)], _SMALL)]


def _tall(parts: Sequence[Flowable]) -> float:
    """Return how much room parts take one below the other, in points; rather too much than too little."""
    return float(sum(part.getSpaceBefore() + part.wrap(WIDTH, HEIGHT)[1] + part.getSpaceAfter() for part in parts))

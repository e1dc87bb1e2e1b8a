"""The picture that goes with a link in a message: what the link shows, in letters for a small screen."""

from odmap.exports.job import Job
from odmap.graphics import svg, svg_text
from odmap.graphics.palette import Mode, variables
from odmap.maps.still import picture as map_picture
from odmap.maps.still.caption import NOTHING_FOUND, wrapped, written
from odmap.version import NAME
from odmap.views.profile import find
from odmap.views.summary import filters_in_words
from odmap.wording import count

WIDTH, HEIGHT = 1200, 630
"""Pixels, as those who show previews ask for."""

_MODE: Mode = "light"  # nobody knows on what it will lie
_MAP = (1050, 420)  # drawn at this size and then made larger, so that its marks and letters are
_MARGIN = 36
_NAME, _TITLE, _WORDS = 24, 46, 27  # pixels of letters


def png(job: Job, organisation: str = "") -> bytes:
    """Return the picture as PNG.

    Args:
        job: the view.
        organisation: the id of the one that the link shows; empty, or unknown, for the whole view.
    """
    one = find(job.directory.frame, organisation) if organisation else None
    if one:
        view, title, words = job.directory.frame.query("id == @one.id"), one.name, f"{one.type.label}, {one.place}"
    else:
        view, title, words = job.view, job.title, _words(job)
    drawn = map_picture.draw(view, _MODE, _MAP, legend=False)
    scale = WIDTH / _MAP[0]
    top = HEIGHT - _MAP[1] * scale
    room = WIDTH - 2 * _MARGIN
    lines = [
        (NAME, _NAME, False, 40.0),
        (wrapped(title, _TITLE, room, 1)[0] if title.strip() else NAME, _TITLE, True, 92.0),
        (wrapped(words, _WORDS, room, 1)[0], _WORDS, False, 132.0),
    ]
    texts = "".join(written(line, _MARGIN, y, size, _MODE, bold=bold) for line, size, bold, y in lines)
    whole = (
        f'<svg xmlns="{svg.NAMESPACE}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<style>text{{font-family:{svg_text.FAMILY}}}.b{{font-family:{svg_text.BOLD};font-weight:700}}</style>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{variables(_MODE)["od-paper"]}"/>{texts}'
        f'<g transform="translate(0 {top:.1f}) scale({scale:.4f})">{drawn.svg}</g></svg>'
    )
    return map_picture.png(map_picture.Picture(whole, WIDTH, HEIGHT, drawn.words))


def _words(job: Job) -> str:
    """Return how many there are, where, and what was chosen beside the country that the title names."""
    if job.view.empty:
        return NOTHING_FOUND
    there = "" if job.country else f" in {count(job.view['country'].nunique(), 'country', 'countries')}"
    others = job.selection.without("country", job.country) if job.country else job.selection
    chosen = filters_in_words(job.directory.frame, others)
    return f"{count(len(job.view), 'organisation')} listed{there}{f'. {chosen}' if chosen else ''}"

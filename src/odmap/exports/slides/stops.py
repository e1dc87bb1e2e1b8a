"""The stops of the story as slides: each with its figure, what stands beside, and its map."""

from collections.abc import Callable, Mapping, Sequence

from odmap.analysis.story.script import Shows
from odmap.analysis.story.stop import Stop, StopRow
from odmap.directory.organisation import HOW_SURE, Verification
from odmap.exports.slides.charts import BarChart, add_chart
from odmap.exports.slides.fit import clean, fitted, height, width
from odmap.exports.slides.maps import SlideMaps
from odmap.exports.slides.slide import SlideDraft
from odmap.exports.slides.table import TableColumn, add_table, as_many_as_fit
from odmap.exports.slides.template import LEAD, LEAST_SIZE, ROOM, TITLE, SlideArea
from odmap.exports.slides.text import INDENT, Paragraph
from odmap.wording import format_number

NOTHING = "Nothing is listed here. Not listed does not mean none: we do not know what exists."
DIFFERENT = "They count different things. Please do not add them up, or take one for part of the other."

TITLES = (34, 32)
LEADS = (22, 20, LEAST_SIZE)

_GAP = 0.4  # inches between what stands side by side
_NARROW = 4.7  # inches: beside a map
_WIDER = 5.0
_WIDEST = 5.5
_AFTER = 12  # points below one of several paragraphs
_ONE_LINE = 0.45
_BAR = 0.62  # inches for a bar that lies, at most, with the space around it
_STRIP = 1.25  # inches: a figure and its words in one line
_BEGINNINGS = "Known beginnings by decade"
_FIGURES = (96, 80, 66, 54, 44, 36, 30, 24)
_MEANINGS = (24, 22, 20, LEAST_SIZE)


def tell(page: SlideDraft, stop: Stop, maps: SlideMaps, decades: Sequence[StopRow] = ()) -> None:
    """Tell a stop of the story.

    Args:
        page: a slide with the layout of a title and a lead.
        stop: what to tell.
        maps: draws the maps.
        decades: all decades of the whole story, so that their charts can be compared.
    """
    page.title(stop.title, TITLES, TITLE)
    lead = fitted(stop.words, LEADS, (LEAD.width, LEAD.height))
    page.body([Paragraph(lead.text, lead.size)])
    if stop.shows is Shows.DECADES:
        _decades(page, stop, maps, decades)
    else:
        _MAKERS[stop.shows](page, stop, maps)


def said(stop: Stop) -> list[str]:
    """Return what a speaker can say at a stop: all that its slide shows, and where it comes from."""
    figure = f"{stop.figure}: {stop.figure_means}" if stop.figure else ""
    rows = [f"{row.label}: {row.value}" if row.label else f"• {row.value}" for row in stop.rows]
    different = DIFFERENT if stop.shows is Shows.COMPARE else ""
    source = " ".join(part for part in (stop.source.words, stop.source.address) if part)
    return [stop.title, stop.words, figure, *rows, different, f"Source: {source}" if source else ""]


def _alone(page: SlideDraft, stop: Stop, maps: SlideMaps) -> None:
    """Show a large figure beside a large map."""
    column = ROOM._replace(width=3.9)
    if stop.figure:
        figure = fitted(stop.figure, _FIGURES, (column.width, 1.7), heading=True)
        high = height(figure.text, figure.size, column.width, heading=True)
        means = fitted(stop.figure_means, _MEANINGS, (column.width, column.height - high - 0.2))
        words = [
            Paragraph(figure.text, figure.size, colour="accent", heading=True, after=4),
            Paragraph(means.text, means.size, colour="label"),
        ]
        page.text(column, words, "Figure", middle=True)
    maps.put(page, _beside(column) if stop.figure else ROOM, stop.view, stop.position, stop.shading)


def _decades(page: SlideDraft, stop: Stop, maps: SlideMaps, decades: Sequence[StopRow]) -> None:
    """Show the decades so far; a column stays where it is, and as high, from slide to slide."""
    below = _figure(page, stop, ROOM._replace(width=_NARROW))
    so_far = below._replace(width=below.width * len(stop.rows) / max(len(decades), len(stop.rows)))
    numbers = [row.number for row in stop.rows]
    colours = [*("shade-3" for _ in numbers[:-1]), "accent"]
    most = max((row.number or 0 for row in decades), default=0)
    labels = [row.label for row in stop.rows]
    add_chart(
        page.slide, so_far, BarChart(_BEGINNINGS, labels, {_BEGINNINGS: numbers}, colours, standing=True, most=most)
    )
    maps.put(page, _beside(below), stop.view, stop.position, stop.shading)


def _types(page: SlideDraft, stop: Stop, maps: SlideMaps) -> None:
    below = _figure(page, stop, ROOM._replace(width=_WIDER))
    if stop.rows:
        name = stop.shows.label
        colours = [row.type.value if row.type else "accent" for row in stop.rows]
        labels, numbers = [row.label for row in stop.rows], [row.number for row in stop.rows]
        as_high = below._replace(height=min(below.height, len(stop.rows) * _BAR + 0.2))
        add_chart(page.slide, as_high, BarChart(name, labels, {name: numbers}, colours))
    else:
        page.text(below, [Paragraph(NOTHING, 20, colour="ink")], "Nothing listed")
    maps.put(page, _beside(below), stop.view, stop.position, stop.shading)


def _sureness(page: SlideDraft, stop: Stop, maps: SlideMaps) -> None:
    below = _figure(page, stop, ROOM._replace(width=_WIDER))
    sure = {term.label for term in Verification}
    series = {
        HOW_SURE: [row.number if row.label in sure else None for row in stop.rows],
        "Their work today": [None if row.label in sure else row.number for row in stop.rows],
    }
    name = Shows.SURENESS.label
    add_chart(page.slide, below, BarChart(name, [row.label for row in stop.rows], series, ["accent", "label"]))
    maps.put(page, _beside(below), stop.view, stop.position, stop.shading)


def _compare(page: SlideDraft, stop: Stop, maps: SlideMaps) -> None:
    """Show two counts side by side; they are no parts of one whole, and no chart may say so."""
    wide = (ROOM.width - _GAP) / 2
    inside = wide - 0.5
    shown = [format_number(row.number) if row.number is not None else "not known" for row in stop.rows]
    large = min(fitted(text, (120, 96, 72, 54), (inside, 1.7), heading=True).size for text in shown)
    middling = min(
        fitted(row.label, (24, 22, 20, LEAST_SIZE), (inside, _ONE_LINE), bold=True).size for row in stop.rows
    )
    for number, (row, figure) in enumerate(zip(stop.rows, shown, strict=True)):
        box = SlideArea(ROOM.left + number * (wide + _GAP), ROOM.top, wide, 3.2)
        label = fitted(row.label, [middling], (inside, 2 * _ONE_LINE), bold=True)
        value = fitted(row.value, [LEAST_SIZE], (inside, _ONE_LINE))
        words = [
            Paragraph(figure, large, colour="accent", heading=True, align="ctr"),
            Paragraph(label.text, label.size, bold=True, colour="ink", align="ctr", after=4),
            Paragraph(value.text, value.size, colour="label", align="ctr"),
        ]
        page.text(box, words, row.label, middle=True, fill="panel")
    page.text(
        SlideArea(ROOM.left, 6.15, ROOM.width, 0.5),
        [Paragraph(DIFFERENT, 20, colour="ink", align="ctr")],
        "What they are",
    )


def _principles(page: SlideDraft, stop: Stop, maps: SlideMaps) -> None:
    columns = (TableColumn("Principle", 3.0, bold=True), TableColumn("In a sentence", ROOM.width - 3.0))
    rows = [(row.label, _sentence(row.value)) for row in stop.rows]
    add_table(page.slide, ROOM, columns, rows, "The principles", (20, LEAST_SIZE))


def _sentence(text: str) -> str:
    """Return the first sentence of a text; the notes hold all of it."""
    first, stop, _ = text.partition(". ")
    return f"{first}." if stop else text


def _gaps(page: SlideDraft, stop: Stop, maps: SlideMaps) -> None:
    below = _figure(page, stop, ROOM._replace(width=_WIDEST))
    columns = (TableColumn("Nothing listed in", 2.4, bold=True), TableColumn("People there", _WIDEST - 2.4))
    rows = as_many_as_fit([(row.label, row.value) for row in stop.rows], columns, below.height, LEAST_SIZE)
    add_table(page.slide, below, columns, rows, "Most people, nothing listed", (LEAST_SIZE,))
    maps.put(page, _beside(below), stop.view, stop.position, stop.shading)


def _points(page: SlideDraft, stop: Stop, maps: SlideMaps) -> None:
    left = ROOM._replace(width=_WIDER)
    texts = [clean(row.value) for row in stop.rows]
    for size in (26, 24, 22, 20, LEAST_SIZE):
        high = sum(height(text, size, left.width - INDENT) + _AFTER / 72 for text in texts)
        if high <= left.height:
            break
    page.text(left, [Paragraph(text, size, after=_AFTER, bullet=True) for text in texts], "What to do")
    maps.put(page, _beside(left), stop.view, stop.position, stop.shading)


def _figure(page: SlideDraft, stop: Stop, box: SlideArea) -> SlideArea:
    """Put the figure and what it means at the top of a box, side by side, and return the box that is left."""
    if not stop.figure:
        return box
    figure = fitted(stop.figure, (54, 48, 40, 32, 24, 20), (box.width * 0.45, 0.9), heading=True)
    room = width(figure.text, figure.size, heading=True) + 0.05
    room = min(room, box.width * 0.45)
    means = fitted(stop.figure_means, (LEAST_SIZE,), (box.width - room - 0.2, _STRIP))
    left = SlideArea(box.left, box.top, room, _STRIP)
    page.text(left, [Paragraph(figure.text, figure.size, colour="accent", heading=True)], "Figure", middle=True)
    right = SlideArea(box.left + room + 0.2, box.top, box.width - room - 0.2, _STRIP)
    page.text(right, [Paragraph(means.text, means.size, colour="label")], "What the figure means", middle=True)
    return SlideArea(box.left, box.top + _STRIP + 0.18, box.width, box.height - _STRIP - 0.18)


def _beside(column: SlideArea) -> SlideArea:
    """Return what is left of the room on the right of a column, in its whole height."""
    left = column.right + _GAP
    return SlideArea(left, ROOM.top, ROOM.right - left, ROOM.height)


_MAKERS: Mapping[Shows, Callable[[SlideDraft, Stop, SlideMaps], None]] = {
    Shows.FIGURE: _alone,
    Shows.TYPES: _types,
    Shows.SURENESS: _sureness,
    Shows.COMPARE: _compare,
    Shows.PRINCIPLES: _principles,
    Shows.GAPS: _gaps,
    Shows.POINTS: _points,
}

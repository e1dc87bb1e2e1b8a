"""Sheets of A4 as PDF: paragraphs in any script, tables, links, and at the foot of each sheet what nobody may forget.

The text can be searched and copied, no browser is needed, and the same content gives the same bytes.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Paragraph, Table

from odmap.directory.organisation import web_address
from odmap.graphics import fonts
from odmap.graphics.palette import variables
from odmap.version import NAME

MARGIN = 17 * mm
TOP = 12 * mm
FOOT = 19 * mm
WIDTH = A4[0] - 2 * MARGIN
"""Room for text between the margins, in points."""

GAP = 8
"""Between the columns of a table, in points."""

COLUMN = WIDTH / 2 - GAP
"""How wide text in two columns may be, in points."""


class TextStyle(NamedTuple):
    """How a paragraph looks; lengths in points."""

    size: float
    line: float
    """From one line to the next."""
    bold: bool = False
    colour: str = "ink"
    """One of :func:`odmap.graphics.palette.variables`, without ``od-``."""
    before: float = 0
    after: float = 0
    left: float = 0
    """How far in it stands."""
    first: float = 0
    """How much further in its first line stands; less than 0 where the others do."""


NOTE = TextStyle(7, 9)


@dataclass(frozen=True)
class Writer:
    """Makes paragraphs; ``han`` says whose shapes Chinese characters have (see :func:`odmap.graphics.fonts.runs`)."""

    han: str = "ja"

    def text(self, text: str, look: TextStyle, room: float = WIDTH, address: str = "", tint: str = "link") -> str:
        """Return text as markup of a paragraph, as a link of a colour if it has an address that may become one."""
        tagged = fonts.markup(text, look.bold, self.han, look.size, room)
        if not _is_web_address(address):
            return tagged
        return f"<a href={quoteattr(address)} color={quoteattr(colour(tint))}>{tagged}</a>"

    def paragraph(self, text: str, look: TextStyle, room: float = WIDTH, address: str = "") -> Paragraph:
        """Return a paragraph of one look.

        Args:
            text: any text; it stays text.
            look: how it looks.
            room: how wide it may be, in points.
            address: where it leads; without one it is no link.
        """
        return Paragraph(self.text(text, look, room, address), style(look))

    def heading(self, text: str, look: TextStyle, room_below: float = 60) -> list[Flowable]:
        """Return a heading that begins a new sheet if less than so much room (points) is left on this one."""
        return [CondPageBreak(look.before + look.line + room_below), self.paragraph(text, look)]


def joined(parts: Sequence[str], look: TextStyle) -> Paragraph:
    """Return one paragraph of several pieces of markup, each made by :meth:`Writer.text`."""
    return Paragraph("".join(parts), style(look))


@cache
def style(look: TextStyle) -> ParagraphStyle:
    """Return a look as reportlab knows it."""
    return ParagraphStyle(
        "text",
        fontName=fonts.runs("a", look.bold)[0].font,
        fontSize=look.size,
        leading=look.line,
        textColor=colour(look.colour),
        spaceBefore=look.before,
        spaceAfter=look.after,
        leftIndent=look.left,
        firstLineIndent=look.first,
        allowWidows=0,
        allowOrphans=0,
        linkUnderline=0,
    )


@cache
def colour(name: str) -> str:
    """Return a colour of the light palette."""
    return variables("light")[f"od-{name}"]


def table(rows: Sequence[Sequence[Any]], shares: Sequence[float], groups: Sequence[int] = ()) -> Table:
    """Return a table with a fine line below each row.

    Args:
        rows: flowables, a list of them or nothing in each cell; the first row comes again on each sheet.
        shares: how wide each column is, of 1.
        groups: rows whose first cell spans all columns and never stands without the row below it.
    """
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("FONTNAME", (0, 0), (-1, -1), fonts.runs("a")[0].font),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, colour("line")),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, colour("ink")),
    ]
    for row in groups:
        commands += [
            ("SPAN", (0, row), (-1, row)),
            ("NOSPLIT", (0, row), (-1, row + 1)),
            ("TOPPADDING", (0, row), (-1, row), 7),
            ("LINEBELOW", (0, row), (-1, row), 0.4, colour("ink")),
        ]
    widths = [share * WIDTH for share in shares]
    return Table(rows, widths, repeatRows=1, style=commands, hAlign="LEFT", spaceAfter=6)


def rooms(shares: Sequence[float]) -> list[float]:
    """Return how wide the text of each column may be, in points."""
    return [share * WIDTH - GAP for share in shares]


def document(title: str, subject: str, data_as_of: str, foot: str, story: Callable[[], list[Flowable]]) -> bytes:
    """Return sheets as PDF.

    Args:
        title: of the document; it stands at the foot of each sheet, too.
        subject: what it is about, for whoever reads the file's properties.
        data_as_of: ISO 8601; the document is dated so, because nothing else makes it new. May be empty.
        foot: what stands at the foot of each sheet.
        story: gives what stands on them; it is asked twice, because the first time only counts the sheets.
    """
    number = _build(io.BytesIO(), title, subject, data_as_of, foot, story(), 0)
    stream = io.BytesIO()
    _build(stream, title, subject, data_as_of, foot, story(), number)
    return stream.getvalue()


def _build(
    stream: io.BytesIO, title: str, subject: str, data_as_of: str, foot: str, story: list[Flowable], number: int
) -> int:
    """Write the document and return how many sheets it has."""
    day = date.fromisoformat(data_as_of) if data_as_of else date(2000, 1, 1)

    def finish(canvas: Canvas, made: BaseDocTemplate) -> None:
        canvas.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}000000Z")
        _foot(canvas, foot, f"{made.page} / {number}")

    made = BaseDocTemplate(
        stream,
        pagesize=A4,
        title=title,
        author=NAME,
        subject=subject,
        creator="odmap",
        lang="en",
        displayDocTitle=True,
        invariant=1,
        initialFontName=fonts.runs("a")[0].font,
    )
    frame = Frame(MARGIN, FOOT, WIDTH, A4[1] - TOP - FOOT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    made.addPageTemplates(PageTemplate(frames=[frame], onPageEnd=finish))
    made.build(story)
    return int(made.page)


def _foot(canvas: Canvas, foot: str, sheet: str) -> None:
    canvas.saveState()
    canvas.setStrokeColor(colour("line"))
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, FOOT - 4 * mm, A4[0] - MARGIN, FOOT - 4 * mm)
    writer = Writer()
    room = WIDTH - 30 * mm
    words = writer.paragraph(foot, NOTE, room)
    _, height = words.wrap(room, FOOT)
    words.drawOn(canvas, MARGIN, FOOT - 5 * mm - height)
    number = writer.paragraph(sheet, NOTE)
    number.wrap(WIDTH, FOOT)
    number.drawOn(canvas, A4[0] - MARGIN - fonts.width(fonts.runs(sheet), NOTE.size), FOOT - 5 * mm - NOTE.line)
    canvas.restoreState()


def _is_web_address(address: str) -> bool:
    try:
        web_address(address)
    except ValueError:
        return False
    return True

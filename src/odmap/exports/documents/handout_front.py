"""The parts of a handout's first sheet, but for the map: title, numbers, principles."""

import re
from collections.abc import Sequence
from functools import cache

import pandas as pd
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from odmap.analysis import country_brief_text
from odmap.directory import principles as told
from odmap.directory.organisation import Type
from odmap.exports.documents import handout_text
from odmap.exports.documents.handout_parts import Bookmark, MarkDrawing, code
from odmap.exports.documents.sheets import NOTE, WIDTH, TextStyle, Writer, colour, joined
from odmap.exports.job import Job
from odmap.graphics import fonts
from odmap.graphics.marks import Mark
from odmap.views.provenance import MAP_TITLE
from odmap.views.summary import by_type

CODE = 84.0
"""How wide the QR code is, in points: 3 cm."""

_BESIDE = 20.0  # points between title and code, and between two principles
_TITLE = TextStyle(23, 28, bold=True, after=3)
_SHOWN = TextStyle(8.5, 11, colour="label", after=6)
_LEAD = TextStyle(10, 13.8)
_LIVE = TextStyle(7.5, 9.5, bold=True)
_ADDRESS = TextStyle(6.8, 8.4)

_FIGURE = TextStyle(25, 28, bold=True, colour="accent")
_MEANS = TextStyle(8.5, 11, colour="label")
_KIND = TextStyle(8.5, 11)
_COUNTED = TextStyle(8, 10.5, colour="label", before=5)
_NOTHING = TextStyle(15, 19, bold=True, colour="accent", after=2)
_MARK = 16.0

_NAME = TextStyle(8.5, 10.5, bold=True, after=1)
_WORDS = TextStyle(7.8, 10)
_ACROSS = 4  # principles side by side
_ROOM = (WIDTH - _BESIDE * (_ACROSS - 1)) / _ACROSS
_LONGEST_WORDS = 160  # characters
_LONGEST_ADDRESS = 110


@cache
def plain() -> tuple[tuple[object, ...], ...]:
    """Return the style of a table that only sets things side by side."""
    whole = ((0, 0), (-1, -1))
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    font = fonts.runs("a")[0].font  # else the file would name one that it does not hold
    return (("VALIGN", *whole, "TOP"), ("FONTNAME", *whole, font), *((side, *whole, 0) for side in sides))


def head(job: Job) -> list[Flowable]:
    """Return title, what is shown, what Open Dialogue is, and beside them the code that leads to the view."""
    room = WIDTH - (CODE + _BESIDE if job.address else 0)
    writer = Writer()
    words = [
        writer.paragraph(MAP_TITLE, _TITLE, room),
        writer.paragraph(handout_text.shown(job), _SHOWN, room),
        writer.paragraph(handout_text.WHAT, _LEAD, room),
    ]
    if not job.address:
        return [Bookmark(MAP_TITLE), *words, Spacer(0, 10)]
    live = [*_code(job.address), writer.paragraph("See it live", _LIVE, CODE), _written(job.address)]
    style = [*plain(), ("RIGHTPADDING", (0, 0), (0, 0), _BESIDE)]
    beside = Table([[words, live]], [room + _BESIDE, CODE], style=style, spaceAfter=10)
    return [Bookmark(MAP_TITLE), beside]


def _code(address: str) -> list[Flowable]:
    drawn = code(address, CODE)
    return [drawn, Spacer(0, 9)] if drawn else []


def _written(address: str) -> Paragraph:
    """Return an address as one would copy it from paper, broken only between its parts; of a long one, where it is."""
    words = country_brief_text.on_paper(address)
    shown = words if len(words) <= _LONGEST_ADDRESS else country_brief_text.short(address)
    lines = [""]
    for part in re.split(r"(?<=[/?&])", shown):
        if lines[-1] and fonts.width(fonts.runs(lines[-1] + part), _ADDRESS.size) > CODE:
            lines.append("")
        lines[-1] += part
    return joined(["<br/>".join(Writer().text(line, _ADDRESS, address=address) for line in lines)], _ADDRESS)


def numbers(view: pd.DataFrame) -> list[Flowable]:
    """Return the numbers of a view, each type with its mark; or say what it means that nothing is listed."""
    writer = Writer()
    if view.empty:
        return [
            Bookmark("The numbers"),
            Spacer(0, 10),
            writer.paragraph(handout_text.NOTHING, _NOTHING),
            writer.paragraph(handout_text.NOTHING_MEANS, _LEAD),
        ]
    figures = [
        [writer.paragraph(number, _FIGURE), writer.paragraph(means, _MEANS)]
        for number, means in handout_text.numbers(view)
    ]
    return [
        Bookmark("The numbers"),
        Spacer(0, 8),
        _side_by_side(figures),
        Spacer(0, 7),
        _kinds(view),
        writer.paragraph(handout_text.COUNTED, _COUNTED),
    ]


def _kinds(view: pd.DataFrame) -> Table:
    """Return every type that occurs, with its mark and number, in one row over the whole width."""
    return _marks([(kind, handout_text.of_type(kind, len(rows))) for kind, rows in by_type(view)], _KIND, _MARK, 26)


def key(view: pd.DataFrame) -> Table:
    """Return what the marks of a list mean."""
    return _marks([(kind, kind.label) for kind, _ in by_type(view)], NOTE, 12, 7)


def _marks(words: list[tuple[Type, str]], look: TextStyle, size: float, widest: float) -> Table:
    """Return marks, each with its words, in one row with gaps no wider than given."""
    widths = [fonts.width(fonts.runs(text), look.size) + 3 for _, text in words]
    gap = min((WIDTH - sum(widths) - size * len(words)) / max(len(words) - 1, 1), widest)
    cells = [part for kind, text in words for part in (MarkDrawing(Mark(kind), size), Writer().paragraph(text, look))]
    columns = [part for width in widths for part in (size, width + gap)]
    columns[-1] -= gap
    return Table([cells], columns, style=[*plain(), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")], hAlign="LEFT")


def _side_by_side(cells: list[list[Paragraph]]) -> Table:
    return Table([_spread(cells)], [_ROOM, _BESIDE] * (_ACROSS - 1) + [_ROOM], style=plain())


def principles() -> Table:
    """Return the principles, each with what it means, and after the last what to do in a crisis."""
    writer = Writer()
    cells: list[list[Paragraph]] = [
        [
            writer.paragraph(one.id.label, _NAME, _ROOM),
            writer.paragraph(handout_text.shortened(one.text, _LONGEST_WORDS), _WORDS, _ROOM),
        ]
        for one in told.load().records
    ]
    cells.append([writer.paragraph(handout_text.HELP_NOW, _NAME), writer.paragraph(handout_text.CRISIS, _WORDS)])
    rows = [_spread(cells[start : start + _ACROSS]) for start in range(0, len(cells), _ACROSS)]
    style = [*plain(), ("TOPPADDING", (0, 0), (-1, -1), 4), ("BOTTOMPADDING", (0, 0), (-1, -1), 7)]
    for number in range(len(cells)):
        row, column = divmod(number, _ACROSS)
        place = (2 * column, row)
        if number < len(cells) - 1:
            style.append(("LINEABOVE", place, place, 0.6, colour("accent")))
        else:
            style += [
                ("BACKGROUND", place, place, colour("panel")),
                ("LEFTPADDING", place, place, 7),
                ("RIGHTPADDING", place, place, 7),
            ]
    return Table(rows, [_ROOM, _BESIDE] * (_ACROSS - 1) + [_ROOM], style=style)


def _spread(cells: list[list[Paragraph]]) -> Sequence[object]:
    """Return the cells of a row with empty ones between them."""
    filled = [*cells, *([] for _ in range(_ACROSS - len(cells)))]
    return [part for cell in filled for part in (cell, "")][:-1]

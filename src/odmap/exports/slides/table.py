"""A table on a slide: a real one, with a row of names, thin lines, and letters as large as its room allows."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Inches

from odmap.exports.slides.fit import clean, height, width
from odmap.exports.slides.template import SlideArea
from odmap.exports.slides.text import Paragraph, described, hexadecimal, write

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's table without lines and fills
_SIDE = 0.08  # inches left and right in a cell
_ABOVE = 0.02  # inches above and below
_LINE = 9525  # EMU: 0.75 points
_MOST_SPARE = 0.25  # inches that a row may be higher than its text


class TableColumn(NamedTuple):
    """One column.

    Attributes:
        name: what stands above it.
        width: inches.
        bold: whether its cells are bold.
        align: as for :class:`Paragraph`.
        colour: of its name.
    """

    name: str
    width: float
    bold: bool = False
    align: str = ""
    colour: str = "accent"


def add_table(
    slide: Slide,
    box: SlideArea,
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[str]],
    name: str,
    sizes: Sequence[float],
) -> float:
    """Put a table on a slide.

    Args:
        slide: which one.
        box: where; its width is that of the columns.
        columns: from left to right.
        rows: the texts of each.
        name: what the table is of.
        sizes: of the letters, in points, the largest first: the first with which all rows fit is taken.

    Returns:
        How high it is, in inches.
    """
    grid = [[clean(column.name) for column in columns], *([clean(text) for text in row] for row in rows)]
    size, heights = measured(grid, columns, box.height, sizes)
    frame: Any = slide.shapes.add_table(len(grid), len(columns), *box._replace(height=sum(heights)).measures())
    described(frame, name, f"Table: {name}. {', '.join(grid[0])}; {len(rows)} rows below.")
    frame.element.find(f".//{qn('a:tableStyleId')}").text = _NO_STYLE
    frame.table.horz_banding = False
    for place, column in enumerate(columns):
        frame.table.columns[place].width = Inches(column.width)
    for number, (texts, high) in enumerate(zip(grid, heights, strict=True)):
        frame.table.rows[number].height = Inches(high)
        for place, (text, column) in enumerate(zip(texts, columns, strict=True)):
            is_head = number == 0
            colour = column.colour if is_head else "ink"
            words = Paragraph(text, size, is_head or column.bold, colour, align=column.align)
            _fill(frame.table.cell(number, place), words, "accent" if is_head else "line")
    return sum(heights)


def as_many_as_fit(
    rows: Sequence[Sequence[str]], columns: Sequence[TableColumn], room: float, size: float
) -> Sequence[Sequence[str]]:
    """Return the first rows that fit into a height, in inches, in letters of one size: at least one."""
    names = [column.name for column in columns]
    for number in range(len(rows), 1, -1):
        if sum(measured([names, *rows[:number]], columns, 0, (size,))[1]) <= room:
            return rows[:number]
    return rows[:1]


def measured(
    grid: Sequence[Sequence[str]], columns: Sequence[TableColumn], room: float, sizes: Sequence[float]
) -> tuple[float, list[float]]:
    """Return the size of letters with which a table fits into a room, and the height of each row, in inches."""
    size, heights = sizes[-1], [0.0]
    for size in sizes:
        heights = [
            2 * _ABOVE
            + max(
                height(text, size, column.width - 2 * _SIDE, column.bold or number == 0)
                for text, column in zip(row, columns, strict=True)
            )
            for number, row in enumerate(grid)
        ]
        names_whole = all(width(column.name, size, bold=True) <= column.width - 2 * _SIDE for column in columns)
        if names_whole and sum(heights) <= room:
            break
    spare = min(max(room - sum(heights), 0) / len(heights), _MOST_SPARE)
    return size, [high + spare for high in heights]


def _fill(cell: Any, words: Paragraph, line: str) -> None:
    cell.margin_left = cell.margin_right = Inches(_SIDE)
    cell.margin_top = cell.margin_bottom = Inches(_ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(cell.text_frame, [words])
    below = (
        f'<a:lnB {nsdecls("a")} w="{_LINE}"><a:solidFill><a:srgbClr val="{hexadecimal(line)}"/></a:solidFill></a:lnB>'
    )
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(below))  # lines stand before everything else there

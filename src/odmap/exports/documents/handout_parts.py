"""What a handout holds besides text: the marks of the types, the map, a code for a camera, a bookmark."""

import io
import re

import segno
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus import Flowable, Paragraph
from segno.encoder import DataOverflowError

from odmap.exports.documents.sheets import colour
from odmap.graphics import fonts
from odmap.graphics.marks import BOX, Circle, Letter, Mark, Outline

_ROOM_FOR_HALO = 0.17  # of the box
_BESIDE_TEXT = 1.65  # of the letters' size
_MIDDLE_OF_TEXT = 0.72

_SMALLEST_MODULE = 0.95  # points, a third of a millimetre: a telephone reads that from paper


class MarkDrawing(Flowable):  # type: ignore[misc] # reportlab ships no types
    """A mark, as on the map."""

    def __init__(self, mark: Mark, size: float) -> None:
        super().__init__()
        self.mark = mark
        self.width = self.height = size

    def draw(self) -> None:
        """Draw it, without the room that its box leaves for a halo at the left."""
        self.canv.translate(-self.width * _ROOM_FOR_HALO, 0)
        draw_mark(self.canv, self.mark, self.width)


class MarkedParagraph(Paragraph):  # type: ignore[misc] # reportlab ships no types
    """A paragraph with a mark before its first line.

    Args:
        text: markup.
        style: with room for the mark at its left.
        mark: as on the map.
    """

    def __init__(self, text: str, style: ParagraphStyle, mark: Mark) -> None:
        super().__init__(text, style)
        self.mark = mark

    def draw(self) -> None:
        """Draw both."""
        super().draw()
        canvas: Canvas = self.canv
        size = self.style.fontSize * _BESIDE_TEXT
        middle = self.height - self.style.fontSize * _MIDDLE_OF_TEXT
        canvas.saveState()
        canvas.translate(self.style.fontSize * 0.5 - size / 2, middle - size / 2)
        draw_mark(canvas, self.mark, size)
        canvas.restoreState()


def draw_mark(canvas: Canvas, mark: Mark, size: float) -> None:
    """Draw a mark in a box of a size, from (0, 0) on: the parts that :mod:`odmap.graphics.marks` describes."""
    canvas.scale(size / BOX, size / BOX)
    for part in mark.parts():
        if isinstance(part, Letter):
            canvas.setFillColor(colour(part.colour))
            canvas.setFont(fonts.runs("a", bold=True)[0].font, part.size)
            canvas.drawCentredString(part.x, BOX - part.baseline, part.text)
            continue
        paint = part.paint
        canvas.saveState()
        if paint.fill:
            canvas.setFillColor(_on_white(paint.fill))
        if paint.opacity < 1:
            canvas.setFillAlpha(paint.opacity)
        if paint.edge:
            canvas.setStrokeColor(_on_white(paint.edge))
            canvas.setLineWidth(paint.width)
            canvas.setDash(list(paint.dash))
        if isinstance(part, Circle):
            canvas.circle(part.x, BOX - part.y, part.radius, stroke=bool(paint.edge), fill=bool(paint.fill))
        else:
            canvas.drawPath(_path(canvas, part), stroke=bool(paint.edge), fill=bool(paint.fill))
        canvas.restoreState()


def _on_white(name: str) -> str:
    """Return a colour of the palette for a sheet, whose paper is white."""
    return "#ffffff" if name == "paper" else colour(name)


def _path(canvas: Canvas, outline: Outline) -> PDFPathObject:
    path = canvas.beginPath()
    (x, y), *corners = outline.corners
    path.moveTo(x, BOX - y)
    for x, y in corners:
        path.lineTo(x, BOX - y)
    if outline.closed:
        path.close()
    return path


class MapImage(Flowable):  # type: ignore[misc] # reportlab ships no types
    """The map; it leads to an address if it has one.

    Args:
        png: the picture.
        width: of what is to be seen, in points.
        height: of the same.
        bleed: how wide the empty margin around that is, which takes no room here.
        address: where it leads.
    """

    def __init__(self, png: bytes, width: float, height: float, bleed: float, address: str = "") -> None:
        super().__init__()
        self.bleed = bleed
        self.image = ImageReader(io.BytesIO(png))
        self.width, self.height = width, height
        self.address = address

    def draw(self) -> None:
        """Draw it."""
        canvas: Canvas = self.canv
        canvas.drawImage(
            self.image, -self.bleed, -self.bleed, self.width + 2 * self.bleed, self.height + 2 * self.bleed
        )
        if self.address:
            canvas.linkURL(self.address, (0, 0, self.width, self.height), relative=1)


class QrCode(Flowable):  # type: ignore[misc] # reportlab ships no types
    """An address as a QR code, black on white, drawn as lines and not as an image."""

    def __init__(self, modules: list[bytes], size: float, address: str) -> None:
        super().__init__()
        self.modules = modules
        self.width = self.height = size
        self.address = address

    def draw(self) -> None:
        """Draw it: each row as a few wide bars, which overlap a little, so that no light shines between them."""
        canvas: Canvas = self.canv
        module = self.width / len(self.modules)
        path = canvas.beginPath()
        for number, row in enumerate(self.modules):
            y = self.height - (number + 1) * module
            for dark in re.finditer(rb"\x01+", row):
                path.rect(dark.start() * module, y, len(dark[0]) * module, module * 1.02)
        canvas.setFillGray(0)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.linkURL(self.address, (0, 0, self.width, self.height), relative=1)


def code(address: str, size: float) -> QrCode | None:
    """Return an address as a QR code of a size in points, or nothing if no camera could read one so small."""
    try:
        modules = [bytes(row) for row in segno.make_qr(address, error="m", boost_error=False).matrix]
    except DataOverflowError:
        return None
    return QrCode(modules, size, address) if size / len(modules) >= _SMALLEST_MODULE else None


class Bookmark(Flowable):  # type: ignore[misc] # reportlab ships no types
    """A line in the outline that a reader of PDF shows beside the sheets."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.width = self.height = 0

    def draw(self) -> None:
        """Set it at this place."""
        canvas: Canvas = self.canv
        canvas.bookmarkHorizontal(self.words, 0, 12)
        canvas.addOutlineEntry(self.words, self.words)

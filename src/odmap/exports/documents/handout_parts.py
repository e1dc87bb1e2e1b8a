"""What a handout holds besides text: the marks of the types, the map, a code for a camera, a bookmark."""

import io
import re
from collections.abc import Iterator

import segno
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph
from segno.encoder import DataOverflowError

from odmap.directory.organisation import Type
from odmap.exports.documents.sheets import colour
from odmap.graphics import fonts
from odmap.graphics.marks import drawing

_BOX = 40.0  # a mark is drawn in a box of 40 by 40, with 0 at the top
_RADIUS = 12.0
_LETTER = 15.0
_EDGE = 2.6
_ROOM_FOR_HALO = 0.17  # of the box
_CORNER = re.compile(r"([MhHvVlL])([-.\d ]+)")

_BESIDE_TEXT = 1.65  # of the letters' size
_MIDDLE_OF_TEXT = 0.72

_SMALLEST_MODULE = 0.95  # points, a third of a millimetre: a telephone reads that from paper


class MarkDrawing(Flowable):  # type: ignore[misc] # reportlab ships no types
    """The mark of a type, as on the map."""

    def __init__(self, kind: Type, size: float) -> None:
        super().__init__()
        self.kind = kind
        self.width = self.height = size

    def draw(self) -> None:
        """Draw it, without the room that its box leaves for a halo at the left."""
        self.canv.translate(-self.width * _ROOM_FOR_HALO, 0)
        _mark(self.canv, self.kind, self.width)


class MarkedParagraph(Paragraph):  # type: ignore[misc] # reportlab ships no types
    """A paragraph with the mark of a type before its first line.

    Args:
        text: markup.
        style: with room for the mark at its left.
        kind: the type.
        sure: whether the organisation is verified; the mark is hollow if it is not, as on the map.
    """

    def __init__(self, text: str, style: ParagraphStyle, kind: Type, sure: bool) -> None:
        super().__init__(text, style)
        self.kind = kind
        self.sure = sure

    def draw(self) -> None:
        """Draw both."""
        super().draw()
        canvas: Canvas = self.canv
        size = self.style.fontSize * _BESIDE_TEXT
        middle = self.height - self.style.fontSize * _MIDDLE_OF_TEXT
        canvas.saveState()
        canvas.translate(self.style.fontSize * 0.5 - size / 2, middle - size / 2)
        _mark(canvas, self.kind, size, self.sure)
        canvas.restoreState()


def _mark(canvas: Canvas, kind: Type, size: float, filled: bool = True) -> None:
    """Draw a mark in a box of a size, from (0, 0) on."""
    form = drawing(kind)
    ink, on_it = colour(kind.value), colour("on-type")
    canvas.scale(size / _BOX, size / _BOX)
    canvas.setFillColor(ink if filled else on_it)
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(_EDGE)
    if "a" in form["shape"]:
        canvas.circle(_BOX / 2, _BOX / 2, _RADIUS, stroke=not filled, fill=1)
    else:
        path = canvas.beginPath()
        (x, y), *corners = _corners(form["shape"])
        path.moveTo(x, _BOX - y)
        for x, y in corners:
            path.lineTo(x, _BOX - y)
        path.close()
        canvas.drawPath(path, stroke=not filled, fill=1)
    canvas.setFillColor(on_it if filled else ink)
    canvas.setFont(fonts.runs("a", bold=True)[0].font, _LETTER)
    canvas.drawCentredString(_BOX / 2, _BOX - float(form["baseline"]), form["letter"])


def _corners(shape: str) -> Iterator[tuple[float, float]]:
    """Yield the corners of an outline of straight lines, written as in SVG."""
    x = y = 0.0
    for step, written in _CORNER.findall(shape):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", written)]
        if step in "MLlhH":
            x = numbers[0] + (x if step.islower() else 0)
        if step in "MLlvV":
            y = numbers[-1] + (y if step.islower() else 0)
        yield x, y


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

"""Marks on paper: the PDF draws the parts that every other mark is made of."""

import io
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream
from reportlab.pdfgen.canvas import Canvas

from odmap.directory.organisation import Precision, Type, Verification
from odmap.exports.documents.handout_parts import draw_mark
from odmap.graphics import fonts
from odmap.graphics.marks import BOX, Circle, Letter, Mark, MarkPart, Outline, Paint
from odmap.graphics.palette import variables

SIZE = 80.0
PALETTE = variables("light") | {"od-paper": "#ffffff"}  # the sheet is the paper
COLOURS = {code: name.removeprefix("od-") for name, code in PALETTE.items()}


class Drawn:
    """The parts that a page of PDF draws, in a box with y downwards; each operator of PDF has its method."""

    def __init__(self, page: PageObject) -> None:
        self.parts: list[MarkPart] = []
        self._letter = page.extract_text().strip()
        resources: Any = page["/Resources"]
        self._opacities = {name: float(state.get("/ca", 1)) for name, state in resources.get("/ExtGState", {}).items()}
        self._fill, self._paint, self._size, self._at = "", Paint(), 0.0, (0.0, 0.0)
        self._points: list[tuple[float, float]] = []
        self._is_round = self._is_closed = False
        named = {
            "m": "point",
            "l": "point",
            "c": "curve",
            "h": "close",
            "f*": "f",
            "B*": "B",
        }
        for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
            name = operator.decode()
            method = getattr(self, f"_{named.get(name, name)}", None)
            if method:
                method(*operands)

    def _cm(self, *matrix: float) -> None:
        assert [float(value) for value in matrix] in ([SIZE / BOX, 0, 0, SIZE / BOX, 0, 0], [1, 0, 0, 1, 0, 0])

    def _q(self) -> None:
        self._paint = Paint()

    def _n(self) -> None:
        self._points, self._is_round, self._is_closed = [], False, False

    def _rg(self, *colour: float) -> None:
        self._fill = COLOURS["#" + "".join(f"{round(255 * float(value)):02x}" for value in colour)]

    def _RG(self, *colour: float) -> None:  # noqa: N802 - PDF's own name
        self._paint = self._paint._replace(edge=COLOURS["#" + "".join(f"{round(255 * float(c)):02x}" for c in colour)])

    def _w(self, width: float) -> None:
        self._paint = self._paint._replace(width=float(width))

    def _d(self, dash: list[float], _phase: float) -> None:
        self._paint = self._paint._replace(dash=tuple(map(float, dash)))

    def _gs(self, name: str) -> None:
        self._paint = self._paint._replace(opacity=self._opacities[name])

    def _point(self, *numbers: float) -> None:
        self._points.append((float(numbers[-2]), BOX - float(numbers[-1])))

    def _curve(self, *numbers: float) -> None:
        self._is_round = True
        self._point(*numbers)

    def _close(self) -> None:
        self._is_closed = True

    def _f(self) -> None:
        self._put(Paint(self._fill, opacity=self._paint.opacity))

    def _S(self) -> None:  # noqa: N802 - likewise
        self._put(self._paint)

    def _B(self) -> None:  # noqa: N802 - likewise
        self._put(self._paint._replace(fill=self._fill))

    def _put(self, paint: Paint) -> None:
        if self._is_round:
            (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*self._points, strict=True))
            assert right - left == pytest.approx(bottom - top)
            self.parts.append(Circle((left + right) / 2, (top + bottom) / 2, (right - left) / 2, paint))
        else:
            self.parts.append(Outline(tuple(self._points), paint, self._is_closed))

    def _Tf(self, _font: str, size: float) -> None:  # noqa: N802 - likewise
        self._size = float(size)

    def _Tm(self, *matrix: float) -> None:  # noqa: N802 - likewise
        self._at = float(matrix[4]), float(matrix[5])

    def _Tj(self, _letters: object) -> None:  # noqa: N802 - likewise
        x, y = self._at
        middle = x + fonts.width(fonts.runs(self._letter, bold=True), self._size) / 2
        self.parts.append(Letter(self._letter, middle, BOX - y, self._size, self._fill))


def drawn(mark: Mark) -> list[MarkPart]:
    """Draw a mark into a PDF and read it back into its parts."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    draw_mark(canvas, mark, SIZE)
    canvas.save()
    return Drawn(PdfReader(file).pages[0]).parts


def flat(part: MarkPart) -> tuple[list[str], list[float]]:
    """Return the words of a part, colours as they look, and its numbers."""
    words, numbers = [type(part).__name__], []
    waiting: list[object] = [*part]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, tuple):
            waiting[:0] = value
        elif isinstance(value, str):
            words.append(PALETTE.get(f"od-{value}", value))
        elif isinstance(value, (int, float)):
            numbers.append(float(value))
    return words, numbers


@pytest.mark.parametrize("precision", [None, *Precision])
@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize("verification", Verification)
def test_a_mark_in_a_pdf_is_what_is_described(
    verification: Verification, ended: bool, precision: Precision | None
) -> None:
    """Outline, letter, halo and stroke, their colours, edges and dashes are those of the description."""
    for kind in Type:
        mark = Mark(kind, verification, ended, precision)
        found = drawn(mark)
        assert len(found) == len(mark.parts())
        for ours, described in zip(found, mark.parts(), strict=True):
            words, numbers = flat(ours)
            assert words == flat(described)[0]
            assert numbers == pytest.approx(flat(described)[1], abs=0.01)

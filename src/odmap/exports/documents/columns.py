"""Text in two or more columns of nearly the same height, which may go on on the next sheet."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

Block = Sequence[Paragraph]
"""Paragraphs that stay together unless not even a whole column holds them."""


class Columns(Flowable):  # type: ignore[misc] # reportlab ships no types
    """Blocks in columns, read from the left one to the right one.

    Attributes:
        blocks: what stands in them.
        gap: between the columns, in points.
        between: between two blocks, in points; the space before a block's first paragraph comes to it.
        number: of columns.
        again: for each block, what stands above it where it goes on in a new column: the heading of what it is part
            of, or ``None``. May be left out.
        whole: whether a block stays together even where the columns would become shorter without that.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        gap: float,
        between: float,
        number: int = 2,
        again: Sequence[Paragraph | None] = (),
        whole: bool = False,
    ) -> None:
        super().__init__()
        self.blocks = list(blocks)
        self.gap = gap
        self.between = between
        self.number = number
        self.again = list(again) or [None] * len(self.blocks)
        self.whole = whole
        self._column = 0.0
        self._heights: dict[int, float] = {}
        self._columns: list[list[Block]] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return how much room it takes, after making all columns as short as they can be."""
        column = (width - self.gap * (self.number - 1)) / self.number
        if self._column != column:
            self._column = column
            every = [one for block in (*self.blocks, list(filter(None, self.again))) for one in block]
            self._heights = {id(one): float(one.wrap(column, 0)[1]) for one in every}
        highs = [self._height(block) for block in self.blocks]
        low, high = max(highs, default=0.0) if self.whole else 0.0, sum(highs) + 1
        while high - low > 1:
            middle = (low + high) / 2
            low, high = (low, middle) if not self._filled(middle)[1] else (middle, high)
        self._columns, _ = self._filled(high)
        self.width, self.height = width, high
        return width, high

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return what stands on this sheet, and what goes on on the next."""
        self.wrap(width, height)
        columns, rest = self._filled(height)
        here = [block for column in columns for block in column]
        if not rest or not here:
            return []
        (first, head), *more = rest
        there = [[head, *first] if head else first, *(block for block, _ in more)]
        again = [again for _, again in rest]
        return [
            Columns(here, self.gap, self.between, self.number, whole=self.whole),
            Columns(there, self.gap, self.between, self.number, again, self.whole),
        ]

    def draw(self) -> None:
        """Draw all columns from the top."""
        canvas: Canvas = self.canv
        for number, column in enumerate(self._columns):
            y = self.height
            for place, block in enumerate(column):
                y -= _before(block) if place else 0
                for paragraph in block:
                    y -= self._heights[id(paragraph)]
                    paragraph.drawOn(canvas, number * (self._column + self.gap), y)
                y -= self.between

    def _height(self, block: Block, on_top: bool = False) -> float:
        before = 0 if on_top else _before(block)
        return before + sum(self._heights[id(paragraph)] for paragraph in block) + self.between

    def _filled(self, height: float) -> tuple[list[list[Block]], list[tuple[Block, Paragraph | None]]]:
        """Return what fits into columns of a height, column by column, and what does not."""
        waiting = list(zip(self.blocks, self.again, strict=True))
        columns: list[list[Block]] = [[] for _ in range(self.number)]
        for place, column in enumerate(columns):
            room = height
            while waiting:
                block, again = waiting[0]
                shown = [again, *block] if again and place and not column else block
                needed = self._height(shown, on_top=not column)
                if needed > room and not column and len(block) > 1:
                    waiting[0:1] = [(block[:-1], again), (block[-1:], again)]  # no column holds all of it
                    continue
                if needed > room:
                    break
                room -= needed
                column.append(shown)
                waiting.pop(0)
        return columns, waiting


def _before(block: Block) -> float:
    return float(block[0].getSpaceBefore()) if block else 0

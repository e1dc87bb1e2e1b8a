"""Text in two columns of nearly the same height, which may go on on the next sheet."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

Block = Sequence[Paragraph]
"""Paragraphs that stay together unless not even a whole column holds them."""


class TwoColumns(Flowable):  # type: ignore[misc] # reportlab ships no types
    """Blocks in two columns, the left one read first.

    Attributes:
        blocks: what stands in them.
        gap: between the columns, in points.
        between: between two blocks, in points.
    """

    def __init__(self, blocks: Sequence[Block], gap: float, between: float) -> None:
        super().__init__()
        self.blocks = list(blocks)
        self.gap = gap
        self.between = between
        self._column = 0.0
        self._heights: dict[int, float] = {}
        self._columns: list[list[Block]] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return how much room it takes, after making both columns as short as they can be."""
        if self._column != (width - self.gap) / 2:
            self._column = (width - self.gap) / 2
            self._heights = {id(one): float(one.wrap(self._column, 0)[1]) for block in self.blocks for one in block}
        low, high = 0.0, sum(map(self._height, self.blocks)) + 1
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
        return [TwoColumns(part, self.gap, self.between) for part in (here, rest)]

    def draw(self) -> None:
        """Draw both columns from the top."""
        canvas: Canvas = self.canv
        top = self.height
        for number, column in enumerate(self._columns):
            y = top
            for block in column:
                for paragraph in block:
                    y -= self._heights[id(paragraph)]
                    paragraph.drawOn(canvas, number * (self._column + self.gap), y)
                y -= self.between

    def _height(self, block: Block) -> float:
        return sum(self._heights[id(paragraph)] for paragraph in block) + self.between

    def _filled(self, height: float) -> tuple[list[list[Block]], list[Block]]:
        """Return what fits into two columns of a height, column by column, and what does not."""
        waiting = list(self.blocks)
        columns: list[list[Block]] = [[], []]
        for column in columns:
            room = height
            while waiting:
                block = waiting[0]
                if self._height(block) > room and not column and len(block) > 1:
                    block, waiting[0:1] = block[:-1], [block[:-1], block[-1:]]  # no column holds all of it
                    continue
                if self._height(block) > room:
                    break
                room -= self._height(waiting.pop(0))
                column.append(block)
        return columns, waiting

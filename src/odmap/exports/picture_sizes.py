"""How fine a picture is: for a screen, or for print."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Size = Literal["screen", "print"]


class Resolution(NamedTuple):
    """How fine a PNG is: what the renderers call scale and dots per inch."""

    of_map: tuple[float, float]
    of_chart: tuple[float, float]


SIZES: Mapping[Size, Resolution] = {
    "screen": Resolution((2, 72), (2, 72)),
    "print": Resolution((0.744, 300), (1.2, 300)),
}
"""Twice as fine as a screen, or as fine as print wants it: the width of A3 at 300 dots per inch."""

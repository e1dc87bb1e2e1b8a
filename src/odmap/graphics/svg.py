"""SVG as text: what is written alike in every picture."""

import re
from functools import lru_cache
from html import escape

import numpy as np
import numpy.typing as npt

NAMESPACE = "http://www.w3.org/2000/svg"

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold: in a text to draw, a single one of them ends the whole process inside vl-convert."""


def escaped(text: str) -> str:
    """Return text as XML, without the characters that XML cannot hold."""
    return escape(NOT_IN_XML.sub("", text))


def number(value: float) -> str:
    """Write a number as briefly as two decimals allow."""
    return f"{round(value, 2) + 0:g}"


def outline(ring: npt.NDArray[np.float64], least: int) -> str:
    """Return a closed ring as the data of a path: steps from point to point, each of at least so many tenths.

    Args:
        ring: x and y, shape (number, 2).
        least: tenths of a pixel, across and down together.

    Returns:
        "" if nothing is left of it.
    """
    points = np.rint(ring * 10).astype(int).tolist()
    here = points[0]
    steps = []
    for point in points[1:]:
        across, down = point[0] - here[0], point[1] - here[1]
        if abs(across) + abs(down) >= least:
            steps.append(f"{_tenths(across)} {_tenths(down)}")
            here = point
    drawn = " ".join(steps).replace(" -", "-")
    return f"M{_tenths(points[0][0])} {_tenths(points[0][1])}l{drawn}z" if len(steps) > 1 else ""


@lru_cache(maxsize=4096)
def _tenths(number: int) -> str:
    """Write a number of tenths as briefly as SVG allows: 12 is "1.2", -4 is "-.4"."""
    return f"{number / 10:g}".replace("0.", ".") if abs(number) < 10 else f"{number / 10:g}"

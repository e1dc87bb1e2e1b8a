"""Maps on slides: pictures of the right size, each drawn once, and without a legend where the slide needs none."""

from typing import Any

import pandas as pd

from odmap.analysis.gaps.choropleth import Shading
from odmap.analysis.story.script import Position
from odmap.exports.slides.slide import SlideDraft
from odmap.exports.slides.template import SlideArea
from odmap.maps.still import picture as map_picture
from odmap.maps.still.picture import Picture

_PIXELS = 100  # of a picture in an inch, so that its names are nearly as large as a footer
_SHARP = 1.6  # how many times as many the file has
_MARGIN = 0.16  # inches around a map in its picture, which hang over so that maps and texts are in line


class SlideMaps:
    """Draws maps for slides, the same one only once."""

    def __init__(self) -> None:
        self._drawn: dict[Any, tuple[bytes, Picture]] = {}

    def put(
        self,
        page: SlideDraft,
        box: SlideArea,
        view: pd.DataFrame,
        position: Position | None = None,
        shading: Shading | None = None,
    ) -> None:
        """Put a map on a slide.

        Args:
            page: the slide.
            box: where.
            view: what is on the map.
            position: where the map is held; ``None`` to show all that is on it.
            shading: how the countries are coloured; ``None`` for not at all.
        """
        key = (box, position, id(shading) if shading else None, tuple(view.index))
        if key not in self._drawn:
            picture = _drawn(box, view, position, shading)
            self._drawn[key] = map_picture.png(picture, _SHARP), picture
        png, picture = self._drawn[key]
        page.picture(_place(box, picture), png, "Map", picture.words)


def _drawn(box: SlideArea, view: pd.DataFrame, position: Position | None, shading: Shading | None) -> Picture:
    """Draw a map that fills a box; only its colours are explained in it, the marks by what stands beside it."""
    margin = round(2 * _MARGIN * _PIXELS) if shading else 0
    wide, high = (round(side * _PIXELS) + margin for side in (box.width, box.height))
    return map_picture.draw(view, size=(wide, high), position=position, shading=shading, legend=bool(shading))


def _place(box: SlideArea, picture: Picture) -> SlideArea:
    """Return where a picture stands so that its map is in line with a box, in its own proportions."""
    wide, high = picture.width / _PIXELS, picture.height / _PIXELS
    if wide > box.width + _MARGIN:  # it has margins of its own
        return SlideArea(box.left - _MARGIN, box.top - _MARGIN, wide, high)
    return box

"""Maps on slides: the marks in their pictures are the marks of every other map."""

import io
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pptx
import pytest
from PIL import Image, ImageDraw

from odmap import Directory
from odmap.directory.organisation import Type
from odmap.exports.job import Job
from odmap.exports.slides import deck
from odmap.graphics.marks import BOX, RING_BAND, RING_DISC, RING_NUMBER, Letter, Mark, Outline
from odmap.graphics.palette import variables
from odmap.maps.still.clusters import MARK, ring_radius
from odmap.views.selection import Selection

SHARP = 1.6  # pixels of a slide's picture for each of the drawing
Pixels = npt.NDArray[np.bool_]


def cover_map(frame: pd.DataFrame) -> Image.Image:
    """Return the map of the first slide; what stands at a single place is in its middle."""
    job = Job(Directory(frame.reset_index(drop=True), ()), Selection())
    slides: Any = pptx.Presentation(io.BytesIO(deck.write(job))).slides
    (blob,) = (shape.image.blob for shape in slides[0].shapes if shape.name == "Map")
    return Image.open(io.BytesIO(blob)).convert("RGB")


def in_colour(image: Image.Image, name: str) -> Pixels:
    """Tell of each pixel whether it has a colour of the palette, exactly."""
    wanted = tuple(bytes.fromhex(variables("light")[f"od-{name}"][1:]))
    return np.asarray((np.asarray(image) == wanted).all(axis=2))


def inside(image: Image.Image, mark: Mark, margin: float) -> Pixels:
    """Tell of each pixel whether it lies inside the described shape of a mark in the middle, by so many pixels."""
    fine = 4
    shape, scale = mark.parts()[0], MARK * SHARP / BOX
    plan = Image.new("L", (image.width * fine, image.height * fine))
    middle = np.array(image.size) / 2
    pen = ImageDraw.Draw(plan)
    if isinstance(shape, Outline):
        points = ((np.array(shape.corners) - BOX / 2) * scale + middle) * fine
        pen.polygon([tuple(point) for point in points.tolist()], fill=255)
        pen.line(
            [tuple(p) for p in (*points.tolist(), points[0].tolist())],
            0 if margin > 0 else 255,
            round(abs(margin) * 2 * fine),
        )
    else:
        assert not isinstance(shape, Letter)
        reach = (shape.radius * scale - margin) * fine
        pen.ellipse([*(middle * fine - reach), *(middle * fine + reach)], fill=255)
    within: Pixels = np.asarray(plan.resize(image.size, Image.Resampling.BOX)) == 255
    return within


@pytest.mark.parametrize("kind", Type)
def test_a_mark_on_a_slide_has_the_shape_that_is_described(frame: pd.DataFrame, kind: Type) -> None:
    """The pixels in the type's colour are those inside the described shape, but for its edge and its letter."""
    finland = frame[(frame["country"] == "FI") & (frame["precision"] == "locality")].head(1)
    mark = Mark(kind)
    image = cover_map(finland.assign(type=kind.value, verification="verified", status="active"))
    toned, edge = in_colour(image, kind.value), 0.8 * MARK * SHARP / BOX
    assert not (toned & ~inside(image, mark, -1)).any()
    rows, columns = np.nonzero(inside(image, mark, edge + 1.5) & ~toned)
    *_, letter = mark.parts()
    assert isinstance(letter, Letter)
    scale, (x, y) = MARK * SHARP / BOX, (side / 2 for side in image.size)
    base = y + (letter.baseline - BOX / 2) * scale
    assert base - 0.8 * letter.size * scale < rows.min() <= rows.max() < base + 1
    assert abs((columns.min() + columns.max() + 1) / 2 - x) < 2  # a letter has less room on one of its sides
    assert columns.max() - columns.min() < letter.size * scale


def test_a_ring_on_a_slide_is_what_is_described(frame: pd.DataFrame) -> None:
    """Two types at one place share the band of a ring, half each; its disc and band have the described radii."""
    one = frame[(frame["country"] == "FI") & (frame["precision"] == "locality")].head(1)
    image = cover_map(pd.concat([one.assign(type="service"), one.assign(type="network", id="another")]))
    scale = ring_radius(2) / RING_DISC.radius * SHARP
    down, across = np.indices((image.height, image.width)) + 0.5
    x, y = (across - image.width / 2) / scale, (down - image.height / 2) / scale
    away = np.hypot(x, y)
    for kind, half in (("service", x > 0), ("network", x < 0)):
        toned = in_colour(image, kind)
        reach = RING_BAND.paint.width / 2
        assert np.abs(away[toned] - RING_BAND.radius).max() < reach + 0.5
        assert half[toned].all()
        assert toned[half & (np.abs(away - RING_BAND.radius) < reach - 1) & (np.abs(x) > 1)].all()
    ground = in_colour(image, "land") | in_colour(image, "sea")
    assert not ground[away < RING_DISC.radius].any()
    rim = (away > RING_DISC.radius + 1) & (away < RING_DISC.radius + 3)
    assert not in_colour(image, "paper")[rim].any()
    assert ground[rim].any()
    number = (away < RING_BAND.radius - RING_BAND.paint.width / 2 - 1) & in_colour(image, RING_NUMBER.colour)
    assert number.any()

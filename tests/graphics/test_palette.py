"""The colours: readable in light and dark, and told apart by colour-blind eyes."""

from itertools import combinations

import pytest

from odmap.graphics.palette import MODES, Mode, type_colours, variables

Colour = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), full deficiency, for linear RGB.
DEFICIENCIES = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> Colour:
    """Return linear RGB of ``#rrggbb``."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    bright, dark = sorted(
        (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)),
        reverse=True,
    )
    return (bright + 0.05) / (dark + 0.05)


def seen(colour: str, deficiency: str) -> Colour:
    """Return the colour in the OKLab space (Ottosson, 2020) as somebody with a deficiency sees it."""
    rgb = linear(colour)
    r, g, b = (
        min(1.0, max(0.0, sum(m * c for m, c in zip(line, rgb, strict=True)))) for line in DEFICIENCIES[deficiency]
    )
    cones = (
        (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3),
        (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3),
        (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3),
    )
    x, y, z = cones
    return (
        0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z,
        1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z,
        0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z,
    )


@pytest.mark.parametrize("mode", MODES)
def test_words_are_readable(mode: Mode) -> None:
    """Text has a contrast of at least 4.5 to what it stands on: page, panel, land and mark."""
    colour = variables(mode)
    for ink in ("od-ink", "od-link", "od-accent"):
        for ground in ("od-paper", "od-panel"):
            assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)
    for ground in ("od-land", "od-sea"):
        assert contrast(colour["od-label"], colour[ground]) >= 4.5, ground
    for kind, fill in type_colours(mode).items():
        assert contrast(fill, colour["od-on-type"]) >= 4.5, kind


@pytest.mark.parametrize("mode", MODES)
def test_land_can_be_told_from_sea(mode: Mode) -> None:
    """Land has a contrast of at least 1.3 to sea, and borders one to land, and both stay far behind the marks."""
    colour = variables(mode)
    assert 1.3 <= contrast(colour["od-sea"], colour["od-land"]) < 2
    assert 1.5 <= contrast(colour["od-border"], colour["od-land"]) < 3


@pytest.mark.parametrize("mode", MODES)
def test_marks_stand_out(mode: Mode) -> None:
    """Every type's colour has a contrast of at least 3 to land, sea and page."""
    colour = variables(mode)
    for kind, fill in type_colours(mode).items():
        for ground in ("od-land", "od-sea", "od-paper"):
            assert contrast(fill, colour[ground]) >= 3, (kind, ground)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_types_can_be_told_apart(mode: Mode, deficiency: str) -> None:
    """Any two types differ by at least 0.08 in OKLab (four just noticeable steps), whatever the eyes."""
    colours = type_colours(mode)
    for one, other in combinations(colours, 2):
        a, b = seen(colours[one], deficiency), seen(colours[other], deficiency)
        assert sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 >= 0.08, (one, other)

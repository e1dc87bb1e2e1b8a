"""What stands above and below a still map that travels alone: what it shows, as of when, from where, what it omits."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from odmap.geography.base_map import ATTRIBUTION
from odmap.graphics import fonts, svg_text
from odmap.graphics.palette import Mode, variables
from odmap.maps.still.panel import Box
from odmap.views.provenance import EVERYTHING, MAP_TITLE, Edition
from odmap.wording import count

TITLE_SIZE = 28
WORDS_SIZE = 17
FOOT_SIZE = 13
_MARGIN = 18
_MOST_LINES = 3


class Part(NamedTuple):
    """A part of the picture, and how high it is, pixels."""

    svg: str
    height: float


NOTHING = Part("", 0)


def title(edition: Edition, view: pd.DataFrame, mode: Mode, width: int) -> Part:
    """Draw title, count and filters.

    Args:
        edition: what the picture says about itself.
        view: the rows that are shown.
        mode: light or dark.
        width: of the picture, pixels.
    """
    ink = variables(mode)["od-ink"]
    texts = [f"{_shown(edition, view)}.", *([] if edition.filters == EVERYTHING else [edition.filters])]
    below = [line for text in texts for line in wrapped(text, WORDS_SIZE, width - 2 * _MARGIN, _MOST_LINES)]
    y = _MARGIN + TITLE_SIZE * 0.8
    drawn = [_line(MAP_TITLE, y, TITLE_SIZE, ink, bold=True)]
    for words in below:
        y += WORDS_SIZE * 1.45
        drawn.append(_line(words, y, WORDS_SIZE, ink))
    return Part("".join(drawn), y + 4)


def foot(edition: Edition, mode: Mode, width: int, height: int) -> Part:
    """Draw the source, the licence and what the picture does not claim.

    Args:
        edition: what the picture says about itself.
        mode: light or dark.
        width: of the picture, pixels.
        height: likewise.
    """
    day = f", data as of {edition.data_as_of}" if edition.data_as_of else ""
    words = f"Source: odmap {edition.version}{day}. {edition.licence}. {edition.caveat} {ATTRIBUTION}"
    found = wrapped(words, FOOT_SIZE, width - 2 * _MARGIN, _MOST_LINES)
    tall = len(found) * FOOT_SIZE * 1.4 + 10
    ink = variables(mode)["od-ink"]
    starts = (height - tall + FOOT_SIZE * (1 + 1.4 * number) for number in range(len(found)))
    return Part("".join(_line(line, y, FOOT_SIZE, ink) for line, y in zip(found, starts, strict=True)), tall)


def lines(words: str, box: Box, mode: Mode) -> str:
    """Draw a sentence into a box, in as many lines as it needs."""
    ink, between = variables(mode)["od-ink"], WORDS_SIZE * 1.45
    found = wrapped(words, WORDS_SIZE, box.width, 9)
    return "".join(_line(line, box.y + between * n, WORDS_SIZE, ink, x=box.x) for n, line in enumerate(found, start=1))


def wrapped(text: str, size: float, room: float, most: int) -> Sequence[str]:
    """Break a text into lines; what is too much for so many lines ends with an ellipsis.

    Args:
        text: any text.
        size: of the letters, pixels.
        room: how wide a line may be, pixels.
        most: how many lines at most.
    """

    def fits(line: str) -> bool:
        return fonts.width(fonts.runs(line), size) <= room

    plain = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    found = [piece for line in fonts.broken(plain, fits) for piece in ([line] if fits(line) else _cut(line, fits))]
    if len(found) > most:
        last = found[most - 1].rstrip()
        while last and not fits(f"{last}…"):
            last = last[:-1].rstrip()
        found = [*found[: most - 1], f"{last}…"]
    return found


def _shown(edition: Edition, view: pd.DataFrame) -> str:
    of = "" if edition.number == edition.total else f" of {edition.total:,}"
    places = view["country"].nunique()
    where = f" in {count(places, 'country', 'countries')}" if places else ""
    noun = "organisation" if edition.number == 1 and not of else "organisations"
    without = int(view["country"].isna().sum())
    omitted = f"; {without:,} without a fixed base {'is' if without == 1 else 'are'} not on the map" if without else ""
    return f"{edition.number:,}{of} {noun}{where}{omitted}"


def _cut(line: str, fits: fonts.Fits) -> list[str]:
    """Cut a word that no line holds: languages without spaces, or an address."""
    pieces = [""]
    for letter in line:
        if pieces[-1] and not fits(pieces[-1] + letter):
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _line(words: str, y: float, size: float, ink: str, bold: bool = False, x: float = _MARGIN) -> str:
    kind = ' class="b"' if bold else ""
    drawn = svg_text.spans(words, x, size)
    return f'<text{kind} x="{x:g}" y="{y:.1f}" font-size="{size}" fill="{ink}">{drawn}</text>'

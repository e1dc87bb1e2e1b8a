"""What stands above and below a still map that travels alone: what it shows, as of when, from where, what it omits."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from odmap.analysis.gaps.choropleth import Shading
from odmap.geography.base_map import ATTRIBUTION
from odmap.graphics import fonts, svg_text
from odmap.graphics.palette import Mode, variables
from odmap.maps.still.panel import Rect
from odmap.version import NAME
from odmap.views.provenance import EVERYTHING, MAP_TITLE, Edition
from odmap.views.summary import countries_in_words
from odmap.wording import agreeing, count, format_number, small

TITLE_SIZE = 28
MOST_COUNTRIES = 8  # that the words of a picture name
WORDS_SIZE = 17
FOOT_SIZE = 13
_MARGIN = 18
_MOST_LINES = 3


class Strip(NamedTuple):
    """A part of the picture over its whole width, and how high it is, pixels."""

    svg: str
    height: float


NOTHING = Strip("", 0)

NOTHING_FOUND = "Nothing listed matches. That says what is listed, not what exists."


def title(edition: Edition, view: pd.DataFrame, mode: Mode, width: int) -> Strip:
    """Draw title, count and filters.

    Args:
        edition: what the picture says about itself.
        view: the rows that are shown.
        mode: light or dark.
        width: of the picture, pixels.
    """
    texts = [f"{_shown(edition, view)}.", *([] if edition.filters == EVERYTHING else [edition.filters])]
    below = [line for text in texts for line in wrapped(text, WORDS_SIZE, width - 2 * _MARGIN, _MOST_LINES)]
    y = _MARGIN + TITLE_SIZE * 0.8
    drawn = [written(MAP_TITLE, _MARGIN, y, TITLE_SIZE, mode, bold=True)]
    for words in below:
        y += WORDS_SIZE * 1.45
        drawn.append(written(words, _MARGIN, y, WORDS_SIZE, mode))
    return Strip("".join(drawn), y + 4)


def foot(edition: Edition, mode: Mode, width: int, height: int) -> Strip:
    """Draw the source, the licence and what the picture does not claim.

    Args:
        edition: what the picture says about itself.
        mode: light or dark.
        width: of the picture, pixels.
        height: likewise.
    """
    day = f", data as of {edition.data_as_of}" if edition.data_as_of else ""
    words = f"Source: {NAME} {edition.version}{day}. {edition.licence}. {edition.caveat} {ATTRIBUTION}"
    found = wrapped(words, FOOT_SIZE, width - 2 * _MARGIN, _MOST_LINES)
    tall = len(found) * FOOT_SIZE * 1.4 + 10
    first = height - tall + FOOT_SIZE
    drawn = (written(line, _MARGIN, first + FOOT_SIZE * 1.4 * n, FOOT_SIZE, mode) for n, line in enumerate(found))
    return Strip("".join(drawn), tall)


def lines(words: str, rect: Rect, mode: Mode) -> str:
    """Draw a sentence into a rectangle, in as many lines as it needs."""
    found = enumerate(wrapped(words, WORDS_SIZE, rect.width, 9), start=1)
    return "".join(written(line, rect.x, rect.y + WORDS_SIZE * 1.45 * n, WORDS_SIZE, mode) for n, line in found)


def written(words: str, x: float, y: float, size: float, mode: Mode, bold: bool = False) -> str:
    """Draw a line of text in any script.

    Args:
        words: not escaped.
        x: where it begins, pixels.
        y: its base line.
        size: of the letters.
        mode: light or dark.
        bold: whether it is.
    """
    kind, ink = ' class="b"' if bold else "", variables(mode)["od-ink"]
    drawn = svg_text.spans(words, x, size)
    return f'<text{kind} x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{ink}">{drawn}</text>'


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


def in_words(view: pd.DataFrame, shading: Shading | None) -> str:
    """Return what the picture shows, for those who cannot see it."""
    if shading:
        return _words_of_shading(shading)
    if view.empty:
        return f"Map without a mark: {small(NOTHING_FOUND)}"
    countries = countries_in_words(view, MOST_COUNTRIES)
    without = int(view["country"].isna().sum())
    said = [
        f"Map of {count(len(view), 'organisation')}",
        f": {countries}" if countries else "",
        f". {format_number(without)} without a fixed base {agreeing(without, 'is', 'are')} not on it"
        if without
        else "",
    ]
    return f"{''.join(said)}."


def _words_of_shading(shading: Shading) -> str:
    far = shading.measure.name == "distance"  # its other colours tell how far away the nearest is
    colours = [shading.classes[number] for number, _ in shading.of.values()]
    listed = sum(kind == "shade-4" if far else kind.startswith("shade") for kind in colours)
    places = count(listed, "country or territory", "countries and territories")
    others = (
        "; of the others, how far away the nearest is."
        if far
        else "; the hatched ones have nothing listed, which is not none."
    )
    return f"World map: {places} with something listed{others}"


def _shown(edition: Edition, view: pd.DataFrame) -> str:
    of = "" if edition.number == edition.total else f" of {format_number(edition.total)}"
    places = view["country"].nunique()
    where = f" in {count(places, 'country', 'countries')}" if places else ""
    noun = "organisation" if edition.number == 1 and not of else "organisations"
    without = int(view["country"].isna().sum())
    omitted = (
        f"; {format_number(without)} without a fixed base {agreeing(without, 'is', 'are')} not on the map"
        if without
        else ""
    )
    return f"{format_number(edition.number)}{of} {noun}{where}{omitted}"


def _cut(line: str, fits: fonts.Fits) -> list[str]:
    """Cut a word that no line holds: languages without spaces, or an address."""
    pieces = [""]
    for letter in line:
        if pieces[-1] and not fits(pieces[-1] + letter):
            pieces.append("")
        pieces[-1] += letter
    return pieces

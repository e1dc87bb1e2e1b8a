"""Marks and rings as SVG, from their description in :mod:`odmap.graphics.marks`.

:func:`painted` holds every colour, for pictures and files. In a page, where one style sheet follows light and dark,
:func:`markup` has classes and :func:`rules` says what they look like; the map's script fills in the same
:data:`TEMPLATE`, and draws rings for the same rules.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from math import pi

from odmap.directory.organisation import Type
from odmap.graphics import marks
from odmap.graphics.marks import BOX, TONE, Arc, Circle, Letter, Mark, MarkPart, Outline, Paint, RingPart
from odmap.graphics.palette import Mode, variables
from odmap.graphics.svg import NAMESPACE
from odmap.graphics.svg import number as n


def drawing(kind: Type) -> dict[str, str]:
    """Return what the template needs for a type: outline, letter and the letter's place."""
    shape = marks.SHAPES[kind]
    top, r = n(BOX / 2 - shape.radius), n(shape.radius)
    half = f"a{r} {r} 0 1 0 0"
    circle = f"M{n(BOX / 2)} {top}{half} {n(2 * shape.radius)}{half}-{n(2 * shape.radius)}Z"
    return {
        "shape": f"{_line(shape.corners)}Z" if shape.corners else circle,
        "letter": kind.label[0],
        "baseline": n(shape.baseline),
    }


def _line(corners: Sequence[marks.Point]) -> str:
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in corners)


TEMPLATE = (
    '<svg class="mark {classes}" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">'
    f'<circle class="halo" cx="20" cy="20" r="{n(marks.HALO_RADIUS)}"/><path class="shape" d="{{shape}}"/>'
    '<text class="letter" x="20" y="{baseline}">{letter}</text>'
    f'<path class="stroke" d="{_line(marks.ENDED.corners)}"/></svg>'
)
"""The mark, with the four things that vary in braces. The map's script fills in the same template."""


def markup(mark: Mark) -> str:
    """Return a mark for a page with :func:`rules`, hidden from screen readers: words always stand beside it."""
    return TEMPLATE.format(classes=mark.classes, **drawing(mark.type))


def file(mark: Mark, mode: Mode) -> str:
    """Return a mark as an SVG file of its own, with its colours for light or dark."""
    return (
        f'<svg xmlns="{NAMESPACE}" viewBox="0 0 40 40" width="40" height="40">'
        f"<style>.b{{font-family:system-ui,sans-serif;font-weight:700}}</style>{painted(mark.parts(), mode)}</svg>"
    )


def placed(parts: Sequence[MarkPart | RingPart], mode: Mode | None, x: float, y: float, width: float) -> str:
    """Return a mark or ring, painted, with its middle at a point and its box so wide."""
    left, top = x - width / 2, y - width / 2
    return f'<g transform="translate({left:.1f} {top:.1f}) scale({width / BOX:.3f})">{painted(parts, mode)}</g>'


def painted(parts: Sequence[MarkPart | RingPart], mode: Mode | None) -> str:
    """Return a mark or ring with its colours in place. Whoever holds it says what font the class ``b`` has: a bold one.

    Args:
        parts: what it is drawn of.
        mode: light or dark; ``None`` for the colours of the page it stands in, which follow both.
    """
    colours = variables(mode) if mode else _of_the_page()
    return "".join(_part(part, colours) for part in parts)


@cache
def _of_the_page() -> dict[str, str]:
    return {name: f"var(--{name})" for name in variables("light")}


def _part(part: MarkPart | RingPart, colours: dict[str, str]) -> str:
    match part:
        case Letter():
            return (
                f'<text x="{n(part.x)}" y="{n(part.baseline)}" font-size="{n(part.size)}" text-anchor="middle" '
                f'class="b" fill="{colours[f"od-{part.colour}"]}">{part.text}</text>'
            )
        case Outline():
            return f'<path d="{_line(part.corners)}{"Z" if part.closed else ""}"{_attributes(part.paint, colours)}/>'
        case Circle():
            return f"{_circle(part.x, part.y, part.radius)}{_attributes(part.paint, colours)}/>"
        case Arc():
            return (
                f"{_circle(part.x, part.y, part.radius)}{_attributes(part.paint, colours)}{_piece(part)}"
                f' transform="rotate(-90 {n(part.x)} {n(part.y)})"/>'
            )


def _circle(x: float, y: float, radius: float) -> str:
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}"'


def _piece(arc: Arc) -> str:
    """Return the one dash of a circle that is the arc; none for the whole circle."""
    around = 2 * pi * arc.radius
    length = (arc.end - arc.start) * around
    if arc.end - arc.start == 1:
        return ""
    return f' stroke-dasharray="{n(length)} {n(around - length)}" stroke-dashoffset="{n(-arc.start * around)}"'


def _attributes(paint: Paint, colours: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in _declared(paint, lambda name: colours[f"od-{name}"]))


def _declared(paint: Paint, colour: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield the properties of a paint, named alike in SVG and CSS."""
    yield "fill", colour(paint.fill) if paint.fill else "none"
    if paint.opacity < 1:
        yield "fill-opacity", n(paint.opacity)
    if paint.edge:
        yield "stroke", colour(paint.edge)
        yield "stroke-width", n(paint.width)
    if paint.dash:
        yield "stroke-dasharray", " ".join(map(n, paint.dash))


@cache
def rules() -> str:
    """Return the style sheet of marks and rings in a page: :func:`markup`, and what the map's script draws."""
    types = "".join(f".t-{kind.value}{{--tone:var(--od-{kind.value})}}\n" for kind in Type)
    certainty = "".join(
        f".t-{term.value},:root[data-colour=certainty] .mark.v-{term.value}{{--tone:{_variable(tone)}}}\n"
        for term, tone in marks.CERTAINTY_TONES.items()
    )
    sureness = "".join(
        f".mark.v-{term.value} .shape{{{_css(paint)}}}\n.mark.v-{term.value} .letter{{fill:{_variable(letter)}}}\n"
        for term, (paint, letter) in marks.SURENESS.items()
    )
    halos = "".join(f".mark.p-{term.value} .halo{{{_css(paint)}}}\n" for term, paint in marks.HALOS.items())
    within = ",".join(f".mark.p-{term.value} :not(.halo)" for term in marks.HALOS)
    smaller = f"transform:scale({n(marks.WITHIN_HALO)});transform-origin:20px 20px"
    return (
        ".mark{overflow:visible;display:inline-block;vertical-align:middle}\n"
        ".mark .halo,.mark .stroke{fill:none;stroke:none}\n"
        f".mark .letter{{font:700 {n(marks.LETTER_SIZE)}px/1 system-ui,sans-serif;text-anchor:middle}}\n"
        f"{types}{certainty}{sureness}{halos}{within}{{{smaller}}}\n"
        f".mark.s-ended .stroke{{{_css(marks.ENDED.paint)}}}\n"
        f".mark.s-ended .shape{{fill-opacity:{n(marks.ENDED_OPACITY)}}}\n"
        f".cluster .disc{{{_css(marks.RING_DISC.paint)}}}\n"
        f".cluster circle[stroke-dasharray]{{{_css(marks.RING_BAND.paint)};"
        "transform:rotate(-90deg);transform-origin:20px 20px}\n"
        f".cluster text{{fill:{_variable(marks.RING_NUMBER.colour)};font:650 {n(marks.RING_NUMBER.size)}px/1 "
        '"Source Sans",system-ui,sans-serif;text-anchor:middle}\n'
    )


def _css(paint: Paint) -> str:
    return ";".join(f"{name}:{value}" for name, value in _declared(paint, _variable))


def _variable(name: str) -> str:
    return "var(--tone)" if name == TONE else f"var(--od-{name})"

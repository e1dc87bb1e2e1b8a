"""The marks that stand for organisations, and the rings that stand for several: described here, drawn elsewhere.

Type is told by colour, shape and letter; verification by how the shape is filled; an end by a stroke through it;
precision by a halo. So no mark depends on colour alone. All of that is data, in a box of 40 by 40 with y downwards, and
colours by their names in :mod:`odmap.graphics.palette`. :mod:`odmap.graphics.mark_svg` draws it as SVG and CSS, the
handout as PDF; slides hold pictures that are made of the SVG.
"""

from collections.abc import Mapping, Sequence
from math import log10
from typing import NamedTuple

from odmap.directory.located import LocatedOrganisation
from odmap.directory.organisation import HOW_SURE, MAIN_TYPE, Precision, Status, Type, Verification
from odmap.wording import format_number

BOX = 40.0
"""How wide and high the box is that a mark or ring is described in."""

TONE = "tone"
"""Stands for the colour of a mark's own type in a :class:`Paint` that all types share."""

Point = tuple[float, float]


class Paint(NamedTuple):
    """How something is filled and edged. Colours are names such as ``paper`` or ``service``; "" is none."""

    fill: str = ""
    edge: str = ""
    width: float = 0
    """Of the edge."""
    dash: tuple[float, ...] = ()
    opacity: float = 1
    """Of what is filled."""

    def of(self, kind: Type) -> "Paint":
        """Return it with a type's colour for :data:`TONE`."""
        fill, edge = (kind.value if name == TONE else name for name in (self.fill, self.edge))
        return self._replace(fill=fill, edge=edge)


class Circle(NamedTuple):
    """A round part of a drawing."""

    x: float
    y: float
    radius: float
    paint: Paint


class Outline(NamedTuple):
    """A part with straight sides; one that is not closed is a line."""

    corners: tuple[Point, ...]
    paint: Paint
    closed: bool = True


class Arc(NamedTuple):
    """A piece of a circle, clockwise; 0 is at the top and 1 once around."""

    x: float
    y: float
    radius: float
    start: float
    end: float
    paint: Paint


class Letter(NamedTuple):
    """A letter or number, bold, with its middle at ``x``."""

    text: str
    x: float
    baseline: float
    size: float
    colour: str


MarkPart = Circle | Outline | Letter
RingPart = Circle | Arc | Letter


class Shape(NamedTuple):
    """The shape of a type, centred near the middle of the box."""

    corners: tuple[Point, ...] = ()
    """None for a circle."""
    radius: float = 0
    baseline: float = 25
    """Where the letter stands, so that it looks centred."""


SHAPES: Mapping[Type, Shape] = {
    Type.SERVICE: Shape(radius=12),
    Type.TRAINING: Shape(((9, 9), (31, 9), (31, 31), (9, 31))),
    Type.RESEARCH: Shape(((20, 5.5), (34.5, 20), (20, 34.5), (5.5, 20))),
    Type.NETWORK: Shape(((13, 8), (27, 8), (34, 20), (27, 32), (13, 32), (6, 20))),
    Type.PROGRAMME: Shape(((20, 6.5), (33.5, 16.4), (28.4, 32), (11.6, 32), (6.5, 16.4)), baseline=26.5),
    Type.INSTITUTION: Shape(((20, 6), (33, 15.5), (33, 32), (7, 32), (7, 15.5)), baseline=28),
}
"""Circle, square, diamond, hexagon, pentagon, house."""

LETTER_SIZE = 15.0

SURENESS: Mapping[Verification, tuple[Paint, str]] = {
    Verification.VERIFIED: (Paint(TONE, "paper", 1.6), "on-type"),
    Verification.UNVERIFIED: (Paint("paper", TONE, 2.6), TONE),
    Verification.RELATED: (Paint("paper", TONE, 2.6, (2.5, 2.5)), TONE),
}
"""How the shape is painted, and the colour of its letter: filled, hollow, or hollow with a dotted edge."""

CERTAINTY_TONES: Mapping[Verification, str] = {
    Verification.VERIFIED: "accent",
    Verification.UNVERIFIED: "training",
    Verification.RELATED: "label",
}
"""The colours where the map tells how sure we are, and not the main type; the shapes are painted as ever."""

ENDED = Outline(((7, 33), (33, 7)), Paint(edge="ink", width=2.6), closed=False)
"""The stroke through what has ended."""

ENDED_OPACITY = 0.75
"""Of the shape beneath that stroke."""

HALO_RADIUS = 18.5
HALOS: Mapping[Precision, Paint] = {
    Precision.REGION: Paint(TONE, TONE, 1.4, (), 0.12),
    Precision.COUNTRY: Paint(TONE, TONE, 1.6, (4, 3.3), 0.12),
}
"""A town has no halo, a region a ring around its mark, a country a broken one."""

WITHIN_HALO = 0.72
"""How large everything else is within a halo, from the middle of the box."""

RING_DISC = Circle(20, 20, 18, Paint("paper", "line", 0.8))
RING_BAND = Circle(20, 20, 15, Paint(edge=TONE, width=4.4))
"""Its pieces tell how many are of each type."""

RING_NUMBER = Letter("", 20, 24.5, 13.5, "ink")
RING_WIDTH, RING_GROWTH, WIDEST_RING = 38.0, 9.8, 62.0
"""Pixels on the live map: the box of a ring for one, what each power of ten adds, and the most."""


class Mark(NamedTuple):
    """One mark: everything about an organisation that its drawing tells."""

    type: Type
    verification: Verification = Verification.VERIFIED
    ended: bool = False
    precision: Precision | None = None

    @classmethod
    def of(cls, organisation: LocatedOrganisation) -> "Mark":
        """Return the mark of an organisation."""
        return cls(organisation.type, organisation.verification, organisation.has_ended, organisation.precision)

    @classmethod
    def named(cls, name: str) -> "Mark":
        """Return the mark of a :attr:`name`.

        Raises:
            ValueError: nothing is called so.
        """
        kind, verification, life, precision = name.split(".")
        if life not in ("on", "ended"):
            raise ValueError(f"no mark is called {name!r}")
        exact = None if precision == "none" else Precision(precision)
        return cls(Type(kind), Verification(verification), life == "ended", exact)

    @property
    def name(self) -> str:
        """The mark's name in an address: ``service.verified.on.locality``."""
        life = "ended" if self.ended else "on"
        return f"{self.type.value}.{self.verification.value}.{life}.{self.precision or 'none'}"

    @property
    def classes(self) -> str:
        """The CSS classes that tell type, verification, end and precision apart."""
        names = [f"t-{self.type.value}", f"v-{self.verification.value}"]
        names += ["s-ended"] if self.ended else []
        names += [f"p-{self.precision.value}"] if self.precision else []
        return " ".join(names)

    @property
    def reach(self) -> float:
        """How far the drawing reaches from the middle of the box, at most."""
        return BOX / 2 if self.precision in HALOS else 0.4 * BOX

    def parts(self) -> list[MarkPart]:
        """Return what the mark is drawn of, the lowest first."""
        shape = SHAPES[self.type]
        paint, letter = SURENESS[self.verification]
        paint = paint.of(self.type)._replace(opacity=ENDED_OPACITY if self.ended else 1)
        parts: list[MarkPart] = [
            Outline(shape.corners, paint) if shape.corners else Circle(BOX / 2, BOX / 2, shape.radius, paint),
            Letter(self.type.label[0], BOX / 2, shape.baseline, LETTER_SIZE, Paint(letter).of(self.type).fill),
            *([ENDED] if self.ended else []),
        ]
        halo = HALOS.get(self.precision) if self.precision else None
        if not halo:
            return parts
        drawn = Circle(BOX / 2, BOX / 2, HALO_RADIUS, halo.of(self.type))
        return [drawn, *(_within_halo(part) for part in parts)]


def ring(types: Sequence[Type]) -> list[RingPart]:
    """Return what the ring of several organisations is drawn of, the lowest first.

    Args:
        types: one for each organisation; their colours share the band, their number stands in the middle.
    """
    arcs: list[Arc] = []
    start = 0.0
    for kind in Type:
        end = start + types.count(kind) / len(types)
        if end > start:
            arcs.append(Arc(*RING_BAND[:3], start, end, RING_BAND.paint.of(kind)))
        start = end
    number = f"{round(len(types) / 1000)}k" if len(types) > 999 else str(len(types))
    return [RING_DISC, *arcs, RING_NUMBER._replace(text=number)]


def ring_width(number: int) -> float:
    """Return how wide the box of a ring for so many organisations is on the live map, pixels."""
    return min(WIDEST_RING, RING_WIDTH + RING_GROWTH * log10(number))


def explained(numbers: Mapping[Type, int]) -> dict[str, list[tuple[Mark, str]]]:
    """Return what the marks mean, group by group: the same legend for page, file and picture.

    Args:
        numbers: how many organisations of each type are shown; a type that is not named has none.
    """
    service = Mark(Type.SERVICE)
    return {
        MAIN_TYPE: [(Mark(kind), f"{kind.label} ({format_number(numbers.get(kind, 0))})") for kind in Type],
        HOW_SURE: [
            *((service._replace(verification=term), term.label) for term in Verification),
            (service._replace(ended=True), Status.ENDED.label),
        ],
        "How exact": [
            (service._replace(precision=Precision.LOCALITY), "In or near this town"),
            (service._replace(precision=Precision.REGION), "Somewhere in this region"),
            (service._replace(precision=Precision.COUNTRY), "Somewhere in this country"),
        ],
    }


def _within_halo(part: MarkPart) -> MarkPart:
    def moved(side: float) -> float:
        return BOX / 2 + (side - BOX / 2) * WITHIN_HALO

    if isinstance(part, Letter):
        return part._replace(x=moved(part.x), baseline=moved(part.baseline), size=part.size * WITHIN_HALO)
    dash = tuple(length * WITHIN_HALO for length in part.paint.dash)
    paint = part.paint._replace(width=part.paint.width * WITHIN_HALO, dash=dash)
    if isinstance(part, Circle):
        return Circle(moved(part.x), moved(part.y), part.radius * WITHIN_HALO, paint)
    return part._replace(corners=tuple((moved(x), moved(y)) for x, y in part.corners), paint=paint)

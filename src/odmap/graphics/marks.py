"""The marks that stand for organisations: one drawing for map, legend, list and exports.

Type is told by colour, shape and letter; verification by how the shape is filled; an end by a stroke through
it; precision by a halo. So no mark depends on colour alone. The drawings are plain SVG with classes; colours
come from CSS variables (:mod:`odmap.graphics.palette`), so the same mark suits light and dark.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from odmap.directory.organisation import Precision, Status, Type, Verification
from odmap.graphics.palette import Mode, css, variables
from odmap.settings import STATIC

SHAPES: dict[Type, str] = {
    Type.SERVICE: "M20 8a12 12 0 1 0 0 24a12 12 0 1 0 0-24Z",  # circle
    Type.TRAINING: "M9 9h22v22H9Z",  # square
    Type.RESEARCH: "M20 5.5L34.5 20L20 34.5L5.5 20Z",  # diamond
    Type.NETWORK: "M13 8h14l7 12l-7 12h-14l-7-12Z",  # hexagon
    Type.PROGRAMME: "M20 6.5L33.5 16.4L28.4 32h-16.8L6.5 16.4Z",  # pentagon
    Type.INSTITUTION: "M20 6L33 15.5V32H7V15.5Z",  # house
}
"""Outline of each type in a 40 by 40 box, centred near (20, 20)."""

SVG_NAMESPACE = "http://www.w3.org/2000/svg"

TEMPLATE = (
    '<svg class="mark {classes}" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">'
    '<circle class="halo" cx="20" cy="20" r="18.5"/><path class="shape" d="{shape}"/>'
    '<text class="letter" x="20" y="{baseline}">{letter}</text><path class="stroke" d="M7 33L33 7"/></svg>'
)
"""The mark, with the four things that vary in braces. The map's script fills in the same template."""


_BASELINES = {Type.INSTITUTION: "28", Type.PROGRAMME: "26.5"}
"""Where the letter stands, so that it looks centred in its shape; 25 for all others."""


def drawing(kind: Type) -> dict[str, str]:
    """Return what the template needs for a type: outline, letter and the letter's place."""
    return {
        "shape": SHAPES[kind],
        "letter": kind.label[0],
        "baseline": _BASELINES.get(kind, "25"),
    }


class Mark(NamedTuple):
    """One mark: everything about an organisation that its drawing tells."""

    type: Type
    verification: Verification = Verification.VERIFIED
    ended: bool = False
    precision: Precision | None = None

    @classmethod
    def of(cls, row: Mapping[Any, Any]) -> "Mark":
        """Return the mark of one row of the located directory."""
        return cls(
            Type(row["type"]),
            Verification(row["verification"]),
            row["status"] == Status.ENDED,
            Precision(row["precision"]) if row["precision"] else None,
        )

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

    def svg(self) -> str:
        """Return the mark as markup, hidden from screen readers: words always stand beside it."""
        return TEMPLATE.format(classes=self.classes, **drawing(self.type))

    def file(self, mode: Mode) -> str:
        """Return the mark as an SVG file of its own, with its colours for light or dark."""
        style = f"<style>svg{{{css(mode)}}}{_style()}</style>"
        opening, rest = self.svg().split(">", 1)
        return opening.replace("<svg", f'<svg xmlns="{SVG_NAMESPACE}"', 1) + ">" + style + rest

    def painted(self, mode: Mode, x: float = 0, y: float = 0, size: float = 40) -> str:
        """Return the mark with its colours in place, for renderers that know no style sheets.

        It says the same as ``assets/marks.css``; a test compares the two as pictures.

        Args:
            mode: light or dark.
            x: its left edge, pixels.
            y: its upper edge.
            size: how wide and high it is.
        """
        colours = variables(mode)
        tone, paper = colours[f"od-{self.type.value}"], colours["od-paper"]
        drawn, sure = drawing(self.type), self.verification is Verification.VERIFIED
        edge = 'stroke-width="1.6"' if sure else 'stroke-width="2.6"'
        dots = ' stroke-dasharray="2.5 2.5"' if self.verification is Verification.RELATED else ""
        dashes = ' stroke-dasharray="4 3.3"' if self.precision is Precision.COUNTRY else ""
        wide = self.precision in (Precision.REGION, Precision.COUNTRY)
        halo = (
            f'<circle cx="20" cy="20" r="18.5" fill="{tone}" fill-opacity="0.12" stroke="{tone}" '
            f'stroke-width="{1.6 if dashes else 1.4}"{dashes}/>'
        )
        smaller = ' transform="translate(5.6 5.6) scale(0.72)"'
        faint = ' fill-opacity="0.75"' if self.ended else ""
        through = f'<path d="M7 33L33 7" stroke="{colours["od-ink"]}" stroke-width="2.6"/>' if self.ended else ""
        return (
            f'<g transform="translate({x:.1f} {y:.1f}) scale({size / 40:.3f})">{halo if wide else ""}'
            f"<g{smaller if wide else ''}>"
            f'<path d="{drawn["shape"]}" fill="{tone if sure else paper}" stroke="{paper if sure else tone}" '
            f'{edge}{dots}{faint}/><text x="20" y="{drawn["baseline"]}" font-size="15" text-anchor="middle" class="b" '
            f'fill="{colours["od-on-type"] if sure else tone}">{drawn["letter"]}</text>{through}</g></g>'
        )


def explained(numbers: Mapping[Type, int]) -> dict[str, list[tuple[Mark, str]]]:
    """Return what the marks mean, group by group: the same legend for page, file and picture.

    Args:
        numbers: how many organisations of each type are shown; a type that is not named has none.
    """
    service = Mark(Type.SERVICE)
    return {
        "Type": [(Mark(kind), f"{kind.label} ({numbers.get(kind, 0):,})") for kind in Type],
        "How sure": [
            *((service._replace(verification=term), term.label) for term in Verification),
            (service._replace(ended=True), Status.ENDED.label),
        ],
        "How exact": [
            (service._replace(precision=Precision.LOCALITY), "In or near this town"),
            (service._replace(precision=Precision.REGION), "Somewhere in this region"),
            (service._replace(precision=Precision.COUNTRY), "Somewhere in this country"),
        ],
    }


@cache
def _style() -> str:
    return (STATIC / "marks.css").read_text("utf-8")

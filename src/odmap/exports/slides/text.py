"""Text on a slide: paragraphs in a text frame, colours of the palette, and what those hear who do not see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from odmap.exports.slides.fit import clean
from odmap.exports.slides.template import HEADINGS
from odmap.graphics.bidi import begins_right_to_left
from odmap.graphics.palette import variables

INDENT = 0.4
"""Inches from a point to its text."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph.

    Attributes:
        text: as given; it is cleaned.
        size: of the letters, in points; 0 for that of the placeholder.
        bold: whether they are bold.
        colour: its name in the palette, without ``od-``; empty for that of the placeholder.
        heading: whether they are those of headings.
        link: an address that the paragraph leads to; empty for none.
        link_words: what stands after the text and leads there; empty if the text itself does.
        after: points of space below.
        bullet: whether a point stands before it.
        align: ``"l"``, ``"ctr"`` or ``"r"``; empty for the side on which the text begins.
    """

    text: str
    size: float = 0
    bold: bool = False
    colour: str = ""
    heading: bool = False
    link: str = ""
    link_words: str = ""
    after: float = 0
    bullet: bool = False
    align: str = ""


def hexadecimal(name: str) -> str:
    """Return a colour of the palette, light mode, as ``1F5F66``."""
    return variables("light")[f"od-{name}"].lstrip("#").upper()


def rgb(name: str) -> RGBColor:
    """Return a colour of the palette, light mode."""
    return RGBColor(*bytes.fromhex(hexadecimal(name)))  # type: ignore[no-untyped-call] # python-pptx types only some


def described(shape: Any, name: str, words: str) -> None:
    """Give a shape a name and, for those who cannot see it, its content in words."""
    shape.name = clean(name)
    shape.element.xpath(".//p:cNvPr")[0].set("descr", clean(words))


def write(frame: Any, words: Sequence[Paragraph]) -> None:
    """Write paragraphs into an empty text frame of python-pptx, which types only some of its methods."""
    for number, one in enumerate(words):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(0)
        paragraph.space_after = Pt(one.after)
        if not one.link_words:
            _run(paragraph, one, clean(one.text), one.link)
        else:
            _run(paragraph, one, f"{clean(one.text)} ", "")
            _run(paragraph, one, clean(one.link_words), one.link)
        shape = paragraph._p.get_or_add_pPr()  # python-pptx has no other way to direction and points
        turned = begins_right_to_left(one.text)
        if turned:
            shape.set("rtl", "1")
        if turned or one.align:
            shape.set("algn", one.align or "r")
        if one.bullet:
            _bullet(shape)


def _run(paragraph: Any, words: Paragraph, text: str, link: str) -> None:
    run = paragraph.add_run()
    run.text = text
    letters = run.font
    letters.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
    letters.bold = True if words.bold else None
    if words.size:
        letters.size = Pt(words.size)
    if words.heading:
        letters.name = HEADINGS
    if link:
        run.hyperlink.address = link
    elif words.colour:
        letters.color.rgb = rgb(words.colour)


def _bullet(shape: Any) -> None:
    shape.set("marL", str(Inches(INDENT)))
    shape.set("indent", str(-Inches(INDENT)))
    for part in (
        f'<a:buClr {nsdecls("a")}><a:srgbClr val="{hexadecimal("accent")}"/></a:buClr>',
        f'<a:buFont {nsdecls("a")} typeface="Arial"/>',
        f'<a:buChar {nsdecls("a")} char="•"/>',
    ):
        shape.append(parse_xml(part))

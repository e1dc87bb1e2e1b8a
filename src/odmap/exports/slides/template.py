"""The empty presentation that the slides are made in: 16:9, three layouts, our colours and fonts, no leftovers.

It is python-pptx's own template, changed. Titles and texts have real placeholders, so that an outline view and a screen
reader find them.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Inches, Pt

from odmap.graphics.palette import variables

HEADINGS = "Georgia"
TEXT = "Arial"
LANGUAGE = "en-GB"
FOOTER_SIZE = 12
COVER_SIZE = 40
TITLE_SIZE = 34
TEXT_SIZE = 20
LEAST_SIZE = 18
"""Points: no text of a slide is smaller, but for its foot."""

Measures = tuple[Inches, Inches, Inches, Inches]


class SlideArea(NamedTuple):
    """A rectangle on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def measures(self) -> Measures:
        """Return it as python-pptx wants it."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


SLIDE = SlideArea(0, 0, 13.333, 7.5)
TITLE = SlideArea(0.6, 0.26, 12.13, 1.1)
LEAD = SlideArea(0.6, 1.44, 12.13, 0.9)
ROOM = SlideArea(0.6, 2.53, 12.13, 4.2)
"""Below title and lead: where charts, tables and pictures stand."""
WORDS = SlideArea(0.6, 1.5, 12.13, 5.2)
"""Below the title, where a slide is all text."""
FOOTER = SlideArea(0.6, 6.95, 11.2, 0.3)
NUMBER = SlideArea(11.93, 6.95, 0.8, 0.3)
COVER_TITLE = SlideArea(0.6, 1.0, 4.9, 2.3)
COVER_WORDS = SlideArea(0.6, 3.55, 4.7, 3.2)
COVER_MAP = SlideArea(5.8, 1.3, 6.93, 4.6)


class _SlideLayout(NamedTuple):
    number: int  # in python-pptx's template
    name: str
    title: SlideArea
    words: SlideArea


_LAYOUTS = (
    _SlideLayout(0, "Title slide", COVER_TITLE, COVER_WORDS),
    _SlideLayout(2, "Title, lead and room", TITLE, LEAD),
    _SlideLayout(1, "Title and text", TITLE, WORDS),
)
COVER, LED, TOLD = range(len(_LAYOUTS))
"""The layouts, as the presentation numbers them."""

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.OBJECT)
_OURS = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_LEFTOVERS = ("/printerSettings", "/viewProps", "/thumbnail", "/extended-properties")
_LEVELS = {1: TEXT_SIZE, **dict.fromkeys(range(2, 10), LEAST_SIZE)}  # points
_STRIP = 0.1  # inches: a line of colour at the top


def presentation() -> Presentation:
    """Return the empty presentation."""
    made = pptx.Presentation()
    _, _, made.slide_width, made.slide_height = SLIDE.measures()
    made.element.find(qn("p:sldSz")).attrib.pop("type")
    for owner in (made.part, made.part.package):
        for key in [key for key, kind in _relations(owner) if kind.endswith(_LEFTOVERS)]:
            owner.drop_rel(key)
    kept = [layout.number for layout in _LAYOUTS]
    for layout in [layout for number, layout in enumerate(made.slide_layouts) if number not in kept]:
        made.slide_layouts.remove(layout)
    listed = made.slide_master.element.find(qn("p:sldLayoutIdLst"))
    listed.append(listed[1])  # python-pptx's second layout is our third
    _dress_master(made.slide_master)
    for layout, wanted in zip(made.slide_layouts, _LAYOUTS, strict=True):
        _dress_layout(layout, wanted)
    return made


def _relations(owner: Any) -> Iterator[tuple[str, str]]:
    relations = owner.rels if hasattr(owner, "rels") else owner._rels  # a package has no other way to its own
    yield from ((key, relation.reltype) for key, relation in relations.items())


def _dress_master(master: SlideMaster) -> None:
    _place(master, TITLE, WORDS)
    for shape in list(master.placeholders):
        if shape.placeholder_format.type in _OURS:
            box = FOOTER if shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER else NUMBER
            shape.left, shape.top, shape.width, shape.height = box.measures()
            style = shape.element.find(f".//{qn('a:lvl1pPr')}")
            style.set("algn", "l" if box == FOOTER else "r")
            letters = style.find(qn("a:defRPr"))
            letters.set("sz", str(FOOTER_SIZE * 100))
            fill = letters.find(qn("a:solidFill"))
            fill.clear()  # the template's own grey is too pale to read
            fill.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{variables("light")["od-label"].lstrip("#")}"/>'))
    styles = master.element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    _letters(title, TITLE_SIZE, "tx2")
    for level, size in _LEVELS.items():
        style = styles.find(f"{qn('p:bodyStyle')}/{qn(f'a:lvl{level}pPr')}")
        _letters(style, size, "tx1")
    first = styles.find(f"{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}")
    first.set("marL", "0")
    first.set("indent", "0")
    first.replace(first.find(qn("a:buChar")), parse_xml(f"<a:buNone {nsdecls('a')}/>"))
    master.element.find(f".//{qn('p:grpSpPr')}").addnext(_strip())


def _dress_layout(layout: SlideLayout, wanted: _SlideLayout) -> None:
    layout.name = wanted.name
    layout.element.attrib.pop("type", None)  # what PowerPoint would take for granted of its own layouts
    for style in layout.element.iter(qn("a:lstStyle")):
        style.clear()
    _place(layout, wanted.title, wanted.words)
    for shape in layout.iter_cloneable_placeholders():
        is_title = shape.placeholder_format.type in _TITLES
        is_cover = wanted.title == COVER_TITLE
        shape.element.find(f".//{qn('a:bodyPr')}").set("anchor", "b" if is_title else "t")
        if is_title and is_cover:
            style = f'<a:lvl1pPr {nsdecls("a")}><a:defRPr sz="{COVER_SIZE * 100}"/></a:lvl1pPr>'
            shape.element.find(f".//{qn('a:lstStyle')}").append(parse_xml(style))


def _place(owner: SlideMaster | SlideLayout, title: SlideArea, words: SlideArea) -> None:
    """Put title and text where they belong, without margins inside; take the template's field for a date away."""
    for shape in list(owner.placeholders):
        kind = shape.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            shape.element.getparent().remove(shape.element)
        elif kind in (*_TITLES, *_BODIES):
            shape.left, shape.top, shape.width, shape.height = (title if kind in _TITLES else words).measures()
        for body in shape.element.iter(qn("a:bodyPr")):
            for side in ("lIns", "tIns", "rIns", "bIns"):
                body.set(side, "0")


def _letters(style: Any, size: int, colour: str) -> None:
    letters = style.find(qn("a:defRPr"))
    letters.set("sz", str(Pt(size).centipoints))
    letters.find(f".//{qn('a:schemeClr')}").set("val", colour)


def _strip() -> Any:
    """Return a line of colour, from edge to edge."""
    _, _, wide, _ = SLIDE.measures()
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="Strip"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{Inches(_STRIP)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )

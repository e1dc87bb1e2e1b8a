"""One slide in the making: its title, texts and pictures, what the speaker can say, and the line at its foot."""

import io
from collections.abc import Sequence
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Inches

from odmap.exports.slides.fit import clean, fitted
from odmap.exports.slides.template import LANGUAGE, SlideArea
from odmap.exports.slides.text import Paragraph, described, rgb, write

_PADDING = 0.2  # inches inside a box with a colour


class SlideDraft:
    """One slide in the making.

    Args:
        slide: a new one.
    """

    def __init__(self, slide: Slide) -> None:
        self.slide = slide
        self._shapes: Any = slide.shapes  # python-pptx types only some of its methods

    def title(self, text: str, sizes: Sequence[float], room: SlideArea) -> None:
        """Fill the placeholder of the title.

        Args:
            text: the title.
            sizes: points, the largest first, which is that of the placeholder.
            room: where the placeholder stands.
        """
        shown = fitted(text, sizes, (room.width, room.height), heading=True)
        write(self._shapes.title.text_frame, [Paragraph(shown.text, 0 if shown.size == sizes[0] else shown.size)])

    def body(self, words: Sequence[Paragraph], room: SlideArea | None = None) -> None:
        """Fill the placeholder of the text.

        Args:
            words: its paragraphs.
            room: where it stands, if not where the layout has it.
        """
        body = next(shape for shape in self._shapes.placeholders if shape.placeholder_format.idx == 1)
        if room:
            body.left, body.top, body.width, body.height = room.measures()
        write(body.text_frame, words)

    def text(self, box: SlideArea, words: Sequence[Paragraph], name: str, middle: bool = False, fill: str = "") -> None:
        """Put a text into a box.

        Args:
            box: where.
            words: its paragraphs.
            name: for those who list what is on the slide.
            middle: whether the text stands in the middle of its height.
            fill: the colour behind it; empty for none.
        """
        shape = self._shapes.add_textbox(*box.measures())
        shape.name = name
        frame = shape.text_frame
        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(
            _PADDING if fill else 0
        )
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = rgb(fill)
        write(frame, words)

    def picture(self, box: SlideArea, png: bytes, name: str, words: str) -> None:
        """Put a picture into a box of its own proportions.

        Args:
            box: where.
            png: the picture.
            name: for those who list what is on the slide.
            words: what is to be seen.
        """
        described(self._shapes.add_picture(io.BytesIO(png), *box.measures()), name, words)

    def notes(self, paragraphs: Sequence[str]) -> None:
        """Write what the speaker can say."""
        frame: Any = self.slide.notes_slide.notes_text_frame
        frame.text = "\n".join(clean(text) for text in paragraphs if text)

    def foot(self, words: str, number: int) -> None:
        """Write the line at the foot and the number of the slide: last in the order in which a slide is read."""
        layout: Any = self.slide.slide_layout
        for place in layout.placeholders:
            kind = place.placeholder_format.type
            if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                self._shapes.clone_placeholder(place)
                frame = self._shapes[-1].text_frame
                if kind == PP_PLACEHOLDER.FOOTER:
                    write(frame, [Paragraph(words)])
                else:
                    frame.paragraphs[0]._p.append(_field(number))


def _field(number: int) -> Any:
    """Return the number of a slide as a field, which stays right when slides are moved."""
    return parse_xml(
        f'<a:fld {nsdecls("a")} id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">'
        f'<a:rPr lang="{LANGUAGE}"/><a:t>{number}</a:t></a:fld>'
    )

"""The last slides: the pages behind the story, what one may do with it, what it does not claim, and where to look."""

import io
from collections.abc import Iterable, Iterator, Sequence

import segno

from odmap import help_now
from odmap.analysis import country_brief_text
from odmap.analysis.gaps import summary as gaps
from odmap.exports.job import Job
from odmap.exports.slides.fit import fitted, height
from odmap.exports.slides.slide import SlideDraft
from odmap.exports.slides.template import LEAST_SIZE, TITLE, WORDS, SlideArea
from odmap.exports.slides.text import Paragraph, hexadecimal
from odmap.geography.base_map import ATTRIBUTION

NOT_NONE = "Not listed does not mean none"
ADVICE = f"{help_now.NOT_ADVICE} {help_now.IN_A_CRISIS}"

_TITLE = "Where this comes from"
_PAGES = "The pages behind the story"
_SIZES = (20, LEAST_SIZE)
_AFTER = 8  # points between paragraphs
_CODE = SlideArea(9.93, 1.6, 2.8, 2.8)
_BELOW_CODE = SlideArea(9.93, 4.5, 2.8, 2.2)
_LONGEST = 300  # characters of an address whose code a camera still reads from a screen


def sources(job: Job, page: SlideDraft) -> list[str]:
    """Fill the last slide, and return what the speaker can say."""
    page.title(_TITLE, (34, 32), TITLE)
    room = WORDS._replace(width=_CODE.left - WORDS.left - 0.5) if job.address else WORDS
    told = list(_told(job))
    page.body(_fitting(told, room), room)
    if job.address:
        _code(job, page)
    return [_TITLE, *_said(told), job.address]


def pages(cited: Sequence[Paragraph], page: SlideDraft) -> list[str]:
    """Fill the slide of the pages that the story rests on, and return what the speaker can say."""
    page.title(_PAGES, (34, 32), TITLE)
    page.body(_fitting(cited, WORDS))
    return [_PAGES, *_said(cited)]


def _said(words: Iterable[Paragraph]) -> list[str]:
    return [f"{one.text} {one.link_words and one.link}".strip() for one in words]


def _told(job: Job) -> Iterator[Paragraph]:
    edition = job.edition
    yield Paragraph(country_brief_text.about(edition.data_as_of, edition.total))
    yield Paragraph("The licence:", link=edition.licence_address, link_words=edition.licence_address)
    yield Paragraph(edition.caveat, bold=True)
    yield Paragraph(ADVICE, bold=True)
    yield Paragraph(ATTRIBUTION)
    if any(gaps.POPULATION_SOURCE in stop.source.words for stop in job.stops):
        yield Paragraph(gaps.POPULATION_SOURCE)


def cited(job: Job) -> Iterator[Paragraph]:
    """Yield the pages that the story rests on, each once."""
    for source in dict.fromkeys(stop.source for stop in job.stops):
        if source.address:
            titles = dict.fromkeys(stop.title for stop in job.stops if stop.source == source)
            what = source.words or f"{', '.join(titles)}:"
            yield Paragraph(what, link=source.address, link_words=country_brief_text.on_paper(source.address))


def _fitting(words: Sequence[Paragraph], room: SlideArea) -> list[Paragraph]:
    """Return as many paragraphs as fit, in letters as large as they can be; the notes hold all."""
    kept = list(words)
    while True:
        for size in _SIZES:
            high = sum(height(f"{one.text} {one.link_words}", size, room.width, one.bold) for one in kept)
            if high + len(kept) * _AFTER / 72 <= room.height or len(kept) == 1:
                return [_sized(one, size) for one in kept]
        kept.pop()


def _sized(words: Paragraph, size: float) -> Paragraph:
    return Paragraph(
        words.text, size, words.bold, link=words.link, link_words=words.link_words, after=_AFTER, colour=words.colour
    )


def _code(job: Job, page: SlideDraft) -> None:
    """Show where the view can be seen, for a camera and for the eye."""
    is_short = len(job.address) <= _LONGEST
    address = job.address if is_short else job.root
    stream = io.BytesIO()
    colours = {"dark": f"#{hexadecimal('ink')}", "light": f"#{hexadecimal('paper')}"}
    segno.make_qr(address).save(stream, kind="png", scale=10, border=2, **colours)
    page.picture(_CODE, stream.getvalue(), "QR code", f"QR code of the address {address}")
    told = "See this view:" if is_short else "See the whole map:"
    shown = fitted(country_brief_text.on_paper(address), (LEAST_SIZE,), (_BELOW_CODE.width, _BELOW_CODE.height - 0.4))
    words = [
        Paragraph(told, LEAST_SIZE, bold=True, colour="ink", after=4),
        Paragraph(shown.text, shown.size, link=address),
    ]
    page.text(_BELOW_CODE, words, "Address")

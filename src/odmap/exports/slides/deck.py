"""The story and a view as slides for a projector: PPTX with real titles, charts, tables and speaker notes.

No browser and no network. What a slide shortens stands in full in its notes.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import takewhile

from odmap.analysis import country_brief_text
from odmap.analysis.story.script import Shows
from odmap.analysis.story.stop import Stop, StopRow
from odmap.exports.job import Job, Progress, silent
from odmap.exports.slides.countries import COLUMNS, CountrySlide, parts
from odmap.exports.slides.fit import fitted
from odmap.exports.slides.maps import SlideMaps
from odmap.exports.slides.organisations import COLUMNS as NAMED
from odmap.exports.slides.organisations import NamesSlide, names, not_named
from odmap.exports.slides.pptx_file import packed
from odmap.exports.slides.slide import SlideDraft
from odmap.exports.slides.sources import NOT_NONE, cited, pages, sources
from odmap.exports.slides.stops import LEADS, TITLES, said, tell
from odmap.exports.slides.table import add_table
from odmap.exports.slides.template import (
    COVER,
    COVER_MAP,
    COVER_SIZE,
    COVER_TITLE,
    COVER_WORDS,
    LEAD,
    LEAST_SIZE,
    LED,
    ROOM,
    TITLE,
    TOLD,
    SlideArea,
    presentation,
)
from odmap.exports.slides.text import Paragraph
from odmap.version import NAME
from odmap.views.provenance import EVERYTHING
from odmap.views.selection import Selection
from odmap.views.summary import filters_in_words, headline
from odmap.wording import iso_date

NOT_NAMED = "Who is listed"
SUBJECT = f"A story of Open Dialogue around the world, told with the {NAME}"

_LEAST_MAP = 2.0  # inches: a map lower than that says little

Maker = Callable[[SlideDraft], list[str]]
"""Fills a slide, and returns what the speaker can say."""

_WHOLE = "Filters: none on this slide. It shows the whole directory."


def write(job: Job, progress: Progress = silent) -> bytes:
    """Return a view and the story as a presentation.

    Args:
        job: the view.
        progress: is told which slide is being made.
    """
    made = presentation()
    makers = _makers(job)
    footer = f"{NAME} · data as of {iso_date(job.edition.data_as_of)} · {job.edition.licence} · {NOT_NONE}"
    for number, (layout, make) in enumerate(makers, start=1):
        progress((number - 1) / len(makers), f"Slide {number} of {len(makers)}")
        page = SlideDraft(made.slides.add_slide(made.slide_layouts[layout]))
        page.notes(make(page))
        page.foot(footer, number)
    about = made.core_properties
    about.title, about.author, about.subject, about.language = job.title, NAME, SUBJECT, "en"
    about.last_modified_by, about.revision = NAME, 1
    content = packed(made, job.edition.data_as_of)
    progress(1.0, "The slides are ready")
    return content


def _makers(job: Job) -> list[tuple[int, Maker]]:
    """Return each slide as the number of its layout and what fills it."""
    maps = SlideMaps()
    first = list(takewhile(lambda stop: stop.selection is not None, job.stops))  # of a country, of what was chosen
    decades = max((stop.rows for stop in job.stops if stop.shows is Shows.DECADES), key=len, default=())
    return [
        (COVER, partial(_cover, job, maps)),
        *((LED, partial(_stop, job, stop, maps, decades)) for stop in first),
        *((LED, partial(_names, job, part)) for part in names(job.view)),
        *((LED, partial(_stop, job, stop, maps, decades)) for stop in job.stops[len(first) :]),
        *([(TOLD, partial(_not_named, job, told))] if (told := not_named(job.view, job.list_address)) else []),
        *((LED, partial(_countries, job, maps, part)) for part in parts(job.view)),
        *([(TOLD, partial(_pages, job, found))] if (found := list(cited(job))) else []),
        (TOLD, partial(_sources, job)),
    ]


def _filters(job: Job, selection: Selection | None) -> str:
    """Say under which filters the numbers of a slide are counted; with ``None``, that no filter holds for them."""
    if selection is None and not job.selection.is_empty:
        return _WHOLE
    return f"Filters: {filters_in_words(job.directory.frame, selection or Selection()) or EVERYTHING}."


def _cover(job: Job, maps: SlideMaps, page: SlideDraft) -> list[str]:
    edition = job.edition
    filters = "" if job.selection.is_empty else f"Filters: {edition.filters}"
    told = headline(job.view, job.directory.frame)
    facts = [f"Data as of {iso_date(edition.data_as_of)}", edition.licence, f"{NOT_NONE}."]
    page.title(job.title, (COVER_SIZE, 36, 32), COVER_TITLE)
    room = COVER_WORDS.height - len(facts) * 0.36 - 0.75
    chosen = fitted(filters, (LEAST_SIZE,), (COVER_WORDS.width, room))
    words = [
        Paragraph(told, LEAST_SIZE, bold=True, after=5),
        *([Paragraph(chosen.text, chosen.size, after=5)] if filters else []),
        *(Paragraph(fact, LEAST_SIZE, after=5, colour="label") for fact in facts),
    ]
    page.body(words)
    maps.put(page, COVER_MAP, job.view)
    return [job.title, told, *facts, _filters(job, job.selection)]


def _stop(job: Job, stop: Stop, maps: SlideMaps, decades: Sequence[StopRow], page: SlideDraft) -> list[str]:
    tell(page, stop, maps, decades)
    return [*said(stop), _filters(job, stop.selection)]


def _sources(job: Job, page: SlideDraft) -> list[str]:
    return [*sources(job, page), _filters(job, None)]


def _pages(job: Job, found: Sequence[Paragraph], page: SlideDraft) -> list[str]:
    return [*pages(found, page), _filters(job, None)]


def _names(job: Job, part: NamesSlide, page: SlideDraft) -> list[str]:
    page.title(part.title, TITLES, TITLE)
    lead = fitted(part.lead, LEADS, (LEAD.width, LEAD.height))
    page.body([Paragraph(lead.text, lead.size)])
    add_table(page.slide, ROOM, NAMED, part.rows, part.title, (LEAST_SIZE,))
    return [part.title, part.lead, *part.said, _filters(job, job.selection)]


def _not_named(job: Job, told: Sequence[str], page: SlideDraft) -> list[str]:
    """Say how many there are and where the whole list is, instead of their names."""
    *words, where = told
    page.title(NOT_NAMED, TITLES, TITLE)
    address = job.list_address
    last = Paragraph(where, 24, link=address, link_words=country_brief_text.on_paper(address) if address else "")
    page.body([*(Paragraph(text, 24, after=14) for text in words), last])
    return [NOT_NAMED, *words, f"{where} {address}".strip(), _filters(job, job.selection)]


def _countries(job: Job, maps: SlideMaps, part: CountrySlide, page: SlideDraft) -> list[str]:
    page.title(part.title, TITLES, TITLE)
    lead = fitted(part.lead, LEADS, (LEAD.width, LEAD.height))
    page.body([Paragraph(lead.text, lead.size)])
    high = add_table(page.slide, ROOM, COLUMNS, part.rows, part.title, (LEAST_SIZE,))
    below = SlideArea(ROOM.left, ROOM.top + high + 0.25, ROOM.width, ROOM.height - high - 0.25)
    if below.height > _LEAST_MAP and job.view["country"].nunique() == 1:  # several need more room than that
        maps.put(page, below, job.view)
    return [part.title, part.lead, *(part.in_words(row) for row in part.rows), _filters(job, job.selection)]

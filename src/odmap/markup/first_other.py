"""What the first answer holds of the pages that are not a map, a list, an organisation or a country."""

from collections.abc import Callable, Mapping

from odmap.analysis import count_audit
from odmap.analysis.ecosystem import IDS, finding
from odmap.analysis.gaps.results import Asked, measured
from odmap.analysis.gaps.summary import Rule
from odmap.analysis.gaps.summary import world as world_of
from odmap.analysis.story.stops import tell
from odmap.directory import principles, published_figures, timeline
from odmap.directory.organisations import Directory
from odmap.markup import about, page_frame, rendering
from odmap.markup import count_audit as audit_markup
from odmap.markup import ecosystem as ecosystem_markup
from odmap.markup import principles as principles_markup
from odmap.markup.gaps import answer as answer_markup
from odmap.markup.gaps import question
from odmap.views.operator import operator
from odmap.views.provenance import Edition
from odmap.views.selection import Selection, apply
from odmap.views.urls import Page, gaps_file_link, link


def whole(page: Page, directory: Directory, selection: Selection, everything: bool) -> str:
    """Return what stands below the heading of a page, as far as it needs no script.

    Args:
        page: which.
        directory: the whole directory.
        selection: the filters.
        everything: whether lists are whole.
    """
    return _WHOLE[page](directory, selection, everything)


def _gaps(directory: Directory, selection: Selection, everything: bool) -> str:
    asked = Asked.of(selection, Rule.VERIFIED)
    found = measured(directory.frame, asked)
    return "".join(
        (
            question.question(question.rows(selection, {}, Rule.VERIFIED)),
            answer_markup.answer(
                found.largest(asked.where, None if everything else answer_markup.FIRST),
                world_of(found.within(asked.where)),
                found.wanted,
                asked.where.in_words,
                link("gaps", selection, all="" if everything else "1"),
                gaps_file_link(selection, ""),
                bool(asked.where.countries),
            ),
            question.caveat(),
        )
    )


def _ecosystem(directory: Directory, selection: Selection, everything: bool) -> str:
    shown = apply(directory.frame, selection)
    edition = Edition.of(shown, directory, selection)
    known = published_figures.load()
    found = [finding(name, shown) for name in IDS]
    return "".join(
        (
            ecosystem_markup.number_cards(shown, directory.frame),
            *(
                f"{ecosystem_markup.chart_heading(one)}{ecosystem_markup.chart_numbers(one, edition, 'light')}"
                for one in found
            ),
            question.heading("The count, audited"),
            audit_markup.audit(count_audit.audit(shown, directory.frame, known)),
            question.heading("What others counted"),
            audit_markup.figures(count_audit.survey_lines(known), count_audit.survey_sentence(known)),
        )
    )


def _present(directory: Directory, selection: Selection, everything: bool) -> str:
    return rendering.render("first_story.html", stops=tell(directory, "", selection))


def _principles(directory: Directory, selection: Selection, everything: bool) -> str:
    frame = directory.frame
    return principles_markup.page(frame, principles.named(frame), timeline.load().records, selection)


_WHOLE: Mapping[Page, Callable[[Directory, Selection, bool], str]] = {
    "gaps": _gaps,
    "ecosystem": _ecosystem,
    "present": _present,
    "principles": _principles,
    "help": lambda directory, selection, everything: page_frame.what_to_do(selection),
    "about": lambda directory, selection, everything: about.page(directory.frame, operator()),
}

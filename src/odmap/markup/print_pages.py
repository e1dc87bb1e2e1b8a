"""Country briefs, work lists, what is near a place, and refusals, as whole pages.

Such a page needs nothing but itself, so that it can be printed, sent and kept. Links inside odmap stand in it only
where it is served: a page kept as a file has none.
"""

from collections.abc import Sequence
from functools import cache

from markupsafe import Markup

from odmap.analysis import country_brief_text
from odmap.analysis.country_brief import Brief
from odmap.analysis.gaps import summary as gaps
from odmap.analysis.worklist import Task
from odmap.directory.locating import with_article
from odmap.geography.countries import Country
from odmap.graphics.palette import css
from odmap.markup import rendering
from odmap.settings import STATIC
from odmap.views.near import NearAnswer, distance_to
from odmap.views.provenance import EVERYTHING, Edition
from odmap.views.selection import Selection
from odmap.views.urls import ORGANISATION, PLACE, country_link, encoded, link, query
from odmap.wording import agreeing, count, format_number, in_words, language_name

ROOT_OF_BRIEF = "../../"
"""From the address of a brief to the server's root, wherever that is."""

ROOT_OF_WORKLIST = "../"
"""The same from every other page of this kind."""


@cache
def _style() -> Markup:
    """Return the style sheet of every such page, with the colours of light."""
    rules = f":root{{{css('light')}}}\n{(STATIC / 'print.css').read_text('utf-8')}"
    return Markup(rules)  # noqa: S704 - our own files only


def brief_page(brief: Brief, served: bool = True) -> str:
    """Return a brief as a page.

    Args:
        brief: what to show.
        served: whether the page is served by odmap, so that links into odmap lead somewhere.
    """
    code = brief.country.code

    def href(organisation: str = "") -> str:
        if not served:
            return ""
        return f"{ROOT_OF_BRIEF}{encoded({ORGANISATION: organisation} if organisation else {'country': code})}"

    return rendering.render(
        "country_brief.html",
        style=_style(),
        to_help=f"{ROOT_OF_BRIEF}help" if served else "",
        b=brief,
        about=country_brief_text.about(brief.data_as_of),
        population_source=gaps.POPULATION_SOURCE,
        pdf=f"./{code}.pdf?download=1" if served else "",
        href=href,
        heads_of_listed=country_brief_text.HEADS,
        brief=lambda other: f"./{other}" if served else "",
        all_about=ROOT_OF_BRIEF + country_link(code).removeprefix("./"),
        with_article=with_article,
        in_words=in_words,
        on_paper=country_brief_text.on_paper,
        short=country_brief_text.short,
    )


def worklist_page(tasks: Sequence[Task], edition: Edition) -> str:
    """Return a work list as a page.

    Args:
        tasks: as :func:`odmap.analysis.worklist.worklist` returns them.
        edition: of the organisations that were looked at.
    """
    csv = encoded({**edition.selection.to_query(), "download": "1"})
    return rendering.render(
        "worklist.html",
        style=_style(),
        to_help=f"{ROOT_OF_WORKLIST}help",
        tasks=[(task, tuple(zip(task.find_out, task.reasons, strict=True))) for task in tasks],
        words=_worklist_words(len(tasks), edition),
        on_paper=country_brief_text.on_paper,
        short=country_brief_text.short,
        caveat=edition.caveat,
        about=country_brief_text.about(edition.data_as_of),
        csv=f"{ROOT_OF_WORKLIST}api/worklist.csv{csv}",
        way_back=f"{ROOT_OF_WORKLIST}{link('directory', edition.selection).removeprefix('./')}",
        href=lambda organisation: f"{ROOT_OF_WORKLIST}{encoded({ORGANISATION: organisation})}",
    )


def _worklist_words(number: int, edition: Edition) -> str:
    of = "" if edition.number == edition.total else f" (out of {format_number(edition.total)} in the whole directory)"
    looked_at = f"{count(edition.number, 'organisation')}{of}"
    if not edition.number:
        words = "No organisation matches, so there is nothing to verify."
    elif not number:
        words = f"There is nothing left to find out about {looked_at}."
    else:
        words = f"{format_number(number)} of {looked_at} {agreeing(number, 'has', 'have')} something left to find out."
    return words if edition.filters == EVERYTHING else f"{words} Filters: {edition.filters}."


def near_page(found: NearAnswer, edition: Edition) -> str:
    """Return what is near a place as a page, to give to somebody.

    Args:
        found: the place and what is near it.
        edition: of the organisations that may be near.
    """
    return rendering.render(
        "near_print.html",
        style=_style(),
        to_help=f"{ROOT_OF_WORKLIST}help",
        f=found,
        filters="" if edition.filters == EVERYTHING else edition.filters,
        distance=lambda one: distance_to(found.place, one),
        languages=lambda one: in_words([language_name(code) for code in one.languages]),
        href=lambda organisation: f"{ROOT_OF_WORKLIST}{encoded({ORGANISATION: organisation})}",
        brief=f"./brief/{found.place.country}" if found.in_country else "",
        way_back=f"{ROOT_OF_WORKLIST}{encoded(query(edition.selection, **found.place.asked()))}",
        on_paper=country_brief_text.on_paper,
        short=country_brief_text.short,
        caveat=edition.caveat,
        about=country_brief_text.about(edition.data_as_of),
    )


def no_place_page(asked: str, choices: Sequence[str], selection: Selection) -> str:
    """Return the page that asks which place is meant.

    Args:
        asked: as it was asked for; empty if nothing was.
        choices: the places that may be meant.
        selection: the filters, which links keep.
    """
    if not asked:
        title, words = "Which place?", "Ask for a place in the address, as in /print/near?place=Lyon."
    elif choices:
        title, words = "Which place do you mean?", f"Several places are called “{asked}”, or something like it."
    else:
        title, words = "We do not know this place", f"We know no place called “{asked}”. Try a larger town nearby."
    return rendering.render(
        "refusal.html",
        style=_style(),
        to_help=f"{ROOT_OF_WORKLIST}help",
        title=title,
        words=words,
        near=[(label, f"./near{encoded(query(selection, **{PLACE: label}))}") for label in choices],
        way_back=ROOT_OF_WORKLIST + link("", selection).removeprefix("./"),
    )


def no_brief_page(words: str, near: Sequence[Country]) -> str:
    """Return the page for a country code that does not exist.

    Args:
        words: that no country has it.
        near: those that may have been meant.
    """
    return rendering.render(
        "refusal.html",
        style=_style(),
        to_help=f"{ROOT_OF_BRIEF}help",
        title="No country has this code",
        words=words,
        near=[(f"{country.name} ({country.code})", f"./{country.code}") for country in near],
        way_back=ROOT_OF_BRIEF,
    )


def refusal_page(title: str, words: str, root: str) -> str:
    """Return the page for a query that cannot be understood, or an address that leads nowhere.

    Args:
        title: its heading.
        words: what is wrong.
        root: from the address that was asked for to the server's root.
    """
    return rendering.render(
        "refusal.html",
        style=_style(),
        to_help=f"{root}help",
        title=title,
        words=words,
        near=(),
        way_back=root,
    )

"""All about a country on one page, and the list of all countries, as markup."""

from collections.abc import Iterable, Mapping, Sequence

from odmap.analysis.country_brief import RULE, Brief, UnknownCountry, brief, near
from odmap.directory.confirmed_absences import Confirmed
from odmap.directory.located import organisations_in
from odmap.directory.locating import with_article
from odmap.directory.organisations import Directory
from odmap.geography import countries
from odmap.geography.countries import REGIONS, Country
from odmap.geography.place_names import fold
from odmap.graphics.marks import Mark
from odmap.graphics.palette import Mode
from odmap.markup import rendering
from odmap.views.selection import Selection
from odmap.views.urls import (
    BEGIN,
    ORGANISATION,
    brief_link,
    changes_link,
    country_link,
    data_link,
    link,
    presenter_link,
)
from odmap.wording import count, format_number


def country_page(code: str, directory: Directory, nones: Confirmed | None = None, mode: Mode = "light") -> str:
    """Return all about a country: what is listed, what is not and what is nearest, figures, neighbours, files.

    Args:
        code: ISO 3166-1 alpha-2 code, in capitals or not.
        directory: the whole directory, located.
        nones: where there is none, as sources say; by default as the project's own file has them.
        mode: light or dark.

    Raises:
        UnknownCountry: no country has this code; a KeyError whose argument says so in words.
    """
    found = brief(code, directory, nones)
    country = found.country
    frame, only = directory.frame, Selection.of(country=[country.code])
    own = organisations_in(frame[frame["country"] == country.code])
    return rendering.render(
        "country.html",
        b=found,
        name=with_article(country.name),
        marks={one.id: rendering.image(Mark.of(one), mode) for one in own},
        kind_mark=lambda kind: rendering.image(Mark(kind), mode),
        does=[
            (kind, cell.listed + cell.unsure, link("", Selection.of(country=[country.code], activity=[kind])))
            for kind, cell in found.done.items()
            if cell.listed + cell.unsure
        ],
        href=lambda organisation: link("", Selection(), **{ORGANISATION: organisation}),
        every_country=country_link(),
        on_map=link("", only) if found.listed else "",
        ask=link("", Selection()),
        files=_files(found, only),
        not_counted=any(cell.unsure for cell in found.done.values()),
        rule=RULE.meaning,
    )


def _files(found: Brief, only: Selection) -> Sequence[tuple[str, str, bool]]:
    """Return what can be taken along, as (address, words, whether it is saved)."""
    code = found.country.code
    listed = [(data_link("csv", only), "The data as a table (CSV)", True)] if found.listed else []
    return (
        (brief_link(code), "A brief to print", False),
        (brief_link(code, "pdf"), "The brief as a PDF", True),
        (presenter_link("pptx", Selection(), code), "Slides (PPTX)", True),
        (link("present", Selection(), **{BEGIN: code}), "A story for a meeting that begins here", False),
        *listed,
        (changes_link(only), "A feed of changes (Atom)", False),
    )


def to_index() -> str:
    """Return the link to the list of all countries, for pages on which it stands alone."""
    return rendering.render("country_index_link.html", href=country_link())


def country_index(directory: Directory, asked: str = "", wrong: UnknownCountry | None = None) -> str:
    """Return all countries by part of the world, those where something is listed first.

    Args:
        directory: the whole directory, located.
        asked: the code that the address has.
        wrong: that no country has it.
    """
    listed = {str(code): int(number) for code, number in directory.frame["country"].value_counts().items()}
    every = countries.load()
    return rendering.render(
        "country_index.html",
        wrong=wrong.args[0] if wrong else "",
        meant=near(asked) if wrong else (),
        words=_all_of_them(len(listed), len(every) - len(listed), sum(listed.values()), len(directory.frame)),
        regions=[
            (
                region,
                [(country, listed[country.code]) for country in _most_first(inside, listed)],
                [country for country in inside if country.code not in listed],
            )
            for region in REGIONS
            for inside in [_by_name(country for country in every.values() if country.region == region)]
        ],
    )


def _all_of_them(listed: int, others: int, based: int, total: int) -> str:
    if not listed:
        return f"Nothing is listed in any of {count(others, 'country or territory', 'countries and territories')}."
    have = f"{count(based, 'organisation is', 'organisations are')} listed in {count(listed, 'country', 'countries')}"
    more = f", and {format_number(total - based)} without a fixed base" if total > based else ""
    rest = f"{format_number(others)} other countries and territories"
    return f"{have}{more}. In {rest} nothing is listed, so we do not know what exists there."


def _by_name(some: Iterable[Country]) -> list[Country]:
    return sorted(some, key=lambda country: fold(country.name))


def _most_first(some: Iterable[Country], listed: Mapping[str, int]) -> list[Country]:
    return sorted((country for country in some if country.code in listed), key=lambda country: -listed[country.code])

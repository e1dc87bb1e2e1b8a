"""The first answer to an address: the page as plain HTML, before any script has run, and what machines read of it.

It holds the same words from the same templates as the live page, which takes its place; where no script runs, it is
the page. Each address has a title, a sentence, an address of its own for search engines, and what it is as JSON-LD.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd
from markupsafe import Markup

from odmap.analysis import country_brief
from odmap.data_file import DataFileError
from odmap.directory.organisations import Directory
from odmap.graphics.assets import address
from odmap.graphics.palette import MODES
from odmap.maps.still import opening
from odmap.maps.still.caption import in_words as map_words
from odmap.markup import country as country_markup
from odmap.markup import directory as directory_markup
from odmap.markup import first_other, page_frame, rendering, structured_data
from odmap.markup import near as near_markup
from odmap.markup.first_filters import filter_form
from odmap.version import NAME
from odmap.views.near import NearAnswer
from odmap.views.operator import operator
from odmap.views.pagination import Sheet
from odmap.views.profile import Profile
from odmap.views.selection import Selection, apply
from odmap.views.summary import countries_in_words, filters_in_words, headline
from odmap.views.urls import (
    BESIDE,
    DESCRIPTIONS,
    PAGES,
    Page,
    country_address,
    link,
    organisation_address,
    preview_link,
)

LISTED = 10
"""How many organisations stand below the map; the directory has them all."""

_LONGEST = 300  # characters of a description


@dataclass(frozen=True)
class FirstAnswer:
    """What an address is answered with.

    Attributes:
        title: of the page, without the site's name.
        description: one sentence.
        canonical: the one address of what is shown, relative to the server's root.
        body: the page.
        page: which of the pages it is.
        live: the address that the live page understands, relative to the root; empty if it is this one.
        waits_for: what of the live page has to be drawn before it takes the place of this.
        structured: what the page is, as JSON-LD.
        picture: where the picture is that goes with a link to it.
    """

    title: str
    description: str
    canonical: str
    body: Markup
    page: Page
    live: str = ""
    waits_for: Literal["map", "page"] = "page"
    structured: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    picture: str = preview_link(Selection())

    @property
    def whole_title(self) -> str:
        """The title with the site's name."""
        return f"{self.title} · {NAME}"


def of_map(
    directory: Directory, selection: Selection, asked: str = "", near: NearAnswer | None = None, which: str = ""
) -> FirstAnswer:
    """Return the map's page.

    Args:
        directory: the whole directory.
        selection: the filters.
        asked: the place in the address.
        near: what is near it, if it is known.
        which: the question which place is meant, as markup, if it is not.
    """
    view = apply(directory.frame, selection)
    words = headline(view, directory.frame)
    chosen = filters_in_words(directory.frame, selection)
    title = f"Near {near.place.words}" if near else chosen or PAGES[""]
    sentence = near.sentence if near else f"{words}: {countries_in_words(view, 5)}." if chosen else DESCRIPTIONS[""]
    place = near.place.asked() if near else {}
    body = rendering.render(
        "first_map.html",
        heading=Markup(page_frame.heading("")),  # noqa: S704 - of our own templates, as all here
        search=Markup(near_markup.search_field(asked)),  # noqa: S704
        near=Markup(near_markup.nearby(near, selection, None) if near else which),  # noqa: S704
        count=words,
        chosen=chosen,
        map=_map(view),
        listing=Markup(  # noqa: S704
            rendering.listing(view, 0, LISTED, None, lambda one: organisation_address(one, selection))
        ),
        number=len(view),
        rest=max(0, len(view) - LISTED),
        all=link("directory", selection),
    )
    return FirstAnswer(
        title,
        sentence[:_LONGEST],
        link("", selection, **place).removeprefix("./"),
        _framed(body, "", directory, selection),
        "",
        waits_for="map",
        structured=(structured_data.website(), structured_data.dataset(directory)) if selection.is_empty else (),
        picture=preview_link(selection),
    )


def _map(view: pd.DataFrame) -> Markup:
    """Return the map as a picture; nothing if a file that it needs is damaged, which the live page says."""
    with suppress(DataFileError):
        return Markup(opening.draw(view, map_words(view, None)))  # noqa: S704 - numbers, and words that are escaped
    return Markup()


def of_directory(directory: Directory, selection: Selection, sheet: Sheet, query: Mapping[str, str]) -> FirstAnswer:
    """Return the directory's page.

    Args:
        directory: the whole directory.
        selection: the filters.
        sheet: the part of the table that is shown.
        query: the order and sheet, as in the address.
    """
    view = apply(directory.frame, selection)
    chosen = filters_in_words(directory.frame, selection)
    body = rendering.render(
        "first_directory.html",
        heading=Markup(page_frame.heading("directory")),  # noqa: S704
        count=headline(view, directory.frame),
        chosen=chosen,
        table=Markup(directory_markup.directory_table(sheet, None, selection)),  # noqa: S704
    )
    title = f"{PAGES['directory']}: {chosen}" if chosen else PAGES["directory"]
    return FirstAnswer(
        f"{title}, page {sheet.number}" if sheet.number > 1 else title,
        DESCRIPTIONS["directory"],
        link("directory", selection, **query).removeprefix("./"),
        _framed(body, "directory", directory, selection),
        "directory",
        picture=preview_link(selection),
    )


def of_organisation(directory: Directory, profile: Profile, selection: Selection, page: Page) -> FirstAnswer:
    """Return the page of one organisation.

    Args:
        directory: the whole directory.
        profile: all that is known of it.
        selection: the filters, which links keep.
        page: the page that shows it.
    """
    one = profile.organisation
    body = rendering.render(
        "first_organisation.html",
        heading=Markup(directory_markup.profile_heading(one, None, page, selection)),  # noqa: S704
        summary=Markup(directory_markup.profile_summary(profile)),  # noqa: S704
        details=Markup(directory_markup.profile_details(profile, "light", page, selection)),  # noqa: S704
    )
    return FirstAnswer(
        one.name,
        f"{one.type.label}, {one.place}. {one.summary}"[:_LONGEST],
        organisation_address(one.id).removeprefix("./"),
        _framed(body, page, directory, selection),
        page,
        waits_for="page" if page else "map",
        structured=(structured_data.organisation(one), structured_data.trail(one)),
        picture=preview_link(Selection(), one.id),
    )


def of_country(directory: Directory, asked: str, selection: Selection) -> FirstAnswer:
    """Return the page of a country, or of all countries.

    Args:
        directory: the whole directory.
        asked: its ISO 3166-1 alpha-2 code, in capitals or not; empty for all.
        selection: the filters, which links to other pages keep.
    """
    title, description, canonical = PAGES["country"], DESCRIPTIONS["country"], "country"
    picture = preview_link(Selection())
    try:
        body = country_markup.country_page(asked, directory) if asked else country_markup.country_index(directory)
        if asked:
            country = country_brief.known(asked)
            title, canonical = country_brief.title(country), country_address(country.code).removeprefix("./")
            description = country_brief.brief(country.code, directory).lead
            picture = preview_link(Selection.of(country=[country.code]))
    except country_brief.UnknownCountry as wrong:
        body = country_markup.country_index(directory, asked, wrong)
    framed = _framed(body, "country", directory, selection)
    return FirstAnswer(title, description, canonical, framed, "country", picture=picture)


def of_other(directory: Directory, page: Page, selection: Selection, everything: bool = False) -> FirstAnswer:
    """Return another page.

    Args:
        directory: the whole directory.
        page: which.
        selection: the filters.
        everything: whether its lists are whole.
    """
    body = rendering.render(
        "first_other.html",
        heading=Markup(page_frame.heading(page)),  # noqa: S704
        content=Markup(first_other.whole(page, directory, selection, everything)),  # noqa: S704
    )
    return FirstAnswer(
        PAGES[page],
        DESCRIPTIONS[page],
        link(page, selection).removeprefix("./"),
        _framed(body, page, directory, selection),
        page,
        waits_for="map" if page == "present" else "page",
    )


def of_fault(directory: Directory, page: Page, selection: Selection, problem: DataFileError) -> FirstAnswer:
    """Return a page that needs a file which is missing or damaged: it says so, and the live page knows more."""
    body = rendering.render(
        "first_other.html",
        heading=Markup(page_frame.heading(page)),  # noqa: S704
        content=Markup(directory_markup.notice(problem.in_words())),  # noqa: S704
    )
    framed = _framed(body, page, directory, selection)
    return FirstAnswer(PAGES[page], DESCRIPTIONS[page], link(page, selection).removeprefix("./"), framed, page)


def _framed(body: str, page: Page, directory: Directory, selection: Selection) -> Markup:
    """Put the frame of every page around one: its name, the other pages, and the filters as an ordinary form."""
    return Markup(  # noqa: S704 - of our own templates, which escape every text
        rendering.render(
            "first_frame.html",
            body=Markup(body),  # noqa: S704
            name=NAME,
            pages={path: title for path, title in PAGES.items() if path not in BESIDE},
            top=Markup("" if page in BESIDE else page_frame.to_help()),  # noqa: S704
            footer=Markup(page_frame.footer(directory.read_on, operator())),  # noqa: S704
            here=page,
            here_address=link(page, selection),
            icon=address("icon.svg"),
            logos=[address(f"logo-{mode}.svg") for mode in MODES],
            filters=filter_form(directory.frame, selection, page),
        )
    )

"""The chosen organisation on a page: its heading, its profile, or what a wrong link may have meant."""

import pandas as pd
import streamlit as st

from odmap.directory.located import LocatedOrganisation
from odmap.markup import directory as directory_markup
from odmap.markup import page_frame
from odmap.version import NAME
from odmap.views.profile import Profile, describe, find
from odmap.views.selection import Selection
from odmap.views.urls import OF_PLACE, ORGANISATION, SHEET, SORT, Page, link
from odmap.web.ui import filters, style
from odmap.wording import count


def chosen(frame: pd.DataFrame) -> Profile | None:
    """Return the profile of the organisation in the address; ``None`` if it names none, or one that is not listed."""
    organisation = find(frame, filters.organisation())
    return describe(organisation, frame) if organisation else None


def heading(found: Profile | None, page: Page) -> None:
    """Head a page with its heading and a sentence, or with the name of the chosen organisation and the way back.

    Whichever it is, it takes one place on the page, so that the map below keeps its frame.
    """
    if found is None:
        st.html(page_frame.heading(page))
        return
    table = {name: filters.parameter(name) for name in (SORT, SHEET, *OF_PLACE)}
    st.html(directory_markup.profile_heading(found.organisation, style.mode(), page, filters.current(), **table))
    st.set_page_config(page_title=f"{found.organisation.name} · {NAME}")


def story(found: Profile, page: Page) -> None:
    """Draw the part of a profile that a visitor wants to know first."""
    st.html(directory_markup.profile_summary(found, page, filters.current()))


def rest(found: Profile, page: Page) -> None:
    """Draw the rest of a profile: what is near, what is unsure, how we know; in the directory with a still map."""
    still_map = page == "directory"
    st.html(directory_markup.profile_details(found, style.mode(), page, filters.current(), still_map=still_map))


def not_among(organisation: LocatedOrganisation, view: pd.DataFrame, page: Page) -> None:
    """Say that the filters hide the chosen organisation, and offer to clear them."""
    if organisation.id in set(view["id"]):
        return
    everything = link(page, Selection(), **{ORGANISATION: organisation.id})
    words = f"Your filters show {count(len(view), 'other organisation')}, but not this one."
    st.html(directory_markup.notice(words, everything, "Clear the filters and keep it open"))


def unknown(frame: pd.DataFrame, page: Page) -> None:
    """Say that the address names an organisation that is not listed, and suggest those it may have meant."""
    given = filters.organisation()
    if given and find(frame, given) is None:
        st.html(directory_markup.organisation_not_found(given, frame, filters.href(page)))

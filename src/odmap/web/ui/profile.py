"""The chosen organisation on a page: its heading, its story, all that is known, or what a wrong link may have meant."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from odmap.markup import directory as directory_markup
from odmap.views.profile import Details, describe, find
from odmap.views.selection import Selection
from odmap.views.urls import ORGANISATION, SHEET, SORT, Page, link
from odmap.web.ui import filters, style
from odmap.web.ui.view import plain
from odmap.wording import count


def chosen(frame: pd.DataFrame) -> Details | None:
    """Return what is known of the organisation that the address asks for; ``None`` if for none, or none such."""
    row = find(frame, filters.organisation())
    return describe(row, frame) if row else None


def heading(found: Details | None, title: str, words: str, page: Page) -> None:
    """Head a page with its title and a sentence, or with the name of the chosen organisation and the way back.

    Whichever it is, it takes the same places on the page, so that the map below keeps its frame.
    """
    crumb = st.container(key="crumb")
    if found is None:
        st.title(title, anchor=False)
        st.markdown(words)
        return
    with crumb:
        table = {name: filters.parameter(name) for name in (SORT, SHEET)}
        st.html(directory_markup.way_back(page, filters.current(), **table))
    st.title(plain(found.row["name"]), anchor=False)
    st.html(directory_markup.subtitle(found.row, style.mode()))
    st.set_page_config(page_title=f"{found.row['name']} · odmap")


def story(found: Details) -> None:
    """Tell what a visitor wants to know first."""
    st.html(directory_markup.story(found))


def rest(found: Details, page: Page) -> None:
    """Tell all the rest: where, how sure, from where we know, what stands beside it."""
    st.html(directory_markup.details(found, style.mode(), page, filters.current()))


def not_among(row: Mapping[Any, Any], view: pd.DataFrame, page: Page) -> None:
    """Say that the chosen organisation is hidden by the filters, and how to see it among the others."""
    if row["id"] in set(view["id"]):
        return
    everything = link(page, Selection(), **{ORGANISATION: row["id"]})
    words = f"Your filters show {count(len(view), 'other organisation')}, but not this one."
    st.html(directory_markup.note(words, everything, "Clear the filters and keep it open"))


def unknown(frame: pd.DataFrame, page: Page) -> None:
    """Say that the address asks for an organisation that is not listed, and name those it may have meant."""
    given = filters.organisation()
    if given and find(frame, given) is None:
        st.html(directory_markup.unknown(given, frame, filters.href(page)))

"""The section of a page that lets a visitor share, cite, embed and download its view."""

import streamlit as st

from odmap.markup import directory as directory_markup
from odmap.views.pagination import Sheet
from odmap.views.profile import Profile
from odmap.views.selection import Selection
from odmap.views.urls import Page
from odmap.web.http import fragments
from odmap.web.http.fragments import FragmentQuery
from odmap.web.ui import location


def send(selection: Selection, page: Page, found: Profile | None = None, sheet: Sheet | None = None) -> None:
    """Offer the link, the map for another website, the citation and the data of a view."""
    asked = FragmentQuery(
        organisation=found.organisation.id if found else "",
        sheet=str(sheet.number) if sheet and sheet.number > 1 else "",
        sort=sheet.order if sheet else "",
        page=page,
        root=location.root() or "http://localhost:8501/",
    )
    st.html(directory_markup.fragment_slot("send", fragments.address("send", selection, asked)))

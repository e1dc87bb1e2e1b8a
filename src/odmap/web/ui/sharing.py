"""The part of a page that offers its view to be sent, cited, embedded and saved."""

import streamlit as st

from odmap.markup import directory as directory_markup
from odmap.views.pagination import Sheet
from odmap.views.profile import Details
from odmap.views.selection import Selection
from odmap.views.urls import Page
from odmap.web.http import fragments
from odmap.web.http.fragments import Asked
from odmap.web.ui import location


def send(selection: Selection, page: Page, found: Details | None = None, sheet: Sheet | None = None) -> None:
    """Offer link, embedding, citation and data of what is shown, in one place."""
    asked = Asked(
        organisation=found.row["id"] if found else "",
        sheet=str(sheet.number) if sheet and sheet.number > 1 else "",
        sort=sheet.order if sheet else "",
        page=page,
        root=location.root() or "http://localhost:8501/",
    )
    st.html(directory_markup.part("send", fragments.address("send", selection, asked)))

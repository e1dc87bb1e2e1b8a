"""The part of a page that offers its view to be sent, cited, embedded and saved."""

import streamlit as st

from odmap import page_markup, parts
from odmap.address import Page
from odmap.details import Details
from odmap.parts import Asked
from odmap.selection import Selection
from odmap.sheet import Sheet
from odmap.ui import where


def send(selection: Selection, page: Page, found: Details | None = None, sheet: Sheet | None = None) -> None:
    """Offer link, embedding, citation and data of what is shown, in one place."""
    asked = Asked(
        organisation=found.row["id"] if found else "",
        sheet=str(sheet.number) if sheet and sheet.number > 1 else "",
        sort=sheet.order if sheet else "",
        page=page,
        root=where.root() or "http://localhost:8501/",
    )
    st.html(page_markup.part("send", parts.address("send", selection, asked)))

"""The part of a page that offers its view to be sent, cited, embedded and saved."""

import pandas as pd
import streamlit as st

from odmap import Directory
from odmap.address import Page, encoded
from odmap.details import Details
from odmap.exports import Edition
from odmap.selection import Selection
from odmap.send import Sending
from odmap.sheet import Sheet


def send(
    directory: Directory,
    view: pd.DataFrame,
    selection: Selection,
    page: Page,
    found: Details | None = None,
    sheet: Sheet | None = None,
) -> None:
    """Offer link, embedding, citation and data of what is shown, in one place."""
    sending = Sending(
        Edition.of(view, directory, selection),
        root=_root(page),
        page=page,
        organisation=found.row["id"] if found else "",
        name=found.row["name"] if found else "",
        sort=sheet.order if sheet else "",
        sheet=str(sheet.number) if sheet and sheet.number > 1 else "",
    )
    st.html(sending.markup(feed_address(selection)))


def feed_address(selection: Selection) -> str:
    """Return where the feed of changes is, for the chosen countries."""
    countries = list(selection.chosen.get("country", ()))
    return f"./api/changes.atom{encoded({'country': countries} if countries else {})}"


def _root(page: Page) -> str:
    """Return the server's address as the visitor sees it, with a slash at its end."""
    here = str(st.context.url or "http://localhost:8501/")
    return here.rstrip("/").removesuffix(f"/{page}" if page else "").rstrip("/") + "/"

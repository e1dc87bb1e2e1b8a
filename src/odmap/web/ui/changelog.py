"""What changed in the directory, on a page."""

import pandas as pd
import streamlit as st

from odmap.directory import current
from odmap.markup import directory as directory_markup
from odmap.markup import rendering
from odmap.views import news
from odmap.views.selection import Selection
from odmap.views.summary import value_label
from odmap.views.urls import changes_link
from odmap.wording import in_words


def section(frame: pd.DataFrame, selection: Selection) -> None:
    """Draw what was added, corrected and closed, for the countries chosen in the sidebar."""
    countries = selection.chosen.get("country", ())
    groups = news.grouped(current.changes().records, frame, countries)
    where = f" in {in_words([value_label(frame, 'country', code) for code in countries])}" if countries else ""
    st.header(f"What changed{where}", anchor=False)
    st.html(rendering.changes(groups))
    st.html(directory_markup.feed_link(changes_link(selection)))

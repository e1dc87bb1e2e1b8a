"""What changed in the directory, on a page."""

import pandas as pd
import streamlit as st

from odmap import changes, markup, page_markup
from odmap.parts import feed_address
from odmap.selection import Selection
from odmap.summary import in_words, value_label


def section(frame: pd.DataFrame, selection: Selection) -> None:
    """Tell what was added, corrected and closed, for the countries chosen in the sidebar."""
    countries = selection.chosen.get("country", ())
    groups = changes.grouped(changes.load().entries, frame, countries)
    where = f" in {in_words([value_label(frame, 'country', code) for code in countries])}" if countries else ""
    st.header(f"What changed{where}", anchor=False)
    st.html(markup.changes(groups))
    st.html(page_markup.feed_link(feed_address(selection)))

"""The directory's table on a page."""

import streamlit as st

from odmap.markup import directory as directory_markup
from odmap.views.pagination import Sheet
from odmap.views.selection import Selection
from odmap.web.ui import style


def draw(sheet: Sheet, selection: Selection) -> None:
    """Draw one sheet of the table, and say what in the address it cannot do."""
    for words in sheet.notes:
        st.html(directory_markup.notice(words))
    st.html(f'<div class="od-sheet">{directory_markup.directory_table(sheet, style.mode(), selection)}</div>')

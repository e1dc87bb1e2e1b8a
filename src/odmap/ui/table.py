"""The directory's table on a page."""

import streamlit as st

from odmap import page_markup
from odmap.selection import Selection
from odmap.sheet import Sheet
from odmap.ui import style


def draw(sheet: Sheet, selection: Selection, chosen: str = "") -> None:
    """Draw one sheet of the table, and say what the address asked for and cannot be had."""
    for words in sheet.notes:
        st.html(page_markup.note(words))
    st.html(f'<div class="od-sheet">{page_markup.table(sheet, style.mode(), selection, chosen)}</div>')

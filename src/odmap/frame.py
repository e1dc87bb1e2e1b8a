"""The frame around every page: name, look, navigation and sidebar.

Streamlit runs this script anew for each visitor and each change; it only arranges what other rooms make.
"""

import streamlit as st

from odmap import load
from odmap.paths import ASSETS, PAGES
from odmap.turns import DRAWING
from odmap.ui import filters, style


def draw() -> None:
    """Draw one page for one visitor."""
    st.set_page_config(
        page_icon=str(ASSETS / "icon.svg"),
        layout="wide",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    style.apply()

    directory = load()
    page = st.navigation(
        [
            st.Page(PAGES / "map.py", title="Map", icon=":material/public:", default=True),
            st.Page(PAGES / "directory.py", title="Directory", icon=":material/table_rows:", url_path="directory"),
            st.Page(PAGES / "principles.py", title="Principles", icon=":material/forum:", url_path="principles"),
            st.Page(PAGES / "ecosystem.py", title="Ecosystem", icon=":material/bar_chart:", url_path="ecosystem"),
            st.Page(PAGES / "gaps.py", title="Gaps", icon=":material/travel_explore:", url_path="gaps"),
            st.Page(PAGES / "present.py", title="Present", icon=":material/slideshow:", url_path="present"),
            st.Page(PAGES / "about.py", title="About", icon=":material/info:", url_path="about"),
        ],
        position="hidden" if st.context.is_embedded else "top",
    )
    st.set_page_config(page_title=f"{page.title} · odmap")
    filters.follow_address(directory.frame, page.url_path)
    if not st.context.is_embedded:
        st.sidebar.header("Filter", anchor=False)
    page.run()
    if not st.context.is_embedded:
        style.footer(directory)
        style.enliven()
        filters.sidebar(directory.frame, page.url_path)  # last, because a browser needs longest for the map


with DRAWING.taken():
    draw()

"""The frame around every page: name, look, navigation and sidebar.

Streamlit runs this script anew for each visitor and each change; it only arranges what other rooms make.
"""

import streamlit as st

from odmap.directory.current import load
from odmap.settings import PAGES
from odmap.version import NAME
from odmap.views.urls import BESIDE
from odmap.views.urls import PAGES as TITLES
from odmap.web.ui import filters, notices, sidebar, style
from odmap.web.ui.run_queue import DRAWING

ICONS = {
    "": ":material/public:",
    "directory": ":material/table_rows:",
    "principles": ":material/forum:",
    "ecosystem": ":material/bar_chart:",
    "gaps": ":material/travel_explore:",
    "present": ":material/slideshow:",
    "about": ":material/info:",
    "country": ":material/flag:",
    "help": ":material/support:",
}


def draw() -> None:
    """Draw one page for one visitor."""
    directory = load()
    page = st.navigation(
        [
            st.Page(
                PAGES / f"{path or 'map'}.py",
                title=title,
                icon=ICONS[path],
                url_path=path or None,
                default=not path,
                visibility="hidden" if path in BESIDE else "visible",
            )
            for path, title in TITLES.items()
        ],
        position="hidden" if st.context.is_embedded else "top",
    )
    st.set_page_config(
        page_title=f"{page.title} · {NAME}",
        page_icon=style.image("icon.svg"),
        layout="wide",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    style.apply()
    filters.follow_address(directory.frame, page.url_path)
    if not st.context.is_embedded:
        sidebar.begin(directory.frame, page.url_path)
        notices.faults()
    with notices.in_words():
        page.run()
    if not st.context.is_embedded:
        style.footer(directory)
        sidebar.draw(directory.frame, page.url_path)  # last, because a browser needs longest for the map


with DRAWING.taken():
    draw()

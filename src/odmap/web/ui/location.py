"""Where the visitor is, as the browser sees it."""

import streamlit as st

from odmap.views.urls import PAGES


def root() -> str:
    """Return the server's address with a slash at its end; empty where it is not known.

    A proxy may have put folders in front of it, so only the page's own name is taken away.
    """
    here = str(st.context.url or "").split("?")[0]
    if not here:
        return ""
    folder, _, last = here.rpartition("/")
    return f"{folder if not last or last in PAGES else here}/"

"""Where the visitor is, as the browser sees it."""

from functools import cache

import streamlit as st

from odmap.paths import PAGES


def root() -> str:
    """Return the server's address with a slash at its end; empty where it is not known."""
    here = str(st.context.url or "").rstrip("/")
    folder, _, last = here.rpartition("/")
    return f"{folder if last in _pages() else here}/" if here else ""


@cache
def _pages() -> frozenset[str]:
    return frozenset(page.stem for page in PAGES.glob("*.py"))

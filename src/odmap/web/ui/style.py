"""The look of the page, beyond what the theme says."""

import streamlit as st

from odmap.directory.organisations import Directory
from odmap.graphics.assets import address
from odmap.graphics.palette import Mode, css
from odmap.markup import page_frame
from odmap.settings import STATIC
from odmap.views.operator import operator
from odmap.web.ui import location


def mode() -> Mode:
    """Return whether the visitor sees the light or the dark theme."""
    return "dark" if st.context.theme.type == "dark" else "light"


def apply() -> None:
    """Set the palette of the visitor's theme; the style sheet came with the page (:mod:`odmap.web.http.page_shell`)."""
    if not st.context.is_embedded:
        st.logo(image(f"logo-{mode()}.svg"), size="large", icon_image=image("icon.svg"))
    st.html(f"<style>:root{{{css(mode())}}}</style>")


def image(name: str) -> str:
    """Return where an image of ours is, for Streamlit, which would send a drawing itself again with each run."""
    return f"{location.root()}{address(name)}" if location.root() else str(STATIC / name)


def footer(directory: Directory) -> None:
    """Draw the end of every page: where to turn in a crisis, what the directory does not claim, and who made it.

    The page's script comes with it: links inside odmap open without loading the page anew, and texts can be copied.
    """
    st.html(
        f'{page_frame.footer(directory.read_on, operator())}<script src="./{address("page.js")}"></script>',
        unsafe_allow_javascript=True,
    )

"""The look of the page, beyond what the theme says."""

import streamlit as st

from odmap.directory.organisations import Directory
from odmap.graphics.assets import address
from odmap.graphics.palette import Mode, css
from odmap.settings import STATIC
from odmap.version import __version__
from odmap.web.ui import location
from odmap.wording import iso_date


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
    """Draw the end of every page: what the directory does not claim, and where to turn in a crisis.

    The page's script comes with it: links inside odmap open without loading the page anew, and texts can be copied.
    """
    st.html(
        '<footer class="od-footer"><p><strong>If you or someone near you is in danger or in crisis now,</strong> '
        "call your local emergency number, or go to someone you trust. This map is not a helpline, and nothing on "
        "it is medical advice.</p><p>Being listed is not an endorsement, and “not listed” does not mean “none”: a "
        "country without a mark is one we know nothing about. Sources were read up to "
        f"{iso_date(directory.read_on)}. odmap {__version__}; code MIT, data CC BY 4.0.</p></footer>"
        f'<script src="./{address("page.js")}"></script>',
        unsafe_allow_javascript=True,
    )

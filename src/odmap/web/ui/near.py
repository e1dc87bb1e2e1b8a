"""The question on top of the map: a place or a name, and what is near the place that was asked for."""

import streamlit as st

from odmap.directory.known_places import open_gazetteer
from odmap.directory.organisations import Directory
from odmap.markup import near as near_markup
from odmap.views.near import LONGEST, NearAnswer, Understood, look_around, understand
from odmap.views.selection import Selection, apply
from odmap.views.urls import NEAR, PLACE
from odmap.web.ui import filters, notices, style


def ask() -> None:
    """Draw the field for a place or a name. Without the page's script it is a form that asks for a place."""
    st.html(near_markup.search_field(filters.parameter(PLACE)[:LONGEST]))


def answer(directory: Directory, selection: Selection) -> NearAnswer | None:
    """Say what is near the place in the address, or which places may be meant.

    Returns:
        What the map has to show; ``None`` if the address asks for no place, or for none that is known.
    """
    name, point = filters.parameter(PLACE).strip()[:LONGEST], filters.parameter(NEAR)
    if not name and not point:
        return None
    meant: Understood | None = None
    with notices.in_words(), open_gazetteer() as gazetteer:
        meant = understand(name, point, gazetteer)
    if meant is None:
        return None
    if meant.place is None:
        st.html(near_markup.which_place(name or point[:LONGEST], meant.choices, selection))
        return None
    found = look_around(meant.place, apply(directory.frame, selection), not selection.is_empty)
    st.html(near_markup.nearby(found, selection, style.mode()))
    return found

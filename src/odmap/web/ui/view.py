"""A view on a page: its count, its active filters, the map, what is in sight beside it, and the lists below."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from odmap.maps import live as live_map
from odmap.markup import directory as directory_markup
from odmap.markup import page_frame, rendering
from odmap.views.selection import Selection, not_listed
from odmap.views.summary import (
    NOT_WHAT_EXISTS,
    facet_label,
    headline,
    not_listed_sentence,
    relaxations,
    value_label,
)
from odmap.views.urls import Page, link
from odmap.web.http import fragments
from odmap.web.http import in_sight as sight
from odmap.web.http.fragments import FragmentQuery
from odmap.web.ui import filters, style
from odmap.wording import agreeing, count

MAP_HEIGHT = 560  # pixels; the style sheet fits it to the window


def heading(page: Page) -> None:
    """Head a page with its heading, and a sentence on what it is for."""
    st.html(page_frame.heading(page))


def counted(view: pd.DataFrame, frame: pd.DataFrame) -> None:
    """Say how many organisations are shown, in a sentence that screen readers speak when it changes."""
    words = headline(view, frame)
    st.html(f'<p class="od-count" role="status">{words}</p>')


def active(frame: pd.DataFrame, selection: Selection) -> None:
    """Show every active filter as a button that removes it, and a button that clears them all."""
    note = filters.dropped()
    if note:
        st.info(note, icon=":material/link_off:")
    unlisted = not_listed_sentence(frame, selection)
    if unlisted:
        st.info(plain(unlisted), icon=":material/info:")
    if selection.is_empty:
        return
    with st.container(horizontal=True, key="active", gap="small"):
        for name, value in selection.active():
            words = f"{facet_label(name)}: {value_label(frame, name, value)}"
            filters.button(
                f"{plain(words)} :material/close:",
                selection.without(name, value),
                key=f"remove-{name}-{value}",
                help=f"Remove the filter “{plain(words)}”",
            )
        filters.button("Clear all", Selection(), key="clear-all", type="tertiary")


def nothing_found(frame: pd.DataFrame, selection: Selection) -> None:
    """Say that no organisation matches, and which filter to relax."""
    if frame.empty:
        st.warning("The directory has no valid records at the moment, so there is nothing to show.")
        return
    st.header("Nothing listed matches all your filters", anchor=False)
    if not not_listed(frame, selection):  # else it is said above
        st.write(NOT_WHAT_EXISTS)
    st.write("Try removing a filter:")
    for way in relaxations(frame, selection):
        relaxed = selection
        for name in way.names:
            relaxed = relaxed.without(name)
        filters.button(
            f"Remove {plain(way.words)} (shows {count(way.found, 'organisation')})",
            relaxed,
            key=f"relax-{'-'.join(way.names)}",
            icon=":material/filter_alt_off:",
        )


def skip_link(place: str = "list", words: str = "the list") -> None:
    """Draw the link that lets keyboard users skip the map, to the element with an id."""
    st.html(f'<a class="od-skip" href="#{place}">Skip the map and go to {words}</a>')


def world(
    view: pd.DataFrame,
    frame: pd.DataFrame,
    chosen: str = "",
    measure: Mapping[str, Any] | None = None,
    here: Mapping[str, Any] | None = None,
    selection: Selection | None = None,
) -> None:
    """Draw the map, the chosen organisation highlighted; moving or zooming it never runs the page again.

    ``measure`` colours the countries, ``here`` marks a place, see :func:`odmap.maps.live.of_view`. With a ``selection``
    the map has a legend, whose main types are buttons where the page around it has filters.
    """
    types = None if selection is None else live_map.of_types(frame, selection)
    the_map(live_map.of_view(view, frame, chosen, measure, here, types), frame, globe=measure is not None)


def the_map(shown: Mapping[str, Any], frame: pd.DataFrame, globe: bool = False) -> None:
    """Draw the map; what it shows stands beside it, from where its script takes it.

    So a change of filter sends only that, and the map itself is the same message each time, which Streamlit does not
    send again. ``globe`` draws the world in Equal Earth.
    """
    with st.container(key="map"):
        st.html(directory_markup.map_state(shown))
        st_folium(
            live_map.world_map(frame, globe),
            key="map",
            height=MAP_HEIGHT,
            use_container_width=True,
            returned_objects=[],
        )


def embedded(view: pd.DataFrame, frame: pd.DataFrame, selection: Selection, chosen: str = "") -> None:
    """Draw the map alone, for another website; a line below says what it shows and leads here."""
    with st.container(key="embedded"):
        world(view, frame, chosen, selection=selection)
        st.html(directory_markup.embedded_map_caption(view, frame, link("", selection, organisation=chosen)))


def part(name: str, selection: Selection, sheet: str = "") -> None:
    """Leave a place for a fragment that the browser fetches; page.js fills it in."""
    asked = FragmentQuery(style.mode(), sheet=sheet)
    st.html(directory_markup.fragment_slot(name, fragments.address(name, selection, asked)))


def in_sight(frame: pd.DataFrame) -> None:
    """List what the map has in sight, beside it; page/sight.js follows the map without running the page again."""
    st.html(directory_markup.in_sight(sight.address(live_map.table_version(frame), style.mode())))


def below_map(view: pd.DataFrame, selection: Selection) -> None:
    """Say below the map what it cannot show, and what its marks mean."""
    where = fragments.address("legend", selection, FragmentQuery(style.mode()))
    st.html(directory_markup.below_map(int(view["precision"].isna().sum()), where))


def without_base(view: pd.DataFrame, selection: Selection) -> None:
    """List the organisations that have no base, and so no point on the map."""
    if view["precision"].isna().any():
        st.html('<h2 class="od-list-name" id="no-base">No fixed base</h2>')
        part("aside", selection)


def listed(view: pd.DataFrame, selection: Selection) -> None:
    """List the organisations of the view, page by page, in the legend's order."""
    _pages(len(view), selection)


@st.fragment
def _pages(number: int, selection: Selection) -> None:
    """Draw the list; a session keeps the arguments of this, so no table is among them."""
    st.html(f'<h2 class="od-list-name" id="list">The same {count(number, "organisation")} as a list</h2>')
    pages = -(-number // fragments.PER_PAGE)
    page = 1
    if pages > 1:
        page = st.pagination(pages, key=f"page-{hash(tuple(selection.active()))}")
    part("list", selection, str(page))


def left_out(problems: list[str], number: int) -> None:
    """Say that the data file has mistakes, and which; the rest is shown all the same."""
    if not problems:
        return
    words = f"{count(number, 'record')} could not be read and {agreeing(number, 'was', 'were')} left out."
    with st.expander(f"The data file has {count(len(problems), 'mistake')}. {words if number else ''}"):
        st.html(f'<div class="od-problems">{rendering.problems(problems[:200])}</div>')


def plain(words: str) -> str:
    """Keep markdown in data from being drawn as markdown on a button or in a title."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>()#+-.!|~:$^&" else letter for letter in words)

"""The sidebar: the filters that count on a page, each option with what choosing it would show.

What a widget offers are words that never change while it is drawn, because the browser names what is chosen by them.
The numbers stand beside the widgets in an element of their own, and page/filters.js writes them behind the words: so a
change of filter sends numbers only, and no choice is lost when they change.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from odmap.caching import kept_with
from odmap.directory.organisation import Type
from odmap.markup import filters as markup
from odmap.markup import page_frame
from odmap.views.counting import counts
from odmap.views.selection import BY_NAME, FACETS, LONGEST_TEXT, TEXT, Facet, Selection, apply, not_listed, options
from odmap.views.summary import offered_label
from odmap.web.ui import filters, style

_AT_ONCE = ("activity", "region", "country", "status")
"""The filters that are in sight; the others come under "More filters"."""

_OF_PAGE: Mapping[str, tuple[str, ...]] = {
    "principles": (),
    "about": (),
    "country": (),
    "gaps": (),  # it asks its question itself, by links
    "help": (),
}
"""Which filters a page follows, where these are not all."""

_BESIDE: Mapping[str, Mapping[str, str]] = {
    "gaps": {
        "od-question": "What is missing?",
        "od-answer": "Most people, nothing listed",
        "on-the-map": "On the map",
        "by-country": "Country by country",
        "stands-out": "What stands out",
        "check-next": "What to check next",
    }
}
"""The parts of a page, id to words, which stand in the place of its filters if it has none."""

_MORE = "filters.more"


def names(page: str) -> tuple[str, ...]:
    """Return the names of the filters that count on a page, in their order; the words to look for come first."""
    return _OF_PAGE.get(page, (TEXT, *BY_NAME))


def begin(frame: pd.DataFrame, page: str) -> None:
    """Draw the sidebar's head, so that its place is there while the page is drawn, and what is above the page.

    Its place stays on pages without filters: else the whole page would jump on the way there. The style sheet shows the
    menu of pages on phones, where Streamlit would put the pages above the filters.
    """
    facets = _facets(page)
    beside = markup.beside(_BESIDE[page]) if page in _BESIDE else markup.kept_elsewhere()
    st.sidebar.html(_head(frame, facets) if facets else beside)
    st.html(page_frame.top(page, bool(names(page))))


def _facets(page: str) -> list[Facet]:
    return [BY_NAME[name] for name in names(page) if name != TEXT]


def draw(frame: pd.DataFrame, page: str) -> None:
    """Draw the filters, and write them into the address. To be called last: it may run the page again.

    Args:
        frame: the whole directory.
        page: where the visitor is, as it stands in the address.
    """
    shown = names(page)
    if not shown:
        filters.leave_be(page)
        return
    facets = _facets(page)
    few = len(facets) < len(FACETS)
    with st.sidebar:
        if TEXT in shown:
            _words_to_look_for()
        _widgets(frame, [facet for facet in facets if few or facet.name in _AT_ONCE])
        if not few:
            rest = [facet for facet in facets if facet.name not in _AT_ONCE]
            with st.expander("More filters", expanded=_more_is_open(rest)):
                _widgets(frame, rest)
        filters.button("Clear all filters", Selection(), disabled=filters.current().is_empty)
        st.html(_numbers(frame, facets, page))
    filters.settle(frame, page)


def _more_is_open(facets: Iterable[Facet]) -> bool:
    """Tell whether one of them is chosen, or was in this session: what a visitor works with does not close."""
    if any(facet.name in filters.current().chosen for facet in facets):
        st.session_state[_MORE] = True
    return bool(st.session_state.get(_MORE))


def _words_to_look_for() -> None:
    st.text_input(
        "Words to look for",
        value=filters.current().text if filters.is_new() else "",
        key=filters.key(TEXT),
        placeholder="In names, places, descriptions",
        max_chars=LONGEST_TEXT,
        type="search",
        live="300ms",
        icon=":material/search:",
    )


def _widgets(frame: pd.DataFrame, facets: Iterable[Facet]) -> None:
    for facet in facets:
        _widget(frame, facet)


def _widget(frame: pd.DataFrame, facet: Facet) -> None:
    words, key = _offered(frame, facet), filters.key(facet.name)
    default = list(filters.current().chosen.get(facet.name, ())) if filters.is_new() else None

    def said(value: str) -> str:
        return words.get(value, value)

    if facet.all:
        look: dict[str, Any] = {"placeholder": facet.all, "select_all": False}
        st.multiselect(facet.label, list(words), default, key=key, format_func=said, **look)
    else:
        st.pills(facet.label, list(words), default=default, key=key, format_func=said, selection_mode="multi")


def _offered(frame: pd.DataFrame, facet: Facet) -> Mapping[str, str]:
    """Return the words of what can be chosen: all that the directory has, and what an address asks for beside it."""
    asked = [value for name, value in not_listed(frame, filters.current()) if name == facet.name]
    return {**_listed(frame, facet.name), **{value: _said(frame, facet, value) for value in asked}}


@kept_with(maxsize=len(FACETS))
def _listed(frame: pd.DataFrame, name: str) -> Mapping[str, str]:
    """Return the words of all that the directory has. They are put together once for each frame."""
    facet = BY_NAME[name]
    return MappingProxyType({value: _said(frame, facet, value) for value in options(frame, facet)})


def _said(frame: pd.DataFrame, facet: Facet, value: str) -> str:
    return offered_label(frame, facet.name, value)


def _head(frame: pd.DataFrame, facets: Sequence[Facet]) -> str:
    """Return the heading, and what seldom changes for page/filters.js: the words of each widget, and their marks."""
    labels = {facet.label: list(_offered(frame, facet).values()) for facet in facets}
    kinds = [Type(value) for value in _offered(frame, BY_NAME["activity"])]
    return markup.filter_words(labels, kinds, style.mode())


def _numbers(frame: pd.DataFrame, facets: Sequence[Facet], page: str) -> str:
    """Return the number of each option, for page/filters.js, and the button that leads to the result."""
    now = filters.current()
    numbers: list[list[int | None]] = []
    for facet in facets:
        found = counts(frame, now, facet)
        numbers.append([found.get(value) for value in _offered(frame, facet)])
    chosen = sum(name in names(page) for name, _ in now.active())
    return markup.filter_numbers(numbers, chosen, len(apply(frame, now)) if TEXT in names(page) else None)

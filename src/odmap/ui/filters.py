"""The sidebar's filters and the chosen organisation, and their twin in the address of the page.

The widgets are the truth while a visitor works; the address is the truth when a visitor follows a link or goes
back. :func:`follow_address` tells the two cases apart; :func:`sidebar` keeps both alike. The chosen organisation
has no widget: it is chosen by links only.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd
import streamlit as st

from odmap.address import OF_A_VIEW, ORGANISATION, Page, link, query
from odmap.selection import BY_NAME, FACETS, LONGEST_TEXT, TEXT, Facet, Selection, from_query, not_listed, options
from odmap.summary import facet_label, in_words, value_label

_NAMES = (*BY_NAME, TEXT, ORGANISATION)
_MEMORY = "filters.memory"
_DROPPED = "filters.dropped"
_ORGANISATION = "filters.organisation"
_CHANGED = "filters.changed"


class _Memory(NamedTuple):
    """What the run before left behind. Kept as one value, because a run may be cut off at any line."""

    selection: Selection
    query: dict[str, list[str]]  # as it stood in the address
    page: str


def _key(name: str) -> str:
    return f"filter-{name}"


def current() -> Selection:
    """Return what the visitor has chosen."""
    chosen = {facet.name: st.session_state.get(_key(facet.name)) or () for facet in FACETS}
    return Selection.of(st.session_state.get(_key(TEXT)) or "", **chosen)


def organisation() -> str:
    """Return the id of the organisation that the address asks for, as given; empty for none."""
    return str(st.session_state.get(_ORGANISATION, ""))


def parameter(name: str) -> str:
    """Return what the address says beside the filters, such as an order; a sheet begins anew with other filters."""
    if name in OF_A_VIEW and st.session_state.get(_CHANGED):
        return ""
    return str(st.query_params.get(name, ""))


def href(page: Page) -> Callable[[str], str]:
    """Return what gives, of an organisation's id, the link to its details on a page, with the filters kept."""
    selection = current()
    return lambda organisation: link(page, selection, **{ORGANISATION: organisation})


def choose(selection: Selection) -> None:
    """Set every filter; for callbacks and links, before the widgets are drawn."""
    for facet in FACETS:
        st.session_state[_key(facet.name)] = list(selection.chosen.get(facet.name, ()))
    st.session_state[_key(TEXT)] = selection.text


def dropped() -> str:
    """Say in a sentence which values of the address nothing is called; empty if there are none."""
    items = [f"“{value}” ({facet_label(name).lower()})" for name, value in st.session_state.get(_DROPPED, ())]
    if not items:
        return ""
    return f"This link also asks for {in_words(items[:5])}, which the directory does not have. It was left out."


def sidebar(frame: pd.DataFrame, page: str) -> None:
    """Draw the filters, and write them into the address.

    Args:
        frame: the whole directory.
        page: where the visitor is, as it stands in the address; going to another page keeps the filters.
    """
    with st.sidebar:
        st.text_input(
            "Search",
            key=_key(TEXT),
            placeholder="Name, place or word",
            max_chars=LONGEST_TEXT,
            type="search",
            live="300ms",
            icon=":material/search:",
        )
        for facet in FACETS:
            _widget(frame, facet)
        st.button("Clear all filters", on_click=choose, args=(Selection(),), disabled=current().is_empty)
        st.caption("Numbers in brackets count the whole directory.")
    st.session_state[_MEMORY] = _Memory(current(), _write_address(current()), page)
    st.session_state[_CHANGED] = False  # only now: a run that was cut off has not written the address yet


def _widget(frame: pd.DataFrame, facet: Facet) -> None:
    unlisted = [
        value for name, value in not_listed(frame, current()) if name == facet.name
    ]  # an address may ask for it
    counts = {**options(frame, facet), **dict.fromkeys(unlisted, 0)}
    words = _words(frame, facet, counts)
    if facet.terms is None:
        st.multiselect(facet.label, list(counts), key=_key(facet.name), format_func=words, placeholder="All countries")
    else:
        st.pills(facet.label, list(counts), key=_key(facet.name), format_func=words, selection_mode="multi")


def _words(frame: pd.DataFrame, facet: Facet, counts: Mapping[str, int]) -> Callable[[str], str]:
    labels = {
        value: f"{value_label(frame, facet.name, value)} ({f'{number:,}' if number else 'nothing listed'})"
        for value, number in counts.items()
    }
    return lambda value: labels.get(value, value)


def _in_address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in _NAMES if name in st.query_params}


def follow_address(frame: pd.DataFrame, page: str) -> None:
    """Take the filters from the address if the visitor came by it: by a link, or by going back.

    To be called before anything is drawn. When a run is cut off before the sidebar (a visitor who clicks soon),
    Streamlit forgets the filters' values; they are put back from memory.

    Args:
        frame: the whole directory.
        page: where the visitor is, as it stands in the address; going to another page keeps the filters.
    """
    state = st.session_state
    given = _in_address()
    before: _Memory | None = state.get(_MEMORY)
    if before is not None and _goes_on(before, given, page):
        selection = current()
        if selection != before.selection:
            state[_DROPPED] = []
            state[_CHANGED] = True
        state[_MEMORY] = _Memory(selection, given, page)
        return
    state[_CHANGED] = False
    selection, state[_DROPPED] = from_query(given, frame)
    state[_ORGANISATION] = next(iter(given.get(ORGANISATION, [])), "").strip()[:LONGEST_TEXT]
    choose(selection)
    state[_MEMORY] = _Memory(selection, given, page)


def _goes_on(before: _Memory, given: dict[str, list[str]], page: str) -> bool:
    """Tell whether the widgets are the truth in this run, and not the address."""
    if page != before.page:
        kept = given in ({}, before.query)
        if kept:
            # On the way to another page a browser may not have shown the filters yet, and then reports them empty.
            choose(before.selection)
        return kept
    _put_back(before.selection)
    return given == before.query or current() != before.selection


def _put_back(selection: Selection) -> None:
    for facet in FACETS:
        st.session_state.setdefault(_key(facet.name), list(selection.chosen.get(facet.name, ())))
    st.session_state.setdefault(_key(TEXT), selection.text)


def _write_address(selection: Selection) -> dict[str, list[str]]:
    """Write what is chosen into the address, and return what stands there now."""
    wanted = query(selection, **{ORGANISATION: organisation()})
    written = {name: [value] if isinstance(value, str) else value for name, value in wanted.items()}
    if _in_address() != written:
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in (*_NAMES, *OF_A_VIEW)}
        st.query_params.from_dict({**others, **written})
    return written

"""The filters and the chosen organisation, and their twin in the address of the page.

The widgets are the truth while a visitor works; the address is the truth when a visitor follows a link or goes
back. :func:`follow_address` tells the two cases apart; :func:`settle` keeps both alike. The widgets are drawn by
:mod:`odmap.web.ui.sidebar`. The chosen organisation has none: it is chosen by links only.

A session may be new while the page is not: the server was started again, or a laptop slept. The browser then sends what
its widgets hold along with the visitor's next choice, but Streamlit knows whose values these are only once the widgets
are drawn. So the first run of a session draws what the address says; if the widgets turn out to say more, the page runs
again.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from odmap.views.selection import (
    BY_NAME,
    FACETS,
    LONGEST_TEXT,
    TEXT,
    Selection,
    checked,
    from_query,
)
from odmap.views.summary import facet_label
from odmap.views.urls import OF_A_VIEW, ORGANISATION, Page, link, query
from odmap.wording import in_words

_NAMES = (*BY_NAME, TEXT, ORGANISATION)
_MEMORY = "filters.memory"
_DROPPED = "filters.dropped"
_ORGANISATION = "filters.organisation"
_CHANGED = "filters.changed"
_DRAWN = "filters.drawn"
_WANTED = "filters.wanted"
_AGAIN = "filters.again"


class _Memory(NamedTuple):
    """What was chosen when the page ran last. Kept as one value, because a run may be cut off at any line."""

    selection: Selection
    query: dict[str, list[str]]  # as it stood in the address
    page: str


def key(name: str) -> str:
    """Return the key of the widget for a facet, or for the words to look for."""
    return f"filter-{name}"


def current() -> Selection:
    """Return what the visitor has chosen, as :func:`follow_address` found it for this run."""
    memory: _Memory | None = st.session_state.get(_MEMORY)
    return memory.selection if memory else Selection()


def is_new() -> bool:
    """Tell whether this session has not drawn its filters yet: only then do widgets need a default."""
    return not st.session_state.get(_DRAWN)


def run_again() -> None:
    """Run the page once more when this run is over, because a widget turned out to hold more than the address."""
    st.session_state[_AGAIN] = True


def write(name: str, value: str, *without: str) -> None:
    """Write one parameter into the address, or take it away if it is empty.

    Args:
        name: the parameter, none of the filters.
        value: its value.
        *without: parameters that make no sense with another value.
    """
    kept = {key: st.query_params.get_all(key) for key in st.query_params if key not in (name, *without)}
    st.query_params.from_dict({**kept, **({name: value} if value else {})})


def organisation() -> str:
    """Return the id of the organisation that the address asks for, as given; empty for none."""
    return str(st.session_state.get(_ORGANISATION, ""))


def parameter(name: str) -> str:
    """Return what the address says beside the filters, such as an order; a sheet begins anew with other filters."""
    if name in OF_A_VIEW and st.session_state.get(_CHANGED):
        return ""
    return str(st.query_params.get(name, ""))


def href(page: Page) -> Callable[[str], str]:
    """Return a function from an organisation's id to the link to its profile on a page, with the filters kept."""
    selection = current()
    return lambda organisation: link(page, selection, **{ORGANISATION: organisation})


def choose(selection: Selection) -> None:
    """Set every filter; for callbacks and links, before the widgets are drawn."""
    for facet in FACETS:
        st.session_state[key(facet.name)] = list(selection.chosen.get(facet.name, ()))
    st.session_state[key(TEXT)] = selection.text


def button(label: str, selection: Selection, **look: Any) -> None:
    """Draw a button that sets every filter.

    Args:
        label: what stands on it.
        selection: what is chosen by it.
        **look: what else Streamlit's button takes.
    """
    if st.button(label, on_click=choose, args=(selection,), **look) and is_new():
        st.session_state[_WANTED] = selection  # pressed in an older session: in this one nobody has heard of it yet
        run_again()


def dropped() -> str:
    """Return a sentence on the values of the address that do not exist; empty if all do."""
    items = [f"“{value}” ({facet_label(name).lower()})" for name, value in st.session_state.get(_DROPPED, ())]
    if not items:
        return ""
    asks = f"This link also asks for {in_words(items[:5])}, which the directory does not have."
    return f"{asks} That part of the link was ignored."


def settle(frame: pd.DataFrame, page: str) -> None:
    """Write what the filters hold into the address. To be called last: it may run the page again.

    Args:
        frame: the whole directory.
        page: where the visitor is, as it stands in the address; going to another page keeps the filters.
    """
    state = st.session_state
    drawn, now = current(), _in_widgets(frame)
    state[_MEMORY] = _Memory(now, _write_address(now), page)
    state[_CHANGED] = False  # only now: a run that was cut off has not written the address yet
    state[_DRAWN] = True
    if state.pop(_AGAIN, False) or now != drawn:
        st.rerun()


def leave_be(page: str) -> None:
    """Keep what is chosen, in memory and in the address, on a page that draws no filter."""
    chosen = current()
    st.session_state[_MEMORY] = _Memory(chosen, _write_address(chosen), page)
    st.session_state[_CHANGED] = False


def _in_widgets(frame: pd.DataFrame) -> Selection:
    """Return what the widgets hold, without what they do not offer: a browser may send anything.

    What a page has no widget for stays as it is.
    """
    state, before = st.session_state, current()
    chosen = {facet.name: state.get(key(facet.name), before.chosen.get(facet.name, ())) or () for facet in FACETS}
    return checked(frame, state.get(key(TEXT), before.text) or "", **chosen)


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
    wanted: Selection | None = state.pop(_WANTED, None)
    if wanted is not None:
        choose(wanted)
    if before is not None and is_new() and page != before.page and given in ({}, before.query):
        state[_MEMORY] = before._replace(query=given, page=page)  # the first run was cut off before it drew the filters
        return
    if before is not None and not is_new() and _goes_on(before, given, page, frame):
        selection = _in_widgets(frame)
        if selection != before.selection:
            state[_DROPPED] = []
            state[_CHANGED] = True
        _keep_to(selection)
        state[_MEMORY] = _Memory(selection, given, page)
        return
    state[_CHANGED] = False
    selection, state[_DROPPED] = from_query(given, frame)
    state[_ORGANISATION] = next(iter(given.get(ORGANISATION, [])), "").strip()[:LONGEST_TEXT]
    if not is_new():
        choose(selection)
    state[_MEMORY] = _Memory(selection, given, page)


def _goes_on(before: _Memory, given: dict[str, list[str]], page: str, frame: pd.DataFrame) -> bool:
    """Tell whether the widgets are the truth in this run, and not the address."""
    if page != before.page:
        kept = given in ({}, before.query)
        if kept:
            # On the way to another page a browser may not have shown the filters yet, and then reports them empty.
            choose(before.selection)
        return kept
    _put_back(before.selection)
    return given == before.query or _in_widgets(frame) != before.selection


def _put_back(selection: Selection) -> None:
    for facet in FACETS:
        st.session_state.setdefault(key(facet.name), list(selection.chosen.get(facet.name, ())))
    st.session_state.setdefault(key(TEXT), selection.text)


def _keep_to(selection: Selection) -> None:
    """Remove from the widgets what the selection does not hold; text is left as it is being typed."""
    state = st.session_state
    for facet in FACETS:
        values = list(selection.chosen.get(facet.name, ()))
        if list(state.get(key(facet.name)) or ()) != values:
            state[key(facet.name)] = values
    if len(state.get(key(TEXT)) or "") > LONGEST_TEXT:
        state[key(TEXT)] = selection.text


def _write_address(selection: Selection) -> dict[str, list[str]]:
    """Write what is chosen into the address, and return what stands there now."""
    wanted = query(selection, **{ORGANISATION: organisation()})
    written = {name: [value] if isinstance(value, str) else value for name, value in wanted.items()}
    if _in_address() != written:
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in (*_NAMES, *OF_A_VIEW)}
        st.query_params.from_dict({**others, **written})
    return written

"""Visitors who walk through the pages at random: links, choices, buttons, lost sessions. No step may fail."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from streamlit.testing.v1 import AppTest

from odmap import load
from odmap.settings import FRAME, ROOT
from odmap.views.selection import BY_NAME, FACETS, TEXT, Facet, from_query, options
from odmap.views.urls import OF_PAGES
from odmap.web.ui import sidebar

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

STEPS = 2_000
PAGES = ("map", "directory", "principles", "ecosystem", "gaps", "present", "about", "help", "country")
EMBEDDING = ("embed", "embed_options")  # Streamlit's own; no page can read or write them
NAMES = (*BY_NAME, TEXT, *(name for name in OF_PAGES if name not in EMBEDDING), "unknown", "Country", "PLACE")
PLACES = ("", "Nairobi", "Kerala", "Finland", "nowhere at all", " Tornio ")
VALUES = (
    *("FI", "fi", "NO", "none", "ZZ", "", " ", "service", "Service", "training", "active", "verified", "research"),
    *("body-1", "body-2", "nobody", "-name", "country", "2", "0", "-1", "99999999999", "1e9", "½", "²"),
    *("65.8,24.1,7", "people", "all", "listed", "Europe", "MX", "mx", "chosen", "world", "true", *PLACES),
    *("x" * 5_000, "日本語", "\u202eevil", "\x00", "a\x00b", "\ud7ff", "🗺️", "<script>", "%", "&country=FI", "'; --"),
)
QUERIES = st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(VALUES), max_size=3), max_size=4)


class Walk(RuleBasedStateMachine):
    """One visitor; what is checked after every step stands below the rules."""

    steps = 0
    components: Any = None
    app: AppTest
    page = "map"

    @initialize(query=QUERIES, page=st.sampled_from(PAGES))
    def arrive(self, query: dict[str, list[str]], page: str) -> None:
        """Come by a link, with a browser that was not here before."""
        self._new_session(query)
        self._turn_to(page)
        self._run()

    @rule(query=QUERIES, page=st.sampled_from(PAGES))
    def follow_a_link(self, query: dict[str, list[str]], page: str) -> None:
        """Follow a link or go back, to any page."""
        self._go(query)
        self._turn_to(page)
        self._run()

    @rule(page=st.sampled_from(PAGES))
    def go_to_another_page(self, page: str) -> None:
        """Choose a page in the navigation, which keeps all filters, whether or not the page has them."""
        before = from_query(self._query(), load().frame)[0]
        self._turn_to(page)
        self._run()
        assert from_query(self._query(), load().frame)[0] == before

    @rule(data=st.data(), lost=st.booleans())
    def choose(self, data: st.DataObject, lost: bool) -> None:
        """Choose in one of the filters; at times the server was started again before."""
        drawn = [facet for facet in FACETS if facet.name in shown_on(self.page)]
        if not drawn:
            return
        facet = data.draw(st.sampled_from(drawn))
        box = box_of(self.app, facet)
        known = list(options(load().frame, facet))
        chosen = data.draw(st.lists(st.sampled_from(known), unique=True)) if known else []
        box.set_value(chosen)
        self._run(lost)
        assert set(filters_of(self.app).get(facet.name, ())) == set(chosen)

    @precondition(lambda self: TEXT in shown_on(self.page))
    @rule(words=st.sampled_from(VALUES), lost=st.booleans())
    def search(self, words: str, lost: bool) -> None:
        """Type into the search."""
        self.app.text_input(key="filter-q").set_value(words[:200])
        self._run(lost)
        assert self._query().get(TEXT, [""]) == [" ".join(words[:200].split())]

    @precondition(lambda self: self.page == "present")
    @rule(country=st.sampled_from(("", "FI", "MX", "NO")), lost=st.booleans())
    def begin_with_a_country(self, country: str, lost: bool) -> None:
        """Choose the country that the story begins with."""
        before = self.app.selectbox(key="present-begin").value
        self.app.selectbox(key="present-begin").set_value(country)
        self._run(lost)
        if country != before:
            assert self._query().get("begin", [""]) == [country]

    @rule(data=st.data(), lost=st.booleans())
    def press(self, data: st.DataObject, lost: bool) -> None:
        """Press one of the buttons that change filters."""
        buttons = [each for each in self.app.button if not (each.disabled or (each.key or "").startswith("make-"))]
        if buttons:
            data.draw(st.sampled_from(buttons)).click()
            self._run(lost)

    @rule()
    def lose_the_session(self) -> None:
        """The server is started again, and the page that is open runs."""
        self._run(lost=True)

    @invariant()
    def nothing_failed(self) -> None:
        """No page shows an error."""
        assert not self.app.exception

    @invariant()
    def address_and_filters_agree(self) -> None:
        """What the address says is what the filters hold."""
        said, dropped = from_query(self._query(), load().frame)
        assert not dropped
        drawn = shown_on(self.page)
        assert filters_of(self.app) == {name: list(values) for name, values in said.chosen.items() if name in drawn}
        if TEXT in drawn:
            assert " ".join(str(self.app.text_input(key="filter-q").value).split())[:200].rstrip() == said.text

    def _new_session(self, query: dict[str, list[str]]) -> None:
        self.app = self._new_app()
        self._go(query)
        self._run()
        Walk.components = self.app._bidi_component_manager

    def _new_app(self) -> AppTest:
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        if Walk.components is not None:  # looked for once, because that takes longer than a page
            app._bidi_component_manager = Walk.components
        return app

    def _go(self, query: dict[str, list[str]]) -> None:
        self.app.query_params.clear()
        self.app.query_params.update(query)

    def _query(self) -> dict[str, list[str]]:
        """Return the query of the address; AppTest gives single values without their list."""
        return {name: [v] if isinstance(v, str) else list(v) for name, v in self.app.query_params.items()}

    def _turn_to(self, page: str) -> None:
        self.page = page
        self.app.switch_page(str(ROOT / "pages" / f"{page}.py"))

    def _run(self, lost: bool = False) -> None:
        Walk.steps += 1
        if not lost:
            self.app.run()
            return
        shown, query, page = self.app, self._query(), self.page
        # What a browser sends to a new session: the values of all widgets, and the page that it shows.
        self.app = self._new_app()
        self._go(query)
        self.app._page_hash = shown._page_hash  # AppTest has no word for it
        self.app._registered_pages = shown._registered_pages
        self.app._run(shown._tree.get_widget_states())
        self.page = page


def filters_of(app: AppTest) -> dict[str, list[str]]:
    """Return what the filters of the sidebar hold, without the empty ones."""
    there = {box.key for box in (*app.pills, *app.multiselect)}
    drawn = [facet for facet in FACETS if f"filter-{facet.name}" in there]
    held = {facet.name: list(box_of(app, facet).value) for facet in drawn}
    return {name: values for name, values in held.items() if values}


def box_of(app: AppTest, facet: Facet) -> Any:
    """Return the widget of a filter."""
    return (app.multiselect if facet.all else app.pills)(key=f"filter-{facet.name}")


def shown_on(page: str) -> tuple[str, ...]:
    """Return the names of the filters that a page draws."""
    return sidebar.names("" if page == "map" else page)


def test_no_step_of_a_walk_fails(make_file: MakeFile, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """In two thousand random steps no page shows an error, and address and filters agree after each."""
    records = [
        record(1),
        record(2, country="NO", type="training", activities="training", verification="unverified"),
        record(3, country="", type="network", activities="network", scope="global", status="unknown"),
    ]
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(*records)))
    assert not load().problems
    Walk.steps = 0
    walks = settings(
        max_examples=STEPS // 25,  # a walk is some thirty steps long; how many exactly is left to chance
        stateful_step_count=50,
        deadline=None,
        derandomize=True,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),  # a page takes longer to draw than a function to call
    )
    run_state_machine_as_test(Walk, settings=walks)
    assert Walk.steps >= STEPS

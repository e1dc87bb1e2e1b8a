"""The pieces of the gaps page: what its address asks for, its question, its answer, its map and its board."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from odmap.analysis.gaps.choropleth import MEASURES, Shading
from odmap.analysis.gaps.results import Asked, GapsResults
from odmap.analysis.gaps.summary import Rule
from odmap.analysis.gaps.summary import world as world_of
from odmap.geography.countries import PARTS
from odmap.markup.gaps import answer as answer_markup
from odmap.markup.gaps import board as board_markup
from odmap.markup.gaps import lists as lists_markup
from odmap.markup.gaps import question as question_markup
from odmap.views.selection import Selection
from odmap.views.summary import facet_label, value_label
from odmap.views.urls import OF_GAPS_FILE, gaps_file_link, link
from odmap.web.ui import filters, view
from odmap.web.ui.gaps_results import BoardQuery
from odmap.web.ui.gaps_results import board as board_of

LISTED_ONLY = "listed"
SCOPES = {"all": "All", LISTED_ONLY: "With something listed"}
OPTIONS: Mapping[str, Mapping[str, str]] = {
    "rule": question_markup.RULES,
    "measure": {name: measure.label for name, measure in MEASURES.items()},
    "scope": SCOPES,
    "order": board_markup.ORDERS,
    "all": {"": "Only the first", "1": "All"},
}
"""What can be chosen on this page: parameter to value to label. The first of each is the usual."""

_IN_AN_OLD_LINK = {PARTS[part]: part for part in ("africa", "americas", "asia", "europe", "oceania")}
"""The scope of links from before a part of the world was a filter."""

_IN_THE_QUESTION = ("activity", "region")


@dataclass(frozen=True)
class GapsQuery:
    """What the address of the gaps page asks for; values that do not exist are replaced by the defaults.

    Attributes:
        selection: the filters.
        rule: what counts.
        measure: what colours the map.
        scope: which countries the board shows.
        order: how they are sorted.
        all: whether lists are whole.
        wrong: values that do not exist.
    """

    selection: Selection
    rule: Rule
    measure: str
    scope: str
    order: str
    all: bool
    wrong: tuple[str, ...]

    @property
    def question(self) -> Asked:
        """What is measured, and where it is looked at."""
        return Asked.of(self.selection, self.rule)

    def kept(self, **instead: str) -> dict[str, str]:
        """Return the parameters of this page that links keep: those that are not the usual ones."""
        state = {
            "rule": self.rule.value,
            "measure": self.measure,
            "scope": self.scope,
            "order": self.order,
            "all": "1" if self.all else "",
            **instead,
        }
        return {name: value for name, value in state.items() if value != next(iter(OPTIONS[name]))}


def asked() -> GapsQuery:
    """Read the query from the address."""
    wrong: list[str] = []
    selection = filters.current()

    def one_of(name: str) -> str:
        given, options = filters.parameter(name), OPTIONS[name]
        if given and given not in options:
            wrong.append(given[:40])
        return given if given in options else next(iter(options))

    old = _IN_AN_OLD_LINK.get(filters.parameter("scope"))
    if old and not (selection.chosen.get("region") or selection.chosen.get("country")):
        selection = Selection.of(selection.text, **selection.chosen, region=[old])
    return GapsQuery(
        selection,
        rule=Rule(one_of("rule")),
        measure=one_of("measure"),
        scope="all" if old else one_of("scope"),
        order=one_of("order"),
        all=bool(one_of("all")),
        wrong=tuple(wrong),
    )


def section(name: str, anchor: str = "") -> None:
    """Begin a part of the page."""
    st.html(question_markup.heading(name, anchor))


def question(asked: GapsQuery) -> None:
    """Ask what is missing, where, and what counts; each choice is a link."""
    st.html(question_markup.question(question_markup.rows(asked.selection, asked.kept(all=""), asked.rule)))


def notes(frame: pd.DataFrame, asked: GapsQuery) -> None:
    """Say what the address asks for that is not there, what is measured, and what else is chosen."""
    if words := filters.dropped():
        st.info(words, icon=":material/link_off:")
    for value in asked.wrong:
        st.html(question_markup.unknown_choice(value))
    if asked.question.mainly:
        st.html(question_markup.what_is_measured(asked.question.wanted, asked.question.mainly))
    removable = [
        (name, f"{facet_label(name)}: {value_label(frame, name, value)}", _without(asked, name, value))
        for name, value in asked.selection.active()
        if name not in _IN_THE_QUESTION
    ]
    here = [(words, href) for name, words, href in removable if name in OF_GAPS_FILE]
    elsewhere = [(words, href) for name, words, href in removable if name not in OF_GAPS_FILE]
    if removable:
        st.html(question_markup.also_chosen(here, elsewhere))


def _without(asked: GapsQuery, name: str, value: str) -> str:
    return link("gaps", asked.selection.without(name, value), **asked.kept())


def answer(found_out: GapsResults, asked: GapsQuery) -> None:
    """Name the largest populations with nothing listed, and say in a sentence what all of them come to."""
    where = asked.question.where
    summed = world_of(found_out.within(where))
    gaps = found_out.largest(where, None if asked.all else answer_markup.FIRST)
    href = link("gaps", asked.selection, **asked.kept(all="" if asked.all else "1"))
    saved = gaps_file_link(asked.selection, asked.kept().get("rule", ""))
    st.html(answer_markup.answer(gaps, summed, found_out.wanted, where.in_words, href, saved, bool(where.countries)))


def choices(label: str, name: str, asked: GapsQuery) -> None:
    """Offer one of the choices of this page as links."""
    st.html(question_markup.link_choices([_choices(label, name, asked)]))


def _choices(label: str, name: str, asked: GapsQuery) -> question_markup.Choices:
    now = {"rule": asked.rule.value, "measure": asked.measure, "scope": asked.scope, "order": asked.order}[name]
    return question_markup.of_parameter(label, name, OPTIONS[name], now, asked.kept(), asked.selection)


def world(frame: pd.DataFrame, shaded: Shading) -> None:
    """Draw the map coloured by the measure."""
    view.world(frame.head(0), frame, measure=shaded.for_map())
    st.html(lists_markup.legend(shaded))


def by_part(found_out: GapsResults, asked: GapsQuery) -> None:
    """Say in numbers what is missing in each part of what is looked at."""
    parts = found_out.by_part(asked.question.where)
    if parts:
        st.html(answer_markup.by_part(parts, found_out.wanted, asked.selection, asked.kept()))


def board(frame: pd.DataFrame, asked: GapsQuery) -> None:
    """Show every country that is looked at by what is done there."""
    st.html(board_of(frame, BoardQuery(asked.question, asked.scope == LISTED_ONLY, asked.order)))


def stand_out(found_out: GapsResults, asked: GapsQuery) -> None:
    """List what stands out."""
    most = None if asked.all else lists_markup.FIRST
    href = link("gaps", asked.selection, **asked.kept(all="1"))
    inside = found_out.within(asked.question.where)
    st.html(lists_markup.stand_out(found_out.covered, inside, found_out.cells, found_out.wanted, most, href))

"""The pieces of the gaps page: what its address asks for, its map, and its table of countries."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from odmap.analysis.gaps.choropleth import MEASURES, Shading
from odmap.analysis.gaps.summary import Rule, State
from odmap.directory.organisation import Type
from odmap.geography.countries import REGIONS
from odmap.markup import gaps as gaps_markup
from odmap.views.codes import parts_of
from odmap.views.selection import Selection
from odmap.web.ui import filters, view

LISTED_ONLY = "listed"
SCOPES = {
    LISTED_ONLY: "With something listed",
    **{name: name for name in REGIONS if name != "Antarctica"},
    "all": "All",
}
RULES = {rule.value: rule.label for rule in (Rule.VERIFIED, Rule.WITH_UNVERIFIED, Rule.ACTIVE)}
OPTIONS = {
    "rule": RULES,
    "measure": {name: measure.label for name, measure in MEASURES.items()},
    "scope": SCOPES,
    "order": gaps_markup.ORDERS,
}
"""What can be chosen on this page: parameter to value to label. The first of each is the usual."""


@dataclass(frozen=True)
class GapsQuery:
    """What the address of the gaps page asks for; values that do not exist are replaced by the defaults.

    Attributes:
        rule: what counts.
        measure: what colours the map.
        scope: which countries the board shows.
        order: how they are sorted.
        wrong: values that do not exist.
    """

    rule: Rule
    measure: str
    scope: str
    order: str
    wrong: tuple[str, ...]


def asked() -> GapsQuery:
    """Read the query from the address."""
    wrong: list[str] = []

    def one_of(name: str) -> str:
        given, options = filters.parameter(name), OPTIONS[name]
        if given and given not in options:
            wrong.append(given[:40])
        return given if given in options else next(iter(options))

    return GapsQuery(
        rule=Rule(one_of("rule")),
        measure=one_of("measure"),
        scope=one_of("scope"),
        order=one_of("order"),
        wrong=tuple(wrong),
    )


def choices(label: str, name: str, asked: GapsQuery) -> None:
    """Offer one of the choices of this page as links."""
    state = {"rule": asked.rule.value, "measure": asked.measure, "scope": asked.scope, "order": asked.order}
    kept = {key: value for key, value in state.items() if value != next(iter(OPTIONS[key]))}
    st.html(gaps_markup.link_choices(label, name, OPTIONS[name], state[name], kept, filters.current()))


def wanted(selection: Selection) -> tuple[Type, ...]:
    """Return what organisations have to do to be measured: what is chosen in the sidebar, or anything."""
    chosen = selection.chosen.get("activity") or selection.chosen.get("type", ())
    return tuple(kind for kind in Type if not chosen or kind in chosen)


def mainly(selection: Selection) -> tuple[Type, ...]:
    """Return the main types that are measured alone; empty for all."""
    chosen = selection.chosen.get("type", ())
    return tuple(kind for kind in Type if kind in chosen)


def in_scope(covered: pd.DataFrame, asked: GapsQuery, selection: Selection) -> pd.DataFrame:
    """Return the rows of a coverage that the table shows: a region, those listed, or those chosen in the sidebar."""
    chosen, parts = selection.chosen.get("country", ()), selection.chosen.get("region", ())
    if chosen or parts:
        among = [
            (not chosen or code in chosen) and (not parts or not set(parts).isdisjoint(parts_of(code)))
            for code in covered.index
        ]
        return covered[among]
    if asked.scope == LISTED_ONLY:
        return covered[covered["state"].isin([State.LISTED, State.UNSURE])]
    return covered if asked.scope == "all" else covered[covered["region"] == asked.scope]


def world(frame: pd.DataFrame, shaded: Shading) -> None:
    """Draw the map coloured by the measure."""
    view.world(frame.head(0), frame, measure=shaded.for_map())
    st.html(gaps_markup.legend(shaded))

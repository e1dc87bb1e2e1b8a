"""Gaps: where nothing is listed, for how many people, what is nearest, and what to check next."""

import streamlit as st

from odmap import load
from odmap.analysis.gaps.choropleth import shading
from odmap.markup import gaps as gaps_markup
from odmap.views.urls import PLACE
from odmap.web.ui import filters, view
from odmap.web.ui import gaps as ui
from odmap.web.ui.gaps_results import measured, work

directory = load()
selection = filters.current()
counted = directory.frame  # all of it: with a filter on, “not listed” would not be true
asked = ui.asked()
wanted, mainly = ui.wanted(selection), ui.mainly(selection)
found_out = measured(counted, wanted, asked.rule, mainly)
shaded = shading(found_out.covered, found_out.distance, asked.measure, wanted)

st.title("Gaps", anchor=False)
st.markdown(
    "Where organisations are listed, where nothing is listed, how many people live there, and what to check next. "
    "Four filters apply here: what they do and their main type decide what is measured; part of the world and country "
    "narrow the table below."
)
with st.container(key="caveat"):  # the style sheet keeps it in sight
    st.html(gaps_markup.caveat())
with st.container(key="above"):  # always there: the map below keeps its place, and so its frame
    view.active(directory.frame, selection)
    for words in asked.wrong:
        st.html(gaps_markup.unknown_choice(words))
    if selection.chosen.get("activity") or mainly:
        st.html(gaps_markup.what_is_measured(wanted, mainly))
ui.choices("What counts", "rule", asked)
st.html(found_out.cards)
st.markdown(found_out.sentence)

st.header("On the map", anchor=False)
ui.choices("Colour by", "measure", asked)
ui.world(directory.frame, shaded)
st.html(gaps_markup.ask_above_the_map(filters.parameter(PLACE), selection))

st.header("Country by country", anchor=False)
ui.choices("Show", "scope", asked)
ui.choices("Sort by", "order", asked)
in_scope = ui.in_scope(found_out.covered, asked, selection)
st.html(gaps_markup.board(in_scope, found_out.cells, wanted, asked.order))

st.header("What stands out", anchor=False)
st.html(found_out.stand_out)

st.header("Compared with a survey", anchor=False)
st.html(found_out.yardstick)

st.header("What to check next", anchor=False)
st.markdown("The records that most need a call or another look, among those that match your filters.")
st.html(work(directory.frame, selection))

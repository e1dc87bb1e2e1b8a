"""Gaps: where nothing is listed, for how many people, what is nearest, and what to check next."""

import streamlit as st

from odmap import load
from odmap.analysis.gaps.choropleth import shading
from odmap.analysis.gaps.results import measured
from odmap.directory import published_figures
from odmap.markup.gaps import lists, question
from odmap.views.urls import PLACE
from odmap.web.ui import filters, view
from odmap.web.ui import gaps as ui
from odmap.web.ui.gaps_results import work

frame = load().frame  # all of it: with other filters on, “not listed” would not be true
asked = ui.asked()
found_out = measured(frame, asked.question)
shaded = shading(found_out.covered, found_out.distance, asked.measure, found_out.wanted)

view.heading("gaps")
with st.container(key="question"):  # always there: the map below keeps its place, and so its frame
    ui.question(asked)
    ui.notes(frame, asked)
ui.answer(found_out, asked)

with st.container(key="caveat"):  # the style sheet keeps it in sight
    st.html(question.caveat())
ui.section("On the map", "on-the-map")
ui.choices("Colour by", "measure", asked)
ui.world(frame, shaded)
ui.by_part(found_out, asked)
st.html(lists.ask_above_the_map(filters.parameter(PLACE), asked.selection))

ui.section("Country by country", "by-country")
ui.choices("Show", "scope", asked)
ui.choices("Sort by", "order", asked)
ui.board(frame, asked)

ui.section("What stands out", "stands-out")
ui.stand_out(found_out, asked)

ui.section("Compared with a survey")
st.html(lists.survey_comparison(found_out.covered, published_figures.load()))

ui.section("What to check next", "check-next")
st.markdown("The records that most need a call or another look, among those that match your filters.")
st.html(work(frame, asked.selection))

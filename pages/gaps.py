"""Gaps: where nothing is listed, for how many people, what is nearest, and what to check next."""

import streamlit as st

from odmap import confirmed, figures, gaps, gaps_markup, load, worklist
from odmap.selection import apply
from odmap.shading import shading
from odmap.ui import filters, view
from odmap.ui import gaps as ui

directory = load()
selection = filters.current()
counted = directory.frame  # all of it: with a filter on, “not listed” would not be true
asked = ui.asked()
types = ui.types(selection)
none = confirmed.pairs()
covered = gaps.coverage(counted, types, asked.rule, none)
distance = gaps.distance_to_nearest(counted, types, asked.rule)
shaded = shading(covered, distance, asked.measure, types)
found = ui.look_around(asked, counted)

st.title("Gaps", anchor=False)
st.markdown(
    "Where something is listed, where nothing is, for how many people, and what is nearest. Of the filters, only two "
    "count here: type decides what is measured, and country narrows the board."
)
with st.container(key="caveat"):  # the style sheet keeps it in sight
    st.html(gaps_markup.caveat())
view.active(directory.frame, selection)
for words in asked.wrong:
    st.html(gaps_markup.wrong(words))
if selection.chosen.get("type"):
    st.html(gaps_markup.measured(types))
ui.choices("What counts", "rule", asked)
st.html(gaps_markup.cards(covered))
st.markdown(gaps.sentence(covered))

st.header("On the map", anchor=False)
ui.choices("Colour", "measure", asked)
ui.world(directory.frame, shaded, found)

st.header("What is nearest", anchor=False)
ui.ask_place()
if asked.place:
    st.html(gaps_markup.around(found, asked.place, selection))

st.header("Country by country", anchor=False)
ui.choices("Show", "scope", asked)
ui.choices("Sort by", "order", asked)
cells = gaps.board(counted, asked.rule, none)
st.html(gaps_markup.board(ui.in_scope(covered, asked, selection), cells, types, asked.order))

st.header("What stands out", anchor=False)
st.html(gaps_markup.stand_out(counted, covered, asked.rule, types))

st.header("A yardstick", anchor=False)
st.html(gaps_markup.yardstick(covered, figures.load()))

st.header("What to check next", anchor=False)
st.markdown("The records that would gain most from a call or a look, among those that the filters show.")
st.html(gaps_markup.work(worklist.worklist(apply(directory.frame, selection), directory.frame), selection))

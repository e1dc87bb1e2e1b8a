"""The map: every organisation, on a map and as a list."""

import streamlit as st

from odmap import load
from odmap.selection import apply
from odmap.ui import filters, view

directory = load()
selection = filters.current()
shown = apply(directory.frame, selection)

st.title("Open Dialogue around the world", anchor=False)
st.markdown(
    "Open Dialogue is a way to meet a mental health crisis: the person, family and friends, and a steady team "
    "talk openly together, at once. This map shows who practises, teaches, studies or supports it, as far as we know."
)
above = st.container(key="above")  # always there: the map below keeps its place, and so its frame
view.skip_link()
left, right = st.columns([7, 2], gap="small")
with left:  # first of all, because a browser needs longest for it
    view.world(shown, directory.frame)
with above:
    view.left_out([str(problem) for problem in directory.problems], directory.left_out)
    view.counted(shown, directory.frame)
    view.active(directory.frame, selection)
    if shown.empty:
        view.nothing_found(directory.frame, selection)
view.head_start()
with right:
    view.without_base(shown)
view.legend(shown)
if not shown.empty:
    view.listed(shown)

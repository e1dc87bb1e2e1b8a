"""Present: the story for a meeting, told by the map, and the files to take along."""

import streamlit as st

from odmap import load
from odmap.analysis.story.stops import tell
from odmap.web.ui import filters, present, view

directory = load()
selection = filters.current()
begin = present.begin()
stops = tell(directory, begin, selection)

st.title("Present", anchor=False)
st.markdown(
    "A five-minute story for a meeting. Press the right arrow key, or a clicker's next, to begin: the story fills the "
    "screen, and each press takes you one stop further; Escape ends it. While the story has the focus, F is for full "
    "screen and B for a black screen; elsewhere, letters do nothing. It needs no internet."
)
view.active(directory.frame, selection)
present.stage(stops, directory.frame, selection, begin)
present.ask_country(begin)
present.offer_files(selection, begin)

"""The principles: what Open Dialogue is, for someone who has never heard of it."""

import streamlit as st

from odmap import load
from odmap.directory import principles, timeline
from odmap.markup import principles as principles_markup
from odmap.web.ui import filters, view

frame = load().frame

view.heading("principles")
st.html(principles_markup.page(frame, principles.named(frame), timeline.load().records, filters.current()))

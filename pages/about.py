"""About: what the map is, how to read it, what it does not claim, and where its data come from."""

import streamlit as st

from odmap import load
from odmap.markup import about
from odmap.views.operator import operator
from odmap.web.ui import view

view.heading("about")
st.html(about.page(load().frame, operator()))

"""What to do in danger or in a crisis: for someone who came here instead of calling."""

import streamlit as st

from odmap.markup import page_frame
from odmap.web.ui import filters, view

view.heading("help")
st.html(page_frame.what_to_do(filters.current()))

"""What to do in danger or in a crisis: for someone who came here instead of calling."""

import streamlit as st

from odmap import help_now
from odmap.markup import page_frame
from odmap.web.ui import filters

st.title(help_now.TITLE, anchor=False)
st.html(page_frame.what_to_do(filters.current()))

"""About: what the map is, what it does not claim, and where its data come from."""

import streamlit as st

st.title("About this map", anchor=False)
st.markdown("…")

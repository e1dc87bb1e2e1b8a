"""The server: ``streamlit run app.py`` finds ``app`` here."""

import streamlit as st

from odmap import api, headers, load, parts, print_routes, routes
from odmap.paths import ROOT

load()  # read and locate the directory before the first visitor comes

app = st.App(
    ROOT / "src" / "odmap" / "frame.py",
    routes=[*routes.ROUTES, *parts.ROUTES, *api.ROUTES, *print_routes.ROUTES],
    middleware=headers.MIDDLEWARE,
)

"""Serves the ordinary app, and beside it the scripts that folium would fetch from other machines.

Only what its map needs is served (Leaflet, jQuery for the popups, MarkerCluster); Bootstrap and the icon fonts
that folium also asks for are left out, which makes the ordinary app faster than it would be.
"""

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from xstatic.pkg import jquery, leaflet, leaflet_markercluster

app = st.App(
    Path(__file__).with_name("ordinary_app.py"),
    routes=[
        Mount("/vendor/leaflet", StaticFiles(directory=leaflet.BASE_DIR)),
        Mount("/vendor/jquery", StaticFiles(directory=jquery.BASE_DIR)),
        Mount("/vendor/markercluster", StaticFiles(directory=leaflet_markercluster.BASE_DIR)),
    ],
)

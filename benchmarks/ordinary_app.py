"""The ordinary streamlit-folium app: what the tutorials lead to, with the same organisations and the same land.

The land is inlined with ``folium.GeoJson``, each organisation is a ``CircleMarker`` with a popup and a tooltip
in a ``MarkerCluster``, and the map is built anew on each run. What a careful writer would cache is cached.
"""

import html
from collections.abc import Mapping
from typing import Any

import folium
import pandas as pd
import streamlit as st
from benchmarks.land import geojson
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium

from odmap import load
from odmap.directory.organisation import Type
from odmap.settings import BASE_MAP

COLOURS = {
    "service": "#1f5074",
    "training": "#a65810",
    "research": "#8c5db4",
    "network": "#467a66",
    "programme": "#6b1242",
    "institution": "#594a1e",
}

# The same scripts as by default, but from this server: without a network the map would stay empty.
folium.Map.default_js = [
    ("leaflet", "/vendor/leaflet/leaflet.js"),
    ("jquery", "/vendor/jquery/jquery.min.js"),
]
folium.Map.default_css = [("leaflet_css", "/vendor/leaflet/leaflet.css")]
MarkerCluster.default_js = [("markerclusterjs", "/vendor/markercluster/leaflet.markercluster.js")]
MarkerCluster.default_css = [
    ("markerclustercss", "/vendor/markercluster/MarkerCluster.css"),
    ("markerclusterdefaultcss", "/vendor/markercluster/MarkerCluster.Default.css"),
]


@st.cache_resource
def land() -> dict[str, Any]:
    """Return the countries as GeoJSON."""
    return geojson(BASE_MAP)


def popup(row: Mapping[Any, Any]) -> str:
    """Return the words of a popup."""
    name, place = html.escape(row["name"]), html.escape(row["place"])
    words = f"<b>{name}</b><br>{Type(row['type']).label}<br>{place}"
    if row["website"]:
        words += f'<br><a href="{html.escape(row["website"])}" target="_blank">Website</a>'
    return words


def world(shown: pd.DataFrame) -> folium.Map:
    """Return a map of the land and the organisations."""
    drawn = folium.Map(location=[30, 10], zoom_start=2, tiles=None)
    drawn.options["maxZoom"] = 10  # without tiles, nobody else tells the clusters
    folium.GeoJson(
        land(),
        name="Land",
        style_function=lambda _: {
            "fillColor": "#e8e0d0",
            "color": "#b8ab95",
            "weight": 0.8,
            "fillOpacity": 1,
        },
    ).add_to(drawn)
    cluster = MarkerCluster(name="Organisations").add_to(drawn)  # type: ignore[no-untyped-call] # folium types only some of its plugins
    for row in shown[shown["latitude"].notna()].to_dict("records"):
        folium.CircleMarker(
            location=[row["latitude"], row["longitude"]],
            radius=7,
            color=COLOURS[row["type"]],
            fill=True,
            fill_opacity=0.8,
            popup=folium.Popup(popup(row), max_width=300),
            tooltip=html.escape(row["name"]),
        ).add_to(cluster)
    return drawn


st.set_page_config(page_title="Open Dialogue organisations", layout="wide")
frame = load().frame
with st.sidebar:
    countries = st.multiselect("Country", sorted(frame["country_name"].unique()))
    types = st.multiselect("Type", [kind.value for kind in Type], format_func=lambda value: Type(value).label)
chosen = frame
if countries:
    chosen = chosen[chosen["country_name"].isin(countries)]
if types:
    chosen = chosen[chosen["type"].isin(types)]

st.title("Open Dialogue organisations")
st.write(f"{len(chosen)} of {len(frame)} organisations")
st_folium(world(chosen))

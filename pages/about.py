"""About: what the map is, how to read it, what it does not claim, and where its data come from."""

import streamlit as st

from odmap import load
from odmap.directory import published_figures
from odmap.directory.organisation import SOURCE_PAGE, ListName, Status, Term, Verification
from odmap.markup import page_frame
from odmap.markup.country import to_index
from odmap.views.operator import operator
from odmap.wording import small

frame = load().frame
named = int((frame["list"] == ListName.SOURCE_PAGE).sum())
claim = published_figures.load().by_id("source-page-claimed")
claimed = claim.value if claim else "fewer"
counts = {term: int((frame["verification"] == term).sum()) for term in Verification}


def meanings(vocabulary: type[Term]) -> str:
    """Return each term of a vocabulary with its meaning, as one item of a list."""
    told = " ".join(f"**{term.label}:** {small(term.meaning)}." for term in vocabulary)
    return f"- {told}\n"


st.title("About this map", anchor=False)
st.markdown(
    "Open Dialogue began in the 1980s in Western Lapland, Finland. When someone is in crisis, a team meets that person "
    "together with family, friends and others who matter: soon, and then again and again. Everyone is heard, and "
    "decisions are made openly, with everyone in the room. It has since spread to many countries, and nobody knows "
    "exactly how far. This map brings together what public pages show."
)

st.html(page_frame.who_is_behind(operator()))

st.header("How to read it", anchor=False)
st.markdown(
    "- **Type** is what people would come to an organisation for first; most do several things.\n"
    f"{meanings(Verification)}"
    f"{meanings(Status)}"
    "- A plain mark is in or near that town. A mark with a ring is **somewhere in that region**; with a broken ring, "
    "**somewhere in that country**. It is drawn in the middle only because it has to be drawn somewhere.\n"
    "- Organisations with **no fixed base** are listed below the map, not at a made-up point."
)

st.header("What it does not claim", anchor=False)
st.markdown(
    "- **“Not listed” is not “none”.** A country without a mark is one we know nothing about.\n"
    "- **Listing is not endorsement.** We have not visited these organisations and do not judge their work.\n"
    "- **Nothing here is medical advice,** and nothing here says that an approach cures.\n"
    "- **Boundaries take no side** in any dispute."
)

st.header("Where the data come from", anchor=False)
st.markdown(
    f"The directory began with [the Lived Experience Hub's list]({SOURCE_PAGE}), which says it holds {claimed} "
    f"organisations and names {named}. All of those are here, numbered as on that page, along with "
    f"{len(frame) - named} more that we found by our own research. Of them all, {counts[Verification.VERIFIED]} are "
    f"confirmed by public pages, {counts[Verification.UNVERIFIED]} are known by name only and "
    f"{counts[Verification.RELATED]} are related to Open Dialogue. Every record names its sources and the day we read "
    "them. Where the evidence contradicts the list, the record shows both. Two names may stand for the same "
    "organisation; such records say so. We keep no names or contact details of private individuals."
)

st.header("Take it with you", anchor=False)
st.markdown(
    "“Share this view” below the map and the table gives you a link, the map for your own page, a citation, and the "
    "data as CSV, GeoJSON or JSON. Programs can read the same data over HTTP: [`api`](./api) explains how, "
    "`api/openapi.json` describes it in OpenAPI, and `api/changes.atom` is a feed of changes to the data."
)

st.html(to_index())

st.header("Privacy, licences and thanks", anchor=False)
st.markdown(
    "This page loads everything from the server it came from: no trackers, no advertisements, no fonts or map tiles "
    "from elsewhere. Only links to organisations lead out, and only if you follow them.\n\n"
    "Our code is under the MIT licence, our data under Creative Commons Attribution 4.0 (CC BY 4.0). The base map is "
    "[Natural Earth](https://www.naturalearthdata.com/), which is in the public domain. Places come from Natural "
    "Earth, [GeoNames](https://www.geonames.org/) (CC BY 4.0) and Unicode CLDR. The map is drawn by Leaflet and "
    "Leaflet.markercluster through folium and streamlit-folium, the page by Streamlit."
)

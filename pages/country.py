"""All about one country; without a country in the address, the list of all."""

import streamlit as st

from odmap import load
from odmap.analysis.country_brief import UnknownCountry, known, title
from odmap.markup.country import country_index, country_page
from odmap.version import NAME
from odmap.views.urls import CODE
from odmap.web.ui import filters, style

directory, asked = load(), filters.parameter(CODE).strip()
try:
    drawn = country_page(asked, directory, mode=style.mode()) if asked else country_index(directory)
    if asked:
        st.set_page_config(page_title=f"{title(known(asked))} · {NAME}")
except UnknownCountry as wrong:
    drawn = country_index(directory, asked, wrong)
st.html(drawn)

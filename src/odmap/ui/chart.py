"""A finding on a page: what it says, the chart, its numbers and its files."""

import streamlit as st

from odmap import ecosystem_markup
from odmap.charts import chart
from odmap.ecosystem import Finding
from odmap.exports import Edition
from odmap.ui import style


def draw(finding: Finding, edition: Edition) -> None:
    """Draw a finding."""
    with st.container(key=f"finding-{finding.id}"):
        st.html(ecosystem_markup.head(finding))
        if len(finding.table):
            st.vega_lite_chart(chart(finding, style.mode()), theme=None, width="stretch", key=f"chart-{finding.id}")
        st.html(ecosystem_markup.below(finding, edition, style.mode()))

"""A finding on a page: what it says, the chart, its numbers and its files."""

import streamlit as st

from odmap.analysis.ecosystem import Finding
from odmap.graphics.charts import chart
from odmap.markup import ecosystem as ecosystem_markup
from odmap.views.provenance import Edition
from odmap.web.ui import style


def draw(finding: Finding, edition: Edition) -> None:
    """Draw a finding."""
    with st.container(key=f"finding-{finding.id}"):
        st.html(ecosystem_markup.chart_heading(finding))
        if len(finding.table):
            st.vega_lite_chart(chart(finding, style.mode()), theme=None, width="stretch", key=f"chart-{finding.id}")
        st.html(ecosystem_markup.chart_numbers(finding, edition, style.mode()))

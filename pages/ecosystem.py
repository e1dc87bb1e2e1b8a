"""The ecosystem: what is listed, counted in every way that can be defended, and the count itself audited."""

import streamlit as st

from odmap import load
from odmap.analysis import count_audit
from odmap.analysis.ecosystem import finding
from odmap.directory import published_figures
from odmap.markup import count_audit as audit_markup
from odmap.markup import ecosystem as ecosystem_markup
from odmap.views.provenance import Edition
from odmap.views.selection import apply
from odmap.web.ui import chart, filters, notices, sharing, view

ROWS = (
    ("countries", "matrix"),
    ("regions", "types"),
    ("status", "scope"),
    ("beginnings", "freshness"),
    ("activities",),
)

directory = load()
selection = filters.current()
shown = apply(directory.frame, selection)
edition = Edition.of(shown, directory, selection)
known = published_figures.load()

view.heading("ecosystem")
with st.container():  # always there: the charts below keep their places
    view.counted(shown, directory.frame)
    view.active(directory.frame, selection)
    with notices.in_words():
        st.html(ecosystem_markup.number_cards(shown, directory.frame))
    if shown.empty:
        view.nothing_found(directory.frame, selection)
for row in ROWS:
    for place, name in zip(st.columns(len(row), gap="large"), row, strict=True):
        with place, notices.in_words():
            chart.draw(finding(name, shown), edition)

st.header("The count, audited", anchor=False)
st.markdown("One directory, several numbers. Here is where each one comes from, and why they differ.")
st.html(audit_markup.audit(count_audit.audit(shown, directory.frame, known)))
st.header("What others counted", anchor=False)
st.html(audit_markup.figures(count_audit.survey_lines(known), count_audit.survey_sentence(known)))
sharing.send(selection, "ecosystem")

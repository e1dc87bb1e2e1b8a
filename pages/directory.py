"""The directory: the same view as the map's, as a table to sort and to read, and what changed in it."""

import streamlit as st

from odmap import load
from odmap.markup.country import to_index
from odmap.views.pagination import sheet
from odmap.views.selection import apply
from odmap.views.urls import SHEET, SORT
from odmap.web.ui import changelog, filters, profile, sharing, table, view

directory = load()
selection = filters.current()
shown = apply(directory.frame, selection)
found = profile.chosen(directory.frame)
chosen = found.organisation.id if found else ""

profile.heading(
    found,
    "Directory",
    "Every organisation in the directory, as a table. Choose a name to read all we know of it, or a heading to sort.",
    page="directory",
)
with st.container(key="above"):  # always there: the table below keeps its place, and so never stands there twice
    view.left_out([str(problem) for problem in directory.problems], directory.left_out)
    profile.unknown(directory.frame, page="directory")
    if found:
        profile.not_among(found.organisation, shown, page="directory")
        profile.story(found)
        profile.rest(found, page="directory")
    view.counted(shown, directory.frame)
    st.html(to_index())
    view.active(directory.frame, selection)
current = sheet(shown, filters.parameter(SORT), filters.parameter(SHEET), chosen, frame=directory.frame)
with st.container(key="table"):
    if shown.empty:
        view.nothing_found(directory.frame, selection)
    else:
        table.draw(current, selection, chosen)
sharing.send(selection, "directory", found, current)
changelog.section(directory.frame, selection)

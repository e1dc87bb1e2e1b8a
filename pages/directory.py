"""The directory: the same view as the map's, as a table to sort and what changed in it; or all about the chosen one."""

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

profile.heading(found, "directory")
with st.container():  # always there: the table below keeps its place, and so never stands there twice
    view.left_out([str(problem) for problem in directory.problems], directory.left_out)
    profile.unknown(directory.frame, page="directory")
    if found:
        profile.not_among(found.organisation, shown, page="directory")
        profile.story(found, page="directory")
        profile.rest(found, page="directory")
    else:
        view.counted(shown, directory.frame)
        st.html(to_index())
        view.active(directory.frame, selection)
current = None if found else sheet(shown, filters.parameter(SORT), filters.parameter(SHEET), frame=directory.frame)
with st.container(key="table"):
    if current and shown.empty:
        view.nothing_found(directory.frame, selection)
    elif current:
        table.draw(current, selection)
sharing.send(selection, "directory", found, current)
if not found:
    changelog.section(directory.frame, selection)

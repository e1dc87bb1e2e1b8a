"""The map: every organisation, what is in sight beside it, and all as a list; or all about the chosen one."""

import streamlit as st

from odmap import load
from odmap.views.selection import apply
from odmap.web.ui import filters, near, profile, sharing, view

directory = load()
selection = filters.current()
shown = apply(directory.frame, selection)
found = profile.chosen(directory.frame)
chosen = found.organisation.id if found else ""

if st.context.is_embedded:
    view.embedded(shown, directory.frame, selection, chosen)
    st.stop()

profile.heading(found, "")
with st.container():  # always there, as is the next: the map below keeps its place, and so its frame
    if not found:
        near.ask()
above = st.container()
if found:
    view.skip_link("details", "the details")
else:
    view.skip_link()
left, *right = st.columns([1] if found else [5, 2], gap="small")
for beside in right:
    with beside:  # before the map, which is narrower beside it
        view.in_sight(directory.frame)
with above:
    asked = None if found else near.answer(directory, selection)
with left:  # first of all else, because a browser needs longest for it
    view.world(shown, directory.frame, chosen, here=asked.for_map() if asked else None, selection=selection)
with above:
    view.left_out([str(problem) for problem in directory.problems], directory.left_out)
    profile.unknown(directory.frame, page="")
    if found:
        profile.not_among(found.organisation, shown, page="")
        profile.story(found, page="")
    else:
        view.counted(shown, directory.frame)
    view.active(directory.frame, selection)
    if shown.empty and not found:
        view.nothing_found(directory.frame, selection)
if found:
    profile.rest(found, page="")
else:
    view.below_map(shown, selection)
sharing.send(selection, "", found)
if not shown.empty and not found:
    view.listed(shown, selection)
    view.without_base(shown, selection)

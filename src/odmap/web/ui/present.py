"""The pieces of the present page: the story beside its map, the country it begins with, and the files."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from odmap.analysis.story.stop import Stop
from odmap.directory.current import load
from odmap.directory.organisations import Directory
from odmap.exports.file_spec import FileSpec
from odmap.exports.job import Job
from odmap.geography import countries
from odmap.geography.place_names import fold
from odmap.graphics.assets import address
from odmap.maps import live as live_map
from odmap.markup import directory as directory_markup
from odmap.markup import story as story_markup
from odmap.views import formats
from odmap.views.selection import Selection
from odmap.views.urls import BEGIN, STEP, presenter_link, public_root
from odmap.web.ui import filters, making, notices, style, view
from odmap.web.workers import shared_queue
from odmap.wording import count, small

_BEGIN = "present-begin"


def begin() -> str:
    """Return the country that the story begins with, as the address has it; empty for none."""
    given = filters.parameter(BEGIN).strip().upper()
    return given if given in countries.load() else ""


def stage(stops: Sequence[Stop], frame: pd.DataFrame, selection: Selection, begin: str) -> None:
    """Draw the story and its map side by side; story.js turns the pages, without running this again."""
    if not stops:
        st.warning("The story has no valid step at the moment. `odmap check` says what is wrong in data/story.toml.")
        return
    wanted = filters.parameter(STEP)
    shown = next((stop for stop in stops if stop.id == wanted), stops[0])
    if wanted and shown.id != wanted:
        words = f"The story has no stop called “{wanted[:40]}”, so it starts from the beginning."
        st.html(directory_markup.notice(words))
    with st.container(key="stage"):
        left, right = st.columns([5, 7], gap="medium")
        with left:
            st.html(story_markup.deck(stops, frame, "query", style.mode(), shown.id, selection, begin=begin))
        with right:
            view.the_map(live_map.of_stop(shown, frame), frame)
    with st.container(key="story-script"):
        st.html(f'<script src="./{address("story.js")}"></script>', unsafe_allow_javascript=True)


def ask_country(begin: str) -> None:
    """Draw the field for the country to begin with, which is kept in the address."""
    names = {code: country.name for code, country in countries.load().items()}
    options = ["", *sorted(names, key=lambda code: fold(names[code]))]
    if not filters.is_new():
        st.session_state[_BEGIN] = begin  # the address is the truth: a link may have brought another country
    chosen = st.selectbox(
        "Begin the story with a country",
        options,
        options.index(begin) if filters.is_new() else 0,
        key=_BEGIN,
        format_func=lambda code: names.get(code, "Where it began: Finland"),
        on_change=_choose_country,
        help="You can choose any country, even one where nothing is listed: the story then says so, and what is "
        "nearest. The web page below begins with it too; the slides are about it, unless you filter for more.",
    )
    if filters.is_new() and chosen != begin:  # see ui/filters.py for sessions that were lost
        _choose_country()
        filters.run_again()


def _choose_country() -> None:
    chosen = str(st.session_state.get(_BEGIN) or "")
    filters.write(BEGIN, chosen if chosen in countries.load() else "", STEP)


@st.fragment
def offer_files(selection: Selection, begin: str) -> None:
    """Offer the files to take with you: each is made when asked for, with a bar that says how far it is.

    A session keeps the arguments of this, so the directory is not among them.
    """
    directory = load()
    job = Job(directory, selection, begin, public_root())
    st.header("Files to take with you", anchor=False)
    shown = count(len(job.view), "organisation")
    st.markdown(
        f"Each file is made on this server, for what your filters show: {shown}. You need no internet to make or open "
        "them."
    )
    with st.container(key="files"):
        for column, kind in zip(st.columns(len(formats.PRESENTER)), formats.PRESENTER.values(), strict=True):
            with column, st.container(border=True, height="stretch"):
                told = job if kind.tells_story else replace(job, begin="")
                _file(kind, directory, FileSpec.of_job(kind.extension, told))
    st.html(story_markup.map_downloads(selection))


def _file(kind: formats.Format, directory: Directory, spec: FileSpec) -> None:
    st.subheader(kind.label, anchor=False)
    st.markdown(kind.meaning)
    place = st.empty()
    asked = place.button(f"Make the {small(kind.name)}", key=f"make-{kind.extension}", icon=":material/build:")
    made = None
    if asked:
        with place.container(), notices.in_words():
            made = making.made(spec, directory, f"Making the {small(kind.name)}")
    else:
        made = shared_queue.made(spec, directory)
    if made is not None:
        link = presenter_link(kind.extension, spec.selection, spec.begin)
        place.html(story_markup.file_download(link, f"Save the {small(kind.name)}", len(made.content)))

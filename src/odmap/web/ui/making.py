"""Waiting for a file on a page: a bar shows its progress, and leaving the page stops the work."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from odmap.directory.organisations import Directory
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.web.ui.run_queue import DRAWING
from odmap.web.workers import shared_queue
from odmap.web.workers.orders import BusyError, StoppedError
from odmap.web.workers.worker_process import NotMadeError

_LOOK = 0.25  # seconds between two looks at how far it is


def made(spec: FileSpec, directory: Directory, words: str) -> File | None:
    """Return a file once it is made, or say why it is not and return ``None``.

    Args:
        spec: which file.
        directory: what it is made of.
        words: what the bar says at first.
    """
    bar = st.progress(0.0, words)
    try:
        with DRAWING.given_back():  # it takes a while, and is no part of the page
            return _wait(spec, directory, bar)
    except BusyError as busy:
        st.warning(f"Many files are being made right now. Please try again in {busy.seconds} seconds.")
    except StoppedError:
        st.warning("The server is shutting down and cannot make more files. Please try again when it is back.")
    except NotMadeError as fault:
        st.warning(fault.words or "This file could not be made. Please try again, or choose fewer organisations.")
    bar.empty()
    return None


def _wait(spec: FileSpec, directory: Directory, bar: "st.delta_generator.DeltaGenerator") -> File:
    ticket = shared_queue.ask(_asker(), spec, directory)
    try:
        while True:
            try:
                return ticket.file.result(_LOOK)
            except TimeoutError:
                done, doing = ticket.progress
                bar.progress(min(done, 1.0), doing)  # also ends this here if the visitor has gone
    finally:
        ticket.leave()


def _asker() -> str:
    """Return who asks: one page of one visitor."""
    context = get_script_run_ctx()
    return context.session_id if context else ""

"""Quiet notices of what is wrong on this server, and of what cannot be drawn."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from odmap.data_file import DataFileError
from odmap.markup import directory as directory_markup
from odmap.web import startup_check


def faults() -> None:
    """Say which files are missing, damaged or shown in an earlier edition; draw nothing if all is well."""
    for found in startup_check.faults():
        st.html(directory_markup.notice(found.in_words()))


@contextmanager
def in_words() -> Iterator[None]:
    """Show a sentence in place of anything inside that needs a missing or damaged file."""
    try:
        yield
    except DataFileError as error:
        st.warning(error.in_words())

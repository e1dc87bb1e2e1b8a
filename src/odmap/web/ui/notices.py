"""What is wrong on this server, said quietly; and what cannot be drawn, said in its place."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from odmap.data_file import DataFileError
from odmap.markup import directory as directory_markup
from odmap.web import startup_check


def faults() -> None:
    """Say which files are missing, damaged or shown in an earlier edition; draw nothing if all is well."""
    for found in startup_check.faults():
        st.html(directory_markup.note(found.in_words()))


@contextmanager
def in_words() -> Iterator[None]:
    """Say in words that what is drawn inside needs a file that is missing or damaged."""
    try:
        yield
    except DataFileError as error:
        st.warning(error.in_words())

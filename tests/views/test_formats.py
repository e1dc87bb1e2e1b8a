"""The presenter's pack: each kind says what it is, and the same view is the same file."""

import pytest

from odmap import Directory
from odmap.exports.job import Job, silent
from odmap.views import formats
from odmap.views.selection import Selection

FINLAND = Selection.of(country=["FI"])


def test_each_kind_says_what_it_is() -> None:
    """Four kinds, each under its extension, with words for a button and a sentence on what it is good for."""
    assert list(formats.PRESENTER) == ["html", "pptx", "pdf", "zip"]
    for extension, kind in formats.PRESENTER.items():
        assert isinstance(kind, formats.Format)
        assert kind.extension == extension
        assert "/" in kind.media_type
        assert kind.meaning.endswith(".")
        assert kind.name == kind.name.lower()
        assert kind.label[0].isupper()


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_the_same_view_is_the_same_file(directory: Directory, kind: str) -> None:
    """A file that is made anew is the same to the last byte: its entity tag depends on that."""
    first = formats.PRESENTER[kind].write(Job(directory, FINLAND), silent)
    assert formats.PRESENTER[kind].write(Job(directory, FINLAND), silent) == first

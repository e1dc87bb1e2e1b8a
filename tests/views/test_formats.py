"""The registry of formats: each kind says what it is and what it takes, and the same view is the same file."""

import inspect
import subprocess
import sys

import pytest

from odmap import Directory
from odmap.exports.file_spec import FileSpec
from odmap.exports.job import Job, silent
from odmap.exports.picture_sizes import SIZES
from odmap.graphics.palette import MODES
from odmap.views import formats
from odmap.views.selection import Selection

EVERY_FORMAT = [(kind, each) for kind, of in formats.KINDS.items() for each in of.values()]
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


@pytest.mark.parametrize(("kind", "each"), EVERY_FORMAT, ids=lambda each: getattr(each, "extension", each))
def test_each_entry_leads_to_what_makes_the_file(kind: str, each: formats.Format) -> None:
    """Every writer is there, takes what its kind of file is made of, and each option that the entry names."""
    given = {
        "presenter": ["job", "progress"],
        "map": ["job"],
        "data": ["view", "edition", "fields"],
        "brief": ["brief"],
        "preview": ["job", "organisation"],
    }
    wanted = given.get(kind, ["finding", "edition"])
    takes = list(inspect.signature(each.write).parameters)
    assert takes == wanted + [option.name for option in each.options if option is not formats.BEGIN]
    spec = FileSpec(kind, each.extension)
    assert spec.format is each
    assert spec.media_type == each.media_type


def test_what_can_be_said_about_a_file() -> None:
    """An option knows its values, of which the usual one is the first; the country of a story is any."""
    assert {option.name: option.choices for option in formats.OPTIONS} == {
        "begin": (),
        "mode": MODES,
        "size": tuple(SIZES),
    }
    assert all(option.usual == next(iter(option.choices), "") for option in formats.OPTIONS)
    assert [name for name, each in formats.PRESENTER.items() if each.tells_story] == ["html", "pptx"]


def test_the_registry_loads_no_writer() -> None:
    """To know which formats there are takes no time: what makes them is loaded when a file is made."""
    code = "import sys, odmap.views.formats; print([name for name in sys.modules if name.startswith('odmap.exports')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

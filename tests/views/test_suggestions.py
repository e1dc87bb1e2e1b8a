"""What someone may have meant who asked for an organisation that is not there."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import Directory
from odmap.views.suggestions import near_matches


@pytest.mark.parametrize(
    ("given_name", "first"),
    [
        ("dialogue-frst", "dialogue-first"),
        ("Open Dialog UK", "open-dialogue-uk"),
        ("parachute", "parachute-nyc"),
        ("LAPLAND", "western-lapland-open-dialogue"),
        ("dialogue-first" + " " * 186 + "x" * 10_000, "dialogue-first"),
    ],
)
def test_near_matches(frame: pd.DataFrame, given_name: str, first: str) -> None:
    """Slips, other spellings and parts of an id or a name lead to what was probably meant, each id once."""
    found = near_matches(frame, given_name)
    assert found[0] == first
    assert len(found) == len(set(found)) <= 3
    assert near_matches(frame, given_name, limit=1) == [first]


def test_as_many_near_matches_as_asked_for(frame: pd.DataFrame) -> None:
    """An organisation that is found by its id and by its name takes one place, not two."""
    assert [len(near_matches(frame, "dialogue", limit)) for limit in (1, 2, 3, 5)] == [1, 2, 3, 5]


@pytest.mark.parametrize("nothing", ["", "   ", "-", "zzzz", "x" * 10_000, "\x00\ud800", "<script>", "対話"])
def test_nothing_is_near_nonsense(frame: pd.DataFrame, nothing: str) -> None:
    """Empty, hostile and very long input finds nothing and breaks nothing; nor does an empty directory."""
    assert near_matches(frame, nothing) == []
    assert near_matches(frame[:0], nothing) == []


@given(st.text())
def test_any_text_may_be_looked_for(directory: Directory, text: str) -> None:
    """Whatever is given, at most three ids of the directory come back."""
    found = near_matches(directory.frame, text)
    assert len(found) <= 3
    assert set(found) <= set(directory.frame["id"])

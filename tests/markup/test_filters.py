"""What stands beside the filters: the words and numbers for the script, the marks, and the way to the result."""

import json
import re
from html import unescape

import pytest

from odmap.directory.organisation import Type
from odmap.markup import filters


def test_words_and_numbers_stay_as_they_are() -> None:
    """Whatever an option is called, the script reads it back; nothing of it becomes markup."""
    labels = {"Country": ['"><script>', "Côte d'Ivoire", "&amp;"]}
    words = filters.filter_words(labels, [], "light")
    assert "<script" not in words
    assert json.loads(unescape(re.findall(r'data-od-filter-words="([^"]*)"', words)[0])) == labels
    numbers = filters.filter_numbers([[1, 0, None]], 2, 1)
    assert 'data-od-filter-numbers="[[1,0,null]]" data-od-chosen="2"' in numbers


def test_each_type_has_its_mark() -> None:
    """The marks stand before the types that can be chosen, in their order, as files of this server."""
    words = filters.filter_words({}, [Type.SERVICE, Type.NETWORK], "dark")
    marks = re.findall(r'nth-of-type\((\d)\) p::before\{background-image:url\("(\./[^"]+)"\)', words)
    assert [place for place, _ in marks] == ["1", "2"]
    assert "service" in marks[0][1]
    assert "network" in marks[1][1]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (1204, "Show 1,204 organisations"),
        (1, "Show 1 organisation"),
        (0, "Nothing listed matches: what now?"),
        (None, "Show the result"),
    ],
)
def test_the_button_says_what_it_leads_to(found: int | None, words: str) -> None:
    """It counts what is shown; where nothing is, it does not say that there is nothing."""
    assert f">{words}</button>" in filters.filter_numbers([], 0, found)

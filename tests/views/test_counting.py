"""What the numbers beside a filter's options say is what choosing them shows."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.views.counting import counts
from odmap.views.selection import BY_NAME, FACETS, Facet, Selection, apply, options
from tests.counted import RECORDS, groups_of

_FRAME = load().frame
_CHOSEN = st.fixed_dictionaries(
    {},
    optional={
        facet.name: st.lists(st.sampled_from(list(options(_FRAME, facet))), unique=True, min_size=1, max_size=3)
        for facet in FACETS
    },
)


@given(chosen=_CHOSEN, text=st.sampled_from(["", "open", "finland", "nobody says this"]), facet=st.sampled_from(FACETS))
def test_a_number_is_what_choosing_shows(chosen: dict[str, list[str]], text: str, facet: Facet) -> None:
    """Each value's number is that of the organisations which choosing it alone in its filter shows."""
    selection = Selection.of(text, **chosen)
    found = counts(_FRAME, selection, facet)
    assert list(found) == list(options(_FRAME, facet)), "nothing goes, and nothing changes its place"
    for value, number in found.items():
        alone = {**chosen, facet.name: [value]}
        assert number == len(apply(_FRAME, Selection.of(text, **alone)))


@given(chosen=_CHOSEN)
def test_numbers_of_one_value_each_add_up(chosen: dict[str, list[str]]) -> None:
    """Where each organisation has one value, the numbers of those chosen add up to what is shown."""
    selection = Selection.of("", **chosen)
    for name in ("country", "status", "verification", "type", "list"):
        found = counts(_FRAME, selection, BY_NAME[name])
        assert sum(found[value] for value in chosen.get(name, found)) == len(apply(_FRAME, selection))


def test_numbers_follow_the_other_filters(frame: pd.DataFrame) -> None:
    """With Japan chosen, "Service" counts those in Japan, and the countries go on counting everywhere."""
    japan = Selection.of(country=["JP"])
    in_japan = [record for record in RECORDS if record["country"] == "JP"]
    doing = counts(frame, japan, BY_NAME["activity"])
    assert doing["service"] == sum("service" in groups_of(record) for record in in_japan)
    assert doing["institution"] == 0, "what would show nothing is there all the same"
    assert counts(frame, japan, BY_NAME["country"]) == options(frame, BY_NAME["country"])
    assert counts(frame, japan, BY_NAME["region"])["eastern-asia"] == len(in_japan)


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.name)
def test_an_empty_directory_has_no_numbers(frame: pd.DataFrame, facet: Facet) -> None:
    """Where nothing can be read, there is nothing to choose, and nothing fails."""
    nobody = frame.head(0).copy()
    assert counts(nobody, Selection(), facet) == {}
    assert counts(nobody, Selection.of("x", country=["FI"]), facet) == {}

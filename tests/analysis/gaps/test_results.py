"""What gaps are measured by is made once for all visitors, and is what it would be if made anew."""

import pandas as pd
import pytest

from odmap.analysis.gaps import distance, largest, parts
from odmap.analysis.gaps import summary as gaps
from odmap.analysis.gaps.results import Asked, Where, measured
from odmap.analysis.gaps.summary import Rule
from odmap.directory import confirmed_absences
from odmap.directory.organisation import Type
from odmap.views.selection import Selection

EVERYTHING = tuple(Type)
AFRICA = Where(("africa",))
ALL = Asked(EVERYTHING, (), Rule.VERIFIED, Where())


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("types", [EVERYTHING, (Type.SERVICE,), (Type.TRAINING, Type.RESEARCH)], ids=str)
def test_it_is_what_it_would_be_if_made_anew(frame: pd.DataFrame, types: tuple[Type, ...], rule: Rule) -> None:
    """For every rule, the coverage, the distances and the answers are those of the directory."""
    none = confirmed_absences.pairs(confirmed_absences.load().records)
    found = measured(frame, Asked(types, (), rule, AFRICA))
    covered = gaps.coverage(frame, types, rule, none)
    kilometres, nearest = distance.nearest_listed(frame, types, rule)
    pd.testing.assert_frame_equal(found.covered, covered)
    pd.testing.assert_series_equal(found.distance, kilometres)
    assert found.cells == gaps.board(frame, rule, none)
    inside = parts.within(covered, ["africa"])
    assert found.largest(AFRICA, 3) == largest.largest(covered, inside, nearest, 3)
    assert found.by_part(AFRICA) == parts.by_part(covered, ["africa"])
    assert found.by_part(Where(countries=("KE",))) == ()


def test_visitors_share_it_until_the_directory_changes(frame: pd.DataFrame) -> None:
    """The same question gets the same object; another rule, or another directory, gets another answer."""
    strict = ALL._replace(rule=Rule.ACTIVE)
    assert measured(frame, ALL) is measured(frame, ALL._replace(where=AFRICA)), "it is the world that is measured"
    assert measured(frame, strict) is not measured(frame, ALL)
    nobody = frame[frame["country"] != "FI"]
    listed = [set(measured(rows, ALL).covered.query("listed > 0").index) for rows in (frame, nobody)]
    assert listed[0] - listed[1] == {"FI"}


@pytest.mark.parametrize(
    ("chosen", "wanted", "mainly"),
    [
        (Selection(), EVERYTHING, ()),
        (Selection.of(activity=["training", "service"]), (Type.SERVICE, Type.TRAINING), ()),
        (Selection.of(type=["training"]), (Type.TRAINING,), (Type.TRAINING,)),
        (Selection.of(activity=["service"], type=["training"]), (Type.SERVICE,), (Type.TRAINING,)),
        (Selection.of("x", status=["ended"], setting=["school"]), EVERYTHING, ()),
    ],
)
def test_what_a_selection_asks_for(chosen: Selection, wanted: tuple[Type, ...], mainly: tuple[Type, ...]) -> None:
    """What they do decides what is measured, a main type which of them alone; nothing else does."""
    assert Asked.of(chosen, Rule.ACTIVE) == Asked(wanted, mainly, Rule.ACTIVE, Where())

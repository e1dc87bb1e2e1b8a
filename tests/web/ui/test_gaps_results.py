"""What the gaps page measures is made once for all visitors, and is what it would be if made anew."""

import pandas as pd
import pytest

from odmap.analysis.gaps import summary as gaps
from odmap.analysis.gaps.summary import Rule
from odmap.analysis.worklist import worklist
from odmap.directory import confirmed_absences
from odmap.directory.organisation import Type
from odmap.markup import gaps as gaps_markup
from odmap.views.selection import Selection, apply
from odmap.web.ui.gaps_results import measured, work

EVERYTHING = tuple(Type)


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("types", [EVERYTHING, (Type.SERVICE,), (Type.TRAINING, Type.RESEARCH)], ids=str)
def test_it_is_what_it_would_be_if_made_anew(frame: pd.DataFrame, types: tuple[Type, ...], rule: Rule) -> None:
    """For every rule, the coverage, the distances and the words are those of the directory."""
    found = measured(frame, types, rule)
    covered = gaps.coverage(frame, types, rule, confirmed_absences.pairs(confirmed_absences.load().records))
    pd.testing.assert_frame_equal(found.covered, covered)
    pd.testing.assert_series_equal(found.distance, gaps.distance_to_nearest(frame, types, rule))
    assert found.cells == gaps.board(frame, rule, confirmed_absences.pairs(confirmed_absences.load().records))
    assert found.sentence == gaps.sentence(covered)
    assert found.cards == gaps_markup.cards(covered)
    assert found.stand_out == gaps_markup.stand_out(frame, covered, rule, types)


@pytest.mark.parametrize("selection", [Selection(), Selection.of(country=["IT"]), Selection.of("zzzz")], ids=str)
def test_the_work_list_is_that_of_the_view(frame: pd.DataFrame, selection: Selection) -> None:
    """What to check next is what the work list of the filtered organisations begins with."""
    assert work(frame, selection) == gaps_markup.work(worklist(apply(frame, selection), frame), selection)


def test_visitors_share_it_until_the_directory_changes(frame: pd.DataFrame) -> None:
    """The same question gets the same object; another rule, or another directory, gets another answer."""
    assert measured(frame, EVERYTHING, Rule.VERIFIED) is measured(frame, EVERYTHING, Rule.VERIFIED)
    assert measured(frame, EVERYTHING, Rule.ACTIVE) is not measured(frame, EVERYTHING, Rule.VERIFIED)
    nobody = frame[frame["country"] != "FI"]
    listed = [
        set(measured(rows, EVERYTHING, Rule.VERIFIED).covered.query("listed > 0").index) for rows in (frame, nobody)
    ]
    assert listed[0] - listed[1] == {"FI"}

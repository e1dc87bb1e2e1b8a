"""What the gaps page measures is made once for all visitors, and is what it would be if made anew."""

import pandas as pd
import pytest

from odmap.analysis.gaps import distance, largest, parts
from odmap.analysis.gaps import summary as gaps
from odmap.analysis.gaps.summary import Rule, State
from odmap.analysis.worklist import worklist
from odmap.directory import confirmed_absences
from odmap.directory.organisation import Type
from odmap.markup.gaps import board as board_markup
from odmap.markup.gaps import lists
from odmap.views.selection import Selection, apply
from odmap.web.ui.gaps_results import BoardQuery, Where, board, measured, work

EVERYTHING = tuple(Type)
AFRICA = Where(("africa",))


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("types", [EVERYTHING, (Type.SERVICE,), (Type.TRAINING, Type.RESEARCH)], ids=str)
def test_it_is_what_it_would_be_if_made_anew(frame: pd.DataFrame, types: tuple[Type, ...], rule: Rule) -> None:
    """For every rule, the coverage, the distances and the answers are those of the directory."""
    none = confirmed_absences.pairs(confirmed_absences.load().records)
    found = measured(frame, types, rule)
    covered = gaps.coverage(frame, types, rule, none)
    kilometres, nearest = distance.nearest_listed(frame, types, rule)
    pd.testing.assert_frame_equal(found.covered, covered)
    pd.testing.assert_series_equal(found.distance, kilometres)
    assert found.cells == gaps.board(frame, rule, none)
    inside = parts.within(covered, ["africa"])
    assert found.largest(AFRICA, 3) == largest.largest(covered, inside, nearest, 3)
    assert found.by_part(AFRICA) == parts.by_part(covered, ["africa"])
    assert found.by_part(Where(countries=("KE",))) == ()
    rows = BoardQuery(types, rule, (), AFRICA, listed_only=False, order="name")
    assert board(frame, rows) == board_markup.board(inside, found.cells, types, "name", "Africa")


def test_the_board_has_all_or_only_those_with_something_listed(frame: pd.DataFrame) -> None:
    """By default every country has its row, those with nothing listed, too."""
    everyone = BoardQuery(EVERYTHING, Rule.VERIFIED, (), Where(), listed_only=False, order="name")
    listed = board(frame, everyone._replace(listed_only=True))
    states = measured(frame, EVERYTHING, Rule.VERIFIED).covered["state"]
    assert board(frame, everyone).count("./print/brief/") == len(states)
    assert listed.count("./print/brief/") == int((states != State.NOT_LISTED).sum())


@pytest.mark.parametrize("selection", [Selection(), Selection.of(country=["IT"]), Selection.of("zzzz")], ids=str)
def test_the_work_list_is_that_of_the_view(frame: pd.DataFrame, selection: Selection) -> None:
    """What to check next is what the work list of the filtered organisations begins with."""
    assert work(frame, selection) == lists.work(worklist(apply(frame, selection), frame), selection)


def test_visitors_share_it_until_the_directory_changes(frame: pd.DataFrame) -> None:
    """The same question gets the same object; another rule, or another directory, gets another answer."""
    assert measured(frame, EVERYTHING, Rule.VERIFIED) is measured(frame, EVERYTHING, Rule.VERIFIED)
    assert measured(frame, EVERYTHING, Rule.ACTIVE) is not measured(frame, EVERYTHING, Rule.VERIFIED)
    nobody = frame[frame["country"] != "FI"]
    listed = [
        set(measured(rows, EVERYTHING, Rule.VERIFIED).covered.query("listed > 0").index) for rows in (frame, nobody)
    ]
    assert listed[0] - listed[1] == {"FI"}
    rows = BoardQuery(EVERYTHING, Rule.VERIFIED, (), Where(), listed_only=False, order="name")
    assert board(frame, rows) is board(frame, rows)
    assert board(nobody, rows) != board(frame, rows)

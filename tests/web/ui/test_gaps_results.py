"""What the gaps page draws that is long is made once for all visitors, and is what it would be if made anew."""

import pandas as pd
import pytest

from odmap.analysis.gaps import parts
from odmap.analysis.gaps.results import Asked, Where, measured
from odmap.analysis.gaps.summary import Rule, State
from odmap.analysis.worklist import worklist
from odmap.directory.organisation import Type
from odmap.markup.gaps import board as board_markup
from odmap.markup.gaps import lists
from odmap.views.selection import Selection, apply
from odmap.web.ui.gaps_results import BoardQuery, board, work

EVERYTHING = tuple(Type)
ALL = Asked(EVERYTHING, (), Rule.VERIFIED, Where())


@pytest.mark.parametrize("rule", [Rule.VERIFIED, Rule.ACTIVE])
def test_the_board_is_what_it_would_be_if_made_anew(frame: pd.DataFrame, rule: Rule) -> None:
    """It is that of the countries that are looked at, and made once until the directory changes."""
    asked = Asked((Type.SERVICE,), (), rule, Where(("africa",)))
    rows, found = BoardQuery(asked, listed_only=False, order="name"), measured(frame, asked)
    made = board(frame, rows)
    assert made == board_markup.board(
        parts.within(found.covered, ["africa"]), found.cells, (Type.SERVICE,), "name", "Africa"
    )
    assert board(frame, rows) is made
    everyone = BoardQuery(ALL, listed_only=True, order="name")
    assert board(frame[frame["country"] != "FI"], everyone) != board(frame, everyone)


def test_the_board_has_all_or_only_those_with_something_listed(frame: pd.DataFrame) -> None:
    """By default every country has its row, those with nothing listed, too."""
    everyone = BoardQuery(ALL, listed_only=False, order="name")
    listed = board(frame, everyone._replace(listed_only=True))
    states = measured(frame, ALL).covered["state"]
    assert board(frame, everyone).count("./print/brief/") == len(states)
    assert listed.count("./print/brief/") == int((states != State.NOT_LISTED).sum())


@pytest.mark.parametrize("selection", [Selection(), Selection.of(country=["IT"]), Selection.of("zzzz")], ids=str)
def test_the_work_list_is_that_of_the_view(frame: pd.DataFrame, selection: Selection) -> None:
    """What to check next is what the work list of the filtered organisations begins with."""
    assert work(frame, selection) == lists.work(worklist(apply(frame, selection), frame), selection)

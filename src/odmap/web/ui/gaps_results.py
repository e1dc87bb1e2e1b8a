"""What the gaps page draws that is long: it is made once, and visitors share it."""

from typing import NamedTuple

import pandas as pd

from odmap.analysis import worklist
from odmap.analysis.gaps.results import Asked, Pairs, confirmed, measured
from odmap.analysis.gaps.summary import State
from odmap.caching import kept_with
from odmap.markup.gaps import board as board_markup
from odmap.markup.gaps import lists as lists_markup
from odmap.views.selection import Selection, apply


class BoardQuery(NamedTuple):
    """Which board is asked for."""

    asked: Asked
    listed_only: bool
    order: str


def board(frame: pd.DataFrame, query: BoardQuery) -> str:
    """Return the table of countries as markup."""
    return _board(frame, query, confirmed())


@kept_with(maxsize=16)
def _board(frame: pd.DataFrame, query: BoardQuery, none: Pairs) -> str:  # what is measured depends on the last, too
    found_out = measured(frame, query.asked)
    rows = found_out.within(query.asked.where)
    if query.listed_only:
        rows = rows[rows["state"].isin([State.LISTED, State.UNSURE])]
    place = query.asked.where.in_words
    return board_markup.board(rows, found_out.cells, query.asked.wanted, query.order, place)


def work(frame: pd.DataFrame, selection: Selection) -> str:
    """Return what to check next among the organisations that match, as markup."""
    return _work(frame, selection)


@kept_with(maxsize=64)
def _work(frame: pd.DataFrame, selection: Selection) -> str:
    tasks = worklist.worklist(apply(frame, selection), frame)
    return lists_markup.work(tasks, selection)

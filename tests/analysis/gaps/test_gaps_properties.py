"""What holds of gaps for any directory: states share out the world, and more never covers less."""

from collections.abc import Iterable
from itertools import pairwise

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from odmap.analysis.gaps import summary as gaps
from odmap.analysis.gaps.summary import Rule, State
from odmap.directory.organisation import Status, Type, Verification
from odmap.geography import countries

Row = tuple[str | None, tuple[Type, ...], Status, Verification]
LOOSEST_FIRST = (Rule.WITH_UNVERIFIED, Rule.VERIFIED, Rule.ACTIVE)
unhurried = settings(max_examples=60)  # each example measures 250 countries, some of them three times

rows = st.tuples(
    st.sampled_from(["FI", "NO", "XK", "TW", "EH", "MA", "AX", "AQ", "PN", None]),
    st.lists(st.sampled_from(Type), min_size=1, unique=True).map(tuple),
    st.sampled_from(Status),
    st.sampled_from(Verification),
)
some_types = st.lists(st.sampled_from(Type), min_size=1, unique=True)
some_confirmed = st.sets(st.tuples(st.sampled_from(["FI", "NO", "AQ", "SE"]), st.sampled_from([*map(str, Type)])))


def table(several: Iterable[Row]) -> pd.DataFrame:
    """Return a directory of these (country, what it does, status, verification), with nothing else to go by."""
    return pd.DataFrame(list(several), columns=["country", "activity_groups", "status", "verification"], dtype=object)


@unhurried
@given(several=st.lists(rows))
def test_a_stricter_rule_counts_a_part(several: list[Row]) -> None:
    """What counts by a stricter rule counts by a looser one, too."""
    loose, usual, strict = (gaps.counts(table(several), rule) for rule in LOOSEST_FIRST)
    assert not (strict & ~usual).any()
    assert not (usual & ~loose).any()


@unhurried
@given(several=st.lists(rows), types=some_types, rule=st.sampled_from(Rule), confirmed=some_confirmed)
def test_states_share_out_the_countries_and_their_people(
    several: list[Row], types: list[Type], rule: Rule, confirmed: set[tuple[str, str]]
) -> None:
    """Each country is in one state, by what is listed there; no country and nobody is lost or counted twice."""
    covered = gaps.coverage(table(several), types, rule, confirmed)
    world = gaps.world(covered)
    states = [state.value.replace("-", "_") for state in State]
    assert sum(world[f"countries_{state}"] for state in states) == world["countries"] == len(countries.load())
    assert sum(world[f"population_{state}"] for state in states) == world["population"]
    for listed, unsure, state in zip(covered["listed"], covered["unsure"], covered["state"], strict=True):
        assert (state is State.LISTED) == (listed > 0)
        assert (state is State.UNSURE) == (listed == 0 and unsure > 0)
    for present, missing in zip(covered["present"], covered["missing"], strict=True):
        assert sorted(present + missing) == sorted(types)


@unhurried
@given(several=st.lists(rows), types=some_types)
def test_a_stricter_rule_never_covers_more(several: list[Row], types: list[Type]) -> None:
    """From rule to rule, countries and numbers only leave, and what is listed at all stays the same."""
    by_rule = [gaps.coverage(table(several), types, rule) for rule in LOOSEST_FIRST]
    for looser, stricter in pairwise(by_rule):
        assert (stricter["listed"] <= looser["listed"]).all()
        assert not ((stricter["state"] == State.LISTED) & (looser["state"] != State.LISTED)).any()
        assert (stricter["listed"] + stricter["unsure"]).equals(looser["listed"] + looser["unsure"])
        assert ((stricter["state"] == State.NOT_LISTED) == (looser["state"] == State.NOT_LISTED)).all()


@unhurried
@given(several=st.lists(rows), more=rows, types=some_types, rule=st.sampled_from(Rule))
def test_one_more_organisation_never_covers_less(several: list[Row], more: Row, types: list[Type], rule: Rule) -> None:
    """Adding an organisation takes no listing away anywhere."""
    before, after = (gaps.coverage(table(every), types, rule) for every in (several, [*several, more]))
    assert (after["listed"] >= before["listed"]).all()
    assert (after["unsure"] >= before["unsure"]).all()
    assert gaps.world(after)["population_listed"] >= gaps.world(before)["population_listed"]


@unhurried
@given(several=st.lists(rows), types=some_types, more=some_types, rule=st.sampled_from(Rule))
def test_more_types_never_uncover_a_country(
    several: list[Row], types: list[Type], more: list[Type], rule: Rule
) -> None:
    """Asking for more types leaves every country listed that was listed before."""
    before, after = (gaps.coverage(table(several), kinds, rule) for kinds in (types, [*types, *more]))
    assert (after["state"][before["state"] == State.LISTED] == State.LISTED).all()


@unhurried
@given(several=st.lists(rows), rule=st.sampled_from(Rule), confirmed=some_confirmed)
def test_the_board_tells_none_only_with_a_source(
    several: list[Row], rule: Rule, confirmed: set[tuple[str, str]]
) -> None:
    """A cell is none only if its own pair is confirmed and nothing is listed; all cells are there."""
    board = gaps.board(table(several), rule, confirmed)
    assert list(board) == [(code, kind) for code in countries.load() for kind in Type]
    listed = {(country, kind) for country, doing, _, _ in several for kind in doing}
    for pair, cell in board.items():
        assert (cell.state is State.CONFIRMED_NONE) == (pair in confirmed and pair not in listed)
        assert (cell.listed + cell.unsure > 0) == (pair in listed)

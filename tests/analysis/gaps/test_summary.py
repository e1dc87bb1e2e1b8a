"""Gaps: what is listed in each country and region, what counts, and that not listed never becomes none."""

import csv
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from odmap import load
from odmap.analysis.gaps import summary as gaps
from odmap.analysis.gaps.summary import Cell, Rule, State
from odmap.directory.organisation import Type
from odmap.geography import countries
from odmap.settings import COUNTRIES
from tests.counted import RECORDS, groups_of

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


@pytest.fixture
def small(make_file: MakeFile, record: Record) -> pd.DataFrame:
    """Return a directory whose gaps are known by heart."""
    return load(
        make_file(
            record(1, country="FI", type="service"),
            record(2, country="FI", type="service", status="unknown"),
            record(3, country="FI", type="training", verification="unverified", activities="training"),
            record(4, country="NO", type="training", status="unknown", activities="training;service"),
            record(5, country="SE", type="service", status="ended"),
            record(6, country="XK", type="network", verification="related"),
            record(7, country="TW", type="research"),
            record(8, country="AX", type="service", status="ended", verification="unverified"),
            record(9, country="", type="service"),
        )
    ).frame


def counts_by(rule: Rule, row: Mapping[str, str]) -> bool:
    """Tell whether a record counts by a rule, in plain words."""
    good = row["status"] == "active" if rule is Rule.ACTIVE else row["status"] != "ended"
    return good and (row["verification"] == "verified" or rule is Rule.WITH_UNVERIFIED)


class TestCounts:
    """Which organisations count by a rule."""

    def test_each_rule_counts_what_it_says(self, small: pd.DataFrame) -> None:
        """Ended never counts; unverified and related count by the loosest rule only; unknown is not active."""
        counted = {rule: [int(i[5:]) for i in small["id"][gaps.counts(small, rule)]] for rule in Rule}
        assert counted == {
            Rule.WITH_UNVERIFIED: [1, 2, 3, 4, 6, 7, 9],
            Rule.VERIFIED: [1, 2, 4, 7, 9],
            Rule.ACTIVE: [1, 7, 9],
        }


class TestCoverage:
    """Every country, and what is listed there."""

    def test_what_is_listed_in_each_country(self, small: pd.DataFrame) -> None:
        """Counted, uncounted, present and missing types are those of the records."""
        covered = gaps.coverage(small)
        about = covered[["name", "region", "subregion", "un_status"]].to_dict("index")["FI"]
        assert list(about.values()) == ["Finland", "Europe", "Northern Europe", "member"]
        found = covered[covered["state"] != State.NOT_LISTED]
        assert dict(
            zip(found.index, zip(found["listed"], found["unsure"], found["state"], strict=True), strict=True)
        ) == {
            "AX": (0, 1, State.UNSURE),
            "FI": (2, 1, State.LISTED),
            "NO": (1, 0, State.LISTED),
            "SE": (0, 1, State.UNSURE),
            "TW": (1, 0, State.LISTED),
            "XK": (0, 1, State.UNSURE),
        }
        assert covered["present"]["FI"] == (Type.SERVICE,)
        assert covered["missing"]["FI"] == tuple(kind for kind in Type if kind != Type.SERVICE)
        assert covered["listed"].sum() + covered["unsure"].sum() == len(small) - 1, "no base counts nowhere"

    def test_only_the_types_asked_for_count(self, small: pd.DataFrame) -> None:
        """Another type neither counts nor is missing, in whatever order types are asked for."""
        covered = gaps.coverage(small, [Type.TRAINING, Type.SERVICE], Rule.WITH_UNVERIFIED)
        assert covered["present"]["FI"] == (Type.SERVICE, Type.TRAINING)
        assert covered["missing"]["FI"] == ()
        assert covered["missing"]["NO"] == (), "the training there also meets people"
        assert covered["listed"]["NO"] == 1, "and counts once"
        assert covered["state"]["TW"] == State.NOT_LISTED
        assert gaps.coverage(small, []).equals(gaps.coverage(small)), "none chosen means all, as in a filter"

    def test_every_country_is_there_with_what_the_file_says(self, small: pd.DataFrame) -> None:
        """The 250 rows of the file of countries come with its populations, Antarctica and the uninhabited included."""
        covered = gaps.coverage(small)
        with COUNTRIES.open(encoding="utf-8", newline="") as stream:
            plain = {row["code"]: row for row in csv.DictReader(stream)}
        assert list(covered.index) == list(plain)
        assert covered.index.name == "code"
        for code, row in plain.items():
            for column in ("population", "population_year"):
                told = covered[column][code]
                assert row[column] == ("" if pd.isna(told) else str(told))
        assert str(covered["population"].dtype) == "Int64"

    def test_a_rate_is_for_ten_million_people(self, small: pd.DataFrame) -> None:
        """The rate follows from the population, is said to say little for small ones, and is missing without any."""
        covered = gaps.coverage(small, rule=Rule.WITH_UNVERIFIED)
        finland = countries.load()["FI"].population
        assert finland is not None
        assert covered["per_10_million"]["FI"] == pytest.approx(3 / (finland / 1e7))
        assert pd.isna(covered["per_10_million"]["AX"])
        assert covered["per_10_million"]["SE"] == 0
        assert not covered["small"][["FI", "XK", "AX"]].any()
        assert covered["small"][["LU", "PN", "IS"]].all()
        assert covered["per_10_million"].dtype == float

    @pytest.mark.parametrize(("code", "region"), [("XK", "Southern Europe"), ("TW", "Eastern Asia")])
    def test_kosovo_and_taiwan_are_countries_like_others(
        self, make_file: MakeFile, record: Record, code: str, region: str
    ) -> None:
        """What the UN does not list has a row, a region, a population and its own listing."""
        covered = gaps.coverage(load(make_file(record(1, country=code))).frame)
        row = covered.loc[code]
        assert (row["subregion"], row["listed"], row["state"]) == (region, 1, State.LISTED)
        assert row["population"] > 1_000_000
        assert row["per_10_million"] > 0
        assert gaps.subregions(covered)["countries_listed"][region] == 1

    def test_an_empty_directory_lists_nothing_and_says_no_more(self, make_file: MakeFile) -> None:
        """Without an organisation, every country is not listed, and none is a none."""
        frame = load(make_file()).frame
        covered = gaps.coverage(frame)
        assert set(covered["state"]) == {State.NOT_LISTED}
        assert set(covered["missing"]) == {tuple(Type)}
        assert len(gaps.empty_subregions(covered)) == 22
        assert gaps.only_unsure(covered).empty
        assert gaps.one_without_other(covered, gaps.board(frame), Type.SERVICE, Type.TRAINING).empty

    @pytest.mark.parametrize("rule", Rule)
    def test_the_real_directory_counted_another_way(self, frame: pd.DataFrame, rule: Rule) -> None:
        """The numbers of every country and type are those of the plain file, counted without odmap."""
        counted, others = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for row in RECORDS:
            doing = groups_of(row) if row["country"] else ()
            (counted if counts_by(rule, row) else others).update((row["country"], group) for group in doing)
        board = gaps.board(frame, rule)
        assert {pair: cell.listed for pair, cell in board.items() if cell.listed} == counted
        assert {pair: cell.unsure for pair, cell in board.items() if cell.unsure} == others
        covered = gaps.coverage(frame, rule=rule)
        pd.testing.assert_frame_equal(gaps.coverage(frame, rule=rule, cells=board), covered)
        assert covered["listed"].sum() == sum(bool(row["country"]) and counts_by(rule, row) for row in RECORDS)
        assert set(covered.index[covered["state"] == State.LISTED]) == {code for code, _ in counted}
        not_listed = set(covered.index) - {row["country"] for row in RECORDS}
        assert set(covered.index[covered["state"] == State.NOT_LISTED]) == not_listed


class TestConfirmed:
    """A none is told only where a source says so, and nothing is listed."""

    def test_a_listing_beats_a_confirmed_none(self, small: pd.DataFrame) -> None:
        """Whatever a source says, what is listed shows, if only as unsure."""
        confirmed = {(code, kind.value) for code in ("FI", "SE", "DK") for kind in Type}
        covered = gaps.coverage(small, confirmed=confirmed)
        assert covered["state"][["FI", "SE", "DK", "IS"]].tolist() == [
            State.LISTED,
            State.UNSURE,
            State.CONFIRMED_NONE,
            State.NOT_LISTED,
        ]
        assert gaps.world(covered)["population_confirmed_none"] == countries.load()["DK"].population

    def test_a_country_is_confirmed_for_every_type_or_not_at_all(self, small: pd.DataFrame) -> None:
        """That there is no service says nothing of trainings."""
        confirmed = [("DK", "service"), ("DK", "training")]
        for types, state in (
            ([Type.SERVICE], State.CONFIRMED_NONE),
            ([Type.TRAINING, Type.SERVICE], State.CONFIRMED_NONE),
            ([Type.SERVICE, Type.NETWORK], State.NOT_LISTED),
            (tuple(Type), State.NOT_LISTED),
        ):
            assert gaps.coverage(small, types, confirmed=confirmed)["state"]["DK"] == state


def test_the_board_tells_each_cell(small: pd.DataFrame) -> None:
    """Each type of a country has its own state and numbers."""
    board = gaps.board(small, Rule.VERIFIED)
    assert board["FI", Type.SERVICE] == Cell(State.LISTED, 2, 0)
    assert board["FI", Type.TRAINING] == Cell(State.UNSURE, 0, 1)
    assert board["FI", Type.NETWORK] == Cell(State.NOT_LISTED, 0, 0)


class TestSums:
    """Coverage added up by sub-region, and for the world."""

    @pytest.fixture
    def covered(self, small: pd.DataFrame) -> pd.DataFrame:
        """Return the coverage of the small directory."""
        return gaps.coverage(small)

    def test_a_subregion_is_the_sum_of_its_countries(self, covered: pd.DataFrame) -> None:
        """Northern Europe has the countries, organisations and people that its countries have."""
        row: dict[Any, Any] = gaps.subregions(covered).loc["Northern Europe"].to_dict()
        people = {code: country.population or 0 for code, country in countries.load().items()}
        inside = [code for code, country in countries.load().items() if country.subregion == "Northern Europe"]
        everyone = sum(people[code] for code in inside)
        assert row == {
            "region": "Europe",
            "countries": len(inside),
            "countries_listed": 2,
            "countries_unsure": 2,
            "organisations": 3,
            "population": everyone,
            "population_listed": people["FI"] + people["NO"],
            "population_unsure": people["SE"],
            "population_not_listed": everyone - people["FI"] - people["NO"] - people["SE"],
            "per_10_million": pytest.approx(3 / (everyone / 1e7)),
            "countries_not_listed": len(inside) - 4,
            "countries_confirmed_none": 0,
            "population_confirmed_none": 0,
        }

    def test_subregions_come_in_their_order_and_add_up_to_the_world(self, covered: pd.DataFrame) -> None:
        """All sub-regions but Antarctica are there, in the order to show them in; only Antarctica is not in them."""
        summed, world = gaps.subregions(covered), gaps.world(covered)
        assert list(summed.index) == [name for name in countries.SUBREGIONS if name != "Antarctica"]
        for column in summed.columns.drop(["region", "per_10_million"]):
            alone = column in ("countries", "countries_not_listed")
            assert summed[column].sum() + alone == world[column]
        assert (world["countries"], world["countries_listed"], world["organisations"]) == (250, 3, 4)

    def test_nobody_is_counted_twice(self, covered: pd.DataFrame) -> None:
        """Morocco's figure includes Western Sahara, so a sum counts those people once; in its row it stays."""
        plain = sum(country.population or 0 for country in countries.load().values())
        sahara, morocco = (countries.load()[code].population for code in ("EH", "MA"))
        assert sahara
        assert gaps.world(covered)["population"] == plain - sahara
        assert covered["population"]["MA"] == morocco
        assert gaps.world(covered.loc[["MA"]])["population"] == morocco
        notes = {code for code, country in countries.load().items() if country.population and "too" in country.note}
        assert notes == {"EH"}, "no other country with a figure is a part of another's"

    def test_countries_without_a_population_have_no_rate(self, covered: pd.DataFrame) -> None:
        """Where nobody's number is known, the sum is nothing and the rate is missing."""
        world = gaps.world(covered.loc[["AQ", "BV"]])
        assert (world["countries"], world["population"]) == (2, 0)
        assert pd.isna(world["per_10_million"])

    def test_a_subregion_is_empty_only_if_nothing_at_all_is_listed(self, small: pd.DataFrame) -> None:
        """What does not count is listed all the same: its sub-region is not told as empty."""
        empty = gaps.empty_subregions(gaps.coverage(small, [Type.NETWORK]))
        assert "Southern Europe" not in empty
        assert "Northern Europe" in empty
        assert "Antarctica" not in empty
        assert len(empty) == 21


class TestLists:
    """What stands out, the largest population first."""

    def test_the_largest_populations_come_first_and_unknown_ones_last(self, small: pd.DataFrame) -> None:
        """India and China lead where nothing is listed; a limit cuts the end off."""
        unlisted = gaps.not_listed(gaps.coverage(small))
        assert set(unlisted.index[:2]) == {"IN", "CN"}
        assert "FI" not in unlisted.index
        assert "SE" not in unlisted.index, "an ended one is listed, too"
        known = unlisted["population"].dropna()
        assert known.is_monotonic_decreasing
        assert unlisted["population"][len(known) :].isna().all()
        assert "AQ" in unlisted.index[len(known) :]
        assert list(gaps.not_listed(gaps.coverage(small), 3).index) == list(unlisted.index[:3])

    def test_only_unsure_ones_are_those_without_any_that_counts(self, small: pd.DataFrame) -> None:
        """Finland has an unverified one, too, but others that count."""
        assert list(gaps.only_unsure(gaps.coverage(small)).index) == ["SE", "XK", "AX"]

    def test_one_without_the_other(self, small: pd.DataFrame) -> None:
        """What does not count is lacking; what an organisation does beside what it mainly is, is not."""
        covered = gaps.coverage(small)
        cells = gaps.board(small)
        services = gaps.one_without_other(covered, cells, Type.SERVICE, Type.TRAINING)
        assert services[["listed", "unsure"]].to_dict("index") == {"FI": {"listed": 2, "unsure": 1}}
        trainings = gaps.one_without_other(covered, cells, Type.TRAINING, Type.SERVICE)
        assert trainings.empty, "the training in Norway also meets people"
        everything = gaps.board(small, Rule.WITH_UNVERIFIED)
        assert gaps.one_without_other(covered, everything, Type.SERVICE, Type.TRAINING).empty

    def test_those_with_most_come_first(self, make_file: MakeFile, record: Record) -> None:
        """Countries are sorted by how many of the first type they have, equal ones by name."""
        codes = ("FI", "DK", "NO", "NO", "")
        frame = load(make_file(*(record(number, country=code) for number, code in enumerate(codes)))).frame
        found = gaps.one_without_other(gaps.coverage(frame), gaps.board(frame), Type.SERVICE, Type.TRAINING)
        assert list(found.index) == ["NO", "DK", "FI"]

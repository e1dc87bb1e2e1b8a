"""What is said of gaps, and how far away the nearest organisation is."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from odmap import load
from odmap.analysis.gaps import parts, text
from odmap.analysis.gaps import summary as gaps
from odmap.analysis.gaps.summary import Rule
from odmap.directory.organisation import Precision, Status, Type, Verification
from odmap.geography import countries

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


def geodesic_km(code: str, latitude: float, longitude: float) -> float:
    """Return the length of the geodesic from a country's label point, on the ellipsoid WGS 84."""
    country = countries.load()[code]
    metres = Geodesic.WGS84.Inverse(country.latitude, country.longitude, latitude, longitude)["s12"]
    return float(metres) / 1000


class TestPeople:
    """Numbers of people, as one says them."""

    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (2_870_000_000, "about 2.9 billion people"),
            (2_000_000_000, "about 2 billion people"),
            (999_600_000, "about 1 billion people"),
            (41_300_000, "about 41 million people"),
            (125_700_000, "about 126 million people"),
            (9_960_000, "about 10 million people"),
            (5_560_000, "about 5.6 million people"),
            (999_600, "about 1 million people"),
            (652_271, "about 652,000 people"),
            (34_212, "about 34,000 people"),
            (1_050, "about 1,000 people"),
            (843, "about 840 people"),
            (50, "about 50 people"),
            (1, "about 1 person"),
            (0, "no people"),
            (None, "an unknown number of people"),
            (float("nan"), "an unknown number of people"),
            (pd.NA, "an unknown number of people"),
        ],
    )
    def test_two_or_three_digits_are_said(self, number: float | None, words: str) -> None:
        """An estimate is not told more exactly than it is, and an unknown one is not told as nobody."""
        assert gaps.people(number) == words

    def test_fewer_than_nobody_is_a_mistake(self) -> None:
        """A negative number of people is refused instead of told."""
        with pytest.raises(ValueError, match="no number of people"):
            gaps.people(-1)

    @given(number=st.integers(1, 20_000_000_000))
    def test_what_is_said_is_close(self, number: int) -> None:
        """Read back, the words are within a twentieth of the number, for any population."""
        _, digits, *unit = gaps.people(number).removesuffix(" people").removesuffix(" person").split()
        factor = {"billion": 10**9, "million": 10**6}[unit[0]] if unit else 1
        assert float(digits.replace(",", "")) * factor == pytest.approx(number, rel=0.05)

    def test_the_source_of_populations_is_the_one_of_the_file(self) -> None:
        """Every figure comes from the source that is named, and nearly all from the year that is named."""
        known = [country for country in countries.load().values() if country.population is not None]
        assert all(country.population_source.startswith("CIA World Factbook (Unicode CLDR ") for country in known)
        ((year, number),) = Counter(country.population_year for country in known).most_common(1)
        assert f"CIA World Factbook for {year}" in gaps.POPULATION_SOURCE
        assert "Unicode CLDR" in gaps.POPULATION_SOURCE
        older = [c.population for c in known if c.population_year != year and c.population is not None]
        assert len(older) == len(known) - number <= 10, "a few"
        assert max(older) < 1_000_000, "small places"


class TestAnswer:
    """What is missing in one sentence, and what is known of the rest."""

    def test_every_state_is_told_with_its_people(self, make_file: MakeFile, record: Record) -> None:
        """Listed, unsure, none and not listed each have their countries and people; one is told as one."""
        frame = load(make_file(record(1), record(2, country="NO"), record(3, country="SE", status="ended"))).frame
        summed = gaps.world(gaps.coverage(frame, confirmed={("IS", kind.value) for kind in Type}))
        assert text.answer(summed, tuple(Type)) == (
            "246 countries and territories with about 8 billion people, over 99% of the world's population, have "
            "nothing listed. Not listed does not mean that there is none."
        )
        assert text.others(summed) == (
            "In 1 country or territory with about 11 million people, what is listed has ended or is not confirmed. "
            "In 1 country or territory with about 364,000 people, a source says that there is none. "
            "In 2 countries and territories with about 11 million people, something that counts is listed."
        )

    def test_what_was_asked_for_and_where_are_named(self, make_file: MakeFile, record: Record) -> None:
        """A sentence says what is missing, where, and for which part of those who live there."""
        covered = gaps.coverage(load(make_file(record(1))).frame, [Type.TRAINING, Type.SERVICE])
        nordic = gaps.world(parts.within(covered, ["nordic"]))
        assert text.answer(nordic, [Type.TRAINING, Type.SERVICE], parts.place_in_words(["nordic"])) == (
            "8 countries and territories with about 23 million people, 80% of the population of the Nordic countries, "
            "have no service or training listed. Not listed does not mean that there is none."
        )

    def test_one_and_all_are_told_as_such(self, make_file: MakeFile, record: Record) -> None:
        """One country has, several have; where it is all of them, that is said; where it is none, that too."""
        covered = gaps.coverage(load(make_file(record(1))).frame)
        assert text.answer(gaps.world(covered.loc[["NO"]]), tuple(Type), "Norway") == (
            "1 country or territory with about 5.5 million people has nothing listed. "
            "Not listed does not mean that there is none."
        )
        africa = gaps.world(parts.within(covered, ["africa"]))
        assert "60 countries and territories with about 1.5 billion people, all of Africa, have nothing listed." in (
            text.answer(africa, tuple(Type), "Africa")
        )
        assert text.answer(gaps.world(covered.loc[["FI"]]), tuple(Type), "Finland") == "Something is listed in Finland."
        told = text.answer(gaps.world(covered.loc[["FI", "FI"]]), [Type.SERVICE], "Northern Europe")
        assert told == "Service is listed in every country and territory of Northern Europe."

    def test_a_heading_says_what_is_answered(self) -> None:
        """With what was asked for and where; some countries alone are a question."""
        assert text.heading(tuple(Type)) == "Most people, nothing listed"
        assert text.heading([Type.TRAINING], "Africa") == "Most people in Africa, no training listed"
        assert text.heading([Type.SERVICE], "Kenya", chosen=True) == "No service listed in Kenya?"

    def test_an_unknown_population_is_said(self, make_file: MakeFile) -> None:
        """Where no figure is known, the people are an unknown number, not nobody, and no share of anything."""
        covered = gaps.coverage(load(make_file()).frame).loc[["AX", "FI", "AQ"]]
        told = text.answer(gaps.world(covered.loc[["AX", "AQ"]]), tuple(Type), "the countries chosen")
        assert told.startswith("2 countries and territories with an unknown number of people, all of the countries")

    @pytest.mark.parametrize(
        ("share", "words"),
        [
            *((0, "0%"), (1e-9, "under 0.1%"), (0.001, "0.1%"), (0.0266, "2.7%"), (0.0994, "9.9%"), (0.1, "10%")),
            *((0.644, "64%"), (0.99, "99%"), (0.9999, "over 99%"), (1, "100%")),
        ],
    )
    def test_a_share_is_neither_nothing_nor_all_unless_it_is(self, share: float, words: str) -> None:
        """A small part is not told as nothing, nearly all not as all; a small one has a decimal."""
        assert text.share_in_words(share) == words

    @pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
    def test_what_is_no_share_is_refused(self, share: float) -> None:
        """Less than nothing, more than all and no number are mistakes."""
        with pytest.raises(ValueError, match="is no share"):
            text.share_in_words(share)


class TestDistance:
    """From each country's label point to the nearest organisation that counts."""

    def test_only_what_counts_and_is_placed_can_be_near(self, make_file: MakeFile, record: Record) -> None:
        """Ended ones, other types and those known only to their country are passed over."""
        frame = load(
            make_file(
                record(1, country="FI", town="Kemi"),
                record(2, country="SE", town="Stockholm", status="ended"),
                record(3, country="NO", town="Oslo", type="training"),
                record(4, country="DK"),
                record(5, country=""),
            )
        ).frame
        found = gaps.distance_to_nearest(frame, [Type.SERVICE])
        kemi = frame.loc[0, ["latitude", "longitude"]]
        assert found[["FI", "DK"]].tolist() == [0, 0], "what counts in a country is in it, wherever it is"
        for code in ("SE", "NO", "IS", "NZ", "XK", "TW", "AQ"):
            assert found[code] == pytest.approx(geodesic_km(code, *kemi), rel=0.006)
        assert gaps.distance_to_nearest(frame)["NO"] == 0
        assert gaps.distance_to_nearest(frame, [])["NO"] == 0, "none chosen means all"
        assert gaps.distance_to_nearest(frame, [Type.SERVICE], Rule.ACTIVE)["FI"] == 0

    def test_there_is_no_distance_to_nothing(self, make_file: MakeFile, record: Record) -> None:
        """Without an organisation that is placed, nothing is near or far; its own country has it all the same."""
        found = gaps.distance_to_nearest(load(make_file(record(1, country="DK"), record(2, country=""))).frame)
        assert found["DK"] == 0
        assert found.drop("DK").isna().all()
        assert gaps.distance_to_nearest(load(make_file(name="empty.csv")).frame).isna().all()

    def test_a_country_without_a_label_point_has_no_distance(
        self, make_file: MakeFile, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A country of unknown place is far from nothing, unless something is in it."""
        nan = float("nan")
        changed = dict(countries.load())
        for code in ("FI", "SE"):
            changed[code] = changed[code]._replace(latitude=nan, longitude=nan, neighbours=())
        frame = load(make_file(record(1, country="FI", town="Kemi"))).frame
        monkeypatch.setattr(countries, "load", lambda: MappingProxyType(changed))
        found = gaps.distance_to_nearest(frame)
        assert found["FI"] == 0
        assert pd.isna(found["SE"])
        assert found.drop("SE").notna().all()

    @settings(max_examples=40)
    @given(
        places=st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=4),
        code=st.sampled_from(["FI", "FJ", "AQ", "NZ", "XK", "EH", "US"]),
    )
    def test_the_nearest_place_of_any(self, places: list[tuple[float, float]], code: str) -> None:
        """Anywhere on the globe, across poles and the 180th meridian, it is within 0.6 % of the true distance."""
        frame = pd.DataFrame(places, columns=["latitude", "longitude"]).assign(
            country=None,
            activity_groups=pd.Series([(Type.SERVICE,)] * len(places), dtype=object),
            status=Status.ACTIVE,
            verification=Verification.VERIFIED,
            precision=Precision.LOCALITY,
        )
        true = min(geodesic_km(code, *place) for place in places)
        assert gaps.distance_to_nearest(frame)[code] == pytest.approx(true, rel=0.006, abs=0.001)

    def test_the_real_directory(self, frame: pd.DataFrame) -> None:
        """Every country has a distance; it is 0 where something counts, and the geodesic's everywhere else."""
        found = gaps.distance_to_nearest(frame)
        own = set(frame["country"][gaps.counts(frame, Rule.VERIFIED)].dropna())
        assert set(found.index[found == 0]) == own
        placed = frame[gaps.counts(frame, Rule.VERIFIED) & frame["precision"].isin(["locality", "region"])]
        places = list(zip(placed["latitude"], placed["longitude"], strict=True))
        for code in ("RU", "CN", "NG", "MX", "AU", "EH", "FJ"):
            expected = 0 if code in own else min(geodesic_km(code, *place) for place in places)
            assert found[code] == pytest.approx(expected, rel=0.006)

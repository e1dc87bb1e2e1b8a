"""The answer to "What is missing?", and parts of the world: recounted without odmap, from the plain files."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from odmap import load
from odmap.analysis.country_brief import brief
from odmap.analysis.gaps import parts
from odmap.analysis.gaps import summary as gaps
from odmap.analysis.gaps.distance import nearest_listed
from odmap.analysis.gaps.largest import Gap, largest
from odmap.analysis.gaps.summary import Rule
from odmap.directory.organisation import Type
from odmap.geography.countries import NORDIC, PARTS
from odmap.settings import COUNTRIES
from odmap.views.nearest import nearest_to
from odmap.views.selection import does
from tests.counted import RECORDS, groups_of

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

with COUNTRIES.open(encoding="utf-8", newline="") as stream:
    PLAIN = {row["code"]: row for row in csv.DictReader(stream)}
"""The file of countries, read as a table."""


def gaps_of(frame: pd.DataFrame, *types: Type, where: tuple[str, ...] = (), most: int | None = None) -> list[Gap]:
    """Return the largest populations with nothing listed."""
    asked = types or tuple(Type)
    covered = gaps.coverage(frame, asked)
    _, nearest = nearest_listed(frame, asked)
    return list(largest(covered, parts.within(covered, where), nearest, most))


def in_part(slug: str) -> set[str]:
    """Return the codes of a part of the world, from the plain file."""
    return {
        code
        for code, row in PLAIN.items()
        if PARTS[slug] in (row["region"], row["subregion"]) or (slug == "nordic" and code in NORDIC)
    }


@pytest.mark.parametrize("kind", [None, "training", "service"])
@pytest.mark.parametrize("where", ["", "africa", "nordic", "southern-europe"])
def test_recounted_from_the_plain_files(frame: pd.DataFrame, kind: str | None, where: str) -> None:
    """Countries, people, order, shares and neighbours are those of two CSV files and a few lines of Python."""
    has, counting = Counter[str](), Counter[str]()
    for row in RECORDS:
        if row["country"] and (kind is None or kind in groups_of(row)):
            has[row["country"]] += 1
            counting[row["country"]] += row["verification"] == "verified" and row["status"] != "ended"
    inside = in_part(where) if where else set(PLAIN)
    people = {code: int(PLAIN[code]["population"]) for code in inside if PLAIN[code]["population"]}
    everyone = sum(people.values()) - (people.get("EH", 0) if {"EH", "MA"} <= inside else 0)
    expected = sorted((code for code in inside if not has[code]), key=lambda code: -people.get(code, -1))
    types = (Type(kind),) if kind else ()
    found = gaps_of(frame, *types, where=(where,) if where else ())
    assert {gap.code for gap in found} == set(expected)
    known = [gap for gap in found if gap.people is not None]
    assert [gap.people for gap in known] == sorted((people[c] for c in expected if c in people), reverse=True)
    assert found[: len(known)] == known, "unknown ones come last"
    for gap in found:
        assert gap.people == people.get(gap.code)
        assert gap.share == (pytest.approx(people[gap.code] / everyone) if gap.code in people else None)
        neighbours = PLAIN[gap.code]["neighbours"].split(";")
        assert {code for code, _ in gap.next_door} == {code for code in neighbours if counting[code]}
        assert [name for _, name in gap.next_door] == sorted(name for _, name in gap.next_door)


def test_the_nearest_is_the_one_that_a_brief_names(frame: pd.DataFrame) -> None:
    """The page and the printed brief name the same organisation and distance, also where several are equally near."""
    directory = load()
    for gap in gaps_of(frame, Type.TRAINING, most=8):
        (told,) = (missing.elsewhere for missing in brief(gap.code, directory).missing if missing.type == Type.TRAINING)
        assert gap.nearest
        assert told.startswith(gap.nearest.name)
        counted = frame[gaps.counts(frame, Rule.VERIFIED) & does(frame, (Type.TRAINING,))]
        plain = PLAIN[gap.code]
        (nearest,) = nearest_to(counted, float(plain["latitude"]), float(plain["longitude"]), limit=1)
        assert (nearest.id, nearest.name) == gap.nearest[:2]
        assert gap.nearest.kilometres == pytest.approx(nearest.kilometres, rel=1e-6)


def test_of_several_in_one_town_the_first_by_name_is_near(make_file: MakeFile, record: Record) -> None:
    """Equally near ones are told apart by name, then id, as on every other page."""
    names = ("Beta", "Alpha", "Gamma")
    rows = [record(number, name=name, country="FI", town="Kemi") for number, name in enumerate(names)]
    frame = load(make_file(*rows, record(9, name="Aaa", country="SE"))).frame
    distances, nearest = nearest_listed(frame)
    assert nearest["NO"][1:3] == ("Alpha", "Finland"), "what is known to its country only is near nothing"
    assert "FI" not in nearest
    assert "SE" not in nearest, "which has its own"
    pd.testing.assert_series_equal(distances, gaps.distance_to_nearest(frame))


def test_nothing_is_near_where_nothing_counts(make_file: MakeFile) -> None:
    """Of an empty directory every country is a gap, and none has anything near or next door."""
    found = gaps_of(load(make_file()).frame)
    assert len(found) == len(PLAIN)
    assert {(gap.nearest, gap.next_door) for gap in found} == {(None, ())}


class TestParts:
    """Parts of the world."""

    def test_each_region_is_compared_with_the_others(self, frame: pd.DataFrame) -> None:
        """For the world its regions, for a region its sub-regions; their countries add up, Antarctica apart."""
        covered = gaps.coverage(frame)
        world = parts.by_part(covered)
        assert [part.name for part in world] == ["Africa", "Americas", "Asia", "Europe", "Oceania"]
        assert sum(part.not_listed for part in world) + 1 == len(gaps.not_listed(covered))
        assert sum(part.people for part in world) == gaps.world(covered)["population_not_listed"]
        europe = parts.by_part(covered, ["europe"])
        assert [part.name for part in europe] == [
            "Northern Europe",
            "Western Europe",
            "Eastern Europe",
            "Southern Europe",
        ]
        assert sum(part.countries for part in europe) == world[3].countries == len(in_part("europe"))
        for part in (*world, *europe):
            assert part.share == pytest.approx(
                part.people / gaps.world(parts.within(covered, [part.slug]))["population"]
            )

    def test_several_are_compared_and_a_small_one_has_no_parts(self, frame: pd.DataFrame) -> None:
        """Two that are chosen stand side by side; a sub-region and the Nordic countries have nothing inside."""
        covered = gaps.coverage(frame)
        assert [part.slug for part in parts.by_part(covered, ["nordic", "asia"])] == ["nordic", "asia"]
        assert parts.by_part(covered, ["nordic"]) == parts.by_part(covered, ["western-africa"]) == ()
        assert pd.isna(parts.by_part(covered, ["antarctica", "asia"])[0].share)

    @pytest.mark.parametrize("asked", ["europe", "northern-europe"])
    def test_a_region_can_be_narrowed(self, asked: str) -> None:
        """A region and each of its sub-regions lead to the same choice; others lead to none."""
        assert parts.narrower([asked])[:2] == ("europe", "northern-europe")
        assert len(parts.narrower([asked])) == 5
        for other in ([], ["nordic"], ["antarctica"], ["africa", "asia"]):
            assert parts.narrower(other) == ()

    def test_parts_and_countries_narrow_together(self, frame: pd.DataFrame) -> None:
        """A country outside of the part that is asked for is not looked at; nothing chosen is everything."""
        covered = gaps.coverage(frame)
        assert list(parts.within(covered, ["nordic"], ["FI", "DE"]).index) == ["FI"]
        assert set(parts.within(covered, ["nordic", "melanesia"]).index) == NORDIC | in_part("melanesia")
        assert parts.within(covered) is covered
        nowhere = parts.within(covered, ["africa"], ["FI"])
        assert nowhere.empty
        assert gaps.one_without_other(nowhere, gaps.board(frame), Type.SERVICE, Type.TRAINING).empty

    @pytest.mark.parametrize(
        ("asked", "chosen", "words"),
        [
            ([], [], "the world"),
            (["nordic"], [], "the Nordic countries"),
            (["africa", "caribbean"], [], "Africa and the Caribbean"),
            (["africa"], ["KE", "FI"], "Kenya"),
            ([], ["KE", "NL"], "Kenya and the Netherlands"),
            ([], ["KE", "NL", "NO", "SE"], "the countries chosen"),
            ([], ["none"], "the countries chosen"),
        ],
    )
    def test_what_is_looked_at_has_a_name(self, asked: list[str], chosen: list[str], words: str) -> None:
        """As it stands in a sentence."""
        assert parts.place_in_words(asked, chosen) == words

"""The story told of a directory: its numbers, its map, its sources."""

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from odmap import Directory, load
from odmap.analysis.story import stops as telling
from odmap.analysis.story.script import Shows, Step
from odmap.analysis.story.stop import Stop
from odmap.analysis.story.stops import Teller, tell
from odmap.directory.organisation import Status, Verification
from odmap.directory.published_figures import Figures
from odmap.settings import ORGANISATIONS
from odmap.views.selection import Selection

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


@pytest.fixture(scope="module")
def stops(directory: Directory) -> dict[str, Stop]:
    """Return the project's story by the ids of its stops."""
    return {stop.id: stop for stop in tell(directory)}


@pytest.fixture(scope="module")
def cells() -> list[dict[str, str]]:
    """Return the directory's file as an independent reader sees it."""
    with ORGANISATIONS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def step(**fields: object) -> Step:
    """Return a valid step, with changes."""
    usual = {"id": "any", "title": "A title", "words": "Some words that are long enough.", "source": "directory"}
    return Step.model_validate({**usual, **fields})


def teller(directory: Directory, *steps: Step) -> tuple[Stop, ...]:
    """Tell other steps than the project's, with no figures of others."""
    return Teller(directory, Figures(), steps).stops


def test_every_stop_can_be_read_from_the_back_row(stops: dict[str, Stop]) -> None:
    """Titles are short, words are one or two sentences, and no brace is left over."""
    for stop in stops.values():
        assert len(stop.title) <= 60, stop.id
        assert 1 <= stop.words.count(". ") + 1 <= 3, stop.id
        assert "{" not in stop.title + stop.words + stop.figure + stop.figure_means
        assert stop.source.words or stop.source.address


def test_decades_grow_from_one_to_the_next(stops: dict[str, Stop], cells: list[dict[str, str]]) -> None:
    """Each decade's stop shows exactly those with a known first year up to its end; who has none is on no such map."""
    decades = [stop for stop in stops.values() if stop.shows is Shows.DECADES]
    assert [stop.id for stop in decades] == ["spread-1990s", "spread-2000s", "spread-2010s", "spread-2020s"]
    for stop in decades:
        last = int(stop.id[-5:-1]) + 9
        known = {row["id"] for row in cells if row["founded"] and int(row["founded"][:4]) <= last}
        assert set(stop.view["id"]) == known
        assert stop.figure == str(len(known))
        assert stop.rows[-1].label == stop.id[-5:]
        assert sum(row.number or 0 for row in stop.rows) == len(known)


def test_it_began_where_the_record_says(stops: dict[str, Stop]) -> None:
    """The first stop shows Western Lapland alone, and leads to a page that its record names."""
    began = stops["began"]
    assert list(began.view["id"]) == ["western-lapland-open-dialogue"]
    assert began.source.address in began.view.iloc[0]["sources"]


def test_numbers_are_those_of_the_file(stops: dict[str, Stop], cells: list[dict[str, str]]) -> None:
    """Types, sureness and both counts say what a plain count of the file gives."""
    kinds = {row.label.lower(): row.number for row in stops["kinds"].rows}
    assert kinds == dict(pd.Series([row["type"] for row in cells]).value_counts())
    sure = {row.label: row.number for row in stops["sure"].rows}
    for column, terms in (("verification", Verification), ("status", Status)):
        for term in terms:
            assert sure[term.label] == sum(row[column] == term.value for row in cells)
    assert [row.number for row in stops["compare"].rows] == [142, len(cells)]
    assert stops["compare"].title == f"142 teams, and {len(cells)} organisations"


def test_gaps_are_unknown_and_never_none(stops: dict[str, Stop], cells: list[dict[str, str]]) -> None:
    """The stop of the gaps names countries of which no record has a base, largest first, and hatches them."""
    gaps = stops["gaps"]
    people = [row.number or 0 for row in gaps.rows]
    assert people == sorted(people, reverse=True)
    assert gaps.rows[0].label == "China"
    assert "CN" not in {row["country"] for row in cells}
    assert "Not listed does not mean none" in gaps.words
    assert gaps.shading is not None
    assert gaps.shading.classes[gaps.shading.of["CN"][0]] == "hatch"
    assert gaps.view.empty


def test_a_country_comes_first(directory: Directory) -> None:
    """Beginning with Norway puts Norway's stop before the others, with what is listed there."""
    first, *rest = tell(directory, "no")
    assert first.id == "begin-no"
    assert set(first.view["country"]) == {"NO"}
    assert first.title == f"Norway: {len(first.view)} organisations listed"
    assert [stop.id for stop in rest] == [stop.id for stop in tell(directory)]


def test_a_country_with_nothing_listed_says_so(directory: Directory) -> None:
    """Beginning with Mexico says that nothing is listed, that what exists is not known, and what is nearest."""
    first = tell(directory, "MX")[0]
    assert first.title == "Mexico: nothing is listed"
    assert first.words.startswith("We do not know what exists there.")
    assert "Nearest to it:" in first.figure_means
    assert first.position is not None
    assert 14 < first.position.latitude < 33


@pytest.mark.parametrize("code", ["", "XX", "Norway", "<b>", "\0"])
def test_an_unknown_country_is_passed_over(directory: Directory, code: str) -> None:
    """What is no country's code changes nothing."""
    assert [stop.id for stop in tell(directory, code)] == [stop.id for stop in tell(directory)]


def test_what_was_chosen_comes_first(directory: Directory) -> None:
    """With filters the story begins with what they show; a country chosen both ways is told once."""
    chosen = Selection.of(country=["NO"], type=["service"])
    first = tell(directory, selection=chosen)[0]
    assert first.id == "chosen"
    assert first.title == f"{len(first.view)} organisations, in 1 country"
    assert "Country: Norway; Main type: Service" in first.words
    both = tell(directory, "NO", Selection.of(country=["NO"]))
    assert [stop.id for stop in both][:2] == ["begin-no", "began"]


def test_filters_that_leave_nothing(directory: Directory) -> None:
    """A selection without a match is told as not listed, and the story goes on."""
    first, second, *_ = tell(directory, selection=Selection.of("no such body anywhere"))
    assert first.title == "0 organisations"
    assert "we do not know what exists" in first.figure_means
    assert second.id == "began"


def test_an_empty_directory_is_told(make_file: MakeFile) -> None:
    """With no record at all the story still has its stops, and says zero and unknown where it must."""
    stops = tell(load(make_file()))
    assert [stop.shows for stop in stops if stop.shows is Shows.DECADES] == []
    assert {stop.id for stop in stops} >= {"began", "kinds", "gaps", "take-part"}
    assert all("nan" not in (stop.words + stop.figure).lower() for stop in stops)


def test_one_is_singular(make_file: MakeFile, record: Record) -> None:
    """A number and its noun agree, and the form "n" is the number alone."""
    directory = load(make_file(record(founded="1999")))
    (stop,) = teller(
        directory, step(title="{organisations}, {countries}", words="There are {organisations:n} of {teams}.")
    )
    assert stop.title == "1 organisation, 1 country"
    assert stop.words == "There are 1 of an unknown number of teams."


def test_selection_and_year_decide_what_is_on_the_map(make_file: MakeFile, record: Record) -> None:
    """A step shows what its filters and its year let through; a decade counts with its whole length."""
    directory = load(
        make_file(
            record(1, founded="1999"),
            record(2, founded="1990s"),
            record(3, founded="2001"),
            record(4),
            record(5, founded="1998", type="training", activities="training"),
        )
    )
    first, second, third = teller(
        directory,
        step(id="a", until="1990s", selection={"type": ["service"]}),
        step(id="b", until="1998"),
        step(id="c", selection={"type": ["training"]}),
    )
    assert list(first.view["id"]) == ["body-1", "body-2"]
    assert list(second.view["id"]) == ["body-2", "body-5"]
    assert list(third.view["id"]) == ["body-5"]


def test_the_story_is_told_once_for_all(directory: Directory) -> None:
    """The same directory gives the very same stops to every visitor."""
    assert tell(directory)[0] is tell(directory)[0]
    assert len(telling.tell(directory)) == 12

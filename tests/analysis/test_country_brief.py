"""A country in words: what is listed, what is not, what is near, and what is said where little is known."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from odmap import Directory, load
from odmap.analysis import country_brief_text
from odmap.analysis.country_brief import ASKED_ELSEWHERE, RULE, Brief, UnknownCountry, brief, near
from odmap.analysis.gaps import summary as gaps
from odmap.directory.confirmed_absences import Confirmed, ConfirmedNone
from odmap.directory.organisation import Type
from odmap.geography import countries
from tests.counted import DATA_AS_OF, RECORDS

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

NO_NONES = Confirmed()


@pytest.fixture
def brief_of(make_file: MakeFile, record: Record) -> Callable[..., Brief]:
    """Return the brief of Finland where the directory holds records that differ as given."""

    def make(*changes: dict[str, str], code: str = "FI", nones: Confirmed = NO_NONES) -> Brief:
        records = [record(number, **change) for number, change in enumerate(changes, start=1)]
        return brief(code, load(make_file(*records)), nones)

    return make


def sentences(found: Brief) -> str:
    """Return all that a brief says."""
    missing = [f"{one.type.label} {one.words} {one.elsewhere}" for one in found.missing]
    listed = [group.words for group in found.listed]
    around = [other.words for other in found.neighbours]
    return " ".join([found.where, found.population, found.headline, *listed, *missing, *around])


def test_a_brief_holds_every_record_of_its_country(directory: Directory) -> None:
    """Everything listed in Japan is in its brief once, by type, with its sources and the day they were read."""
    found = brief("JP", directory)
    rows = directory.frame[directory.frame["country"] == "JP"]
    assert sorted(entry.id for entry in found.entries) == sorted(rows["id"])
    assert [group.type for group in found.listed] == [kind for kind in Type if kind in set(rows["type"])]
    biwako_in_the_file = next(row for row in RECORDS if row["id"] == "biwako-hospital")
    biwako = next(entry for entry in found.entries if entry.id == "biwako-hospital")
    assert biwako.own_name == "琵琶湖病院"
    assert biwako.status == f"Unclear if active, last seen {biwako_in_the_file['last_seen']}"
    assert biwako.website == "https://biwako.or.jp/"
    assert list(biwako.sources) == biwako_in_the_file["sources"].split(" | ")
    assert biwako.read_on.isoformat() == biwako_in_the_file["read_on"]
    assert found.data_as_of == DATA_AS_OF


def test_one_day_of_reading_is_told_once(brief_of: Callable[..., Brief]) -> None:
    """Where all pages were read on the same day the brief has that day; else each entry has its own."""
    assert brief_of({"read_on": "2026-11-22"}, {"read_on": "2026-11-22"}).read_on == date(2026, 11, 22)
    several = brief_of({"read_on": "2026-11-22"}, {"read_on": "2026-11-24"})
    assert several.read_on is None
    assert {entry.read_on.day for entry in several.entries} == {22, 24}


def test_a_place_does_not_repeat_the_country(directory: Directory) -> None:
    """In a brief of Finland nobody needs to read that Kemi lies in Finland; "somewhere in Finland" stays."""
    assert {entry.place for entry in brief("FI", directory).entries} >= {"Kemi, Lapland"}
    assert "Somewhere in Sweden" in {entry.place for entry in brief("SE", directory).entries}


def test_what_counts_is_what_the_gaps_page_counts(directory: Directory) -> None:
    """Listed and missing types are those of the coverage by the same rule, for every country."""
    covered = gaps.coverage(directory.frame, rule=RULE)
    for code, row in covered.iterrows():
        found = brief(str(code), directory, NO_NONES)
        assert tuple(one.type for one in found.missing) == row["missing"]
        assert len(found.entries) == row["listed"] + row["unsure"]


def test_the_headline_counts(brief_of: Callable[..., Brief]) -> None:
    """The headline says how many are listed, of what type, and how many of them count."""
    found = brief_of({}, {"type": "training", "verification": "unverified"}, {"status": "ended"})
    assert found.headline == (
        "3 organisations are listed in Finland (by main type: service 2 and training 1). 1 of them counts here."
    )
    assert [group.words for group in found.listed] == [
        "2 listed. 1 of them counts here.",
        "1 listed. It does not count here.",
    ]
    assert brief_of({}).headline.endswith("It counts here.")
    assert brief_of({}, {}).headline.endswith("All of them count here.")
    assert brief_of({"status": "ended"}, {"status": "ended"}).headline.endswith("None of them counts here.")


def test_what_is_listed_but_unsure_is_not_called_missing(brief_of: Callable[..., Brief]) -> None:
    """A type with only an unverified or ended record is told as that, not as "not listed"."""
    states = {one.type: one for one in brief_of({"verification": "unverified"}, {"type": "training"}).missing}
    assert Type.TRAINING not in states
    assert states[Type.SERVICE].state is gaps.State.UNSURE
    assert (
        states[Type.SERVICE].words == "1 listed, but it is known by name only, only related to Open Dialogue, or ended."
    )
    assert states[Type.RESEARCH].words == "Not listed."


def test_the_nearest_elsewhere_is_named_for_services_and_training(directory: Directory) -> None:
    """Where none of its own counts, the nearest service and training that count are named with their distance."""
    found = {one.type: one.elsewhere for one in brief("NG", directory).missing}
    assert all(bool(found[kind]) == (kind in ASKED_ELSEWHERE) for kind in Type)
    assert re.search(r"Italy: about [\d,]+ km from the middle of the country\.$", found[Type.TRAINING])


def test_only_what_counts_is_named_as_nearest(brief_of: Callable[..., Brief]) -> None:
    """An unverified or ended service next door is not sent to anybody as the nearest one."""
    found = brief_of(
        {"name": "Ended", "country": "SE", "town": "Stockholm", "status": "ended"},
        {"name": "Unsure", "country": "SE", "town": "Stockholm", "verification": "unverified"},
        {"name": "Far away", "country": "JP", "town": "Tokyo"},
    )
    (service,) = (one for one in found.missing if one.type is Type.SERVICE)
    assert service.elsewhere.startswith("Far away, ")


def test_a_region_far_away_is_measured_from_its_middle(brief_of: Callable[..., Brief]) -> None:
    """A distance to a body known only to its region says so."""
    found = brief_of({"country": "SE", "region": "Västerbotten"})
    (service,) = (one for one in found.missing if one.type is Type.SERVICE)
    assert "somewhere in Västerbotten, Sweden: about " in service.elsewhere
    assert service.elsewhere.endswith("from the middle of the country to the middle of that region.")


def test_neighbours_are_told_by_what_is_listed_there(brief_of: Callable[..., Brief]) -> None:
    """Each neighbour by land is named once, with what is listed there or among those with nothing."""
    found = brief_of({"country": "NO"}, {"country": "NO", "status": "ended"}, {"country": "SE", "status": "ended"})
    assert [(other.name, other.words) for other in found.neighbours] == [
        ("Norway", "1 listed that counts, and 1 that does not"),
        ("Russia", ""),
        ("Sweden", "1 listed, but ended or not confirmed"),
    ]
    assert found.neighbours_not_listed == ("Russia",)


def test_an_island_has_no_neighbours(directory: Directory) -> None:
    """A country without a border on land has none, and still a brief."""
    assert brief("JP", directory).neighbours == ()


def test_population_comes_with_year_and_source(directory: Directory) -> None:
    """How many people live there is a rounded number with its year and who says so."""
    assert brief("NG", directory).population == (
        "About 237 million people in 2024, according to the CIA World Factbook (Unicode CLDR 48.2.0)."
    )
    assert brief("XK", directory).where == "Southern Europe, Europe."


@pytest.mark.parametrize("code", ["AQ", "AX", "BV"])
def test_an_unknown_population_is_called_unknown(directory: Directory, code: str) -> None:
    """No number is made up for a country without one, and its note says why."""
    found = brief(code, directory)
    assert found.population == f"We do not know how many people live here. {found.country.note}"
    assert not re.search(r"\d+ (?:million|people)", found.population)


def test_not_listed_is_never_told_as_none(directory: Directory) -> None:
    """No brief says or implies that there is nothing where the directory lists nothing."""
    for code in countries.load():
        words = sentences(brief(code, directory, NO_NONES))
        assert not re.search(r"there (?:is|are) (?:none|no)\b|does not exist|\bhas no\b", words, re.IGNORECASE), code


def test_a_country_with_nothing_listed_says_that_nothing_is_known(directory: Directory) -> None:
    """An empty brief has no entries and every type missing, and says that what exists is not known."""
    found = brief("NG", directory, NO_NONES)
    assert found.headline == "Nothing is listed in Nigeria. We do not know what exists there."
    assert found.listed == ()
    assert [one.type for one in found.missing] == list(Type)
    assert found.read_on is None


def test_a_confirmed_none_names_its_source(brief_of: Callable[..., Brief]) -> None:
    """Only where a source says that there is none does a brief say so, but it names the page and the day."""
    line = ConfirmedNone(
        country="FI", activity=Type.NETWORK, source="https://example.org/none", read_on=date(2026, 11, 1), note="Asked."
    )
    nones = Confirmed({"line 2": line})
    states = {one.type: one for one in brief_of({}, nones=nones).missing}
    assert states[Type.NETWORK].words == "None, according to a source."
    assert states[Type.NETWORK].source == ("https://example.org/none", date(2026, 11, 1))
    assert states[Type.RESEARCH].source is None
    everything = Confirmed({"line 2": line.model_copy(update={"activity": None, "country": "AQ"})})
    assert brief_of({}, code="AQ", nones=everything).headline.endswith("A source says that there is none.")


def test_an_empty_directory_still_gives_a_brief(directory: Directory) -> None:
    """With no record at all a brief says that nothing is listed, and that nothing is placed anywhere."""
    empty = replace(directory, frame=directory.frame.iloc[:0])
    found = brief("FI", empty, NO_NONES)
    assert found.data_as_of == ""
    assert found.stem == "odmap-brief-fi"
    assert found.missing[0].elsewhere == "No service that counts has a known place in this directory."


def test_a_country_without_a_middle_is_near_nothing() -> None:
    """Where the label point is not known, no distance is made up."""
    country = countries.load()["FI"]._replace(latitude=float("nan"))
    words = str(country_brief_text.elsewhere(Type.SERVICE, country, pd.DataFrame()))
    assert words.startswith("We do not know where the middle of the country is")


@pytest.mark.parametrize("code", ["", "XX", "FIN", "Finland", "<script>", "x" * 5000])
def test_an_unknown_code_is_refused_in_words(directory: Directory, code: str) -> None:
    """What is no country is a KeyError whose words repeat it, cut, and say what to do."""
    with pytest.raises(KeyError) as refused:
        brief(code, directory)
    assert isinstance(refused.value, UnknownCountry)
    assert f"“{code[:60]}”" in refused.value.args[0]
    assert "ISO 3166-1" in refused.value.args[0]
    assert len(refused.value.args[0]) < 150


@pytest.mark.parametrize("code", ["fi", " FI ", "Fi"])
def test_a_code_may_be_written_small(directory: Directory, code: str) -> None:
    """Case and blanks around a code do not matter."""
    assert brief(code, directory).country.code == "FI"


@pytest.mark.parametrize(
    ("given", "meant"),
    [("UK", "GB"), ("JPN", "JP"), ("Suomi", "FI"), ("Japn", "JP"), ("Norwegen", "NO"), ("Côte d'Ivoire", "CI")],
)
def test_who_gives_a_name_is_led_to_the_code(given: str, meant: str) -> None:
    """A code of three letters, a name in another language and a slip of the pen lead to the country."""
    assert near(given)[0].code == meant


@pytest.mark.parametrize("given", ["", "   ", "qqqq", "%00", "x" * 100_000, "\ud800"])
def test_nonsense_leads_nowhere(given: str) -> None:
    """Any text is safe, and what is like no country gives none."""
    assert near(given) == []


@pytest.mark.parametrize(
    ("address", "paper", "short"),
    [
        ("https://www.opendialogue.jp/", "www.opendialogue.jp", "opendialogue.jp"),
        ("http://yoritai-clinic.jp/aisatu/", "http://yoritai-clinic.jp/aisatu/", "yoritai-clinic.jp/aisatu"),
        ("https://a.jp/%E8%A6%8F%E7%B4%84/", "a.jp/規約/", "a.jp/規約"),
        ("https://a.jp/%2F%20%E8?q=1", "a.jp/%2F%20%E8?q=1", "a.jp"),
        ("https://a.jp/%E2%80%AEevil", "a.jp/%E2%80%AEevil", "a.jp/%E2%80%AEevil"),
    ],
)
def test_addresses_on_paper_can_be_read_and_typed(address: str, paper: str, short: str) -> None:
    """Letters stand as letters, but nothing that changes the address or the direction of the text is decoded."""
    assert country_brief_text.on_paper(address) == paper
    assert country_brief_text.short(address) == short

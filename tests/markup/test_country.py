"""All about a country as markup: every country and territory, what is listed, what is not, and where it all leads."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from odmap import Directory, load
from odmap.analysis.country_brief import UnknownCountry, brief
from odmap.directory.confirmed_absences import Confirmed, ConfirmedNone
from odmap.directory.organisation import Type
from odmap.geography import countries
from odmap.markup.country import country_index, country_page
from tests.conftest import HOSTILE
from tests.counted import COUNTRIES, LOCATED, RECORDS, TOTAL, number_doing, number_of

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


def words(markup: str) -> str:
    """Return what a visitor reads."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", markup)).split())


def profiles(markup: str) -> list[str]:
    """Return the organisations whose profiles the part on what is listed leads to."""
    listed = markup.partition('id="country-missing"')[0]
    return re.findall(r'data-organisation="([^"]+)"', listed)


@pytest.mark.parametrize("code", countries.load())
def test_every_country_and_territory_has_its_page(code: str, directory: Directory) -> None:
    """Each names itself and leads to each of its records once; what is missing names the nearest elsewhere."""
    markup = country_page(code, directory)
    name = countries.load()[code].name
    assert f'<h1 id="country-{code}">{name}</h1>' in unescape(markup)
    assert sorted(profiles(markup)) == sorted(record["id"] for record in RECORDS if record["country"] == code)
    assert words(markup).count(" Nearest: ") == len(brief(code, directory).missing)
    assert "Not listed does not mean none" in words(markup)
    if not number_of(country=code):
        assert "Nothing is listed in " in words(markup)
        assert "We do not know what exists there." in words(markup)
        assert "What is listed" not in words(markup)


@pytest.mark.parametrize("code", sorted({record["country"] for record in RECORDS} - {""}))
def test_numbers_are_those_of_the_file(code: str, directory: Directory) -> None:
    """How many are listed, known to be active, and do each thing are what plain Python counts."""
    markup = words(country_page(code, directory))
    total, active = number_of(country=code), number_of(country=code, status="active")
    assert re.search(rf"\b{total} organisations? (is|are) listed in ", markup)
    if 0 < active < total:
        assert f", {active} of them known to be active." in markup
    for kind in Type:
        number = number_doing(kind.value, country=code)
        assert (f" {kind.label} {number} " in markup) == bool(number)


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (("active",), "1 organisation is listed in Finland. It is known to be active."),
        (("unknown",), "1 organisation is listed in Finland. It is not known to be active."),
        (("active", "active"), "2 organisations are listed in Finland. All of them are known to be active."),
        (("ended", "unknown"), "2 organisations are listed in Finland. None of them is known to be active."),
        (("active", "ended"), "2 organisations are listed in Finland, 1 of them known to be active."),
    ],
)
def test_few_are_told_in_whole_sentences(
    statuses: tuple[str, ...], said: str, make_file: MakeFile, record: Record
) -> None:
    """One, all and none have words of their own."""
    records = [record(number, status=status) for number, status in enumerate(statuses, start=1)]
    assert said in words(country_page("fi", load(make_file(*records))))


def test_what_a_source_says_there_is_none_of_stands_apart(make_file: MakeFile, record: Record) -> None:
    """None according to a source is told with the source and its day; what is merely not listed is not called that."""
    none = ConfirmedNone(
        country="NG",
        activity=Type.TRAINING,
        source="https://example.org/none",
        read_on=date(2026, 11, 20),
        note="Asked.",
    )
    markup = country_page("NG", load(make_file(record())), Confirmed({"line 2": none}))
    training = words(markup.split("<h3>Training</h3>")[1].split("</li>")[0])
    assert training.startswith("None, according to a source. example.org , read on 20 November 2026.")
    assert "according to a source" not in words(markup.split("<h3>Service</h3>")[1].split("</li>")[0])


def test_a_small_population_is_said_to_change_the_rate(
    directory: Directory, make_file: MakeFile, record: Record
) -> None:
    """Per ten million people stands where something counts; where few live there, with a warning; else not at all."""
    assert re.search(r"[\d.]+ that count per 10 million people\. ", words(country_page("FI", directory)))
    iceland = words(country_page("IS", load(make_file(record(country="IS", town="Reykjavík")))))
    assert "In so small a population one more or less changes this much." in iceland
    assert "per 10 million" not in words(country_page("NG", directory))


def test_all_links_lead_somewhere_of_that_country(directory: Directory) -> None:
    """Map, brief, slides, story, data and feed are those of the country, and neighbours have pages of their own."""
    markup = unescape(country_page("FI", directory))
    for address in (
        "./?country=FI",
        "./?activity=training&country=FI",
        "./print/brief/FI",
        "./print/brief/FI.pdf?download=1",
        "./api/presenter.pptx?begin=FI&download=1",
        "./present?begin=FI",
        "./api/organisations.csv?country=FI&download=1",
        "./api/changes.atom?country=FI",
        *(f"./country?c={code}" for code in ("NO", "RU", "SE")),
    ):
        assert f'href="{address}"' in markup
    empty = unescape(country_page("NG", directory))
    assert 'href="./?country=NG"' not in empty, "the map would show nothing"
    assert "organisations.csv" not in empty


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str, make_file: MakeFile, record: Record) -> None:
    """Names that look like markup show as they are written."""
    markup = country_page("FI", load(make_file(record(name=text, town="Kemi"))))
    assert "<script" not in markup
    assert "<img src=x" not in markup
    assert text.split()[0] in unescape(markup)


def test_the_index_has_every_country_with_its_number(directory: Directory) -> None:
    """Each country is there once, in its part of the world, those with something listed first and with how many."""
    markup = country_index(directory)
    assert sorted(re.findall(r"\./country\?c=(\w+)", markup)) == sorted(countries.load())
    others = len(countries.load()) - COUNTRIES
    assert (
        f"{LOCATED} organisations are listed in {COUNTRIES} countries, and {TOTAL - LOCATED} without a fixed base. "
        f"In {others} other countries and territories nothing is listed, so we do not know what exists there."
    ) in words(markup)
    europe = markup.split(">Europe</h2>")[1].split("</section>")[0]
    shown = re.findall(r'c=(\w+)"[^>]*>[^<]+ <b>(\d+)</b>', europe)
    assert all(int(number) == number_of(country=code) for code, number in shown)
    assert [int(number) for _, number in shown] == sorted((int(number) for _, number in shown), reverse=True)


@pytest.mark.parametrize(("asked", "meant"), [("FIN", "FI"), ("Finnland", "FI"), ("ZZ", ""), ("<b>", "")])
def test_an_unknown_code_gets_help(asked: str, meant: str, directory: Directory) -> None:
    """It is said which code no country has, and which country may be meant; the whole list stands below."""
    with pytest.raises(UnknownCountry) as unknown:
        country_page(asked, directory)
    markup = country_index(directory, asked, unknown.value)
    assert f"No country has the code “{asked}”." in unescape(markup)
    note = markup.split('role="alert"')[1].split("</div>")[0]
    assert (f"./country?c={meant}" in note) if meant else ("Did you mean" not in note)

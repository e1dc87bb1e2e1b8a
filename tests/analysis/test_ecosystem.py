"""What is counted in a view, beside a count that knows nothing of pandas, and whether every sentence is true."""

import csv
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odmap import Directory, load
from odmap.analysis.ecosystem import IDS, NUMBER, Finding, finding, findings
from odmap.directory.organisation import Activity, Scope, Status, Term, Type, Verification
from odmap.markup import ecosystem as ecosystem_markup
from odmap.settings import COUNTRIES, ORGANISATIONS
from odmap.views.provenance import Edition
from odmap.views.selection import Selection, apply
from tests.counted import groups_of
from tests.markup.test_rendering import Page

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]
Cells = Mapping[str, str]
Row = tuple[Any, ...]

NO_BASE = "No fixed base"
A_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)"
NO_SUCH_CLAIM = re.compile(
    r"\b(none|nothing|nobody|no (organisations?|services?|countr\w+)) (exists?|there)\b|\bthere (is|are) (no|none)\b"
    r"|\b(does|do) not exist\b",
    re.IGNORECASE,
)
"""What no sentence may say: that something which is not listed is not there."""


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file as they stand in it."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = read(ORGANISATIONS)
PLACES = {row["code"]: row for row in read(COUNTRIES)}


# --------------------------------------------------------------------------- the independent count, in plain Python


def ranked(numbers: Mapping[str, int]) -> list[Row]:
    """Return names with their numbers, the highest first, equal ones by name."""
    return sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))


def places(rows: Iterable[Cells], column: str) -> list[Row]:
    """Count by name or region of the country; bodies with no fixed base stand last."""
    known = [PLACES[row["country"]][column] for row in rows if row["country"]]
    without = sum(not row["country"] for row in rows)
    return [*ranked(Counter(known)), *([(NO_BASE, without)] if without else [])]


def terms(rows: Iterable[Cells], column: str, vocabulary: type[Term]) -> list[Row]:
    """Count every term of a vocabulary, also those that do not occur."""
    numbers = Counter(row[column] for row in rows)
    return [(term.label, numbers[term.value]) for term in vocabulary]


def every_year(years: Iterable[int], first: int = 9999) -> list[Row]:
    """Count every year from the first to the last."""
    numbers = Counter(years)
    return [(str(y), numbers[y]) for y in range(min([*numbers, first]), max(numbers) + 1)] if numbers else []


def beginnings(rows: Iterable[Cells]) -> list[Row]:
    """Count the decades, and behind them every year from the end of the first decade on."""
    known = [row["founded"] for row in rows if row["founded"]]
    decades = Counter(year for year in known if year.endswith("s"))
    after = min((int(decade[:4]) + 10 for decade in decades), default=9999)
    return [*sorted(decades.items()), *every_year((int(y) for y in known if not y.endswith("s")), after)]


def activities(rows: Iterable[Cells]) -> list[Row]:
    """Count every activity of every organisation."""
    named = (part.strip() for row in rows for part in row["activities"].split(";"))
    return ranked(Counter(Activity(name).label for name in named))


def expected(rows: Sequence[Cells]) -> dict[str, list[Row]]:
    """Return the table that each finding should have, by its id."""
    pairs = Counter((PLACES[row["country"]]["name"], kind) for row in rows if row["country"] for kind in groups_of(row))
    known = Counter((row["status"], row["verification"]) for row in rows)
    return {
        "countries": places(rows, "name"),
        "regions": places(rows, "region"),
        "types": terms(rows, "type", Type),
        "matrix": [
            (name, kind.label, pairs[name, kind.value])
            for name, _ in places(rows, "name")
            for kind in Type
            if pairs[name, kind.value]
        ],
        "status": [
            (status.label, sure.label, known[status.value, sure.value])
            for status in Status
            for sure in Verification
            if known[status.value, sure.value]
        ],
        "scope": terms(rows, "scope", Scope),
        "activities": activities(rows),
        "beginnings": beginnings(rows),
        "freshness": every_year(int(row["last_seen"]) for row in rows if row["last_seen"]),
    }


def table(found: Finding) -> list[Row]:
    """Return the rows of a finding as plain values."""
    rows = found.table.itertuples(index=False, name=None)
    return [(*(str(label) for label in labels), int(number)) for *labels, number in rows]


# ------------------------------------------------------------------------------------------- is what is said true?


def numbers_in(text: str) -> list[int]:
    """Return the numbers that stand in a text."""
    return [int(found.replace(",", "")) for found in re.findall(A_NUMBER, text)]


def named_in(text: str, labels: Iterable[str]) -> set[str]:
    """Return the labels that stand in a text as words of their own; "service" is not in "service development"."""
    found = set()
    text = text.lower()
    for label in sorted(labels, key=len, reverse=True):
        shorter = re.sub(rf"\b{re.escape(label.lower())}\b", "", text)
        if shorter != text:
            found.add(label)
        text = shorter
    return found


def check_how_it_is_told(found: Finding, number: int) -> None:
    """Assert that title and words are sentences, and claim nothing of what is not listed."""
    told = f"{found.title}. {found.words}"
    assert found.title[0].isupper() or found.title[0].isdigit(), told
    assert not found.title.endswith((".", " ", ":", ",")), told
    assert bool(found.words) == bool(number), told
    assert found.words == "" or found.words.endswith("."), told
    for sentence in re.split(r"(?<=\.) ", told.strip()):
        assert sentence[0].isupper() or sentence[0].isdigit(), told
        assert len(sentence) > 5, told
    assert not re.search(r"  | [.,;:]|\.\.|\bnan\b|\bNone\b|<NA>|(?<![\d,])1 (organisations|\w+ies|regions)\b", told), (
        told
    )
    assert not NO_SUCH_CLAIM.search(told), told


def check_title(found: Finding, rows: Sequence[Cells]) -> None:
    """Assert that a title names what is highest in the table, and no number that the table does not bear out."""
    said, total = numbers_in(found.title), len(rows)
    ranks = {row[0]: row[-1] for row in table(found) if row[-1] and row[0] != NO_BASE}
    if not ranks:
        assert set(said) <= {total}, found.title
    elif found.id == "matrix":
        assert said == [sum(several >= 3 for several in Counter(row[0] for row in table(found)).values())]
    elif found.id == "status":
        assert said == [sum(row[-1] for row in table(found) if row[0] == "Active"), total], found.title
    elif found.id == "freshness":
        since = max(int(row["read_on"][:4]) for row in rows) - 2
        assert said == [sum(n for year, n in table(found) if int(year) >= since), total, since], found.title
    else:
        highest = max(ranks.values())
        leaders = {name for name, n in ranks.items() if n == highest}
        if len(leaders) > 3:
            assert named_in(found.title, ranks) == set(), found.title
            assert said == [len(leaders), highest], found.title
        else:
            assert named_in(found.title, ranks) == leaders, found.title
            assert said[0] == highest, found.title
            assert set(said) <= {highest, total, *(int(name[:4]) for name in leaders if name[0].isdigit())}


Claim = tuple[str, tuple[int, ...], bool]
"""A pattern whose groups are numbers, what they must be, and whether the words must hold it."""


def after_labels(rows: Sequence[Row], plural: str) -> list[Claim]:
    """Return what is said of the first five: "Japan 18", and of how many more there are."""
    claims = [(rf"\b{re.escape(name)} {A_NUMBER}\b", (n,), place < 5) for place, (name, n) in enumerate(rows)]
    longest_first = sorted(claims, key=lambda claim: -len(claim[0]))
    return [*longest_first, (rf"{A_NUMBER} more {plural}\b", (len(rows) - 5,), len(rows) > 5)]


def before_labels(rows: Sequence[Row]) -> list[Claim]:
    """Return what is said of every term that occurs: "63 local"."""
    return [(rf"\b{A_NUMBER} {re.escape(name[:1].lower() + name[1:])}\b", (n,), n > 0) for name, n in rows]


def claims_of(found: Finding, rows: Sequence[Cells]) -> list[Claim]:
    """Return every claim with a number that the words of a finding may make."""
    plain = expected(rows)
    total = len(rows)
    without = sum(not row["country"] for row in rows)
    no_base: Claim = (rf"{A_NUMBER} organisations? ha(?:s|ve) no fixed base", (without,), without > 0)
    ranks = [row for row in plain[found.id] if row[0] != NO_BASE]
    if found.id in ("countries", "regions"):
        return [*after_labels(ranks, "countr(?:y|ies)" if found.id == "countries" else "regions?"), no_base]
    if found.id == "types":
        return [(rf"(?i)\b{name} {A_NUMBER}\b", (n,), n > 0) for name, n in ranks]
    if found.id == "scope":
        return before_labels(ranks)
    if found.id == "status":
        both = ("status", Status), ("verification", Verification)
        return [claim for column, vocabulary in both for claim in before_labels(terms(rows, column, vocabulary))]
    if found.id == "matrix":
        services, trainings = ({r[0] for r in ranks if r[1] == kind} for kind in ("Service", "Training"))
        highest = max((row[-1] for row in ranks), default=0)
        fullest = sum(row[-1] == highest for row in ranks)
        return [
            (rf"{A_NUMBER} countr\w+ ha(?:s|ve) both", (len(services & trainings),), bool(ranks)),
            (rf"cells? (?:is|are) .*, with {A_NUMBER}\b", (highest,), highest > 1 and fullest <= 3),
            no_base,
        ]
    if found.id == "activities":
        several = sum(";" in row["activities"] for row in rows)
        return [
            *after_labels(ranks, "activit(?:y|ies)"),
            (rf"{A_NUMBER} organisations? do(?:es)? several", (several,), several > 0),
        ]
    if found.id == "beginnings":
        known = sum(bool(row["founded"]) for row in rows)
        years = [int(row["founded"]) for row in rows if row["founded"].isdigit()]
        half = int(statistics.median(years)) if years else 0
        return [
            (
                rf"A year is known for {A_NUMBER} of {A_NUMBER} organisations?; for {A_NUMBER} it is not",
                (known, total, total - known),
                total > 0,
            ),
            (rf"half of the known years are {A_NUMBER} or later", (half,), len(years) > 1),
        ]
    seen = [int(row["last_seen"]) for row in rows if row["last_seen"]]
    return [
        (
            rf"show {A_NUMBER} of {A_NUMBER}; for {A_NUMBER} we found no",
            (len(seen), total, total - len(seen)),
            total > 0,
        ),
        (rf"not seen for longest was last seen in {A_NUMBER}", (min(seen, default=0),), bool(seen)),
    ]


def check_words(found: Finding, rows: Sequence[Cells]) -> None:
    """Assert that every number in the words is a claim that a plain count bears out, and that none is missing."""
    left = found.words
    for pattern, values, required in claims_of(found, rows):
        for match in re.finditer(pattern, left):
            assert tuple(numbers_in(" ".join(match.groups()))) == values, found.words
        shorter = re.sub(pattern, "", left)
        assert not required or shorter != left, (pattern, found.words)
        left = shorter
    assert not re.search(r"\d", left), (left, found.words)


def check(view: pd.DataFrame, rows: Sequence[Cells]) -> dict[str, Finding]:
    """Assert that every finding of a view has the plain count's table, and says nothing that is not so."""
    assert len(view) == len(rows)
    wanted = expected(rows)
    found = {one.id: one for one in findings(view)}
    for one in found.values():
        assert table(one) == wanted[one.id], one.id
        assert one.table.columns[-1] == NUMBER
        check_how_it_is_told(one, len(rows))
        check_title(one, rows)
        check_words(one, rows)
    return found


# ---------------------------------------------------------------------------------- a directory that one can count


@pytest.fixture
def small(make_file: MakeFile, record: Record) -> pd.DataFrame:
    """Return seven organisations whose numbers can be counted on the fingers."""
    return load(
        make_file(
            record(1, country="FI", founded="1980s", last_seen="2023", scope="regional"),
            record(2, country="FI", founded="1998", last_seen="2026", type="training", activities="training;research"),
            record(3, country="FI", founded="1998", last_seen="", status="unknown", activities="service;training"),
            record(4, country="NO", founded="", last_seen="2024", verification="related"),
            record(5, country="NO", founded="2001", last_seen="2024", type="research", activities="research"),
            record(6, country="JP", founded="", last_seen="", status="ended", verification="unverified"),
            record(7, country="", founded="", last_seen="2025", type="network", activities="network", scope="global"),
        )
    ).frame


@pytest.mark.parametrize(
    ("name", "rows", "title"),
    [
        (
            "countries",
            [("Finland", 3), ("Norway", 2), ("Japan", 1), (NO_BASE, 1)],
            "Finland has the most: 3 of 7",
        ),
        ("regions", [("Europe", 5), ("Asia", 1), (NO_BASE, 1)], "Europe has the most: 5 of 7"),
        (
            "types",
            [("Service", 4), ("Training", 1), ("Research", 1), ("Network", 1), ("Programme", 0), ("Institution", 0)],
            "The most common main type is service: 4 of 7",
        ),
        (
            "matrix",
            [
                ("Finland", "Service", 2),
                ("Finland", "Training", 2),
                ("Finland", "Research", 1),
                ("Norway", "Service", 1),
                ("Norway", "Research", 1),
                ("Japan", "Service", 1),
            ],
            "In 1 country, at least three kinds of work are listed",
        ),
        (
            "status",
            [
                ("Active", "Confirmed by public pages", 4),
                ("Active", "Related to Open Dialogue", 1),
                ("Unclear if active", "Confirmed by public pages", 1),
                ("Ended", "Known by name only", 1),
            ],
            "5 of 7 organisations are known to be active today",
        ),
        (
            "scope",
            [("Worldwide", 1), ("National", 0), ("Regional", 1), ("Local", 5)],
            "The most common reach is local: 5 of 7",
        ),
        (
            "activities",
            [("Service", 4), ("Research", 2), ("Training", 2), ("Network", 1)],
            "The most common activity is service: 4 of 7",
        ),
        (
            "beginnings",
            [
                ("1980s", 1),
                *((str(year), 0) for year in range(1990, 1998)),
                ("1998", 2),
                ("1999", 0),
                ("2000", 0),
                ("2001", 1),
            ],
            "Most known beginnings in one year: 2, in 1998",
        ),
        (
            "freshness",
            [("2023", 1), ("2024", 2), ("2025", 1), ("2026", 1)],
            "4 of 7 organisations were last seen in 2024 or later",
        ),
    ],
)
def test_a_directory_that_one_can_count(small: pd.DataFrame, name: str, rows: list[Row], title: str) -> None:
    """Of seven organisations every number is as one counts it by hand, and the title says the greatest."""
    found = finding(name, small)
    assert table(found) == rows
    assert found.title == title


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("countries", "Finland 3, Norway 2 and Japan 1. 1 organisation has no fixed base."),
        (
            "regions",
            "Nothing counted here is in Africa, the Americas or Oceania. This tells you what is listed, not what "
            "exists.",
        ),
        (
            "matrix",
            "1 country has both a service and training listed. An organisation that does several things counts under "
            "each. The fullest cells are service in Finland and training in Finland, with 2 each.",
        ),
        (
            "status",
            "5 active, 1 unclear if active and 1 ended. "
            "5 confirmed by public pages, 1 known by name only and 1 related to Open Dialogue.",
        ),
        ("activities", "2 organisations do several things, and each is counted"),
        ("beginnings", "A year is known for 4 of 7 organisations; for 3 it is not."),
        ("beginnings", "At least half of the known years are 1998 or later."),
        (
            "freshness",
            "Dated pages show 5 of 7; for 2 we found no dated page. The one not seen for longest was last seen in "
            "2023.",
        ),
    ],
)
def test_the_words_of_a_directory_that_one_can_count(small: pd.DataFrame, name: str, words: str) -> None:
    """The sentences below a title say what one counts by hand, too."""
    assert words in finding(name, small).words


def test_every_finding_has_its_name() -> None:
    """All are given in one order, each under its own id and name; another id is an error."""
    view = load().frame
    found = findings(view)
    assert [one.id for one in found] == list(IDS)
    assert len({one.name for one in found}) == len(IDS) == 9
    for one in found:
        assert finding(one.id, view).title == one.title
    with pytest.raises(KeyError):
        finding("nothing", view)


# -------------------------------------------------------------------------------------------- the directory itself


def test_the_directory_is_counted_as_plain_python_counts_it(frame: pd.DataFrame) -> None:
    """On the real directory the table, title and words of every finding are those of a count over the CSV file."""
    found = check(frame, ROWS)
    placed = [row for row in ROWS if row["country"]]
    sums = {name: int(one.table[NUMBER].sum()) for name, one in found.items()}
    assert sums["matrix"] == sum(len(groups_of(row)) for row in placed) > len(placed)
    assert {sums[name] for name in ("countries", "regions", "types", "status", "scope")} == {len(ROWS)}


@pytest.mark.parametrize(
    "selection",
    [
        Selection.of(country=["GB"]),
        Selection.of(country=["none"]),
        Selection.of(type=["service"], status=["active"]),
        Selection.of(principle=["social-network"]),
        Selection.of("peer"),
        Selection.of("zzz"),
    ],
    ids=str,
)
def test_a_filtered_directory_is_counted_as_well(frame: pd.DataFrame, selection: Selection) -> None:
    """Under a filter, too, everything agrees with a plain count over the rows of the file that match."""
    view = apply(frame, selection)
    wanted = set(view["id"])
    check(view, [row for row in ROWS if row["id"] in wanted])


_FRAME = load().frame
_SOME = st.sets(st.integers(0, len(_FRAME) - 1), max_size=8) | st.sets(st.integers(0, len(_FRAME) - 1), max_size=60)


@settings(max_examples=60)
@given(chosen=_SOME)
def test_any_view_is_counted_and_told_truly(chosen: set[int]) -> None:
    """Whatever organisations a view has: counts are those of plain Python, they add up, and no sentence is untrue."""
    numbers = sorted(chosen)
    found = check(_FRAME.iloc[numbers], [ROWS[number] for number in numbers])
    for name in ("countries", "regions", "types", "status", "scope"):
        assert found[name].table[NUMBER].sum() == len(numbers), name
    assert found["activities"].table[NUMBER].sum() >= len(numbers)
    for one in found.values():
        counted = re.sub(rf"^No activity is ahead: {A_NUMBER} have", "", one.title)  # so many activities
        assert all(number <= len(numbers) for number in numbers_in(counted)[:1]), one.title


# ------------------------------------------------------------------------------------------------------- the edges


def edges(record: Record) -> dict[str, list[dict[str, str]]]:
    """Return small directories, each of which is unusual in one way."""
    four, three = ("FI", "NO", "JP", "BR"), ("FI", "NO", "JP")
    pair = ("service", "training")
    return {
        "none": [],
        "one": [record(1)],
        "one country": [record(n, type=kind) for n, kind in enumerate(("service", "training", "network"))],
        "no year at all": [record(n, founded="", last_seen="") for n in range(3)],
        "one without a year": [record(1, founded="", last_seen="")],
        "only a decade": [record(1, founded="1980s")],
        "two decades": [record(n, founded=year) for n, year in enumerate(("1980s", "1980s", "1990s"))],
        "a decade that ties with a year": [record(n, founded=year) for n, year in enumerate(("1980s", "1998"))],
        "a decade after the years": [record(n, founded=year) for n, year in enumerate(("1998", "2001", "2010s"))],
        "four spans tie": [record(n, founded=year) for n, year in enumerate(("1980s", "1991", "1992", "1994"))],
        "no base at all": [record(n, country="") for n in range(2)],
        "one without a base": [record(1, country="")],
        "one of two without a base": [record(1), record(2, country="")],
        "two countries tie": [record(n, country=code) for n, code in enumerate(("NL", "FI"))],
        "three countries tie": [record(n, country=code) for n, code in enumerate(three)],
        "four countries tie": [record(n, country=code) for n, code in enumerate(four)],
        "the Americas alone": [record(n, country="US") for n in range(2)],
        "the Americas ahead": [record(n, country=code) for n, code in enumerate(("US", "BR", "FI"))],
        "two cells tie": [record(n, country=three[n // 2 % 2], type="network") for n in range(4)],
        "four cells tie": [record(n, country=four[n // 2], type="network") for n in range(8)],
        "every type once": [record(n, type=kind.value) for n, kind in enumerate(Type)],
        "every activity in one": [record(1, activities=";".join(term.value for term in Activity))],
        "every reach twice": [record(n, scope=list(Scope)[n % 4].value) for n in range(8)],
        "two types tie before a third": [record(n, type=kind) for n, kind in enumerate((*pair, *pair, "network"))],
        "Antarctica": [record(1, country="AQ"), record(2)],
        "read in an earlier year": [record(n, last_seen="2020", read_on="2021-05-01") for n in range(2)],
    }


EDGES = list(edges(lambda *args, **cells: {}))


def told(view: pd.DataFrame, name: str) -> str:
    """Return title and words of a finding."""
    found = finding(name, view)
    return f"{found.title}. {found.words}"


@pytest.fixture
def edge(make_file: MakeFile, record: Record) -> Callable[[str], pd.DataFrame]:
    """Return one of the unusual directories by its name."""

    def make(name: str) -> pd.DataFrame:
        read = load(make_file(*edges(record)[name]))
        assert read.problems == ()
        return read.frame

    return make


@pytest.mark.parametrize("name", EDGES)
def test_every_edge_is_told_truly(edge: Callable[[str], pd.DataFrame], record: Record, name: str) -> None:
    """At every edge the numbers agree with a plain count, sentences are whole, and none claims what is not so."""
    check(edge(name), edges(record)[name])


@pytest.mark.parametrize(
    ("name", "of", "words"),
    [
        ("one", "countries", "All with a fixed base are in Finland: 1 of 1"),
        ("one", "types", "The most common main type is service: 1 of 1"),
        ("one", "status", "1 of 1 organisation is known to be active today"),
        ("one without a year", "beginnings", "No first year is known for any of 1 organisation"),
        ("one without a year", "freshness", "No year in which it was last seen is known for any of 1 organisation"),
        ("no year at all", "beginnings", "A year is known for 0 of 3 organisations; for 3 it is not."),
        ("only a decade", "beginnings", "Most known beginnings in one decade: 1, in the 1980s"),
        ("two decades", "beginnings", "Most known beginnings in one decade: 2, in the 1980s"),
        ("a decade that ties with a year", "beginnings", "in one year or decade: 1, in the 1980s and 1998"),
        ("four spans tie", "beginnings", "No year or decade stands out: 4 have 1 of the known beginnings each"),
        ("no base at all", "countries", "Nothing listed that matches these filters has a fixed base"),
        ("no base at all", "regions", "2 organisations have no fixed base."),
        ("no base at all", "matrix", "Nothing listed that matches these filters has a fixed base"),
        ("one without a base", "matrix", "1 organisation has no fixed base."),
        ("one of two without a base", "countries", "All with a fixed base are in Finland: 1 of 2"),
        ("two countries tie", "countries", "Finland and the Netherlands have the most: 1 each of 2"),
        ("three countries tie", "countries", "Finland, Japan and Norway have the most: 1 each of 3"),
        ("four countries tie", "countries", "No place is ahead: 4 have 1 each"),
        ("the Americas alone", "regions", "All with a fixed base are in the Americas: 2 of 2"),
        ("the Americas ahead", "regions", "The Americas have the most: 2 of 3"),
        ("two cells tie", "matrix", "The fullest cells are network in Finland and network in Norway, with 2 each."),
        ("every type once", "types", "No main type is ahead: 6 have 1 each"),
        ("every activity in one", "activities", "No activity is ahead: 17 have 1 each"),
        ("every reach twice", "scope", "No reach is ahead: 4 have 2 each"),
        ("two types tie before a third", "types", "Service and training lead: 2 each of 5"),
        ("read in an earlier year", "freshness", "2 of 2 organisations were last seen in 2019 or later"),
    ],
)
def test_how_an_edge_is_told(edge: Callable[[str], pd.DataFrame], name: str, of: str, words: str) -> None:
    """One, none, a tie, a decade, no base: each is told as one would say it."""
    assert words in told(edge(name), of)


def test_the_fullest_cells_are_named_only_if_they_are_few(edge: Callable[[str], pd.DataFrame]) -> None:
    """Where four cells are equally full, none of them is called the fullest."""
    assert "fullest" not in told(edge("four cells tie"), "matrix")


def test_of_nothing_every_finding_says_that_nothing_is_listed(edge: Callable[[str], pd.DataFrame]) -> None:
    """An empty view has the same title everywhere, no words, and no number above nought."""
    for found in findings(edge("none")):
        assert (found.title, found.words) == ("Nothing listed matches these filters", "")
        assert found.table[NUMBER].sum() == 0


def test_ten_thousand_organisations(frame: pd.DataFrame) -> None:
    """Of ten thousand, everything still agrees with a plain count; numbers have their thousands apart."""
    times = 10_000 // len(frame) + 1
    many = pd.concat([frame] * times, ignore_index=True).iloc[:10_000]
    many = many.assign(id=[f"{name}-{number}" for number, name in enumerate(many["id"])])
    assert many["id"].is_unique
    found = check(many, (ROWS * times)[:10_000])
    assert found["status"].title.endswith("of 10,000 organisations are known to be active today")
    assert re.search(r"^Training \d,\d{3}, Service \d,\d{3}, ", found["activities"].words)


# ------------------------------------------------------------------------------------------------ what a page shows


class Sheet(HTMLParser):
    """An independent reader of the tables in markup."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self.rows.append([])
        self._inside = tag in ("th", "td")
        if self._inside:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        self._inside = self._inside and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        """Note what stands in a cell."""
        if self._inside:
            self.rows[-1][-1] += data


@pytest.mark.parametrize("name", IDS)
def test_the_page_shows_the_same_numbers(directory: Directory, name: str) -> None:
    """The table on the page holds every row of the finding; its head the title and words; its links the files."""
    frame = directory.frame
    found = finding(name, frame)
    head, *rows = Sheet(ecosystem_markup.chart_numbers(found, Edition.of(frame, directory, Selection()), "dark")).rows
    assert head == list(found.table.columns)
    assert [tuple(row) for row in rows] == [tuple(str(cell) for cell in row) for row in table(found)]
    told = Page(ecosystem_markup.chart_heading(found)).text
    assert found.title in told
    assert found.words in told
    assert found.name in told


def test_hostile_filters_stay_text_below_a_chart(directory: Directory, hostile: str) -> None:
    """What was searched for stands in the line of the source as text, and makes no element or foreign link."""
    selection = Selection.of(hostile)
    view = apply(directory.frame, selection)
    html = ecosystem_markup.chart_numbers(finding("types", view), Edition.of(view, directory, selection), "light")
    page, plain = Page(html), Page(ecosystem_markup.chart_numbers(finding("types", view), _edition(directory), "light"))
    assert selection.text in " ".join(page.text.split())
    assert page.elements == plain.elements
    links = [value for name, value in page.attributes if name == "href"]
    assert all(link.startswith("./api/charts/types.") for link in links)
    assert not [name for name, _ in page.attributes if name.startswith("on")]


def _edition(directory: Directory) -> Edition:
    return Edition.of(directory.frame, directory, Selection())


def test_the_cards_on_top(frame: pd.DataFrame) -> None:
    """Organisations, countries, regions and the verified share are those of a plain count."""
    codes = {row["country"] for row in ROWS} - {""}
    regions = {PLACES[code]["region"] for code in codes}
    verified = sum(row["verification"] == "verified" for row in ROWS)
    words = Page(ecosystem_markup.number_cards(frame, frame)).text
    for expected_words in (f"{len(ROWS)}", f"{len(codes)}", f"{len(regions)} of 5", f"{verified / len(ROWS):.0%}"):
        assert re.search(rf"(?<![\d.]){expected_words}", words), expected_words
    assert f"{verified} of {len(ROWS)} exist or existed" in words
    some = Page(ecosystem_markup.number_cards(apply(frame, Selection.of(country=["FI"])), frame)).text
    assert f"of {len(ROWS)} listed" in some
    assert "1 of 5" in some


def test_the_cards_of_a_view_with_nothing_or_antarctica(edge: Callable[[str], pd.DataFrame]) -> None:
    """Of nothing there is no share, and Antarctica, where nobody lives, is not counted among the five regions."""
    empty, far = edge("none"), edge("Antarctica")
    words = Page(ecosystem_markup.number_cards(empty, empty)).text
    assert "0 of 5" in words
    assert "%" not in words
    assert "1 of 5" in Page(ecosystem_markup.number_cards(far, far)).text

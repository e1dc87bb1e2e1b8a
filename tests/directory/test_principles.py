"""The seven principles: what the page says of each, who names it, and the filter that shows them on the map."""

import csv
import os
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from odmap import load
from odmap.cli.main import main
from odmap.directory import principles, timeline
from odmap.directory.organisation import Principle
from odmap.directory.principles import Text, named
from odmap.directory.timeline import Event
from odmap.markup import principles as principles_markup
from odmap.settings import ORGANISATIONS, PRINCIPLES
from odmap.views.selection import BY_NAME, Selection, apply, from_query, not_listed, options
from tests.markup.test_rendering import Page

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

FACET = BY_NAME["principle"]
IDS = [term.value for term in Principle]


def counted() -> dict[str, set[str]]:
    """Return who names each principle: a plain reading of the file, which knows nothing of odmap."""
    with ORGANISATIONS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    naming = {principle: {row["id"] for row in rows if principle in row["principles"].split(";")} for principle in IDS}
    assert sum(map(len, naming.values())) == sum(len(row["principles"].split(";")) for row in rows if row["principles"])
    return naming


COUNTED = counted()


def texts() -> tuple[Text, ...]:
    """Return the principles as the project's own file tells them."""
    return principles.load().records


def links(markup: str) -> list[str]:
    """Return where the links of some markup lead."""
    return [value for name, value in Page(markup).attributes if name == "href"]


def section(markup: str, principle: str) -> str:
    """Return the part of the markup that is about one principle."""
    (found,) = re.findall(rf'<section aria-labelledby="p-{principle}">.*?</section>', markup, re.DOTALL)
    return str(found)


# --------------------------------------------------------------------------------------------------- the texts


def test_the_file_and_the_vocabulary_agree() -> None:
    """The file tells of each principle once, in the vocabulary's order, and of no other."""
    assert [each["id"] for each in tomllib.loads(PRINCIPLES.read_text("utf-8"))["principle"]] == IDS
    assert [text.id for text in texts()] == list(Principle)


def test_every_text_is_whole() -> None:
    """Each text is made of whole sentences of its own, and promises no cure."""
    every = [words for text in texts() for words in (text.text, text.for_you)]
    assert len(set(every)) == 2 * len(IDS)
    for words in (*every, *principles.TWELVE):
        assert words[0].isupper()
        assert words.endswith(".")
        assert "  " not in words
        assert not re.search(r"\b(cures?|healed|guarantee[sd]?|proven)\b", words, re.IGNORECASE)
    assert len(set(principles.TWELVE)) == 12


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("for_you = ", "foryou = "), "immediate-help, for_you: is missing"),
        (("for_you = ", "foryou = "), "immediate-help, foryou: is not known here"),
        (("for_you = ", "for_you = 1 #"), "immediate-help, for_you: is no text; put it in quotation marks"),
        (("text = ", 'text = "Too short." #'), "immediate-help, text: 'Too short.' is empty or too short"),
        (('"social-network"', '"sociable-network"'), "sociable-network, id: 'sociable-network' is not one of: "),
        (('"social-network"', '"immediate-help"'), "immediate-help, id: is used again by principle 2"),
        (('literature = "Immediate help"', ""), "immediate-help, literature: is missing"),
        (('literature = "Immediate help"', f'literature = "{"x" * 101}"'), "immediate-help, literature: "),
        (
            ('literature = "Immediate help"', 'literature = "Immediate help"\nmeaning = "x"'),
            "immediate-help, meaning: ",
        ),
    ],
)
def test_a_mistake_is_named_by_principle_and_field(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    """A slip says which principle and which field to mend, and the file as a whole then lacks that principle."""
    path = tmp_path / "principles.toml"
    good = PRINCIPLES.read_text("utf-8")
    assert change[0] in good
    path.write_text(good.replace(*change, 1), "utf-8")
    found = principles.read(path)
    problems = [str(problem) for problem in found.problems]
    assert any(problem.startswith(says) for problem in problems), problems
    assert problems[-1].startswith("principles.toml: tells nothing valid of ")
    assert (found.size, found.left_out) == (6, 1)


@pytest.mark.parametrize("broken", ["", "principle = 5", 'principle = "x"', "[[principle", "principle = []\nother = 1"])
def test_a_file_that_holds_something_else_says_so(tmp_path: Path, broken: str) -> None:
    """What is no list of principles at all gives none, and a problem of the file; the page does without them."""
    path = tmp_path / "principles.toml"
    path.write_text(broken, "utf-8")
    found = principles.read(path)
    assert found.records == ()
    assert found.problems
    assert {problem.record for problem in found.problems} == {"principles.toml"}


def test_a_principle_that_is_not_told_is_a_fault_of_the_file(tmp_path: Path) -> None:
    """One principle fewer is no small loss: the edition before stays, and the fault says which is missing."""
    path = tmp_path / "principles.toml"
    good = PRINCIPLES.read_text("utf-8")
    path.write_text(good, "utf-8")
    before = principles.load(path)
    path.write_text(good[: good.rindex("[[principle]]")], "utf-8")
    assert principles.load(path) is before
    fault = principles.fault(path)
    assert fault is not None
    assert fault.in_short() == (
        "principles.toml tells nothing valid of continuity-of-care; an earlier edition is shown"
    )


def test_a_mended_file_is_read_again(tmp_path: Path) -> None:
    """Whoever mends a sentence sees it at once, without starting anything anew."""
    path = tmp_path / "principles.toml"
    good = PRINCIPLES.read_text("utf-8")
    path.write_text(good, "utf-8")
    first = principles.load(path).records
    assert first == texts()
    path.write_text(good.replace("Help begins now", "Help begins today"), "utf-8")
    later = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(later, later))
    mended = principles.load(path).records
    assert mended[0].text.startswith("Help begins today")
    assert mended[1:] == first[1:]


def test_check_looks_at_the_principles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``odmap check`` names a mistake with file, principle and field, and ends with status 1."""
    path = tmp_path / "principles.toml"
    path.write_text(PRINCIPLES.read_text("utf-8").replace("for_you = ", "foryou = ", 1), "utf-8")
    monkeypatch.setattr("odmap.cli.check.PRINCIPLES", path)
    assert main(["check"]) == 1
    out, err = capsys.readouterr()
    assert "principles.toml, immediate-help, for_you: is missing" in out
    assert err == "principles.toml: 3 problems; 6 principles valid, 1 left out\n"


# ------------------------------------------------------------------------------------------------ who names them


def test_who_names_a_principle(frame: pd.DataFrame) -> None:
    """For each principle exactly those organisations stand there whose record names it, by name."""
    found = named(frame)
    assert {item.text.id.value: {id_ for id_, _, _ in item.organisations} for item in found} == COUNTED
    assert [len(item.organisations) for item in found] == [len(COUNTED[principle]) for principle in IDS]
    for item in found:
        names = [name.casefold() for _, name, _ in item.organisations]
        assert names == sorted(names)
    summaries = dict(zip(frame["id"], frame["summary"], strict=True))
    for id_, _, gist in (one for item in found for one in item.organisations):
        assert summaries[id_].startswith(gist)
        assert gist.endswith(".")
        assert ". " not in gist


def test_of_nothing_nobody_names_anything(frame: pd.DataFrame) -> None:
    """Without organisations the seven stand there still, each with nobody."""
    assert [item.organisations for item in named(frame[:0])] == [()] * 7


def test_a_description_of_one_sentence(make_file: MakeFile, record: Record) -> None:
    """The beginning of a description is its first sentence, or all of it if it has one; names go by letter."""
    bodies = [
        record(1, name="Beta", summary="One sentence that is long enough.", principles="flexibility"),
        record(2, name="alpha", summary="A first sentence stands here. A second one.", principles="flexibility"),
        record(3, name="gamma", summary="A description without a stop", principles="immediate-help;flexibility"),
    ]
    (item,) = (item for item in named(load(make_file(*bodies)).frame) if item.text.id == "flexibility")
    assert item.organisations == (
        ("body-2", "alpha", "A first sentence stands here."),
        ("body-1", "Beta", "One sentence that is long enough."),
        ("body-3", "gamma", "A description without a stop"),
    )


# ---------------------------------------------------------------------------------------------------- the markup


def test_the_page_says_how_many(frame: pd.DataFrame) -> None:
    """Each principle has its name, its texts and a number; the one that nobody names says what that does not mean."""
    html = principles_markup.seven(named(frame), Selection())
    for text in texts():
        part = section(html, text.id.value)
        words = " ".join(Page(part).text.split())
        for expected in (text.id.label, text.text, f"For you in a crisis: {text.for_you}"):
            assert expected in words
        number = len(COUNTED[text.id.value])
        to_the_map = f"./?principle={text.id.value}"
        if number:
            noun = "organisation" if number == 1 else "organisations"
            assert f"The Lived Experience Hub's list names it for {number} {noun}." in words
            assert links(part).count(to_the_map) == 1
        else:
            assert (
                "The Lived Experience Hub's list names it for none. That says nothing about how anyone works." in words
            )
            assert links(part) == []
    assert 0 in map(len, COUNTED.values()), "no principle is left that shows what is said of one without anybody"


@pytest.mark.parametrize("principle", [principle for principle in IDS if COUNTED[principle]])
def test_a_link_leads_to_those_who_name_it(frame: pd.DataFrame, principle: str) -> None:
    """The link of a principle, read as an address, shows on the map exactly those that the page lists below it."""
    part = section(principles_markup.seven(named(frame), Selection()), principle)
    to_the_map, *details = links(part)
    selection, dropped = from_query(parse_qs(urlsplit(to_the_map).query), frame)
    assert dropped == []
    assert set(apply(frame, selection)["id"]) == COUNTED[principle]
    assert [parse_qs(urlsplit(link).query)["organisation"][0] for link in details] == list(
        frame[frame["id"].isin(COUNTED[principle])].sort_values("name", key=lambda n: n.str.casefold())["id"]
    )


def test_of_very_many_the_first_are_named_and_the_rest_counted(frame: pd.DataFrame) -> None:
    """A principle that thousands name is no second directory: the map has the rest, and a sentence says so."""
    html = principles_markup.seven(named(frame), Selection(), most=3)
    for principle, naming in COUNTED.items():
        part = section(html, principle)
        assert len(links(part)) == (min(3, len(naming)) + 1 if naming else 0)
        rest = f"And {len(naming) - 3} more organisation"
        assert (rest in Page(part).text) == (len(naming) > 3)


def test_links_to_organisations_keep_the_filters(frame: pd.DataFrame) -> None:
    """Who looks at Finland still does after opening an organisation; the link of a principle shows all who name it."""
    html = principles_markup.seven(named(frame), Selection.of("peer", country=["FI"]))
    to_the_map, details = links(section(html, "social-network"))[:2]
    assert to_the_map == "./?principle=social-network"
    assert details.startswith("./?country=FI&q=peer&organisation=")


def test_hostile_names_are_only_text(hostile_file: Path, make_file: MakeFile) -> None:
    """Names and descriptions with markup, template signs or quotes show as they are, and make no element."""
    with hostile_file.open(encoding="utf-8", newline="") as stream:
        rows = [row | {"principles": ";".join(IDS)} for row in csv.DictReader(stream)]
    read = load(make_file(*rows, name="named.csv"))
    assert read.problems == ()
    html = principles_markup.seven(named(read.frame), Selection())
    page = Page(html)
    for row in rows:
        assert page.text.count(row["name"].strip()) >= 2 * len(IDS)  # its name, and how its description begins
    assert set(page.elements) == {"div", "section", "h3", "p", "b", "a", "details", "summary", "ul", "li", "span"}
    assert {name for name, _ in page.attributes} == {
        *("class", "aria-labelledby", "id", "href", "data-od-go", "data-organisation", "dir")
    }
    assert all(link.startswith("./?") for link in links(html))


def test_the_two_lists_stand_side_by_side(frame: pd.DataFrame) -> None:
    """The table has each principle with its nearest in the literature, and the one that is absent here."""
    words = Page(principles_markup.compared(named(frame))).text
    for text in texts():
        assert f"{text.id.label}{text.literature}" in words
    assert "Not on this listResponsibility" in words


def whole(frame: pd.DataFrame, items: tuple[principles.Named, ...], events: tuple[Event, ...]) -> str:
    """Return the whole page with nothing chosen."""
    return principles_markup.page(frame, items, events, Selection())


def test_the_page_answers_in_one_minute(frame: pd.DataFrame) -> None:
    """What happens, who is there, where it comes from and what is known stand first, in fewer words than a minute."""
    first = Page(whole(frame, named(frame), timeline.load().records).split("<h2")[0])
    words = " ".join(first.text.split())
    for question in ("What happens", "Who is there", "Where it comes from", "What is known about results"):
        assert question in words
    assert f"listed in {frame['country'].nunique()} countries" in words
    assert "Nobody can promise that it helps" in words
    assert len(words.split()) < 150  # calm reading


def test_the_timeline_is_a_list_whose_items_name_their_source(frame: pd.DataFrame) -> None:
    """Each event is an item of an ordered list with a name, has its year as time, and links the page that shows it."""
    events = timeline.load().records
    html = whole(frame, (), events)
    heading = html.split('<ol class="od-timeline" aria-labelledby="')[1].split('"')[0]
    assert f'<h2 id="{heading}">' in html
    items = html.split('class="od-timeline"')[1].split("</ol>")[0].split("<li>")[1:]
    assert len(items) == len(events)
    for event, item in zip(events, items, strict=True):
        assert f'<time datetime="{event.year}">' in item
        assert event.words in Page(item).text
        assert ("href", event.source) in Page(item).attributes


def test_what_cannot_be_read_is_said_and_the_rest_stands(frame: pd.DataFrame) -> None:
    """Without its files the page says what is missing, and still tells what Open Dialogue is and where to turn."""
    words = Page(whole(frame, (), ())).text
    assert words.count("cannot be read at the moment. The rest of this page still holds.") == 2
    assert "emergency number" in words


def test_an_event_with_markup_is_only_text(frame: pd.DataFrame) -> None:
    """Signs of markup in the file of events show as they are."""
    event = timeline.load().records[0].model_copy(update={"title": "<script>alert(1)</script>", "words": "${x} <b>&"})
    html = whole(frame, (), (event,))
    assert "<script" not in html
    assert "${x} <b>&" in Page(html).text


# ---------------------------------------------------------------------------------------------------- the filter


@pytest.mark.parametrize("principle", IDS)
def test_the_filter_shows_those_who_name_it(frame: pd.DataFrame, principle: str) -> None:
    """Filtered by a principle, exactly those organisations show whose record names it, in the directory's order."""
    shown = list(apply(frame, Selection.of(principle=[principle]))["id"])
    assert shown == [id_ for id_ in frame["id"] if id_ in COUNTED[principle]]


def test_several_principles_add(frame: pd.DataFrame) -> None:
    """With several principles those show who name any of them, each once; another filter narrows them."""
    several = ["dialogical-approach", "social-network", "continuity-of-care"]
    wanted = set().union(*(COUNTED[principle] for principle in several))
    assert len(wanted) < sum(len(COUNTED[principle]) for principle in several), "no organisation names two of them"
    shown = apply(frame, Selection.of(principle=several))
    assert shown["id"].is_unique
    assert set(shown["id"]) == wanted
    for column, value in (("country", "GB"), ("type", "service"), ("status", "unknown")):
        there = set(frame.loc[frame[column] == value, "id"])
        both = apply(frame, Selection({column: (value,), "principle": tuple(several)}))
        assert set(both["id"]) == wanted & there != set()


def test_a_principle_and_a_search(frame: pd.DataFrame) -> None:
    """A search narrows what a principle leaves, as it narrows everything else."""
    wanted = COUNTED["social-network"] & set(apply(frame, Selection.of("dialogue"))["id"])
    assert set(apply(frame, Selection.of("dialogue", principle=["social-network"]))["id"]) == wanted != set()


def test_the_options_are_those_that_occur(frame: pd.DataFrame) -> None:
    """Every principle that somebody names can be chosen, with its number, in the vocabulary's order."""
    assert options(frame, FACET) == {principle: len(ids) for principle, ids in COUNTED.items() if ids}
    assert list(options(frame, FACET)) == [principle for principle in IDS if COUNTED[principle]]


@pytest.mark.parametrize("rows", [0, 1], ids=["no organisation", "one that names none"])
def test_where_nobody_names_any(frame: pd.DataFrame, rows: int) -> None:
    """Where no description names a principle there is nothing to choose, and the filter shows nothing."""
    nobody = frame[frame["principles"].map(len) == 0][:rows]
    assert options(nobody, FACET) == {}
    assert apply(nobody, Selection.of(principle=["flexibility", "social-network"])).empty
    assert list(apply(nobody, Selection())["id"]) == list(nobody["id"])
    selection, dropped = from_query({"principle": ["social-network"]}, nobody)
    assert (selection, dropped) == (Selection.of(principle=["social-network"]), [])


def test_an_order_of_their_own_is_kept(frame: pd.DataFrame) -> None:
    """Rows in another order, or only some of them, are filtered as rightly: how they are numbered does not matter."""
    mixed = frame.sample(frac=0.7, random_state=3)
    shown = list(apply(mixed, Selection.of(principle=["social-network"], status=["active", "unknown"]))["id"])
    active = set(frame.loc[frame["status"] != "ended", "id"])
    assert shown == [id_ for id_ in mixed["id"] if id_ in COUNTED["social-network"] & active]


def test_a_principle_in_an_address(frame: pd.DataFrame) -> None:
    """An address names principles in any case, once each, also one that nobody names; what is none is dropped."""
    query = {"principle": ["Social-Network", "dialogical-approach", "social-network", "", "flexibility", "<b>"]}
    selection, dropped = from_query(query, frame)
    named = ["social-network", "dialogical-approach", "flexibility"]
    assert selection == Selection.of(principle=named)
    assert dropped == [("principle", "<b>")]
    assert not_listed(frame, selection) == [("principle", "flexibility")]
    assert selection.to_query() == {"principle": named}
    assert selection.active() == [("principle", value) for value in named]
    assert selection.without("principle", "social-network") == Selection.of(principle=named[1:])

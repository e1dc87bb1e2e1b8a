"""Everything that is known of one organisation, in words and as markup."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from odmap import load
from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.markup import directory as directory_markup
from odmap.views.profile import Profile, describe, find
from odmap.views.selection import Selection
from tests.markup.test_rendering import HARMLESS, Page

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


ELEMENTS = HARMLESS | {"div", "h1", "i", "br", "dl", "dt", "dd", "span", "strong", "figure"}


def known(frame: pd.DataFrame, organisation: str) -> Profile:
    """Return what is known of one organisation of the directory."""
    found = find(frame, organisation)
    assert found is not None
    return describe(found, frame)


def whole(found: Profile) -> Page:
    """Return all of the details as a page shows them."""
    parts = (
        directory_markup.profile_heading(found.organisation, "light", "", Selection()),
        directory_markup.profile_summary(found),
        directory_markup.profile_details(found, "light", "", Selection()),
    )
    return Page("".join(parts))


def every_text(one: LocatedOrganisation) -> list[str]:
    """Return the free texts of a record that the details must hold."""
    return [text for text in (one.own_name, one.summary, one.parent, one.note, one.place) if text]


def test_what_helps_comes_first(frame: pd.DataFrame) -> None:
    """What it is, where, is it running, how to reach it, languages; then near, principles, unsure, sources."""
    for one in organisations_in(frame):
        text = whole(describe(one, frame)).text
        heads = ["Where", "Is it running?", "How to reach it", "Languages", "Where it is, and what is near"]
        heads += ["Principles named for it", "What we are not sure of", "How we know about it"]
        places = [text.index(head) for head in (one.summary, *heads)]
        assert places == sorted(places), one.id


def test_what_is_unsure_is_never_empty_and_never_begins_with_certainty(frame: pd.DataFrame) -> None:
    """Silence would look like certainty; that it is confirmed stands with its sources."""
    for one in organisations_in(frame):
        found = describe(one, frame)
        assert found.unsure
        assert not found.unsure[0].startswith(("Verified", "Confirmed"))
        confirmed = "Confirmed by public pages: what we read shows that it exists or existed."
        assert (confirmed in whole(found).text) == one.is_verified


def test_how_to_reach_it_stands_in_its_facts(frame: pd.DataFrame) -> None:
    """The website, or each of those who may know more, is a link in the first part of every profile."""
    for one in organisations_in(frame):
        found = describe(one, frame)
        page = Page(directory_markup.profile_summary(found, "directory", Selection.of(country=["GB"])))
        links = [value for name, value in page.attributes if name == "href"]
        if found.reach.website:
            assert found.reach.website in links
            assert not any("organisation=" in address for address in links)
        for contact in (*found.reach.contacts, *([found.reach.across] if found.reach.across else [])):
            assert f"./directory?country=GB&organisation={contact.id}" in links
            assert contact.website is None or contact.website in links


def test_nothing_of_a_record_is_lost(frame: pd.DataFrame) -> None:
    """For every organisation, each text, year, source and principle of its record stands in its details."""
    for one in organisations_in(frame):
        found = describe(one, frame)
        page = whole(found)
        links = [value for name, value in page.attributes if name == "href"]
        for text in (*every_text(one), one.status_note.rstrip(".")):
            assert text in page.text, (one.id, text)
        assert set(one.sources) <= set(links)
        assert one.website is None or one.website in links
        assert one.founded is None or one.founded in found.since
        assert one.last_seen is None or str(one.last_seen) in found.today
        assert set(found.principles) == set(one.principles)
        assert all(term.label in page.text for term in one.principles)


def test_a_verified_one(frame: pd.DataFrame) -> None:
    """The birthplace of the approach: since when, what is known of today, its list, its languages, its parent."""
    found = known(frame, "western-lapland-open-dialogue")
    assert found.since == "The 1980s"
    assert found.today == "Active. Running in 2025, with cuts proposed at its hospital."
    assert found.origin == "Number 7 of the 34 names on the Lived Experience Hub's list, the first of our sources."
    assert found.languages == "Finnish"
    assert "Part of, or run by: Lapland" in whole(found).text
    assert not any(sentence.startswith(("Verified", "Confirmed")) for sentence in found.unsure)


def test_a_kind_of_care_is_told(frame: pd.DataFrame) -> None:
    """Where a page names the kind of care or the place of work, it stands with what is done; else nothing is said."""
    doing = known(frame, "alfred-health-cymhs-and-headspace-early-psychosis").doing
    assert "Kind of care: early psychosis, children and young people." in doing
    assert not any("Kind of care" in one for one in known(frame, "western-lapland-open-dialogue").doing)


def test_a_parent_with_ids_has_links(make_file: MakeFile, record: Record) -> None:
    """They lead to the parent's item in Wikidata and its record in ROR; without ids there is no such line."""
    ids = {"parent_wikidata": "Q314536", "parent_ror": "https://ror.org/05xg72x27"}
    frame = load(make_file(record(1, parent="NTNU", **ids), record(2, parent="NTNU"))).frame
    page, plain = whole(known(frame, "body-1")), whole(known(frame, "body-2"))
    links = [value for name, value in page.attributes if name == "href"]
    assert {"https://www.wikidata.org/wiki/Q314536", "https://ror.org/05xg72x27"} <= set(links)
    assert "Wikidata Q314536" in page.text
    assert "ROR 05xg72x27" in page.text
    assert "Wikidata" not in plain.text


def test_an_unverified_one_says_so(frame: pd.DataFrame) -> None:
    """What nobody could verify says why, and what was not found."""
    found = known(frame, "open-dialogue-usa")
    assert found.unsure[0] == "Known by name only: a list or a page names it; nothing else was found."
    assert "We do not know whether its work continues today." in found.unsure
    assert "We found no website of its own." in found.unsure
    assert found.neighbours == ()
    assert "We only know its country, so distances would mean nothing." in whole(found).text


def test_an_ended_one_says_so(frame: pd.DataFrame) -> None:
    """What has ended says so in words, with the year it was last seen."""
    found = known(frame, "oddessi-trial")
    assert found.today.startswith("Ended. ")
    assert found.today in whole(found).text


def test_perhaps_the_same_body(frame: pd.DataFrame) -> None:
    """Two records that may be one name each other, whichever of them says so."""
    one, other = "dialogic-practice-institute", "institute-for-dialogic-practice"
    assert [twin.id for twin in known(frame, one).twins] == [other]
    assert [twin.id for twin in known(frame, other).twins] == [one]


def test_one_without_a_base_has_no_map(frame: pd.DataFrame) -> None:
    """A worldwide network has no small map and no neighbours, and says why."""
    found = known(frame, "hopendialogue")
    assert "od-locator" in [value for _, value in whole(found).attributes]
    without = directory_markup.profile_details(found, "light", "", Selection(), still_map=False)
    assert "od-locator" not in without  # where the live map shows its place
    page = whole(known(frame, "international-open-dialogue-network"))
    assert "od-locator" not in [value for _, value in page.attributes]
    assert "There is no distance to measure" in page.text
    assert "Others of this type without a fixed base" in page.text


def test_relatives_are_named_both_ways(make_file: MakeFile, record: Record) -> None:
    """A parent that is listed, its parts, and parts of the same parent name each other."""
    frame = load(
        make_file(
            record(1, name="Big Trust", country="FI"),
            record(2, parent="Big Trust (lead) with others"),
            record(3, parent="Big Trust (lead) with others"),
            record(4, parent="Small trust"),
        )
    ).frame
    assert [other.id for other in known(frame, "body-1").kin] == ["body-2", "body-3"]
    assert [other.id for other in known(frame, "body-2").kin] == ["body-1", "body-3"]
    assert known(frame, "body-4").kin == ()


def test_others_of_its_country_and_type(frame: pd.DataFrame) -> None:
    """Others of the same country and type are counted all, named by name up to eight, without itself."""
    found = known(frame, "dialogue-first")
    assert found.others_in_all == len(frame[(frame["country"] == "GB") & (frame["type"] == "service")]) - 1
    assert "dialogue-first" not in {other.id for other in found.others}


def test_links_keep_page_and_filters(frame: pd.DataFrame) -> None:
    """Going on to a neighbour stays on the same page with the same filters."""
    found = known(frame, "dialogue-first")
    html = directory_markup.profile_details(found, "light", "directory", Selection.of(country=["GB"]))
    onward = [value for name, value in Page(html).attributes if name == "href" and "organisation=" in value]
    assert onward
    assert all(value.startswith("./directory?country=GB&organisation=") for value in onward)


def test_hostile_details_are_text(hostile_file: Path) -> None:
    """Whatever a record says shows as text, on every part of the details and in the table."""
    frame = load(hostile_file).frame
    for one in organisations_in(frame):
        page = whole(describe(one, frame))
        assert set(page.elements) <= ELEMENTS
        assert one.note in page.text
        assert not [name for name, _ in page.attributes if name.startswith("on")]


@pytest.mark.parametrize(
    "given", ["", "nobody", "<script>alert(1)</script>", "x" * 10_000, "\x00\ud7ff", "{{ 7 * 7 }}"]
)
def test_an_unknown_one_is_told_as_text(frame: pd.DataFrame, given: str) -> None:
    """Whatever a link asks for is shown as text, cut to a bearable length."""
    assert find(frame, given) is None
    page = Page(
        directory_markup.organisation_not_found(given, frame, lambda organisation: f"./?organisation={organisation}")
    )
    assert given[:20] in page.text
    assert len(page.text) < 700
    assert set(page.elements) <= {"div", "p", "ul", "li", "a"}

"""How to reach an organisation: for every record of the directory, and for any part of it."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import Activity, Scope, Status, Type
from odmap.views.profile import find
from odmap.views.reach import MOST, By, Reach, reach

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

NETWORK = {"type": "network", "activities": "network"}
SITE = "https://example.org/"


def of(frame: pd.DataFrame, organisation: str) -> Reach:
    """Return how to reach one organisation of a directory."""
    found = find(frame, organisation)
    assert found is not None
    return reach(found, frame)


def connects(one: LocatedOrganisation) -> bool:
    """Tell whether an organisation is a network, or does what networks do."""
    return one.type is Type.NETWORK or Activity.NETWORK in one.activities


def check(one: LocatedOrganisation, frame: pd.DataFrame, known: dict[str, LocatedOrganisation]) -> None:
    """Hold what is true of every answer: it leads on, to others that are listed, and as directly as is known."""
    found = reach(one, frame)
    named = [*found.contacts, *([found.across] if found.across else [])]
    assert one.id not in {contact.id for contact in named}
    assert {contact.id for contact in named} <= set(known)
    assert all(contact.website == known[contact.id].website for contact in named)
    assert (found.by is By.ITSELF) == bool(one.website)
    assert (found.website, bool(found.words)) == (one.website, not one.website)
    asked = [known[contact.id] for contact in found.contacts]
    if found.by is By.NETWORK:
        assert 1 <= len(asked) <= MOST
        assert all(connects(other) and other.country == one.country for other in asked)
        assert all(other.status is not Status.ENDED for other in asked)
        assert (found.across is None) or not any(other.website for other in asked)
    if found.by in {By.PARENT, By.TWIN}:
        assert asked
        assert all(other.website for other in asked)
    if found.across:
        across = known[found.across.id]
        assert (across.scope, bool(across.website), connects(across)) == (Scope.GLOBAL, True, True)
    if found.by is By.NOBODY:
        assert not named


def test_every_organisation_can_be_reached_somehow(frame: pd.DataFrame) -> None:
    """Each of the directory has a website, or leads to somebody who has one; none leads to itself."""
    known = {one.id: one for one in organisations_in(frame)}
    for one in known.values():
        check(one, frame, known)
        found = reach(one, frame)
        assert found.website or any(contact.website for contact in (*found.contacts, found.across) if contact), one.id


@given(data=st.data())
def test_any_part_of_the_directory_has_answers(data: st.DataObject) -> None:
    """Whoever is left out and whoever loses the website, each answer leads on as directly as what is left allows."""
    rows = load().frame.reset_index(drop=True)
    kept = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=1, max_size=12, unique=True))
    part = rows.iloc[kept].copy()
    lost = data.draw(st.sets(st.sampled_from(kept)))
    part.loc[sorted(lost), "website"] = None
    known = {one.id: one for one in organisations_in(part)}
    for one in known.values():
        check(one, part, known)


def test_the_parent_comes_first(make_file: MakeFile, record: Record) -> None:
    """Its website is offered, not a network's; a parent without one, or only half of a name, is no way."""
    frame = load(
        make_file(
            record(1, name="Trust", website=SITE),
            record(2, parent="Mental Health Trust with others"),
            record(3, parent="Trustees of the town", country="SE"),
            record(4, name="Old Trust"),
            record(5, parent="Old Trusty", country="NO"),
            record(6, **NETWORK, website=SITE),
        )
    ).frame
    found = of(frame, "body-2")
    assert (found.by, [one.id for one in found.contacts]) == (By.PARENT, ["body-1"])
    assert found.words == "No website of its own is known. It belongs to, or is run by:"
    assert of(frame, "body-3").by is not By.PARENT
    assert of(frame, "body-5").by is not By.PARENT


def test_a_twin_with_a_website(make_file: MakeFile, record: Record) -> None:
    """What may be the same body under another name is offered before a network, whichever of the two says so."""
    frame = load(
        make_file(
            record(1, possible_duplicate_of="body-2"),
            record(2, website=SITE),
            record(3),
            record(4, website=SITE, possible_duplicate_of="body-3"),
            record(5, **NETWORK, website=SITE),
        )
    ).frame
    assert [one.id for one in of(frame, "body-1").contacts] == ["body-2"]
    assert [one.id for one in of(frame, "body-3").contacts] == ["body-4"]
    assert of(frame, "body-3").by is By.TWIN


def test_networks_with_a_website_come_first(make_file: MakeFile, record: Record) -> None:
    """At most two, the nationwide before the local; what has ended is not asked, nor one of another country."""
    frame = load(
        make_file(
            record(1),
            record(2, **NETWORK, scope="local", website=SITE),
            record(3, **NETWORK, scope="national"),
            record(4, **NETWORK, scope="national", website=SITE, name="Second"),
            record(5, **NETWORK, scope="national", website=SITE, name="First"),
            record(6, **NETWORK, scope="national", website=SITE, status="ended"),
            record(7, **NETWORK, scope="national", website=SITE, country="SE"),
        )
    ).frame
    found = of(frame, "body-1")
    assert [one.id for one in found.contacts] == ["body-5", "body-4"]
    assert found.words == "No website is known. Ask those who connect people in Finland:"
    assert found.across is None


def test_networks_without_a_website_do_not_stand_alone(make_file: MakeFile, record: Record) -> None:
    """They are named, those known by name only if there are no others, and with them who connects across borders."""
    away = record(9, **NETWORK, country="", scope="global", website=SITE)
    by_name = record(2, **NETWORK, verification="unverified")
    confirmed = record(3, **NETWORK)
    found = of(load(make_file(record(1), by_name, confirmed, away)).frame, "body-1")
    assert ([one.id for one in found.contacts], found.across and found.across.id) == (["body-3"], "body-9")
    found = of(load(make_file(record(1), by_name, away)).frame, "body-1")
    assert [(one.id, one.known_by_name_only) for one in found.contacts] == [("body-2", True)]


def test_where_nobody_is_listed(make_file: MakeFile, record: Record) -> None:
    """With no network in its country, one across borders; with none at all, that is said."""
    away = record(2, **NETWORK, country="", scope="global", website=SITE)
    found = of(load(make_file(record(1), away)).frame, "body-1")
    assert (found.by, found.contacts, found.across and found.across.id) == (By.ACROSS_BORDERS, (), "body-2")
    found = of(load(make_file(record(1))).frame, "body-1")
    assert found.by is By.NOBODY
    assert found.words == "No website is known, and no network that could be asked is listed."

"""The changes as an Atom feed: read back by feedparser and by the standard library's XML parser."""

import asyncio
import datetime
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # ships no type information
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from odmap.directory.changelog import ChangeKind
from odmap.exports.data.atom_feed import atom
from odmap.views.news import ChangeGroup
from odmap.web.http import api
from tests.counted import ADDED_LAST, ADDITIONS, DATA_AS_OF, RECORDS

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

DAY = datetime.date(2026, 11, 22)
ADDRESS = "https://map.example.org/"
SELF = "https://map.example.org/api/changes.atom"
ATOM = "{http://www.w3.org/2005/Atom}"

SERVER = Starlette(routes=api.ROUTES)


def group(*names: str, note: str = "", day: datetime.date = DAY, kind: ChangeKind = ChangeKind.ADDED) -> ChangeGroup:
    """Return a group of organisations with these names."""
    return ChangeGroup(day, kind, note, tuple((f"body-{n}", name) for n, name in enumerate(names, start=1)))


def parsed(body: bytes) -> ET.Element:
    """Read a feed with the standard library; it fails for what is not well-formed."""
    return ET.fromstring(body)  # noqa: S314 - the feed is our own


def read(body: bytes) -> Any:
    """Read a feed as a feed reader does, and require that it finds nothing to complain about."""
    parsed(body)
    feed = feedparser.parse(body)
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


class Answer:
    """What the server sent."""

    def __init__(self, query: str = "", **headers: str) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""
        names = {"host": "map.example.org"} | {name.replace("_", "-"): value for name, value in headers.items()}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": "GET",
            "scheme": "https",
            "server": ("127.0.0.1", 8501),
            "path": "/api/changes.atom",
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in names.items()],
        }
        asyncio.run(SERVER(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message.get("body", b"")


class TestAtom:
    """The document."""

    def test_it_holds_what_rfc_4287_asks_for(self) -> None:
        """Feed and entries have id, title, updated, author and links; rights are named."""
        groups = [group("A", note="New.", kind=ChangeKind.CORRECTED), group("A", "B", day=datetime.date(2026, 11, 1))]
        feed = read(atom(groups, ADDRESS, SELF, "What changed", DAY))
        assert feed.feed.title == "What changed"
        assert feed.feed.updated == "2026-11-22T00:00:00Z"
        assert feed.feed.author == "Open Dialogue map"
        assert "CC BY 4.0" in feed.feed.rights
        assert {link.rel: link.href for link in feed.feed.links} == {"self": SELF, "alternate": ADDRESS}
        assert [entry.title for entry in feed.entries] == ["A was corrected.", "A and B were added."]
        assert [entry.updated for entry in feed.entries] == ["2026-11-22T00:00:00Z", "2026-11-01T00:00:00Z"]
        assert [entry.content[0].value for entry in feed.entries] == ["New. A", "A; B"]
        assert [entry.link for entry in feed.entries] == [f"{ADDRESS}?organisation=body-1", ADDRESS]
        ids = [feed.feed.id, *(entry.id for entry in feed.entries)]
        assert all(identifier.startswith("urn:uuid:") for identifier in ids)
        assert len(set(ids)) == 3

    def test_ids_stay(self) -> None:
        """An entry keeps its id when its group grows, others come before it, or the server moves."""
        before = read(atom([group("A", note="New.")], ADDRESS, SELF, "x", DAY))
        groups = [group("C", kind=ChangeKind.CLOSED), group("A", "B", note="New.")]
        after = read(atom(groups, "http://localhost/", "http://localhost/api/changes.atom", "y", DAY))
        assert after.feed.id == before.feed.id == "urn:uuid:51aeb814-6556-5b87-8f0c-796ffcb4a71e"
        assert after.entries[1].id == before.entries[0].id

    def test_a_filtered_feed_is_another_feed(self) -> None:
        """A feed of one country has ids of its own, and leads to the page with the same filter."""
        everywhere = read(atom([group("A", "B")], ADDRESS, SELF, "x", DAY))
        finland = read(atom([group("A", "B")], ADDRESS, f"{SELF}?country=FI&country=NO", "x", DAY))
        assert finland.feed.id != everywhere.feed.id
        assert finland.entries[0].id != everywhere.entries[0].id
        assert finland.feed.link == finland.entries[0].link == f"{ADDRESS}?country=FI&country=NO"

    def test_long_feeds_are_cut(self) -> None:
        """The newest fifty changes are told, with at most a hundred names each; the rest is counted."""
        groups = [group(*(f"Name {n}" for n in range(101)), note=f"Note {m}.") for m in range(51)]
        feed = read(atom(groups, ADDRESS, SELF, "x", DAY))
        assert len(feed.entries) == 50
        assert feed.entries[0].content[0].value.startswith("Note 0. Name 0; Name 1; ")
        assert feed.entries[0].content[0].value.endswith("; Name 99; and 1 more")
        hundred = read(atom([group(*(f"Name {n}" for n in range(100)))], ADDRESS, SELF, "x", DAY))
        assert hundred.entries[0].content[0].value.endswith("; Name 99")

    def test_hostile_text_stays_text(self, hostile: str) -> None:
        """Names, notes and titles arrive letter by letter, and none becomes an element."""
        root = parsed(atom([group(hostile, note=hostile)], ADDRESS, SELF, hostile, DAY))
        assert root.findtext(f"{ATOM}title") == hostile
        assert root.findtext(f"{ATOM}entry/{ATOM}title") == f"{hostile} was added."
        assert root.findtext(f"{ATOM}entry/{ATOM}content") == f"{hostile} {hostile}"
        assert {element.tag.removeprefix(ATOM) for element in root.iter()} == {
            *("feed", "id", "title", "updated", "author", "name", "link", "rights", "entry", "content")
        }

    @pytest.mark.parametrize("forbidden", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
    def test_characters_that_xml_forbids_are_left_out(self, forbidden: str) -> None:
        """A control character or half a character goes; the letters around it stay."""
        broken, whole = f"Län{forbidden}si 😀", "Länsi 😀"
        feed = read(atom([group(broken, note=broken)], ADDRESS, f"{SELF}{forbidden}", broken, DAY))
        assert feed.feed.title == whole
        assert feed.entries[0].title == f"{whole} was added."
        assert feed.entries[0].content[0].value == f"{whole} {whole}"

    @given(text=st.text(st.characters(), max_size=40), identifier=st.text(st.characters(codec="utf-8"), min_size=1))
    def test_wild_text_gives_a_feed(self, text: str, identifier: str) -> None:
        """Whatever stands in names, notes and ids, the feed is well-formed and leads to the page."""
        wild = ChangeGroup(DAY, ChangeKind.ADDED, text, ((identifier, text),))
        root = parsed(atom([wild], ADDRESS, SELF, text, DAY))
        links = root.findall(f"{ATOM}entry/{ATOM}link")
        assert [link.get("href", "").startswith(f"{ADDRESS}?organisation=") for link in links] == [True]


class TestEndpoint:
    """The address ``/api/changes.atom``."""

    def test_everything(self) -> None:
        """The feed of all countries tells of the newest additions, and leads to the root of the server."""
        answer = Answer()
        assert answer.status == 200
        assert answer.headers["content-type"] == "application/atom+xml"
        assert answer.headers["cache-control"] == "public, max-age=300"
        feed = read(answer.body)
        assert {link.rel: link.href for link in feed.feed.links} == {"self": SELF, "alternate": ADDRESS}
        assert f"{ADDED_LAST} organisations were added." in [entry.title for entry in feed.entries]
        assert feed.feed.updated == feed.entries[0].updated

    def test_a_public_address_is_where_it_leads(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Behind a proxy that takes a prefix away, the feed's links begin with the address that the world knows."""
        monkeypatch.setenv("ODMAP_ADDRESS", "https://example.org/map")
        feed = read(Answer("country=FI").body)
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"] == "https://example.org/map/api/changes.atom?country=FI"
        assert links["alternate"] == "https://example.org/map/?country=FI"

    def test_some_countries(self) -> None:
        """Country codes choose, whatever their case and order; the feed names them and links to the same filter."""
        feed = read(Answer("country=FI&country=none").body)
        known = {record["id"] for record in RECORDS if record["country"] in {"FI", ""}}
        first = min(change["date"] for change in ADDITIONS)
        number = sum(change["date"] == first and change["organisation"] in known for change in ADDITIONS)
        assert feed.entries[-1].title == f"{number} organisations were added."
        assert "(Finland, No fixed base)" in feed.feed.title
        assert feed.feed.link == f"{ADDRESS}?country=FI&country=none"
        assert Answer("country=None&country=fi&country=FI&country=").body == Answer("country=FI&country=none").body

    def test_a_country_without_organisations_waits(self) -> None:
        """A country that nobody is known in yet has an empty feed, as of the day the directory was read."""
        feed = read(Answer("country=AQ").body)
        assert feed.entries == []
        assert feed.feed.updated == f"{DATA_AS_OF}T00:00:00Z"

    def test_a_directory_without_changelog_has_an_empty_feed(
        self, make_file: MakeFile, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Without a changelog the feed is valid and empty; its day is the newest on which a source was read."""
        monkeypatch.delenv("ODMAP_CHANGES", raising=False)
        monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1, read_on="2026-11-20"))))
        feed = read(Answer().body)
        assert feed.entries == []
        assert feed.feed.updated == "2026-11-20T00:00:00Z"
        monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file()))
        assert read(Answer().body).entries == []

    @pytest.mark.parametrize(
        ("query", "parameter"),
        [
            ("country=XX", "country"),
            ("country=Finland", "country"),
            ("country=FI&country=FI,NO", "country"),
            ("type=service", "type"),
            ("country=FI&q=x", "q"),
            ("%3Cscript%3E=1", "<script>"),
        ],
    )
    def test_what_is_not_understood_is_refused(self, query: str, parameter: str) -> None:
        """An unknown country or parameter gives status 400, and JSON that names it in a sentence."""
        answer = Answer(query)
        assert answer.status == 400
        assert answer.headers["content-type"] == "application/json"
        said = json.loads(answer.body)
        assert said["parameter"] == parameter
        assert said["error"].endswith(".")

    @pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
    def test_a_reader_that_has_it_gets_nothing_again(self, form: str) -> None:
        """The tag of the answer, sent back alone or among others, weak or not, gives 304 without a body."""
        first = Answer()
        assert first.headers["etag"].startswith('W/"')
        again = Answer(if_none_match=form.format(first.headers["etag"].removeprefix("W/")))
        assert again.status == 304
        assert again.body == b""
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["cache-control"] == first.headers["cache-control"]

    def test_another_feed_has_another_tag(self) -> None:
        """What was fetched for one country does not stand for another."""
        tag = Answer("country=FI").headers["etag"]
        assert Answer("country=NO", if_none_match=tag).status == 200

"""The file that needs no network: what stands in it, that it fetches nothing, and that text stays text."""

import base64
import hashlib
import html
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odmap import Directory, load
from odmap.analysis.ecosystem import findings
from odmap.exports.job import Job
from odmap.exports.offline_page import write
from odmap.geography.base_map import ATTRIBUTION
from odmap.graphics import leaflet_options
from odmap.maps import live as live_map
from odmap.markup import rendering
from odmap.version import NAME, __version__
from odmap.views.selection import Selection
from tests.conftest import HOSTILE
from tests.counted import DATA_AS_OF_IN_WORDS, HEADLINE, TOTAL

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

LIMIT = 2_000_000
LINKS = {"a"}
"""Elements whose address is fetched only when a visitor follows it."""


class Page(HTMLParser):
    """An independent reader of the file: elements with their attributes, text, and what stands in scripts."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.scripts: list[tuple[dict[str, str], str]] = []
        self.styles = ""
        self._inside = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag
        if tag == "script":
            self.scripts.append((self.elements[-1][1], ""))

    def handle_endtag(self, tag: str) -> None:
        """Note that an element is over."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Note text, script or style."""
        if self._inside == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif self._inside == "style":
            self.styles += data
        else:
            self.text += data

    @property
    def tags(self) -> Counter[str]:
        """How often each element occurs."""
        return Counter(tag for tag, _ in self.elements)

    def script(self, name: str) -> str:
        """What stands in the script element of this id."""
        return next(text for attributes, text in self.scripts if attributes.get("id") == name)

    @property
    def ids(self) -> list[str]:
        """The organisations of the list, in its order."""
        return [attributes["data-id"] for tag, attributes in self.elements if tag == "li" and "data-id" in attributes]


@cache
def whole() -> tuple[bytes, Page]:
    """Return the file of the whole directory, and what a reader sees in it."""
    content = write(Job(load(), Selection()))
    return content, Page(content)


def unpacked(text: str) -> str:
    """Undo what the file's script undoes."""
    return zlib.decompress(base64.b64decode(text)).decode()


def many(directory: Directory, number: int) -> Directory:
    """Return a directory with very many organisations, all different."""
    times = number // len(directory.frame) + 1
    frame = pd.concat([directory.frame] * times, ignore_index=True).iloc[:number].copy()
    frame["id"] = [f"body-{place}" for place in range(number)]
    frame["name"] = [f"{name} {place}" for place, name in enumerate(frame["name"])]
    frame["search_text"] = [f"{words} {place}" for place, words in enumerate(frame["search_text"])]
    return replace(directory, frame=frame)


def test_it_holds_every_organisation_in_full(directory: Directory) -> None:
    """Names, place, status, summary, website, sources and what is unsure of each stand in the file, once."""
    _, page = whole()
    assert sorted(page.ids) == sorted(directory.frame["id"])
    hrefs = {attributes.get("href") for tag, attributes in page.elements if tag == "a"}
    for row in directory.frame.to_dict("records"):
        for words in (row["name"], row["own_name"], row["place"], row["summary"], row["note"], row["status_note"]):
            assert not words or words in page.text
        assert set(row["sources"]) | {row["website"] or row["sources"][0]} <= hrefs
    summary = directory.frame["summary"].iloc[0]
    assert whole()[0].decode().count(html.escape(summary, quote=False)) == 1


def test_it_says_what_it_is(directory: Directory) -> None:
    """Title, filters, count, day, caveat, licence, base map, version and where to turn in a crisis stand in it."""
    _, page = whole()
    job = Job(directory, Selection())
    for words in (
        "Open Dialogue around the world",
        f"The whole directory. Data as of {DATA_AS_OF_IN_WORDS}.",
        HEADLINE,
        job.edition.caveat,
        "Nothing here is medical advice.",
        "In a crisis, call your local emergency number, or go to someone you trust.",
        f"under CC BY 4.0 ({job.edition.licence_address})",
        ATTRIBUTION,
        f"{NAME} {__version__}",
    ):
        assert words in page.text
    assert page.tags["h1"] == page.tags["main"] == page.tags["title"] == 1
    assert ("html", {"lang": "en", "data-alone": "yes"}) in page.elements


def test_it_holds_the_numbers_and_the_story(directory: Directory) -> None:
    """Every finding stands in it with title, sentence and each row of its table; so does every stop of the story."""
    _, page = whole()
    for finding in findings(directory.frame):
        assert finding.title in page.text
        assert finding.words in page.text
    assert page.tags["caption"] >= 9
    for stop in Job(directory, Selection()).stops:
        assert stop.title in page.text
        assert stop.words in page.text


def test_it_fetches_nothing() -> None:
    """No element and no rule names anything to load; links leave only when followed, and carry no trace."""
    _, page = whole()
    for tag, attributes in page.elements:
        assert not {"srcset", "action", "formaction", "ping", "background", "poster"} & set(attributes)
        for name in {"src", "href", "xlink:href", "data"} & set(attributes):
            address = attributes[name]
            assert address.startswith(("#", "data:")) or (tag in LINKS and address.startswith(("http://", "https://")))
        if attributes.get("href", "").startswith("http"):
            assert attributes["target"] == "_blank"
            assert set(attributes["rel"].split()) == {"noopener", "noreferrer"}
    assert not re.search(r"url\(|@import|image-set|expression", page.styles)
    assert not {"iframe", "object", "embed", "base", "img", "audio", "video"} & set(page.tags)
    assert "sourceMappingURL" not in "".join(text for _, text in page.scripts)


def test_its_policy_lets_its_own_script_run_and_nothing_else() -> None:
    """The content security policy comes first, names the one script by its hash, and forbids to fetch."""
    _, page = whole()
    policy = next(a["content"] for tag, a in page.elements if tag == "meta" and "http-equiv" in a)
    [script] = [text for attributes, text in page.scripts if "type" not in attributes]
    known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"script-src 'sha256-{known}'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert [tag for tag, _ in page.elements[:4]] == ["html", "head", "meta", "meta"]
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]


def test_the_map_has_all_marks_and_both_lands(directory: Directory) -> None:
    """Marks of the whole directory, the coarse land with the names of countries, and the packed fine land are there."""
    _, page = whole()
    assert json.loads(page.script("table")) == json.loads(live_map.table(directory.frame))
    given_settings = json.loads(page.script("settings"))
    assert given_settings["options"] == leaflet_options.OPTIONS
    fine = json.loads(unpacked(page.script("fine")))["objects"]["countries"]["geometries"]
    coarse = given_settings["world"]["overview"]["objects"]["countries"]["geometries"]
    for one, other in zip(coarse, fine, strict=True):
        assert one["properties"] == {key: other["properties"].get(key) for key in ("iso2", "name", "lx", "ly", "ml")}


def test_it_is_small_and_always_the_same() -> None:
    """The whole directory takes less than two megabytes, and the same bytes each time."""
    content, _ = whole()
    assert len(content) < LIMIT
    assert write(Job(load(), Selection())) == content


def test_a_part_of_the_directory(directory: Directory) -> None:
    """Of a view the file lists its organisations alone, says so, and still tells of the whole."""
    chosen = Selection.of(country=["NO"])
    page = Page(write(Job(directory, chosen, root="https://odmap.example.org/")))
    job = Job(directory, chosen)
    assert sorted(page.ids) == sorted(job.view["id"])
    assert "Country: Norway. Data as of" in page.text
    assert f"{len(job.view)} of {TOTAL} organisations, in 1 country" in page.text
    assert len(json.loads(page.script("table"))["ids"]) > len(job.view)
    assert "https://odmap.example.org/?country=NO" in page.text
    assert "The same view online" not in whole()[1].text
    assert "These filters apply to the map, the list and the numbers. The story covers the whole" in page.text
    assert "These filters" not in whole()[1].text


def test_an_empty_view_and_a_single_organisation(directory: Directory) -> None:
    """What matches nothing says so in words; one organisation needs no search."""
    nothing = Page(write(Job(directory, Selection.of(country=["SE"], type=["research"]))))
    assert nothing.ids == []
    assert "Nothing listed here matches. This tells you what the file lists, not what exists." in nothing.text
    one = Page(write(Job(directory, Selection.of(country=["SE"]))))
    assert one.ids == ["open-dialogue-sweden"]
    assert [a["id"] for tag, a in one.elements if tag == "form" and "hidden" in a] == ["filters"]
    empty = Page(write(Job(replace(directory, frame=directory.frame.iloc[:0]), Selection())))
    assert empty.ids == []


def test_two_thousand_organisations(directory: Directory) -> None:
    """A very long list is packed, so that the file stays below two megabytes, and nothing of it is lost."""
    large = many(directory, 2_000)
    content = write(Job(large, Selection()))
    page = Page(content)
    assert len(content) < LIMIT
    assert page.ids == []
    assert "this file holds so many organisations that they are compressed" in page.text
    assert sorted(Page(unpacked(page.script("packed-list")).encode()).ids) == sorted(large.frame["id"])
    assert json.loads(unpacked(page.script("table"))) == json.loads(live_map.table(large.frame))


def test_hostile_text_is_text(hostile_file: Path, make_file: MakeFile, record: Record) -> None:
    """Markup, template signs and ends of scripts in the data are shown, and make no element, script or link."""
    plain = Page(write(Job(load(make_file(*(record(n) for n in range(1, 7)), name="plain.csv")), Selection())))
    directory = load(hostile_file)
    page = Page(write(Job(directory, Selection())))
    assert set(page.tags) <= set(plain.tags) | {"details", "a"}
    assert page.tags["script"] == plain.tags["script"]
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert all(text in page.text for text in HOSTILE[:-1])
    assert json.loads(page.script("table")) == json.loads(live_map.table(directory.frame))


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200)
SIGNS = st.sampled_from(
    [
        "</script><script>",
        "<!--",
        "-->",
        "]]>",
        "`${x}`",
        "\u2028",
        "</style>",
        "&lt;",
        '" onload="',
        "日本語",
        "한국어",
        "العربية",
        "👩🏽‍⚕️",
    ]
)


@given(st.lists(TEXT | SIGNS, min_size=1, max_size=4).map("".join))
@settings(max_examples=25)
def test_any_text_stays_text(words: str) -> None:
    """Whatever a name or a summary holds, the file has the same elements as with an ordinary one, and the words."""
    directory = load()
    frame = directory.frame[directory.frame["precision"].notna()].iloc[[0]]
    usual = Page(write(Job(replace(directory, frame=frame), Selection()))).tags
    frame = frame.assign(name=words, own_name=words, summary=words, parent=words)
    page = Page(write(Job(replace(directory, frame=frame), Selection())))
    assert page.tags - usual <= Counter({"p": 1})
    assert page.text.count(words) >= 3
    assert json.loads(page.script("table"))["labels"][0].startswith(words)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()) | SIGNS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
)


@given(JSON)
def test_json_in_a_script_is_safe_and_whole(value: Any) -> None:
    """No sign in it can end the script or break a line of it, and reading it gives the value back."""
    text = str(rendering.script_json(value))
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", text)
    assert json.loads(text.encode()) == value


@pytest.mark.parametrize("chosen", [Selection(), Selection.of(country=["NO"])])
def test_progress_rises_to_the_end(directory: Directory, chosen: Selection) -> None:
    """Whoever waits is told in words what is being made, and how far it is, up to the end."""
    told: list[tuple[float, str]] = []
    write(Job(directory, chosen), lambda done, doing: told.append((done, doing)))
    numbers = [done for done, _ in told]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] == 1.0
    assert {"The list", "The map"} <= {doing for _, doing in told}

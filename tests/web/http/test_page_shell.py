"""What every page begins as: the first answer, as a search engine or a reader without scripts reads it."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from odmap import Directory, load
from odmap.settings import PAGES as FOLDER
from odmap.views.urls import BESIDE, DESCRIPTIONS, PAGES
from odmap.web.http.page_shell import ROUTES
from tests.asgi import client
from tests.conftest import HOSTILE
from tests.counted import TOTAL, number_of

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

ROOT = "http://testserver/"


class Reader(HTMLParser):
    """Reads a page without running anything: links, descriptions, JSON-LD and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.named: dict[str, str] = {}
        self.elements: list[str] = []
        self.base = ""
        self.canonical = ""
        self.linked_data: list[Any] = []
        self._words: list[str] = []
        self._inside = ""
        self._kind = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element names."""
        found = {name: value or "" for name, value in attrs}
        self.elements.append(tag)
        self._inside, self._kind = tag, found.get("type", "")
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag == "base":
            self.base = found["href"]
        elif tag == "link" and found.get("rel") == "canonical":
            self.canonical = found["href"]
        elif tag == "meta" and (name := found.get("name") or found.get("property")):
            self.named[name] = found.get("content", "")

    def handle_data(self, data: str) -> None:
        """Note words, and JSON-LD as what it says."""
        if self._inside == "script" and self._kind == "application/ld+json":
            self.linked_data.append(json.loads(data))
        elif self._inside not in ("script", "style"):
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Leave scripts and styles."""
        self._inside = ""

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(" ".join(self._words).split())


def read(path: str) -> Reader:
    """Return the first answer to an address."""
    answer = client(ROUTES).get(path, headers={"Accept-Encoding": "identity"})
    assert answer.status_code == 200, path
    return Reader(answer.text)


def test_the_style_is_there_before_any_script_has_run() -> None:
    """The style stands in the page itself, after the head, where Streamlit writes styles of its own; nothing blocks."""
    html = client(ROUTES).get("/").text
    head, body = html.split("</head>")
    assert "<style>" in body.split('<div id="od-first"')[0]
    assert 'rel="stylesheet"' not in re.sub("<script>.*?</script>", "", head, flags=re.DOTALL)
    assert "modulepreload" not in head
    assert not re.search("<script[^>]+src=", html)
    assert body.index('id="od-first"') < body.index('<div id="root">')


def test_the_navigation_leads_to_every_page_there_is() -> None:
    """Each file in pages/ has its address, title and description, and each address its file."""
    assert {path or "map" for path in PAGES} == {page.stem for page in FOLDER.glob("*.py")}
    assert set(DESCRIPTIONS) == set(PAGES)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_it_is_before_any_script_has_run(path: str) -> None:
    """Title, description, canonical address, preview and one heading stand there, and nothing of the framework."""
    html = client(ROUTES).get(f"/{path}").text
    found = Reader(html)
    assert f"<title>{PAGES[path]} · Open Dialogue map</title>" in html
    assert found.named["description"] == found.named["og:description"] == DESCRIPTIONS[path]
    assert found.named["og:site_name"] == "Open Dialogue map"
    assert urlsplit(found.canonical).path.strip("./") == path
    assert found.elements.count("h1") == found.elements.count("main") == 1
    assert {f"./{other}" for other in PAGES if path not in BESIDE} <= set(found.links)
    assert "Streamlit" not in found.text.replace("the page by Streamlit.", "")  # where About gives thanks
    assert "agent" not in found.text


def test_the_map_is_there_with_its_list() -> None:
    """The map is a picture in the page, described in words; count, list and search stand beside it."""
    found = read("/")
    assert f"{TOTAL} organisations" in found.text
    assert found.elements.count("svg") > 2
    assert "The same 272 organisations as a list" in found.text
    assert '<input id="ask" name="place"' in client(ROUTES).get("/").text
    kinds = {one["@type"] for one in found.linked_data}
    assert kinds == {"WebSite", "Dataset"}


def test_filters_act_without_a_script() -> None:
    """A filtered address is answered with what matches, says so, and its form has it chosen."""
    found = read("/?country=FI&activity=training")
    assert "Country: Finland" in found.text
    assert f"{number_of(country='FI')} of {TOTAL} organisations" in read("/?country=FI").text
    html = client(ROUTES).get("/?country=FI&q=tornio").text
    assert '<option value="FI" selected>' in html
    assert 'value="tornio"' in html
    assert "Nothing that is listed matches." in read("/?q=qqqqqq").text


def test_a_place_is_answered_without_a_script() -> None:
    """What is near a place stands in the first answer; a name of several places is asked about."""
    assert "Near Lyon, Rhône, France" in read("/?place=Lyon").text
    assert read("/?place=Lyon").named["description"].startswith("Nothing is listed in Lyon.")
    canterbury = read("/?place=Canterbury")
    assert "Canterbury, Kent, United Kingdom" in canterbury.text
    assert "Near Canterbury" not in canterbury.text


def test_an_organisation_has_an_address_of_its_own(directory: Directory) -> None:
    """Its page names it, where it is, its sources and website; JSON-LD has a point only where the town is known."""
    for one in directory.organisations.values():
        found = read(f"/organisation/{one.id}")
        assert found.base == "../"
        assert (
            urljoin(urljoin(f"{ROOT}organisation/{one.id}", found.base), found.canonical)
            == f"{ROOT}organisation/{one.id}"
        )
        assert " ".join(one.name.split()) in found.text
        assert set(one.sources) <= set(found.links)
        body, trail = found.linked_data
        assert (body["@type"], body["name"], trail["@type"]) == ("Organization", one.name, "BreadcrumbList")
        assert ("geo" in body["location"]) == (one.precision == "locality")
        assert body.get("url") == one.website


def test_a_country_has_an_address_of_its_own() -> None:
    """A country stands whole in the first answer, also where nothing is listed; a wrong code is answered kindly."""
    for path in ("/country/fi", "/country/FI", "/country?c=FI"):
        found = read(path)
        assert found.canonical.strip("./") == "country/fi"
        assert found.text.count("Keropudas") + found.text.count("Western Lapland") > 0
    nigeria = read("/country/ng")
    assert nigeria.named["description"].startswith("Nothing is listed in Nigeria")
    assert "Nearest" in nigeria.text or "nearest" in nigeria.text
    assert read("/country/zz").elements.count("h1") == 1


@pytest.mark.parametrize(
    ("path", "words"), [("/principles", "twelve key elements"), ("/help", "local emergency number")]
)
def test_pages_of_words_stand_whole_in_the_first_answer(path: str, words: str) -> None:
    """Whoever runs no scripts, or waits for them, reads all that such a page says."""
    assert words in read(path).text


def test_an_unknown_organisation_leads_to_the_page_that_says_so() -> None:
    """The live page knows what may have been meant."""
    answer = client(ROUTES).get("/organisation/keropuda", allow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "../?organisation=keropuda")


def test_a_reader_without_scripts_finds_everyone(directory: Directory) -> None:
    """Following links from the map, every organisation of the directory is found."""
    met, ahead, found = {"/"}, ["/"], set()
    while ahead:
        path = ahead.pop()
        for link in read(path).links:
            parts = urlsplit(urljoin(ROOT + path.lstrip("/"), link))
            where = f"{parts.path}?{parts.query}" if parts.query else parts.path
            if parts.netloc != "testserver" or where in met:
                continue
            if parts.path.startswith("/organisation/"):
                found.add(parts.path.removeprefix("/organisation/"))
            elif "organisation=" in parts.query:
                found.add(re.split("organisation=", parts.query)[1].split("&")[0])
            elif parts.path == "/directory" and "sort" not in parts.query:
                met.add(where)
                ahead.append(where)
    assert found >= set(directory.organisations)


def test_hostile_words_stay_words(make_file: MakeFile, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that look like markup are words in head, JSON-LD and page."""
    records = [record(number, name=text[:200]) for number, text in enumerate(HOSTILE, start=1)]
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(*records)))
    plain = read("/about").elements
    for one in load().organisations.values():
        found = read(f"/organisation/{one.id}")
        assert found.elements.count("script") == plain.count("script") + 2
        assert found.linked_data[0]["name"] == one.name
        assert "iframe" not in found.elements


def test_a_lying_host_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses for others are relative, or begin with the address that the operator has set; never with the host's."""
    asked = client(ROUTES)
    assert "evil.example" not in asked.get("/", headers={"Host": "evil.example"}).text
    monkeypatch.setenv("ODMAP_ADDRESS", "https://map.example.org/od")
    found = Reader(asked.get("/organisation/dialogue-first", headers={"Host": "evil.example"}).text)
    assert found.canonical == found.named["og:url"] == "https://map.example.org/od/organisation/dialogue-first"
    assert found.named["og:image"].startswith("https://map.example.org/od/api/preview.png")
    assert found.linked_data[0]["mainEntityOfPage"] == "https://map.example.org/od/organisation/dialogue-first"


def test_a_visitor_who_has_the_page_is_told_so() -> None:
    """The answer has a tag, is checked each time, and is sent compressed to whoever can read that."""
    first = client(ROUTES).get("/", headers={"Accept-Encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    assert first.headers["cache-control"] == "no-cache"
    again = client(ROUTES).get("/", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_an_embedded_map_begins_as_the_framework_s_own_page() -> None:
    """Another's page shows the map alone, so nothing stands in its place, and its scripts come at once."""
    html = client(ROUTES).get("/?embed=true").text
    assert 'id="od-first"' not in html
    assert "modulepreload" in html.split("</head>")[0]


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/?organisation=dialogue-first", "./organisation/dialogue-first"),
        ("/?q=peer&organisation=dialogue-first", "./organisation/dialogue-first?q=peer"),
        ("/country?c=fi", "./country/fi"),
    ],
)
def test_an_organisation_and_a_country_have_one_address(asked: str, leads_to: str) -> None:
    """What their query form means is at an address of their own, where the filters go, too."""
    answer = client(ROUTES).get(asked, allow_redirects=False)
    assert answer.status_code == 301
    assert answer.headers["location"] == leads_to


@pytest.mark.parametrize(
    "asked", ["/?organisation=nobody", "/?embed=true&organisation=dialogue-first", "/country?c=zz", "/country"]
)
def test_other_queries_are_answered_where_they_are(asked: str) -> None:
    """What is not known, and what stands in another's page, leads nowhere else."""
    assert client(ROUTES).get(asked, allow_redirects=False).status_code == 200


def test_a_map_says_how_another_site_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way to its oEmbed stands in the head of a map and of an organisation, and not of a page of words."""
    assert "oembed" not in client(ROUTES).get("/").text
    monkeypatch.setenv("ODMAP_ADDRESS", "https://map.example.org/od")
    begins = 'type="application/json+oembed"'
    assert begins in client(ROUTES).get("/?country=FI").text
    assert begins in client(ROUTES).get("/organisation/dialogue-first").text
    assert begins not in client(ROUTES).get("/principles").text

"""What search engines are told: read by parsers that did not write it."""

import json
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from odmap import Directory
from odmap.geography import countries
from odmap.views.urls import PAGES
from odmap.web.http.crawling import ROUTES, SECURITY
from odmap.web.http.files import ROUTES as FILES
from odmap.web.http.page_shell import ROUTES as PAGE_ROUTES
from tests.asgi import client

ROOT = "https://map.example.org/od/"


def test_a_crawler_may_read_pages_and_not_their_parts() -> None:
    """Every page is open to search engines; what pages are made of is not."""
    rules = RobotFileParser()
    rules.parse(client(ROUTES).get("/robots.txt").text.splitlines())
    for path in ("/", "/directory", "/organisation/dialogue-first", "/country/fi", "/api/organisations.csv"):
        assert rules.can_fetch("*", path)
    assert not rules.can_fetch("*", "/part/list?country=FI")
    assert rules.site_maps() is None


def test_the_sitemap_holds_everything(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page, country and organisation stands in it once, by whole addresses, each of which is answered."""
    monkeypatch.setenv("ODMAP_ADDRESS", ROOT)
    assert f"Sitemap: {ROOT}sitemap.xml" in client(ROUTES).get("/robots.txt").text
    root = ElementTree.fromstring(client(ROUTES).get("/sitemap.xml").text)  # noqa: S314 - made by this server
    found = [one.text or "" for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) == len(set(found)) == len(PAGES) + len(countries.load()) + len(directory.organisations)
    assert all(address.startswith(ROOT) for address in found)
    pages = client(PAGE_ROUTES)
    for address in found[:: len(found) // 25]:
        assert pages.get(f"/{address.removeprefix(ROOT)}").status_code == 200, address


def test_without_an_address_there_is_no_sitemap() -> None:
    """What a request calls the server is not believed, so there is none, and the answer says what to set."""
    answer = client(ROUTES).get("/sitemap.xml", headers={"Host": "evil.example"})
    assert answer.status_code == 404
    assert "ODMAP_ADDRESS" in answer.text


def test_programs_that_read_for_people_are_told_where_the_facts_are(directory: Directory) -> None:
    """The text names how many organisations there are, every page and the data, and makes no promise of a cure."""
    text = client(ROUTES).get("/llms.txt").text
    assert text.startswith("# Open Dialogue map\n")
    assert f"{len(directory.organisations)} are listed" in text
    assert all(f"](./{page})" in text for page in PAGES)
    assert "](./api/organisations.json)" in text
    assert "&#" not in text
    assert "no approach is said to cure" in text


def test_who_finds_a_weakness_learns_whom_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contact of the settings stands there with a day in the future; without one there is no such file."""
    assert client(ROUTES).get(SECURITY).status_code == 404
    monkeypatch.setenv("ODMAP_CONTACT", "map@example.org")
    monkeypatch.setenv("ODMAP_ADDRESS", ROOT)
    lines = client(ROUTES).get(SECURITY).text.splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"] == "mailto:map@example.org"
    assert fields["Canonical"] == f"{ROOT}.well-known/security.txt"
    ends = datetime.fromisoformat(fields["Expires"])
    assert datetime.now(UTC) < ends < datetime.now(UTC) + timedelta(days=366)


def test_a_phone_can_keep_the_map() -> None:
    """Name, colours and an icon that is there stand in the manifest, and every address in it is relative."""
    answer = client(ROUTES).get("/manifest.webmanifest")
    assert answer.headers["content-type"].startswith("application/manifest+json")
    told = json.loads(answer.text)
    assert told["name"] == "Open Dialogue map"
    assert told["start_url"] == told["scope"] == "./"
    (icon,) = told["icons"]
    assert client(FILES).get(f"/{icon['src'].removeprefix('./')}").headers["content-type"].startswith("image/svg+xml")

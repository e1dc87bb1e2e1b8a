"""How another site shows a link: the answer of oEmbed, and the picture that goes with it."""

import io
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image

from odmap import Directory
from tests.web.http.api.asking import ask, refusal

ROOT = "https://map.example.org/od/"


class Frame(HTMLParser):
    """The attributes of the frame in an answer."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str | None] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the frame's."""
        assert tag == "iframe"
        self.found = dict(attrs)


def of(link: str, more: str = "") -> str:
    """Return the address that is asked about a link."""
    return f"/api/oembed.json?url={quote(link, safe='')}{more}"


@pytest.fixture(autouse=True)
def _address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODMAP_ADDRESS", ROOT)


@pytest.mark.parametrize(
    ("link", "title", "source"),
    [
        (ROOT, "Open Dialogue around the world", f"{ROOT}?embed=true"),
        (f"{ROOT}?country=FI", "Open Dialogue around the world: Country: Finland", f"{ROOT}?country=FI&embed=true"),
        (f"{ROOT}country/fi", "Open Dialogue around the world: Country: Finland", f"{ROOT}?country=FI&embed=true"),
        (
            f"{ROOT}organisation/dialogue-first",
            "Dialogue First",
            f"{ROOT}?organisation=dialogue-first&embed=true",
        ),
        (f"{ROOT}?organisation=dialogue-first", "Dialogue First", f"{ROOT}?organisation=dialogue-first&embed=true"),
    ],
)
def test_a_link_is_shown_as_its_map(link: str, title: str, source: str) -> None:
    """The frame shows what the link shows, and has a title; a picture of the same view stands in for it."""
    found: dict[str, Any] = ask(of(link)).json()
    assert found["title"] == title
    frame = Frame(found["html"]).found
    assert frame["src"] == source
    assert frame["title"]
    assert found["thumbnail_url"].startswith(f"{ROOT}api/preview.png")
    picture = ask(found["thumbnail_url"].removeprefix(ROOT.removesuffix("/")))
    with Image.open(io.BytesIO(picture.content)) as image:
        assert image.size == (found["thumbnail_width"], found["thumbnail_height"])


def test_it_is_as_small_as_asked_for() -> None:
    """It is never larger than the site allows, and a size that shows nothing is refused."""
    found = ask(of(ROOT, "&maxwidth=320&maxheight=9999")).json()
    assert (found["width"], found["height"]) == (320, 600)
    assert "width: 320px; height: 600px" in found["html"]
    for wrong in ("0", "-5", "wide", "1e3", "199"):
        assert refusal(of(ROOT, f"&maxwidth={wrong}"))["parameter"] == "maxwidth"


@pytest.mark.parametrize(
    "link",
    [
        "",
        "https://evil.example/",
        "https://map.example.org.evil.example/od/",
        f"{ROOT}organisation/nobody",
        f"{ROOT}country/zz",
        f"{ROOT}api/organisations.json",
        f"{ROOT}?{'&'.join('country=FI' for _ in range(300))}",
        f"{ROOT}<script>",
    ],
)
def test_what_is_not_of_this_map_is_not_shown(link: str) -> None:
    """A link elsewhere, or to nothing that can be shown, is refused with words."""
    assert "Use a link to this map" in refusal(of(link), 404)["error"]


def test_other_formats_and_servers_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """XML is refused; a server that does not know its address says what to set."""
    assert refusal(of(ROOT, "&format=xml"))["allowed"] == ["json"]
    monkeypatch.delenv("ODMAP_ADDRESS")
    assert "ODMAP_ADDRESS" in refusal(of(ROOT), 404)["error"]


def test_an_unknown_organisation_has_no_picture(directory: Directory) -> None:
    """The refusal names the parameter; one that is listed has a picture of its own."""
    assert refusal("/api/preview.png?organisation=nobody", 404)["parameter"] == "organisation"
    one, other = list(directory.organisations)[:2]
    assert ask(f"/api/preview.png?organisation={one}").content != ask(f"/api/preview.png?organisation={other}").content

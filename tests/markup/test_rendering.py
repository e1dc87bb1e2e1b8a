"""Text becomes markup in one place, and stays text."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import Type
from odmap.markup import rendering
from odmap.views.selection import Selection, apply
from tests.counted import number_of


class Page(HTMLParser):
    """An independent reader of the markup: its elements, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data

    @property
    def links(self) -> list[str]:
        """Return where the links lead."""
        return [value for name, value in self.attributes if name == "href"]


HARMLESS = {
    "h2",
    "article",
    "h3",
    "h4",
    "p",
    "ul",
    "ol",
    "li",
    "b",
    "details",
    "summary",
    "a",
    "section",
    "small",
    "img",
} | {
    "svg",
    "circle",
    "path",
    "text",
}


WHOLE = "../../?organisation=some-body"


def href(organisation: str) -> str:
    """Give where the details of an organisation are."""
    return f"./?organisation={organisation}"


def one(frame: pd.DataFrame, identifier: str) -> LocatedOrganisation:
    """Return one organisation."""
    (found,) = organisations_in(frame[frame["id"] == identifier])
    return found


def test_a_card_tells_everything(frame: pd.DataFrame) -> None:
    """A card holds names, type, place, precision, status and year, verification, summary, website and sources."""
    organisation = replace(one(frame, "hopendialogue"), last_seen=2025, read_on=date(2026, 11, 22))
    page = Page(rendering.card(organisation, WHOLE))
    for words in (
        "HOPEnDialogue",
        "Research",
        "Rome, Lazio, Italy",
        "Active, last seen 2025",
        "Confirmed by public pages",
        "On the Lived Experience Hub's list",
        "in or near this town (position from",
        organisation.summary,
        organisation.note,
        "read on 22 November 2026",
    ):
        assert words in page.text
    links = [value for name, value in page.attributes if name == "href"]
    assert links == [WHOLE, WHOLE, organisation.website, *organisation.sources]


def test_a_card_shows_the_own_name(frame: pd.DataFrame) -> None:
    """A body's name in its own language stands below its English one."""
    page = Page(rendering.card(one(frame, "open-dialogue-israel-odi"), WHOLE))
    assert "דיאלוג פתוח ישראל" in page.text
    assert ("lang", "he") in page.attributes


def test_a_country_level_place_is_called_so(frame: pd.DataFrame) -> None:
    """A card does not pretend to know more than the country."""
    page = Page(rendering.card(one(frame, "open-dialogue-sweden"), WHOLE))
    assert "Somewhere in Sweden" in page.text
    assert "somewhere in the country" in page.text


def test_a_body_without_a_base_has_no_place(frame: pd.DataFrame) -> None:
    """A worldwide network is said to have no base, and nothing is said of a position."""
    page = Page(rendering.card(one(frame, "international-open-dialogue-network"), WHOLE))
    assert "No fixed base" in page.text
    assert "On the map" not in page.text


def test_hostile_text_shows_as_text(hostile_file: Path) -> None:
    """Markup, template signs, quotes and right-to-left marks in the data are shown, and nothing more."""
    frame = load(hostile_file).frame
    assert len(frame) == 6
    for organisation in organisations_in(frame):
        page = Page(rendering.card(organisation, WHOLE))
        assert organisation.name in page.text
        assert organisation.note in page.text
        assert set(page.elements) <= HARMLESS - {"img"}
        assert not [name for name, _ in page.attributes if name.startswith("on")]
    page = Page(rendering.listing(frame, 0, 10, "light", href))
    assert set(page.elements) <= HARMLESS
    assert all(value.startswith("./assets/mark/") for name, value in page.attributes if name == "src")


@given(text=st.text(min_size=1), address=st.text())
def test_wild_text_stays_text(text: str, address: str) -> None:
    """Whatever a name holds, the card has the same elements as for a plain name, and no link that is not http."""
    base = one(load().frame, "open-dialogue-israel-odi")
    plain = Page(rendering.card(replace(base, name="x", note="x", website=None), WHOLE))
    wild = Page(rendering.card(replace(base, name=text, note=text, website=address or None), WHOLE))
    assert [e for e in wild.elements if e not in ("a", "p")] == [e for e in plain.elements if e not in ("a", "p")]
    links = [value for name, value in wild.attributes if name == "href" and value != WHOLE]
    assert all(link.startswith(("http://", "https://")) for link in links)


def test_the_list_holds_everyone_once(frame: pd.DataFrame) -> None:
    """The pages of the list together name every organisation exactly once, in the legend's order."""
    names = []
    for start in range(0, len(frame), 20):
        html = rendering.listing(frame, start, 20, "light", href)
        names += [Page(f"<h4{part.split('</h4>')[0]}").text for part in html.split("<h4")[1:]]
    assert sorted(names) == sorted(frame["name"])


def test_the_legend_counts_the_view(frame: pd.DataFrame) -> None:
    """The legend names every type with its number in the view, also those with none."""
    text = Page(rendering.legend(apply(frame, Selection.of(country=["FI"])), "dark")).text
    for kind in Type:
        assert f"{kind.label} ({number_of(country='FI', type=kind)})" in text
    assert "(0)" in text
    assert "Somewhere in this country" in text


@pytest.mark.parametrize("lines", [[], ["<b>bold</b>, type: bad"]])
def test_problems_are_escaped(lines: list[str]) -> None:
    """Messages about the file quote it, so they are escaped, too."""
    page = Page(rendering.problems(lines))
    assert set(page.elements) <= {"ul", "li"}
    assert page.text.strip() == "".join(lines)

"""What leaves the page: link, snippet, citation and data."""

from html.parser import HTMLParser

import pytest

from odmap import Directory
from odmap.markup.sharing import SharedView
from odmap.version import __version__
from odmap.views.provenance import Edition
from odmap.views.selection import Selection, apply
from tests.counted import DATA_AS_OF_IN_WORDS, number_of
from tests.markup.test_rendering import Page

ROOT = "https://map.example/od/"


def sending(directory: Directory, selection: Selection, **others: str) -> SharedView:
    """Return a view of the project's directory, ready to be sent."""
    edition = Edition.of(apply(directory.frame, selection), directory, selection)
    return SharedView(edition, ROOT, **{"page": "", **others})  # type: ignore[arg-type] # tests give plain text


def test_the_link_holds_everything(directory: Directory) -> None:
    """Filters, organisation, order and sheet stand in the link of the page they belong to."""
    selection = Selection.of("peer", country=["FI", "NO"])
    sent = sending(directory, selection, page="directory", organisation="dialogue-first", sort="-since", sheet="2")
    assert sent.link == (f"{ROOT}directory?country=FI&country=NO&q=peer&organisation=dialogue-first&sort=-since&page=2")
    assert sending(directory, Selection()).link == ROOT


class _Frame(HTMLParser):
    """An independent reader of the snippet."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        self.found = (tag, dict(attrs))


@pytest.mark.parametrize("text", ["", '"><script>', "a & b"])
def test_the_snippet_is_one_frame(directory: Directory, text: str) -> None:
    """The snippet is an iframe with a title, whose address survives being HTML, and nothing else."""
    sent = sending(directory, Selection.of(text, country=["FI"]), organisation="x")
    reader = _Frame()
    reader.feed(sent.snippet())
    tag, attributes = reader.found
    assert tag == "iframe"
    assert attributes["src"] == sent.embedded
    assert sent.embedded.endswith("organisation=x&embed=true")
    assert attributes["title"] == "Map: Open Dialogue around the world"


def test_the_citation_says_what_was_shown(directory: Directory) -> None:
    """Title, version, date of the data, number shown, filters, licence and address stand in the citation."""
    assert sending(directory, Selection.of(country=["FI"])).citation() == (
        f"Open Dialogue around the world. Open Dialogue map, version {__version__}. Data as of {DATA_AS_OF_IN_WORDS}. "
        f"{number_of(country='FI')} organisations shown (Country: Finland). CC BY 4.0. {ROOT}?country=FI"
    )
    one = sending(directory, Selection(), organisation="dialogue-first", name="Dialogue First").citation()
    assert one.startswith("Dialogue First. In: Open Dialogue around the world. Open Dialogue map")


def test_both_the_view_and_the_whole_can_be_taken(directory: Directory) -> None:
    """Under a filter there are links to the view's files and to the directory's; without one, only to the latter."""
    for selection, number in ((Selection.of(country=["FI"]), 6), (Selection(), 3)):
        page = Page(sending(directory, selection).markup("./api/changes.atom"))
        saved = [value for name, value in page.attributes if name == "href" and "download=1" in value]
        assert len(saved) == number


def test_hostile_searches_stay_text(directory: Directory, hostile: str) -> None:
    """What was searched for stands in the fields as text."""
    page = Page(sending(directory, Selection.of(hostile)).markup("./api/changes.atom"))
    assert "script" not in page.elements
    assert not [name for name, _ in page.attributes if name.startswith("on")]

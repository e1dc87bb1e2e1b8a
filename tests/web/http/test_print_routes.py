"""Briefs and work lists on paper: pages and PDF, read back by independent readers."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from pypdf import PdfReader
from requests import Response
from schemathesis.python.asgi import get_client
from starlette.applications import Starlette

from odmap import Directory, load
from odmap.analysis.country_brief import brief
from odmap.analysis.worklist import worklist
from odmap.exports.documents.country_brief import pdf
from odmap.geography import countries
from odmap.graphics.palette import variables
from odmap.markup.print_pages import brief_page, worklist_page
from odmap.version import NAME
from odmap.views.nearest import nearest_to
from odmap.views.provenance import CAVEAT, Edition
from odmap.views.selection import Selection, apply
from odmap.web.http import api, print_routes
from odmap.web.workers import shared_queue
from tests.conftest import HOSTILE
from tests.counted import DATA_AS_OF, DATA_AS_OF_IN_WORDS, TOTAL, number_of
from tests.markup.test_rendering import Page

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

ROUTES = [*print_routes.ROUTES, *api.ROUTES]
APP: Any = Starlette(routes=ROUTES)
SAMPLE = ("JP", "IL", "KR", "TW", "FI", "US", "GB", "NG", "CN", "AQ", "XK", "CI")
HARMLESS = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "a", "span", "ul", "li"}
HARMLESS |= {"table", "caption", "thead", "tbody", "tr", "th", "td", "footer", "b", "small", "br"}


def ask(path: str, **headers: str) -> Response:
    """Return the answer to a request."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return get_client(APP).get(path, headers={"Accept-Encoding": "identity"} | named, allow_redirects=False)


def read(content: bytes) -> Any:
    """Open a PDF with a reader that did not make it."""
    return PdfReader(io.BytesIO(content), strict=True)


def text_of(content: bytes) -> str:
    """Return the text of a PDF with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def links_of(content: bytes) -> list[str]:
    """Return every address that a PDF links to."""
    found = []
    for page in read(content).pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object()["/A"]
            assert action["/S"] == "/URI"
            found.append(str(action["/URI"]))
    return found


# Pages


def test_every_country_has_a_page(directory: Directory) -> None:
    """Every code gives a whole document with one heading of the first level, its name and the caveat."""
    for code, country in countries.load().items():
        html = brief_page(brief(code, directory))
        page = Page(html)
        assert html.startswith('<!doctype html>\n<html lang="en">'), code
        assert page.elements.count("h1") == page.elements.count("main") == page.elements.count("title") == 1
        assert set(page.elements) <= HARMLESS
        assert country.name in page.text
        assert "A map of what is listed is not a map of what exists." in page.text


def test_a_page_holds_all_that_the_brief_says(directory: Directory) -> None:
    """Names, own names, status, places, websites, sources, the date and what is missing stand on the page."""
    found = brief("JP", directory)
    page = Page(brief_page(found))
    for entry in found.entries:
        for words in (entry.name, entry.own_name or "", entry.status, entry.verification.label, entry.place):
            assert words in page.text
    hrefs = [value for name, value in page.attributes if name == "href"]
    for entry in found.entries:
        assert set(entry.sources) <= set(hrefs)
        assert not entry.website or entry.website in hrefs
    for words in (found.headline, found.population, found.rule, DATA_AS_OF_IN_WORDS, "CC BY 4.0", "Institution"):
        assert words in page.text


def test_a_page_needs_nothing_but_itself(directory: Directory) -> None:
    """Style stands in the page, with the colours of light; nothing is loaded, and nothing runs."""
    edition = Edition.of(directory.frame, directory, Selection())
    for html in (brief_page(brief("FI", directory)), worklist_page(worklist(directory.frame), edition)):
        page = Page(html)
        assert not {"script", "link", "img", "iframe", "object"} & set(page.elements)
        assert not [name for name, _ in page.attributes if name == "src" or name.startswith("on")]
        style = html.split("<style>")[1].split("</style>")[0]
        assert not re.search(r"url\(|@import", style)
        assert f"--od-paper:{variables('light')['od-paper']};" in style
        assert "@media print" in style
        assert "size: A4" in style


def test_addresses_stand_in_full_on_paper(directory: Directory) -> None:
    """A link whose words are short has its whole address beside it, for paper."""
    page = Page(brief_page(brief("JP", directory)))
    assert "revalu.life/news/20260201/" in page.text
    assert "opendialogue.jp/規約" in page.text


def test_links_inside_odmap_lead_somewhere(directory: Directory) -> None:
    """Links of a served page are right from where it lies; a page kept as a file has none that would be dead."""
    found = brief("FI", directory)
    inside = [href for name, href in Page(brief_page(found)).attributes if name == "href" and "://" not in href]
    leads = {urljoin("http://x/base/print/brief/FI", href) for href in inside}
    assert {
        "http://x/base/print/brief/FI.pdf?download=1",
        "http://x/base/?country=FI",
        "http://x/base/?organisation=western-lapland-open-dialogue",
        "http://x/base/print/brief/NO",
    } <= leads
    kept = Page(brief_page(found, served=False))
    assert all("://" in href for name, href in kept.attributes if name == "href")
    assert "Print" in kept.text or "print" in kept.text


def near_page_of(query: str) -> tuple[Response, Page]:
    """Return the answer to a question for what is near a place, and the page that it holds."""
    answer = ask(f"/print/near?{query}")
    return answer, Page(answer.text)


def test_what_is_near_a_place_can_be_printed() -> None:
    """The page names the place, the nearest with distance and website, and leads back to the same view."""
    answer, page = near_page_of("place=Lyon&country=FR")
    assert answer.status_code == 200
    assert "Near Lyon, Rhône, France" in page.text
    assert "Only what matches these filters is counted: Country: France." in page.text
    assert CAVEAT in page.text
    hrefs = [href for name, href in page.attributes if name == "href"]
    frame = apply(load().frame, Selection.of(country=["FR"]))
    nearest = nearest_to(frame, 45.7485, 4.8467, limit=3)
    for one in nearest:
        assert one.name in page.text
        assert f"../?organisation={one.id}" in hrefs
        (website,) = frame.loc[frame["id"] == one.id, "website"]
        assert not website or website in hrefs
    to_help, way_back = (urljoin("http://x/base/print/near", href) for href in hrefs[:2])
    assert to_help == "http://x/base/help"
    assert way_back == ("http://x/base/?country=FR&place=Lyon%2C+Rh%C3%B4ne%2C+France")
    assert near_page_of("place=Lyon&country=FR&download=1")[0].headers["content-disposition"]


def test_a_point_and_a_country_can_be_printed() -> None:
    """A point is asked for by its degrees; of a country that has some, the page leads to its brief."""
    assert "Near 51.28, 1.08, near Canterbury" in near_page_of("near=51.28,1.08")[1].text
    _, page = near_page_of("place=Norway")
    assert "In Norway" in page.text
    assert "./brief/NO" in [href for name, href in page.attributes if name == "href"]


@pytest.mark.parametrize(
    ("query", "words", "links"),
    [
        ("", "Which place?", False),
        ("place=Canterbury", "Which place do you mean?", True),
        ("place=Qqqxyzzy", "We do not know this place", False),
        ("place=%3Cscript%3Ealert(1)%3C/script%3E", "We do not know this place", False),
    ],
)
def test_a_place_that_is_not_clear_is_asked_for(query: str, words: str, links: bool) -> None:
    """A name of several places, or of none, is never guessed; the choices keep the filters."""
    answer, page = near_page_of(f"{query}&activity=training")
    assert answer.status_code == 404
    assert set(page.elements) <= HARMLESS
    assert words in page.text
    choices = [href for name, href in page.attributes if name == "href" and href.startswith("./near?")]
    assert bool(choices) == links
    for choice in choices:
        assert "activity=training" in choice
        assert ask(f"/print/{choice.removeprefix('./')}").status_code == 200


def test_a_parameter_that_means_nothing_near_a_place_is_named() -> None:
    """What cannot be understood is refused in words, and not passed over."""
    answer, page = near_page_of("place=Lyon&limit=3")
    assert answer.status_code == 400
    assert "There is no parameter called “limit” here." in page.text


def test_tables_have_headers_and_captions(directory: Directory) -> None:
    """Each table has a caption, a row of headings and a heading in each row."""
    html = brief_page(brief("US", directory))
    tables = html.split("<table")[1:]
    assert len(tables) >= 2
    for table in (part.split("</table>")[0] for part in tables):
        assert "<caption" in table
        assert 'scope="col"' in table
        assert table.count('scope="row"') + table.count('scope="rowgroup"') == table.split("</thead>")[1].count("<tr")


def test_the_work_list_holds_every_task(directory: Directory) -> None:
    """The page names each record with its reasons and questions, in order, and says how many there are."""
    tasks = worklist(directory.frame)
    page = Page(worklist_page(tasks, Edition.of(directory.frame, directory, Selection())))
    places = [page.text.index(task.name) for task in tasks[:3]]
    assert places == sorted(places)
    for task in tasks:
        assert task.name in page.text
        assert all(words in page.text for words in (*task.reasons, *task.find_out))
    assert f"{len(tasks)} of {TOTAL} organisations have something left to find out." in page.text


def test_the_work_list_says_what_it_is_of(directory: Directory) -> None:
    """Filters stand above the list and in its links; an empty view and a finished one say so."""
    chosen = Selection.of(country=["FI"])
    view = apply(directory.frame, chosen)
    page = Page(worklist_page(worklist(view), Edition.of(view, directory, chosen)))
    assert f"{number_of(country='FI')} organisations (out of {TOTAL} in the whole directory) " in page.text
    assert "Filters: Country: Finland." in page.text
    hrefs = [value for name, value in page.attributes if name == "href"]
    assert "../api/worklist.csv?country=FI&download=1" in hrefs
    assert "../directory?country=FI" in hrefs
    nothing = Edition.of(view.iloc[:0], directory, chosen)
    assert "No organisation matches" in Page(worklist_page([], nothing)).text
    assert (
        f"There is nothing left to find out about {number_of(country='FI')} organisations"
        in Page(worklist_page([], Edition.of(view, directory, chosen))).text
    )


def test_hostile_text_is_text_on_the_page(hostile_file: Path) -> None:
    """Markup, template signs and quotes in the data are shown, and nothing more, in brief and work list."""
    directory = load(hostile_file)
    edition = Edition.of(directory.frame, directory, Selection())
    for html in (
        brief_page(brief("FI", directory)),
        worklist_page(worklist(directory.frame), edition),
    ):
        page = Page(html)
        assert set(page.elements) <= HARMLESS
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        hrefs = [value for name, value in page.attributes if name == "href"]
        assert not [href for href in hrefs if href.startswith(("javascript:", "data:"))]
        for text in HOSTILE[:-1]:
            assert text in page.text


def test_an_address_that_is_none_is_no_link(directory: Directory) -> None:
    """Even if a record were to hold another kind of address, it would be text on the page and in the PDF."""
    found = brief("FI", directory)
    entry = replace(found.entries[0], website="javascript:alert(1)", sources=("file:///etc/passwd",))
    bad = replace(found, listed=(replace(found.listed[0], entries=(entry,)),))
    hrefs = [value for name, value in Page(brief_page(bad)).attributes if name == "href"]
    assert not [href for href in hrefs if href.startswith(("javascript", "file"))]
    assert "javascript:alert(1)" in Page(brief_page(bad)).text
    assert links_of(pdf(bad)) == []


# PDF


@pytest.mark.parametrize("code", SAMPLE)
def test_a_pdf_holds_all_that_the_brief_says(directory: Directory, code: str) -> None:
    """Names, states and what is missing can be read out of the PDF; the caveat and a number are on every sheet."""
    found = brief(code, directory)
    content = pdf(found)
    text = text_of(content)
    squeezed = text.replace(" ", "")
    for entry in found.entries:
        assert entry.name.replace(" ", "") in squeezed
        assert entry.status.replace(" ", "") in squeezed
    for words in (found.title, found.headline, found.population, *(one.words for one in found.missing)):
        assert words.replace(" ", "") in squeezed
    sheets = read(content).pages
    assert 1 <= len(sheets) <= 2 + max(0, ceil((len(found.entries) - 20) / 15))
    for number, sheet in enumerate(sheets, start=1):
        words = " ".join(sheet.extract_text().split())
        assert found.caveat in words
        assert f"data as of {DATA_AS_OF_IN_WORDS}" in words
        assert f"{number} / {len(sheets)}" in words
    assert set(links_of(content)) == {
        address for entry in found.entries for address in (entry.website, *entry.sources) if address
    }


def test_a_pdf_says_when_its_pages_were_read(make_file: MakeFile, record: Record) -> None:
    """The day that most records share is said once; another stands beside its name."""
    other = record(3, read_on="2026-11-20")
    text = text_of(pdf(brief("FI", load(make_file(record(1), record(2), other)))))
    assert "These pages were read on 22 November 2026, unless another day stands beside the name." in text
    assert text.count("Body 3 (read on 20 November 2026)") == text.count("(read on") == 1
    text = text_of(pdf(brief("FI", load(make_file(record(1), record(2))))))
    assert "All of these pages were read on 22 November 2026." in text
    assert "(read on" not in text


def test_names_in_their_own_script_can_be_searched(directory: Directory) -> None:
    """The Japanese, Chinese and Hebrew names are text in the PDF, in the order in which they are read."""
    for code, some in (("JP", 10), ("TW", 1), ("IL", 2)):
        own = [entry.own_name for entry in brief(code, directory).entries if entry.own_name]
        foreign = [name for name in own if not name.isascii()]
        squeezed = text_of(pdf(brief(code, directory))).replace(" ", "")
        assert len(foreign) >= some
        assert [name for name in foreign if name.replace(" ", "") not in squeezed] == []


def test_every_font_is_in_the_file(directory: Directory) -> None:
    """No font is left to the reader: each one that a sheet names is embedded, with what its letters mean."""
    for sheet in read(pdf(brief("JP", directory))).pages:
        named = sheet["/Resources"]["/Font"]
        assert len(named) >= 2
        for font in (named[name].get_object() for name in named):
            assert "/FontFile2" in font["/FontDescriptor"].get_object()
            assert "/ToUnicode" in font


def test_a_pdf_says_what_it_is(directory: Directory) -> None:
    """Title, author, language and the day of the data stand in the file; the reader shows the title."""
    reader = read(pdf(brief("GB", directory)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Open Dialogue in the United Kingdom"
    assert reader.metadata.author == NAME
    assert reader.metadata.creation_date is not None
    assert f"{reader.metadata.creation_date:%Y-%m-%d}" == DATA_AS_OF
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_the_same_data_gives_the_same_bytes(directory: Directory) -> None:
    """A PDF made twice is the same file, so that a browser may keep it."""
    assert pdf(brief("JP", directory)) == pdf(brief("JP", directory))


def test_hostile_text_is_text_in_the_pdf(hostile_file: Path) -> None:
    """What looks like markup is drawn as letters; the PDF holds no script, no form and no link but the sources."""
    content = pdf(brief("FI", load(hostile_file)))
    squeezed = text_of(content).replace(" ", "")
    for text in HOSTILE[:-1]:
        assert text.replace(" ", "") in squeezed
    assert set(links_of(content)) == {"https://example.org/"}
    assert not re.search(rb"/(JavaScript|JS|Launch|AcroForm|EmbeddedFile|OpenAction|AA)\b", content)


def test_a_very_long_record_still_gives_a_pdf(make_file: MakeFile, record: Record) -> None:
    """The longest texts that a record may hold, and very many sources, are broken and not lost."""
    sources = " | ".join(f"https://example.org/{number}/{'x' * 1900}" for number in range(30))
    long = {
        "name": "W" * 200,
        "own_name": "שלום " * 60,
        "region": "R" * 300,
        "town": "T" * 300,
        "website": f"https://{'w' * 1980}.org/",
        "sources": sources,
    }
    directory = load(make_file(record(1, **long), record(2, read_on="2026-11-20")))
    assert not directory.problems
    content = pdf(brief("FI", directory))
    assert len(read(content).pages) > 2
    assert text_of(content).replace(" ", "").count("W") >= 400
    assert len(set(links_of(content))) == 32


def test_an_empty_directory_gives_a_pdf(directory: Directory) -> None:
    """Without any record, and so without a day, there is still a true brief."""
    content = pdf(brief("FI", replace(directory, frame=directory.frame.iloc[:0])))
    assert "Nothing is listed in Finland." in text_of(content)
    assert "data as of an unknown date" in text_of(content)


# Addresses


@pytest.mark.parametrize(
    ("path", "media_type", "name"),
    [
        ("/print/brief/FI", "text/html; charset=utf-8", f"odmap-brief-fi-{DATA_AS_OF}.html"),
        ("/print/brief/fi", "text/html; charset=utf-8", f"odmap-brief-fi-{DATA_AS_OF}.html"),
        ("/print/brief/FI.pdf", "application/pdf", f"odmap-brief-fi-{DATA_AS_OF}.pdf"),
        ("/print/worklist", "text/html; charset=utf-8", f"odmap-worklist-all-{DATA_AS_OF}.html"),
        ("/api/worklist.csv?country=FI", "text/csv; charset=utf-8", f"odmap-worklist-country-fi-{DATA_AS_OF}.csv"),
    ],
)
def test_addresses_send_files_to_show_or_to_keep(path: str, media_type: str, name: str) -> None:
    """Each address sends its file with a tag, answers 304 to who has it, and gives it a name if it is to be kept."""
    answer = ask(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Disposition"] == "inline"
    again = ask(path, If_None_Match=answer.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    kept = ask(f"{path}{'&' if '?' in path else '?'}download=1")
    assert kept.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert kept.content == answer.content


def test_a_page_is_sent_compressed_to_who_can_read_that() -> None:
    """The work list of everything is long, so it goes out compressed."""
    answer = ask("/print/worklist", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_brief_follows_the_directory(make_file: MakeFile, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the file has changed, the same address sends the new brief."""
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1, name="First"), name="a.csv")))
    assert "First" in ask("/print/brief/FI").text
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1, name="Second"), name="b.csv")))
    assert "Second" in ask("/print/brief/FI").text


def test_a_brief_that_cannot_be_made_now_is_told_on_a_page() -> None:
    """Whoever prints reads no JSON: while the server stops, a page says so, and a header when to ask again."""
    shared_queue.QUEUE.close()
    try:
        answer = ask("/print/brief/EE.pdf")
    finally:
        shared_queue.QUEUE.open()
    assert answer.status_code == 503
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "cannot be made right now" in answer.text
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("path", ["/print/brief/UK", "/print/brief/UK.pdf", "/print/brief/United%20Kingdom"])
def test_an_unknown_code_is_answered_in_words(path: str) -> None:
    """Who asks for no country gets a page that says so and leads to the likely one."""
    answer = ask(path)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["Cache-Control"] == "no-store"
    page = Page(answer.text)
    assert "No country has the code" in page.text
    assert ("href", "./GB") in page.attributes
    assert set(page.elements) <= HARMLESS


@pytest.mark.parametrize("code", ["%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%00", "%F0%9F%98%80", "x" * 3000, ".", " "])
def test_a_hostile_code_is_only_repeated_as_text(code: str) -> None:
    """Whatever stands where a code should, the answer is a harmless page."""
    answer = ask(f"/print/brief/{code}")
    assert answer.status_code == 404
    assert set(Page(answer.text).elements) <= HARMLESS
    assert len(answer.text) < 20_000


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/print/worklist?country=Narnia", 400, "No country has the code “Narnia”."),
        ("/print/worklist?colour=red", 400, "There is no parameter called “colour” here."),
        ("/print/brief/FI?download=2", 400, "Write download=1 to keep the file"),
        ("/print/nothing", 404, "There is nothing at “/print/nothing”."),
        ("/print/brief/", 404, "There is nothing at"),
    ],
)
def test_what_is_not_understood_is_refused_as_a_page(path: str, status: int, words: str) -> None:
    """A query that says nothing here is answered with a page in plain words, not with JSON."""
    answer = ask(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/html")
    page = Page(answer.text)
    assert words in page.text
    to_help, way_back = (urljoin(f"http://x{path}", href) for name, href in page.attributes if name == "href")
    assert (to_help, way_back) == ("http://x/help", "http://x/")


def test_nothing_can_be_changed() -> None:
    """Other methods than GET and HEAD are refused."""
    client = partial(get_client(APP).request, allow_redirects=False)
    assert client("POST", "/print/brief/FI").status_code == 405
    assert client("HEAD", "/print/brief/FI").status_code == 200


def test_the_work_list_takes_the_same_query_as_the_pages() -> None:
    """Filters, words and how the page looked are understood, in the page and in the CSV; a sheet is refused."""
    query = "country=FI&type=training&q=espoo&map=60,25,4&embed=true"
    assert ask(f"/print/worklist?{query}").status_code == 200
    lines = ask(f"/api/worklist.csv?{query}").text.splitlines()
    assert len(lines) == 2
    assert "dialogic-partners" in lines[1]
    assert ask("/api/worklist.csv?country=Narnia").json()["parameter"] == "country"
    assert "Nothing here comes in pages" in ask("/print/worklist?country=FI&page=2").text

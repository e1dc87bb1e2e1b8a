"""The public API as a client sees it, without a socket: starlette's application, asked in this process."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pandas as pd
import pytest
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from PIL import Image
from requests import Response
from schemathesis import checks
from schemathesis.config import SchemathesisConfig
from schemathesis.python.asgi import get_client  # starlette's own client needs httpx2, which nothing else here does
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route

from odmap import Directory, load
from odmap.analysis.ecosystem import IDS, NUMBER, finding
from odmap.directory.organisation import Type
from odmap.exports.file_spec import FileSpec
from odmap.exports.pictures import SIZES
from odmap.graphics.palette import MODES, Mode
from odmap.views import formats
from odmap.views.provenance import Edition
from odmap.views.selection import FACETS, Selection, apply
from odmap.views.suggestions import near_matches
from odmap.views.urls import OF_LOOKS, OF_PAGES, chart_link, data_link, map_link, presenter_link
from odmap.web.http import api, openapi
from odmap.web.workers import shared_queue
from odmap.web.workers.orders import FileOrder, Ticket
from odmap.web.workers.worker_process import NotMadeError

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

APP: Any = Starlette(routes=api.ROUTES)  # schemathesis and starlette write the type of an application differently
ELSEWHERE = {"Origin": "https://example.org"}
EVERY_ADDRESS = (
    *(f"/api/organisations.{extension}" for extension in formats.DATA),
    "/api/organisations/dialogue-first.json",
    *(f"/api/charts/types.{extension}" for extension in formats.CHARTS),
    "/api/map.png",
    "/api/map.svg",
    "/api/presenter.html",
    "/api/openapi.json",
)
BEGINNINGS = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<svg ", "csv": b"\xef\xbb\xbf"}


def ask(path: str, method: str = "GET", **headers: str) -> Response:
    """Return the answer to a request; redirects are not followed."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return get_client(APP).request(method, path, headers={"Accept-Encoding": "identity"} | named, allow_redirects=False)


def refusal(path: str, status: int = 400) -> dict[str, Any]:
    """Return the JSON of an answer that says no, after looking at what all of them have in common."""
    answer = ask(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    found: dict[str, Any] = answer.json()
    assert found["error"].endswith(".")
    return found


def ids(answer: Response) -> list[str]:
    """Return the ids in an answer of any format."""
    assert answer.status_code == 200
    kind = answer.headers["Content-Type"]
    if kind.startswith("text/csv"):
        return [row["id"] for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))]
    return [one["id"] for one in answer.json()["features" if "geo" in kind else "organisations"]]


@pytest.mark.parametrize("extension", formats.DATA)
@pytest.mark.parametrize(
    ("query", "selection"),
    [
        ("", Selection()),
        ("?country=FI&country=NO&type=service", Selection.of(country=["FI", "NO"], type=["service"])),
        ("?country=none", Selection.of(country=["none"])),
        ("?country=fi&type=SERVICE&type=service&status=", Selection.of(country=["FI"], type=["service"])),
        ("?q=l%C3%A4nsi%20pohja", Selection.of("länsi pohja")),
        ("?verification=related&list=research", Selection.of(verification=["related"], list=["research"])),
        ("?q=dialogue&type=network&status=ended", Selection.of("dialogue", type=["network"], status=["ended"])),
        ("?q=zzz", Selection.of("zzz")),
    ],
)
def test_the_same_rows_as_the_page(frame: pd.DataFrame, extension: str, query: str, selection: Selection) -> None:
    """An address gives exactly the organisations that the page shows for the same query, in the same order."""
    answer = ask(f"/api/organisations.{extension}{query}")
    assert ids(answer) == list(apply(frame, selection)["id"])
    assert answer.headers["Content-Type"].startswith(formats.DATA[extension].media_type)


def test_a_link_of_the_page_is_an_address_of_the_api() -> None:
    """What the page links to for saving a view is answered with a file of that view to keep."""
    answer = ask(data_link("csv", Selection.of("dialogue", country=["FI"])).removeprefix("."))
    expected = 'attachment; filename="odmap-organisations-country-fi-search-dialogue-2026-11-22.csv"'
    assert answer.headers["Content-Disposition"] == expected
    assert ids(answer) == ids(ask("/api/organisations.json?q=dialogue&country=FI"))


@pytest.mark.parametrize("query", ["?download", "?download=", "?download=1", "?country=&download=1"])
def test_a_file_to_keep(query: str) -> None:
    """With ``download`` a browser saves the file under a name that says what it holds; without, it may show it."""
    path = "/api/organisations.geojson"
    expected = 'attachment; filename="odmap-organisations-all-2026-11-22.geojson"'
    assert ask(path + query).headers["Content-Disposition"] == expected
    assert ask(path).headers["Content-Disposition"] == "inline"
    assert ask(path + query).content == ask(path).content


@pytest.mark.parametrize("name", OF_LOOKS)
def test_how_a_page_looks_changes_nothing(name: str) -> None:
    """A query copied from the page works, with whatever else it says about how the page looks."""
    assert ask(f"/api/organisations.json?{name}=anything&country=FI").content == (
        ask("/api/organisations.json?country=FI").content
    )


@pytest.mark.parametrize("name", sorted({*OF_PAGES} - {*OF_LOOKS}))
def test_what_would_mislead_is_refused(name: str) -> None:
    """A sheet, an order, one organisation: a file that has nothing of that does not pass it over in silence."""
    for path in ("organisations.csv", "charts/types.csv", "worklist.csv", "changes.atom"):
        found = refusal(f"/api/{path}?{name}=2")
        assert found["parameter"] == name
        assert name not in found["allowed"]
        assert found["error"].endswith("Leave it out.")


def test_a_sheet_is_refused_in_words() -> None:
    """Whoever turns pages is told that one file holds everything."""
    assert refusal("/api/organisations.json?page=2")["error"] == (
        "There is no parameter called “page” here. Nothing here comes in pages: one file holds everything that "
        "matches. Leave it out."
    )


@pytest.mark.parametrize("path", ["map.png", "map.svg", "presenter.html", "presenter.zip"])
def test_a_picture_is_not_held_elsewhere(path: str) -> None:
    """A file's map shows all that matches, and says so if it is asked to show another part of the world."""
    assert "shows everything" in refusal(f"/api/{path}?map=60,25,4")["error"]


@pytest.mark.parametrize("path", [*(f"organisations.{extension}" for extension in formats.DATA), "worklist.csv"])
def test_a_country_where_nothing_is_listed_is_an_empty_file(path: str) -> None:
    """A country without a record is no mistake: the file is empty, and its name says of what."""
    answer = ask(f"/api/{path}?country=ke&download")
    assert answer.status_code == 200
    assert "-country-ke-2026-11-22." in answer.headers["Content-Disposition"]
    assert answer.content.count(b"\n") == 1 if path.endswith("csv") else ids(answer) == []


def test_an_empty_file_says_what_it_does_not_claim() -> None:
    """Not listed is not none: an empty answer names the country, and carries the caveat."""
    for extension in ("json", "geojson"):
        about = ask(f"/api/organisations.{extension}?country=KE").json()["metadata"]
        assert (about["number"], about["total"], about["filters"]) == (0, 171, "Country: Kenya")
        assert about["caveat"].startswith("Not listed does not mean none")
    assert ids(ask("/api/organisations.json?country=KE&country=LV")) == ids(ask("/api/organisations.json?country=LV"))


@pytest.mark.parametrize(
    "path", [*(f"charts/types.{kind}" for kind in formats.CHARTS), "map.svg", "presenter.html", "presenter.pdf"]
)
def test_pictures_and_papers_of_a_country_where_nothing_is_listed(path: str) -> None:
    """They are made, too, and claim nothing."""
    answer = ask(f"/api/{path}?country=KE")
    assert answer.status_code == 200
    if path.endswith(("svg", "html")):
        assert "not listed does not mean none" in answer.text.lower()


@pytest.mark.parametrize(
    ("path", "parameter", "given_code", "meant"),
    [
        ("organisations.csv", "country", "Norway", "NO (Norway)"),
        ("changes.atom", "country", "NOR", "NO (Norway)"),
        ("presenter.html", "begin", "Suomi", "FI (Finland)"),
    ],
)
def test_a_country_by_its_name_is_answered_with_its_code(
    path: str, parameter: str, given_code: str, meant: str
) -> None:
    """Who writes a name or three letters is told the two letters, for people and for programs."""
    found = refusal(f"/api/{path}?{parameter}={given_code}")
    assert f"“{given_code}”. Do you mean {meant}?" in found["error"]
    assert (found["parameter"], found["near"]) == (parameter, [meant[:2]])


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/organisations"])
def test_the_roots_answer(path: str) -> None:
    """Whoever begins at the root is told every address: a program in JSON, a browser as a page of links that lead."""
    found = ask(path).json()
    shared_queue = {*openapi.document()["paths"]} - {"/api", "/api/organisations"}
    assert {one["address"] for one in found["addresses"]} == {one for one in shared_queue if one.startswith(path)}
    assert found["caveat"].startswith("Not listed does not mean none")
    page = ask(path, Accept="text/html,*/*;q=0.8")
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Accept" in page.headers["Vary"]
    links = re.findall(r'href="([^"]+)"', page.text)
    for link in (link for link in links if "presenter" not in link and link not in ("./", "../")):
        assert ask(urljoin(path, link), "HEAD").status_code == 200
    assert ask(path, **ELSEWHERE).headers["Access-Control-Allow-Origin"] == "*"
    assert refusal(f"{path}?page=2")["parameter"] == "page"


def test_the_root_of_the_organisations_keeps_filters() -> None:
    """Who forgot the format is told the addresses of just what was asked for; filters are read as everywhere."""
    found = ask("/api/organisations?country=fi&type=service").json()
    addresses = [one["address"] for one in found["addresses"]]
    assert "/api/organisations.csv?country=FI&type=service" in addresses
    assert "/api/organisations/{id}.json" in addresses
    assert refusal("/api/organisations?country=Norway")["near"] == ["NO"]


@pytest.mark.parametrize("path", EVERY_ADDRESS)
def test_unknown_parameters_are_refused(path: str) -> None:
    """A slip of the pen is told, with what is allowed, instead of being passed over."""
    found = refusal(f"{path}?contry=FI")
    assert found["parameter"] == "contry"
    assert "contry" in found["error"]
    assert "download" in found["allowed"]
    assert ("country" in found["allowed"]) == bool(re.search("organisations[.]|/charts/|map[.]|presenter[.]", path))
    assert ("mode" in found["allowed"]) == bool(re.search("/charts/|map[.]", path))


def test_unknown_values_are_refused() -> None:
    """A value that there is not is told with those that there are; the whole directory would mislead."""
    found = refusal("/api/organisations.csv?country=FI&country=Atlantis")
    assert (found["parameter"], found["error"].count("Atlantis")) == ("country", 1)
    assert "“none” for bodies with no fixed base" in found["error"]
    assert refusal("/api/organisations.csv?list=wikipedia")["allowed"] == ["source-page", "research"]
    assert refusal("/api/organisations.csv?download=no")["allowed"] == ["1"]


def test_a_long_search_is_refused() -> None:
    """The longest search is 200 characters, white space at its ends not counted; a longer one is not cut in silence."""
    assert ask(f"/api/organisations.csv?q=+++{'x' * 200}+++").status_code == 200
    found = refusal(f"/api/organisations.csv?q={'x' * 150}&q={'y' * 50}")
    assert (found["parameter"], found["allowed"]) == ("q", ["up to 200 characters"])
    assert "201" in found["error"]


@pytest.mark.parametrize("query", ["?{}=1", "?country={}", "?download={}", "/{}.json", "?q={0}{0}"])
def test_little_of_what_was_given_is_repeated(query: str) -> None:
    """However long a mistake is, the answer to it stays short."""
    path = "/api/organisations" + ("" if query.startswith("/") else ".csv") + query.format("A" * 3000)
    found = refusal(path, 404 if query.startswith("/") else 400)
    assert "A" * 80 not in json.dumps(found)


def test_hostile_text_is_only_text(hostile: str) -> None:
    """Whatever is asked for, the answer is JSON that repeats it as text, or an empty list."""
    name = "".join(f"%{byte:02X}" for byte in hostile.encode())
    found = refusal(f"/api/organisations.json?country={name}")
    assert hostile.strip()[:70] in found["error"]
    assert refusal(f"/api/organisations.json?{name}=1")["parameter"][:70] == hostile[:70]
    assert ids(ask(f"/api/organisations.json?q={name}")) == []
    refusal(f"/api/organisations/{name}.json", 404)


def test_one_organisation_by_id() -> None:
    """A record comes with the same words about day and licence as a list, and under its own name."""
    answer = ask("/api/organisations/dialogue-first.json?download")
    found = answer.json()
    assert found["organisation"]["name"] == "Dialogue First"
    assert (found["metadata"]["number"], found["metadata"]["total"]) == (1, 171)
    assert found["metadata"]["filters"] == "Organisation: Dialogue First"
    assert found["metadata"]["licence"] == "CC BY 4.0"
    name = "odmap-organisation-dialogue-first-2026-11-22.json"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    (same,) = (o for o in ask("/api/organisations.json").json()["organisations"] if o["id"] == "dialogue-first")
    assert same == found["organisation"]


def test_an_unknown_id_is_answered_with_similar_ones() -> None:
    """A slip in an id is told with what may have been meant; nonsense with where all ids are."""
    found = refusal("/api/organisations/dialogue-frst.json", 404)
    assert found["near"][0] == "dialogue-first"
    assert len(found["near"]) <= 3
    nonsense = refusal("/api/organisations/qwertyuiop.json", 404)
    assert nonsense["near"] == []
    assert "/api/organisations.json" in nonsense["error"]


@pytest.mark.parametrize(
    "path", ["/api/nothing", "/api/api", "/api/organisations/", "/api/organisations.xml", "/api/organisations.csv/"]
)
def test_unknown_addresses(path: str) -> None:
    """Below /api there is no page: an address that does not exist is answered in JSON, with where to look."""
    assert "/api/openapi.json" in refusal(path, 404)["error"]


@pytest.mark.parametrize("path", EVERY_ADDRESS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(path: str, method: str) -> None:
    """Every other method than GET and HEAD is refused with what is allowed."""
    answer = ask(path, method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}
    assert "GET" in answer.json()["error"]


@pytest.mark.parametrize("path", EVERY_ADDRESS)
def test_head_is_get_without_content(path: str) -> None:
    """A client may ask first how large a file is and whether it changed."""
    get, head = ask(path), ask(path, "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(get.content)
    assert head.headers == get.headers


@pytest.mark.parametrize("path", EVERY_ADDRESS)
def test_what_has_not_changed_is_not_sent_again(path: str) -> None:
    """A client that names the content it has gets 304 and nothing else; one that has something else gets it all."""
    tag = ask(path).headers["ETag"]
    assert tag.startswith('W/"')
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        answer = ask(path, If_None_Match=known)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert ask(path, If_None_Match='"other"').status_code == 200
    assert ask(path, "HEAD", If_None_Match=tag).status_code == 304


def test_other_content_has_another_tag() -> None:
    """Each selection and each format names its own content."""
    paths = [*EVERY_ADDRESS, "/api/organisations.csv?country=FI", "/api/organisations.csv?country=NO"]
    assert len({ask(path).headers["ETag"] for path in paths}) == len(paths)


@pytest.mark.parametrize("path", [*EVERY_ADDRESS, "/api/nothing", "/api/organisations.csv?country=XX"])
def test_any_web_page_may_read(path: str) -> None:
    """Pages of other servers may read every answer, refusals included, and the headers that matter to them."""
    answer = ask(path, **ELSEWHERE)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Expose-Headers"] == "ETag, Content-Disposition, Retry-After"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_browser_may_ask_before_it_reads() -> None:
    """A browser's question beforehand is answered: reading yes, with If-None-Match; changing no."""
    question = {**ELSEWHERE, "Access-Control-Request-Headers": "If-None-Match"}
    answer = ask("/api/organisations.json", "OPTIONS", **question, Access_Control_Request_Method="GET")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert ask("/api/organisations.json", "OPTIONS", **question, Access_Control_Request_Method="PUT").status_code == 400


@pytest.mark.parametrize("extension", formats.DATA)
def test_files_go_out_compressed(extension: str) -> None:
    """A client that can unpack gets far fewer bytes of the same file, and caches are told."""
    plain, packed = (
        ask(f"/api/organisations.{extension}", Accept_Encoding=encoding) for encoding in ("identity", "gzip")
    )
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["Content-Length"]) * 3 < len(plain.content)
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_a_file_is_made_once(monkeypatch: pytest.MonkeyPatch, make_file: MakeFile, record: Record) -> None:
    """The same view is written once, until the directory changes; then the new one is sent at once."""
    written = []
    write_csv = formats.DATA["csv"].write

    def write(view: pd.DataFrame, edition: Edition) -> bytes:
        written.append(len(view))
        return write_csv(view, edition)

    monkeypatch.setattr("odmap.exports.data.csv_file.write", write)
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1))))
    first = ask("/api/organisations.csv")
    for query in ("", "?download=1", "?q=", "?map=1,2,3"):
        assert ask(f"/api/organisations.csv{query}").content == first.content
    assert written == [1]
    assert ids(ask("/api/organisations.csv?country=fi")) == ["body-1"]
    assert written == [1, 1]
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1), record(2), name="more.csv")))
    assert ids(ask("/api/organisations.csv", If_None_Match=first.headers["ETag"])) == ["body-1", "body-2"]


def numbers(path: str) -> dict[str, int]:
    """Return the numbers of a chart of one vocabulary, by their names."""
    answer = ask(path)
    assert answer.status_code == 200
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    return {next(iter(row.values())): int(row[NUMBER]) for row in rows}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("extension", formats.CHARTS)
def test_a_chart_in_every_format(extension: str, mode: Mode) -> None:
    """Each kind of file comes as what it says it is, in light and in dark; the numbers know no colours."""
    path = f"/api/charts/types.{extension}"
    answer = ask(f"{path}?mode={mode}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].partition(";")[0] == formats.CHARTS[extension].media_type
    assert answer.content.startswith(BEGINNINGS[extension])
    (other,) = set(MODES) - {mode}
    assert (ask(f"{path}?mode={other}").content == answer.content) == (extension == "csv")
    assert (ask(f"{path}?mode={other}").headers["ETag"] == answer.headers["ETag"]) == (extension == "csv")
    assert (ask(path).content == answer.content) == (mode == "light" or extension == "csv")


@pytest.mark.parametrize("chart", IDS)
def test_every_chart_has_an_address(directory: Directory, chart: str) -> None:
    """What the ecosystem page shows can be asked for by its id, as picture and as numbers."""
    assert ask(f"/api/charts/{chart}.svg").content.startswith(BEGINNINGS["svg"])
    text = ask(f"/api/charts/{chart}.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    wanted = finding(chart, directory.frame).table[NUMBER]
    assert [int(row[NUMBER]) for row in rows] == list(wanted)


@pytest.mark.parametrize(
    ("query", "selection"),
    [
        ("?country=FI&country=no", Selection.of(country=["FI", "NO"])),
        ("?principle=social-network&mode=dark", Selection.of(principle=["social-network"])),
        ("?q=dialogue&country=&mode=", Selection.of("dialogue")),
        ("?type=institution&step=kinds&map=1,2,3", Selection.of(type=["institution"])),
        ("?q=zzz", Selection.of("zzz")),
    ],
)
def test_a_chart_of_what_was_chosen(frame: pd.DataFrame, query: str, selection: Selection) -> None:
    """A chart counts the organisations that the lists give for the same query."""
    view = apply(frame, selection)
    found = numbers(f"/api/charts/types.csv{query}")
    wanted = {kind.label: number for kind in Type if (number := int((view["type"] == kind).sum()))}
    assert {name: number for name, number in found.items() if number} == wanted
    assert sum(found.values()) == len(ids(ask(f"/api/organisations.json{query.replace('mode', 'step')}")))


def test_a_chart_to_keep() -> None:
    """The page's link gives a file whose name says what it shows; without ``download`` a browser may show it."""
    selection = Selection.of("peer", country=["GB"], principle=["social-network"])
    for extension in formats.CHARTS:
        link = chart_link("types", extension, selection, "dark").removeprefix(".")
        name = f"odmap-chart-types-country-gb-principle-social-network-search-peer-2026-11-22.{extension}"
        answer = ask(link)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert ask(link.replace("&download=1", "")).headers["Content-Disposition"] == "inline"
        assert ask(link.replace("&download=1", "")).content == answer.content


def test_the_name_of_a_chart_stays_short(frame: pd.DataFrame) -> None:
    """However much is chosen, the longest name is one that every system takes."""
    codes = list(dict.fromkeys(frame["country"].dropna()))
    link = chart_link("beginnings", "csv", Selection.of("x" * 200, country=codes), "light").removeprefix(".")
    name = ask(link).headers["Content-Disposition"].split('"')[1]
    assert len(name) <= 120
    assert name.startswith("odmap-chart-beginnings-country-")
    assert name.endswith("-and-more-2026-11-22.csv")


@pytest.mark.parametrize("extension", formats.CHARTS)
def test_an_unknown_chart_is_answered_with_all(extension: str) -> None:
    """There are few charts: whoever asks for another is told all of them."""
    found = refusal(f"/api/charts/colours.{extension}", 404)
    assert found["near"] == list(IDS)
    assert "colours" in found["error"]
    assert "A" * 80 not in json.dumps(refusal(f"/api/charts/{'A' * 3000}.{extension}", 404))
    assert "/api/openapi.json" in refusal("/api/charts/types.gif", 404)["error"]


@pytest.mark.parametrize("extension", formats.CHARTS)
@pytest.mark.parametrize("query", ["mode=sepia", "mode=LIGHT", "mode=sepia&mode=light", "mode=dark&mode=sepia"])
def test_an_unknown_mode_is_refused(extension: str, query: str) -> None:
    """There are two modes; a third is told, wherever in the query it stands."""
    found = refusal(f"/api/charts/types.{extension}?{query}")
    assert (found["parameter"], found["allowed"]) == ("mode", ["light", "dark"])


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("country=Norge", "country"),
        ("type=service&type=choir", "type"),
        ("principle=flexible", "principle"),
        ("download=no", "download"),
        (f"q={'x' * 201}", "q"),
        ("colour=red", "colour"),
    ],
)
def test_a_chart_refuses_what_the_lists_refuse(query: str, parameter: str) -> None:
    """A value that no organisation has, a long search or a slip in a name is told, with what is allowed."""
    found = refusal(f"/api/charts/types.csv?{query}")
    assert found["parameter"] == parameter
    assert found["near" if parameter == "country" else "allowed"]


def test_hostile_text_is_only_text_in_a_chart(hostile: str) -> None:
    """Whatever is searched for, also what the renderer could not bear, there is a picture and a table."""
    for text in (hostile, f"\x00\x1b{hostile}\ufffe"):
        name = "".join(f"%{byte:02X}" for byte in text.encode())
        for extension in formats.CHARTS:
            answer = ask(f"/api/charts/regions.{extension}?q={name}&download")
            assert answer.status_code == 200
            assert answer.content.startswith(BEGINNINGS[extension])
            assert b"<script" not in answer.content
            assert answer.headers["Content-Disposition"].isascii()
        assert hostile.strip()[:70] in refusal(f"/api/charts/regions.png?mode={name}")["error"].replace("\x00\x1b", "")


def test_a_chart_is_made_once(monkeypatch: pytest.MonkeyPatch, make_file: MakeFile, record: Record) -> None:
    """The same chart is drawn once, until the directory changes; drawing takes long enough to be felt."""
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1))))
    drawn = shared_queue.QUEUE.made
    first = ask("/api/charts/types.svg")
    for query in ("", "?download=1", "?q=", "?mode=light", "?map=1,2,3", "?country="):
        assert ask(f"/api/charts/types.svg{query}").content == first.content
    assert shared_queue.QUEUE.made == drawn + 1
    assert ask("/api/charts/types.svg?mode=dark").content != first.content
    ask("/api/charts/types.svg?country=fi")
    assert shared_queue.QUEUE.made == drawn + 3
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1), record(2), name="more.csv")))
    assert ask("/api/charts/types.svg", If_None_Match=first.headers["ETag"]).status_code == 200
    assert shared_queue.QUEUE.made == drawn + 4


def test_an_empty_directory_is_served(monkeypatch: pytest.MonkeyPatch, make_file: MakeFile) -> None:
    """Without a single valid record every list is an empty one, and any id is unknown."""
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file()))
    assert [ids(ask(f"/api/organisations.{extension}")) for extension in formats.DATA] == [[], [], []]
    assert ask("/api/organisations.json").json()["metadata"]["data_as_of"] is None
    assert refusal("/api/organisations/dialogue-first.json", 404)["near"] == []
    for extension in formats.CHARTS:
        assert ask(f"/api/charts/countries.{extension}").content.startswith(BEGINNINGS[extension])
    name = ask("/api/charts/countries.csv?download").headers["Content-Disposition"]
    assert name == 'attachment; filename="odmap-chart-countries-all.csv"'


def every_route(routes: list[BaseRoute]) -> list[str]:
    """Return the address of everything that is served; the root with its slash is the same as without."""
    below, root = routes
    assert isinstance(below, Mount)
    assert isinstance(root, Route)
    return [(below.path + route.path).rstrip("/") for route in below.routes if isinstance(route, Route)]


def test_the_description_is_valid_and_complete() -> None:
    """OpenAPI's own validator accepts the description; it names every filter, format and address."""
    described = ask("/api/openapi.json").json()
    validate(described)
    assert described == json.loads(json.dumps(openapi.document()))
    assert described["openapi"] == "3.1.0"
    paths = described["paths"]
    addresses = {path.replace("{id}", "dialogue-first").replace("{chart}", "types") for path in paths}
    assert {*EVERY_ADDRESS, "/api/changes.atom"} <= addresses
    assert set(paths) == set(every_route(api.ROUTES))
    for extension, kind in formats.DATA.items():
        found = paths[f"/api/organisations.{extension}"]["get"]
        assert [one["name"] for one in found["parameters"]] == [*(facet.name for facet in FACETS), "q", "download"]
        assert list(found["responses"]["200"]["content"]) == [kind.media_type]
        assert set(found["responses"]) == {"200", "304", "400"}
    assert "404" in paths["/api/organisations/{id}.json"]["get"]["responses"]


def test_the_description_tells_of_the_charts() -> None:
    """It names every chart, both modes, every filter, and what each format is sent as."""
    paths = ask("/api/openapi.json").json()["paths"]
    for extension, kind in formats.CHARTS.items():
        found = paths[f"/api/charts/{{chart}}.{extension}"]["get"]
        named = {one["name"]: one for one in found["parameters"]}
        size = ["size"] if extension == "png" else []
        assert list(named) == ["chart", *(facet.name for facet in FACETS), "q", "mode", *size, "download"]
        assert named["chart"]["schema"]["enum"] == list(IDS)
        assert named["mode"]["schema"]["enum"] == list(MODES)
        assert list(found["responses"]["200"]["content"]) == [kind.media_type]
        drawn = {"503"} if extension != "csv" else set()  # a table is there at once
        assert set(found["responses"]) == {"200", "304", "400", "404"} | drawn


# --------------------------------------------------------------------------- the map, and the presenter's files


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("extension", ["png", "svg"])
def test_the_map_as_a_picture(extension: str, mode: Mode) -> None:
    """It comes as what it says it is, in light and in dark; without a word about that it is light."""
    path = f"/api/map.{extension}?country=LV"
    answer = ask(f"{path}&mode={mode}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].partition(";")[0] == {"png": "image/png", "svg": "image/svg+xml"}[extension]
    assert answer.content.startswith(BEGINNINGS[extension])
    assert (ask(path).content == answer.content) == (mode == "light")


def test_a_map_for_print_is_finer() -> None:
    """The same picture with more pixels, and 300 of them to the inch; the SVG needs no size and refuses one."""
    found = {}
    for size in SIZES:
        with Image.open(io.BytesIO(ask(f"/api/map.png?country=LV&size={size}").content)) as image:
            found[size] = image.width, round(image.info["dpi"][0])
    assert found["print"][0] > 1.5 * found["screen"][0]
    assert found["print"][1] == 300
    assert refusal("/api/map.svg?size=print")["parameter"] == "size"
    assert refusal("/api/map.png?size=huge")["allowed"] == list(SIZES)


def test_a_chart_for_print_is_finer() -> None:
    """Charts as PNG have the same two sizes; SVG and CSV have none."""
    sizes = []
    for size in ("", "screen", "print"):
        answer = ask(f"/api/charts/types.png?country=LV&size={size}")
        with Image.open(io.BytesIO(answer.content)) as image:
            sizes.append(image.width)
    assert sizes[0] == sizes[1] < sizes[2] / 2
    for extension in ("svg", "csv"):
        assert refusal(f"/api/charts/types.{extension}?size=print")["parameter"] == "size"
    assert refusal("/api/charts/types.png?size=print&size=huge")["allowed"] == list(SIZES)


def test_the_map_shows_what_was_chosen() -> None:
    """Filters and search are those of the lists; how a page looks changes nothing."""
    answer = ask("/api/map.svg?country=lv&step=kinds&embed=true")
    assert 'aria-label="Map of 1 organisation: Latvia 1."' in answer.text
    assert answer.content == ask("/api/map.svg?country=LV").content
    assert "nothing listed matches" in ask("/api/map.svg?q=zzz").text


def test_a_map_to_keep() -> None:
    """The page's links give files whose names say what they show; without ``download`` a browser may show them."""
    for extension, others in (("svg", {}), ("png", {"size": "print"})):
        link = map_link(extension, Selection.of("zzz", country=["LV"]), **others).removeprefix(".")
        name = f"odmap-map-country-lv-search-zzz-2026-11-22.{extension}"
        answer = ask(link)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert ask(link.replace("&download=1", "")).headers["Content-Disposition"] == "inline"


def test_hostile_text_is_only_text_in_a_map(hostile: str) -> None:
    """Whatever is searched for, also what XML cannot hold, there is a picture without markup of its own."""
    name = "".join(f"%{byte:02X}" for byte in f"\x00{hostile}\ufffe".encode())
    answer = ask(f"/api/map.svg?q={name}&country=LV&download")
    assert answer.status_code == 200
    assert b"<script" not in answer.content
    assert answer.headers["Content-Disposition"].isascii()


OF_A_PRESENTER = {"html": b"<!doctype html>", "pptx": b"PK\x03\x04", "pdf": b"%PDF-", "zip": b"PK\x03\x04"}


@pytest.mark.parametrize("kind", OF_A_PRESENTER)
def test_a_presenters_file(kind: str) -> None:
    """Each kind comes as what it says it is, under a name that says what it holds, and once: then 304 is enough."""
    answer = ask(presenter_link(kind, Selection.of(country=["LV"])).removeprefix("."))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].partition(";")[0] == formats.PRESENTER[kind].media_type
    assert answer.headers["Content-Disposition"] == f'attachment; filename="odmap-country-lv-2026-11-22.{kind}"'
    assert answer.content.startswith(OF_A_PRESENTER[kind])
    again = ask(f"/api/presenter.{kind}?country=LV", If_None_Match=answer.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    head = ask(f"/api/presenter.{kind}?country=LV", "HEAD", **ELSEWHERE)
    assert int(head.headers["Content-Length"]) == len(answer.content)
    assert head.headers["Access-Control-Allow-Origin"] == "*"


def test_every_kind_of_the_pack_has_an_address() -> None:
    """What the page offers to make can be asked for, and is tried here."""
    assert set(OF_A_PRESENTER) == set(formats.PRESENTER)


def test_a_story_begins_where_it_was_asked_to() -> None:
    """The country that the story begins with changes the page; its case does not matter, blanks are passed over."""
    plain, norway, same = (
        ask(f"/api/presenter.html?country=LV{query}") for query in ("", "&begin=NO", "&begin=&begin=no&begin=")
    )
    assert norway.content == same.content != plain.content
    assert b"Norway" in norway.content


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_what_tells_no_story_cannot_begin_it(kind: str) -> None:
    """Handout and pictures hold the view alone: a beginning would change no byte of them, and is refused in words."""
    found = refusal(f"/api/presenter.{kind}?country=LV&begin=GB")
    assert (found["parameter"], "begin" in found["allowed"]) == ("begin", False)
    assert "Only the presenter's page and slides tell a story that begins with a country." in found["error"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("begin=ZZ", "begin"),
        ("begin=ZZ&begin=NO", "begin"),
        ("begin=NO&begin=%00", "begin"),
        ("country=Atlantis", "country"),
        ("mode=dark", "mode"),
        ("size=print", "size"),
        ("download=no", "download"),
        (f"q={'x' * 201}", "q"),
        ("colour=red", "colour"),
    ],
)
@pytest.mark.parametrize("kind", OF_A_PRESENTER)
def test_a_presenters_file_refuses_what_it_cannot_do(kind: str, query: str, parameter: str) -> None:
    """A country that there is not, or a parameter that says nothing here, is told before anything is made."""
    found = refusal(f"/api/presenter.{kind}?{query}")
    assert found["parameter"] == parameter
    assert parameter != "begin" or "country" in found["error"]
    assert len(json.dumps(refusal(f"/api/presenter.{kind}?begin={'A' * 3000}"))) < 400


def test_the_public_address_is_in_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a public address the files say where their view can be seen; a broken one is told, not left out."""
    monkeypatch.setenv("ODMAP_ADDRESS", "https://map.example.org/od")
    assert b"https://map.example.org/od/?country=LV" in ask("/api/presenter.html?country=LV").content
    monkeypatch.setenv("ODMAP_ADDRESS", "map.example.org")
    assert (
        "ODMAP_ADDRESS: 'map.example.org' is not a web address"
        in refusal("/api/presenter.html?country=LV", 500)["error"]
    )


def test_a_map_is_drawn_once(monkeypatch: pytest.MonkeyPatch, make_file: MakeFile, record: Record) -> None:
    """The same map is drawn once, until the directory changes."""
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1))))
    drawn = shared_queue.QUEUE.made
    first = ask("/api/map.svg")
    for query in ("", "?download=1", "?q=", "?mode=light", "?step=kinds", "?country="):
        assert ask(f"/api/map.svg{query}").content == first.content
    assert shared_queue.QUEUE.made == drawn + 1
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file(record(1), record(2), name="more.csv")))
    assert ask("/api/map.svg", If_None_Match=first.headers["ETag"]).status_code == 200
    assert shared_queue.QUEUE.made == drawn + 2


def test_asking_about_a_file_does_not_make_it() -> None:
    """HEAD says what is known without making anything; a file that was made is described with length and tag."""
    made = shared_queue.QUEUE.made
    path = "/api/map.png?country=EE&download=1"
    before = ask(path, "HEAD")
    assert (before.status_code, before.content) == (200, b"")
    assert before.headers["Content-Type"] == "image/png"
    assert before.headers["Content-Disposition"] == 'attachment; filename="odmap-map-country-ee-2026-11-22.png"'
    assert not {"ETag", "Content-Length"} & set(before.headers)
    assert shared_queue.QUEUE.made == made
    answer, after = ask(path), ask(path, "HEAD")
    assert int(after.headers["Content-Length"]) == len(answer.content)
    assert after.headers["ETag"] == answer.headers["ETag"]


@pytest.fixture
def stopped() -> Iterator[None]:
    """Let the server make no files, as while it stops, and let it make some again."""
    shared_queue.QUEUE.close()
    yield
    shared_queue.QUEUE.open()


@pytest.mark.usefixtures("stopped")
def test_a_file_that_cannot_be_made_now_is_told_in_words() -> None:
    """The answer is 503 with what to do and when; what is wrong is told first, and what needs no making is sent."""
    found = refusal("/api/map.png?q=never", 503)
    assert "Ask again" in found["error"]
    assert int(ask("/api/map.png?q=never").headers["Retry-After"]) == found["retry_after"] > 0
    assert refusal("/api/map.png?q=never&download=x")["parameter"] == "download"
    assert ask("/api/charts/types.csv?q=never").status_code == 200
    assert ask("/api/map.png?q=never", "HEAD").status_code == 200


def test_a_file_that_fails_is_told_without_its_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong inside is for the log: the client learns in words that it may try again."""
    ticket = Ticket(FileOrder("key", "", FileSpec("map", "png"), load(), "1"), lambda _: None)
    ticket.file.set_exception(NotMadeError("secret"))
    monkeypatch.setattr(shared_queue, "ask", lambda *_: ticket)
    found = refusal("/api/map.png?q=never", 503)
    assert found["error"].startswith("This file could not be made.")
    assert "secret" not in json.dumps(found)


def test_the_description_tells_of_the_map_and_the_presenters_files() -> None:
    """It names every kind, what each is sent as, the beginning of the story, modes and sizes."""
    paths = ask("/api/openapi.json").json()["paths"]
    facets = [facet.name for facet in FACETS]
    for kind, about in formats.PRESENTER.items():
        found = paths[f"/api/presenter.{kind}"]["get"]
        begin = ["begin"] if formats.PRESENTER[kind].tells_story else []
        assert [one["name"] for one in found["parameters"]] == [*facets, "q", *begin, "download"]
        assert list(found["responses"]["200"]["content"]) == [about.media_type]
        assert ("story" in found["summary"]) == bool(begin)
    for extension, sizes in (("png", ["size"]), ("svg", [])):
        named = [one["name"] for one in paths[f"/api/map.{extension}"]["get"]["parameters"]]
        assert named == [*facets, "q", "mode", *sizes, "download"]
    (size,) = (one for one in paths["/api/map.png"]["get"]["parameters"] if one["name"] == "size")
    assert size["schema"]["enum"] == list(SIZES)


SCHEMA = schemathesis.openapi.from_asgi("/api/openapi.json", APP)
PICTURES = r"/charts/.*\.(png|svg)$|/map\.(png|svg)$"
PRESENTERS = r"/presenter\."
QUICK_PRESENTERS = r"/presenter\.(html|pdf)$"
# Drawing takes its time: the table of a chart, which is asked for in the same way, goes through every edge instead.
NOT_EVERY_EDGE = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": False}}})
DRAWN = schemathesis.openapi.from_asgi("/api/openapi.json", APP, config=NOT_EVERY_EDGE)


@SCHEMA.exclude(path_regex=PICTURES).exclude(path_regex=PRESENTERS).parametrize()
@settings(max_examples=25, derandomize=True, database=None)
def test_the_api_does_as_it_is_described(case: schemathesis.Case[Any]) -> None:
    """Whatever follows or breaks the description is answered without a fault, as the description says."""
    conforms(case)


@DRAWN.include(path_regex=PICTURES).parametrize()
@settings(max_examples=8, derandomize=True, database=None)
def test_the_charts_are_as_they_are_described(case: schemathesis.Case[Any]) -> None:
    """So is every picture: each answer is a file or a refusal that the description knows."""
    conforms(case)


@DRAWN.include(path_regex=QUICK_PRESENTERS).parametrize()
@settings(max_examples=4, derandomize=True, database=None)
def test_the_presenters_files_are_as_they_are_described(case: schemathesis.Case[Any]) -> None:
    """So are the files for a meeting that are made quickly; slides and pictures are asked for in the same way."""
    conforms(case)


def conforms(case: schemathesis.Case[Any]) -> None:
    """Ask, and hold the answer against the description."""
    case.call_and_validate(
        checks=[
            checks.not_a_server_error,
            checks.status_code_conformance,
            checks.content_type_conformance,
            checks.response_schema_conformance,
        ]
    )


@pytest.mark.parametrize(
    ("given_name", "first"),
    [
        ("dialogue-frst", "dialogue-first"),
        ("Open Dialog UK", "open-dialogue-uk"),
        ("parachute", "parachute-nyc"),
        ("LAPLAND", "western-lapland-open-dialogue"),
        ("dialogue-first" + " " * 186 + "x" * 10_000, "dialogue-first"),
    ],
)
def test_near_matches(frame: pd.DataFrame, given_name: str, first: str) -> None:
    """Slips, other spellings and parts of an id or a name lead to what was probably meant, each id once."""
    found = near_matches(frame, given_name)
    assert found[0] == first
    assert len(found) == len(set(found)) <= 3
    assert near_matches(frame, given_name, limit=1) == [first]


def test_as_many_near_matches_as_asked_for(frame: pd.DataFrame) -> None:
    """An organisation that is found by its id and by its name takes one place, not two."""
    assert [len(near_matches(frame, "dialogue", limit)) for limit in (1, 2, 3, 5)] == [1, 2, 3, 5]


@pytest.mark.parametrize("nothing", ["", "   ", "-", "zzzz", "x" * 10_000, "\x00\ud800", "<script>", "対話"])
def test_nothing_is_near_nonsense(frame: pd.DataFrame, nothing: str) -> None:
    """Empty, hostile and very long input finds nothing and breaks nothing; nor does an empty directory."""
    assert near_matches(frame, nothing) == []
    assert near_matches(frame[:0], nothing) == []


@given(st.text())
def test_any_text_may_be_looked_for(directory: Directory, text: str) -> None:
    """Whatever is given, at most three ids of the directory come back."""
    found = near_matches(directory.frame, text)
    assert len(found) <= 3
    assert set(found) <= set(directory.frame["id"])

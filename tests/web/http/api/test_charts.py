"""The charts as files over HTTP."""

import csv
import io
import json

import pandas as pd
import pytest
from PIL import Image

from odmap import Directory
from odmap.analysis.ecosystem import IDS, NUMBER, finding
from odmap.directory.organisation import Type
from odmap.exports.pictures import SIZES
from odmap.graphics.palette import MODES, Mode
from odmap.views import formats
from odmap.views.selection import Selection, apply
from odmap.views.urls import chart_link
from odmap.web.workers import shared_queue
from tests.counted import DATA_AS_OF
from tests.web.http.api.asking import BEGINNINGS, MakeFile, Record, ask, ids, refusal


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
        name = f"odmap-chart-types-country-gb-principle-social-network-search-peer-{DATA_AS_OF}.{extension}"
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
    assert name.endswith(f"-and-more-{DATA_AS_OF}.csv")


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

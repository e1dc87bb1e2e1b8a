"""The map as a picture, and the presenter's files, over HTTP."""

import io
import json
from collections.abc import Iterator

import pytest
from PIL import Image

from odmap import load
from odmap.exports.file_spec import FileSpec
from odmap.exports.pictures import SIZES
from odmap.graphics.palette import MODES, Mode
from odmap.views import formats
from odmap.views.selection import Selection
from odmap.views.urls import map_link, presenter_link
from odmap.web.workers import shared_queue
from odmap.web.workers.orders import FileOrder, Ticket
from odmap.web.workers.worker_process import NotMadeError
from tests.counted import DATA_AS_OF
from tests.web.http.api.asking import BEGINNINGS, ELSEWHERE, MakeFile, Record, ask, refusal


@pytest.mark.parametrize("path", ["map.png", "map.svg", "presenter.html", "presenter.zip"])
def test_a_picture_is_not_held_elsewhere(path: str) -> None:
    """A file's map shows all that matches, and says so if it is asked to show another part of the world."""
    assert "shows everything" in refusal(f"/api/{path}?map=60,25,4")["error"]


@pytest.mark.parametrize(
    "path", [*(f"charts/types.{kind}" for kind in formats.CHARTS), "map.svg", "presenter.html", "presenter.pdf"]
)
def test_pictures_and_papers_of_a_country_where_nothing_is_listed(path: str) -> None:
    """They are made, too, and claim nothing."""
    answer = ask(f"/api/{path}?country=KE")
    assert answer.status_code == 200
    if path.endswith(("svg", "html")):
        assert "not listed does not mean none" in answer.text.lower()


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
        name = f"odmap-map-country-lv-search-zzz-{DATA_AS_OF}.{extension}"
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
    name = "open-dialogue-latvia.pptx" if kind == "pptx" else f"odmap-country-lv-{DATA_AS_OF}.{kind}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
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
    assert before.headers["Content-Disposition"] == f'attachment; filename="odmap-map-country-ee-{DATA_AS_OF}.png"'
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

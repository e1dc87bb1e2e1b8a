"""``odmap export``: every kind of file, in a pipe and on a terminal, and wrong use explained."""

import csv
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pyogrio.raw
import pypdf
import pytest
from PIL import Image
from pptx import Presentation

from odmap import load
from odmap.analysis.ecosystem import IDS, finding
from odmap.cli.export import KINDS
from odmap.cli.main import main
from odmap.directory.organisation import Type
from odmap.exports import pictures
from odmap.exports.job import Job
from odmap.graphics.palette import variables
from odmap.views import formats
from odmap.views.selection import Selection, apply

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]
Captured = pytest.CaptureFixture[str]

DAY = load().read_on
COMMAND = [sys.executable, "-m", "odmap.cli.main", "export"]


def exported(path: Path, kind: str, *arguments: str) -> bytes:
    """Run the command in this process, and return the file that it wrote."""
    assert main(["export", kind, "-o", str(path), *arguments]) == 0
    return path.read_bytes()


def ids(path: Path, *arguments: str) -> list[str]:
    """Return the ids in the data that the command writes."""
    content = exported(path, "csv", *arguments)
    return [row["id"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def refused(capsys: Captured, *arguments: str) -> str:
    """Run the command with arguments that are wrong, and return its sentence; it writes nothing."""
    try:
        status = main(["export", *arguments])
    except SystemExit as stop:
        status = int(str(stop.code))
    out, err = capsys.readouterr()
    assert status == 2
    assert out == ""
    assert "Traceback" not in err
    return err


def on_a_terminal(folder: Path, *arguments: str, stop_at: str = "") -> tuple[int, str]:
    """Run the command in a folder as a person would, and return its status and all that the terminal received.

    Args:
        folder: where to run it.
        *arguments: of the command.
        stop_at: press Ctrl-C as soon as this is to be read.
    """
    own, its = pty.openpty()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
    with subprocess.Popen([*COMMAND, *arguments], stdout=its, stderr=its, stdin=its, cwd=folder) as running:
        os.close(its)
        seen = b""
        while True:
            try:
                part = os.read(own, 65_536)
            except OSError:  # as Linux says that the other side is closed
                break
            if not part:
                break
            seen += part
            if stop_at and stop_at in seen.decode(errors="ignore"):
                running.send_signal(signal.SIGINT)
                stop_at = ""
        status = running.wait()
    os.close(own)
    return status, seen.decode()


def in_a_pipe(*arguments: str, folder: Path | None = None, **variables: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the command as another program would."""
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, check=False, cwd=folder, env={**os.environ, **variables}
    )


# ------------------------------------------------------------------------------------------ every kind, read again


def test_a_table(tmp_path: Path) -> None:
    """A CSV file of the whole directory, in its order, is what it is without a filter."""
    assert ids(tmp_path / "a.csv") == list(load().frame["id"])


@pytest.mark.parametrize(
    ("arguments", "selection"),
    [
        (["--country", "FI", "NO"], Selection.of(country=["FI", "NO"])),
        (["--country", "fi", "--country", "no"], Selection.of(country=["NO"])),
        (
            ["--type", "training", "research", "--status", "active"],
            Selection.of(type=["training", "research"], status=["active"]),
        ),
        (["--search", "länsi pohja"], Selection.of("länsi pohja")),
        (
            ["--verification", "related", "--list", "research"],
            Selection.of(verification=["related"], list=["research"]),
        ),
        (["--principle", "social-network"], Selection.of(principle=["social-network"])),
        (["--setting", "old age", "school"], Selection.of(setting=["old age", "school"])),
        (["--language", "is", "JA"], Selection.of(language=["is", "ja"])),
        (["--country", "none"], Selection.of(country=["none"])),
        (["--search", "zzz"], Selection.of("zzz")),
        (["--country", "KE"], Selection.of(country=["KE"])),
    ],
)
def test_filters_are_those_of_the_page(tmp_path: Path, arguments: list[str], selection: Selection) -> None:
    """Each filter takes the values of an address, several at once; all have to match."""
    assert ids(tmp_path / "a.csv", *arguments) == list(apply(load().frame, selection)["id"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["--country", "NO", "FI", "csv"],
        ["--country", "NO", "FI", "--type", "service", "training", "csv"],
        ["csv", "--country", "NO", "FI"],
        ["--country", "NO", "FI", "csv", "--type", "service", "training"],
        ["--country", "NO", "FI", "--search", "", "csv"],
        ["--search", "csv", "--country", "NO", "FI", "csv"],
    ],
)
def test_the_kind_may_stand_anywhere(tmp_path: Path, arguments: list[str]) -> None:
    """A filter with several values does not swallow the kind of file that follows it."""
    path = tmp_path / "a.csv"
    assert main(["export", *arguments, "-o", str(path)]) == 0
    types = ["service", "training"] if "--type" in arguments else []
    wanted = Selection.of("csv" if "csv" in arguments[:2][1:] else "", country=["NO", "FI"], type=types)
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    assert [row["id"] for row in rows] == list(apply(load().frame, wanted)["id"])


def test_data_for_programs(tmp_path: Path) -> None:
    """JSON and GeoJSON hold the organisations of the filters, for readers that know nothing of odmap."""
    found = json.loads(exported(tmp_path / "a.json", "json", "--country", "FI"))
    wanted = list(apply(load().frame, Selection.of(country=["FI"]))["id"])
    assert [one["id"] for one in found["organisations"]] == wanted
    exported(tmp_path / "a.geojson", "geojson", "--country", "FI")
    meta, _, points, fields = pyogrio.raw.read(tmp_path / "a.geojson")
    assert list(fields[list(meta["fields"]).index("id")]) == wanted
    assert len(points) == len(wanted)


def test_pictures_of_the_map(tmp_path: Path) -> None:
    """PNG and SVG show the map of the filters; dark and for print as asked for."""
    words = []
    for mode in ("light", "dark"):
        svg = exported(tmp_path / "a.svg", "svg", "--country", "LV", "--mode", mode)
        words.append(ET.fromstring(svg).get("aria-label"))  # noqa: S314 - made by us
        assert variables("dark" if mode == "dark" else "light")["od-paper"].encode() in svg
    assert words == ["Map of 1 organisation: Latvia 1."] * 2
    for size, wide in (("screen", 3200), ("print", 4960)):
        exported(tmp_path / "a.png", "png", "--country", "LV", "--size", size)
        with Image.open(tmp_path / "a.png") as image:
            assert image.width == pytest.approx(wide, abs=5)


def test_pictures_of_a_chart(tmp_path: Path) -> None:
    """With the name of a chart the picture is that chart, of the same filters, as fine as asked for."""
    job = Job(load(), Selection.of(country=["FI"]))
    svg = exported(tmp_path / "a.svg", "svg", "--chart", "types", "--country", "FI", "--mode", "dark")
    assert finding("types", job.view).title.encode() in svg
    sizes = []
    for size in pictures.SIZES:
        exported(tmp_path / "a.png", "png", "--chart", "types", "--country", "FI", "--size", size)
        with Image.open(tmp_path / "a.png") as image:
            sizes.append(image.width)
            dots = image.info["dpi"][0]
    assert sizes[1] > 2 * sizes[0]
    assert dots == pytest.approx(300, abs=0.1)


def test_slides(tmp_path: Path) -> None:
    """python-pptx opens the slides; they begin with the country that was asked for."""
    exported(tmp_path / "a.pptx", "pptx", "--country", "LV", "--begin", "no")
    texts = [
        shape.text_frame.text
        for slide in Presentation(str(tmp_path / "a.pptx")).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    assert any("Norway" in text for text in texts)
    assert any("Latvia" in text for text in texts)


def test_a_handout(tmp_path: Path) -> None:
    """Pypdf reads the two sheets, with the filters in words."""
    exported(tmp_path / "a.pdf", "pdf", "--country", "LV")
    pages = pypdf.PdfReader(tmp_path / "a.pdf").pages
    assert len(pages) == 1
    assert "Latvia" in pages[0].extract_text()


def test_a_page(tmp_path: Path) -> None:
    """A browser's view of the page: a title, and elements that are closed again; it begins where it was asked to."""

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.opened: list[str] = []
            self.title = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.opened.append(tag)

        def handle_data(self, data: str) -> None:
            if self.opened[-1:] == ["title"]:
                self.title += data

    plain = exported(tmp_path / "a.html", "html", "--country", "LV").decode()
    reader = Reader()
    reader.feed(plain)
    assert plain.startswith("<!doctype html>")
    assert plain.rstrip().endswith("</html>")
    assert "Open Dialogue" in reader.title
    assert exported(tmp_path / "b.html", "html", "--country", "LV", "--begin", "NO") != plain.encode()


def test_the_pack_of_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Zipfile opens the pack; its folder is named after the view."""
    monkeypatch.setattr(pictures, "IDS", IDS[:1])
    monkeypatch.setattr(pictures, "SIZES", {"screen": pictures.SIZES["screen"]})
    exported(tmp_path / "a.zip", "zip", "--country", "LV")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.testzip() is None
        assert f"odmap-country-lv-{DAY}/map.svg" in packed.namelist()


def test_every_kind_is_tried_here() -> None:
    """The tests above leave no kind out; one that is new needs its own."""
    assert set(KINDS) == {"csv", "json", "geojson", "png", "svg", "pptx", "pdf", "html", "zip"}


# --------------------------------------------------------------------------------------- in a pipe, on a terminal


def test_a_pipe_gets_the_file_and_nothing_else(tmp_path: Path) -> None:
    """Another program reads the bytes of the file; nothing is said, and no file is left."""
    done = in_a_pipe("svg", "--country", "LV", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == exported(tmp_path / "a.svg", "svg", "--country", "LV")
    assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]


def test_a_terminal_shows_a_bar_and_then_the_file(tmp_path: Path) -> None:
    """A person sees how far it is and what is made, and in the end only where the file is and how large."""
    status, seen = on_a_terminal(tmp_path, "pdf", "--country", "LV")
    assert status == 0
    name = f"odmap-country-lv-{DAY}.pdf"
    assert (tmp_path / name).read_bytes().startswith(b"%PDF-")
    assert re.search(r"[█░]{24} +\d+%  \S", seen)
    last = seen.rpartition("\x1b[K")[2].strip()
    assert re.fullmatch(rf"{re.escape(name)}: 1 organisation, \d+\.\d\d MB, \d+\.\d s", last)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["json", "--country", "LV"], f"odmap-organisations-country-lv-{DAY}.json"),
        (["svg", "--search", "zzz", "--chart", "types"], f"odmap-chart-types-search-zzz-{DAY}.svg"),
    ],
)
def test_on_a_terminal_a_file_has_a_name(tmp_path: Path, arguments: list[str], name: str) -> None:
    """Nobody gets a file into the window: it is named as the page names it, map and chart apart."""
    status, seen = on_a_terminal(tmp_path, *arguments)
    assert status == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert name in seen


def test_a_terminal_with_a_file_that_was_named(tmp_path: Path) -> None:
    """With -o, the file is where it was asked for."""
    status, seen = on_a_terminal(tmp_path, "json", "--country", "LV", "-o", "mine.txt")
    assert status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert "mine.txt: 1 organisation" in seen


def test_a_person_may_stop_it(tmp_path: Path) -> None:
    """Ctrl-C ends it with a sentence; no half of a file is left, and no traceback is shown."""
    status, seen = on_a_terminal(tmp_path, "zip", "--country", "LV", stop_at="Picture 2 of")
    assert status == 130
    assert "\r\x1b[Kodmap export: stopped, nothing written" in seen
    assert "Traceback" not in seen
    assert list(tmp_path.iterdir()) == []


# -------------------------------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["dance"], ["dance", "pptx", "svg", "geojson"]),
        ([], ["kind", "usage: odmap export"]),
        (["csv", "--country", "Qqqq"], ["'Qqqq'", "country", "two letters of ISO 3166-1"]),
        (["csv", "--country", "FI", "Norway"], ["'Norway'", "Do you mean NO (Norway)?"]),
        (["--country", "NOR", "csv"], ["'NOR'", "Do you mean NO (Norway)?"]),
        (["csv", "--country", "FI", "json"], ["'json'", "no country"]),
        (["--country", "FI"], ["kind", "usage: odmap export"]),
        (["csv", "--type", "service", "choir"], ["'choir'", "type", *(kind.value for kind in Type)]),
        (["csv", "--setting", "harbour"], ["'harbour'", "setting", "early psychosis, children and young people"]),
        (["csv", "--language", "Finnish"], ["'Finnish'", "language", "use ISO 639-1 codes"]),
        (["csv", "--principle", "x"], ["'x'", "principle", "social-network"]),
        (["html", "--begin", "Norway"], ["'Norway'", "Do you mean NO (Norway)?"]),
        (["html", "--begin", "Qqqq"], ["'Qqqq'", "two letters of ISO 3166-1", "NO"]),
        (["png", "--mode", "sepia"], ["sepia", "light", "dark"]),
        (["png", "--size", "huge"], ["huge", "screen", "print"]),
        (["png", "--chart", "colours"], ["colours", *IDS]),
        (["pdf", "--chart", "types"], ["--chart goes with png and svg", "pdf"]),
        (["pdf", "--mode", "dark"], ["--mode dark goes with png and svg", "pdf"]),
        (["svg", "--size", "print"], ["--size print goes with png;", "svg"]),
        *(
            ([kind, "--begin", "GB"], ["--begin goes with html and pptx", f"it would change nothing in {kind}"])
            for kind in ("csv", "pdf", "zip", "svg")
        ),
        (["csv", "--search", "x" * 201], ["too long", "200"]),
        (["csv", "--colour", "red"], ["--colour", "usage: odmap"]),
    ],
)
def test_wrong_use_is_explained(capsys: Captured, arguments: list[str], said: Sequence[str]) -> None:
    """What is wrong is repeated, with what is allowed; nothing is written and the status is 2."""
    err = refused(capsys, *arguments)
    for part in said:
        assert part in err


def test_a_broken_address_is_explained(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the public address is no address, the variable is named, before anything is made."""
    for broken in ("map.example.org", "javascript:alert(1)", "https://map.example.org/?a=1"):
        monkeypatch.setenv("ODMAP_ADDRESS", broken)
        err = refused(capsys, "pptx", "--country", "LV")
        assert "odmap export: ODMAP_ADDRESS: " in err
        assert broken in err


def test_the_public_address_is_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a public address, a page for a USB stick says where its view can be seen; without one, it names none."""
    assert b"map.example.org" not in exported(tmp_path / "a.html", "html", "--country", "LV")
    monkeypatch.setenv("ODMAP_ADDRESS", "https://map.example.org/od")
    assert b"https://map.example.org/od/?country=LV" in exported(tmp_path / "a.html", "html", "--country", "LV")


@pytest.mark.parametrize("output", ["gone/a.csv", "."])
def test_a_file_that_cannot_be_written_is_explained(tmp_path: Path, capsys: Captured, output: str) -> None:
    """A folder that is not there, or a folder in place of a file, is named; the status is 1."""
    path = tmp_path / output
    assert main(["export", "csv", "--country", "LV", "-o", str(path)]) == 1
    assert f"odmap export: {path} cannot be written: " in capsys.readouterr().err


def test_a_full_disk_is_told() -> None:
    """Also a small file that would stay in a buffer until the end: one sentence, status 1, no traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, "json", "--country", "LV"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"odmap export: standard output cannot be written: " in done.stderr


def test_a_reader_that_leaves_is_no_fault() -> None:
    """If the other program ends first, as head does, nothing is said; the status is that of a shell's own commands."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*COMMAND, "json", "--country", "LV"], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_directory_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong path of the directory gives no empty file: what is wrong is said, and the status is 1."""
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(tmp_path / "gone.csv"))
    assert main(["export", "csv", "-o", str(tmp_path / "a.csv")]) == 1
    assert "odmap export: gone.csv: cannot be read" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_directory_can_be_exported(
    tmp_path: Path, make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A directory without a record is no mistake: its files are empty ones, named without a day."""
    monkeypatch.setenv("ODMAP_ORGANISATIONS", str(make_file()))
    assert ids(tmp_path / "a.csv") == []
    assert json.loads(exported(tmp_path / "a.json", "json"))["metadata"]["total"] == 0
    assert b"Nothing listed matches." in exported(tmp_path / "a.svg", "svg")


def test_the_help_names_every_filter_and_kind(capsys: Captured) -> None:
    """Whoever asks is told all there is."""
    with pytest.raises(SystemExit) as stop:
        main(["export", "--help"])
    assert stop.value.code == 0
    text = capsys.readouterr().out
    for name in (
        *KINDS,
        *formats.DATA,
        "--country",
        "--type",
        "--principle",
        "--search",
        "--begin",
        "--chart",
        "--size",
    ):
        assert name in text

"""The last good edition of a file: what is taken, what is refused, and that nobody ever sees half of one."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.python.asgi import get_client  # starlette's own client needs httpx2, which nothing else here does
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from odmap import load
from odmap.analysis.story import script
from odmap.directory import confirmed_absences, edition_faults, principles, published_figures, timeline
from odmap.directory.editions import EditedFile
from odmap.directory.organisations import Directory, read
from odmap.settings import CONFIRMED_NONE, FIGURES, FRAME, ORGANISATIONS, PRINCIPLES, STORY, TIMELINE
from odmap.web.http import files

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

WHOLE = ORGANISATIONS.read_bytes()
HALF = WHOLE[: WHOLE.index(b"\n", len(WHOLE) // 2) + 12]
"""A file cut off in the id of a record; cut off in its last column, a record looks whole."""
LINES = WHOLE.splitlines(keepends=True)
TOTAL = len(read(ORGANISATIONS, None).frame)
SERVER: Any = Starlette(routes=files.ROUTES)
WILD = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


def followed(path: Path, **options: Any) -> EditedFile[Directory]:
    """Follow a directory file; what it holds now is its first edition. A change is taken at once unless told."""
    file = EditedFile(path, lambda path, _: read(path, None), "directory file", **{"settling": 0} | options)
    file.current()
    return file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a copy of the project's directory to spoil."""
    copy = tmp_path / "organisations.csv"
    copy.write_bytes(WHOLE)
    return copy


def replace(path: Path, content: bytes | None) -> None:
    """Write another content; ``None`` takes the file away."""
    path.unlink()
    if content is not None:
        path.write_bytes(content)


ACCIDENTS: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "cannot be read (No such file or directory)"),
    "empty": (b"", "is empty"),
    "blank": (b"\xef\xbb\xbf\n\n", "is empty"),
    "no header": (b"".join(LINES[1:]), "has a fault (id: is missing from the header)"),
    "half of the header": (LINES[0][:40], "has a fault"),
    "only the header": (LINES[0], f"holds 0 valid records, and the edition before {TOTAL}"),
    "half": (b"".join(LINES[:81]), f"holds 80 valid records, and the edition before {TOTAL}"),
    "cut in a record": (WHOLE[: len(WHOLE) - len(LINES[-1]) + 20], "ends in the middle of a record"),
    "another encoding": (WHOLE.decode().encode("utf-16"), "is not UTF-8"),
    "noise": (bytes(range(255, -1, -1)) * 20, "is not UTF-8"),
}


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_an_accident_does_not_take_the_directory_away(
    path: Path, accident: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever happens to the file, everybody sees the edition before; the log says so once, however many ask."""
    content, why = ACCIDENTS[accident]
    file = followed(path)
    before = file.current()
    replace(path, content)
    for _ in range(50):
        assert file.current() is before
    assert file.fault is not None
    assert file.fault.why.startswith(why)
    assert file.fault.kept
    assert len(caplog.records) == 1
    assert "organisations.csv is not taken: it" in caplog.text
    assert "ODMAP_MAX_LOSS" in caplog.text
    assert str(path.parent) not in caplog.text + file.fault.in_words() + file.fault.in_short()


def test_a_folder_in_place_of_the_file(path: Path) -> None:
    """What cannot be read at all, as without permission, changes nothing either."""
    file = followed(path)
    before = file.current()
    path.unlink()
    path.mkdir()
    assert file.current() is before
    assert file.fault is not None
    assert "Is a directory" in file.fault.why


def test_the_good_content_again_ends_the_fault(path: Path) -> None:
    """When the file is put back as it was, nothing is wrong any more, and nothing is read anew."""
    file = followed(path)
    before = file.current()
    replace(path, b"")
    assert file.current() is before
    assert file.fault
    replace(path, WHOLE)
    assert file.current() is before
    assert file.fault is None


def test_each_new_accident_is_told(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Another bad content is another line in the log; the same one again is none."""
    file = followed(path)
    for content in (b"", b"", LINES[0], b""):
        replace(path, content)
        file.current()
    assert [record.getMessage().partition(": it ")[2][:8] for record in caplog.records] == [
        "is empty",
        "holds 0 ",
        "is empty",
    ]


@WILD
@given(length=st.integers(0, len(WHOLE)))
def test_a_file_cut_anywhere(path: Path, length: int) -> None:
    """However much of the file is there, at least four fifths of the organisations stay."""
    path.write_bytes(WHOLE)
    file = followed(path)
    before = file.current()
    path.write_bytes(WHOLE[:length])
    after = file.current()
    assert len(after.frame) >= 0.8 * TOTAL
    assert file.fault is None or after is before


@WILD
@given(content=st.binary(max_size=300), start=st.integers(0, len(WHOLE)))
def test_noise_anywhere(path: Path, content: bytes, start: int) -> None:
    """Whatever stands in the file, at least four fifths of the organisations stay, and nothing is raised."""
    path.write_bytes(WHOLE)
    file = followed(path)
    path.write_bytes(WHOLE[:start] + content + WHOLE[start + len(content) :])
    assert len(file.current().frame) >= 0.8 * TOTAL


@WILD
@given(order=st.permutations(range(1, 30)))
def test_rows_in_another_order(path: Path, order: list[int]) -> None:
    """Sorting the file is an edit like any other: it is taken, and nothing is lost."""
    path.write_bytes(WHOLE)
    file = followed(path)
    rows = [LINES[0], *(LINES[number] for number in order), *LINES[30:]]
    path.write_bytes(b"".join(rows))
    assert len(file.current().frame) == TOTAL
    assert file.fault is None
    assert list(file.current().frame["id"])[:29] == [LINES[number].decode().split(",")[0] for number in order]


class Writer:
    """Time that passes only while somebody waits, and an editor who saves slowly in it.

    Args:
        path: the file that is written.

    Attributes:
        now: what the clock says, seconds.
        pieces: what is still to be written, one piece at each look of the follower.
        seen: what a visitor saw before and after each of them.
        file: the follower.
    """

    def __init__(self, path: Path) -> None:
        self.now = 0.0
        self.pieces: list[bytes] = []
        self.seen: list[Directory] = []
        self.file: EditedFile[Directory] | None = None
        self._path = path

    def clock(self) -> float:
        """Tell the time."""
        return self.now

    def pause(self, seconds: float) -> None:
        """Let time pass, and the editor write the next piece; a visitor looks before and after."""
        assert self.file is not None
        self.now += seconds
        self.seen.append(self.file.current())
        if self.pieces:
            with self._path.open("ab") as stream:
                stream.write(self.pieces.pop(0))
        self.seen.append(self.file.current())


def test_a_slow_rewrite_is_never_seen(path: Path) -> None:
    """A file that is written in forty pieces is shown before and after, and never in between."""
    changed = WHOLE.replace(b"Dialogue First", b"Dialogue Next")
    step = len(changed) // 40 + 1
    writer = Writer(path)
    file = writer.file = followed(path, settling=2, clock=writer.clock, pause=writer.pause, start=lambda work: work())
    before = file.current()
    path.write_bytes(b"")
    writer.pieces = [changed[start : start + step] for start in range(0, len(changed), step)]
    writer.seen.clear()
    after = file.current()
    assert len(writer.seen) >= 80
    assert all(each is before for each in writer.seen)
    assert "Dialogue Next" in set(after.frame["name"])
    assert len(after.frame) == TOTAL
    assert writer.now >= 40 * 0.5
    assert file.fault is None


def test_visitors_see_the_edition_before_while_the_new_one_is_made(path: Path) -> None:
    """A large file takes long to read: until it is ready, everybody sees the edition before and nobody waits."""
    work: list[Callable[[], None]] = []
    writer = Writer(path)
    file = writer.file = followed(path, settling=2, clock=writer.clock, pause=writer.pause, start=work.append)
    before = file.current()
    replace(path, WHOLE.replace(b"Dialogue First", b"Dialogue Next"))
    assert all(file.current() is before for _ in range(100))
    assert len(work) == 1
    work[0]()
    assert "Dialogue Next" in set(file.current().frame["name"])


def test_what_changes_while_it_is_read_is_not_taken(path: Path) -> None:
    """An edit in the middle of reading gives the next edition, and not a mixture."""
    versions = [WHOLE.replace(b"Dialogue First", f"Dialogue {number}".encode()) for number in range(3)]
    edits: list[bytes] = []

    def make(path: Path, _: str) -> Directory:
        made = read(path, None)
        if edits:
            replace(path, edits.pop(0))
        return made

    file = EditedFile(path, make, "directory file", settling=0)
    file.current()
    replace(path, versions[0])
    edits += versions[1:]
    names = [set(file.current().frame["name"]) for _ in range(5)]
    assert "Dialogue 2" in names[-1]
    assert not any("Dialogue 0" in each or "Dialogue 1" in each for each in names)


def test_a_change_without_a_new_time_stamp(path: Path) -> None:
    """A content of the same length, with the time stamp put back, is noticed all the same."""
    stamp = 1_700_000_000_000_000_000
    os.utime(path, ns=(stamp, stamp))
    file = followed(path)
    path.write_bytes(WHOLE.replace(b"Dialogue First", b"Dialogue Third"))
    os.utime(path, ns=(stamp, stamp))
    assert path.stat().st_size == len(WHOLE)
    assert "Dialogue Third" in set(file.current().frame["name"])


def test_a_change_right_after_the_start(path: Path) -> None:
    """Many edits within one tick of the clock: the last one shows."""
    file = followed(path)
    for number in range(10, 60):
        path.write_bytes(WHOLE.replace(b"Dialogue First", f"Dialogue    {number}".encode()))
        assert f"Dialogue    {number}" in set(file.current().frame["name"])


def test_a_touched_file_is_not_read_again(path: Path) -> None:
    """The content decides: a new time stamp alone gives no new edition."""
    file = followed(path)
    before = file.current()
    os.utime(path)
    assert file.current() is before


class TestDeletion:
    """Taking many records away on purpose."""

    KEPT = TOTAL // 5
    SOME = b"".join(LINES[: KEPT + 1])

    def test_a_start_takes_the_file_as_it_is(self, path: Path) -> None:
        """Whoever means it starts odmap again."""
        file = followed(path)
        replace(path, self.SOME)
        file.current()
        assert file.fault
        assert len(followed(path).current().frame) == self.KEPT

    def test_the_setting_allows_more(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """With a greater loss allowed, the deletion is an edit like any other."""
        monkeypatch.setenv("ODMAP_MAX_LOSS", "90")
        file = followed(path)
        replace(path, self.SOME)
        assert len(file.current().frame) == self.KEPT
        assert file.fault is None

    def test_a_fifth_may_go(self, path: Path) -> None:
        """Exactly a fifth is still taken."""
        kept = round(0.8 * TOTAL + 0.5)
        file = followed(path)
        replace(path, b"".join(LINES[: kept + 1]))
        assert len(file.current().frame) == kept


def test_a_first_start_shows_what_can_be_read(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Without any edition before, what is valid shows, the fault is told, and a mended file is taken."""
    path.write_bytes(HALF)
    file = followed(path)
    assert 0 < len(file.current().frame) < TOTAL
    assert file.fault
    assert not file.fault.kept
    assert len(caplog.records) == 1
    path.write_bytes(WHOLE)
    assert len(file.current().frame) == TOTAL
    assert file.fault is None


@pytest.mark.parametrize("name", ["ODMAP_SETTLING", "ODMAP_MAX_LOSS"])
@pytest.mark.parametrize("value", ["x", "-1", "1e9", "nan"])
def test_a_wrong_setting_is_told(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that is no number in range is an error that names it."""
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=name):
        edition_faults.settling() if name == "ODMAP_SETTLING" else edition_faults.max_loss()


def health() -> tuple[int, str]:
    """Ask the server how it is."""
    answer = get_client(SERVER).get("/healthz")
    return answer.status_code, answer.text


class TestTold:
    """What monitors and visitors are told."""

    @pytest.fixture(autouse=True)
    def _shown(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ODMAP_ORGANISATIONS", str(path))

    @staticmethod
    def page() -> str:
        """Return the markup of the map page."""
        app = AppTest.from_file(str(FRAME), default_timeout=20).run()
        assert not app.exception
        return "\n".join(str(element.proto.body) for element in app.get("html"))

    def test_all_is_well(self) -> None:
        """A good file is healthy, and no page speaks of it."""
        assert health() == (200, f"ok: {TOTAL} organisations\n")
        assert "could not be taken" not in self.page()

    def test_degraded(self, path: Path) -> None:
        """A bad file beside a good edition is told quietly on the page, and to a monitor that still gets 200."""
        load()
        replace(path, b"")
        status, words = health()
        assert (status, words) == (
            200,
            f"degraded: organisations.csv is empty; an earlier edition is shown; {TOTAL} organisations\n",
        )
        page = self.page()
        assert "could not be taken: it is empty. What you see is the edition of" in page
        assert f"{TOTAL} organisations in" in page

    def test_nothing_to_show(self, path: Path) -> None:
        """A start without a good file is unhealthy, and the page says why."""
        replace(path, None)
        status, words = health()
        assert status == 503
        assert words == "nothing to show: organisations.csv cannot be read (No such file or directory)\n"
        assert "There is a fault in the directory file: it cannot be read" in self.page()

    def test_half_of_a_file_at_the_start(self, path: Path) -> None:
        """Half of a file is shown at the start, and is not called healthy."""
        path.write_bytes(HALF)
        status, words = health()
        assert status == 200
        assert words.startswith("degraded: organisations.csv ends in the middle of a record")


OTHERS: dict[str, tuple[Path, Callable[[Path], object]]] = {
    "figures": (FIGURES, published_figures.load),
    "principles": (PRINCIPLES, principles.load),
    "timeline": (TIMELINE, timeline.load),
    "story": (STORY, script.load),
    "confirmed": (CONFIRMED_NONE, confirmed_absences.load),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b"[[step\n", b"a,b\n1,2\n"], ids=range(5))
def test_the_other_files_keep_their_last_good_edition(
    tmp_path: Path, name: str, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    """A slip in any other file that people edit changes nothing for visitors, and is told once."""
    source, read_it = OTHERS[name]
    copy = tmp_path / source.name
    text = source.read_bytes()
    copy.write_bytes(text if name != "confirmed" else text + b"AQ,service,https://example.org/,2026-11-22,None.\n")
    before = read_it(copy)
    replace(copy, content)
    with caplog.at_level(logging.WARNING):
        assert all(read_it(copy) is before for _ in range(5))
    assert len(caplog.records) == 1

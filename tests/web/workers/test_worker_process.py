"""The processes that make files, for real: they make, fail, hang, die and are ended, and nothing of them stays."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from odmap import Directory, load
from odmap.analysis.story import script
from odmap.exports.file_spec import FileSpec
from odmap.exports.job import silent
from odmap.settings import ROOT, STORY
from odmap.views.selection import Selection
from odmap.web.workers import scratch_folders, worker_process
from odmap.web.workers.worker_process import NotMadeError, Worker

MakeFile = Callable[..., Path]
Record = Callable[..., dict[str, str]]

PATIENCE = 60.0  # seconds; generous, because a busy machine is not a failure
MAP = FileSpec("map", "svg", Selection.of(country=["LV"]))
SLOW = FileSpec("presenter", "zip")
IMPOSSIBLE = FileSpec("chart", "svg", about="nothing")
SERVER = """
import sys, time
from odmap import load
from odmap.exports.file_spec import FileSpec
from odmap.web.workers.worker_process import Worker
worker = Worker()
print(worker.pid, flush=True)
worker.make(FileSpec("presenter", "zip"), load(), "1", lambda *_: print("making", flush=True))
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let temporary files have a folder of their own, and return it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    return tmp_path / "tmp"


@pytest.fixture
def worker() -> Iterator[Worker]:
    """Return a process, and end it."""
    process = Worker()
    yield process
    process.close()


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def lives(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    "spec", [MAP, FileSpec("presenter", "html", Selection.of(country=["LV"])), FileSpec("brief", "pdf", about="FI")]
)
def test_a_process_makes_the_same_file(worker: Worker, directory: Directory, spec: FileSpec) -> None:
    """Byte for byte what this process would make, under the same name and tag."""
    assert worker.make(spec, directory, "1", silent) == spec.make(directory)


def test_it_tells_how_far_it_is(worker: Worker, directory: Directory) -> None:
    """What the writer of a file tells comes through, in order."""
    told: list[tuple[float, str]] = []
    worker.make(FileSpec("presenter", "pdf"), directory, "1", lambda done, doing: told.append((done, doing)))
    assert told == sorted(told, key=lambda one: one[0])
    assert told[-1][0] == 1.0


def test_it_makes_files_of_the_directory_that_was_asked_for(
    worker: Worker, make_file: MakeFile, record: Record
) -> None:
    """Another edition is sent along with the first file that needs it, and so is each that has no name."""
    old, new = load(make_file(record(1))), load(make_file(record(1), record(2), name="more.csv"))
    for edition, directory in (("1", old), ("1", old), ("2", new), ("1", old), ("", new), ("", old)):
        assert worker.make(FileSpec("map", "svg"), directory, edition, silent) == FileSpec("map", "svg").make(directory)


def test_it_tells_the_story_that_the_server_tells(
    worker: Worker, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process sees the last good edition that the server has, whatever stands in the files when it starts."""
    page = FileSpec("presenter", "html", Selection.of(country=["LV"]))
    whole = page.make(directory)
    shown = script.load()
    first = shown.records[0]
    monkeypatch.setattr(script.EDITIONS, "_held", {STORY: replace(shown, valid={first.id: first})})
    short = page.make(directory)
    assert worker.make(page, directory, "1", silent) == short != whole
    monkeypatch.setattr(script.EDITIONS, "_held", {})
    assert worker.make(page, directory, "1", silent) == whole


def test_it_lets_the_server_go_first(worker: Worker, directory: Directory) -> None:
    """Its priority is lower than that of the process that started it."""
    worker.make(MAP, directory, "1", silent)
    assert os.getpriority(os.PRIO_PROCESS, worker.pid) > os.getpriority(os.PRIO_PROCESS, 0)


def test_a_fault_in_a_file_ends_nothing(capfd: pytest.CaptureFixture[str], directory: Directory) -> None:
    """A file that cannot be made is told without its reason, which is in the log, and the next file is made."""
    worker = Worker()
    with pytest.raises(NotMadeError) as told:
        worker.make(IMPOSSIBLE, directory, "1", silent)
    assert "nothing" not in str(told.value)
    assert "chart.svg cannot be made" in capfd.readouterr().err
    assert worker.is_alive
    assert worker.make(MAP, directory, "1", silent).content
    worker.close()


def test_a_process_that_hangs_is_ended(directory: Directory) -> None:
    """One that takes longer than it may is ended, and who asked is told."""
    worker = Worker(longest=0.05)  # it takes longer to start
    with pytest.raises(NotMadeError):
        worker.make(MAP, directory, "1", silent)
    wait_until(lambda: not worker.is_alive)
    worker.close()


def test_a_stopped_process_is_ended_too(directory: Directory) -> None:
    """A process that does not even run any more cannot hold up who asked."""
    worker = Worker(longest=0.05)
    os.kill(worker.pid, signal.SIGSTOP)
    with pytest.raises(NotMadeError):
        worker.make(MAP, directory, "1", silent)
    worker.close()


def test_one_that_dies_is_told(worker: Worker, directory: Directory) -> None:
    """So is one that something else ends while it works, as the system does when memory is short."""
    with pytest.raises(NotMadeError):
        worker.make(SLOW, directory, "1", lambda *_: os.kill(worker.pid, signal.SIGKILL))


def test_it_leaves_nothing_behind(directory: Directory, place: Path) -> None:
    """Its temporary files are where only this user can read them, and gone when it is gone, even if it was killed."""
    worker = Worker()
    worker.make(FileSpec("map", "png", Selection.of(country=["LV"])), directory, "1", silent)
    (folder,) = place.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    assert list(folder.rglob("*.ttf"))
    worker.close()
    assert not worker.is_alive
    assert list(place.iterdir()) == []


def test_one_that_cannot_start_leaves_nothing_behind(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system starts no process, its folder goes, too."""
    monkeypatch.setattr(sys, "executable", str(place / "no such program"))
    with pytest.raises(FileNotFoundError):
        Worker()
    assert list(place.iterdir()) == []


def test_it_ends_with_the_server_however_that_ends(place: Path) -> None:
    """A server that was killed leaves neither a process that works on nor a folder."""
    server = subprocess.Popen([sys.executable, "-c", SERVER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout
    pid = int(server.stdout.readline())
    assert server.stdout.readline() == "making\n"
    assert len(list(place.iterdir())) == 1
    server.kill()
    server.communicate()
    wait_until(lambda: not lives(pid))
    assert list(place.iterdir()) == []


def test_what_dead_servers_left_is_swept_away(place: Path) -> None:
    """Folders of servers that are gone go; those of servers that run, and all else, stay."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    own = scratch_folders.make()
    assert own
    left, other = place / f"odmap-files-{gone.pid}-abc", place / "odmap-files-of-mine"
    for folder in (left, other):
        folder.mkdir()
        (folder / "file").touch()
    scratch_folders.sweep()
    assert sorted(place.iterdir()) == sorted([own, other])
    scratch_folders.remove(own)
    scratch_folders.remove(place)
    assert list(place.iterdir()) == [other]


@pytest.mark.parametrize(("given", "number"), [("", 2), ("1", 1), (" 8 ", 8), ("32", 32)])
def test_how_many_files_at_a_time(monkeypatch: pytest.MonkeyPatch, given: str, number: int) -> None:
    """A setting says it; without it there are two."""
    monkeypatch.setenv("ODMAP_WORKERS", given)
    assert worker_process.number() == number


@pytest.mark.parametrize("given", ["0", "-1", "33", "two", "1.5", "٣", "9" * 5000])
def test_a_wrong_number_is_told(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """What is no number of processes is refused, with what would be one."""
    monkeypatch.setenv("ODMAP_WORKERS", given)
    with pytest.raises(ValueError, match=r"ODMAP_WORKERS: .* is no number from 1 to 32"):
        worker_process.number()

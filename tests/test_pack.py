"""The files already made: each made once, the same bytes again, the oldest forgotten, one at a time."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from odmap import Directory, load
from odmap.exports import pack
from odmap.exports.job import Job, Progress
from odmap.exports.pack import KEPT, KINDS, Kind
from odmap.selection import Selection

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]
Progresses = list[tuple[float, str]]

FINLAND = Selection.of(country=["FI"])


@pytest.fixture(autouse=True)
def nothing_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with no file made, and leave what other tests made as it is."""
    monkeypatch.setattr(pack, "_made", {})


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let slides be made quickly, of a few words, and return what was made so far."""
    found: list[str] = []

    def write(job: Job, progress: Progress) -> bytes:
        progress(0.5, "Slide 1 of 2")
        found.append(f"{job.begin} {job.selection.text} {len(job.view)} {job.root}")
        return found[-1].encode()

    monkeypatch.setattr(pack, "KINDS", {**KINDS, "pptx": KINDS["pptx"]._replace(write=write)})
    return found


def test_each_kind_says_what_it_is() -> None:
    """Four kinds, each under its extension, with words for a button and a sentence on what it is good for."""
    assert list(KINDS) == ["html", "pptx", "pdf", "zip"]
    for extension, kind in KINDS.items():
        assert isinstance(kind, Kind)
        assert kind.extension == extension
        assert "/" in kind.media_type
        assert kind.meaning.endswith(".")
        assert kind.name == kind.name.lower()
        assert kind.label[0].isupper()


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_the_same_view_is_the_same_file(directory: Directory, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is made anew is the same to the last byte: its entity tag depends on that."""
    first = pack.make(kind, Job(directory, FINLAND))
    monkeypatch.setattr(pack, "_made", {})
    assert pack.make(kind, Job(directory, FINLAND)) == first


def test_a_file_is_made_once(directory: Directory, written: list[str]) -> None:
    """The second time it is there at once, whichever object asks, and nothing is told because nothing is done."""
    told: Progresses = []
    first = pack.make("pptx", Job(directory, FINLAND), lambda done, doing: told.append((done, doing)))
    assert told == [(0.5, "Slide 1 of 2")]
    again = pack.make("pptx", Job(directory, FINLAND), lambda done, doing: told.append((done, doing)))
    assert again is first
    assert len(told) == len(written) == 1


def test_what_is_made_is_known(directory: Directory, written: list[str]) -> None:
    """The page learns whether a file is there without making it."""
    job = Job(directory, FINLAND)
    assert pack.made("pptx", job) is None
    assert written == []
    content = pack.make("pptx", job)
    assert pack.made("pptx", Job(directory, FINLAND)) is content
    assert pack.made("pdf", job) is None


def test_everything_that_shows_in_a_file_makes_it_another(
    directory: Directory, written: list[str], make_file: MakeFile, record: Record
) -> None:
    """Other filters, another beginning, another public address or another directory: another file."""
    another = load(make_file(record(1)))
    jobs = [
        Job(directory, Selection()),
        Job(directory, FINLAND),
        Job(directory, Selection.of("kemi", country=["FI"])),
        Job(directory, FINLAND, "NO"),
        Job(directory, FINLAND, "", "https://map.example.org/"),
        Job(another, FINLAND),
    ]
    contents = {pack.make("pptx", job) for job in jobs}
    assert len(contents) == len(written) == len(jobs)
    assert [pack.made("pptx", job) for job in jobs] == [text.encode() for text in written]


def test_a_changed_directory_is_never_served_from_the_old(
    written: list[str], make_file: MakeFile, record: Record
) -> None:
    """Even if a new directory takes the old one's place in memory, its file is made anew."""
    old = Job(load(make_file(record(1))), Selection())
    pack.make("pptx", old)
    new = Job(load(make_file(record(1), record(2), name="more.csv")), Selection())
    pack._made[pack._key("pptx", new)] = pack._made.pop(pack._key("pptx", old))
    assert pack.made("pptx", new) is None
    assert pack.make("pptx", new) == b"  2 "
    assert len(written) == 2


def test_the_oldest_is_forgotten(directory: Directory, written: list[str]) -> None:
    """So many files are kept; one that was asked for again counts as new."""
    jobs = [Job(directory, Selection.of(str(number))) for number in range(KEPT + 1)]
    for job in jobs[:KEPT]:
        pack.make("pptx", job)
    pack.make("pptx", jobs[0])
    assert len(written) == KEPT
    pack.make("pptx", jobs[KEPT])
    assert pack.made("pptx", jobs[0]) is not None
    assert pack.made("pptx", jobs[1]) is None
    assert all(pack.made("pptx", job) is not None for job in jobs[2:])


def test_one_at_a_time(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks while another file is made is told so, waits, and then gets the file; the same one is not made twice."""
    begun, go_on, heard = Event(), Event(), Event()
    running: list[int] = []
    most: list[int] = []

    def write(job: Job, progress: Progress) -> bytes:
        running.append(1)
        most.append(len(running))
        begun.set()
        assert go_on.wait(60)
        running.pop()
        return job.selection.text.encode()

    def hear(done: float, doing: str) -> None:
        told.append((done, doing))
        heard.set()

    monkeypatch.setattr(pack, "KINDS", {**KINDS, "pptx": KINDS["pptx"]._replace(write=write)})
    told: Progresses = []
    found: dict[str, bytes] = {}

    def ask(name: str, text: str, progress: Progress) -> None:
        found[name] = pack.make("pptx", Job(directory, Selection.of(text)), progress)

    first = Thread(target=ask, args=("first", "same", lambda *_: None))
    first.start()
    assert begun.wait(60)
    others = [Thread(target=ask, args=(name, text, hear)) for name, text in (("second", "same"), ("third", "other"))]
    for other in others:
        other.start()
    assert heard.wait(60)
    go_on.set()
    for thread in (first, *others):
        thread.join(60)
    assert found == {"first": b"same", "second": b"same", "third": b"other"}
    assert most == [1, 1]
    assert set(told) == {(0.0, "Waiting for another file")}


def test_a_fault_leaves_the_way_free(directory: Directory, monkeypatch: pytest.MonkeyPatch, written: list[str]) -> None:
    """If a file cannot be made, the next can be."""
    quick = pack.KINDS["pptx"].write

    def fail(job: Job, progress: Progress) -> bytes:
        raise OSError("no room")

    monkeypatch.setattr(pack, "KINDS", {**KINDS, "pptx": KINDS["pptx"]._replace(write=fail)})
    with pytest.raises(OSError, match="no room"):
        pack.make("pptx", Job(directory, FINLAND))
    assert pack.made("pptx", Job(directory, FINLAND)) is None
    monkeypatch.setattr(pack, "KINDS", {**KINDS, "pptx": KINDS["pptx"]._replace(write=quick)})
    assert pack.make("pptx", Job(directory, FINLAND)) == written[0].encode()


def test_a_file_for_http(directory: Directory, written: list[str]) -> None:
    """It has the media type of its kind, a name that says what it holds, and a tag of its own content."""
    file = pack.file("pptx", Job(directory, FINLAND))
    assert file.media_type == KINDS["pptx"].media_type
    assert file.name == f"odmap-country-fi-{directory.read_on}.pptx"
    assert file.content == written[0].encode()
    assert file.tag != pack.file("pptx", Job(directory, Selection())).tag

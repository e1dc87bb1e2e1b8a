"""Who waits for a file, and whose turn it is: bounds, turns, one file for many, and those who leave."""

import gc
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from odmap import Directory, load
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.views.selection import Selection
from odmap.web.workers import shared_queue
from odmap.web.workers.file_queue import FileQueue
from odmap.web.workers.kept_files import KeptFiles
from odmap.web.workers.orders import BusyError, StoppedError, Ticket
from odmap.web.workers.worker_process import NotMadeError, Worker

MakeFile = Callable[..., Path]
Record = Callable[..., dict[str, str]]

PATIENCE = 60.0  # seconds; generous, because a busy machine is not a failure
SLOW = FileSpec("presenter", "pptx")


class Asking:
    """A queue with a directory, and the processes that it started."""

    def __init__(self, directory: Directory, workers: int = 1, **settings: float) -> None:
        self.started: list[Worker] = []
        self.done: list[str] = []
        self._directory = directory
        whole = {name: int(value) for name, value in settings.items() if name != "idle"}
        idle = settings.get("idle", PATIENCE)
        self.queue = FileQueue(lambda: workers, idle=idle, start=self._start, **whole)

    def _start(self) -> Worker:
        self.started.append(Worker())
        return self.started[-1]

    def map(self, name: str, asker: str = "one") -> Ticket:
        """Ask for a quick file of this name."""
        ticket = self.ask(FileSpec("map", "svg", Selection.of(name)), asker)
        ticket.file.add_done_callback(lambda _: self.done.append(name))
        return ticket

    def ask(self, spec: FileSpec, asker: str = "one") -> Ticket:
        """Ask for a file."""
        return self.queue.ask(spec, asker, spec, self._directory, "1")

    def slow(self, asker: str = "one") -> Ticket:
        """Ask for a file that takes seconds, and wait until it is being made."""
        ticket = self.ask(SLOW, asker)
        wait_until(lambda: ticket.progress[0] > 0)
        return ticket

    def alive(self) -> int:
        """Return how many processes run."""
        return sum(worker.is_alive for worker in self.started)


@pytest.fixture
def asking(directory: Directory) -> Iterator[Callable[..., Asking]]:
    """Return what makes a queue, and close it."""
    made: list[Asking] = []

    def make(**settings: float) -> Asking:
        workers = int(settings.pop("workers", 1))
        made.append(Asking(directory, workers, **settings))
        return made[-1]

    yield make
    for one in made:
        one.queue.close()
        one.queue.join(PATIENCE)
        assert one.alive() == 0


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def result(ticket: Ticket) -> File:
    """Wait for a file, and leave."""
    try:
        return ticket.file.result(PATIENCE)
    finally:
        ticket.leave()


def test_the_same_file_is_made_once_for_all(asking: Callable[..., Asking]) -> None:
    """All who ask while it waits or is made get the same file, and those who come later what is kept."""
    here = asking(workers=2)
    tickets = [here.map("a", asker) for asker in ("one", "two", "three")]
    assert len(here.queue) == 1
    first, *others = map(result, tickets)
    assert all(other is first for other in others)
    assert here.queue.kept(FileSpec("map", "svg", Selection.of("a"))) is first
    assert result(here.map("a")) is first
    assert here.queue.made == 1
    assert len(here.queue) == 0


def test_askers_take_turns(asking: Callable[..., Asking]) -> None:
    """Who asks for one file waits for one of each other asker, not for all of them."""
    here = asking()
    first = here.slow()
    tickets = [here.map(name, "greedy") for name in ("a", "b", "c")] + [here.map("d", "modest"), here.map("e", "late")]
    first.leave()
    for ticket in tickets:
        result(ticket)
    assert here.done == ["a", "d", "e", "b", "c"]


def test_so_many_wait_and_no_more(asking: Callable[..., Asking]) -> None:
    """Past a bound for one asker and one for all, the next is told when to come again, and nothing is kept of it."""
    here = asking(most_waiting=5, most_of_one=3)
    waiting = [here.slow(), *(here.map(name, "one") for name in "abc")]
    with pytest.raises(BusyError) as busy:
        here.map("d", "one")
    assert busy.value.seconds > 0
    waiting += [here.map("c", "one"), here.map("e", "two"), here.map("f", "two")]  # the first of them waits already
    with pytest.raises(BusyError):
        here.map("g", "three")
    assert len(here.queue) == 6
    waiting[0].leave()
    result(waiting[1])
    waiting.append(here.map("g", "three"))
    for ticket in waiting[1:]:
        result(ticket)
    assert here.queue.made == 6


def test_no_more_processes_than_said(asking: Callable[..., Asking]) -> None:
    """Files are made by so many processes, started when there is work for them, and used again."""
    here = asking(workers=2)
    assert here.started == []
    for ticket in [here.map(name, name) for name in "abcdef"]:
        result(ticket)
    assert 1 <= len(here.started) <= 2
    result(here.map("g"))
    assert len(here.started) <= 2
    assert here.alive() == len(here.started)


def test_what_nobody_waits_for_is_not_made(asking: Callable[..., Asking]) -> None:
    """Who leaves takes a waiting file out of the queue and ends one that is being made, unless another waits, too."""
    here = asking()
    running, shared, lonely = here.slow("one"), here.map("shared", "one"), here.map("lonely", "one")
    other = here.map("shared", "two")
    lonely.leave()
    shared.leave()
    assert len(here.queue) == 2
    (process,) = here.started
    running.leave()
    wait_until(lambda: not process.is_alive)
    assert result(other).content
    assert here.queue.made == 1
    assert not lonely.file.done()
    shared.leave()  # once more does no harm
    assert len(here.queue) == 0


def test_who_comes_after_one_has_left_gets_the_file(asking: Callable[..., Asking]) -> None:
    """A file that was given up is made anew for the next who asks."""
    here = asking()
    here.slow().leave()
    assert result(here.ask(SLOW)).content
    assert len(here.started) == 2


def test_one_that_cannot_be_made_does_not_stop_the_next(asking: Callable[..., Asking]) -> None:
    """A fault, or a process that dies, ends one file; the others are made."""
    here = asking()
    broken, fine = here.ask(FileSpec("chart", "svg", about="nothing")), here.map("a")
    with pytest.raises(NotMadeError):
        result(broken)
    assert result(fine).content
    here.started[-1].end()
    wait_until(lambda: not here.alive())
    assert result(here.map("b")).content


def test_a_process_that_cannot_start_is_told(directory: Directory) -> None:
    """If the system starts no more processes, who asked is told, and the queue goes on."""

    def start() -> Worker:
        raise OSError("no more processes")

    queue = FileQueue(lambda: 1, start=start)
    for _ in range(2):
        with pytest.raises(NotMadeError, match="no more processes"):
            result(queue.ask(SLOW, "one", SLOW, directory, "1"))
    queue.close()


def test_closing_ends_everything_at_once(asking: Callable[..., Asking]) -> None:
    """All who wait are told, no process stays, and who asks afterwards is told, too; it can be opened again."""
    here = asking()
    tickets = [here.slow(), here.map("a"), here.map("b", "two")]
    here.queue.close()
    for ticket in tickets:
        with pytest.raises(StoppedError):
            result(ticket)
    with pytest.raises(StoppedError):
        here.map("c")
    here.queue.join(PATIENCE)
    assert here.alive() == 0
    here.queue.open()
    assert result(here.map("c")).content


def test_processes_without_work_end(asking: Callable[..., Asking]) -> None:
    """They give their memory back after a while, and come back when they are needed."""
    here = asking(idle=0.05)
    result(here.map("a"))
    wait_until(lambda: not here.alive())
    assert result(here.map("b")).content
    assert len(here.started) == 2


def test_who_waits_no_longer_is_not_told(asking: Callable[..., Asking]) -> None:
    """A wait that was cancelled, as the server does when a client leaves, stops nobody else's."""
    here = asking()
    one, two = here.map("a", "one"), here.map("a", "two")
    one.file.cancel()
    assert result(two).content


def test_an_old_directory_is_not_kept_alive(make_file: MakeFile, record: Record) -> None:
    """No file holds on to a directory that nobody sees any more."""
    directory = Directory(load(make_file(record(1))).frame.copy(), (), edition="one of its own")
    ticket = shared_queue.ask("one", FileSpec("map", "svg"), directory)
    assert result(ticket).content
    assert shared_queue.made(FileSpec("map", "svg"), directory)
    gone = weakref.ref(directory)
    del directory, ticket
    wait_until(lambda: gc.collect() is not None and gone() is None)


def file(number: int, size: int) -> File:
    """Return a file."""
    return File.of(f"{number}".encode().ljust(size), "text/plain", f"{number}.txt")


def test_as_many_files_are_kept_as_fit() -> None:
    """What was not asked for the longest makes room, and its tag is remembered; what is too large is not kept."""
    kept = KeptFiles(most=100, most_tags=4)
    for number in range(3):
        kept.keep(number, file(number, 33))
    assert kept.get(0)
    kept.keep(3, file(3, 33))
    assert [number for number in range(4) if kept.get(number)] == [0, 2, 3]
    assert kept.tag(1) == file(1, 33).tag
    kept.keep(4, file(4, 101))
    assert kept.get(4) is None
    assert [bool(kept.tag(number)) for number in range(6)] == [False, True, True, True, True, False]
    assert kept.get(3)

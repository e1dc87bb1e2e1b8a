"""A file that was ordered, who waits for it, and what they are told if they do not get it."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future

from odmap.directory.organisations import Directory
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.web.workers.worker_process import Worker

WAITING = (0.0, "Waiting for another file to finish")
"""How far a file is that has not begun."""


class BusyError(Exception):
    """Too many files wait.

    Attributes:
        seconds: when it is worth asking again.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many files wait; ask again in {seconds} seconds")
        self.seconds = seconds


class StoppedError(Exception):
    """The server stops, and makes no more files."""


class Ticket:
    """One asker's wait for one file.

    Attributes:
        file: the file, once it is made; it ends with :class:`~odmap.web.workers.worker_process.NotMadeError` or
            :class:`StoppedError` where it is not.
    """

    def __init__(self, order: "FileOrder", leave: Callable[["Ticket"], None]) -> None:
        self.file: Future[File] = Future()
        self.order = order
        self._leave = leave

    @property
    def progress(self) -> tuple[float, str]:
        """How far the file is, from 0 to 1, and what is being made now."""
        return self.order.progress

    def leave(self) -> None:
        """Wait no longer; a file that nobody waits for is given up. To be called in the end, always."""
        self._leave(self)


class FileOrder:
    """One file that is to be made, and all who wait for it."""

    def __init__(self, key: Hashable, asker: str, spec: FileSpec, directory: Directory, edition: str) -> None:
        self.key = key
        self.asker = asker
        self.spec = spec
        self.directory = directory
        self.edition = edition
        self.tickets: set[Ticket] = set()
        self.progress = WAITING
        self.is_waiting = True
        self.is_given_up = False
        self.worker: Worker | None = None

    def tell(self, outcome: File | Exception) -> None:
        """Give all who wait the file, or say why there is none."""
        tickets, self.tickets = self.tickets, set()
        for ticket in tickets:
            if not ticket.file.set_running_or_notify_cancel():
                continue
            if isinstance(outcome, Exception):
                ticket.file.set_exception(outcome)
            else:
                ticket.file.set_result(outcome)

    def follow(self, done: float, doing: str) -> None:
        """Note how far it is."""
        self.progress = (done, doing)

"""Who waits for a file, and whose turn it is: a bounded, fair queue in front of the processes that make files.

Askers take turns, one file each, so that nobody who asks for many makes the others wait for all of them. The same file
is made once for all who wait for it. What nobody waits for any more is not made, and is ended if it has begun.
"""

import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from threading import Condition, Thread, current_thread

from odmap.directory.organisations import Directory
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.web.workers.kept_files import KeptFiles
from odmap.web.workers.orders import BusyError, FileOrder, StoppedError, Ticket
from odmap.web.workers.worker_process import NotMadeError, Worker

MOST_WAITING = 16
"""How many different files may wait. The last is made within about half a minute, which proxies still bear."""

MOST_OF_ONE = 6
"""How many of those may be one asker's: all formats of one view, and two more, which leaves room for others."""

IDLE = 180.0
"""Seconds without work after which a process ends and gives its memory back."""

SECONDS_EACH = 3
"""What a file takes, roughly, to say when to ask again."""

_log = logging.getLogger(__name__)


class FileQueue:
    """Makes files, some at a time, in processes that it starts when they are needed.

    Args:
        workers: returns how many files may be made at a time.
        most_waiting: files of all askers.
        most_of_one: files of one asker.
        idle: seconds after which a process without work ends.
        start: starts a process.
    """

    def __init__(
        self,
        workers: Callable[[], int],
        most_waiting: int = MOST_WAITING,
        most_of_one: int = MOST_OF_ONE,
        idle: float = IDLE,
        start: Callable[[], Worker] = Worker,
    ) -> None:
        self._workers = workers
        self._most_waiting = most_waiting
        self._most_of_one = most_of_one
        self._idle = idle
        self._start = start
        self._changed = Condition()
        self._orders: dict[Hashable, FileOrder] = {}  # those that wait, and those that are being made
        self._waiting: OrderedDict[str, deque[FileOrder]] = OrderedDict()  # by asker; the first has the next turn
        self._processes = 0
        self._free = 0  # of them have no work
        self._threads: set[Thread] = set()  # one for each process, until it is gone
        self._stopped = False
        self._kept = KeptFiles()
        self.made = 0
        """How many files were made."""

    def kept(self, key: Hashable) -> File | None:
        """Return a file if it is there already."""
        with self._changed:
            return self._kept.get(key)

    def tag(self, key: Hashable) -> str:
        """Return the entity tag of a file that was made once; empty if it is not known."""
        with self._changed:
            return self._kept.tag(key)

    def __len__(self) -> int:
        """Return how many files wait or are being made."""
        return len(self._orders)

    def ask(self, key: Hashable, asker: str, spec: FileSpec, directory: Directory, edition: str) -> Ticket:
        """Queue up for a file.

        Args:
            key: names the file and everything it depends on.
            asker: who asks; askers take turns.
            spec: which file.
            directory: what it is made of.
            edition: names the directory.

        Raises:
            BusyError: too many files wait, of this asker or of all.
            StoppedError: the server stops.
        """
        with self._changed:
            if self._stopped:
                raise StoppedError
            order = self._orders.get(key) or FileOrder(key, asker, spec, directory, edition)
            ticket = Ticket(order, self._leave)
            if file := self._kept.get(key):  # made since the asker looked
                ticket.file.set_result(file)
                return ticket
            if key not in self._orders:
                self._queue_up(order)
            order.tickets.add(ticket)
            return ticket

    def open(self) -> None:
        """Take orders, also after :meth:`close`."""
        with self._changed:
            self._stopped = False

    def close(self) -> None:
        """End everything at once: all who wait are told, and no process stays."""
        with self._changed:
            self._stopped = True
            for order in self._orders.values():
                order.is_given_up = True
                if order.worker:
                    order.worker.end()
                order.tell(StoppedError())
            self._orders.clear()
            self._waiting.clear()
            self._changed.notify_all()

    def join(self, seconds: float) -> None:
        """Wait, not longer than this, until the processes are gone and what they left is removed."""
        for thread in list(self._threads):
            thread.join(seconds)

    def _queue_up(self, order: FileOrder) -> None:
        own, total = len(self._waiting.get(order.asker, ())), sum(map(len, self._waiting.values()))
        if own >= self._most_of_one or total >= self._most_waiting:
            ahead = total if total >= self._most_waiting else own
            raise BusyError(max(5, SECONDS_EACH * ahead // self._workers()))
        self._orders[order.key] = order
        self._waiting.setdefault(order.asker, deque()).append(order)
        if self._free <= total and self._processes < self._workers():
            self._processes += 1
            thread = Thread(target=self._work, name="odmap-files", daemon=True)
            self._threads.add(thread)
            thread.start()
        self._changed.notify()

    def _leave(self, ticket: Ticket) -> None:
        order = ticket.order
        with self._changed:
            order.tickets.discard(ticket)
            if order.tickets or self._orders.get(order.key) is not order:
                return
            del self._orders[order.key]
            order.is_given_up = True
            if order.is_waiting:
                self._take(order)
            elif order.worker:
                order.worker.end()

    def _take(self, order: FileOrder) -> None:
        """Take an order out of the queue; its asker's next comes after everybody else's."""
        order.is_waiting = False
        own = self._waiting.pop(order.asker)
        own.remove(order)
        if own:
            self._waiting[order.asker] = own

    def _work(self) -> None:
        """Make one file after the other in a process; end it when there is nothing to do for long."""
        worker: Worker | None = None
        while order := self._next():
            worker = self._serve(order, worker)
            del order  # its directory may be an old one by now
        if worker:
            worker.close()
        with self._changed:
            self._threads.discard(current_thread())

    def _serve(self, order: FileOrder, worker: Worker | None) -> Worker | None:
        """Make a file, and return the process for the next one if it is still good."""
        outcome: File | Exception
        try:
            if worker and not worker.is_alive:  # somebody ended it while it had no work
                worker.close()
                worker = None
            worker = worker or self._start()
            outcome = self._made_by(worker, order)
        except NotMadeError as fault:
            outcome = fault
        except Exception as fault:  # whatever it is, those who wait are told, and the next order is served
            _log.exception("The process that makes files fails")
            outcome = NotMadeError(str(fault))
        self._finish(order, outcome)
        if worker and (order.is_given_up or isinstance(outcome, Exception)):
            worker.close()
            return None
        return worker

    def _next(self) -> FileOrder | None:
        """Wait for an order; ``None`` if there was none for long, or the server stops."""
        with self._changed:
            self._free += 1
            self._changed.wait_for(lambda: self._waiting or self._stopped, self._idle)
            self._free -= 1
            if self._stopped or not self._waiting:
                self._processes -= 1
                return None
            order = next(iter(self._waiting.values()))[0]
            self._take(order)
            return order

    def _made_by(self, worker: Worker, order: FileOrder) -> File:
        with self._changed:
            if order.is_given_up:
                raise NotMadeError("nobody waits for it any more")
            order.worker = worker
            order.progress = (0.0, "Beginning")
        return worker.make(order.spec, order.directory, order.edition, order.follow)

    def _finish(self, order: FileOrder, outcome: File | Exception) -> None:
        with self._changed:
            if self._orders.get(order.key) is order:
                del self._orders[order.key]
            if isinstance(outcome, File):
                self.made += 1
                self._kept.keep(order.key, outcome)
            elif order.tickets:
                _log.warning("%s.%s: %s", order.spec.kind, order.spec.extension, outcome)
            order.tell(outcome)

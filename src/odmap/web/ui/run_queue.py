"""One page is drawn at a time, so that visitors who come at once do not slow each other down.

Python runs one thread at a time anyway. Many that want to run pass the turn around every few milliseconds: all of them
end late, and the server's own loop, which must answer everybody, waits behind each (docs/performance.md has figures).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 0.5
"""Seconds to wait for a turn; then a page is drawn all the same, so that one that hangs stops nobody."""


class Turns:
    """Lets one thread at a time do what is inside ``with turns.taken():``."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._one = threading.Semaphore()
        self._mine = threading.local()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, but not for long, and give it back in the end."""
        self._take()
        try:
            yield
        finally:
            self._give_back()

    @contextmanager
    def given_back(self) -> Iterator[None]:
        """Let the others go on while this thread only waits; outside of a turn it changes nothing."""
        had = self._give_back()
        try:
            yield
        finally:
            if had:
                self._take()

    def _take(self) -> None:
        self._mine.turn = self._one.acquire(timeout=self._patience)

    def _give_back(self) -> bool:
        had: bool = getattr(self._mine, "turn", False)
        self._mine.turn = False
        if had:
            self._one.release()
        return had


DRAWING = Turns()

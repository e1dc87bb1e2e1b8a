"""What the server does when it starts and when it ends: it stops making files at once, so that it can go at once."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType
from typing import Any

from odmap.web.server import tcp_nodelay
from odmap.web.workers import scratch_folders, shared_queue

_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_PATIENCE = 2.0  # seconds, for processes to end that were killed

_GRACE = 3.0
"""Seconds for those who fetch something when the server is told to end; who reads slower does not hold it up."""


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Run from the moment when the server's socket is bound to the moment when all its connections are closed."""
    await asyncio.to_thread(scratch_folders.sweep)
    shared_queue.QUEUE.open()
    async with tcp_nodelay.lifespan(app):
        try:
            with _ending_at_signals():
                yield
        finally:
            shared_queue.QUEUE.close()
            await asyncio.to_thread(shared_queue.QUEUE.join, _PATIENCE)


@contextmanager
def _ending_at_signals() -> Iterator[None]:
    """Let nobody wait for a file once the server is told to end, because it waits until all connections are closed."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may listen to signals
        return
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {}

    def end(number: int) -> None:
        shared_queue.QUEUE.close()
        loop.call_later(_GRACE, _end_now, number)

    def heard(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(end, number)  # not here: whom the signal interrupted may hold a lock
        if callable(before[number]):
            before[number](number, frame)

    before = {number: signal.signal(number, heard) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end_now(number: int) -> None:
    """End this process as the signal would have, had nobody listened to it."""
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)

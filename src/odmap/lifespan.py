"""What the server does when it starts and when it ends: it stops making files at once, so that it can go at once."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType
from typing import Any

from starlette.concurrency import run_in_threadpool

from odmap import files, promptly, scratch

_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_PATIENCE = 2.0  # seconds, for processes to end that were killed


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Run from the moment when the server's socket is bound to the moment when all its connections are closed."""
    await run_in_threadpool(scratch.sweep)
    files.QUEUE.open()
    async with promptly.lifespan(app):
        try:
            with _no_more_files_after_signals():
                yield
        finally:
            files.QUEUE.close()
            await run_in_threadpool(files.QUEUE.join, _PATIENCE)


@contextmanager
def _no_more_files_after_signals() -> Iterator[None]:
    """Let nobody wait for a file once the server is told to end: it waits until all connections are closed."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may listen to signals
        return
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {}

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(files.QUEUE.close)  # not here: whom the signal interrupted may hold the lock
        if callable(before[number]):
            before[number](number, frame)

    before = {number: signal.signal(number, stop) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""What a change of filter costs the server, and how much memory server and sessions take."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

from benchmarks import figures, process
from benchmarks.choices import Choices
from benchmarks.figures import Book
from benchmarks.light_client import LightClient, visitor
from benchmarks.plan import STREAMLIT_APPS, Often
from benchmarks.progress import progress
from benchmarks.servers import Server

MOST_SESSIONS = 10


def measure(server: Server, often: Often, choices: Choices, book: Book) -> None:
    """Measure one server, which nobody has visited yet, without a browser."""
    if server.app not in STREAMLIT_APPS or not often.reruns:
        return
    progress(f"server's work: {server.app}, {server.size:,}")
    with ThreadPoolExecutor(1) as thread:  # in the first one, Playwright has a loop of its own
        thread.submit(asyncio.run, _measure(server, often, choices, book)).result()


async def _measure(server: Server, often: Often, choices: Choices, book: Book) -> None:
    def memory() -> int:
        return process.memory(server.pid) if process.known() else 0

    before = memory()
    async with visitor(server.url) as client:
        await client.open()
        await _changes(client, server, often, choices, book)
    async with AsyncExitStack() as stack:
        sessions = max(1, min(MOST_SESSIONS, often.reruns // 2))
        used = memory()
        for _ in range(sessions):
            client = await stack.enter_async_context(visitor(server.url))
            await client.open()
        if process.known():
            book.add(figures.SERVER_MEMORY, server.app, server.size, before)
            book.add(figures.SESSION_MEMORY, server.app, server.size, max(0, memory() - used) / sessions)
            book.add(figures.SERVER_USED, server.app, server.size, memory())


async def _changes(client: LightClient, server: Server, often: Often, choices: Choices, book: Book) -> None:
    """Make the same changes as in the browser, one after the other."""
    counted = 0.0
    for counts, choice in choices.steps(often.reruns, often.warm):
        before = process.cpu_seconds(server.pid) if process.known() else 0.0
        step = await client.choose(choice.label, choice.option)
        if not counts:
            continue
        counted += process.cpu_seconds(server.pid) - before if process.known() else 0.0
        book.add(figures.RUN, server.app, server.size, step.run)
        book.add(figures.PARTS, server.app, server.size, step.whole)
    if process.known():
        book.add(figures.CPU, server.app, server.size, counted / often.reruns)

"""From ``make run`` to the first page, in an environment in which everything is installed."""

import os
import subprocess
import time

from benchmarks import figures
from benchmarks.figures import Book
from benchmarks.progress import progress
from benchmarks.servers import HOST, Server, ServerError, answers, free_port, stop
from benchmarks.visit import visiting
from playwright.sync_api import Browser

from odmap.settings import ROOT

COLD = "make run would install something first, so its start was not measured: run `make setup`."
LONGEST_START = 60.0  # seconds


def is_warm() -> bool:
    """Tell whether ``make run`` starts at once."""
    return subprocess.run(["make", "--question", "setup"], cwd=ROOT, capture_output=True, check=False).returncode == 0


def measure(chromium: Browser, size: int, markers: int, book: Book, times: int) -> None:
    """Start odmap as its users do, and open it in a browser that is there already.

    Args:
        chromium: the browser.
        size: how many organisations the project's own directory holds.
        markers: how many of them its map shows.
        book: where to note what was measured.
        times: how often.
    """
    for turn in range(times):
        progress(f"make run: {turn + 1} of {times}")
        _start(chromium, size, markers, book)


def _start(chromium: Browser, size: int, markers: int, book: Book) -> None:
    port = free_port()
    environment = {**os.environ, "STREAMLIT_SERVER_ADDRESS": HOST}
    environment.pop("ODMAP_ORGANISATIONS", None)
    begun = time.time()
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        server = Server("odmap", size, f"http://{HOST}:{port}", process.pid)
        while not answers(f"{server.url}/_stcore/health"):
            if process.poll() is not None or time.time() - begun > LONGEST_START:
                raise ServerError("make run did not start a server")
            time.sleep(0.02)
        answered = time.time()
        with visiting(chromium, server) as visit:
            title = visit.title_after()
            shown = visit.map_after(markers)
            opened = visit.begun()
        book.add(figures.ANSWERS, "odmap", size, answered - begun)
        book.add(figures.TITLE, "odmap", size, opened - begun + title)
        book.add(figures.SHOWN, "odmap", size, opened - begun + shown)
    finally:
        stop(process, group=True)

"""A load test: visitors who use odmap at the same time, a few in a browser and the rest without one.

Bounded in number and time, and on this machine only. Each number of visitors meets a server of its own.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import figures, generator, process
from benchmarks.choices import Choices
from benchmarks.figures import Book, Figure
from benchmarks.load_visitors import Plan
from benchmarks.progress import progress
from benchmarks.servers import Server, running
from benchmarks.visit import Visit, visiting
from playwright.sync_api import Browser

from odmap.settings import ROOT

BROWSERS = 2
BY_BROWSER = 10  # visitors without a browser for each with one
ARRIVALS = 4.0  # visitors a second
LONGEST = 300.0  # seconds

STEPS: dict[str, Figure] = {
    "open": figures.OPEN,
    "filter": figures.FILTER,
    "details": figures.DETAILS,
    "page": figures.PAGE,
}


class LoadError(RuntimeError):
    """The process with the visitors broke off; the message holds what it wrote."""


def measure(
    chromium: Browser, visitors: Sequence[int], seconds: float, choices: Choices, book: Book, errors: list[str]
) -> None:
    """Let each number of visitors come to a server of their own.

    Args:
        chromium: the browser for the few that have one.
        visitors: how many at once.
        seconds: how long they stay after the last one came.
        choices: the filters that can be chosen.
        book: where to note what was measured.
        errors: where to note what went wrong, in words.
    """
    for number in visitors:
        progress(f"load test: {number} visitors")
        with running("odmap") as server:
            errors += _measure(chromium, server, number, seconds, choices, book)


def _measure(
    chromium: Browser, server: Server, visitors: int, seconds: float, choices: Choices, book: Book
) -> list[str]:
    with visiting(chromium, server) as first:  # warms the server up, and shows what a browser fetches
        first.map_after(choices.everything)
        first.settle()
        files = [each.path for each in first.traffic.fetched]
    browsers = min(BROWSERS, visitors // BY_BROWSER)
    plan = Plan(
        url=server.url,
        visitors=visitors - browsers,
        arrive=visitors / ARRIVALS,
        seconds=seconds,
        files=[path for path in files if path != "/" and not path.startswith("/part/")],
        filters=[[choice.label, choice.option] for choice in choices.options],
        organisations=[record["id"] for record in generator.real()],
    )
    before = process.memory(server.pid) if process.known() else 0
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="odmap-load-"))
        path = Path(folder, "plan.json")
        path.write_text(json.dumps(asdict(plan)), encoding="utf-8")
        with Path(folder, "outcome.json").open("wb") as output, Path(folder, "errors.txt").open("w+b") as written:
            others = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.load_visitors", path],
                cwd=ROOT,
                stdout=output,
                stderr=written,
            )
            stack.callback(others.kill)
            watch = _Watch(server, others, book, visitors)
            visits = [stack.enter_context(visiting(chromium, server)) for _ in range(browsers)]
            watch.look_on(visits, choices)
            if others.returncode:
                written.seek(0)
                raise LoadError(written.read().decode(errors="replace"))
        outcome = json.loads(Path(folder, "outcome.json").read_text(encoding="utf-8"))
        _note(outcome, book, visitors)
        if process.known():
            book.add(figures.LOAD_MEMORY, "odmap", visitors, watch.memory)
            book.add(figures.LOAD_SESSION, "odmap", visitors, (watch.memory - before) / visitors)
    return [f"{visitors} visitors: {words}" for words in outcome["errors"]]


def _note(outcome: dict[str, Any], book: Book, visitors: int) -> None:
    for kind, figure in STEPS.items():
        book.add(figure, "odmap", visitors, *outcome["steps"].get(kind, ()))
    book.add(figures.TOGETHER, "odmap", visitors, *outcome["together"])
    book.add(figures.STEPS, "odmap", visitors, sum(len(each) for each in outcome["steps"].values()))
    book.add(figures.ERRORS, "odmap", visitors, len(outcome["errors"]))


class _Watch:
    """Looks on while the visitors are there: changes filters in the browsers, and notes what the server uses."""

    def __init__(self, server: Server, others: "subprocess.Popen[bytes]", book: Book, visitors: int) -> None:
        self.memory = 0
        self._server = server
        self._others = others
        self._book = book
        self._visitors = visitors
        self._until = time.monotonic() + LONGEST
        self._seen = (0.0, 0.0)  # the clock and the processor time when last looked at

    def look_on(self, visits: Sequence[Visit], choices: Choices) -> None:
        """Stay until the others have gone.

        Raises:
            LoadError: they stayed too long.
        """
        for visit in visits:
            visit.map_after(choices.everything)
            visit.settle()
        steps = [(visit, choices.steps(1000, warm=False)) for visit in visits]
        while self._others.poll() is None:
            if time.monotonic() > self._until:
                raise LoadError(f"{self._visitors} visitors were not done after {LONGEST:.0f} seconds")
            for visit, left in steps:
                _, choice = next(left)
                target = visit.switch(choice.label, choice.option)
                target.wait_for()
                self._book.add(figures.BROWSER_FILTER, "odmap", self._visitors, visit.change(target, choice.markers))
                visit.settle()
            self._look()
            time.sleep(1)

    def _look(self) -> None:
        if not process.known():
            return
        self.memory = max(self.memory, process.memory(self._server.pid))
        clock, used = time.monotonic(), process.cpu_seconds(self._server.pid)
        if self._seen[0]:
            busy = (used - self._seen[1]) / (clock - self._seen[0])
            self._book.add(figures.LOAD_CPU, "odmap", self._visitors, busy)
        self._seen = (clock, used)

"""Measure odmap and what it is compared with, side by side in one run.

    python -m benchmarks [--quick] [--sizes 1000 10000] [--only PART...] [--apps APP...] [--json FILE]

README.md beside this file says what each figure means. Nothing is asserted: a missed target is only named, and the
exit status is 0.
"""

import argparse
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import generator, load, page, process, reading, report, reruns, start
from benchmarks.choices import Choices, choices
from benchmarks.figures import Book
from benchmarks.plan import PARTS, STREAMLIT_APPS, Plan, directories, plan
from benchmarks.progress import progress
from benchmarks.servers import APPS, all_running
from benchmarks.targets import targets
from benchmarks.visit import browser
from playwright.sync_api import Browser

LONGEST_NOTES = 10
TIMES = 3  # of make run


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure odmap and its opponents.")
    parser.add_argument("--quick", action="store_true", help="less often, and without what takes long: some 3 minutes")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="numbers of organisations, besides the real")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--apps", nargs="+", choices=APPS, metavar="APP", help=f"of {', '.join(APPS)}")
    parser.add_argument("--seed", type=int, default=generator.SEED, help="of the made-up organisations")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every measurement to this file")
    return parser.parse_args()


def measure(chosen: Plan, seed: int, book: Book, setting: dict[str, Any]) -> list[str]:
    """Measure everything that was asked for, and return what there is to say about it.

    Args:
        chosen: what to measure, and how often.
        seed: of the made-up organisations.
        book: where to note what was measured.
        setting: where to note with what.
    """
    notes = [] if process.known() else [process.UNKNOWN]
    own = chosen.sizes[0]
    progress("making the directories")
    with directories(chosen.sizes, seed) as files, browser() as chromium:
        setting["chromium"] = chromium.version
        found = {size: choices(path) for size, path in files.items()}
        if "start" in chosen.parts and start.is_warm():
            start.measure(chromium, own, found[own].everything, book, TIMES)
        elif "start" in chosen.parts:
            notes.append(start.COLD)
        if "reading" in chosen.parts:
            reading.measure(chosen, files, book)
        _apps(chromium, chosen, files, found, book)
        if "load" in chosen.parts:
            load.measure(chromium, chosen.visitors, chosen.seconds, found[own], book, notes)
    return notes


def _apps(chromium: Browser, chosen: Plan, files: Mapping[int, Path], found: Mapping[int, Choices], book: Book) -> None:
    """Start every app, and measure what its server does and what a browser shows."""
    if not {"reruns", "page"} & set(chosen.parts):
        return
    progress("starting the servers")
    wanted = chosen.wanted(files, APPS if "page" in chosen.parts else STREAMLIT_APPS)
    with all_running(wanted) as servers:
        if "reruns" in chosen.parts:
            for server in servers:
                reruns.measure(server, chosen.often[server.app, server.size], found[server.size], book)
        if "page" in chosen.parts:
            page.measure(chromium, servers, chosen, found, book)


def main() -> int:
    """Measure, print the tables, and write the file if one is named."""
    options = _options()
    # Being told to end must stop the servers too: as an exit, it passes through every "with" below.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended before the table was made"))
    chosen = plan(options.sizes, options.only, options.apps, options.quick)
    book = Book()
    setting = report.machine()
    notes = measure(chosen, options.seed, book, setting)
    progress()
    judged = targets(book, chosen.sizes[0])
    print(", ".join(f"{name} {value}" for name, value in setting.items()))
    print(f"\n{report.tables(book, chosen.sizes, chosen.visitors)}\n\n{report.judged(judged)}")
    for words in notes[:LONGEST_NOTES]:
        print(words)
    if options.json:
        report.write(options.json, {**setting, "notes": notes}, book, judged)
        print(f"\nEvery single measurement: {options.json}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Time and memory of reading, validating and locating a directory, and the speed of the gazetteer.

    python -m benchmarks.reading FILE [--lookups 20000]

Each directory is read in a process of its own, which writes what it found as JSON: memory that another reading gave
back would not be seen.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from random import Random

from benchmarks import figures, process
from benchmarks.figures import Book, Figure
from benchmarks.plan import Plan
from benchmarks.progress import progress

from odmap.directory.locating import locate
from odmap.directory.organisations import read
from odmap.geography.gazetteer import Gazetteer
from odmap.settings import GAZETTEER, ROOT

FOUND: dict[str, Figure] = {
    "read": figures.READ,
    "locate": figures.LOCATE,
    "memory": figures.DIRECTORY_MEMORY,
    "most": figures.DIRECTORY_MOST,
    "lookups": figures.LOOKUPS,
    "located": figures.LOCATED,
}
TIMES = 3  # for all but the largest
LARGE = 50_000
LONGEST = 600  # seconds


def measure(plan: Plan, files: Mapping[int, Path], book: Book) -> None:
    """Read the directory of each size, and look places up."""
    for size in plan.sizes:
        for turn in range(1 if size >= LARGE else TIMES):
            progress(f"reading {size:,} organisations: {turn + 1}")
            lookups = plan.lookups if size == plan.sizes[0] else 0
            command = [sys.executable, "-m", "benchmarks.reading", str(files[size]), "--lookups", str(lookups)]
            done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=LONGEST)
            for name, value in json.loads(done.stdout).items():
                book.add(FOUND[name], "odmap", size, value)


def _directory(path: Path) -> dict[str, float]:
    """Read, validate and locate a directory once."""
    gazetteer = Gazetteer()
    countries = gazetteer.country_names()
    before = process.memory(os.getpid()) if process.known() else 0
    start = time.perf_counter()
    directory = read(path, countries)
    middle = time.perf_counter()
    directory = locate(directory, gazetteer)
    found = {"read": middle - start, "locate": time.perf_counter() - middle}
    if directory.problems:
        raise ValueError(f"{path.name}: {directory.problems[0]}")
    if process.known():
        found["memory"] = process.memory(os.getpid()) - before
        found["most"] = process.most_memory(os.getpid())
    return found


def _gazetteer(number: int) -> dict[str, float]:
    """Look up that many different towns, each once, in the two ways there are."""
    query = (
        "SELECT town.name, coalesce(region.name, ''), town.country FROM place AS town "
        "LEFT JOIN place AS region ON region.id = town.parent WHERE town.kind = 'locality' ORDER BY town.id"
    )
    with closing(sqlite3.connect(f"{GAZETTEER.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        towns = database.execute(query).fetchall()
    Random(1).shuffle(towns)  # noqa: S311 - plausible, not secret
    towns = towns[:number]
    gazetteer = Gazetteer()
    names = gazetteer.country_names()
    return {
        "lookups": _speed(lambda: [gazetteer.geocode(f"{town}, {names[country]}") for town, _, country in towns]),
        "located": _speed(lambda: [gazetteer.locate(country, region, town) for town, region, country in towns]),
    }


def _speed(look_up: Callable[[], list[object]]) -> float:
    """Return the look-ups in a second of processor time, so that other programs' work does not count."""
    start = time.process_time()
    found = look_up()
    seconds = time.process_time() - start
    if found.count(None) > len(found) / 50:
        raise ValueError(
            f"The gazetteer finds too few of its own towns: {found.count(None)} of {len(found)} are missing"
        )
    return len(found) / seconds


def main() -> int:
    """Measure one file, and write what was found."""
    parser = argparse.ArgumentParser(description="Read, validate and locate a directory, and look places up.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--lookups", type=int, default=0, help="how many places to look up (default: none)")
    options = parser.parse_args()
    found = _directory(options.file)
    if options.lookups:
        found |= _gazetteer(options.lookups)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measure the map page against the ordinary streamlit-folium app and an empty page.

    python -m benchmarks.map_page [--repeats 7] [--changes 20] [--json FILE]

All three run at once on this machine, and are visited in turn, so that whatever else the machine does meets them
alike. README.md beside this file says what each figure means. Nothing is asserted: a missed target is only named.
"""

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from benchmarks import figures
from benchmarks.figures import Samples
from benchmarks.servers import APPS, all_running
from benchmarks.visit import Visit, browser, visiting
from playwright.sync_api import Browser

from odmap import load
from odmap.organisation import Type
from odmap.selection import Selection, apply

MAPS = ("odmap", "ordinary")


class Choice(NamedTuple):
    """An option of a filter, and the number of organisations on the map while it is chosen."""

    label: str
    option: str
    markers: int


def choices() -> tuple[list[Choice], int]:
    """Return the options to choose, types and countries in turn, and the markers without any filter."""
    frame = load().frame

    def markers(selection: Selection) -> int:
        return int(apply(frame, selection)["latitude"].notna().sum())

    everything = markers(Selection())
    types = [Choice("Type", kind.label, markers(Selection.of(type=[kind]))) for kind in Type]
    names = dict(zip(frame["country"], frame["country_name"], strict=True))
    largest = frame[frame["latitude"].notna()]["country"].value_counts().index[: len(types)]
    countries = [Choice("Country", names[code], markers(Selection.of(country=[code]))) for code in largest]
    pairs = (choice for pair in zip(types, countries, strict=False) for choice in pair)
    return [choice for choice in pairs if 0 < choice.markers < everything], everything


def progress(words: str) -> None:
    """Tell how far the run is, on one line that is written over."""
    end = "\r" if sys.stderr.isatty() else "\n"
    print(f"{words:<60}", end=end, file=sys.stderr, flush=True)


def measure_first(chromium: Browser, urls: dict[str, str], samples: dict[str, Samples], repeats: int) -> None:
    """Visit each app in turn with an empty cache; the first round only warms the servers up."""
    names = list(APPS)
    for turn in range(repeats + 1):
        progress(f"first map: round {turn} of {repeats}" if turn else "first map: warming up")
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            with visiting(chromium, urls[name]) as visit:
                seconds = visit.title_after() if name == "empty" else visit.map_after()
                visit.settle()
            if turn:
                samples[name].first.append(seconds)


def steps(changes: int) -> Iterator[Choice]:
    """Choose each option and take it away again, until there are enough changes.

    The last option comes first, as two changes more: the warm-up must not make the browser know a view that is
    measured later.
    """
    found, everything = choices()
    for number in range(-2, changes):
        choice = found[number // 2 % len(found)]
        yield choice if number % 2 == 0 else choice._replace(markers=everything)


def measure_changes(chromium: Browser, urls: dict[str, str], samples: dict[str, Samples], changes: int) -> None:
    """Make the same changes of filter in both apps in turn; the first two only warm up."""
    with ExitStack() as stack:
        visits: dict[str, Visit] = {}
        for name in MAPS:
            visits[name] = stack.enter_context(visiting(chromium, urls[name]))
            visits[name].map_after()
            visits[name].settle()
        for number, choice in enumerate(steps(changes), start=-1):
            progress(f"filter change: {number} of {changes}" if number > 0 else "filter change: warming up")
            for name, visit in visits.items():
                visit.page.bring_to_front()
                target = visit.switch(choice.label, choice.option)
                target.wait_for()
                visit.traffic.reset()
                seconds = visit.change(target, choice.markers)
                visit.settle()
                if number > 0:
                    samples[name].change.append(seconds)
                    samples[name].websocket.append(visit.traffic.websocket)
                    samples[name].http.append(visit.traffic.http)


def main() -> int:
    """Measure, print the table, and write the file if one is named."""
    parser = argparse.ArgumentParser(description="Measure the map page against the ordinary app and an empty page.")
    parser.add_argument("--repeats", type=int, default=7, help="first maps of each app (default: %(default)s)")
    parser.add_argument("--changes", type=int, default=20, help="changes of filter (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every measurement to this file")
    options = parser.parse_args()
    # Being told to end must stop the servers too: as an exit, it passes through every "with" below.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended before the table was made"))
    samples = {name: Samples() for name in APPS}
    progress("starting the servers")
    with all_running() as urls, browser() as chromium:
        setting = {
            **figures.machine(),
            "chromium": chromium.version,
            "organisations": len(load().frame),
            "repeats": options.repeats,
            "changes": options.changes,
        }
        measure_first(chromium, urls, samples, max(1, options.repeats))
        measure_changes(chromium, urls, samples, max(2, options.changes))
    progress("")
    print(", ".join(f"{name} {value}" for name, value in setting.items()))
    print(figures.table(figures.rows(samples), list(APPS)))
    if options.json:
        figures.write(options.json, setting, samples)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""``odmap export``: any view as a file, by the same code as the page's buttons."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from odmap.analysis.country_brief import likely_codes
from odmap.analysis.ecosystem import IDS, finding
from odmap.directory.current import load
from odmap.directory.organisations import Directory
from odmap.exports import charts as chart_files
from odmap.exports import pictures
from odmap.exports.job import Job, Progress, silent
from odmap.geography.countries import load as countries
from odmap.graphics.palette import MODES
from odmap.views import formats
from odmap.views.provenance import file_name
from odmap.views.selection import BY_NAME, FACETS, LONGEST_TEXT, Selection, from_query, vocabulary
from odmap.views.urls import public_root
from odmap.wording import count, in_words

PICTURES = ("png", "svg")
KINDS = (*formats.PRESENTER, *PICTURES, *formats.DATA)

_WIDTH = 24  # of the bar on a terminal
_WRONG = 2
_STOPPED = 130  # as a shell says it
CUT_OFF = 141
"""The status, as a shell says it, if whoever reads the output leaves before its end."""


class WrongUseError(Exception):
    """Says what is wrong with the arguments, and what to do."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    export = commands.add_parser(
        "export",
        help="write a view as a file: slides, handout, one page for a USB stick, pictures, data",
        description="Write a view of the directory as a file. Without filters it is the whole directory.",
    )
    kind = export.add_argument("kind", choices=KINDS, help="which kind of file")
    export.add_argument("-o", "--output", type=Path, help="the file to write; default: one named after the view")
    for facet in FACETS:
        export.add_argument(
            f"--{facet.name}",
            action=_values(kind),
            nargs="+",
            default=[],
            metavar="VALUE",
            help=f"{facet.label}: as in an address",
        )
    export.add_argument("--search", default="", metavar="TEXT", help="words in names, places and descriptions")
    export.add_argument(
        "--begin", default="", metavar="CC", help="of html and pptx: the country that the story begins with, such as NO"
    )
    export.add_argument("--mode", choices=MODES, default="light", help="of a picture; default: light")
    export.add_argument("--size", choices=list(pictures.SIZES), default="screen", help="of a PNG; default: screen")
    export.add_argument("--chart", choices=IDS, help="for png and svg: a chart of the ecosystem instead of the map")
    export.set_defaults(run=run)


def _values(kind: argparse.Action) -> type[argparse.Action]:
    """Return the action of a filter, which leaves the kind of file alone where it follows: ``--country FI NO csv``.

    Args:
        kind: the argument of the command that says which kind of file.
    """

    class Values(argparse.Action):
        def __call__(
            self,
            parser: argparse.ArgumentParser,
            namespace: argparse.Namespace,
            values: str | Sequence[Any] | None,
            option_string: str | None = None,
        ) -> None:
            kept = list(values or ())
            if kept and kept[-1] in KINDS and namespace.kind is None:
                namespace.kind = kept.pop()
                kind.required = False
            setattr(namespace, self.dest, kept)

    return Values


def run(given: argparse.Namespace) -> int:
    """Write the file and return the exit status: 0 fine, 1 it cannot be made or written, 2 wrong use.

    Raises:
        BrokenPipeError: whoever reads standard output has left.
    """
    directory = load()
    if directory.frame.empty and directory.problems:
        print(f"odmap export: {directory.problems[0]}", file=sys.stderr)
        return 1
    try:
        job = _job(given, directory)
    except (WrongUseError, ValueError) as wrong:
        print(f"odmap export: {wrong}", file=sys.stderr)
        return _WRONG
    progress, finish = _bar() if _is_terminal(sys.stderr) else (silent, lambda: None)
    began = time.monotonic()
    try:
        content = _content(given, job, progress)
    except KeyboardInterrupt:
        finish()
        print("odmap export: stopped, nothing written", file=sys.stderr)
        return _STOPPED
    finish()
    output = given.output or (Path(_name(given, job)) if _is_terminal(sys.stdout) else None)
    try:
        if output:
            output.write_bytes(content)
        else:  # with a buffer of its own, so that a full disk is told here and not when Python ends
            with os.fdopen(1, "wb", closefd=False) as stream:
                stream.write(content)
    except BrokenPipeError:
        raise
    except OSError as problem:
        print(f"odmap export: {output or 'standard output'} cannot be written: {problem}", file=sys.stderr)
        return 1
    if output and _is_terminal(sys.stderr):
        shown, took = count(len(job.view), "organisation"), time.monotonic() - began
        print(f"{output}: {shown}, {len(content) / 1e6:.2f} MB, {took:.1f} s", file=sys.stderr)
    return 0


def _job(given: argparse.Namespace, directory: Directory) -> Job:
    selection = _selection({name: getattr(given, name) for name in BY_NAME}, given.search, directory)
    _check(given)
    begin = given.begin.strip().upper()
    if begin and begin not in countries():
        raise _no_country(given.begin)
    return Job(directory, selection, begin, public_root())


def _check(given: argparse.Namespace) -> None:
    """Refuse what would be passed over in silence: a file that holds something else than asked for would mislead."""
    for option, asked, kinds in (
        ("--chart", given.chart, PICTURES),
        ("--mode dark", given.mode != "light", PICTURES),
        ("--size print", given.size != "screen", ("png",)),
        ("--begin", given.begin.strip(), tuple(name for name, kind in formats.PRESENTER.items() if kind.tells_story)),
    ):
        if asked and given.kind not in kinds:
            raise WrongUseError(f"{option} goes with {in_words(kinds)}; it would change nothing in {given.kind}")
    if len(" ".join(given.search.split())) > LONGEST_TEXT:
        raise WrongUseError(f"the search is too long; use up to {LONGEST_TEXT} characters")


def _name(given: argparse.Namespace, job: Job) -> str:
    """Return what the file is called, unless it is said: the same as the page's buttons call it."""
    if given.kind in formats.DATA:
        return file_name(job.edition, given.kind)
    if given.kind in formats.PRESENTER:
        return f"{job.stem}.{given.kind}"
    shows = f"chart-{given.chart}" if given.chart else "map"
    return f"{job.stem.replace('odmap-', f'odmap-{shows}-', 1)}.{given.kind}"


def _selection(values: dict[str, Iterable[str]], text: str, directory: Directory) -> Selection:
    query = {name: list(several) for name, several in values.items()}
    chosen, dropped = from_query({**query, "q": [text]}, directory.frame)
    for name, value in dropped:
        if name == "country":
            raise _no_country(value)
        allowed = ", ".join(vocabulary(directory.frame, BY_NAME[name]))
        raise WrongUseError(f"there is no {name} called {value!r}; use one of {allowed}")
    return chosen


def _no_country(given: str) -> WrongUseError:
    hint = likely_codes(given) or "Use the two letters of ISO 3166-1, such as NO."
    return WrongUseError(f"no country has the code {given!r}. {hint}")


def _content(given: argparse.Namespace, job: Job, progress: Progress) -> bytes:
    if given.kind in formats.PRESENTER:
        return formats.PRESENTER[given.kind].write(job, progress)
    progress(0.0, "Writing")
    if given.kind in formats.DATA:
        content = formats.DATA[given.kind].write(job.view, job.edition)
    elif given.chart:
        found = finding(given.chart, job.view)
        fine = pictures.SIZES[given.size].of_chart
        if given.kind == "svg":
            content = chart_files.svg(found, job.edition, given.mode)
        else:
            content = chart_files.png(found, job.edition, given.mode, *fine)
    elif given.kind == "svg":
        content = pictures.map_svg(job, given.mode)
    else:
        content = pictures.map_png(job, given.mode, given.size)
    progress(1.0, "Ready")
    return content


def _is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person looks at a stream; one that was closed beforehand is ``None``."""
    return stream is not None and stream.isatty()


def _bar() -> tuple[Progress, Callable[[], None]]:
    """Return what draws a bar on a terminal, and what takes it away."""

    def draw(done: float, doing: str) -> None:
        filled = round(done * _WIDTH)
        bar = "█" * filled + "░" * (_WIDTH - filled)
        print(f"\r\033[K{bar} {done:4.0%}  {doing}", end="", file=sys.stderr, flush=True)

    return draw, lambda: print("\r\033[K", end="", file=sys.stderr, flush=True)

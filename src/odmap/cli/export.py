"""``odmap export``: any view as a file, by the same code as the page's buttons."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from odmap.analysis.country_brief import likely_codes
from odmap.analysis.ecosystem import IDS
from odmap.cli.arguments import add_directory
from odmap.directory.current import load
from odmap.directory.organisations import Directory
from odmap.exports.file_spec import FileSpec
from odmap.exports.job import Progress, silent
from odmap.geography.countries import load as countries
from odmap.views import formats
from odmap.views.selection import BY_NAME, FACETS, LONGEST_TEXT, Selection, from_query, vocabulary
from odmap.views.urls import public_root
from odmap.wording import count, in_words

_OF = {extension: kind for kind in ("presenter", "map", "data") for extension in formats.KINDS[kind]}
KINDS = tuple(_OF)

_WIDTH = 24  # of the bar on a terminal
_WRONG = 2
_STOPPED = 130  # as a shell says it


class WrongUseError(Exception):
    """Says what is wrong with the arguments, and what to do."""


def add_arguments(export: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    export.description = "Write a view of the directory as a file. Without filters it is the whole directory."
    kind = export.add_argument("kind", choices=KINDS, help="which kind of file")
    export.add_argument("-o", "--output", type=Path, help="the file to write; default: one named after the view")
    add_directory(export)
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
    for option in formats.OPTIONS:
        if option.choices:
            words = f"{option.meaning}; default: {option.usual}"
            export.add_argument(f"--{option.name}", choices=option.choices, default=option.usual, help=words)
        else:
            export.add_argument(f"--{option.name}", default="", metavar="CC", help=option.meaning)
    export.add_argument("--chart", choices=IDS, help="for png and svg: a chart of the ecosystem instead of the map")


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
    directory = load(given.directory)
    if directory.frame.empty and directory.problems:
        print(f"odmap export: {directory.problems[0]}", file=sys.stderr)
        return 1
    try:
        spec = _spec(given, directory)
    except (WrongUseError, ValueError) as wrong:
        print(f"odmap export: {wrong}", file=sys.stderr)
        return _WRONG
    progress, finish = _bar() if _is_terminal(sys.stderr) else (silent, lambda: None)
    began = time.monotonic()
    try:
        progress(0.0, "Writing")
        file = spec.make(directory, progress)
    except KeyboardInterrupt:
        finish()
        print("odmap export: stopped, nothing written", file=sys.stderr)
        return _STOPPED
    finish()
    output = given.output or (Path(file.name) if _is_terminal(sys.stdout) else None)
    try:
        if output:
            output.write_bytes(file.content)
        else:  # with a buffer of its own, so that a full disk is told here and not when Python ends
            with os.fdopen(1, "wb", closefd=False) as stream:
                stream.write(file.content)
    except BrokenPipeError:
        raise
    except OSError as problem:
        print(f"odmap export: {output or 'standard output'} cannot be written: {problem}", file=sys.stderr)
        return 1
    if output and _is_terminal(sys.stderr):
        shown, took = count(len(spec.job(directory).view), "organisation"), time.monotonic() - began
        print(f"{output}: {shown}, {len(file.content) / 1e6:.2f} MB, {took:.1f} s", file=sys.stderr)
    return 0


def _spec(given: argparse.Namespace, directory: Directory) -> FileSpec:
    selection = _selection({name: getattr(given, name) for name in BY_NAME}, given.search, directory)
    _check(given)
    begin = given.begin.strip().upper()
    if begin and begin not in countries():
        raise _no_country(given.begin)
    kind, about = ("chart", given.chart) if given.chart else (_OF[given.kind], "")
    return FileSpec(kind, given.kind, selection, begin, public_root(), given.mode, given.size, about)


def _check(given: argparse.Namespace) -> None:
    """Refuse what would be passed over in silence: a file that holds something else than asked for would mislead."""
    options: list[tuple[str, tuple[str, ...]]] = [("--chart", tuple(formats.MAPS))] if given.chart else []
    for option in formats.OPTIONS:
        value = getattr(given, option.name).strip()
        if value != option.usual:
            takers = tuple(kind for kind, of in _OF.items() if option in formats.KINDS[of][kind].options)
            options.append((f"--{option.name} {value}" if option.choices else f"--{option.name}", takers))
    for option_in_words, takers in options:
        if given.kind not in takers:
            raise WrongUseError(
                f"{option_in_words} goes with {in_words(takers)}; it would change nothing in {given.kind}"
            )
    if len(" ".join(given.search.split())) > LONGEST_TEXT:
        raise WrongUseError(f"the search is too long; use up to {LONGEST_TEXT} characters")


def _selection(values: dict[str, Iterable[str]], text: str, directory: Directory) -> Selection:
    query = {name: list(several) for name, several in values.items()}
    chosen, dropped = from_query({**query, "q": [text]}, directory.frame)
    for name, value in dropped:
        if name == "country":
            raise _no_country(value)
        codes = BY_NAME[name].codes
        allowed = codes.words if codes else f"one of {', '.join(vocabulary(directory.frame, BY_NAME[name]))}"
        raise WrongUseError(f"there is no {name} called {value!r}; use {allowed}")
    return chosen


def _no_country(given: str) -> WrongUseError:
    hint = likely_codes(given) or "Use the two letters of ISO 3166-1, such as NO."
    return WrongUseError(f"no country has the code {given!r}. {hint}")


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

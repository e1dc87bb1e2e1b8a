"""The command line: ``odmap serve``, ``check``, ``locate``, ``brief`` and ``export``. None of them needs a network.

Each command is the module of its name, with its arguments and what runs it; it is imported only when it is asked for,
as most of them read tables, which takes the most of their start. The parser is argparse: click and Typer know no option
with several values after it (``--country NO FI``), and come out no shorter.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from odmap.data_file import DataFileError
from odmap.version import __version__

COMMANDS: Mapping[str, str] = {
    "check": "name every problem in a directory file and in what belongs to it",
    "locate": "look places up in the offline gazetteer",
    "brief": "write what is listed in one country, and what is not, as a page or PDF",
    "export": "write a view as a file: slides, handout, one page for a USB stick, pictures, data",
    "serve": "show the map in a browser, until Ctrl+C ends it",
}
"""What each command does, in the order of the help."""

CUT_OFF = 141
"""The status, as a shell says it, if whoever reads the output leaves before its end."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    It is 0 if all is fine, 1 if problems are found or a place is nowhere, 2 for wrong use, and 141 if whoever reads the
    output leaves before its end.
    """
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(given).parse_args(given)
    try:
        status: int = import_module(f"odmap.cli.{options.command}").run(options)
        if sys.stdout:
            sys.stdout.flush()  # here, and not when Python ends, so that the reader's leaving is seen
    except DataFileError as error:
        print(f"odmap {options.command}: {error}", file=sys.stderr)
        return 1
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # for what Python still writes when it ends
        if isinstance(problem, BrokenPipeError):  # "odmap check | head -1"
            return CUT_OFF
        print(f"odmap {options.command}: {problem}", file=sys.stderr)
        return 1
    return status


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser, with the arguments of just those commands that the command line may mean."""
    parser = argparse.ArgumentParser(prog="odmap", description="The Open Dialogue map, from the command line.")
    parser.add_argument("--version", action="version", version=f"odmap {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in COMMANDS.items():
        command = commands.add_parser(name, help=words)
        if name in given:
            import_module(f"odmap.cli.{name}").add_arguments(command)
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Arguments that several commands share."""

import argparse
from pathlib import Path
from typing import Protocol


class _Arguments(Protocol):
    """A parser, or a group of its arguments."""

    def add_argument(self, *names: str, type: type, metavar: str, help: str) -> argparse.Action:  # noqa: A002 - argparse's
        """Add an argument."""


_USUAL = "another directory, a CSV file; default: $ODMAP_ORGANISATIONS, or else the project's own"


def add_directory(arguments: _Arguments, words: str = _USUAL) -> None:
    """Add ``--directory``: another file than the project's own.

    Args:
        arguments: what to add it to.
        words: what it is good for.
    """
    arguments.add_argument("--directory", type=Path, metavar="FILE", help=words)

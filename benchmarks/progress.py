"""Tells how far a run is."""

import sys

_said = [""]


def progress(words: str = "") -> None:
    """Tell how far the run is, on one line that is written over; without words, clear it."""
    if sys.stderr.isatty():
        print(f"\r{words[:100]:<100}", end="" if words else "\r", file=sys.stderr, flush=True)
    elif words.partition(":")[0] != _said[-1]:  # in a file, a line for each thing that is measured
        _said.append(words.partition(":")[0])
        print(words, file=sys.stderr, flush=True)

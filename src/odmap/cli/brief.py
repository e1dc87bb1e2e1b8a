"""``odmap brief``: what is listed in one country, and what is not, as a page or PDF."""

import argparse
import sys
from pathlib import Path

from odmap.analysis.country_brief import UnknownCountry, brief, likely_codes
from odmap.cli.arguments import add_directory
from odmap.directory.current import load
from odmap.views import formats


def add_arguments(paper: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    paper.add_argument("country", metavar="CC", help="the two letters of ISO 3166-1, such as FI")
    paper.add_argument("-o", "--output", type=Path, help="the file to write; default: standard output")
    paper.add_argument(
        "--format", choices=tuple(formats.BRIEFS), help="default: pdf for a file ending in .pdf, else html"
    )
    add_directory(paper)


def run(options: argparse.Namespace) -> int:
    """Write the brief, and return the exit status: 0 fine, 1 it cannot be written, 2 no such country.

    Raises:
        BrokenPipeError: whoever reads standard output has left.
    """
    try:
        found = brief(options.country, load(options.directory))
    except UnknownCountry as unknown:
        print(f"odmap brief: {unknown.args[0]} {likely_codes(options.country)}".rstrip(), file=sys.stderr)
        return 2
    ending = options.output.suffix.lower() if options.output else ""
    kind = options.format or ("pdf" if ending == ".pdf" else "html")
    if kind == "pdf" and not options.output and sys.stdout.isatty():
        print("odmap brief: a PDF is nothing to read on a terminal; name a file with -o", file=sys.stderr)
        return 2
    content = formats.BRIEFS[kind].write(found)
    try:
        if options.output:
            options.output.write_bytes(content)
        else:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        print(f"odmap brief: {options.output or 'standard output'} cannot be written: {problem}", file=sys.stderr)
        return 1
    return 0

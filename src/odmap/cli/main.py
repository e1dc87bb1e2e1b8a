"""The command line: ``odmap serve``, ``check``, ``locate``, ``brief`` and ``export``. None of them needs a network."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from odmap.analysis.country_brief import UnknownCountry, brief, likely_codes
from odmap.analysis.story import script
from odmap.cli import export
from odmap.data_file import DataFileError
from odmap.directory import changelog, confirmed_absences, current, published_figures
from odmap.directory.csv_table import Problem
from odmap.directory.current import load
from odmap.directory.locating import coarser_than_recorded
from odmap.directory.organisations import Directory
from odmap.exports.documents.country_brief import pdf
from odmap.geography.gazetteer import Gazetteer
from odmap.markup.print_pages import brief_page
from odmap.settings import CONFIRMED_NONE, FIGURES, ORGANISATIONS, STORY, changes_file, organisations_file
from odmap.version import __version__
from odmap.web import startup_check
from odmap.wording import count, small

HOST = "127.0.0.1"
PORT = 8501


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    It is 0 if all is fine, 1 if problems are found or a place is nowhere, 2 for wrong use, and 141 if whoever reads the
    output leaves before its end.
    """
    parser = argparse.ArgumentParser(prog="odmap", description="The Open Dialogue map, from the command line.")
    parser.add_argument("--version", action="version", version=f"odmap {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)

    check = commands.add_parser("check", help="name every problem in a directory file and in what belongs to it")
    check.add_argument("file", nargs="?", type=Path, default=None, help="a CSV file; default: the project's own")
    check.set_defaults(run=_check)

    locate = commands.add_parser("locate", help="look places up in the offline gazetteer")
    locate.add_argument("place", nargs="+", help='such as "Kemi, Finland"; put each place in quotation marks')
    locate.add_argument("--json", action="store_true", help="one JSON object a line, also on a terminal")
    locate.set_defaults(run=_locate)

    paper = commands.add_parser("brief", help="write what is listed in one country, and what is not, as a page or PDF")
    paper.add_argument("country", metavar="CC", help="the two letters of ISO 3166-1, such as FI")
    paper.add_argument("-o", "--output", type=Path, help="the file to write; default: standard output")
    paper.add_argument("--format", choices=("html", "pdf"), help="default: pdf for a file ending in .pdf, else html")
    paper.set_defaults(run=_brief)

    export.add_parser(commands)

    server = commands.add_parser("serve", help="show the map in a browser, until Ctrl+C ends it")
    server.add_argument("--host", default=HOST, help=f"the address to listen on; default: {HOST}, this machine only")
    server.add_argument("--port", type=int, default=PORT, help=f"the port to listen on; default: {PORT}")
    server.set_defaults(run=_serve)

    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options)
        if sys.stdout:
            sys.stdout.flush()  # here, and not when Python ends, so that the reader's leaving is seen
    except DataFileError as error:
        print(f"odmap {options.command}: {error}", file=sys.stderr)
        return 1
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # for what Python still writes when it ends
        if isinstance(problem, BrokenPipeError):  # "odmap check | head -1"
            return export.CUT_OFF
        print(f"odmap {options.command}: {problem}", file=sys.stderr)
        return 1
    return status


def _serve(options: argparse.Namespace) -> int:
    from odmap.web.server.serve import serve  # large, and no other command needs it

    shown = "localhost" if options.host in ("127.0.0.1", "::1", "0.0.0.0", "::") else options.host  # noqa: S104 - compared
    print(f"odmap: http://{shown}:{options.port}  (stop with Ctrl+C)", flush=True)
    return serve(options.host, options.port)


def _check(options: argparse.Namespace) -> int:
    path = options.file or organisations_file()
    directory = load(path)
    for problem in directory.problems:
        print(problem)
    for broken in startup_check.broken_files():
        print(f"{broken.error} {broken.consequence}")
    for coarse in coarser_than_recorded(directory.frame):
        print(
            f"{coarse.id}, {coarse.field}: no gazetteer knows {coarse.name!r}, so it falls back to "
            f"{small(coarse.shown)}; add it to data/places.csv (a hint, not a mistake)"
        )
    shown = path.resolve() == organisations_file().resolve()
    changes_are_fine = _check_changes(directory) if shown else True
    own = path.resolve() == ORGANISATIONS.resolve()
    figures_are_fine = _check_figures() if own else True
    nones_are_fine = _check_confirmed(directory) if own else True
    story_is_fine = _check_story(directory) if own else True
    if directory.problems:
        problems, kept = count(len(directory.problems), "problem"), count(len(directory.frame), "organisation")
        print(f"{path.name}: {problems}; {kept} valid, {directory.left_out} left out", file=sys.stderr)
        return 1
    print(f"{path.name}: {count(len(directory.frame), 'organisation')}, no problem")
    fine = changes_are_fine and figures_are_fine and nones_are_fine and story_is_fine
    return 0 if fine and not startup_check.broken_files() else 1


def _check_changes(directory: Directory) -> bool:
    """Name every problem of the directory's changelog, if it has one, and return whether there is none."""
    path = changes_file()
    if path is None:
        return True
    found = current.changes(path)
    _print_problems(found.problems, path)
    for record in changelog.without_added(found.entries, directory.frame) if found.entries else ():
        print(f"{record}: no line of {path.name} says when it was added (a hint, not a mistake)")
    if found.problems:
        problems, kept = count(len(found.problems), "problem"), count(len(found.entries), "line")
        print(f"{path.name}: {problems}; {kept} valid, {found.left_out} left out", file=sys.stderr)
    return not found.problems


def _check_figures() -> bool:
    """Name every problem of the project's figures, and return whether there is none."""
    found = published_figures.load(FIGURES)
    _print_problems(found.problems, FIGURES)
    if found.problems:
        problems, kept = count(len(found.problems), "problem"), count(len(found.valid), "figure")
        print(f"{FIGURES.name}: {problems}; {kept} valid, {found.left_out} left out", file=sys.stderr)
    return not found.problems


def _check_confirmed(directory: Directory) -> bool:
    """Name every problem of the project's confirmed nones, and return whether there is none."""
    found = confirmed_absences.load(CONFIRMED_NONE)
    _print_problems(found.problems, CONFIRMED_NONE)
    for country, kind, number in confirmed_absences.contradicted(found.entries, directory.frame):
        listed = count(number, "organisation")
        print(f"{CONFIRMED_NONE.name}, {country}, {kind.value}: {listed} listed all the same (a hint, not a mistake)")
    if found.problems:
        problems, kept = count(len(found.problems), "problem"), count(len(found.entries), "line")
        print(f"{CONFIRMED_NONE.name}: {problems}; {kept} valid, {found.left_out} left out", file=sys.stderr)
    return not found.problems


def _check_story(directory: Directory) -> bool:
    """Name every problem of the project's story, and return whether there is none."""
    found = script.load(STORY)
    problems = (*found.problems, *script.against(found.steps, directory.frame, published_figures.load(FIGURES)))
    _print_problems(problems, STORY)
    if problems:
        kept = count(len(found.steps), "step")
        print(f"{STORY.name}: {count(len(problems), 'problem')}; {kept} valid", file=sys.stderr)
    return not problems


def _print_problems(problems: Sequence[Problem], path: Path) -> None:
    """Print the problems of a file that is checked beside the directory, each with the file's name."""
    for problem in problems:
        print(problem if problem.record == path.name else f"{path.name}, {problem}")


def _locate(options: argparse.Namespace) -> int:
    gazetteer = Gazetteer()
    records = [place_record(place, gazetteer) for place in options.place]
    for found in records:
        print(json.dumps(found, ensure_ascii=False) if options.json or not sys.stdout.isatty() else _words(found))
    return 1 if any(found["latitude"] is None for found in records) else 0


def _brief(options: argparse.Namespace) -> int:
    try:
        found = brief(options.country, load())
    except UnknownCountry as unknown:
        print(f"odmap brief: {unknown.args[0]} {likely_codes(options.country)}".rstrip(), file=sys.stderr)
        return 2
    ending = options.output.suffix.lower() if options.output else ""
    kind = options.format or ("pdf" if ending == ".pdf" else "html")
    if kind == "pdf" and not options.output and sys.stdout.isatty():
        print("odmap brief: a PDF is nothing to read on a terminal; name a file with -o", file=sys.stderr)
        return 2
    content = pdf(found) if kind == "pdf" else brief_page(found, served=False).encode()
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


def place_record(query: str, gazetteer: Gazetteer) -> dict[str, Any]:
    """Look one place up.

    Returns:
        ``query``, ``name`` (of the place that was found), ``latitude`` and ``longitude`` (degrees, WGS 84; ``None``
        where it is nowhere), ``precision``, ``country`` (ISO 3166-1 alpha-2), ``match`` ("exact"; "fuzzy" if the
        spelling was corrected; "parent" if it falls back to the place that holds it), ``ambiguous`` and ``source``.
    """
    location = gazetteer.geocode(query)
    raw: dict[str, Any] = location.raw if location else {}
    return {
        "query": query,
        "name": raw.get("name"),
        "latitude": location.latitude if location else None,
        "longitude": location.longitude if location else None,
        "precision": raw.get("precision"),
        "country": raw.get("country"),
        "match": raw.get("match"),
        "ambiguous": raw.get("ambiguous", False),
        "source": raw.get("source"),
    }


def _words(found: dict[str, Any]) -> str:
    if found["latitude"] is None:
        return f"{found['query']}: nowhere (no such place, or one without a point on a map)"
    unsure = ", ambiguous" if found["ambiguous"] else ""
    instead = {
        "parent": f"no gazetteer knows it, falls back to {found['name']}: ",
        "fuzzy": f"read as {found['name']}: ",
    }.get(found["match"], "")
    return (
        f"{found['query']}: {instead}latitude {found['latitude']:.4f}, longitude {found['longitude']:.4f}, "
        f"{found['precision']} in {found['country']}{unsure} ({found['source']})"
    )


if __name__ == "__main__":
    sys.exit(main())

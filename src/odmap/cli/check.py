"""``odmap check``: every problem in a directory file and in what belongs to it, by record and field."""

import argparse
import sys
from pathlib import Path
from typing import Any

from odmap.analysis.story import script
from odmap.cli.arguments import add_directory
from odmap.directory import changelog, confirmed_absences, corrections, current, principles, published_figures, timeline
from odmap.directory.editorial_rules import broken_rules
from odmap.directory.loading import Loaded
from odmap.directory.locating import coarser_than_recorded
from odmap.directory.organisations import Directory
from odmap.settings import (
    CONFIRMED_NONE,
    FIGURES,
    ORGANISATIONS,
    PRINCIPLES,
    STORY,
    TIMELINE,
    changes_file,
    organisations_file,
)
from odmap.web import startup_check
from odmap.wording import count, small


def add_arguments(check: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    which = check.add_mutually_exclusive_group()
    which.add_argument("file", nargs="?", type=Path, default=None, help="a CSV file; default: the project's own")
    add_directory(which)
    check.add_argument(
        "--corrections",
        type=Path,
        metavar="FILE",
        help="also name what does not fit in a CSV file of corrections: id, field, old, new, source",
    )


def run(options: argparse.Namespace) -> int:
    """Print every problem, and return the exit status: 1 if there is any."""
    path = options.file or options.directory or organisations_file()
    directory = current.load(path)
    for problem in directory.problems:
        print(problem)
    for file in startup_check.broken_files():
        print(f"{file.error} {file.consequence}")
    for coarse in coarser_than_recorded(directory.frame):
        print(
            f"{coarse.id}, {coarse.field}: no gazetteer knows {coarse.name!r}, so it falls back to "
            f"{small(coarse.shown)}; add it to data/places.csv (a hint, not a mistake)"
        )
    broken = tuple(broken_rules(directory.organisations.values()))
    for problem in broken:
        print(problem)
    fitting = _check_corrections(options.corrections, path) if options.corrections else True
    fine = _check_changes(directory) if path.resolve() == organisations_file().resolve() else True
    if path.resolve() == ORGANISATIONS.resolve():
        fine &= _is_fine(FIGURES, published_figures.load(FIGURES), "figure")
        fine &= _is_fine(PRINCIPLES, principles.load(PRINCIPLES), "principle")
        fine &= _is_fine(TIMELINE, timeline.load(TIMELINE), "event")
        fine &= _check_confirmed(directory)
        fine &= _check_story(directory)
    if directory.problems:
        problems, kept = count(len(directory.problems), "problem"), count(len(directory.frame), "organisation")
        print(f"{path.name}: {problems}; {kept} valid, {directory.left_out} left out", file=sys.stderr)
        return 1
    if broken:
        print(
            f"{path.name}: {count(len({problem.record for problem in broken}), 'record')} to put right; all are shown",
            file=sys.stderr,
        )
        return 1
    print(f"{path.name}: {count(len(directory.frame), 'organisation')}, no problem")
    return 0 if fine and fitting and not startup_check.broken_files() else 1


def _check_changes(directory: Directory) -> bool:
    """Name every problem of the directory's changelog, if it has one, and return whether there is none."""
    path = changes_file()
    if path is None:
        return True
    found = current.changes(path)
    for record in changelog.without_added(found.records, directory.frame) if found.records else ():
        print(f"{record}: no line of {path.name} says when it was added (a hint, not a mistake)")
    return _is_fine(path, found.with_problems(changelog.against(found.records, directory.frame)), "line")


def _check_corrections(path: Path, directory_file: Path) -> bool:
    """Name every correction that does not fit the directory file, and return whether all do."""
    found = corrections.read(path)
    return _is_fine(path, found.with_problems(corrections.unfitting(found.records, directory_file)), "line")


def _check_confirmed(directory: Directory) -> bool:
    """Name every problem of the project's confirmed nones, and return whether there is none."""
    found = confirmed_absences.load(CONFIRMED_NONE)
    for country, kind, number in confirmed_absences.contradicted(found.records, directory.frame):
        listed = count(number, "organisation")
        print(f"{CONFIRMED_NONE.name}, {country}, {kind.value}: {listed} listed all the same (a hint, not a mistake)")
    return _is_fine(CONFIRMED_NONE, found, "line")


def _check_story(directory: Directory) -> bool:
    """Name every problem of the project's story, and return whether there is none."""
    found = script.load(STORY)
    found = found.with_problems(script.against(found.records, directory.frame, published_figures.load(FIGURES)))
    return _is_fine(STORY, found, "step")


def _is_fine(path: Path, found: Loaded[Any], noun: str) -> bool:
    """Print the problems of a file that is checked beside the directory, and return whether there is none."""
    for problem in found.problems:
        print(problem if problem.record == path.name else f"{path.name}, {problem}")
    if found.problems:
        problems, kept = count(len(found.problems), "problem"), count(found.size, noun)
        print(f"{path.name}: {problems}; {kept} valid, {found.left_out} left out", file=sys.stderr)
    return not found.problems

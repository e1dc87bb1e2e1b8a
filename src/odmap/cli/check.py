"""``odmap check``: every problem in a directory file and in what belongs to it, by record and field."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from odmap.analysis.story import script
from odmap.cli.arguments import add_directory
from odmap.directory import changelog, confirmed_absences, current, published_figures
from odmap.directory.csv_table import Problem
from odmap.directory.locating import coarser_than_recorded
from odmap.directory.organisations import Directory
from odmap.settings import CONFIRMED_NONE, FIGURES, ORGANISATIONS, STORY, changes_file, organisations_file
from odmap.web import startup_check
from odmap.wording import count, small


def add_arguments(check: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    which = check.add_mutually_exclusive_group()
    which.add_argument("file", nargs="?", type=Path, default=None, help="a CSV file; default: the project's own")
    add_directory(which)


def run(options: argparse.Namespace) -> int:
    """Print every problem, and return the exit status: 1 if there is any."""
    path = options.file or options.directory or organisations_file()
    directory = current.load(path)
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

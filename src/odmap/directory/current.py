"""The directory that is shown, and its changelog: each read, validated, and read anew when its file changes."""

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from odmap.data_file import DataFileError
from odmap.directory import changelog
from odmap.directory.changelog import Changes
from odmap.directory.edited_files import EditedFiles
from odmap.directory.edition_faults import Content, Fault
from odmap.directory.known_places import CountriesOnly, open_gazetteer
from odmap.directory.locating import Places, locate
from odmap.directory.organisations import Directory, read
from odmap.settings import CHANGES, COUNTRIES, GAZETTEER, ORGANISATIONS, changes_file, organisations_file
from odmap.version import __version__


def load(path: Path | str | None = None) -> Directory:
    """Read, validate and locate a directory: the data behind every page, export and command.

    The result is shared by all visitors. When the file changes, it is read anew in the background, and what is good
    takes the place of the edition before as a whole (:mod:`odmap.directory.editions`).

    Args:
        path: the CSV file; by default the project's own, or the one named by ``$ODMAP_ORGANISATIONS``.
    """
    return _editions.load(Path(path) if path else organisations_file())


def fault(path: Path | str | None = None) -> Fault | None:
    """Return what is wrong with the newest content of a directory file; ``None`` for nothing.

    Args:
        path: as of :func:`load`.
    """
    return _editions.fault(Path(path) if path else organisations_file())


def _make(path: Path, edition: str) -> Directory:
    try:
        with open_gazetteer() as gazetteer:
            located = _located(path, gazetteer)
    except DataFileError:  # the start says so; every organisation then stands in the middle of its country
        located = _located(path, CountriesOnly())
    return replace(located, edition=edition)


def _located(path: Path, places: Places) -> Directory:
    return locate(read(path, places.country_names() or None), places)


def _describe(path: Path, directory: Directory) -> Content:
    found = Content.of(path, directory)
    return found if found.size or found.wrong else found._replace(wrong="holds no valid record")


@cache
def _all_else() -> str:
    """Name what decides a directory beside its file: this version of odmap, and the files that know places."""
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (GAZETTEER, COUNTRIES) if path.is_file()]
    return " ".join((__version__, *digests))


_editions = EditedFiles(_make, "directory file", ORGANISATIONS, describe=_describe, few=5, depends=_all_else)


def changes(path: Path | None = None) -> Changes:
    """Read and validate the changelog of the directory that is shown.

    It is the last good edition, which visitors share; it is made anew when one of both files changes.

    Args:
        path: the CSV file; by default what :func:`~odmap.settings.changes_file` names. Where that is nothing, there
            are no changes and no problem.
    """
    path = path or changes_file()
    if path is None:
        return Changes()
    return _changelogs.load(path)


def changes_fault() -> Fault | None:
    """Return what is wrong with the newest content of that changelog; ``None`` for nothing, or if there is none."""
    path = changes_file()
    return None if path is None else _changelogs.fault(path)


def _describe_changes(path: Path, found: Changes) -> Content:
    content = Content.of(path, found)  # without a directory, every line is about nobody
    return content._replace(left_out=0) if load().frame.empty else content


_changelogs = EditedFiles(
    lambda path, _: changelog.read(path, frozenset(load().frame["id"])),
    "file of changes",
    CHANGES,
    describe=_describe_changes,
    few=5,
    depends=lambda: load().edition,
)

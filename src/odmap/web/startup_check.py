"""What is wrong with the files that odmap needs, and what works all the same: for the log, monitors and visitors.

A file that is missing or damaged stops only what needs it. Files that people edit are looked at each time, those that
odmap brings along only once: they are read once, too.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

from odmap.analysis.story import script
from odmap.data_file import DataFileError
from odmap.directory import confirmed_absences, current, edition_faults, principles, published_figures, timeline
from odmap.directory.edition_faults import Fault
from odmap.geography import base_map, countries, land_tiles, map_tiles
from odmap.geography.gazetteer_db import GazetteerFile
from odmap.graphics import assets
from odmap.settings import BASE_MAP, COUNTRIES, GAZETTEER, LAND_TILES, OVERVIEW, REGIONS
from odmap.views.operator import operator

LOOK_EVERY = 1.0
"""Seconds between two looks at the files that people edit, so that a change does not wait for a visitor."""

_LOG = logging.getLogger(__name__)


class BrokenFile(NamedTuple):
    """A file that odmap brings along and that cannot be used.

    Attributes:
        error: what is wrong.
        consequence: what does not work, and what does.
    """

    error: DataFileError
    consequence: str

    def in_words(self) -> str:
        """Return what visitors are told."""
        return f"A file on this server, {self.error.file}, {self.error.wrong}. {self.consequence}"

    def in_short(self) -> str:
        """Return what a monitor is told."""
        return f"{self.error.file} {self.error.wrong}"


def _check_gazetteer() -> None:
    with closing(GazetteerFile(GAZETTEER)) as file:
        file.check()


_BROUGHT_ALONG: Mapping[Path, tuple[Callable[[], object], str]] = {
    GAZETTEER: (
        _check_gazetteer,
        "Places cannot be looked up, organisations appear in the middle of their countries, and the map names neither "
        "towns nor regions. Everything else works.",
    ),
    COUNTRIES: (
        countries.load,
        "Gaps, briefs, the story and regions cannot be shown. The map, the directory and their data work.",
    ),
    BASE_MAP: (
        base_map.countries,
        "Maps in files and profiles cannot be drawn, and the map here has a coarse outline. Everything else works.",
    ),
    OVERVIEW: (
        lambda: assets.land(OVERVIEW),
        "The map starts with the detailed outline, if there is one, and the page for a USB stick cannot be made. "
        "Everything else works.",
    ),
    REGIONS: (
        map_tiles.check_regions,
        "The map names neither towns nor regions, and draws no borders of regions. Everything else works.",
    ),
    LAND_TILES: (
        land_tiles.check,
        "The map has a coarser outline when looked at from near. Everything else works.",
    ),
}
"""File to what reads it, and what it means if that fails."""


@cache
def broken_files() -> tuple[BrokenFile, ...]:
    """Return the files that odmap brings along and that cannot be used. They are read once."""
    found = []
    for check, consequence in _BROUGHT_ALONG.values():
        try:
            check()
        except DataFileError as error:
            found.append(BrokenFile(error, consequence))
    return tuple(found)


def faults() -> tuple[Fault | BrokenFile, ...]:
    """Return everything that is wrong now, the directory first."""
    edited = (
        current.fault,
        current.changes_fault,
        published_figures.fault,
        confirmed_absences.fault,
        principles.fault,
        timeline.fault,
        script.fault,
    )
    return (*(found for each in edited if (found := each()) is not None), *broken_files())


def check() -> None:
    """Read every file once, and log a line for each that is missing or damaged.

    Raises:
        ValueError: a setting is wrong; in words for whoever runs the server.
    """
    edition_faults.settling()
    edition_faults.max_loss()
    operator()
    for broken in broken_files():
        _LOG.warning("%s %s", broken.error, broken.consequence)
    faults()  # each file that people edit says it when it is read


def watch(every: float = LOOK_EVERY) -> None:
    """Look at the files that people edit again and again in the background, until the process ends."""

    def look() -> None:
        while True:
            time.sleep(every)
            faults()

    threading.Thread(target=look, name="odmap-watch", daemon=True).start()

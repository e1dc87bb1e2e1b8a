"""odmap: a world map of the organisations that practise, teach, study and support Open Dialogue."""

from pathlib import Path

from odmap.directory import Directory, read
from odmap.fresh import until_changed
from odmap.gazetteer import Gazetteer
from odmap.geocoding import locate
from odmap.paths import organisations_file
from odmap.version import __version__

__all__ = ["Directory", "__version__", "load"]


def load(path: Path | None = None) -> Directory:
    """Read, validate and locate a directory: the data behind every page, export and command.

    The result is shared by all visitors and made anew only when the file changes.

    Args:
        path: the CSV file; by default the project's own, or the one named by ``$ODMAP_ORGANISATIONS``.
    """
    return _kept(path or organisations_file())


def _make(path: Path) -> Directory:
    gazetteer = Gazetteer()
    return locate(read(path, gazetteer.country_names()), gazetteer)


_kept = until_changed(_make)

"""odmap: a world map of the organisations that practise, teach, study and support Open Dialogue."""

from functools import lru_cache
from pathlib import Path

from odmap.directory import Directory, read
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
    path = path or organisations_file()
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        changed = 0
    return _load(path, changed)


@lru_cache(maxsize=2)
def _load(path: Path, changed: int) -> Directory:
    gazetteer = Gazetteer()
    return locate(read(path, gazetteer.country_names()), gazetteer)

"""Temporary folders of the processes that make files: private, and gone when the server is gone, however it ended."""

import logging
import os
import shutil
import tempfile
from pathlib import Path

_PREFIX = "odmap-files-"
_log = logging.getLogger(__name__)


def make() -> Path | None:
    """Make a folder that only this user can read, named after this process; ``None`` where nothing can be written."""
    try:
        return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    except OSError as problem:
        _log.warning(
            "No temporary folder can be written (%s): pictures are drawn with fewer weights of letters", problem
        )
        return None


def remove(folder: Path) -> None:
    """Remove such a folder and what is in it; anything else is left alone."""
    if folder.name.startswith(_PREFIX):
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Remove the folders of this user's servers that ended without doing so."""
    try:
        folders = list(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"))
    except OSError:
        return  # no temporary folder, so nothing was left in one
    for folder in folders:
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not _lives(int(number)):
            remove(folder)  # another user's stays: only its owner may


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it is another user's
    return True

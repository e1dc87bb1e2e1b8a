"""Files of one kind that people edit, each with its last good edition."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Generic

from odmap.directory.edition_faults import Content, Fault
from odmap.directory.editions import EditedFile, Made

KEPT = 4
"""So many files of a kind are kept; a server shows one of each."""


class EditedFiles(Generic[Made]):
    """Files of one kind by their path: the few that were asked for last.

    Args:
        make: as of :class:`EditedFile`, as are the others.
        called: likewise.
        own: the project's own file of this kind, which is meant where no path is given.
        describe: likewise.
        few: likewise.
        depends: likewise.
    """

    def __init__(
        self,
        make: Callable[[Path, str], Made],
        called: str,
        own: Path,
        *,
        describe: Callable[[Path, Made], Content] = Content.of,
        few: int = 0,
        depends: Callable[[], str] = str,
    ) -> None:
        self._make, self._describe, self._called, self._own = make, describe, called, own
        self._few, self._depends = few, depends
        self._lock = threading.Lock()
        self._files: OrderedDict[Path, EditedFile[Made]] = OrderedDict()
        self._held: dict[Path, Made] = {}

    def load(self, path: Path | None = None) -> Made:
        """Read and validate a file: its last good edition, which visitors share, or the one that is held."""
        path = path or self._own
        return self._held[path] if path in self._held else self._file(path).current()

    def hold(self, made: Made) -> None:
        """Show this from now on, whatever the project's own file holds: the edition that another process shows."""
        self._held[self._own] = made

    def fault(self, path: Path | None = None) -> Fault | None:
        """Return what is wrong with the newest content of a file; ``None`` for nothing."""
        file = self._file(path or self._own)
        file.current()
        return file.fault

    def _file(self, path: Path) -> EditedFile[Made]:
        with self._lock:
            found = self._files.get(path)
            if found is None:
                found = EditedFile(
                    path, self._make, self._called, describe=self._describe, few=self._few, depends=self._depends
                )
                self._files[path] = found
                while len(self._files) > KEPT:
                    self._files.popitem(last=False)
            else:
                self._files.move_to_end(path)
            return found

"""Files of one kind that people edit, each with its last good edition."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from odmap.directory.edition_faults import Content, Fault
from odmap.directory.editions import EditedFile

Made = TypeVar("Made")

KEPT = 4
"""So many files of a kind are kept; a server shows one of each."""


class EditedFiles(Generic[Made]):
    """Files of one kind by their path: the few that were asked for last.

    Args:
        make: as of :class:`EditedFile`, as are the others.
        describe: likewise.
        called: likewise.
        few: likewise.
        depends: likewise.
    """

    def __init__(
        self,
        make: Callable[[Path, str], Made],
        describe: Callable[[Path, Made], Content],
        called: str,
        few: int = 0,
        depends: Callable[[], str] = str,
    ) -> None:
        self._make, self._describe, self._called = make, describe, called
        self._few, self._depends = few, depends
        self._lock = threading.Lock()
        self._files: OrderedDict[Path, EditedFile[Made]] = OrderedDict()
        self._held: dict[Path, Made] = {}

    def __call__(self, path: Path) -> Made:
        """Return the last good edition of a file, see :meth:`EditedFile.current`, or the one that is held."""
        return self._held[path] if path in self._held else self._file(path).current()

    def hold(self, path: Path, made: Made) -> None:
        """Show this from now on, whatever the file holds: the edition that another process shows."""
        self._held[path] = made

    def fault(self, path: Path) -> Fault | None:
        """Return what is wrong with a file now; ``None`` for nothing.

        Raises:
            ValueError: there is no edition yet, and nothing can be made of the file.
        """
        file = self._file(path)
        file.current()
        return file.fault

    def _file(self, path: Path) -> EditedFile[Made]:
        with self._lock:
            found = self._files.get(path)
            if found is None:
                found = EditedFile(path, self._make, self._describe, self._called, few=self._few, depends=self._depends)
                self._files[path] = found
                while len(self._files) > KEPT:
                    self._files.popitem(last=False)
            else:
                self._files.move_to_end(path)
            return found

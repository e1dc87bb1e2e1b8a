"""Keep what was made of a file until the file changes: visitors share it, and an edit shows at once."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Same(Generic[Made]):
    """Anything as a cache key by what it is, not by what it holds: the same object, the same key."""

    def __init__(self, it: Made) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.it is self.it


def until_changed(make: Callable[[Path], Made]) -> Callable[[Path], Made]:
    """Return a function that makes something of a file once, and anew only when the file has changed.

    A file that is not there counts as unchanged; what to do about it is up to ``make``.
    """

    @lru_cache(maxsize=2)
    def kept(path: Path, changed: Hashable) -> Made:
        return make(path)

    def made(path: Path) -> Made:
        return kept(path, changed_at(path))

    return made


def changed_at(path: Path) -> int:
    """Return when a file was changed last, in nanoseconds; 0 if it cannot be read."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0

"""Files already made: as many as fit, so that one that the page made is there at once when it is saved."""

from collections import OrderedDict
from collections.abc import Hashable

from odmap.exports.file import File

MOST = 64 * 2**20
"""Bytes that are kept; what was not asked for the longest goes first. The largest file has 15 million."""

MOST_TAGS = 2000
"""How many entity tags are remembered longer than their files: a client that has a file need not fetch it again."""


class KeptFiles:
    """Keeps files and remembers tags, by a key that names everything a file depends on. Lock around it."""

    def __init__(self, most: int = MOST, most_tags: int = MOST_TAGS) -> None:
        self._most = most
        self._most_tags = most_tags
        self._held = 0
        self._files: OrderedDict[Hashable, File] = OrderedDict()
        self._tags: OrderedDict[Hashable, str] = OrderedDict()

    def get(self, key: Hashable) -> File | None:
        """Return a file if it is here."""
        if key in self._files:
            self._files.move_to_end(key)
        return self._files.get(key)

    def tag(self, key: Hashable) -> str:
        """Return the entity tag of a file that was made; empty if it is not known."""
        return self._tags.get(key, "")

    def keep(self, key: Hashable, file: File) -> None:
        """Keep a file; the oldest make room for it."""
        self._tags[key] = file.tag
        self._tags.move_to_end(key)
        if len(self._tags) > self._most_tags:
            self._tags.popitem(last=False)
        if key in self._files or len(file.content) > self._most:
            return
        self._files[key] = file
        self._held += len(file.content)
        while self._held > self._most:
            _, oldest = self._files.popitem(last=False)
            self._held -= len(oldest.content)

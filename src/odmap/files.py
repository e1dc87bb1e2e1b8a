"""The files of this server that take long enough to be felt: asked for here, made elsewhere, kept for a while."""

import weakref
from collections.abc import Hashable
from itertools import count

from odmap import file_workers
from odmap.answers import File
from odmap.directory import Directory
from odmap.exports.file_spec import FileSpec
from odmap.file_orders import Ticket
from odmap.file_queue import FileQueue
from odmap.fresh import changed_at
from odmap.paths import CONFIRMED_NONE, FIGURES, PRINCIPLES, STORY

QUEUE = FileQueue(file_workers.number)
"""The one queue of this process."""

_ALSO_IN_THEM = (STORY, FIGURES, PRINCIPLES, CONFIRMED_NONE)
_editions: dict[int, str] = {}
_numbers = count(1)


def made(spec: FileSpec, directory: Directory) -> File | None:
    """Return a file if it is there already."""
    return QUEUE.kept(_key(spec, directory))


def tag(spec: FileSpec, directory: Directory) -> str:
    """Return the entity tag of a file that was made once, even if it is not kept; empty if it is not known."""
    return QUEUE.tag(_key(spec, directory))


def ask(asker: str, spec: FileSpec, directory: Directory) -> Ticket:
    """Queue up for a file. Leave the ticket in the end, always.

    Args:
        asker: who asks; askers take turns.
        spec: which file.
        directory: the whole directory, located, as the asker sees it.

    Raises:
        BusyError: too many files wait.
        StoppedError: the server stops.
    """
    return QUEUE.ask(_key(spec, directory), asker, spec, directory, edition(directory))


def edition(directory: Directory) -> str:
    """Return a name for a directory: another object, another name. It does not keep the directory alive."""
    number = id(directory)
    if number not in _editions:
        _editions[number] = str(next(_numbers))
        weakref.finalize(directory, _editions.pop, number, None).atexit = False
    return _editions[number]


def _key(spec: FileSpec, directory: Directory) -> Hashable:
    """Name a file and everything that it depends on."""
    return spec, edition(directory), tuple(map(changed_at, _ALSO_IN_THEM))

"""The files of this server that take long enough to be felt: asked for here, made elsewhere, kept for a while."""

from collections.abc import Hashable

from odmap.caching import Same
from odmap.directory.organisations import Directory
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.web.workers import worker_process
from odmap.web.workers.companions import Companions
from odmap.web.workers.file_queue import FileQueue
from odmap.web.workers.orders import Ticket

QUEUE = FileQueue(worker_process.number)
"""The one queue of this process."""


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
    return QUEUE.ask(_key(spec, directory), asker, spec, directory, directory.edition)


def _key(spec: FileSpec, directory: Directory) -> Hashable:
    """Name a file and everything that it depends on: the editions of all that people edit."""
    return spec, directory.edition, tuple(map(Same, Companions.now()))

"""The files of this server that take long enough to be felt: asked for here, made elsewhere, kept for a while."""

from collections.abc import Hashable

from odmap import confirmed, figures, file_workers, principles, story
from odmap.answers import File
from odmap.directory import Directory
from odmap.exports.file_spec import FileSpec
from odmap.file_orders import Ticket
from odmap.file_queue import FileQueue
from odmap.fresh import Same

QUEUE = FileQueue(file_workers.number)
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
    others = (story.load(), figures.load(), principles.texts_or_none(), confirmed.load())
    return spec, directory.edition, tuple(Same(other) for other in others)

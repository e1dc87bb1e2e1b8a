"""What the server and a process that makes files say to each other, over two pipes that only they have."""

import pickle
from typing import BinaryIO, NamedTuple

from odmap.answers import File
from odmap.companions import Companions
from odmap.directory import Directory
from odmap.exports.file_spec import FileSpec


class Asked(NamedTuple):
    """Make this file; what it is made of comes along only if it is another edition than the last time."""

    spec: FileSpec
    directory: Directory | None
    companions: Companions | None


class Progressed(NamedTuple):
    """So far it is, from 0 to 1, and this is being made now."""

    done: float
    doing: str


class Ready(NamedTuple):
    """Here it is."""

    file: File


class Failed(NamedTuple):
    """It cannot be made; the log says why. ``words`` are for visitors, and empty where the log says it all."""

    words: str = ""


Message = Asked | Progressed | Ready | Failed


def write(stream: BinaryIO, message: Message) -> None:
    """Send a message.

    Raises:
        OSError: the other end is gone.
    """
    pickle.dump(message, stream)
    stream.flush()


def read(stream: BinaryIO) -> Message:
    """Wait for a message.

    Raises:
        EOFError: the other end is gone.
    """
    try:
        message: Message = pickle.load(stream)  # noqa: S301 - only our own process writes into this pipe
    except pickle.UnpicklingError as cut_off:
        raise EOFError("the message is not whole") from cut_off
    return message

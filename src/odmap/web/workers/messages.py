"""The messages between the server and a process that makes files, over two pipes of their own.

A message is its two lengths, a head in JSON, and a body: the content of a file, or what it is to be made of.
"""

import json
import struct
from typing import Any, BinaryIO, NamedTuple

from pydantic import TypeAdapter

from odmap.directory.organisations import Directory
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.web.workers import directory_json
from odmap.web.workers.companions import Companions

_LENGTHS = struct.Struct(">IQ")  # of the head and of the body, in bytes
_SPEC = TypeAdapter(FileSpec)
_COMPANIONS = TypeAdapter(Companions)


class MakeFile(NamedTuple):
    """Make this file; what it is made of comes along only if it is another edition than the last time."""

    spec: FileSpec
    directory: Directory | None
    companions: Companions | None


class Progressed(NamedTuple):
    """How far the file is, from 0 to 1, and what is being made now."""

    done: float
    doing: str


class Ready(NamedTuple):
    """The file is made."""

    file: File


class Failed(NamedTuple):
    """It cannot be made; the log says why. ``words`` are for visitors, and empty where the log says it all."""

    words: str = ""


Message = MakeFile | Progressed | Ready | Failed


def write(stream: BinaryIO, message: Message) -> None:
    """Send a message.

    Raises:
        OSError: the other end is gone.
    """
    head, body = _written(message)
    text = json.dumps({"kind": type(message).__name__, **head}).encode()
    stream.write(_LENGTHS.pack(len(text), len(body)) + text)
    stream.write(body)
    stream.flush()


def read(stream: BinaryIO) -> Message:
    """Wait for a message.

    Raises:
        EOFError: the other end is gone, or went in the middle of a message.
    """
    head, body = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    text = json.loads(_exactly(stream, head))
    return _message(text.pop("kind"), text, _exactly(stream, body))


def _written(message: Message) -> tuple[dict[str, Any], bytes]:
    match message:
        case MakeFile(spec, directory, companions):
            others = None if companions is None else _COMPANIONS.dump_python(companions, mode="json")
            body = b"" if directory is None else directory_json.dumps(directory)
            return {"spec": _SPEC.dump_python(spec, mode="json"), "companions": others}, body
        case Ready(file):
            return {"about": file[1:]}, file.content
        case _:
            return message._asdict(), b""


def _message(kind: str, head: dict[str, Any], body: bytes) -> Message:
    match kind:
        case "MakeFile":
            others = head["companions"]
            return MakeFile(
                _SPEC.validate_python(head["spec"]),
                directory_json.loads(body) if body else None,
                None if others is None else _COMPANIONS.validate_python(others),
            )
        case "Progressed":
            return Progressed(**head)
        case "Ready":
            return Ready(File(body, *head["about"]))
        case _:
            return Failed(**head)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError("the other end is gone")
    return content

"""The process that makes files for the server, one after the other: ``python -m odmap.web.workers.worker FOLDER``.

It reads from its standard input what to make and of which directory, and answers on its standard output. It ends when
the input ends, so it outlives the server by no more than a moment, however that ended, and removes FOLDER, which holds
its temporary files (empty for none). :mod:`odmap.web.workers.worker_process` is the other end.
"""

import logging
import os
import signal
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from odmap.data_file import DataFileError
from odmap.directory.organisations import Directory
from odmap.exports.file_spec import FileSpec
from odmap.web.workers import messages, scratch_folders
from odmap.web.workers.messages import Failed, MakeFile, Progressed, Ready

NICE = 10
"""So much the server and its pages go first: files are made in the processor time that they leave. With more, programs
that have nothing to do with odmap would keep files from being made at all on a busy machine."""

_log = logging.getLogger(__name__)


def main() -> None:
    """Make what is asked for until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is meant for the server, which ends this process
    if hasattr(os, "nice"):
        os.nice(NICE)
    logging.basicConfig()
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints goes to the log, not between the answers
    waiting: SimpleQueue[MakeFile] = SimpleQueue()
    Thread(target=_listen, args=(asked, waiting), daemon=True).start()
    directory: Directory | None = None
    while True:
        spec, new, companions = waiting.get()
        directory = new or directory
        if companions:
            companions.hold()
        assert directory is not None  # it comes with the first message
        _make(spec, directory, answers)


def _listen(asked: BinaryIO, waiting: "SimpleQueue[MakeFile]") -> None:
    """Take in what is asked, also while a file is made, and end the process when nothing more can come."""
    try:
        while isinstance(message := messages.read(asked), MakeFile):
            waiting.put(message)
    finally:
        scratch_folders.remove(Path(sys.argv[1]))
        os._exit(0)  # whatever the other thread is at


def _make(spec: FileSpec, directory: Directory, answers: BinaryIO) -> None:
    def progress(done: float, doing: str) -> None:
        messages.write(answers, Progressed(done, doing))

    try:
        made = spec.make(directory, progress)
    except DataFileError as broken:
        _log.warning("%s.%s cannot be made: %s", spec.kind, spec.extension, broken)
        messages.write(answers, Failed(broken.in_words()))
    except Exception:
        _log.exception("%s.%s cannot be made", spec.kind, spec.extension)
        messages.write(answers, Failed())
    else:
        messages.write(answers, Ready(made))


if __name__ == "__main__":
    main()

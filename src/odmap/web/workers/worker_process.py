"""The server's end of the processes that make files: each makes one at a time, and can be ended at any moment."""

import os
import subprocess
import sys
from threading import Timer
from typing import BinaryIO

from odmap.directory.organisations import Directory
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.exports.job import Progress
from odmap.web.workers import messages, scratch_folders
from odmap.web.workers.companions import Companions
from odmap.web.workers.messages import Failed, MakeFile, Progressed, Ready

WORKERS = 2
"""How many files are made at a time, unless ``ODMAP_WORKERS`` says otherwise."""

MOST_WORKERS = 32

LONGEST = 120.0
"""Seconds that a file may take. The largest takes five on a quiet machine; one that takes longer than this hangs."""


class NotMadeError(Exception):
    """A file cannot be made: the process that made it failed, died, hung or was ended.

    Args:
        reason: why, for the log.
        words: why, for visitors; empty where they need not know.
    """

    def __init__(self, reason: str, words: str = "") -> None:
        super().__init__(reason)
        self.words = words


def number() -> int:
    """Return how many files may be made at a time.

    Raises:
        ValueError: ``ODMAP_WORKERS`` is no number from 1 to :data:`MOST_WORKERS`.
    """
    given = os.environ.get("ODMAP_WORKERS", "").strip() or str(WORKERS)
    if not (given.isascii() and given.isdecimal() and 1 <= int(given[:4]) <= MOST_WORKERS):
        raise ValueError(f"ODMAP_WORKERS: {given!r} is no number from 1 to {MOST_WORKERS}")
    return int(given)


class Worker:
    """One process. One thread may call :meth:`make` and :meth:`close`, any thread :meth:`end`.

    It is a program of its own and not a fork, which would take along the locks and sockets of the server.
    """

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._edition = ""  # of the directory that the process has
        self._companions: Companions | None = None  # that it has
        self._folder = scratch_folders.make()
        try:
            self._process = _started(str(self._folder or ""))
        except OSError:
            self._remove_folder()
            raise

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Tell whether the process runs."""
        return self._process.poll() is None

    def make(self, spec: FileSpec, directory: Directory, edition: str, progress: Progress) -> File:
        """Make a file.

        Args:
            spec: which one.
            directory: what it is made of.
            edition: names the directory; the same name, the same content. Empty for one without a name.
            progress: is told how far it is.

        Raises:
            NotMadeError: it cannot be made; the process may be gone.
        """
        asked, answers = self._pipes()
        limit = Timer(self._longest, self.end)
        limit.daemon = True
        limit.start()
        try:
            messages.write(asked, self._asked(spec, directory, edition))
            while isinstance(answer := messages.read(answers), Progressed):
                progress(answer.done, answer.doing)
        except (EOFError, OSError) as gone:
            raise NotMadeError("the process that made it is gone") from gone
        finally:
            limit.cancel()
        if not isinstance(answer, Ready):
            raise NotMadeError("it failed", answer.words if isinstance(answer, Failed) else "")
        return answer.file

    def _asked(self, spec: FileSpec, directory: Directory, edition: str) -> MakeFile:
        """Return what to send: of what the file is made of, only what the process does not have."""
        is_known = edition and edition == self._edition
        companions = Companions.now()
        are_known = companions.are(self._companions)
        self._edition, self._companions = edition, companions
        return MakeFile(spec, None if is_known else directory, None if are_known else companions)

    def end(self) -> None:
        """End the process at once, whatever it is at."""
        self._process.kill()

    def close(self) -> None:
        """End the process and remove what it left."""
        self.end()
        self._process.wait()
        for pipe in self._pipes():
            try:
                pipe.close()
            except OSError:  # what was not sent is not needed
                continue
        self._remove_folder()

    def _remove_folder(self) -> None:
        if self._folder:
            scratch_folders.remove(self._folder)

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        """Return where to write and where to read."""
        assert self._process.stdin and self._process.stdout  # noqa: PT018 - both were asked for
        return self._process.stdin, self._process.stdout  # type: ignore[return-value]  # IO[bytes] is the same


def _started(folder: str) -> "subprocess.Popen[bytes]":
    """Start a process whose temporary files are in a folder; empty for none."""
    return subprocess.Popen(  # noqa: S603 - our own module, and a folder that we named
        [sys.executable, "-P", "-m", "odmap.web.workers.worker", folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | ({"TMPDIR": folder, "TEMP": folder, "TMP": folder} if folder else {}),
    )

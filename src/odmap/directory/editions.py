"""The last good edition of a file that people edit while the server runs.

A file that is just being written, was emptied by mistake or has lost its header must not take the directory from its
visitors. So a new content is taken whole, once the file has been quiet for a while, and only if it is no obvious
accident; until then everybody sees the edition before. A change is noticed by what the file system says of the file,
and told by its content.
"""

import hashlib
import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from odmap.directory import edition_faults
from odmap.directory.edition_faults import MAX_LOSS, Content, Fault, Judged
from odmap.wording import format_number

Made = TypeVar("Made", bound=Judged)

_JUST_NOW = 0.05  # seconds; a second change so soon may leave every time stamp as it was

_LOG = logging.getLogger(__name__)

_Signature = tuple[object, ...]


class _Edition(NamedTuple, Generic[Made]):
    """What was made of a file, and of which content."""

    made: Made
    content: str
    found: Content
    written: datetime | None


def _in_background(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="odmap-edition", daemon=True).start()


class EditedFile(Generic[Made]):
    """One file, and what was made of its last good content.

    Args:
        path: the file.
        make: reads and validates it, given its path and a short name of its content.
        called: what visitors know the file as.
        describe: tells what is to be known of the outcome to judge it.
        few: a file of so few records may lose any part of them.
        depends: names what else the result depends on; when that changes, it is made anew.
        settling: seconds for which the file must be quiet; by default the setting.
        max_loss: percent of its records that it may lose at once; by default the setting.
        clock: tells seconds that pass, from any beginning.
        pause: waits for so many seconds.
        start: does work in the background.
    """

    def __init__(
        self,
        path: Path,
        make: Callable[[Path, str], Made],
        called: str,
        *,
        describe: Callable[[Path, Made], Content] = Content.of,
        few: int = 0,
        depends: Callable[[], str] = str,
        settling: float | None = None,
        max_loss: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
        start: Callable[[Callable[[], None]], None] = _in_background,
    ) -> None:
        self._path = path
        self._make, self._describe, self._depends = make, describe, depends
        self._called, self._few = called, few
        self._settling = edition_faults.settling() if settling is None else settling
        self._max_loss = edition_faults.max_loss() if max_loss is None else max_loss
        self._clock, self._pause, self._start = clock, pause, start
        self._lock = threading.Lock()
        self._busy = False
        self._edition: _Edition[Made] | None = None
        self._refused = ""  # the content that was refused last
        self._seen: _Signature | None = None  # of the content that was judged last, if any other would show
        self.fault: Fault | None = None
        """What is wrong with the file now; ``None`` for nothing."""

    def current(self) -> Made:
        """Return the last good edition. The first one is read at once, and is what there is, good or not."""
        edition = self._edition
        if edition is None:
            with self._lock:
                return (self._edition or self._first()).made
        if not self._busy and self._signature() != self._seen:
            self._notice()
            return (self._edition or edition).made
        return edition.made

    def _first(self) -> _Edition[Made]:
        seen, content = self._signature(), self._digest()
        made = self._make(self._path, content)
        found = self._describe(self._path, made)
        total = found.size + found.left_out
        lost = total > self._few and 100 * found.left_out > self._max_loss * total
        why = found.wrong or (
            f"has {format_number(found.left_out)} records of {format_number(total)} that cannot be read" if lost else ""
        )
        if why:
            self.fault = Fault(self._path.name, self._called, why, _written(seen))
            rest = "What can be read of it is shown" if found.size else "Nothing of it can be shown; all else works"
            _LOG.warning("%s %s. %s.", self._path.name, why, rest)
        self._seen = None if self._is_young(seen) else seen
        self._edition = _Edition(made, content, found, _written(seen))
        return self._edition

    def _notice(self) -> None:
        """See to it that a change is taken or refused: at once if there is nothing to wait for."""
        with self._lock:
            if self._busy:
                return
            if self._settling:
                self._busy = True
            else:
                seen = self._signature()
                if self._judge(seen) and not self._is_young(seen):
                    self._seen = seen
                return
        self._start(self._follow)

    def _follow(self) -> None:
        """Wait until the file is quiet, and judge what it holds then."""
        try:
            seen, since = self._signature(), self._clock()
            while True:
                self._pause(self._settling / 4)
                now = self._signature()
                if now != seen:
                    seen, since = now, self._clock()
                elif self._clock() - since >= self._settling and self._judge(seen):
                    self._seen = seen
                    return
        finally:
            self._busy = False

    def _judge(self, seen: _Signature) -> bool:
        """Take the file's content or refuse it, and return whether it held still for that."""
        assert self._edition is not None
        content = self._digest()
        if content == self._edition.content:
            if self._refused:  # the good content is back
                self._refused, self.fault = "", None
            return True
        if content == self._refused:
            return True
        try:
            made = self._make(self._path, content)
            found = self._describe(self._path, made)
            why = self._refusal(self._edition.found, found)
        except Exception as error:  # whatever it is, the edition before is better than none
            why = f"cannot be read ({str(error).partition(chr(10))[0] or type(error).__name__})"
        if self._signature() != seen or self._digest() != content:
            return False
        if why:
            self._refuse(content, why, _written(seen))
        else:
            self._edition = _Edition(made, content, found, _written(seen))
            self._refused, self.fault = "", None
        return True

    def _refusal(self, before: Content, found: Content) -> str:
        """Return why a content is not taken; empty if it is."""
        if not before.size:
            return ""
        if found.wrong:
            return found.wrong
        if before.size > self._few and 100 * (before.size - found.size) > self._max_loss * before.size:
            return (
                f"holds {format_number(found.size)} valid records, and the edition before {format_number(before.size)}"
            )
        return ""

    def _refuse(self, content: str, why: str, changed: datetime | None) -> None:
        assert self._edition is not None
        self._refused = content
        self.fault = Fault(self._path.name, self._called, why, changed, kept=True, shown=self._edition.written)
        _LOG.warning(
            "%s is not taken: it %s. The edition before stays. If that is meant, start odmap again: it takes the file "
            "as it is. How much may be lost at once is a setting, %s (percent, now %g).",
            *(self._path.name, why, MAX_LOSS, self._max_loss),
        )

    def _signature(self) -> _Signature:
        """Return what the file system says of the file, and what else counts: the same as long as nothing changed."""
        try:
            found = os.stat(self._path)  # noqa: PTH116 - twice as fast as Path.stat, and asked several times a page
        except OSError as error:
            return (error.errno, self._depends())
        return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, self._depends())

    def _is_young(self, seen: _Signature) -> bool:
        """Tell whether a file was written so lately that another change may leave its time stamps as they are."""
        return len(seen) > 2 and time.time() - max(map(_stamp, seen[:2])) < max(self._settling, _JUST_NOW)

    def _digest(self) -> str:
        """Return a short name of the content and of what else counts; of a file that cannot be read, of why."""
        try:
            with self._path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            content = f"errno {error.errno}"
        return hashlib.sha256(f"{content} {self._depends()}".encode()).hexdigest()[:12]


def _stamp(nanoseconds: object) -> float:
    return nanoseconds / 1e9 if isinstance(nanoseconds, int) else 0.0


def _written(seen: _Signature) -> datetime | None:
    return datetime.fromtimestamp(_stamp(seen[0]), UTC) if len(seen) > 2 else None

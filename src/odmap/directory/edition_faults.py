"""What can be wrong with a file that people edit, and how visitors, monitors and the log are told."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from odmap.directory.loading import Problem
from odmap.wording import long_date

SETTLING = "ODMAP_SETTLING"
MAX_LOSS = "ODMAP_MAX_LOSS"


def settling() -> float:
    """Return for how many seconds a file must be quiet before its new content is taken; 0 takes it at once.

    Raises:
        ValueError: ``$ODMAP_SETTLING`` is no number from 0 to 3600.
    """
    return _number(SETTLING, usual=2, most=3600)


def max_loss() -> float:
    """Return how many percent of its records a file may lose at once; with more, the edition before is kept.

    Raises:
        ValueError: ``$ODMAP_MAX_LOSS`` is no number from 0 to 100.
    """
    return _number(MAX_LOSS, usual=20, most=100)


def _number(name: str, usual: float, most: float) -> float:
    given = os.environ.get(name, "").strip()
    try:
        number = float(given) if given else usual
    except ValueError:
        number = -1.0
    if not 0 <= number <= most:
        raise ValueError(f"{name}: {given[:40]!r} is no number from 0 to {most:g}")
    return number


class Judged(Protocol):
    """What was made of a file: :class:`odmap.directory.loading.Loaded`, or a directory."""

    @property
    def size(self) -> int:
        """How many records are valid."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the file."""

    @property
    def left_out(self) -> int:
        """How many records are not valid."""


class Content(NamedTuple):
    """What is to be known of a file's content to judge it.

    Attributes:
        size: how many valid records it holds.
        wrong: what is wrong with the file as a whole, to follow "it": "is empty"; empty for nothing.
        left_out: how many records are not valid.
    """

    size: int
    wrong: str = ""
    left_out: int = 0

    @classmethod
    def of(cls, path: Path, made: Judged) -> "Content":
        """Describe what was read of a file; a problem of the file as a whole bears its name."""
        size = made.size
        of_file = (one for one in made.problems if one.record == path.name and not (one.field and size))
        found = next(of_file, None)
        if found is None:
            return cls(size, "", made.left_out)
        message = found.message.partition(";")[0]
        return cls(size, f"has a fault ({found.field}: {message})" if found.field else message, made.left_out)


@dataclass(frozen=True)
class Fault:
    """Why the newest content of a file is not what is shown, or is only a part of what it should be.

    Attributes:
        file: its name.
        called: what visitors know it as: "directory file".
        why: what is wrong, to follow "it": "is empty".
        changed: when the file was written, UTC; ``None`` if it is not there.
        kept: whether an earlier edition is shown instead.
        shown: when that was written, UTC; ``None`` if that is not known.
    """

    file: str
    called: str
    why: str
    changed: datetime | None = None
    kept: bool = False
    shown: datetime | None = None

    def in_words(self) -> str:
        """Tell visitors."""
        if not self.kept:
            return f"There is a fault in the {self.called}: it {self.why}."
        when = f" of {_moment(self.changed)}" if self.changed else ""
        instead = f"the edition of {_moment(self.shown)}" if self.shown else "an earlier edition"
        return f"The {self.called}{when} could not be taken: it {self.why}. What you see is {instead}."

    def in_short(self) -> str:
        """Tell a monitor."""
        return f"{self.file} {self.why}{'; an earlier edition is shown' if self.kept else ''}"


def _moment(when: datetime) -> str:
    return f"{long_date(when.date())}, {when:%H:%M} UTC"

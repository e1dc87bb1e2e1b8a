"""What the principles page says: the seven principles in our words, and how other lists differ.

The texts are data, so that anyone can mend a sentence: ``data/principles.toml``.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from odmap.caching import kept_with
from odmap.directory.edited_files import EditedFiles
from odmap.directory.edition_faults import Content, Fault
from odmap.directory.organisation import Principle
from odmap.settings import PRINCIPLES

TWELVE = (
    "At least two therapists take part.",
    "Family and others from the person's life take part.",
    "Questions are open.",
    "What someone says is taken up and answered.",
    "What happens here and now in the room matters most.",
    "Several points of view are brought out.",
    "What happens between people is looked at, rather than inside one.",
    "Behaviour that worries others is met as a way of making sense.",
    "The person's own words and stories are used, and not names of symptoms.",
    "Professionals share their thoughts with each other in front of everyone.",
    "Nothing is planned behind anyone's back.",
    "Not knowing yet is borne.",
)
"""The twelve key elements of dialogic practice, each in a few words of our own."""


class Text(BaseModel):
    """One principle as the page tells it.

    Attributes:
        id: which one.
        text: what it means.
        for_you: what it means for someone in a crisis.
        literature: the nearest of the seven in the literature.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Principle
    text: str = Field(min_length=20, max_length=400)
    for_you: str = Field(min_length=20, max_length=400)
    literature: str = Field(min_length=3, max_length=100)


class _File(BaseModel):
    """The whole file, so that a problem is named by its place in it: ``principle.2.for_you``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    principle: tuple[Text, ...]


@dataclass(frozen=True)
class Named:
    """A principle, and who names it.

    Attributes:
        text: what the page says of it.
        organisations: (id, name, the beginning of its description) of those whose own description names it.
    """

    text: Text
    organisations: tuple[tuple[str, str, str], ...]


def texts(path: Path = PRINCIPLES) -> tuple[Text, ...]:
    """Return the principles in the order of the file, of its last good edition.

    Raises:
        ValueError: there is none, because the file breaks a rule; the message names the field.
        OSError: there is none, because the file cannot be read.
    """
    return EDITIONS(path)


def texts_or_none(path: Path = PRINCIPLES) -> tuple[Text, ...]:
    """Return the same; nothing where there is no good edition: that must not break a page or a file."""
    try:
        return texts(path)
    except (OSError, ValueError):
        return ()


def fault(path: Path = PRINCIPLES) -> Fault | None:
    """Return what is wrong with the newest content of the file; ``None`` for nothing."""
    try:
        texts(path)
    except OSError as error:
        return Fault(path.name, CALLED, f"cannot be read ({error.strerror})")
    except ValueError as error:
        return Fault(path.name, CALLED, f"breaks a rule ({', '.join(str(error).splitlines()[:2])})")
    return EDITIONS.fault(path)


def _read(path: Path) -> tuple[Text, ...]:
    return _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).principle


CALLED = "file of the principles"

EDITIONS = EditedFiles(
    lambda path, _: _read(path),
    lambda _, found: Content(len(found)),
    called=CALLED,
    few=5,
)


def named(view: pd.DataFrame) -> tuple[Named, ...]:
    """Return every principle with the organisations of a view whose description names it, by name."""
    return _named(view, texts_or_none())


@kept_with(maxsize=1)
def _named(view: pd.DataFrame, told: tuple[Text, ...]) -> tuple[Named, ...]:
    rows = view.sort_values("name", key=lambda names: names.str.casefold()).to_dict("records")
    return tuple(
        Named(
            text,
            tuple(
                (row["id"], row["name"], first_sentence(row["summary"])) for row in rows if text.id in row["principles"]
            ),
        )
        for text in told
    )


def first_sentence(summary: str) -> str:
    """Return the beginning of a text up to its first full stop."""
    head, stop, _ = summary.partition(". ")
    return f"{head}." if stop else summary

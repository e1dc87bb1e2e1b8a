"""What the principles page says: the seven principles in our words, and how other lists differ.

The texts are data, so that anyone can mend a sentence: ``data/principles.toml``.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from odmap.caching import kept_with
from odmap.directory.edited_files import EditedFiles
from odmap.directory.loading import Loaded, Problem, RecordFormat
from odmap.directory.located import organisations_in
from odmap.directory.organisation import Principle
from odmap.directory.toml_table import read_toml
from odmap.settings import PRINCIPLES
from odmap.wording import in_words

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


@dataclass(frozen=True)
class Named:
    """A principle, and who names it.

    Attributes:
        text: what the page says of it.
        organisations: (id, name, the beginning of its description) of those whose own description names it.
    """

    text: Text
    organisations: tuple[tuple[str, str, str], ...]


Texts = Loaded[Text]
FORMAT = RecordFormat(Text, called="the principles", key="id", noun="principle")


def read(path: Path) -> Texts:
    """Read and validate a file of the principles. It is one fault of the whole file if any of them is not told."""
    found = read_toml(path, FORMAT)
    untold = [term for term in Principle if term not in found.valid]
    if not found.valid or not untold:
        return found
    message = f"tells nothing valid of {in_words(untold)}; begin each principle with [[{FORMAT.noun}]]"
    return found.with_problems([Problem(path.name, "", message)])


EDITIONS = EditedFiles(lambda path, _: read(path), "file of the principles", PRINCIPLES, few=5)
load, fault = EDITIONS.load, EDITIONS.fault


def named(view: pd.DataFrame) -> tuple[Named, ...]:
    """Return every principle with the organisations of a view whose description names it, by name."""
    return _named(view, load().records)


@kept_with(maxsize=1)
def _named(view: pd.DataFrame, told: tuple[Text, ...]) -> tuple[Named, ...]:
    organisations = organisations_in(view.sort_values("name", key=lambda names: names.str.casefold()))
    return tuple(
        Named(
            text,
            tuple(
                (one.id, one.name, first_sentence(one.summary)) for one in organisations if text.id in one.principles
            ),
        )
        for text in told
    )


def first_sentence(summary: str) -> str:
    """Return the beginning of a text up to its first full stop."""
    head, stop, _ = summary.partition(". ")
    return f"{head}." if stop else summary

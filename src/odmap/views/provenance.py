"""What a file says about itself: its source, its date, what it leaves out, and what one may do with it.

A file travels without the page it came from, so all of this travels in it.
"""

import re
from dataclasses import dataclass, replace
from typing import Any, Self

import pandas as pd

from odmap.directory.organisations import Directory
from odmap.geography.place_names import fold
from odmap.version import NAME, __version__
from odmap.views.selection import Selection
from odmap.views.summary import filters_in_words

TITLE = f"Organisations of Open Dialogue, as listed by the {NAME}"
MAP_TITLE = "Open Dialogue around the world"
LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
CAVEAT = (
    "Not listed does not mean none: a place without a record is one we know nothing about. Listing is not endorsement."
)
EVERYTHING = "none (the whole directory)"

_LONGEST_STEM = 110  # characters; with an extension under 120, which every file system and mail program takes
_MORE = "-and-more"


@dataclass(frozen=True)
class Edition:
    """A view of the directory as it was handed out.

    Attributes:
        title: what the file is.
        data_as_of: the newest day on which a source was read, ISO 8601; empty for an empty directory.
        version: of odmap.
        number: how many organisations the file holds.
        total: how many the whole directory holds.
        filters: what was chosen, in words.
        licence: its short name.
        licence_address: where the licence can be read.
        caveat: what the file does not claim.
        selection: what was chosen.
    """

    title: str
    data_as_of: str
    version: str
    number: int
    total: int
    filters: str
    licence: str
    licence_address: str
    caveat: str
    selection: Selection

    @classmethod
    def of(cls, view: pd.DataFrame, directory: Directory, selection: Selection) -> Self:
        """Describe a view.

        Args:
            view: the rows that match.
            directory: the whole directory, located.
            selection: what was chosen.
        """
        return cls(
            title=TITLE,
            data_as_of=directory.read_on,
            version=__version__,
            number=len(view),
            total=len(directory.frame),
            filters=filters_in_words(directory.frame, selection) or EVERYTHING,
            licence=LICENCE,
            licence_address=LICENCE_ADDRESS,
            caveat=CAVEAT,
            selection=selection,
        )

    @classmethod
    def of_one(cls, view: pd.DataFrame, directory: Directory) -> Self:
        """Describe a single organisation, given as a view of one row."""
        words = f"Organisation: {view['name'].iloc[0]}"
        return replace(cls.of(view, directory, Selection()), filters=words)

    def metadata(self) -> dict[str, Any]:
        """Return all of it as plain values; ``selection`` is the query of an address that shows the same view."""
        fields = {name: value for name, value in vars(self).items() if name != "selection"}
        return {**fields, "data_as_of": self.data_as_of or None, "selection": self.selection.to_query()}

    @property
    def stem(self) -> str:
        """The name of a file without its extension: "odmap-organisations-country-fi-no-2026-11-22", in plain ASCII.

        A long one is cut between two words, and says so.
        """
        words = self.words_in_name or "all"
        day = f"-{self.data_as_of}" if self.data_as_of else ""
        room = _LONGEST_STEM - len("odmap-organisations-") - len(day)
        if len(words) > room:
            words = words[: room - len(_MORE) + 1].rpartition("-")[0] + _MORE
        return f"odmap-organisations-{words}{day}"

    @property
    def words_in_name(self) -> str:
        """What was chosen, as a name of a file can say it."""
        return "-".join(part for given in self._in_name() if (part := slug(given)))

    def _in_name(self) -> list[str]:
        """Return what the name of a file says about what it holds."""
        chosen = [part for name, values in self.selection.chosen.items() for part in (name, *values)]
        searched = ["search", self.selection.text[:40]] if self.selection.text else []
        return [*chosen, *searched]


def slug(words: str) -> str:
    """Return words as a part of a file's name: "republic-of-korea"."""
    return re.sub("[^a-z0-9]+", "-", fold(words)).strip("-")


def file_name(edition: Edition, extension: str) -> str:
    """Return a name that says what a file holds: "odmap-organisations-country-fi-no-2026-11-22.csv".

    It is plain ASCII, safe on every system, and never longer than 120 characters.
    """
    return f"{edition.stem}.{extension}"

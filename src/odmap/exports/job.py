"""What a presenter's file is made of: a view of the directory, the story told of it, and where the view can be seen.

Every writer of such a file is a function of a :class:`Job` and of a :data:`Progress`, and returns the file's bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from odmap.analysis.story import stops as telling
from odmap.analysis.story.stop import Stop
from odmap.directory.locating import with_article
from odmap.directory.organisations import Directory
from odmap.geography import countries
from odmap.views import urls
from odmap.views.provenance import MAP_TITLE, Edition, slug
from odmap.views.selection import Selection, apply

Progress = Callable[[float, str], None]
"""Is told how far a file is, from 0 to 1, and what is being made now: "The map", "Slide 3 of 14"."""


def silent(done: float, doing: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, eq=False)
class Job:
    """One view, to be made into files.

    Attributes:
        directory: the whole directory, located.
        selection: what was chosen; empty for everything.
        begin: the country that the story begins with, ISO 3166-1 alpha-2; empty for none.
        root: the public address of this odmap, with a slash at its end; empty where there is none.
    """

    directory: Directory
    selection: Selection
    begin: str = ""
    root: str = ""

    @cached_property
    def view(self) -> pd.DataFrame:
        """The rows that match."""
        return apply(self.directory.frame, self.selection)

    @cached_property
    def edition(self) -> Edition:
        """What the files say about themselves."""
        return Edition.of(self.view, self.directory, self.selection)

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The story."""
        return telling.tell(self.directory, self.begin, self.selection)

    @property
    def address(self) -> str:
        """Where the view can be seen, for a link or a QR code; empty where odmap has no public address."""
        return f"{self.root}{urls.link('', self.selection).removeprefix('./')}" if self.root else ""

    @property
    def list_address(self) -> str:
        """Where every organisation of the view is listed; empty where odmap has no public address."""
        return f"{self.root}{urls.link('directory', self.selection).removeprefix('./')}" if self.root else ""

    @property
    def country(self) -> str:
        """The one country that is chosen, ISO 3166-1 alpha-2; empty for none or several."""
        chosen = self.selection.chosen.get("country", ())
        return chosen[0] if len(chosen) == 1 and chosen[0] in countries.load() else ""

    @property
    def title(self) -> str:
        """What a presentation of it is called: "Open Dialogue in Norway"."""
        return f"Open Dialogue in {with_article(countries.load()[self.country].name)}" if self.country else MAP_TITLE

    @property
    def deck_stem(self) -> str:
        """The name of a presentation without its extension: "open-dialogue-norway", in plain ASCII."""
        if not self.country:
            return f"open-dialogue-{'world' if self.selection.is_empty else self.edition.words_in_name}"
        named = f"open-dialogue-{slug(countries.load()[self.country].name)}"
        others = replace(self.selection, chosen={k: v for k, v in self.selection.chosen.items() if k != "country"})
        return named if others.is_empty else f"{named}-{replace(self.edition, selection=others).words_in_name}"

    def of_country(self) -> "Job":
        """Return the job of a presentation: the same whether a country was chosen, or to be begun with, or both."""
        if self.begin and self.selection.is_empty:
            return replace(self, selection=Selection.of(country=[self.begin]))
        alone = self.country and self.selection == Selection.of(country=[self.country])
        return replace(self, begin=self.country) if alone and not self.begin else self

    @property
    def stem(self) -> str:
        """The name of a file without its extension, as for the data: "odmap-country-fi-2026-11-22"."""
        return self.edition.stem.replace("odmap-organisations-", "odmap-", 1)

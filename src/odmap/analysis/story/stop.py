"""What a stop of the story is: its texts, what is on the map, what stands beside it, and its source."""

from dataclasses import dataclass

import pandas as pd

from odmap.analysis.gaps.choropleth import Shading
from odmap.analysis.story.script import Position, Shows
from odmap.directory.organisation import Type, Verification
from odmap.views.selection import Selection


@dataclass(frozen=True)
class Source:
    """Where a stop's figure comes from: words, and an address unless the words are all there is."""

    words: str
    address: str = ""


@dataclass(frozen=True)
class StopRow:
    """One line of what stands beside the map.

    Attributes:
        label: what it is of.
        value: what is said of it.
        number: the same as a number, where it is one that a chart can show.
        type: whose mark stands beside it.
        verification: whose colour stands beside it.
    """

    label: str
    value: str
    number: int | None = None
    type: Type | None = None
    verification: Verification | None = None


@dataclass(frozen=True, eq=False)
class Stop:
    """One picture of the story. A step has one stop, the step of the decades one for each decade.

    Attributes:
        id: its name in addresses.
        title: to be read from the back row.
        words: one or two sentences.
        figure: the number to remember; empty for none.
        figure_means: what it counts.
        source: where that comes from.
        shows: what kind of thing stands beside the map.
        rows: that thing.
        view: what is on the map.
        position: where the map is held; ``None`` to show all that is on it.
        shading: how the countries are coloured; ``None`` for not at all.
        selection: the filters under which its numbers are counted; ``None`` for the story itself, which tells of the
            whole directory, whatever the visitor chose.
    """

    id: str
    title: str
    words: str
    figure: str
    figure_means: str
    source: Source
    shows: Shows
    rows: tuple[StopRow, ...]
    view: pd.DataFrame
    position: Position | None = None
    shading: Shading | None = None
    selection: Selection | None = None

    @property
    def by_certainty(self) -> bool:
        """Whether marks are coloured by how sure we are, and not by their type."""
        return self.shows is Shows.SURENESS

    @property
    def types(self) -> tuple[Type, ...]:
        """The types whose marks are on the map, in the legend's order."""
        found = set(self.view["type"])
        return tuple(kind for kind in Type if kind.value in found)

"""The story that an advocate tells, as it stands in ``data/story.toml``: the model of a step, and the file as a whole.

What the steps say of a directory, with its numbers in place, is told by :mod:`odmap.analysis.story.stops`.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Annotated, Self

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, model_validator

from odmap.directory.edited_files import EditedFiles
from odmap.directory.loading import AN_ID, Loaded, Problem, RecordFormat
from odmap.directory.organisation import HOW_SURE, Identifier, Term, YearOrDecade, web_address
from odmap.directory.published_figures import Figures
from odmap.directory.toml_table import read_toml
from odmap.settings import STORY
from odmap.views.selection import FACETS, from_query, not_listed

DIRECTORY = "directory"
POPULATION = "population"
FIGURE = "figure:"
ORGANISATION = "organisation:"

NUMBERS: Mapping[str, str] = {
    "organisations": "organisations in the directory",
    "countries": "countries with at least one of them",
    "verified": "those that public pages confirm",
    "unverified": "those known by name only",
    "related": "those only related to Open Dialogue",
    "active": "those known to be active today",
    "ended": "those known to have ended",
    "unknown": "those of which no page says whether the work goes on",
    "dated": "those whose first year, or decade, a source gives",
    "claimed": "how many the Lived Experience Hub's list says it holds",
    "named": "how many of the directory that list names",
    "teams": "teams in the international survey",
    "team_countries": "countries of these teams",
    "listed_countries": "countries and territories where something counts as listed",
    "unlisted_countries": "countries and territories where nothing is listed",
    "shown": "organisations on the map of this step",
    "shown_countries": "countries of those",
    "unlisted_people": "how many people live there, in words",
}
"""What may stand in braces in a text of a step, and what it is. ``{teams}`` is "142 teams", ``{teams:n}`` is "142"."""

NUMBERS_OF_DECADES: Mapping[str, str] = {
    "decade": "the decade, such as 1990s",
    "beginnings": "beginnings known from that decade",
    "known": "organisations known to have begun by its end",
    "known_countries": "countries of those",
}
"""The same, for a step that shows the decades."""


class Shows(Term):
    """What a step shows beside the map."""

    FIGURE = "figure", "Nothing", "Only the figure"
    DECADES = "decades", "Known beginnings by decade", "One stop for each decade, the map growing from one to the next"
    TYPES = "types", "Organisations by main type", "The types, each with its mark and number"
    SURENESS = "sureness", f"{HOW_SURE}, and their work today", "Confirmed or not; active, unclear or ended"
    COMPARE = "compare", "Two counts side by side", "The survey's teams and this directory's organisations"
    PRINCIPLES = "principles", "The principles", "The seven principles, each in a sentence"
    GAPS = "gaps", "Most people, nothing listed", "The countries with most people where nothing is listed"
    POINTS = "points", "What to do", "The points of the step"


class Position(BaseModel):
    """Where a step holds the map: degrees (WGS 84), and the zoom of a map that is 1,000 pixels wide."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    latitude: Annotated[float, Field(ge=-85, le=85)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    zoom: Annotated[float, Field(ge=0, le=10)]


class Step(BaseModel):
    """One step of the story. Its texts may hold the names of :data:`NUMBERS` in braces.

    Attributes:
        id: its name in addresses.
        title: to be read from the back row.
        words: one or two sentences.
        figure: the number to remember; empty for none.
        figure_means: what that number counts.
        source: where that comes from: an address, ``directory``, ``population``, ``figure:`` and the id of a figure,
            or ``organisation:`` and the id of an organisation.
        shows: what stands beside the map.
        points: short sentences, for a step that shows points.
        until: a year or decade: only organisations known to have begun by then are on the map.
        selection: which organisations are on the map, names and values as in an address; empty for all.
        position: where the map is held; without one, it shows everything that is on it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    id: Identifier
    title: Annotated[str, Field(min_length=3, max_length=60)]
    words: Annotated[str, Field(min_length=20, max_length=240)]
    figure: Annotated[str, Field(max_length=40)] = ""
    figure_means: Annotated[str, Field(max_length=120)] = ""
    source: Annotated[str, Field(min_length=3, max_length=300)]
    shows: Shows = Shows.FIGURE
    points: tuple[Annotated[str, Field(min_length=5, max_length=120)], ...] = ()
    until: YearOrDecade | None = None
    selection: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    position: Position | None = None

    @model_validator(mode="after")
    def _fields_agree(self) -> Self:
        for name, message in self._faults():
            raise ValueError(f"{name}: {message}")
        return self

    def _faults(self) -> Iterator[tuple[str, str]]:
        """Yield what does not fit together, as (field, message)."""
        known = {**NUMBERS, **(NUMBERS_OF_DECADES if self.shows is Shows.DECADES else {})}
        for name in ("title", "words", "figure", "figure_means"):
            yield from ((name, fault) for fault in _wrong_braces(getattr(self, name), known))
        if bool(self.figure) != bool(self.figure_means):
            yield ("figure" if self.figure_means else "figure_means"), "is empty; a figure needs words, and they it"
        if (self.shows is Shows.POINTS) != bool(self.points):
            yield "points", 'are for a step with shows = "points", which needs some; mend the one or the other'
        if not self.source.startswith((FIGURE, ORGANISATION)) and self.source not in (DIRECTORY, POPULATION):
            try:
                web_address(self.source)
            except ValueError:
                yield (
                    "source",
                    (
                        f"{self.source[:80]!r} is no source; write directory, population, figure:ID, organisation:ID "
                        "or an address that begins with https://"
                    ),
                )
        names = [facet.name for facet in FACETS]
        for name in self.selection:
            if name not in names:
                yield "selection", f"{name!r} is no filter; use one of {', '.join(names)}"


Story = Loaded[Step]
FORMAT = RecordFormat(Step, called="the story", key="id", patterns={"id": AN_ID}, noun="step")


def read(path: Path) -> Story:
    """Read and validate a story. A missing or unreadable file gives no step and one problem."""
    return read_toml(path, FORMAT)


EDITIONS = EditedFiles(lambda path, _: read(path), "story", STORY, few=5)
load, fault = EDITIONS.load, EDITIONS.fault


def against(steps: Iterable[Step], frame: pd.DataFrame, figures: Figures) -> Iterator[Problem]:
    """Yield what only the directory and the figures show: filters that nothing has, sources that are not there.

    Args:
        steps: of a story.
        frame: the whole directory, located.
        figures: what others counted.
    """
    ids = set(frame["id"])
    for step in steps:
        selection, unknown = from_query(step.selection, frame)
        for name, value in (*unknown, *not_listed(frame, selection)):
            yield Problem(step.id, "selection", f"no organisation has {value!r} as its {name}")
        kind, _, wanted = step.source.partition(":")
        if f"{kind}:" == FIGURE and not figures.by_id(wanted):
            yield Problem(step.id, "source", f"{wanted!r} is the id of no valid figure; see figures.csv")
        if f"{kind}:" == ORGANISATION and wanted not in ids:
            yield Problem(step.id, "source", f"{wanted!r} is the id of no valid organisation; see organisations.csv")


def _wrong_braces(text: str, known: Mapping[str, str]) -> Iterator[str]:
    try:
        fields = [
            (name, f"!{way}" if way else form) for _, name, form, way in Formatter().parse(text) if name is not None
        ]
    except ValueError:
        yield "a brace { or } stands alone; write {organisations}, or {{ for a brace"
        return
    for name, form in fields:
        if name not in known:
            yield f"{{{name}}} is no number; use one of {', '.join(known)}"
        elif form not in ("", "n"):
            yield f"{{{name}:{form}}} cannot be read; write {{{name}}} or {{{name}:n}}"

"""The story told of a directory: each stop with its texts, what is on the map, what stands beside it, and its source.

The page, the file that needs no network, the slides and the handout all tell these same stops.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from odmap.analysis import country_brief_text
from odmap.analysis.gaps import summary as gaps
from odmap.analysis.gaps.choropleth import shading
from odmap.analysis.gaps.summary import Rule
from odmap.analysis.story import rows, script
from odmap.analysis.story.placeholders import begun, fill, numbers, numbers_of_decade, numbers_shown
from odmap.analysis.story.script import Position, Shows, Step
from odmap.analysis.story.stop import Source, Stop, StopRow
from odmap.caching import Same, kept_with
from odmap.directory import published_figures
from odmap.directory.locating import with_article
from odmap.directory.organisation import Type
from odmap.directory.organisations import Directory
from odmap.directory.published_figures import Figures
from odmap.geography import countries
from odmap.views.profile import find
from odmap.views.selection import Selection, apply, from_query
from odmap.views.summary import filters_in_words
from odmap.wording import capital, count, format_number, iso_date

MEASURE = "listed"
"""What the map's colours say where the story speaks of gaps."""

_WORLD = Position(latitude=38, longitude=11, zoom=2.0)
_NEAR = 4.0  # zoom for a country of which nothing is on the map


def tell(directory: Directory, begin: str = "", selection: Selection | None = None) -> tuple[Stop, ...]:
    """Tell the project's story of a directory.

    Args:
        directory: located.
        begin: the country to begin with, ISO 3166-1 alpha-2; any country, listed or not. An unknown one is passed over.
        selection: what the visitor chose; if it is not empty, the story begins with what that shows.
    """
    known, told = published_figures.load(), script.load()
    teller = Teller(directory, known, told.records)
    chosen = selection or Selection()
    code = begin.strip().upper()
    first = [teller.country(code)] if code in countries.load() else []
    if not chosen.is_empty and chosen != Selection.of(country=[code]):
        first.append(teller.chosen(chosen))
    return (*first, *_stops(directory, Same(known), Same(told)))


@kept_with(maxsize=2)
def _stops(directory: Directory, known: Same[Figures], told: Same[script.Story]) -> tuple[Stop, ...]:
    return Teller(directory, known.it, told.it.records).stops


class Teller:
    """Tells steps of one directory.

    Args:
        directory: located.
        known: what others counted.
        steps: of a story.
    """

    def __init__(self, directory: Directory, known: Figures, steps: Sequence[Step]) -> None:
        self._frame = directory.frame
        self._directory = directory
        self._figures = known
        self._steps = steps

    @cached_property
    def _covered(self) -> pd.DataFrame:
        return gaps.coverage(self._frame, rule=Rule.WITH_UNVERIFIED)

    @cached_property
    def _numbers(self) -> Mapping[str, Any]:
        return numbers(self._frame, self._covered, self._figures)

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """All stops of the story itself."""
        return tuple(stop for step in self._steps for stop in self._stops(step))

    def country(self, code: str) -> Stop:
        """Tell what is listed in one country: the stop that a story begins with."""
        country = countries.load()[code]
        selection = Selection.of(country=[code])
        view = apply(self._frame, selection)
        place = with_article(country.name)
        words = country_brief_text.population(country).removesuffix(f" {country.note}") if country.note else ""
        words = words or country_brief_text.population(country)
        if len(view):
            title = f"{capital(place)}: {count(len(view), 'organisation')} listed"
            return self._listing(f"begin-{code.lower()}", title, words, selection)
        nearest = country_brief_text.elsewhere(
            Type.SERVICE,
            country,
            self._frame[gaps.counts(self._frame, Rule.VERIFIED) & gaps.does(self._frame, (Type.SERVICE,))],
        )
        return Stop(
            id=f"begin-{code.lower()}",
            title=f"{capital(place)}: nothing is listed",
            words=f"We do not know what exists there. {words}",
            figure="?",
            figure_means=f"Nearest to it: {nearest}",
            source=self._directory_source,
            shows=Shows.FIGURE,
            rows=(),
            view=self._frame,
            position=Position(latitude=country.latitude, longitude=country.longitude, zoom=_NEAR),
        )

    def chosen(self, selection: Selection) -> Stop:
        """Tell what a selection shows."""
        view = apply(self._frame, selection)
        words = f"{filters_in_words(self._frame, selection)}."
        places = view["country"].nunique()
        where = f", in {count(places, 'country', 'countries')}" if places else ""
        return self._listing("chosen", f"{count(len(view), 'organisation')}{where}", words, selection)

    def _listing(self, identifier: str, title: str, words: str, selection: Selection) -> Stop:
        view = apply(self._frame, selection)
        of = count(len(self._frame), "organisation")
        return Stop(
            id=identifier,
            title=title,
            words=words,
            figure=format_number(len(view)),
            figure_means=f"of {of} in the directory" if len(view) else "listed; we do not know what exists",
            source=self._directory_source,
            shows=Shows.TYPES,
            rows=rows.types(view),
            view=view,
            selection=selection,
        )

    def _stops(self, step: Step) -> Iterator[Stop]:
        view = apply(self._frame, from_query(step.selection, self._frame)[0])
        if step.until:
            last = int(step.until[:4]) + (9 if step.until.endswith("s") else 0)
            view = view[(begun(view) <= last).fillna(False).astype(bool)]
        if step.shows is not Shows.DECADES:
            yield self._stop(step, step.id, view, self._rows(step), self._numbers)
            return
        decades = rows.decades(view)
        beside = tuple(StopRow(f"{decade}s", format_number(number), number) for decade, number in decades.items())
        for place, decade in enumerate(decades, start=1):
            if place == 1 and len(decades) > 1:
                continue  # how it began is another step's to tell
            known = view[(begun(view) < decade + 10).fillna(False).astype(bool)]
            values = {**self._numbers, **numbers_of_decade(view, decade)}
            yield self._stop(step, f"{step.id}-{decade}s", known, beside[:place], values)

    def _stop(
        self, step: Step, identifier: str, view: pd.DataFrame, beside: tuple[StopRow, ...], values: Mapping[str, Any]
    ) -> Stop:
        values = {**values, **numbers_shown(view)}
        shaded = shading(self._covered, self._distance, MEASURE) if step.shows is Shows.GAPS else None
        return Stop(
            id=identifier,
            title=fill(step.title, values),
            words=fill(step.words, values),
            figure=fill(step.figure, values),
            figure_means=fill(step.figure_means, values),
            source=self._source(step.source),
            shows=step.shows,
            rows=beside,
            view=view.iloc[:0] if shaded else view,
            position=step.position or (_WORLD if shaded or step.shows is Shows.DECADES else None),
            shading=shaded,
        )

    @property
    def _distance(self) -> "pd.Series[float]":
        return gaps.distance_to_nearest(self._frame, tuple(Type), Rule.WITH_UNVERIFIED)

    def _rows(self, step: Step) -> tuple[StopRow, ...]:
        makers: Mapping[Shows, Callable[[], tuple[StopRow, ...]]] = {
            Shows.TYPES: lambda: rows.types(self._frame),
            Shows.SURENESS: lambda: rows.sureness(self._frame),
            Shows.COMPARE: lambda: rows.comparison(self._numbers, self._figures),
            Shows.PRINCIPLES: rows.seven_principles,
            Shows.GAPS: lambda: rows.largest_gaps(self._covered),
            Shows.POINTS: lambda: tuple(StopRow("", point) for point in step.points),
        }
        return makers[step.shows]() if step.shows in makers else ()

    def _source(self, source: str) -> Source:
        if source == script.DIRECTORY:
            return self._directory_source
        if source == script.POPULATION:
            return Source(f"{self._directory_source.words} {gaps.POPULATION_SOURCE}")
        if source.startswith(script.FIGURE):
            figure = self._figures.by_id(source.removeprefix(script.FIGURE))
            return Source(f"{figure.label}: {figure.value} {figure.unit}.", figure.source) if figure else Source("")
        if source.startswith(script.ORGANISATION):
            found = find(self._frame, source.removeprefix(script.ORGANISATION))
            return Source(f"The record of {found.name}.", found.sources[-1]) if found else Source("")
        return Source("", source)

    @property
    def _directory_source(self) -> Source:
        day = f", sources read up to {iso_date(self._directory.read_on)}" if self._directory.read_on else ""
        return Source(f"Counted from odmap's directory{day}.")

"""The changes of filter that every app is asked for, and how many organisations its map must then show."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from odmap.directory.organisation import Type
from odmap.geography.gazetteer import Gazetteer


class Choice(NamedTuple):
    """An option of a filter, and the number of organisations on the map after it was chosen or taken away."""

    label: str
    option: str
    markers: int


class Choices(NamedTuple):
    """The options to choose, types and countries in turn, and the organisations on the map without any filter."""

    options: list[Choice]
    everything: int

    def steps(self, number: int, warm: bool = True) -> Iterator[tuple[bool, Choice]]:
        """Choose each option and take it away again, until there are enough changes.

        The last option comes first, as two changes more: the warm-up must not make the browser know a view that is
        measured later.

        Args:
            number: how many changes count.
            warm: whether the two changes come before.

        Yields:
            Whether the change counts, and the change.
        """
        for step in range(-2 if warm else 0, number):
            choice = self.options[step // 2 % len(self.options)]
            yield step >= 0, choice if step % 2 == 0 else choice._replace(markers=self.everything)


def choices(path: Path) -> Choices:
    """Return the choices for a directory file: a record with a country has a place on the map, another has none."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        located = [(row["type"], row["country"]) for row in csv.DictReader(file) if row["country"]]
    names = Gazetteer().country_names()
    by_type, by_country = Counter(kind for kind, _ in located), Counter(country for _, country in located)
    types = [Choice("Type", kind.label, by_type[kind.value]) for kind in Type]
    countries = [Choice("Country", names[code], found) for code, found in by_country.most_common(len(types))]
    pairs = (choice for pair in zip(types, countries, strict=False) for choice in pair)
    return Choices([choice for choice in pairs if 0 < choice.markers < len(located)], len(located))

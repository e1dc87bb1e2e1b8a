"""What the visitor chose, and which organisations match it.

A :class:`Selection` is read from and written to the query of an address, so that any view is a link. Each
filter is one :class:`Facet`; a new one is a line in :data:`FACETS`, in the order of the sidebar.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from odmap.caching import kept_with
from odmap.directory.organisation import (
    DOING,
    HOW_SURE,
    MAIN_TYPE,
    ListName,
    Principle,
    Setting,
    Status,
    Term,
    Type,
    Verification,
)
from odmap.geography.countries import PARTS
from odmap.geography.place_names import fold
from odmap.views.codes import COUNTRIES, LANGUAGES, Codes, parts_of

TEXT = "q"
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Facet:
    """One filter: a column of the directory whose values can be chosen.

    Attributes:
        name: as it stands in the query of an address.
        label: what a visitor reads.
        values: the vocabulary: value to label where it is ours, else the codes of a standard.
        several: the column whose cells hold several values each; ``None`` where the column is called like the
            facet and its cells hold one.
        of_country: returns the values that a country has, where they follow from it and no column holds them.
        before: stands before each value where it can be chosen, if it could be taken for something else alone.
        all: what a visitor reads where none is chosen, if there are too many values to show them all.
    """

    name: str
    label: str
    values: Mapping[str, str] | Codes
    several: str | None = None
    of_country: Callable[[str | None], tuple[str, ...]] | None = None
    all: str = ""
    before: str = ""

    @property
    def terms(self) -> Mapping[str, str] | None:
        """Value to label where the vocabulary is ours."""
        return None if isinstance(self.values, Codes) else self.values

    @property
    def codes(self) -> Codes | None:
        """The codes of a standard where the vocabulary is not ours."""
        return self.values if isinstance(self.values, Codes) else None


def _terms(vocabulary: type[Term]) -> dict[str, str]:
    return {term.value: term.label for term in vocabulary}


FACETS: tuple[Facet, ...] = (
    Facet("activity", DOING, _terms(Type), several="activity_groups"),
    Facet("region", "Part of the world", PARTS, of_country=parts_of, all="The whole world"),
    Facet("country", "Country", COUNTRIES, all="All countries"),
    Facet("status", "Status", _terms(Status)),
    Facet("setting", "Kind of care", _terms(Setting), several="settings"),
    Facet("language", "Language", LANGUAGES, several="languages", all="All languages"),
    Facet("verification", HOW_SURE, _terms(Verification)),
    Facet("type", MAIN_TYPE, _terms(Type)),
    Facet("list", "How we found it", _terms(ListName)),
    Facet(
        "principle", "Principle named by the Hub's list", _terms(Principle), several="principles", before="Principle: "
    ),
)
BY_NAME = {facet.name: facet for facet in FACETS}


@dataclass(frozen=True)
class Selection:
    """The chosen values of each facet, and words to search for. Empty means everything.

    Attributes:
        chosen: facet name to its chosen values; facets with none chosen are left out.
        text: the words to search for, as typed.
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""

    @classmethod
    def of(cls, text: str = "", **chosen: Iterable[str]) -> "Selection":
        """Return a selection of values that are known to exist: ``Selection.of(type=["service"])``."""
        kept = {facet.name: tuple(chosen[facet.name]) for facet in FACETS if chosen.get(facet.name)}
        return cls(kept, " ".join(text.split())[:LONGEST_TEXT].rstrip())

    def __hash__(self) -> int:
        return hash(tuple(self.active()))

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is chosen, so that everything is shown."""
        return not self.chosen and not self.text

    def active(self) -> list[tuple[str, str]]:
        """Return each choice as (facet name, value), in the order of the sidebar; the text as (``q``, text)."""
        values = [(facet.name, value) for facet in FACETS for value in self.chosen.get(facet.name, ())]
        return [*values, (TEXT, self.text)] if self.text else values

    def without(self, name: str, value: str | None = None) -> "Selection":
        """Return the selection with one choice taken away, or with a whole facet cleared."""
        if name == TEXT:
            return replace(self, text="")
        rest = tuple(v for v in self.chosen.get(name, ()) if value is not None and v != value)
        others = {key: values for key, values in self.chosen.items() if key != name}
        return Selection.of(self.text, **others, **{name: rest})

    def to_query(self) -> dict[str, str | list[str]]:
        """Return the query of an address that :func:`from_query` reads back."""
        query: dict[str, str | list[str]] = {name: list(values) for name, values in self.chosen.items()}
        if self.text:
            query[TEXT] = self.text
        return query


def options(frame: pd.DataFrame, facet: Facet) -> Mapping[str, int]:
    """Return the values a facet can take in a directory, each with the number of its organisations.

    Our own vocabularies keep their order and leave out what does not occur; codes of a standard come in the order
    of their names, "no fixed base" last. They are counted once for each frame.
    """
    return _options(frame, facet.name)


def vocabulary(frame: pd.DataFrame, facet: Facet) -> Collection[str]:
    """Return all values that a facet can be asked for, whether or not an organisation has them.

    Asking for a country where nothing is listed is no mistake: the answer is an empty view.
    """
    if isinstance(facet.values, Codes):
        return dict.fromkeys([*options(frame, facet), *facet.values.known()])
    return facet.values


def value_name(frame: pd.DataFrame, facet: Facet, value: str) -> str:
    """Return what a visitor reads for a value of a facet, whether or not an organisation has it."""
    return facet.values.label(frame, value) if isinstance(facet.values, Codes) else facet.values[value]


def not_listed(frame: pd.DataFrame, selection: Selection) -> list[tuple[str, str]]:
    """Return the chosen values that no organisation has, as (facet name, value)."""
    chosen = selection.without(TEXT).active()
    return [(name, value) for name, value in chosen if value not in options(frame, BY_NAME[name])]


@kept_with(maxsize=len(FACETS))
def _options(frame: pd.DataFrame, name: str) -> Mapping[str, int]:
    facet, cells = BY_NAME[name], cells_of(frame, name)
    found = np.bincount(cells.numbers[cells.numbers >= 0], minlength=len(cells.values))
    counted = dict(zip(cells.values, map(int, found), strict=True))
    ordered: Iterable[str] = (value for value in facet.terms or () if value in counted)
    if facet.codes is not None:
        last = facet.codes.empty
        ordered = sorted(counted, key=lambda code: (code == last, fold(value_name(frame, facet, code))))
    return MappingProxyType({value: counted[value] for value in ordered})


def from_query(query: Mapping[str, Sequence[str]], frame: pd.DataFrame) -> tuple[Selection, list[tuple[str, str]]]:
    """Read a selection from the query of an address.

    Args:
        query: parameter name to its values, as given; case does not matter; repeats and blanks are ignored.
        frame: the directory.

    Returns:
        The selection, and what was dropped because nothing is called so, as (facet name, value).
    """
    chosen: dict[str, list[str]] = {}
    dropped: list[tuple[str, str]] = []
    for facet in FACETS:
        asked = query.get(facet.name, ())
        known = {fold(value): value for value in vocabulary(frame, facet)} if asked else {}
        for given in asked:
            value = known.get(fold(given[:LONGEST_TEXT]))
            if value is not None and value not in chosen.get(facet.name, []):
                chosen.setdefault(facet.name, []).append(value)
            elif value is None and given.strip():
                dropped.append((facet.name, given.strip()[:LONGEST_TEXT]))
    return Selection.of(" ".join(query.get(TEXT, ())), **chosen), dropped


def checked(frame: pd.DataFrame, text: str = "", /, **chosen: Iterable[str]) -> Selection:
    """Return a selection of the values that exist; unknown and repeated values are left out."""
    known = {
        facet.name: [value for value in dict.fromkeys(chosen[facet.name]) if value in vocabulary(frame, facet)]
        for facet in FACETS
        if chosen.get(facet.name)
    }
    return Selection.of(text, **known)


def apply(frame: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return the rows that match: any chosen value within a facet, every facet, every word of the text."""
    return frame[matching(frame, selection)]


def matching(frame: pd.DataFrame, selection: Selection) -> "NDArray[np.bool_]":
    """Tell of each row whether it matches."""
    keep = np.ones(len(frame), dtype=bool)
    for name, values in selection.chosen.items():
        keep &= _having(frame, name, values)
    for word in fold(selection.text).split():
        keep &= _saying(frame, word)
    return keep


@kept_with(maxsize=16)
def _saying(frame: pd.DataFrame, word: str) -> "NDArray[np.bool_]":
    """Tell of each row whether a word is found in it. It is looked for once: each filter asks again for its numbers."""
    return frame["search_text"].str.contains(word, regex=False).to_numpy(dtype=bool)


def _having(frame: pd.DataFrame, name: str, values: tuple[str, ...]) -> "NDArray[np.bool_]":
    """Tell of each row whether it has one of a facet's values."""
    cells = cells_of(frame, name)
    wanted = set(values)
    asked = [number for number, value in enumerate(cells.values) if value in wanted]
    having = np.zeros(len(frame), dtype=bool)
    having[cells.rows[np.isin(cells.numbers, asked)]] = True
    return having


def does(frame: pd.DataFrame, asked: Collection[Type]) -> "pd.Series[bool]":
    """Return for each organisation whether it does something of what is asked for, whatever it mainly is."""
    return frame["activity_groups"].map(lambda groups: any(kind in asked for kind in groups)).astype(bool)


class Cells(NamedTuple):
    """A facet's values in a directory: one a row, or as many as a row has."""

    values: tuple[str, ...]
    rows: "NDArray[np.intp]"  # for each of them the place of its row
    numbers: "NDArray[np.intp]"  # and which of the values it is; -1 for none


@kept_with(maxsize=len(FACETS))
def cells_of(frame: pd.DataFrame, name: str) -> Cells:
    """Return a facet's values row by row. They are gathered once for each frame."""
    facet = BY_NAME[name]
    if facet.of_country:
        of_each = {code: facet.of_country(code) for code in frame["country"].unique()}
        cells = frame["country"].map(of_each, na_action=None)
    else:
        cells = frame[facet.several or name]
        cells = cells.fillna(facet.codes.empty) if facet.codes is not None and facet.codes.empty else cells
    each = cells.reset_index(drop=True).explode()
    numbers, values = pd.factorize(each)
    return Cells(tuple(map(str, values)), each.index.to_numpy(), numbers)

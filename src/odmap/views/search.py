"""What a visitor may be looking for, while it is typed: places and organisations, each with what shows it."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import pandas as pd
from geopy.location import Location
from rapidfuzz import fuzz, process

from odmap.caching import kept_with
from odmap.directory.organisation import Precision
from odmap.geography.gazetteer import Gazetteer, place_label
from odmap.geography.place_names import fold
from odmap.views.summary import value_label
from odmap.views.urls import ORGANISATION, PLACE
from odmap.wording import count

MOST = 5
"""How many places, and how many organisations, are suggested."""

_SHORTEST = 2  # letters
_SHORTEST_MISSPELT = 5
_ALIKE = 82.0  # of 100

Kind = Literal["country", "region", "town", "organisation"]
_KINDS: Mapping[Precision, Kind] = {
    Precision.COUNTRY: "country",
    Precision.REGION: "region",
    Precision.LOCALITY: "town",
}


class Suggestion(NamedTuple):
    """Something that a visitor may be looking for.

    Attributes:
        kind: what it is.
        label: what it is called, so that it is told from others of its name.
        detail: what else helps to tell it.
        query: the parameters of an address of the map that shows it.
    """

    kind: Kind
    label: str
    detail: str
    query: Mapping[str, str]


def suggest(text: str, frame: pd.DataFrame, gazetteer: Gazetteer | None) -> list[Suggestion]:
    """Return what a text may become: places first, then organisations, the likeliest of each first.

    Args:
        text: as typed so far; any text is safe.
        frame: the whole directory, located.
        gazetteer: the offline gazetteer; ``None`` if there is none to ask.
    """
    places = gazetteer.suggest(text, MOST) if gazetteer else []
    return [*(_place(one, frame) for one in places), *_organisations(text, frame)]


def _place(found: Location, frame: pd.DataFrame) -> Suggestion:
    kind = _KINDS[Precision(found.raw["precision"])]
    detail = kind.capitalize()
    if kind == "country":
        listed = int((frame["country"] == found.raw["country"]).sum())
        detail = f"{detail}, {count(listed, 'organisation')} listed" if listed else f"{detail}, nothing listed"
        label = value_label(frame, "country", found.raw["country"])
        return Suggestion(kind, label, detail, {"country": found.raw["country"]} if listed else {PLACE: label})
    label = place_label(found)
    return Suggestion(kind, label, detail, {PLACE: label})


@kept_with(maxsize=1)
def _names(frame: pd.DataFrame) -> Sequence[str]:
    """Return what each organisation is called, folded: its name and its own name."""
    named = zip(frame["name"], frame["own_name"], strict=True)
    return [fold(" ".join(part for part in names if part)) for names in named]


def _organisations(text: str, frame: pd.DataFrame) -> list[Suggestion]:
    wanted = fold(text)
    if len(wanted) < _SHORTEST:
        return []
    names = _names(frame)
    words = wanted.split()
    found = [
        (not name.startswith(wanted), name, place)
        for place, name in enumerate(names)
        if all(word in name for word in words) and all(f" {word}" in f" {name}" for word in words)
    ]
    places = [place for *_, place in sorted(found)[:MOST]]
    if not places and len(wanted) >= _SHORTEST_MISSPELT:
        alike = process.extract(wanted, names, scorer=fuzz.token_set_ratio, limit=MOST, score_cutoff=_ALIKE)
        places = [place for _, _, place in alike]
    rows = frame.iloc[places]
    told: Any = zip(rows["id"], rows["name"], rows["place"], strict=True)
    return [Suggestion("organisation", name, place, {ORGANISATION: identifier}) for identifier, name, place in told]

"""What is nearest to any place: the nearest organisations that do each thing, and how far away they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from odmap.analysis.gaps.coverage import does
from odmap.directory.organisation import Precision, Type
from odmap.geography.gazetteer import Gazetteer
from odmap.views.nearest import Neighbour, nearest_to
from odmap.wording import language_name

EACH = 3
LONGEST = 200  # characters of a place that is asked for


@dataclass(frozen=True)
class NearestByType:
    """A place and what is nearest to it.

    Attributes:
        words: the place as the gazetteer understood it.
        latitude: degrees, WGS 84.
        longitude: degrees, WGS 84.
        precision: how exact the place is; distances from a country are from its middle.
        ambiguous: whether several places are called so.
        nearest: the nearest organisations that do each thing, nearest first; what none does is left out.
        languages: organisation id to its languages in words, where known.
    """

    words: str
    latitude: float
    longitude: float
    precision: Precision
    ambiguous: bool
    nearest: Mapping[Type, tuple[Neighbour, ...]]
    languages: Mapping[str, str]

    def for_map(self) -> dict[str, Any]:
        """Return what the map's script needs to mark the place."""
        return {"latitude": self.latitude, "longitude": self.longitude, "words": self.words}

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all organisations named."""
        return frozenset(one.id for found in self.nearest.values() for one in found)


def around(place: str, frame: pd.DataFrame, gazetteer: Gazetteer) -> NearestByType | None:
    """Look up a place and return what is nearest to it.

    Args:
        place: a country, region or town, as typed; any text is safe.
        frame: the organisations that count, located.
        gazetteer: the offline gazetteer.

    Returns:
        ``None`` if the gazetteer does not know the place.
    """
    found = gazetteer.geocode(place[:LONGEST].strip()) if place.strip() else None
    if found is None:
        return None
    nearest = {}
    for kind in Type:
        near = tuple(nearest_to(frame[does(frame, (kind,))], found.latitude, found.longitude, EACH))
        if near:
            nearest[kind] = near
    named = {one.id for near in nearest.values() for one in near}
    rows = frame[frame["id"].isin(list(named))]
    languages = {
        organisation: ", ".join(language_name(code) for code in codes)
        for organisation, codes in zip(rows["id"], rows["languages"], strict=True)
        if codes
    }
    return NearestByType(
        words=str(found.address),
        latitude=float(found.latitude),
        longitude=float(found.longitude),
        precision=Precision(found.raw["precision"]),
        ambiguous=bool(found.raw["ambiguous"]),
        nearest=nearest,
        languages=languages,
    )

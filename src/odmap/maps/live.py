"""A view of the directory as a folium map: the only room with folium.

The map's script never changes, so that the frame in the page is never rebuilt. Base map and organisations are
files that this server sends once (:mod:`odmap.web.http.files`); a change of filter only sends which rows to show.
Nothing names an outside address.
"""

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import folium
import numpy as np
import numpy.typing as npt
import pandas as pd
from branca.element import MacroElement
from folium.template import Template

from odmap.analysis.story.stop import Stop
from odmap.caching import kept_with
from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import Precision, Type
from odmap.graphics.assets import FROM_FRAME, address, version
from odmap.graphics.leaflet_options import MANY, OPTIONS
from odmap.graphics.marks import Mark
from odmap.maps.message import message
from odmap.views.counting import counts
from odmap.views.selection import BY_NAME, Selection
from odmap.wording import small

_DEGREES = 4  # decimals: 11 m


class _Located(NamedTuple):
    """The organisations with a place on the map, as every view needs them."""

    frame: pd.DataFrame
    """Their rows, in the order of their numbers."""
    numbers: "pd.Series[int]"
    """Index of the directory to number."""


@kept_with(maxsize=1)
def _located(frame: pd.DataFrame) -> _Located:
    found = frame[frame["precision"].notna()]
    return _Located(found, pd.Series(range(len(found)), index=found.index))


@kept_with(maxsize=2)
def _table(frame: pd.DataFrame, named: bool) -> bytes:
    located = _located(frame).frame
    found = organisations_in(located)
    marks = [Mark.of(organisation) for organisation in found]
    classes_of = {mark: mark.classes for mark in set(marks)}
    looks = [classes_of[mark] for mark in marks]
    classes, countries = (list(dict.fromkeys(values)) for values in (looks, located["country_name"]))
    kinds, exact = [kind.value for kind in Type], [precision.value for precision in Precision]
    content = {
        "types": _coded(located["type"], kinds),
        "looks": _coded(looks, classes),
        "classes": classes,
        "precisions": _coded(located["precision"], exact),
        "exact": exact,
        "country": _coded(located["country_name"], countries),
        "countries": countries,
        "latitudes": [round(value, _DEGREES) for value in located["latitude"]],
        "longitudes": [round(value, _DEGREES) for value in located["longitude"]],
        **(_names(found) if named else {}),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _coded(values: Iterable[str], vocabulary: Sequence[str]) -> list[int]:
    """Return the place of each value in a vocabulary."""
    places = {value: place for place, value in enumerate(vocabulary)}
    return [places[value] for value in values]


def _names(organisations: Sequence[LocatedOrganisation]) -> dict[str, list[str]]:
    return {"ids": [one.id for one in organisations], "labels": [label(one) for one in organisations]}


def names(frame: pd.DataFrame, numbers: Sequence[int]) -> bytes:
    """Return ids and labels of some organisations as JSON, by their numbers in :func:`table`.

    Raises:
        IndexError: a number is no organisation's.
    """
    return json.dumps(_names(numbered(frame, numbers)), ensure_ascii=False).encode()


def numbered(frame: pd.DataFrame, numbers: Sequence[int]) -> list[LocatedOrganisation]:
    """Return some organisations by their numbers in :func:`table`.

    Raises:
        IndexError: a number is no organisation's.
    """
    if any(number < 0 for number in numbers):
        raise IndexError("numbers begin with 0")
    return organisations_in(_located(frame).frame.iloc[list(numbers)])


def table(frame: pd.DataFrame, named: bool | None = None) -> bytes:
    """Return every located organisation as columns of JSON, the data behind the marks.

    Latitudes and longitudes are degrees (WGS 84), rounded to four decimals (11 m). A row's place in the
    columns is its number in :func:`members`. Words that come again are places in a vocabulary: ``looks`` in
    ``classes``, ``precisions`` in ``exact``, ``country`` in ``countries``.

    Args:
        frame: the whole directory, located.
        named: whether ``ids`` and ``labels`` are in it; by default unless there are very many.
    """
    return _table(frame, len(_located(frame).frame) <= MANY if named is None else named)


@kept_with(maxsize=1)
def table_version(frame: pd.DataFrame) -> str:
    """Return a short name of what :func:`table` holds."""
    return version(table(frame))


def label(organisation: LocatedOrganisation) -> str:
    """Return the spoken name of a mark: "Dialogue First, service, London, England, United Kingdom"."""
    one = organisation
    ended = ", ended" if one.has_ended else ""
    sure = "" if one.is_verified else f", {small(one.verification.label)}"
    place = one.place if one.precision is Precision.LOCALITY else small(one.place)
    return f"{one.name}, {one.type.label.lower()}{ended}{sure}, {place}"


def members(view: pd.DataFrame, frame: pd.DataFrame) -> list[int]:
    """Return the numbers, in :func:`table`, of the organisations of a view that have a place on the map."""
    return [int(number) for number in _numbers(view, frame)]


def packed(view: pd.DataFrame, frame: pd.DataFrame) -> str | None:
    """Return the same as a bit for each number, the first one the highest of the first byte, in base64.

    ``None`` for all of them.
    """
    found = _numbers(view, frame)
    total = len(_located(frame).numbers)
    if len(found) == total:
        return None
    bits = np.zeros(total, dtype=bool)
    bits[found] = True
    return base64.b64encode(np.packbits(bits).tobytes()).decode()


def _numbers(view: pd.DataFrame, frame: pd.DataFrame) -> "npt.NDArray[np.int64]":
    numbers = _located(frame).numbers
    return np.asarray(numbers.reindex(view.index[view["precision"].notna()]), dtype=np.int64)


class OfflineMap(folium.Map):
    """A folium map whose scripts and styles all come from this server."""

    default_js = [("odmap", FROM_FRAME + address("map.js"))]  # noqa: RUF012 - folium declares it as a plain list
    default_css = [("odmap", FROM_FRAME + address("map.css"))]  # noqa: RUF012 - as above


class _World(MacroElement):
    """Starts the map's script with the addresses, marks and words it needs."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.odmap = odmapWorld({{ this._parent.get_name() }}, {{ this.settings | tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca types only some of its methods
        self.settings = settings


def world_map(frame: pd.DataFrame, globe: bool = False) -> folium.Map:
    """Return the map without any organisation on it: the part that is the same for every view.

    Args:
        frame: the whole directory, located.
        globe: whether to draw it in Equal Earth, for what compares areas; else in Mercator, for what is looked at
            closely, too.
    """
    drawn = OfflineMap(location=OPTIONS["center"], tiles=None, crs="EqualEarth" if globe else "EPSG3857")
    drawn.options.update(OPTIONS)
    if globe:
        del drawn.options["maxBounds"]  # which are no box there
    # All else that the script needs comes with it, because this is sent again with each change of filter.
    version = f"?v={table_version(frame)}"
    addresses = {"table": f"assets/organisations.json{version}", "names": f"names{version}&rows="}
    _World({name: FROM_FRAME + address for name, address in addresses.items()}).add_to(drawn)
    return drawn


def of_stop(stop: Stop, frame: pd.DataFrame) -> dict[str, Any]:
    """Return what the map's script needs to show a stop of the story.

    Args:
        stop: of a story told of this directory.
        frame: the whole directory.
    """
    held = stop.position
    return message(
        story=True,
        members=packed(stop.view, frame),
        position=(held.latitude, held.longitude, held.zoom) if held else None,
        measure=stop.shading.for_map() if stop.shading else None,
        colour="certainty" if stop.by_certainty else None,
    )


def of_view(
    view: pd.DataFrame,
    frame: pd.DataFrame,
    chosen: str = "",
    measure: Mapping[str, Any] | None = None,
    here: Mapping[str, Any] | None = None,
    types: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the small part that changes with the filters: what the map's script needs to show a view.

    Args:
        view: the rows that match.
        frame: the whole directory.
        chosen: the id of the chosen organisation, which the map highlights if the view holds it.
        measure: how to colour the countries, as :meth:`odmap.analysis.gaps.choropleth.Shading.for_map` gives it.
        here: a place to mark: its ``latitude`` and ``longitude`` (degrees, WGS 84) and its ``words``.
        types: what the legend says of them, as :func:`of_types` gives it; without it, the map has none.
    """
    number = next(iter(members(frame[frame["id"] == chosen], frame)), None) if chosen else None
    return message(members=packed(view, frame), chosen=number, measure=measure, here=here, types=types)


def of_types(frame: pd.DataFrame, selection: Selection) -> dict[str, Any]:
    """Return what the legend in the map says of the main types: what each would show, and which are chosen."""
    facet = BY_NAME["type"]
    found, chosen = counts(frame, selection, facet), selection.chosen.get(facet.name, ())
    return {
        "of": tuple(found.get(kind.value, 0) for kind in Type),
        "chosen": tuple(place for place, kind in enumerate(Type) if kind.value in chosen),
    }

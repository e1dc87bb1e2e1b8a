"""A view of the directory as a folium map: the only room with folium.

The map's script never changes, so that the frame in the page is never rebuilt. Base map and organisations are
files that this server sends once (:mod:`odmap.routes`); a change of filter only sends which rows to show.
Nothing names an outside address.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import folium
import pandas as pd
from branca.element import MacroElement
from folium.template import Template

from odmap import symbols
from odmap.fresh import Same
from odmap.organisation import Precision, Status, Type, Verification
from odmap.static_files import address, version
from odmap.summary import small
from odmap.symbols import Mark
from odmap.telling import Stop
from odmap.topology import ATTRIBUTION

NAME = "World map of Open Dialogue organisations. The list below the map holds the same organisations."
OPTIONS: Mapping[str, Any] = {
    "center": [30, 10],
    "zoom": 2,
    "minZoom": 0,
    "maxZoom": 10,
    "zoomSnap": 0.25,
    "zoomDelta": 1,
    "wheelPxPerZoomLevel": 100,
    "maxBounds": [[-85, -220], [85, 220]],
}
"""Leaflet's own options for the map, which every page with this map shares.

The zoom limits are here because clusters need them, and there is no tile layer to have them.
"""

# The frame of streamlit-folium lies two folders below the server's root, wherever that is.
_ROOT = "../../"


@lru_cache(maxsize=2)
def _table(rows: Same[pd.DataFrame]) -> bytes:
    frame = rows.it
    located = frame[frame["precision"].notna()]
    countries = list(dict.fromkeys(located["country_name"]))
    kinds = list(Type)
    content = {
        "ids": list(located["id"]),
        "labels": [label(row) for row in located.to_dict("records")],
        "types": [kinds.index(kind) for kind in located["type"]],
        "classes": [Mark.of(row).classes for row in located.to_dict("records")],
        "precisions": list(located["precision"]),
        "country": [countries.index(name) for name in located["country_name"]],
        "latitudes": [round(value, 4) for value in located["latitude"]],
        "longitudes": [round(value, 4) for value in located["longitude"]],
        "countries": countries,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def table(frame: pd.DataFrame) -> bytes:
    """Return every located organisation as columns of JSON, the data behind the marks.

    Latitudes and longitudes are degrees (WGS 84), rounded to four decimals (11 m). A row's place in the
    columns is its number in :func:`members`.
    """
    return _table(Same(frame))


def label(row: Any) -> str:
    """Return the spoken name of a mark: "Dialogue First, service, London, England, United Kingdom"."""
    kind = Type(row["type"]).label.lower()
    ended = ", ended" if row["status"] == Status.ENDED else ""
    sure = (
        "" if row["verification"] == Verification.VERIFIED else f", {Verification(row['verification']).label.lower()}"
    )
    place = small(row["place"]) if row["precision"] != Precision.LOCALITY else row["place"]
    return f"{row['name']}, {kind}{ended}{sure}, {place}"


def members(view: pd.DataFrame, frame: pd.DataFrame) -> list[int]:
    """Return the numbers, in :func:`table`, of the organisations of a view that have a place on the map."""
    located = frame.index[frame["precision"].notna()]
    return [int(number) for number in located.get_indexer(view.index[view["precision"].notna()])]


class OfflineMap(folium.Map):
    """A folium map whose scripts and styles all come from this server."""

    default_js = [("odmap", _ROOT + address("map.js"))]  # noqa: RUF012 - folium declares it as a plain list
    default_css = [("odmap", _ROOT + address("map.css"))]  # noqa: RUF012 - as above


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


class _View(MacroElement):
    """Tells the map which organisations to show."""

    _template = Template("{% macro script(this, kwargs) %}odmap.show({{ this.view | tojson }});{% endmacro %}")

    def __init__(self, view: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca types only some of its methods
        self.view = view


def settings() -> dict[str, Any]:
    """Return the words and marks that the map's script needs, wherever its data come from."""
    return {
        "name": NAME,
        "attribution": ATTRIBUTION,
        "types": [kind.value for kind in Type],
        "template": symbols.TEMPLATE,
        "marks": {kind.value: symbols.drawing(kind) for kind in Type},
    }


def world_map(frame: pd.DataFrame) -> folium.Map:
    """Return the map without any organisation on it: the part that is the same for every view."""
    drawn = OfflineMap(location=OPTIONS["center"], tiles=None)
    drawn.options.update(OPTIONS)
    addresses = {
        "overview": _ROOT + address("overview.topo.json"),
        "detail": _ROOT + address("world.topo.json"),
        "table": f"{_ROOT}assets/organisations.json?v={version(table(frame))}",
        "card": f"{_ROOT}card/",
    }
    _World({**settings(), **addresses}).add_to(drawn)
    return drawn


def of_stop(stop: Stop, frame: pd.DataFrame) -> dict[str, Any]:
    """Return what the map's script needs to show a stop of the story.

    Args:
        stop: of a story told of this directory.
        frame: the whole directory.
    """
    held = stop.position
    return {
        "story": True,
        "members": None if len(stop.view) == len(frame) else members(stop.view, frame),
        "position": [held.latitude, held.longitude, held.zoom] if held else None,
        "measure": stop.shading.for_map() if stop.shading else None,
    }


def stop_layer(stop: Stop, frame: pd.DataFrame) -> folium.FeatureGroup:
    """Return a stop of the story as a layer, for ``feature_group_to_add``."""
    group = folium.FeatureGroup(name="organisations", control=False)
    _View(of_stop(stop, frame)).add_to(group)
    return group


def view_layer(
    view: pd.DataFrame,
    frame: pd.DataFrame,
    chosen: str = "",
    measure: Mapping[str, Any] | None = None,
    here: Mapping[str, Any] | None = None,
) -> folium.FeatureGroup:
    """Return the small part that changes with the filters, for ``feature_group_to_add``.

    Args:
        view: the rows that match.
        frame: the whole directory.
        chosen: the id of the chosen organisation, which the map highlights if the view holds it.
        measure: how to colour the countries, as :meth:`odmap.shading.Shading.for_map` gives it.
        here: a place to mark: its ``latitude`` and ``longitude`` (degrees, WGS 84) and its ``words``.
    """
    group = folium.FeatureGroup(name="organisations", control=False)
    number = next(iter(members(frame[frame["id"] == chosen], frame)), None)
    content = {"members": members(view, frame), "chosen": number, "measure": measure, "here": here}
    _View(content).add_to(group)
    return group

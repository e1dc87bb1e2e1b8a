"""What the map's script is told wherever the map stands: its name, its marks and words, and Leaflet's own options."""

from collections.abc import Mapping
from typing import Any

from odmap.directory.organisation import MAIN_TYPE, Precision, Type
from odmap.geography.base_map import ATTRIBUTION
from odmap.graphics import mark_svg

NAME = "World map of Open Dialogue organisations. The list below the map holds the same organisations."
OPTIONS: Mapping[str, Any] = {
    "center": [30, 10],
    "zoom": 2,
    "minZoom": 0,
    "maxZoom": 10,
    "zoomSnap": 0.25,
    "zoomDelta": 1,
    "wheelPxPerZoomLevel": 100,
    "maxBounds": [[-60, -220], [85, 220]],
}
"""Leaflet's own options for the map, which every page with this map shares.

Its southern edge is 60° S: nobody beyond it is listed, and Antarctica would take a third of a small map. The zoom
limits are here because clusters need them, and there is no tile layer to have them.
"""


MANY = 3000
"""Above so many organisations the map counts places instead of drawing them one by one, and asks for ids and labels
only of those in sight."""

LISTED = 40
"""The list beside the map names at most so many of those in sight."""

CLOSEST: Mapping[Precision, float] = {Precision.COUNTRY: 4.5, Precision.REGION: 6.5, Precision.LOCALITY: 8}
"""How near the map shows all that match: a zoom, by how exactly the most exact of them is placed."""

NEAR: Mapping[Precision, float] = {Precision.COUNTRY: 4, Precision.REGION: 5.5, Precision.LOCALITY: 6}
"""How near it shows the chosen one."""


def settings() -> dict[str, Any]:
    """Return the words and marks that the map's script needs, wherever its data come from."""
    return {
        "name": NAME,
        "attribution": ATTRIBUTION,
        "legend": MAIN_TYPE,
        "types": [kind.value for kind in Type],
        "words": [kind.label for kind in Type],
        "template": mark_svg.TEMPLATE,
        "marks": {kind.value: mark_svg.drawing(kind) for kind in Type},
        "many": MANY,
        "listed": LISTED,
        "zooms": {"closest": dict(CLOSEST), "near": dict(NEAR)},
    }

"""What the map's script is told wherever the map stands: its name, its marks and words, and Leaflet's own options."""

from collections.abc import Mapping
from typing import Any

from odmap.directory.organisation import Type
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
    "maxBounds": [[-85, -220], [85, 220]],
}
"""Leaflet's own options for the map, which every page with this map shares.

The zoom limits are here because clusters need them, and there is no tile layer to have them.
"""


def settings() -> dict[str, Any]:
    """Return the words and marks that the map's script needs, wherever its data come from."""
    return {
        "name": NAME,
        "attribution": ATTRIBUTION,
        "types": [kind.value for kind in Type],
        "template": mark_svg.TEMPLATE,
        "marks": {kind.value: mark_svg.drawing(kind) for kind in Type},
    }

"""A view as GeoJSON (RFC 7946): points, for programs that draw maps."""

from typing import Any

import pandas as pd

from odmap.exports.data.fields import records
from odmap.exports.data.json_file import to_bytes
from odmap.views.provenance import Edition


def write(view: pd.DataFrame, edition: Edition) -> bytes:
    """Return a ``FeatureCollection``; what it is stands in its ``metadata``.

    Coordinates are degrees (WGS 84), longitude first. A body with no base has no geometry. Latitude and longitude are
    not repeated in the properties, so that nothing can contradict the geometry.
    """
    features = [_feature(record) for record in records(view)]
    return to_bytes({"type": "FeatureCollection", "metadata": edition.metadata(), "features": features})


def _feature(record: dict[str, Any]) -> dict[str, Any]:
    latitude, longitude = record.pop("latitude"), record.pop("longitude")
    located = latitude is not None and longitude is not None
    geometry = {"type": "Point", "coordinates": [longitude, latitude]} if located else None
    return {"type": "Feature", "id": record["id"], "geometry": geometry, "properties": record}

"""A view as GeoJSON (RFC 7946): points, for programs that draw maps."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from odmap.exports.data.fields import records
from odmap.exports.data.json_file import to_bytes
from odmap.views.provenance import Edition

COORDINATES = ("latitude", "longitude")
"""The fields that are no properties, so that nothing can contradict the geometry."""


def write(view: pd.DataFrame, edition: Edition, fields: Sequence[str] | None = None) -> bytes:
    """Return a ``FeatureCollection``; what it is stands in its ``metadata``.

    Coordinates are degrees (WGS 84), longitude first. A body with no base has no geometry.

    Args:
        view: rows of the located directory.
        edition: where they come from.
        fields: the properties wanted; by default all that the view has. Each feature has its id and geometry anyway.
    """
    features = [_feature(record, fields) for record in records(view)]
    return to_bytes({"type": "FeatureCollection", "metadata": edition.metadata(), "features": features})


def write_one(view: pd.DataFrame, edition: Edition) -> bytes:
    """Return a ``Feature`` with its ``metadata``, for a view of one row."""
    (record,) = records(view)
    return to_bytes({**_feature(record), "metadata": edition.metadata()})


def _feature(record: dict[str, Any], fields: Sequence[str] | None = None) -> dict[str, Any]:
    latitude, longitude = (record[axis] for axis in COORDINATES)
    located = latitude is not None and longitude is not None
    geometry = {"type": "Point", "coordinates": [longitude, latitude]} if located else None
    wanted = record if fields is None else fields
    properties = {field: record[field] for field in wanted if field not in COORDINATES}
    return {"type": "Feature", "id": record["id"], "geometry": geometry, "properties": properties}

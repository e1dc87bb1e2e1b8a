"""Views of the directory as files: the kinds there are, and what a file is called."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from odmap.exports import csv_file, geojson_file, json_file
from odmap.exports.edition import Edition

__all__ = ["FORMATS", "Edition", "Format", "file_name"]


class Format(NamedTuple):
    """One kind of file.

    Attributes:
        extension: of a file's name, without the dot.
        media_type: as HTTP names it.
        label: what a visitor reads.
        meaning: what it is good for.
        write: makes the file from the rows of a view and what it says about itself.
    """

    extension: str
    media_type: str
    label: str
    meaning: str
    write: Callable[[pd.DataFrame, Edition], bytes]


FORMATS: dict[str, Format] = {
    "csv": Format("csv", "text/csv", "CSV", "A table for a spreadsheet", csv_file.write),
    "geojson": Format(
        "geojson", "application/geo+json", "GeoJSON", "Points for a program that draws maps", geojson_file.write
    ),
    "json": Format("json", "application/json", "JSON", "Everything, for programs", json_file.write),
}


def file_name(edition: Edition, kind: Format) -> str:
    """Return a name that says what a file holds: "odmap-organisations-country-fi-no-2026-11-22.csv".

    It is plain ASCII, safe on every system, and never longer than 120 characters.
    """
    return f"{edition.stem}.{kind.extension}"

"""``odmap locate``: places, looked up in the offline gazetteer."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geopy.location import Location

from odmap.cli.arguments import add_directory
from odmap.geography.gazetteer import Gazetteer


def add_arguments(locate: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    which = locate.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "place", nargs="*", default=[], help='such as "Kemi, Finland"; put each place in quotation marks'
    )
    add_directory(which, "every place that a directory names, a CSV file")
    locate.add_argument("--json", action="store_true", help="one JSON object a line, also on a terminal")


def run(options: argparse.Namespace) -> int:
    """Print what is known of each place, and return the exit status: 1 if one is nowhere."""
    gazetteer = Gazetteer()
    records = [place_record(place, gazetteer.geocode(place)) for place in options.place]
    if options.directory:
        records = [place_record(*each) for each in _places_of(options.directory, gazetteer)]
    for found in records:
        print(json.dumps(found, ensure_ascii=False) if options.json or not sys.stdout.isatty() else _words(found))
    return 1 if any(found["latitude"] is None for found in records) else 0


def _places_of(path: Path, gazetteer: Gazetteer) -> Iterator[tuple[str, Location | None]]:
    """Yield each place that a directory names, in words, and where it is; as exactly as a record says it.

    Raises:
        OSError: the file cannot be read.
    """
    from odmap.directory.current import load  # reads tables, which takes longer than looking a place up

    directory = load(path)
    if directory.problems and directory.frame.empty:
        raise OSError(directory.problems[0])
    named = directory.frame[directory.frame["country"].notna()]
    for row in named.drop_duplicates(["country", "region", "town"]).to_dict("records"):
        words = ", ".join(part for part in (row["town"], row["region"], row["country_name"]) if part)
        yield words, gazetteer.locate(row["country"], row["region"], row["town"])


def place_record(query: str, location: Location | None) -> dict[str, Any]:
    """Describe a place that was looked up.

    Args:
        query: as it was asked for.
        location: what was found, if anything.

    Returns:
        ``query``, ``name`` (of the place that was found), ``latitude`` and ``longitude`` (degrees, WGS 84; ``None``
        where it is nowhere), ``precision``, ``country`` (ISO 3166-1 alpha-2), ``match`` ("exact"; "fuzzy" if the
        spelling was corrected; "parent" if it falls back to the place that holds it), ``ambiguous`` and ``source``.
    """
    raw: dict[str, Any] = location.raw if location else {}
    return {
        "query": query,
        "name": raw.get("name"),
        "latitude": location.latitude if location else None,
        "longitude": location.longitude if location else None,
        "precision": raw.get("precision"),
        "country": raw.get("country"),
        "match": raw.get("match"),
        "ambiguous": raw.get("ambiguous", False),
        "source": raw.get("source"),
    }


def _words(found: dict[str, Any]) -> str:
    if found["latitude"] is None:
        return f"{found['query']}: nowhere (no such place, or one without a point on a map)"
    unsure = ", ambiguous" if found["ambiguous"] else ""
    instead = {
        "parent": f"no gazetteer knows it, falls back to {found['name']}: ",
        "fuzzy": f"read as {found['name']}: ",
    }.get(found["match"], "")
    return (
        f"{found['query']}: {instead}latitude {found['latitude']:.4f}, longitude {found['longitude']:.4f}, "
        f"{found['precision']} in {found['country']}{unsure} ({found['source']})"
    )

"""Writes the places into SQLite: the same places give the same bytes."""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from scripts.gazetteer_build.model import Place

SCHEMA_VERSION = 1

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,          -- country, region or locality
    name TEXT NOT NULL,          -- the English name where there is one
    country TEXT NOT NULL,       -- ISO 3166-1 alpha-2
    latitude REAL NOT NULL,      -- degrees, WGS 84
    longitude REAL NOT NULL,
    iso_3166_2 TEXT,             -- of the region, or of the smallest coded region that a locality lies in
    parent INTEGER,              -- the place that this one lies in
    people INTEGER NOT NULL,     -- to rank places of one name
    source TEXT NOT NULL
);
CREATE TABLE alias (             -- every name, folded
    key TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE fuzzy (             -- names that a misspelt name may be compared with
    scope TEXT NOT NULL,         -- '' for countries, else the country of a region
    key TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (scope, key, place)
) WITHOUT ROWID;
CREATE TABLE country (           -- codes
    code TEXT PRIMARY KEY,       -- ISO 3166-1 alpha-2 or alpha-3
    place INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX region_code ON place (iso_3166_2) WHERE kind = 'region' AND source <> 'odmap places.csv';
"""

_ORDER = {"country": 0, "region": 1, "locality": 2}


def in_order(places: Sequence[Place]) -> list[Place]:
    """Return the places as they are numbered: by kind (countries first), country, code and name."""
    return sorted(
        places,
        key=lambda place: (
            _ORDER[place.kind],
            place.country,
            place.iso_3166_2 or "",
            place.name,
            place.latitude,
            place.longitude,
        ),
    )


def write(path: Path, places: Sequence[Place], alpha_3: dict[str, str], sources: Sequence[dict[str, str]]) -> None:
    """Write the gazetteer, replacing the file.

    Args:
        path: the SQLite file.
        places: all places, checked.
        alpha_3: ISO 3166-1 alpha-3 codes by alpha-2 code.
        sources: what the places come from, for the meta table.
    """
    ordered = in_order(places)
    number = {id(place): position for position, place in enumerate(ordered, start=1)}
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.local.unfinished")
    unfinished.unlink(missing_ok=True)
    database = sqlite3.connect(unfinished)
    try:
        database.executescript(SCHEMA)
        database.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            [
                ("schema_version", str(SCHEMA_VERSION)),
                ("sources", json.dumps(list(sources), ensure_ascii=False)),
            ],
        )
        database.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number[id(place)],
                    place.kind,
                    place.name,
                    place.country,
                    round(place.latitude, 5),
                    round(place.longitude, 5),
                    place.iso_3166_2,
                    number[id(place.parent)] if place.parent else None,
                    place.people,
                    place.source,
                )
                for place in ordered
            ],
        )
        database.executemany(
            "INSERT INTO alias VALUES (?, ?)",
            sorted((key, number[id(place)]) for place in ordered for key in place.folded_names()),
        )
        database.executemany(
            "INSERT INTO fuzzy VALUES (?, ?, ?)",
            sorted(
                ("" if place.kind == "country" else place.country, key, number[id(place)])
                for place in ordered
                if place.kind != "locality"
                for key in place.fuzzy_keys()
            ),
        )
        codes = {place.country: number[id(place)] for place in ordered if place.kind == "country"}
        codes |= {alpha_3[code]: place for code, place in list(codes.items()) if code in alpha_3}
        database.executemany("INSERT INTO country VALUES (?, ?)", sorted(codes.items()))
        database.commit()
        database.execute("VACUUM")
    finally:
        database.close()
    unfinished.replace(path)  # a running app keeps the file that it has open

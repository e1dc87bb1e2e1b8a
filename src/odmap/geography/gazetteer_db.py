"""The file behind the gazetteer: its tables as Python values, and the single look-ups of a search.

The tables are described in scripts/gazetteer_build/writer.py, which writes them.
"""

import json
import re
import sqlite3
import threading
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from geopy.distance import great_circle
from rapidfuzz import process
from rapidfuzz.distance import OSA

from odmap.data_file import DataFileError
from odmap.geography.place_names import country_variants, fold, place_variants

__all__ = ["OWN_PLACES", "GazetteerFile", "GazetteerFileError", "Place"]

SCHEMA_VERSION = "1"
OWN_PLACES = "odmap places.csv"
REBUILD = "It is built by `python -m scripts.build_gazetteer`; scripts/README.md says how."

SHORTEST_FUZZY = 5  # letters; shorter names have too many neighbours
ONE_EDIT_UP_TO = 7  # letters; longer names may differ by two

# Countries whose states are known by codes of two or three letters: "Burlington, VT".
STATE_CODES_IN = ("US", "CA", "AU")


class GazetteerFileError(DataFileError):
    """The gazetteer file is missing or damaged, or was made for another version of the app."""


class Place(NamedTuple):
    """One row of the table of places. Latitude and longitude are decimal degrees, WGS 84."""

    id: int
    kind: Literal["country", "region", "locality"]
    name: str
    country: str
    """ISO 3166-1 alpha-2."""
    latitude: float
    longitude: float
    iso_3166_2: str | None
    """Of the region, or of the smallest region with a code that the locality lies in."""
    parent: int | None
    """The id of the region that holds this place."""
    people: int
    source: str

    def is_called(self, name: str) -> bool:
        """Tell whether a name is this place's own and not merely one of its other names."""
        own_names = place_variants(self.name) if self.kind == "region" else [fold(self.name)]
        return not set(own_names).isdisjoint(place_variants(name))

    def km_to(self, other: "Place") -> float:
        """Return the great-circle distance in kilometres."""
        return float(great_circle((self.latitude, self.longitude), (other.latitude, other.longitude)).km)


_SELECT = f"SELECT {', '.join(f'place.{column}' for column in Place._fields)} FROM place "  # noqa: S608 - column names of a class
_OF_NAME = "JOIN alias ON alias.place = place.id WHERE alias.key = ?"
_COUNTRY_OF_NAME = f"{_OF_NAME} AND place.kind = 'country'"
_OF_REGION_CODE = f"WHERE place.kind = 'region' AND place.source <> '{OWN_PLACES}' AND place.iso_3166_2"


def _is_code(text: str) -> bool:
    """Tell whether a text may be a code of a country or region: up to three capital letters or digits."""
    return len(text) <= 3 and text.isascii() and text.isalnum() and text == text.upper()


class GazetteerFile:
    """The SQLite file, opened read-only. One instance may serve any number of threads.

    Args:
        path: the file that scripts/build_gazetteer.py writes.

    Raises:
        GazetteerFileError: the file is missing, damaged or of another version; so may every method, if the
            damage shows only later.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._database = self._open()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def country_with_code(self, code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 or alpha-3 code in capitals."""
        if not _is_code(code):
            return None
        found = self._places("JOIN country ON country.place = place.id WHERE country.code = ?", code)
        return found[0] if found else None

    def country_named(self, name: str) -> Place | None:
        """Return the country of that name or code; None also where its parts name two countries."""
        text = name.strip()
        if coded := self.country_with_code(text):
            return coded
        if whole := self._places(_COUNTRY_OF_NAME, fold(text)):
            return whole[0]
        keys = {key for half in re.split(r"[/|]", text) for key in country_variants(half)}
        found = {place for key in keys for place in self._places(_COUNTRY_OF_NAME, key)}
        return found.pop() if len(found) == 1 else None

    def named(self, name: str, country: str | None = None) -> list[Place]:
        """Return the regions and localities that go by the plainest known form of a name.

        Args:
            name: as a person wrote it.
            country: ISO 3166-1 alpha-2 code of the country they must be in.
        """
        for key in place_variants(name):
            places = self._places(_OF_NAME, key)
            places = [place for place in places if place.kind != "country" and country in (None, place.country)]
            if places:
                return places
        return []

    def beginning_with(self, key: str) -> list[tuple[Place, bool]]:
        """Return every place one of whose names begins so, and whether one of them is just that.

        Args:
            key: the beginning, folded; at least two letters, as shorter ones begin half the world.
        """
        columns = ", ".join(f"place.{column}" for column in Place._fields)
        rows = self._rows(
            f"SELECT {columns}, max(alias.key = ?) FROM alias JOIN place ON place.id = alias.place "  # noqa: S608 - column names of a class
            "WHERE alias.key >= ? AND alias.key < ? GROUP BY place.id",
            *(key, key, f"{key}\U0010ffff"),
        )
        return [(Place(*row), bool(exact)) for *row, exact in rows]

    def spelt_like(self, key: str) -> list[Place]:
        """Return the places with a name that a misspelt one is nearest to; empty if none is near enough.

        Args:
            key: the misspelt name, folded. As with :meth:`misspelt`, its first letter must be right.
        """
        if len(key) < SHORTEST_FUZZY:
            return []
        edits = 1 if len(key) <= ONE_EDIT_UP_TO else 2
        rows = self._rows(
            "SELECT key, place FROM alias WHERE key >= ? AND key < ? AND length(key) BETWEEN ? AND ?",
            *(key[0], f"{key[0]}\U0010ffff", len(key) - edits, len(key) + edits),
        )
        near = process.extract(key, [row[0] for row in rows], scorer=OSA.distance, score_cutoff=edits, limit=None)
        fewest = min((distance for _, distance, _ in near), default=0)
        ids = {rows[position][1] for _, distance, position in near if distance == fewest}
        return [place for number in sorted(ids) for place in self._places("WHERE place.id = ?", number)]

    def localities_in(self, south: float, north: float, west: float, east: float) -> list[Place]:
        """Return the localities in a box; degrees, WGS 84."""
        box = "WHERE place.kind = 'locality' AND place.latitude BETWEEN ? AND ? AND place.longitude BETWEEN ? AND ?"
        return [Place(*row) for row in self._rows(_SELECT + box, south, north, west, east)]

    def region_with_code(self, country: str, code: str) -> Place | None:
        """Return the region of an ISO 3166-2 code, given without its country: "NSW"."""
        if not _is_code(code):
            return None
        found = self._places(f"{_OF_REGION_CODE} = ?", f"{country}-{code}")
        return found[0] if found else None

    def states_with_code(self, code: str) -> list[Place]:
        """Return the states with a code of two or three capitals, in the countries where such are used."""
        found = (self.region_with_code(country, code.replace(".", "")) for country in STATE_CODES_IN)
        return [state for state in found if state]

    def misspelt(self, name: str, country: str | None = None) -> Place | None:
        """Return the one country, or region of a given country, that a name is a near miss of.

        The first letter must be right; up to seven letters allow one edit, longer names two; a tie is no
        answer.
        """
        key = fold(name)
        if len(key) < SHORTEST_FUZZY or not key[0].isascii():
            return None
        # Codes of countries are stored as the scope of their regions, and the empty text as that of the
        # countries.
        rows = self._rows(
            "SELECT key, place FROM fuzzy WHERE scope = ? AND key >= ? AND key < ?",
            country or "",
            key[0],
            chr(ord(key[0]) + 1),
        )
        edits = 1 if len(key) <= ONE_EDIT_UP_TO else 2
        near = process.extract(key, [row[0] for row in rows], scorer=OSA.distance, score_cutoff=edits, limit=None)
        fewest = min((distance for _, distance, _ in near), default=0)
        nearest = {rows[position][1] for _, distance, position in near if distance == fewest}
        return self._places("WHERE place.id = ?", nearest.pop())[0] if len(nearest) == 1 else None

    def holders(self, place: Place) -> list[int]:
        """Return the ids of the regions that a place lies in, the smallest first."""
        holders = []
        parent = place.parent
        while parent is not None:
            holders.append(parent)
            parent = self._rows("SELECT parent FROM place WHERE id = ?", parent)[0][0]
        return holders

    def regions(self) -> list[Place]:
        """Return every region, in the file's order."""
        return self._places("WHERE place.kind = 'region' ORDER BY place.id")

    def localities(self) -> list[Place]:
        """Return every town and the like, those with most people first."""
        return self._places("WHERE place.kind = 'locality' ORDER BY place.people DESC, place.id")

    def within(self, place: Place) -> list[str]:
        """Return the names of the regions that a place lies in, the smallest first, without its own."""
        names = (self._rows("SELECT name FROM place WHERE id = ?", holder)[0][0] for holder in self.holders(place))
        return [name for name in names if name != place.name]

    @cached_property
    def country_names(self) -> dict[str, str]:
        """The short English names of countries by ISO 3166-1 alpha-2 code, sorted by name."""
        rows = self._rows("SELECT place.country, place.name FROM country JOIN place ON place.id = country.place")
        return dict(sorted(set(rows), key=lambda row: (fold(row[1]), row[0])))

    @cached_property
    def sources(self) -> list[dict[str, str]]:
        """What the file is made of: name, used_for, licence, version and package of each source."""
        listed: list[dict[str, str]] = json.loads(self._rows("SELECT value FROM meta WHERE key = 'sources'")[0][0])
        return listed

    def check(self) -> None:
        """Read the whole file once.

        Raises:
            GazetteerFileError: any part of it is damaged.
        """
        if self._rows("PRAGMA quick_check(1)") != [("ok",)]:
            raise self.damaged()

    def damaged(self) -> GazetteerFileError:
        """Return the error that says so."""
        return self._error("is damaged")

    def _open(self) -> sqlite3.Connection:
        """Open the file and see that it is whole."""
        address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"  # immutable: no locks, no journal beside it
        database = None
        try:
            # One connection serves all threads, one at a time; a connection for each would be left open with
            # them.
            database = sqlite3.connect(address, uri=True, check_same_thread=False)
            version = database.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
            pages, page_size = (database.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
        except sqlite3.Error as error:
            if database is not None:
                database.close()
            raise self._error("is missing" if not self.path.is_file() else "is damaged or no gazetteer") from error
        whole = pages * page_size == self.path.stat().st_size
        if version != (SCHEMA_VERSION,) or not whole:
            database.close()
            raise self._error("was made for another version of odmap" if whole else "is cut short")
        return database

    def _rows(self, statement: str, *values: str | float) -> list[Any]:
        try:
            with self._lock:
                return self._database.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self.damaged() from error

    def _places(self, condition: str, *values: str | int) -> list[Place]:
        return [Place(*row) for row in self._rows(_SELECT + condition, *values)]

    def _error(self, what: str) -> GazetteerFileError:
        return GazetteerFileError(self.path.name, what, REBUILD)

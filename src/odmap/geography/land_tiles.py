"""The fine outline of countries in tiles, for the map seen from near: what ``data/derived/land-tiles.tsv`` holds.

Tiles are numbered as in :mod:`odmap.geography.map_tiles`, all at one level. scripts/build_land.py says what stands in
one.
"""

from collections.abc import Mapping
from functools import cache

from odmap.data_file import reading
from odmap.settings import LAND_TILES

__all__ = ["FIRST_ZOOM", "LEVEL", "MARGIN", "UNITS", "check", "tile"]

REBUILD = "It is built by `python -m scripts.build_land`; scripts/README.md says how."

LEVEL = 6
FIRST_ZOOM = 7
"""From which the map asks for them; before, the outline of the whole world suffices."""

UNITS = 2048
"""Steps from one side of a tile to the other: a pixel at zoom 9."""

MARGIN = 4
"""Units by which a tile reaches beyond each of its sides, so that no seam shows between two."""

NOTHING = b"[]"


@cache
def _tiles() -> Mapping[tuple[int, int], bytes]:
    with reading(LAND_TILES, REBUILD):
        found = {}
        for line in LAND_TILES.read_bytes().splitlines():
            column, row, content = line.split(b"\t")
            if not content.startswith(b"[[") or not content.endswith(b"]]"):
                raise ValueError("a line is no tile")
            found[int(column), int(row)] = content
        if not found:
            raise ValueError("it holds no tile")
    return found


def check() -> None:
    """Read the file once.

    Raises:
        DataFileError: it is missing or damaged.
    """
    _tiles()


def tile(column: int, row: int) -> bytes | None:
    """Return the land in a tile as JSON, empty where the coarse outline suffices; ``None`` if there is no such tile.

    Raises:
        DataFileError: the file is missing or damaged.
    """
    if not (0 <= column < 2**LEVEL and 0 <= row < 2**LEVEL):
        return None
    return _tiles().get((column, row), NOTHING)

"""Reads what Unicode CLDR knows of countries; only this module knows how the npm package cldr-core is packed."""

import json
import tarfile
from pathlib import Path
from typing import Any, NamedTuple

PACKAGE = "cldr-core"
MEMBERS_OF_THE_UN = "UN"
"""CLDR's name for the group of the 193 member states."""


class Cldr(NamedTuple):
    """The parts of CLDR's supplemental data that countries.csv is made of."""

    version: str
    codes: dict[str, dict[str, str]]
    """ISO 3166-1 alpha-2 code to ``_alpha3`` and ``_numeric``."""
    contains: dict[str, list[str]]
    """M49 code of a region, or the name of a group such as ``UN``, to the codes that lie in it, one level down."""
    population: dict[str, int]
    """People by ISO 3166-1 alpha-2 code, rounded to six significant digits."""


def read(packed: Path) -> Cldr:
    """Return what an archive of cldr-core holds; it is read as it is, nothing in it is run.

    Args:
        packed: the folder into which ``npm pack`` put the archive.

    Raises:
        SystemExit: the folder holds no such archive, or several.
        KeyError: the package is built otherwise than it was.
    """
    found = sorted(packed.glob(f"{PACKAGE}-*.tgz"))
    if len(found) != 1:
        raise SystemExit(
            f"Expected one file {PACKAGE}-*.tgz in {packed}, found {len(found)}. `make countries` gets it."
        )
    with tarfile.open(found[0]) as archive:
        version = _json_member(archive, "package.json")["version"]
        mappings, containment, info = (
            _json_member(archive, f"supplemental/{name}.json")["supplemental"][name]
            for name in ("codeMappings", "territoryContainment", "territoryInfo")
        )
    return Cldr(
        version,
        {code: about for code, about in mappings.items() if len(code) == 2},
        {group: about["_contains"] for group, about in containment.items()},
        {code: int(about["_population"]) for code, about in info.items() if "_population" in about},
    )


def _json_member(archive: tarfile.TarFile, name: str) -> Any:
    member = archive.extractfile(f"package/{name}")
    if member is None:
        raise SystemExit(f"The archive of {PACKAGE} holds no file {name}")
    return json.load(member)

"""Where odmap's files lie: at the top of a checkout, where data is edited in place, or inside the installed package.

``$ODMAP_DATA`` names another folder that holds the same files as ``data/``.
"""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "bundled"

ROOT = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parents[1]
"""The folder with ``app.py``, ``pages/``, ``data/`` and ``.streamlit/``; ``setup.py`` copies them into a wheel."""

DATA = Path(os.environ.get("ODMAP_DATA") or ROOT / "data").resolve()
ORGANISATIONS = DATA / "organisations.csv"
CHANGES = DATA / "changes.csv"
FIGURES = DATA / "figures.csv"
CONFIRMED_NONE = DATA / "confirmed-none.csv"
PRINCIPLES = DATA / "principles.toml"
TIMELINE = DATA / "timeline.csv"
STORY = DATA / "story.toml"
GAZETTEER = DATA / "derived" / "gazetteer.sqlite"
BASE_MAP = DATA / "derived" / "world.topo.json"
OVERVIEW = DATA / "derived" / "overview.topo.json"
REGIONS = DATA / "derived" / "regions.topo.json"
LAND_TILES = DATA / "derived" / "land-tiles.tsv"
COUNTRIES = DATA / "derived" / "countries.csv"
THEME = ROOT / ".streamlit" / "config.toml"
PAGES = ROOT / "pages"
FRAME = _PACKAGE / "web" / "ui" / "app_frame.py"
STATIC = _PACKAGE / "graphics" / "static"


def organisations_file() -> Path:
    """Return the directory file to show: ``$ODMAP_ORGANISATIONS`` if it is set, else the project's own."""
    chosen = os.environ.get("ODMAP_ORGANISATIONS")
    return Path(chosen) if chosen else ORGANISATIONS


def changes_file() -> Path | None:
    """Return the changelog of that directory: ``$ODMAP_CHANGES`` if it is set, else the project's own.

    ``None`` if another directory is shown and no changelog is named for it: then there is none.
    """
    chosen = os.environ.get("ODMAP_CHANGES")
    if chosen:
        return Path(chosen)
    return CHANGES if organisations_file().resolve() == ORGANISATIONS.resolve() else None

"""Where the files of a checkout lie.

odmap is run from its checkout: data is edited in place, not shipped inside the package. ``$ODMAP_DATA`` names another
folder that holds the same files.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("ODMAP_DATA") or ROOT / "data").resolve()
ORGANISATIONS = DATA / "organisations.csv"
CHANGES = DATA / "changes.csv"
FIGURES = DATA / "figures.csv"
CONFIRMED_NONE = DATA / "confirmed-none.csv"
PRINCIPLES = DATA / "principles.toml"
STORY = DATA / "story.toml"
GAZETTEER = DATA / "derived" / "gazetteer.sqlite"
BASE_MAP = DATA / "derived" / "world.topo.json"
OVERVIEW = DATA / "derived" / "overview.topo.json"
COUNTRIES = DATA / "derived" / "countries.csv"
THEME = ROOT / ".streamlit" / "config.toml"
PAGES = ROOT / "pages"
FRAME = Path(__file__).resolve().parent / "web" / "ui" / "app_frame.py"
STATIC = Path(__file__).resolve().parent / "graphics" / "static"


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

"""odmap: a world map of the organisations that practise, teach, study and support Open Dialogue.

For notebooks and programs, see docs/python.md:

    import odmap

    frame = odmap.load().frame  # one row an organisation: a pandas data frame
    odmap.folium_map(frame[frame["country"] == "FI"])

What is named here is imported when it is first used, so that ``import odmap`` and ``odmap --version`` take no time.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from odmap.version import __version__

if TYPE_CHECKING:
    from odmap.directory.current import fault, load
    from odmap.directory.organisations import Directory
    from odmap.maps.notebook import folium_map

__all__ = ["Directory", "__version__", "fault", "folium_map", "load"]

_HOMES = {
    "Directory": "odmap.directory.organisations",
    "fault": "odmap.directory.current",
    "folium_map": "odmap.maps.notebook",
    "load": "odmap.directory.current",
}


if not TYPE_CHECKING:  # a type checker knows every name from above, and finds a misspelt one

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found


def __dir__() -> list[str]:
    return __all__

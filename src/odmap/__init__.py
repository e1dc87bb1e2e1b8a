"""odmap: a world map of the organisations that practise, teach, study and support Open Dialogue."""

from odmap.directory.current import fault, load
from odmap.directory.organisations import Directory
from odmap.version import __version__

__all__ = ["Directory", "__version__", "fault", "load"]

"""The version of odmap, in one place: packaging, the page's footer and the exports read it from here."""

__version__ = "0.1.0"

NAME = "Open Dialogue map"
"""What visitors read as the name of the site; ``odmap`` is the name of the program."""

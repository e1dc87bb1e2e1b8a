"""Where the names of countries and of parts of the world lead from the gaps page."""

from odmap.views.selection import Selection
from odmap.views.urls import link


def country_href(code: str) -> str:
    """Return the link that a country's name is: for now the map of what is listed there."""
    return link("", Selection.of(country=[code]))


def brief_href(code: str) -> str:
    """Return the link to the printable brief of a country."""
    return f"./print/brief/{code}"

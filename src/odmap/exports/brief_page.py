"""A brief as one HTML file, which leads nowhere into odmap."""

from odmap.analysis.country_brief import Brief
from odmap.markup.print_pages import brief_page


def write(brief: Brief) -> bytes:
    """Return a brief as a page."""
    return brief_page(brief, served=False).encode()

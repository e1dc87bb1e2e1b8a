"""The page for an address where there is nothing."""

from rapidfuzz import fuzz, process

from odmap.markup import page_frame
from odmap.views.urls import PAGES

_ALIKE = 70  # of 100


def page(root: str, path: str) -> str:
    """Return the page that says so, and where to go instead.

    Args:
        root: the address of odmap as seen from the one that was asked for, such as ``../``.
        path: what was asked for, with a slash at its beginning; any text is safe.
    """
    return page_frame.error_page("not_found.html", root, pages=PAGES, meant=_meant(path))


def _meant(path: str) -> str | None:
    """Return the page that the visitor may have meant; ``None`` if it is like none."""
    words = path.strip("/").partition("/")[0][:40]
    found = process.extractOne(words.lower(), [name for name in PAGES if name], scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else None

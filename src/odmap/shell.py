"""The HTML that every page begins as: Streamlit's own, which draws the page by script, with our style sheet in it.

A style sheet that a run of the page imports comes late, and in Firefox never: Streamlit cleans HTML in a document
without a window, and Firefox keeps the empty sheet that an import gives there.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Route

from odmap.paths import PAGES
from odmap.static_files import address

ADDRESSES = ("/", *sorted(f"/{page.stem}" for page in PAGES.glob("*.py") if page.stem != "map"))
"""The pages, as they stand in the address; the map is the first of them."""

_BODY = "<body>"


@cache
def shell() -> str:
    """Return the HTML that a page begins as.

    Raises:
        RuntimeError: Streamlit's own has no body to put the style sheet into.
    """
    package = find_spec("streamlit")  # only to read its file: this room draws nothing
    folders = package.submodule_search_locations if package else None
    before, body, after = Path((folders or [""])[0], "static", "index.html").read_text("utf-8").partition(_BODY)
    if not body:
        raise RuntimeError("Streamlit's index.html has changed: it has no <body>.")
    # In the body, because it has to come after the styles that Streamlit writes into the head.
    return f'{before}{body}\n    <link rel="stylesheet" href="./{address("page.css")}">{after}'


def page(request: Request) -> HTMLResponse:
    """Send the HTML that a page begins as."""
    return HTMLResponse(shell(), headers={"Cache-Control": "no-cache"})


ROUTES: list[BaseRoute] = [Route(path, page) for path in ADDRESSES]

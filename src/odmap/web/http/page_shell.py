"""The HTML that every page begins as: Streamlit's own, which draws the page by script, with our style sheet in it.

A style sheet that a run of the page imports comes late, and in Firefox never: Streamlit cleans HTML in a document
without a window, and Firefox keeps the empty sheet that an import gives there.
"""

import re
from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Route

from odmap.graphics.assets import address, script, streamlit_folder
from odmap.version import NAME
from odmap.views.urls import PAGES

_BODY = "<body>"
_TITLE = re.compile("<title>.*?</title>", re.DOTALL)
_NO_SCRIPT = re.compile("<noscript>.*?</noscript>", re.DOTALL)
_FOR_AGENTS = re.compile(r'<link rel="service-desc"[^>]*>')
"""Leads to an interface that odmap does not offer (:mod:`odmap.web.http.known_paths`)."""

NO_SCRIPT = (
    "<noscript><p>This map is drawn by scripts, which your browser does not run. The same organisations, with places "
    'and sources, are <a href="./api/organisations.csv">a table to save</a>.</p></noscript>'
)


@cache
def shell(path: str = "") -> str:
    """Return the HTML that a page begins as.

    Args:
        path: the page as it stands in the address.

    Raises:
        RuntimeError: Streamlit's own has no body to put the style sheet into.
    """
    before, body, after = (streamlit_folder() / "index.html").read_text("utf-8").partition(_BODY)
    if not body:
        raise RuntimeError("Streamlit's index.html has changed: it has no <body>.")
    before = _TITLE.sub(f"<title>{PAGES[path]} · {NAME}</title>", _FOR_AGENTS.sub("", before))
    # In the body, because it has to come after the styles that Streamlit writes into the head.
    style = f'<link rel="stylesheet" href="./{address("page.css")}">'
    first = f"<script>{script('shell')}</script>"  # before Streamlit's own, which are modules and so wait
    return f"{before}{body}\n    {first}{style}{_NO_SCRIPT.sub(NO_SCRIPT, after)}"


def page(request: Request) -> HTMLResponse:
    """Send the HTML that a page begins as."""
    path = request.url.path.removeprefix(request.scope.get("root_path", "")).strip("/")
    return HTMLResponse(shell(path), headers={"Cache-Control": "no-cache"})


ROUTES: list[BaseRoute] = [Route(f"/{path}", page) for path in PAGES]

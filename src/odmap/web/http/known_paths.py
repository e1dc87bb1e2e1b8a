"""Which addresses there are: the pages, our own files and services, and what Streamlit's script asks for.

Streamlit answers every other address with its empty shell and status 200, so that search engines, monitors and
browsers take it for a page. Here it is 404, with a small page that helps.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from odmap.graphics.assets import streamlit_folder
from odmap.views.urls import PAGES
from odmap.web.http import not_found

HEALTH = "/healthz"
STREAM = "/_stcore/stream"

_SERVICES = frozenset({"/_stcore/health", "/_stcore/host-config"})
"""What Streamlit's script asks for. Not here: uploads (no page takes any), metrics, the interface for agents."""

_FOLDERS = ("/component/", "/media/")
"""What Streamlit serves by name, and says itself if there is no such thing."""


class KnownPaths:
    """Lets only known addresses through, and answers all others with 404.

    Args:
        app: what knows the pages.
        routes: our own, as they are without a base path.
        base: the path below which all of odmap lies, such as ``/map``; empty for none.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute], base: str = "") -> None:
        self.app = app
        self._routes = routes
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        if scope["type"] == "websocket":
            if scope["path"] == self._base + STREAM:
                await self.app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path == HEALTH:  # a monitor asks the machine itself, and knows no base path
            path = self._base + HEALTH
        inside = path.removeprefix(self._base) if path.startswith(f"{self._base}/") else ""
        if redirect := self._redirected(scope):
            await redirect(scope, receive, send)
        elif inside and self._is_ours(inside, scope):
            await self.app({**scope, "path": path, "root_path": self._base}, receive, send)
        elif (
            (inside and inside[1:] in PAGES)
            or inside in _SERVICES
            or inside in framework_files()
            or inside.startswith(_FOLDERS)
        ):
            await self.app(scope, receive, send)
        else:
            await (await self._not_found(path, inside))(scope, receive, send)

    def _redirected(self, scope: Scope) -> Response | None:
        """Send a page with a slash too many or too few to its own address, which a proxy may have below another."""
        path = scope["path"]
        page = path.removeprefix(f"{self._base}/").removesuffix("/")
        if self._base and path in ("/", self._base):
            where = f".{self._base}/"
        elif page and page in PAGES and path.endswith("/"):
            where = f"../{page}"
        else:
            return None
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(f"{where}?{query}" if query else where, 307, {"Cache-Control": "no-cache"})

    async def _not_found(self, path: str, inside: str) -> Response:
        headers = {"Cache-Control": "no-store"}
        if Path(path).suffix:  # a file, so nobody reads the answer
            return PlainTextResponse("There is nothing at this address.\n", 404, headers)
        root = "../" * (inside.count("/") - 1) or "./" if inside else f"{self._base}/"
        return HTMLResponse(await run_in_threadpool(not_found.page, root, inside), 404, headers)

    def _is_ours(self, path: str, scope: Scope) -> bool:
        asked = {**scope, "path": path, "root_path": ""}
        return any(route.matches(asked)[0] is not Match.NONE for route in self._routes)


@cache
def framework_files() -> frozenset[str]:
    """Return the path of every file that Streamlit's own page is made of, but of its empty shell."""
    folder = streamlit_folder()
    return frozenset(f"/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*.*")) - {"/index.html"}

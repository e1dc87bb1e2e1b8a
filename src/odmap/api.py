"""HTTP routes beside the pages, and the headers of every response.

The map's frame fetches its scripts, base map, organisations and cards from here: nothing leaves the machine.
"""

import gzip
import re
from collections.abc import Callable
from functools import lru_cache

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from odmap import load, markup, world_map
from odmap.palette import MODES
from odmap.static_files import FILES, early, mark_file
from odmap.symbols import Mark

FOREVER = "public, max-age=31536000, immutable"
"""For addresses that name their content's version: new content has a new address."""


@lru_cache(maxsize=16)
def _compressed(content: bytes) -> bytes:
    return gzip.compress(content, 6, mtime=0)


def _file(content: Callable[[], bytes], media_type: str) -> Callable[[Request], Response]:
    """Make an endpoint that sends content that its address's ``?v=`` names, compressed once."""

    def endpoint(request: Request) -> Response:
        headers = {
            "Cache-Control": FOREVER if "v" in request.query_params else "no-cache",
            "Vary": "Accept-Encoding",
        }
        body = content()
        if "gzip" in request.headers.get("accept-encoding", ""):
            body = _compressed(body)
            headers["Content-Encoding"] = "gzip"
        return Response(body, media_type=media_type, headers=headers)

    return endpoint


def card(request: Request) -> Response:
    """Send the card of one organisation as a piece of HTML."""
    frame = load().frame
    rows = frame[frame["id"] == request.path_params["id"]]
    if rows.empty:
        return PlainTextResponse("There is no organisation with this id.", status_code=404)
    return Response(markup.card(rows.iloc[0].to_dict()), media_type="text/html", headers={"Cache-Control": "no-cache"})


def mark(request: Request) -> Response:
    """Send the drawing of a mark."""
    mode = request.path_params["mode"]
    try:
        found = Mark.named(request.path_params["name"])
    except ValueError:
        found = None
    if found is None or mode not in MODES:
        return PlainTextResponse("There is no such mark.", status_code=404)
    return _file(lambda: mark_file(found, mode), "image/svg+xml")(request)


def health(request: Request) -> Response:
    """Say that the server is up, and how many organisations it shows."""
    return PlainTextResponse(f"ok: {len(load().frame)} organisations\n")


ROUTES: list[BaseRoute] = [
    Route("/healthz", health),
    Route("/card/{id}", card),
    Route("/assets/mark/{mode}/{name}.svg", mark),
    *(Route(f"/assets/{name}", _file(file.content, file.media_type)) for name, file in FILES.items()),
    Route("/assets/organisations.json", _file(lambda: world_map.table(load().frame), "application/json")),
]


class SecurityHeaders:
    """Adds to every response the headers that keep the page from asking any other machine for anything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = content_security_policy(_host(scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                if _is_page(scope["path"], headers):
                    headers.append((b"link", early().encode()))
                message["headers"] = [
                    *headers,
                    (b"content-security-policy", policy.encode()),
                    (b"referrer-policy", b"no-referrer"),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _is_page(path: str, headers: list[tuple[bytes, bytes]]) -> bool:
    """Tell Streamlit's own page from the map's frame and from cards, which are HTML, too."""
    return not path.startswith(("/component/", "/card/")) and any(
        name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers
    )


def _host(scope: Scope) -> str:
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return host if re.fullmatch(r"[A-Za-z0-9.\-\[\]:]{1,255}", host) else ""


def content_security_policy(host: str) -> str:
    """Return the policy that lets Streamlit run and nothing leave.

    Args:
        host: the server's own name and port. Older browsers do not count web sockets as ``'self'``, so they are
            named; empty if the request named none.
    """
    sockets = f" ws://{host} wss://{host}" if host else ""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            f"connect-src 'self'{sockets}",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


MIDDLEWARE = [Middleware(SecurityHeaders)]

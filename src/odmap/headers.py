"""The headers of every response: they keep the page from asking any other machine for anything."""

import re

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from odmap.static_files import early


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
    """Tell Streamlit's own page from the map's frame, cards and prints, which are HTML, too."""
    return not path.startswith(("/component/", "/card/", "/print/")) and any(
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

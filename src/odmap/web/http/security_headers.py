"""The headers of every response: they keep a page from asking other machines, and others from framing it."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_Headers = list[tuple[bytes, bytes]]

_NOT_USED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media"),
    *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
PERMISSIONS = ", ".join([*(f"{name}=()" for name in _NOT_USED), "geolocation=(self)", "fullscreen=*"])
"""What a page may ask a browser for. The story fills the screen, also where the map is embedded."""

ONE_YEAR = 31_536_000  # seconds


class SecurityHeaders:
    """Adds the headers that every response needs, and those that a page needs.

    Args:
        app: what makes the responses.
        base: the path below which all of odmap lies, such as ``/map``; empty for none.
        frame_ancestors: origins whose pages may show all of odmap in a frame. The embed view may stand anywhere.
        https: whether the world reaches this server by HTTPS only, even where a proxy does not say so.
    """

    def __init__(self, app: ASGIApp, base: str = "", frame_ancestors: Iterable[str] = (), https: bool = False) -> None:
        self.app = app
        self._base = base
        self._ancestors = " ".join(["'self'", *frame_ancestors])
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = self._added(scope)
        secure = self._https or scope["scheme"] == "https"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", []), *added]
                message["headers"] = _with_secure_cookies(headers) if secure else headers
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _added(self, scope: Scope) -> _Headers:
        anywhere = _may_be_framed_anywhere(scope, self._base)
        policy = content_security_policy(_host(scope), "" if anywhere else self._ancestors)
        headers = {
            "content-security-policy": policy,
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
            "permissions-policy": PERMISSIONS,
            "cross-origin-opener-policy": "same-origin",
        }
        if self._https or scope["scheme"] == "https":
            headers["strict-transport-security"] = f"max-age={ONE_YEAR}"
        return [(name.encode(), value.encode()) for name, value in headers.items()]


def _may_be_framed_anywhere(scope: Scope, base: str) -> bool:
    """Tell whether another's page may show this in a frame: the embed view, and the map's own frame inside it."""
    if scope["path"].startswith(f"{base}/component/"):
        return True
    query: bytes = scope["query_string"]
    given = parse_qs(query.decode("latin-1")).get("embed", ()) if b"embed" in query else ()
    return any(value.lower() == "true" for value in given)


def _with_secure_cookies(headers: _Headers) -> _Headers:
    """Tell browsers to send cookies over HTTPS only; Streamlit does so only where it holds the certificate itself."""
    return [
        (name, value + b"; Secure" if name.lower() == b"set-cookie" and b"; secure" not in value.lower() else value)
        for name, value in headers
    ]


def _host(scope: Scope) -> str:
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return host if re.fullmatch(r"[A-Za-z0-9.\-\[\]:]{1,255}", host) else ""


def content_security_policy(host: str, ancestors: str = "") -> str:
    """Return the policy that lets Streamlit run and nothing leave.

    Args:
        host: the server's own name and port. Older browsers do not count web sockets as ``'self'``, so they are
            named; empty if the request named none.
        ancestors: whose pages may show this in a frame, as the policy writes it; empty for anybody's.
    """
    sockets = f" ws://{host} wss://{host}" if host else ""
    framing = [f"frame-ancestors {ancestors}"] if ancestors else []
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
            *framing,
        )
    )

"""Who may ask: hosts that this server answers for, and pages that may open a web socket here.

Streamlit checks origins, too, but on the way it asks an outside server for its own address, and all visitors wait for
the answer. So foreign origins end here, and an own one reaches Streamlit in a form that it takes without asking.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from odmap.web.http.known_paths import HEALTH

_HOST = re.compile(r"(?P<name>[a-z0-9.\-]{1,255}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?")

_DEFAULT_PORTS = {"https": ":443", "http": ":80"}


class OriginCheck:
    """Refuses wrong hosts, and web sockets that a page of another origin opens.

    Args:
        app: what answers the others.
        address: the public address of this odmap; its host and origin are always right. Empty if it has none.
        hosts: all other names that this server has, ``*.example.org`` for all below one; empty if any will do.
        origins: further origins whose pages may open a web socket here, such as ``https://example.org``.
    """

    def __init__(self, app: ASGIApp, address: str = "", hosts: Iterable[str] = (), origins: Iterable[str] = ()) -> None:
        self.app = app
        self._hosts = [host.strip().lower().rstrip(".") for host in hosts]
        own = urlsplit(address).hostname
        if self._hosts and own:
            self._hosts.append(own)
        self._origins = {_origin(origin.strip()) for origin in (address, *origins)} - {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            allowed = scope["path"].endswith(HEALTH) or self._is_own_host(scope)
            refusal = PlainTextResponse(
                "This server does not answer for that host.\n", 421, {"Cache-Control": "no-store"}
            )
            await (self.app if allowed else refusal)(scope, receive, send)
        elif scope["type"] == "websocket":
            if self._may_connect(scope):
                await self.app(_as_own(scope), receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
        else:
            await self.app(scope, receive, send)

    def _may_connect(self, scope: Scope) -> bool:
        origins = _values(scope, b"origin")
        if not self._is_own_host(scope):
            return False
        if not origins:  # only browsers name one, and only they need to be kept from acting for another page
            return True
        named = _origin(origins[0])
        return len(origins) == 1 and (named in self._origins or _is_same_host(named, _host(scope)))

    def _is_own_host(self, scope: Scope) -> bool:
        if not self._hosts:
            return True
        found = _HOST.fullmatch(_host(scope))
        name = found["name"].strip("[]").rstrip(".") if found else ""
        return bool(name) and any(
            pattern in ("*", name) or (pattern.startswith("*.") and name.endswith(pattern[1:]))
            for pattern in self._hosts
        )


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _host(scope: Scope) -> str:
    """Return the host that a request names, with its port, in small letters; empty if none or several."""
    hosts = _values(scope, b"host")
    return hosts[0].lower() if len(hosts) == 1 else ""


def _origin(address: str) -> str:
    """Return scheme, host and port of an address, as a browser names an origin; empty if it has none."""
    try:
        parts = urlsplit(address.lower())
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.netloc.removesuffix(_DEFAULT_PORTS[parts.scheme])}"


def _is_same_host(origin: str, host: str) -> bool:
    """Tell whether an origin is the page that a host itself serves; a proxy may have changed the scheme."""
    scheme = origin.partition("://")[0]
    return bool(host) and bool(origin) and origin == _origin(f"{scheme}://{host}")


def _as_own(scope: Scope) -> Scope:
    """Name the host as the origin: for Streamlit this is a page of its own, and no question is left."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    headers = [(name, b"http://" + host if name == b"origin" else value) for name, value in scope["headers"]]
    return {**scope, "headers": headers}

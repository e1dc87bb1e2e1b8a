"""Bounds on what a client may send: a query and headers of 64 KB, and web socket messages of as much.

A visitor's browser sends less than 4 KB of each.
"""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_HEAD = 64 * 1024
"""Bytes of a query, and of all headers together."""

MAX_MESSAGE = 64 * 1024
"""Bytes of a message over a web socket: what a visitor chose, of which a long search is the longest."""

_NOT_TEXT, _TOO_BIG = 1003, 1009  # RFC 6455, section 7.4.1


class RequestLimits:
    """Refuses requests with a very long query or head, and ends web sockets that send very long messages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within bounds."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif len(scope["query_string"]) > MAX_HEAD:
            await _refuse(scope, receive, send, 414, "This address is too long.\n")
        elif sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEAD:
            await _refuse(scope, receive, send, 431, "The headers of this request are too long.\n")
        elif scope["type"] == "websocket":
            await self.app(scope, _bounded(receive, send), send)
        else:
            await self.app(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, words: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _TOO_BIG})
    else:
        await PlainTextResponse(words, status, {"Cache-Control": "no-store"})(scope, receive, send)


def _bounded(receive: Receive, send: Send) -> Receive:
    """Wrap what receives messages: one that is text, or too long, ends the web socket and is not passed on."""

    async def bounded() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive":
            content = message.get("bytes")
            code = _NOT_TEXT if content is None else _TOO_BIG if len(content) > MAX_MESSAGE else None
            if code is not None:
                await send({"type": "websocket.close", "code": code})
                return {"type": "websocket.disconnect", "code": code}
        return message

    return bounded

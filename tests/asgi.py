"""Asking an application without a server."""

from collections.abc import Sequence
from typing import Any

from schemathesis.python.asgi import get_client  # starlette's own client needs httpx2, which nothing else here does
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Scope


def client(routes: Sequence[BaseRoute] | ASGIApp) -> Any:
    """Return what asks an application, or one that has only these routes."""
    app: Any = Starlette(routes=routes) if isinstance(routes, Sequence) else routes
    return get_client(app)  # schemathesis and starlette write the type of an application differently


class Inner:
    """An application behind a middleware: it notes what reaches it, and answers with 200."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []
        self.received: list[Message] = []

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Note a request and answer it; of a web socket, note all messages."""
        self.scopes.append(scope)
        if scope["type"] == "websocket":
            while not self.received or self.received[-1]["type"] != "websocket.disconnect":
                self.received.append(await receive())
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": b"inside"})


async def ask(app: ASGIApp, scope: Scope, *messages: Message) -> list[Message]:
    """Send a request to an application, and return what it sends back.

    Args:
        app: what to ask.
        scope: what is not usual about the request: path, headers...
        messages: what the client sends, before it goes.
    """
    waiting = [*messages]
    sent: list[Message] = []
    usual: Scope = {"type": "http", "method": "GET", "scheme": "http", "path": "/", "query_string": b"", "headers": []}

    async def receive() -> Message:
        kind = {**usual, **scope}["type"]
        return waiting.pop(0) if waiting else {"type": f"{kind}.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await app({**usual, **scope}, receive, send)
    return sent

"""What the browser is told about the page around the app."""

import asyncio
import json

import pytest
from starlette.types import Message, Receive, Scope, Send

from odmap.web.http.host_config import CONFIG, HostConfig


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})


def ask(path: str, method: str = "GET") -> list[Message]:
    """Ask for a path, and return what is sent back."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(HostConfig(_app)({"type": "http", "method": method, "path": path, "headers": []}, receive, send))
    return sent


@pytest.mark.parametrize("path", ["/_stcore/host-config", "/map/_stcore/host-config"])
def test_errors_open_no_dialog(path: str) -> None:
    """Also under a base path the answer lets no error open a dialog, and no other page talk to the app."""
    start, body = ask(path)
    assert start["status"] == 200
    told = json.loads(body["body"])
    assert told == CONFIG
    assert told["blockErrorDialogs"] is True
    assert told["allowedOrigins"] == []


def test_all_else_is_passed_on() -> None:
    """Other requests reach the server."""
    assert ask("/_stcore/health")[0]["status"] == 404
    assert ask("/_stcore/host-config", "POST")[0]["status"] == 404

"""How many visitors this machine bears at once, and what the next one is told.

Each visitor holds a web socket, and each socket a file descriptor. Where these run out, a server can answer nobody, not
even to say so. Before that, new sessions are refused in words; files, prints and the API go on.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from odmap.markup import page_frame
from odmap.views.urls import PAGES

if sys.platform != "win32":
    import resource

VARIABLE = "ODMAP_MAX_SESSIONS"
MOST_SESSIONS = 500
"""Visitors at once, unless ``$ODMAP_MAX_SESSIONS`` says otherwise; each takes up to 2 MB of memory."""

RESERVE = 128
"""File descriptors that stay free for files, pictures and the API."""

ENOUGH = 65_536
"""File descriptors to ask the system for at the start."""

WORDS = "A lot of people are here right now. Please try again in a minute."
RETRY_AFTER = 60  # seconds
_PAGE_MARGIN = 0.95  # pages are refused a little before sockets, so that a page that has come also gets its socket
_OPEN_FILES = Path("/dev/fd")


def most_sessions() -> int:
    """Return how many sessions there may be at once.

    Raises:
        ValueError: what is set is no positive whole number; the message names the variable.
    """
    given = os.environ.get(VARIABLE, "").strip()
    if not given:
        return MOST_SESSIONS
    if not (given.isascii() and given.isdecimal() and int(given[:9])):
        raise ValueError(f"{VARIABLE}: {given[:40]!r} is no positive whole number")
    return int(given[:9])


def raise_descriptor_limit() -> int:
    """Allow this process as many file descriptors as the system grants, and return how many; 0 where nobody knows."""
    if sys.platform == "win32":
        return 0
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)


def free_descriptors() -> int | None:
    """Return how many more files and sockets this process may open; ``None`` where the system does not say."""
    if sys.platform == "win32":
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if limit == resource.RLIM_INFINITY:
        return None
    try:
        return limit - sum(1 for _ in _OPEN_FILES.iterdir())
    except FileNotFoundError:
        return None
    except OSError:  # not even this one may be opened any more
        return 0


class Capacity:
    """Counts the sessions that are open.

    Args:
        most: how many there may be at once.
    """

    def __init__(self, most: int = MOST_SESSIONS) -> None:
        self.most = most
        self.open = 0

    def admits(self, share: float = 1.0) -> bool:
        """Tell whether there is room for one more.

        Args:
            share: how much of the room may be used.
        """
        free = free_descriptors()
        return self.open < self.most * share and (free is None or free > RESERVE / share)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Count one more while the block lasts."""
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1


SESSIONS = Capacity()


def refusal() -> HTMLResponse:
    """Return the page that says so, with 503 and when to come again."""
    page = page_frame.error_page("server_full.html", "./", words=WORDS)
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HTMLResponse(page, status_code=503, headers=headers)


class Admission:
    """Refuses new sessions, and pages that would begin one, when there is no room.

    Args:
        app: the server.
        sessions: what counts.
    """

    def __init__(self, app: ASGIApp, sessions: Capacity = SESSIONS) -> None:
        self.app = app
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what there is room for."""
        if scope["type"] == "websocket":
            if self._sessions.admits():
                with self._sessions.taken():
                    await self.app(scope, receive, send)
            else:
                await receive()  # the question whether it may connect
                await send({"type": "websocket.close", "code": 1013, "reason": WORDS})  # 1013: try again later
        elif _is_page(scope) and not self._sessions.admits(_PAGE_MARGIN):
            await refusal()(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _is_page(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "GET" and scope["path"].rpartition("/")[2] in PAGES

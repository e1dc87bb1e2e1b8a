"""How files that take long are sent over HTTP: nothing holds a thread while it waits, and who leaves stops the work.

``HEAD`` never makes a file: what is known of one that was not made yet is its type, its name and how long it may be
kept. A client that has a file already is told so from its entity tag alone, where that is known.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from odmap.directory.organisations import Directory
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.web.http.responses import Refused, check_download, send, unchanged, unmade
from odmap.web.workers import shared_queue
from odmap.web.workers.orders import BusyError, StoppedError, Ticket
from odmap.web.workers.worker_process import NotMadeError

Read = Callable[[Request], tuple[FileSpec, Directory]]
"""Reads from a request which file is wanted, or refuses it."""

LATER = 30
"""Seconds after which it is worth asking again where nothing better is known."""

_GONE = 499  # as servers note it in their logs; nobody reads this answer


def endpoint(read: Read) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint that sends the file that a request asks for."""

    async def answer(request: Request) -> Response:
        found = await run_in_threadpool(_look, request, read)
        if isinstance(found, Response):
            return found
        try:
            file = await _wait(request, found)
        except NotMadeError as fault:
            words = "This file could not be made. The log of the server says why; try again, or choose another view."
            raise Unavailable(fault.words or words, LATER) from fault
        except StoppedError:
            raise _stopping() from None
        return send(request, file) if file else Response(status_code=_GONE)

    return answer


class Unavailable(Refused):
    """Not now, for reasons of the server's own; asking again may help.

    Args:
        error: why, and what to do.
        seconds: after so many it is worth asking again.
    """

    def __init__(self, error: str, seconds: int) -> None:
        super().__init__(503, error, retry_after=seconds)
        self.headers = {"Retry-After": str(seconds)}


def _look(request: Request, read: Read) -> Response | Ticket:
    """Answer at once if that is possible, or queue up."""
    check_download(request)  # before anything is made
    spec, directory = read(request)
    if file := shared_queue.made(spec, directory):
        return send(request, file)
    name = spec.name(directory)
    if answer := unchanged(request, shared_queue.tag(spec, directory), name):
        return answer
    if request.method == "HEAD":
        return unmade(request, spec.media_type, name)
    asker = request.client.host if request.client else ""
    try:
        return shared_queue.ask(asker, spec, directory)
    except BusyError as busy:
        words = f"Many files are being made just now. Ask again in {busy.seconds} seconds."
        raise Unavailable(words, busy.seconds) from None
    except StoppedError:
        raise _stopping() from None


def _stopping() -> Unavailable:
    return Unavailable("The server stops now and makes no more files. Ask again when it is back.", LATER)


async def _wait(request: Request, ticket: Ticket) -> File | None:
    """Return the file once it is made; ``None`` if the client left before."""
    file = asyncio.wrap_future(ticket.file)
    left = asyncio.ensure_future(_left(request))
    either: set[asyncio.Future[Any]] = {file, left}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        return file.result() if file.done() else None
    finally:
        ticket.leave()
        left.cancel()
        file.cancel()


async def _left(request: Request) -> None:
    """Return when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        continue

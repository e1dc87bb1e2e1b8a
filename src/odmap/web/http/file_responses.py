"""How files that take long are sent over HTTP: nothing holds a thread while it waits, and who leaves stops the work.

``HEAD`` never makes a file: what is known of one that was not made yet is its type, its name and how long it may be
kept. A client that has a file already is told so from its entity tag alone, where that is known.
"""

import asyncio
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from odmap.directory.organisations import Directory
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.web.http.refusals import Unavailable
from odmap.web.http.responses import send, unchanged, unmade
from odmap.web.workers import shared_queue
from odmap.web.workers.orders import BusyError, StoppedError, Ticket
from odmap.web.workers.worker_process import NotMadeError

LATER = 30
"""Seconds after which it is worth asking again where nothing better is known."""

_GONE = 499  # as servers note it in their logs; nobody reads this answer


async def answer(request: Request, spec: FileSpec, directory: Directory, keep: bool) -> Response:
    """Send a file once it is made.

    Args:
        request: what is asked.
        spec: which file is wanted.
        directory: of which it is made.
        keep: whether to send it to be kept under its name.

    Raises:
        Unavailable: it cannot be made now.
    """
    found = await run_in_threadpool(_look, request, spec, directory, keep)
    if isinstance(found, Response):
        return found
    try:
        file = await _wait(request, found)
    except NotMadeError as fault:
        words = "This file could not be made. The log of the server says why; try again, or choose another view."
        raise Unavailable(fault.words or words, LATER) from fault
    except StoppedError:
        raise _stopping() from None
    return send(request, file, keep) if file else Response(status_code=_GONE)


def _look(request: Request, spec: FileSpec, directory: Directory, keep: bool) -> Response | Ticket:
    """Answer at once if that is possible, or queue up."""
    if file := shared_queue.made(spec, directory):
        return send(request, file, keep)
    name = spec.name(directory)
    if known := unchanged(request, shared_queue.tag(spec, directory), name, keep):
        return known
    if request.method == "HEAD":
        return unmade(spec.media_type, name, keep)
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

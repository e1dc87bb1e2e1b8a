"""Uvicorn's protocols, with bounds: on the head of a request, and on how long a malformed one may stay.

Uvicorn itself bounds neither with httptools, and leaves a web socket open whose opening request is malformed.
"""

import asyncio
import http

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from odmap.web.http.request_limits import MAX_HEAD

HEAD_TIMEOUT = 20.0
"""Seconds within which a new connection must have sent the head of its first request."""


def _refusal(status: http.HTTPStatus) -> bytes:
    words = f"{status.phrase}.\n"
    return (
        f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
        f"content-length: {len(words)}\r\nconnection: close\r\n\r\n{words}"
    ).encode()


class BoundedHttpProtocol(HttpToolsProtocol):
    """HTTP/1.1 that ends a connection whose request has too long a head, or is too slow to send one."""

    _head = 0
    _in_head = True
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Begin to wait for the head of the first request."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(HEAD_TIMEOUT, self._end, http.HTTPStatus.REQUEST_TIMEOUT)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to a head, and pass it on."""
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > MAX_HEAD:
            self._end(http.HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_message_begin(self) -> None:
        """Count anew with each request."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Stop counting: what comes now is a body."""
        self._in_head = False
        self._head = 0
        self._stop_waiting()
        super().on_headers_complete()

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self, status: http.HTTPStatus) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            self.transport.write(_refusal(status))
            self.transport.close()


class PromptWebSocketProtocol(WebSocketsSansIOProtocol):
    """Web sockets that end at once if the request that opens them is malformed."""

    def data_received(self, data: bytes) -> None:
        """Read on, and send the refusal that uvicorn leaves unsent."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self.close_sent = self.handshake_complete = True
            self.transport.write(b"".join(self.conn.data_to_send()) or _refusal(http.HTTPStatus.BAD_REQUEST))
            self.transport.close()

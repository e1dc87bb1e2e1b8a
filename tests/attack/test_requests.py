"""Malformed, oversized and foreign requests."""

import asyncio
import concurrent.futures
import os
import urllib.error
import urllib.request

import pytest
import websockets

from tests.attack.conftest import PATIENCE, connect, resident
from tests.browser.conftest import Server

OPENING = (
    b"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\n"
)
KEY = b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
MALFORMED = {
    "no key": OPENING,
    "wrong key": OPENING + b"Sec-WebSocket-Key: x\r\n",
    "two keys": OPENING + KEY + KEY,
    "posted": OPENING.replace(b"GET", b"POST") + KEY,
    "old version": OPENING.replace(b" 13", b" 8") + KEY,
    "long header": OPENING + KEY + b"X-Long: " + b"a" * 9000 + b"\r\n",
    "long address": OPENING.replace(b"stream", b"stream?" + b"a" * 9000) + KEY,
    "many headers": OPENING + KEY + b"".join(b"X-%d: 1\r\n" % number for number in range(300)),
    "a body": OPENING + KEY + b"Content-Length: 5\r\n",
    "chunks": OPENING + KEY + b"Transfer-Encoding: chunked\r\n",
    "wrong address": OPENING.replace(b"/_stcore/stream", b"/nope") + KEY,
    "foreign origin": OPENING + KEY + b"Origin: http://evil.invalid\r\n",
}


def socket_address(server: Server) -> str:
    """Return where a page opens its web socket."""
    return f"{server.address.replace('http', 'ws', 1)}/_stcore/stream"


def healthy(server: Server) -> bool:
    """Tell whether the server answers."""
    with urllib.request.urlopen(f"{server.address}/healthz", timeout=PATIENCE) as answer:  # noqa: S310 - our own address
        return bool(answer.status == 200)


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_opening_is_refused_and_ended(server: Server, name: str) -> None:
    """The server says that it is malformed or not allowed, and closes; some used to stay open for good."""
    with connect(server) as client:
        client.sendall(MALFORMED[name] + b"\r\n")
        answer = b""
        while part := client.recv(4096):
            answer += part
    assert answer.split()[1] in (b"400", b"403", b"405", b"414", b"431")
    assert b"Traceback" not in answer


def test_a_head_without_an_end_is_cut_off(server: Server) -> None:
    """A client that sends headers for ever is refused long before it has sent 1 MB."""
    sent = 0
    with connect(server) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        try:
            while sent < 4_000_000:
                client.sendall(b"X-More: " + b"a" * 8_000 + b"\r\n")
                sent += 8_010
        except (BrokenPipeError, ConnectionResetError):
            pass
    assert sent < 4_000_000
    assert healthy(server)


def test_long_versions_of_a_file_fill_nothing(server: Server) -> None:
    """Two thousand addresses of one file, each 30 KB long, cost less than 30 MB; before, they cost 118."""

    def ask(number: int) -> None:
        url = f"{server.address}/assets/icon.svg?v={number:06}{'a' * 30_000}"
        request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own address
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
            assert answer.headers["Cache-Control"] == "no-store"

    for number in range(50):
        ask(number)
    before = resident(server)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(50, 2050)))
    assert resident(server) - before < 30


def test_uploads_leave_nothing(server: Server) -> None:
    """What no page asks for is not taken: uploads are refused, and cost no memory."""
    before = resident(server)
    for number in range(10):
        url = f"{server.address}/_stcore/upload_file/session/{number}"
        request = urllib.request.Request(url, data=b"x" * 4_000_000, method="PUT")  # noqa: S310 - our own address
        with pytest.raises((urllib.error.HTTPError, ConnectionError, urllib.error.URLError)) as refused:
            urllib.request.urlopen(request, timeout=PATIENCE)  # noqa: S310 - our own address
        if isinstance(refused.value, urllib.error.HTTPError):
            assert refused.value.code == 404
            refused.value.close()
    assert resident(server) - before < 20
    assert healthy(server)


def test_foreign_pages_stop_nobody(server: Server) -> None:
    """Fifty web sockets from a page elsewhere are refused, and the server answers between all of them."""

    async def open_one() -> int:
        try:
            async with websockets.connect(socket_address(server), origin=websockets.Origin("http://evil.invalid")):
                return 101
        except websockets.InvalidStatus as refused:
            return refused.response.status_code

    async def attack() -> list[int]:
        return [await open_one() for _ in range(50) if healthy(server)]

    assert asyncio.run(attack()) == [403] * 50


@pytest.mark.parametrize(
    ("message", "code"),
    [("text", 1003), (b"\n" * 70_000, 1009), (os.urandom(200), 1002)],
    ids=["text", "too long", "nonsense"],
)
def test_a_wrong_message_ends_the_web_socket(server: Server, message: str | bytes, code: int) -> None:
    """Text, a message of 70 KB and nonsense end the web socket that sent them, each with its reason."""

    async def attack() -> int | None:
        async with websockets.connect(socket_address(server)) as socket:
            await socket.send(message)
            try:
                while True:
                    await asyncio.wait_for(socket.recv(), PATIENCE)
            except websockets.ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else None

    assert asyncio.run(attack()) == code
    assert healthy(server)


def test_no_client_fills_the_log(server: Server) -> None:
    """Three hundred nonsensical requests and messages are a few dozen lines; each used to be several."""

    async def attack() -> None:
        for _ in range(100):
            async with websockets.connect(socket_address(server)) as socket:
                await socket.send(b"\xff" * 100)
                await socket.wait_closed()

    before = len(server.log.read_text().splitlines())
    asyncio.run(attack())
    for path in [*("/part/list?download=x",) * 100, *("/api/organisations.csv?country=%00",) * 100]:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{server.address}{path}", timeout=PATIENCE)  # noqa: S310 - our own address
        refused.value.close()
    assert len(server.log.read_text().splitlines()) - before < 100

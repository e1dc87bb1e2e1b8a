"""Answers leave at once: no socket of the server waits for an acknowledgement."""

import socket

from odmap.web.server import tcp_nodelay


def test_a_listening_socket_hands_it_on() -> None:
    """A socket bound as Streamlit binds it, and each that it accepts, sends without waiting."""
    with socket.socket(socket.AF_INET) as server, socket.socket(socket.AF_INET) as client:
        server.bind(("127.0.0.1", 0))
        assert tcp_nodelay.send_at_once() >= 1
        server.listen()
        client.connect(server.getsockname())
        accepted, _ = server.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_other_sockets_are_let_be() -> None:
    """Sockets that are not TCP are passed over: they change nothing in how many there are."""
    before = tcp_nodelay.send_at_once()
    with socket.socket(socket.AF_UNIX), socket.socket(socket.AF_INET, socket.SOCK_DGRAM):
        assert tcp_nodelay.send_at_once() == before
        with socket.socket(socket.AF_INET):
            assert tcp_nodelay.send_at_once() == before + 1

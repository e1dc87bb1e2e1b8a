"""Answers that leave at once.

Streamlit binds its socket in a way that leaves Nagle's algorithm on: the second part of an answer then waits until the
browser has acknowledged the first, 40 milliseconds later. A socket that listens hands its options on to those it
accepts.
"""

import os
import socket
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from odmap.web.server.log_limits import limit_repeats

_MOST = 256  # file numbers to look at; a server that starts has a few dozen


def send_at_once() -> int:
    """Switch Nagle's algorithm off for every TCP socket of this process, and return how many there are."""
    found = 0
    for number in range(3, _MOST):
        try:
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            with socket.socket(fileno=os.dup(number)) as same:
                if same.family in (socket.AF_INET, socket.AF_INET6) and same.type == socket.SOCK_STREAM:
                    same.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    found += 1
        except OSError:
            continue  # no such file, or no socket to ask
    return found


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Do so when the server starts: by then its socket is bound. And bound the log: by then its loggers are made."""
    send_at_once()
    limit_repeats()
    yield

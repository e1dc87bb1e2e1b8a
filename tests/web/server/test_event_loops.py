"""Event loops that are made when they are used."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from odmap.web.server import event_loops
from odmap.web.server.event_loops import LoopWhenNeeded, when_needed


def descriptors() -> int:
    """Return how many files and sockets this process holds."""
    return sum(1 for _ in Path("/dev/fd").iterdir())


@pytest.fixture
def _installed() -> Iterator[None]:
    """Install the policy, and put back the one before."""
    before = asyncio.get_event_loop_policy()
    event_loops.install()
    yield
    asyncio.set_event_loop_policy(before)


async def _answer() -> int:
    await asyncio.sleep(0)
    return 42


def test_an_unused_loop_holds_nothing() -> None:
    """Making, installing and closing a loop takes up no file descriptor."""
    before = descriptors()
    loops = [when_needed(asyncio.new_event_loop) for _ in range(100)]
    assert descriptors() == before
    for loop in loops:
        assert not loop.is_closed()
        assert not asyncio.all_tasks(loop)
        loop.close()
        assert loop.is_closed()


def test_a_used_loop_works_and_ends() -> None:
    """A loop that is used runs tasks like any other, and gives everything back when it is closed."""
    before = descriptors()
    loop = when_needed(asyncio.new_event_loop)
    assert loop.run_until_complete(_answer()) == 42
    assert loop.run_until_complete(loop.create_task(_answer())) == 42
    assert descriptors() > before
    loop.close()
    assert loop.is_closed()
    assert descriptors() == before
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_soon(print)


@pytest.mark.usefixtures("_installed")
def test_only_loops_made_inside_a_running_one_wait() -> None:
    """The server's own loop is an ordinary one; one made inside it, as Streamlit does, is made when needed."""

    async def inside() -> asyncio.AbstractEventLoop:
        return asyncio.new_event_loop()

    outer = asyncio.new_event_loop()
    assert not isinstance(outer, LoopWhenNeeded)
    inner = outer.run_until_complete(inside())
    assert isinstance(inner, LoopWhenNeeded)
    asyncio.set_event_loop(inner)
    assert asyncio.get_event_loop_policy().get_event_loop() is inner
    asyncio.set_event_loop(None)
    assert inner.run_until_complete(_answer()) == 42
    inner.close()
    outer.close()

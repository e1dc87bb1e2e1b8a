"""Event loops that take up no file descriptors until somebody uses them.

Streamlit gives each session an event loop, for libraries that ask for one while a page is drawn. Nothing here does, yet
each loop holds three file descriptors for as long as the session is remembered, also of a visitor who has left: a
thousand descriptors, the usual limit, are then used up by two hundred and fifty visitors.
"""

import asyncio
import sys
from collections.abc import Callable
from typing import Any

_OWN = ("is_running", "is_closed", "close", "get_debug")


class LoopWhenNeeded(asyncio.AbstractEventLoop):
    """Stands for an event loop, and makes it when it is used for the first time.

    Args:
        make: makes the event loop.
    """

    def __init__(self, make: Callable[[], asyncio.AbstractEventLoop]) -> None:
        self._make = make
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    def _made(self) -> asyncio.AbstractEventLoop:
        if self._closed:
            raise RuntimeError("Event loop is closed")
        if self._loop is None:
            self._loop = self._make()
        return self._loop

    def is_running(self) -> bool:
        """Tell whether the loop runs."""
        return self._loop is not None and self._loop.is_running()

    def is_closed(self) -> bool:
        """Tell whether the loop was closed."""
        return self._closed if self._loop is None else self._loop.is_closed()

    def get_debug(self) -> bool:
        """Tell whether the loop is in debug mode."""
        return self._loop is not None and self._loop.get_debug()

    def close(self) -> None:
        """Close the loop."""
        if self._loop is not None:
            self._loop.close()
        self._closed = True


def when_needed(make: Callable[[], asyncio.AbstractEventLoop]) -> LoopWhenNeeded:
    """Return an event loop that is made when it is used for the first time."""
    return LoopWhenNeeded(make)  # type: ignore[abstract] # what it lacks is passed on, see below


def _passed_on(name: str) -> Callable[..., Any]:
    def method(self: LoopWhenNeeded, *values: Any, **named: Any) -> Any:
        return getattr(self._made(), name)(*values, **named)

    return method


for _name in vars(asyncio.AbstractEventLoop):
    if not _name.startswith("_") and _name not in _OWN:
        setattr(LoopWhenNeeded, _name, _passed_on(_name))


if sys.version_info < (3, 14):  # from then on asyncio has no policies, and sessions keep their descriptors

    class _Policy(asyncio.AbstractEventLoopPolicy):
        """Does as the policy before did, but hands out loops that are made when needed.

        Only to callers inside a running loop: these cannot want to run the new one at once.
        """

        def __init__(self, before: asyncio.AbstractEventLoopPolicy) -> None:
            self._before = before
            if sys.platform != "win32":  # what waits for child processes
                self.get_child_watcher = before.get_child_watcher  # type: ignore[method-assign] # passed on as it is
                self.set_child_watcher = before.set_child_watcher  # type: ignore[method-assign] # as above

        def get_event_loop(self) -> asyncio.AbstractEventLoop:
            return self._before.get_event_loop()

        def set_event_loop(self, loop: asyncio.AbstractEventLoop | None) -> None:
            self._before.set_event_loop(loop)

        def new_event_loop(self) -> asyncio.AbstractEventLoop:
            try:
                asyncio.get_running_loop()
            except RuntimeError:
                return self._before.new_event_loop()
            return when_needed(self._before.new_event_loop)

    def install() -> None:
        """Hand out such loops from now on in this process."""
        before = asyncio.get_event_loop_policy()
        if not isinstance(before, _Policy):
            asyncio.set_event_loop_policy(_Policy(before))  # type: ignore[abstract] # two are set in __init__

else:

    def install() -> None:
        """Do nothing."""

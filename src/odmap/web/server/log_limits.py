"""A log that no visitor can fill: the same line of the program speaks only so often.

A client that sends nonsense makes Streamlit or uvicorn log each time, some with a long traceback.
"""

import logging
import time
from collections.abc import Callable

MOST = 5
"""Times that one line of the program may log within a while."""

WHILE = 60.0  # seconds

_LOGGERS = ("streamlit", "uvicorn", "websockets")


class RepeatLimit(logging.Filter):
    """Lets each line of the program log a few times within a while, and then says how often it would have.

    Args:
        most: times within a while.
        seconds: how long that is.
        clock: tells the time in seconds.
    """

    def __init__(self, most: int = MOST, seconds: float = WHILE, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._seen: dict[tuple[str, int], tuple[float, int]] = {}  # as many as there are lines that log

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record may be logged; one after a break says how many were left out."""
        line, now = (record.pathname, record.lineno), self._clock()
        since, times = self._seen.get(line, (now, 0))
        if now - since >= self._seconds:
            left_out, since, times = times - self._most, now, 0
            if left_out > 0:
                record.msg = f"{record.getMessage()} ({left_out} more like this one were not logged)"
                record.args = ()
        self._seen[line] = since, times + 1
        return times < self._most


def limit_repeats() -> None:
    """Put the limit on every logger that clients can make speak."""
    limit = RepeatLimit()
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in _LOGGERS:
            logging.getLogger(name).addFilter(limit)

"""The log that no visitor can fill."""

import logging

import pytest

from odmap.web.server.log_limits import RepeatLimit


@pytest.fixture
def seconds() -> list[float]:
    """Return a clock's hand."""
    return [0.0]


def test_a_line_speaks_only_so_often(seconds: list[float], caplog: pytest.LogCaptureFixture) -> None:
    """Of a thousand repeats in a minute five are logged; the next minute's first says how many were not."""
    logger = logging.getLogger("odmap.tests.log_limits")
    limit = RepeatLimit(5, 60, lambda: seconds[0])
    logger.addFilter(limit)
    for minute in range(2):
        seconds[0] = minute * 61.0
        for number in range(1000):
            logger.warning("nonsense %d", number)
        logger.warning("something else")
    logger.removeFilter(limit)
    assert caplog.messages[:6] == [*(f"nonsense {number}" for number in range(5)), "something else"]
    assert caplog.messages[6] == "nonsense 0 (995 more like this one were not logged)"
    assert len(caplog.messages) == 12

"""A server whose directory file is rewritten slowly, and then spoilt, while visitors ask."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from odmap.settings import ORGANISATIONS
from tests.browser.conftest import serving
from tests.counted import TOTAL

PIECES = 20
PATIENCE = 60  # seconds; generous, because a busy machine is not a failure
CSV = "/api/organisations.csv"


def get(address: str) -> tuple[int, str]:
    """Return status and text of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own address
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def until(found: Callable[[], bool]) -> bool:
    """Wait until something holds, and return whether it came to that."""
    deadline = time.monotonic() + PATIENCE
    while not found() and time.monotonic() < deadline:
        time.sleep(0.1)
    return found()


def test_visitors_see_whole_editions_only(tmp_path: Path) -> None:
    """A rewrite in twenty pieces is seen whole or not at all, an accident never; health tells, and gets well again."""
    path = tmp_path / "organisations.csv"
    whole = ORGANISATIONS.read_bytes()
    path.write_bytes(whole)
    changed = whole.replace(b"Dialogue First", b"Dialogue Next")
    with serving(ODMAP_ORGANISATIONS=str(path), ODMAP_SETTLING="3") as server:
        healthy = get(f"{server}/healthz")
        before = get(f"{server}{CSV}")
        assert healthy == (200, f"ok: {TOTAL} organisations\n")
        step = len(changed) // PIECES + 1
        seen = set()
        with path.open("wb") as file:
            for start in range(0, len(changed), step):
                file.write(changed[start : start + step])
                file.flush()
                seen |= {get(f"{server}/healthz"), get(f"{server}{CSV}")}
        assert seen == {healthy, before}
        assert until(lambda: "Dialogue Next" in get(f"{server}{CSV}")[1])
        after = get(f"{server}{CSV}")
        path.write_bytes(b"")
        assert until(lambda: get(f"{server}/healthz")[1].startswith("degraded: organisations.csv is empty"))
        assert get(f"{server}{CSV}") == after
        assert get(f"{server}/healthz")[0] == 200
        path.write_bytes(changed)
        assert until(lambda: get(f"{server}/healthz") == healthy)


def test_a_start_without_a_directory_is_unhealthy(tmp_path: Path) -> None:
    """A server that starts without a good file says so, answers no data, and takes a good file once there is one."""
    path = tmp_path / "organisations.csv"
    path.write_bytes(b"\xff\xfe\x00")
    # A server that is not healthy is up all the same, so its start is not waited for by its health.
    with serving(ready="/assets/page.js", ODMAP_ORGANISATIONS=str(path), ODMAP_SETTLING="1") as server:
        assert get(f"{server}/healthz") == (503, "nothing to show: organisations.csv is not UTF-8 at byte 0\n")
        assert get(f"{server}{CSV}")[0] == 503
        path.write_bytes(ORGANISATIONS.read_bytes())
        assert until(lambda: get(f"{server}/healthz") == (200, f"ok: {TOTAL} organisations\n"))

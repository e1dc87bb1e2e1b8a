"""WebKitGTK, by its own WebKitWebDriver: the engine of Safari, and of every browser on an iPhone."""

import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from scripts import find_browsers
from tests.engines.driver import PATIENCE, Driver, RefusedError


class WebKit(Driver):
    """A window of WebKitGTK, reached over HTTP."""

    name = "WebKit"
    frame_corner = "window.frameElement"

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """Send one command, and return the value of the answer."""
        data = json.dumps(body).encode() if method == "POST" else None
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(self.address + path, data, headers, method=method)  # noqa: S310 - our own driver
        try:
            with urllib.request.urlopen(asked, timeout=3 * PATIENCE) as answer:  # noqa: S310 - our own driver
                return json.load(answer)["value"]
        except urllib.error.HTTPError as problem:
            value = json.load(problem)["value"]
            raise RefusedError(f"{value['error']}: {value['message'][:300]}") from None


@contextmanager
def _screen(program: str) -> Iterator[str]:
    """Give a screen to draw on, by its name: WebKitGTK has no mode without one."""
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait(20)


def _environment(home: Path, screen: str) -> dict[str, str]:
    """Return the variables for a WebKit with a new home, and no animations (``prefers-reduced-motion``)."""
    settings = home / "gtk-3.0" / "settings.ini"
    settings.parent.mkdir()
    settings.write_text("[Settings]\ngtk-enable-animations=0\n", "utf-8")
    homes = dict.fromkeys(("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(home))
    return {**os.environ, **homes, "DISPLAY": screen, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}


@contextmanager
def webkit(log: Path) -> Iterator[WebKit]:
    """Run WebKit while the block lasts.

    Args:
        log: a file for what it says.

    Raises:
        FileNotFoundError: it is not installed; the message says what to install.
    """
    programs = find_browsers.webkit()
    if programs is None:
        raise FileNotFoundError(find_browsers.advice(["webkit"]))
    with ExitStack() as stack:
        screen = stack.enter_context(_screen(programs.screen))
        home = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        said = stack.enter_context(log.open("ab"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        driver = subprocess.Popen(
            [programs.driver, f"--port={port}"], env=_environment(Path(home), screen), stdout=said, stderr=said
        )
        stack.callback(driver.wait, 20)
        stack.callback(driver.terminate)
        browser = WebKit(f"http://127.0.0.1:{port}")
        _wait_for(browser)
        options = {"binary": programs.browser, "args": ["--automation", "--private"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        session = browser.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        browser.address += f"/session/{session['sessionId']}"
        stack.callback(browser.ask, "DELETE", "")
        browser.ask("POST", "/timeouts", {"script": int(PATIENCE * 1000), "pageLoad": int(2 * PATIENCE * 1000)})
        browser.resize(1280, 800)
        yield browser


def _wait_for(browser: WebKit) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            browser.ask("GET", "/status")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return

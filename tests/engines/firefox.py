"""Firefox, by Marionette: the socket that geckodriver, too, talks to. A length, a colon, and JSON, both ways."""

import json
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from scripts import find_browsers
from tests.engines.driver import PATIENCE, Driver, RefusedError

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name that W3C gives to a reference to an element
_PREFERENCES = {
    "marionette.port": 0,  # any that is free; the file MarionetteActivePort says which
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "full-screen-api.warning.timeout": 0,
    "layout.css.prefers-color-scheme.content-override": 1,  # light
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}
_COMMANDS = {
    "POST /actions": "WebDriver:PerformActions",
    "POST /back": "WebDriver:Back",
    "POST /element": "WebDriver:FindElement",
    "POST /execute/async": "WebDriver:ExecuteAsyncScript",
    "POST /frame": "WebDriver:SwitchToFrame",
    "POST /session": "WebDriver:NewSession",
    "POST /timeouts": "WebDriver:SetTimeouts",
    "POST /url": "WebDriver:Navigate",
    "POST /window/rect": "WebDriver:SetWindowRect",
    "GET /screenshot": "WebDriver:TakeScreenshot",
    "GET /window/rect": "WebDriver:GetWindowRect",
    "POST /moz/context": "Marionette:SetContext",
}


class Firefox(Driver):
    """A window of Firefox, reached by the Marionette socket at ``port``."""

    name = "Firefox"

    def __init__(self, port: int) -> None:
        super().__init__()
        self._line = socket.create_connection(("127.0.0.1", port), timeout=3 * PATIENCE)
        self._stream = self._line.makefile("rb")
        self._number = 0
        self._hear()  # the greeting

    def close(self) -> None:
        """Hang up."""
        self._stream.close()
        self._line.close()

    def _hear(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox has gone")
            length += byte
        return json.loads(self._stream.read(int(length)))

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """Send one command, and return the value of the answer."""
        if path == "/frame":
            body = {"element": body["id"][_ELEMENT]} if body["id"] else {"id": None}
        elif path == "/screenshot":
            body = {"full": False}
        self._number += 1
        message = json.dumps([0, self._number, _COMMANDS[f"{method} {path}"], body]).encode()
        self._line.sendall(b"%d:%s" % (len(message), message))
        _, _, problem, answer = self._hear()
        if problem:
            raise RefusedError(f"{problem['error']}: {problem['message'][:300]}")
        return answer["value"] if isinstance(answer, dict) and list(answer) == ["value"] else answer

    @contextmanager
    def larger_text(self, factor: float) -> Iterator[None]:
        """Enlarge text and nothing else while the block lasts, as "Zoom text only" does."""
        self._text_zoom(factor)
        try:
            yield
        finally:
            self._text_zoom(1)

    def _text_zoom(self, factor: float) -> None:
        self.send("POST", "/moz/context", {"value": "chrome"})
        try:
            self.run("gBrowser.selectedBrowser.browsingContext.textZoom = given[0]", factor)
        finally:
            self.send("POST", "/moz/context", {"value": "content"})


@contextmanager
def firefox(log: Path) -> Iterator[Firefox]:
    """Run Firefox without a screen while the block lasts.

    Args:
        log: a file for what it says.

    Raises:
        FileNotFoundError: it is not installed; the message says what to install.
        RuntimeError: it did not start; the message has the end of what it said.
    """
    program = find_browsers.firefox()
    if program is None:
        raise FileNotFoundError(find_browsers.advice(["firefox"]))
    with ExitStack() as stack:
        profile = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _PREFERENCES.items())
        (profile / "user.js").write_text("".join(lines), "utf-8")
        said = stack.enter_context(log.open("ab"))
        command = [program, "--headless", "--no-remote", "--marionette", "--remote-allow-system-access"]
        process = subprocess.Popen(
            [*command, "--profile", str(profile)],
            env={**os.environ, "HOME": str(profile), "MOZ_CRASHREPORTER_DISABLE": "1"},  # HOME has to be the user's own
            stdout=said,
            stderr=said,
        )
        stack.callback(process.wait, 30)
        stack.callback(process.terminate)
        browser = Firefox(_port(process, profile / "MarionetteActivePort", log))
        stack.callback(browser.close)
        browser.ask("POST", "/session", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": False}}})
        browser.ask("POST", "/timeouts", {"script": int(PATIENCE * 1000), "pageLoad": int(2 * PATIENCE * 1000)})
        browser.resize(1280, 800)
        yield browser


def _port(process: subprocess.Popen[bytes], told: Path, log: Path) -> int:
    """Return the port that Firefox listens at, as soon as it says it."""
    deadline = time.monotonic() + PATIENCE
    while not (told.exists() and told.read_text()):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"Firefox did not start: {log.read_text('utf-8', 'replace')[-2000:]}")
        time.sleep(0.1)
    return int(told.read_text())

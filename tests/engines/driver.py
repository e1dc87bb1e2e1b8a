"""A browser that is driven by the commands of W3C WebDriver, whatever carries them there.

Playwright drives neither Debian's Firefox nor its WebKit, and Selenium needs a geckodriver, which Debian has not.
"""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

PATIENCE = 60.0  # seconds; a busy machine is not a failure
_KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "End": "\ue010",
    "ArrowLeft": "\ue012",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}
_LISTEN = """
if (window.noted) return;
const noted = window.noted = [];
function listen(place) {
  place.addEventListener("error", event => { if (event.message) noted.push(event.message); });
  place.addEventListener("unhandledrejection", event => noted.push(String(event.reason)));
  place.addEventListener("securitypolicyviolation", event => {
    const { violatedDirective, blockedURI } = event; // WebKit calls it a violation if a <base> is taken away
    if (blockedURI || violatedDirective !== "base-uri") noted.push(violatedDirective + blockedURI);
  });
  const said = place.console.error;
  place.console.error = function () {
    noted.push(Array.from(arguments).map(String).join(" "));
    said.apply(this, arguments);
  };
}
listen(window);
document.addEventListener("load", event => {
  if (event.target.contentWindow) try { listen(event.target.contentWindow); } catch { /* another's frame */ }
}, true);
"""


class RefusedError(RuntimeError):
    """The browser could not do what it was asked for."""


class Driver:
    """One window of a browser. Commands are named as in WebDriver, ``POST /url`` and so on."""

    name = ""
    frame_corner = "null"
    """JavaScript for the element whose corner the mouse counts from inside a frame, beside the frame's own."""

    def __init__(self) -> None:
        self._frames: list[str] = []  # the selectors of the frames that we are in, the outermost first

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """Send one command, and return the value of the answer.

        Raises:
            RefusedError: the browser answers with an error.
        """
        raise NotImplementedError

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Send one command, and once more if the driver has lost the frame that we are in."""
        try:
            return self.send(method, path, body or {})
        except RefusedError as problem:
            # WebKit's driver loses the frame when the page around it changes its address (history.replaceState).
            if not self._frames or not str(problem).startswith(("no such window", "no such frame")):
                raise
            self._enter()
            return self.send(method, path, body or {})

    def _enter(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self.send("POST", "/frame", {"id": None})
                for selector in self._frames:
                    found = self.send("POST", "/element", {"using": "css selector", "value": selector})
                    self.send("POST", "/frame", {"id": found})
            except RefusedError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return

    def open(self, address: str) -> None:
        """Open an address, and note from then on what goes wrong in its scripts."""
        self.ask("POST", "/url", {"url": address})
        self.listen()
        self.wait("!document.getElementById('od-first')")  # the live page has taken the place of the first answer

    def listen(self) -> None:
        """Note from now on what goes wrong in the scripts of the frame that we are in; the page itself is heard."""
        self.run(_LISTEN)

    def mistakes(self) -> list[str]:
        """Return what went wrong in the scripts of the page and of its frames since it was opened."""
        return list(self.run("return window.noted || []"))

    def back(self) -> None:
        """Go back, as the visitor's button does."""
        self.ask("POST", "/back")

    def run(self, script: str, *given: Any) -> Any:
        """Run the body of an asynchronous function, and return what it returns.

        Args:
            script: JavaScript; ``given`` is the list of what else is handed over here.
            *given: plain values.

        Raises:
            RefusedError: the script threw an error, or its page went.
        """
        body = (
            "const given = Array.from(arguments), done = given.pop();"
            f"(async function () {{ {script} }}).apply(null, given)"
            ".then(value => done({value}), error => done({error: String(error)}));"
        )
        answer = self.ask("POST", "/execute/async", {"script": body, "args": list(given)})
        if answer is None:
            raise RefusedError("the page was replaced before it could answer")
        if "error" in answer:
            raise RefusedError(answer["error"])
        return answer.get("value")

    def wait(self, condition: str, seconds: float = PATIENCE) -> Any:
        """Wait until an expression is true, and return it if it is plain; while a page is replaced it may fail.

        Raises:
            TimeoutError: it did not become true in time; the message says what it was last.
        """
        deadline = time.monotonic() + seconds
        last: object = None
        while time.monotonic() < deadline:
            try:
                last = self.run(f"const value = {condition}; return typeof value === 'object' ? value !== null : value")
                if last:
                    return last
            except RefusedError as problem:
                last = problem
            time.sleep(0.1)
        raise TimeoutError(f"{self.name}: {condition} is {last}")

    def click(self, selector: str, text: str = "", away: tuple[int, int] = (0, 0)) -> None:
        """Click the first element that is so, and has this text if one is given, with the mouse, in its middle.

        Args:
            selector: CSS.
            text: what it has to contain.
            away: pixels from the middle to the right and down.
        """
        every = f"Array.from(document.querySelectorAll({json.dumps(selector)}))"
        first = f"{every}.find(e => e.textContent.includes({json.dumps(text)}))"
        self.wait(first)
        # Not WebDriver's own way to an element: WebKit's driver scrolls it into sight, and a map with it.
        x, y = self.run(f"""
            const place = () => {{
              const r = ({first}).getBoundingClientRect();
              const corner = {self.frame_corner} ? {self.frame_corner}.getBoundingClientRect() : {{x: 0, y: 0}};
              return [Math.round(r.x + r.width / 2 + corner.x), Math.round(r.y + r.height / 2 + corner.y)];
            }};
            for (let before = '', left = 50; left; left--) {{  // until it stands still; what is above it may still grow
              ({first}).scrollIntoView({{block: 'center', behavior: 'instant'}});
              await new Promise(done => setTimeout(done, 100));
              if (before === (before = String(place()))) break;
            }}
            return place()""")
        mouse = [
            {"type": "pointerMove", "origin": "viewport", "x": x + away[0], "y": y + away[1], "duration": 0},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        source = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": mouse}
        self.ask("POST", "/actions", {"actions": [source]})

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        strokes = [{"type": kind, "value": _KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    @contextmanager
    def inside(self, selector: str) -> Iterator[None]:
        """Work in a frame of the page, or of the frame that we are in, while the block lasts."""
        self.wait(f"document.querySelector({json.dumps(selector)})")
        self._frames.append(selector)
        try:
            self._enter()
            yield
        finally:
            self._frames.pop()
            self._enter()

    def resize(self, width: int, height: int) -> None:
        """Make the page, not the window, so wide and high. Firefox is at least 500 pixels wide, WebKit 447."""
        for _ in range(20):
            inner = self.run("return [innerWidth, innerHeight]")
            if inner == [width, height]:
                return
            window = self.ask("GET", "/window/rect")
            wide, high = window["width"] + width - inner[0], window["height"] + height - inner[1]
            self.ask("POST", "/window/rect", {"x": 0, "y": 0, "width": wide, "height": high})
            time.sleep(0.2)
        raise TimeoutError(f"{self.name} cannot be {width} by {height} pixels")

    def picture(self) -> str:
        """Return what is in sight, as a PNG in base64."""
        return str(self.ask("GET", "/screenshot"))

"""A visitor without a browser: it speaks Streamlit's protocol over a real web socket, and draws nothing.

It does what Streamlit's own page does: keeps the values of widgets, names the messages it still has so that they need
not be sent again, follows the address, and fetches what a page's HTML asks for. Our own, because a hundred
browsers on one machine would measure the browsers.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

import websockets
from benchmarks.light_http import LightHttp
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Origin, Subprotocol

LONGEST_RUN = 120.0  # seconds

_PART = re.compile(r'(?:\ssrc|data-od-part)="\./([^"]+)"')


class RunError(RuntimeError):
    """A run of the page failed, or did not end in time."""


class Step(NamedTuple):
    """What one step took: seconds until the run had ended, and until every part had come; and bytes for it."""

    run: float
    whole: float
    websocket: int
    http: int


class _Widget(NamedTuple):
    """A widget that holds chosen options: its id, and the options as they are shown."""

    id: str
    options: tuple[str, ...]


@dataclass
class LightClient:
    """One visitor's session. Use :func:`visitor` to make one."""

    url: str
    socket: websockets.ClientConnection
    http: LightHttp
    page: str = ""
    query: str = ""
    _widgets: dict[str, _Widget] = field(default_factory=dict)
    _chosen: dict[str, list[str]] = field(default_factory=dict)  # the widget's label to the options chosen in it
    _pages: dict[str, str] = field(
        default_factory=dict
    )  # a page as it stands in the address, to Streamlit's name of it
    _kept: dict[str, tuple[ForwardMsg, int]] = field(
        default_factory=dict
    )  # message by hash, and the run it last served
    _keep_for: int = 2  # runs
    _runs: int = 0
    _parts: list[str] = field(default_factory=list)  # what the HTML of the last run asks for

    async def open(self, files: Sequence[str] = ()) -> Step:
        """Open the page: the files that a browser loads, then the first run.

        Args:
            files: the paths that a browser fetched on its first visit.
        """
        start, before = time.perf_counter(), self.http.received
        await self.http.get("/")
        await self.http.get_all(files)
        step = await self._run()
        begun = time.perf_counter() - start - step.whole
        return Step(begun + step.run, begun + step.whole, step.websocket, self.http.received - before)

    async def choose(self, label: str, option: str) -> Step:
        """Choose an option of a filter, or take it away where it is chosen.

        Args:
            label: the name of the filter.
            option: the name of the option, without the number in brackets that may follow it.
        """
        label = next((name for name in self._widgets if label.lower() in name.lower()), label)  # as a browser finds it
        widget = self._widgets.get(label)
        found = next((each for each in widget.options if _named(each) == option), None) if widget else None
        if found is None:
            raise RunError(f"The page has no filter {label!r} with an option {option!r}")
        chosen = self._chosen.setdefault(label, [])
        if found in chosen:
            chosen.remove(found)
        else:
            chosen.append(found)
        return await self._run()

    def offered(self, label: str) -> tuple[str, ...]:
        """Return the options of a filter as they are shown."""
        return self._widgets[label].options

    async def hold(self, **values: Sequence[str]) -> Step:
        """Say that filters hold these values, whether they offer them or not; spaces of a filter's name are ``_``."""
        self._chosen |= {label.replace("_", " "): list(each) for label, each in values.items()}
        return await self._run()

    async def go(self, page: str | None = None, query: str | None = None) -> Step:
        """Follow a link to another page or another view of it."""
        self.page = self.page if page is None else page
        self.query = self.query if query is None else query
        return await self._run(follows=True)

    async def _run(self, follows: bool = False) -> Step:
        start, before = time.perf_counter(), self.http.received
        await self.socket.send(self._request(follows).SerializeToString())
        self._widgets.clear()
        had, self._parts = set(self._parts), []
        try:
            async with asyncio.timeout(LONGEST_RUN):
                websocket = await self._read()
        except (TimeoutError, websockets.ConnectionClosed) as error:
            raise RunError(f"The run did not end: {type(error).__name__} {error}") from error
        ended = time.perf_counter()
        await self._fetch([path for path in self._parts if path not in had])  # the others stand on the page already
        return Step(ended - start, time.perf_counter() - start, websocket, self.http.received - before)

    async def _fetch(self, paths: Sequence[str]) -> None:
        """Fetch what the page asks for, and what the parts among it ask for."""
        parts = [path for path in paths if path.startswith("/part/")]
        bodies = await self.http.get_all([*parts, *paths])
        await self.http.get_all(each for body in bodies[: len(parts)] for each in _asked_for(body.decode("utf-8")))

    def _request(self, follows: bool) -> BackMsg:
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self.query
        run.page_script_hash = self._pages.get(self.page, "")
        run.page_name = "" if run.page_script_hash else self.page
        run.is_history_navigation = follows
        run.cached_message_hashes.extend(self._kept)
        run.context_info.url = f"{self.url}/{self.page}"
        run.context_info.timezone = "UTC"
        run.context_info.locale = "en"
        run.context_info.color_scheme = "light"
        for label, values in self._chosen.items():
            if label in self._widgets:
                state = run.widget_states.widgets.add()
                state.id = self._widgets[label].id
                state.string_array_value.data.extend(values)
        return message

    async def _read(self) -> int:
        """Take in the messages of a run, and return their bytes."""
        received = 0
        while True:
            payload = await self.socket.recv()
            assert isinstance(payload, bytes)
            received += len(payload)
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message = self._kept[message.ref_hash][0]
                self._kept[message.hash] = (message, self._runs)
            elif message.metadata.cacheable:
                self._kept[message.hash] = (message, self._runs)
            self._take_in(message)
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise RunError("The page's script does not compile")
                self._forget()
                return received

    def _forget(self) -> None:
        """Forget the messages that no run has used for a while, as the browser does."""
        self._runs += 1
        self._kept = {key: kept for key, kept in self._kept.items() if self._runs - kept[1] <= self._keep_for}

    def _take_in(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._keep_for = message.new_session.config.max_cached_message_age
        elif kind == "navigation":
            pages = message.navigation.app_pages
            self._pages = {"" if page.is_default else page.url_pathname: page.page_script_hash for page in pages}
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._take_in_element(message)

    def _take_in_element(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RunError(f"The page shows an error: {element.exception.type} {element.exception.message[:200]}")
        if kind == "html":
            self._parts += _asked_for(element.html.body)
        elif kind == "multiselect":
            box = element.multiselect
            self._widgets[box.label] = _Widget(box.id, tuple(box.options))
            if box.set_value:
                self._chosen[box.label] = list(box.raw_values)
        elif kind == "button_group":
            pills = element.button_group
            self._widgets[pills.label] = _Widget(pills.id, tuple(option.content for option in pills.options))
            if pills.set_value:
                self._chosen[pills.label] = list(pills.raw_values)


def _named(option: str) -> str:
    return re.sub(r" \([\d,]+\)$", "", option)


def _asked_for(html: str) -> list[str]:
    return ["/" + unescape(path) for path in _PART.findall(html)]


@asynccontextmanager
async def visitor(url: str) -> AsyncIterator[LightClient]:
    """Begin a session at a server of this machine, and end it with the block."""
    host = urlsplit(url).netloc
    connection = websockets.connect(
        f"ws://{host}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(url),
        max_size=None,
        max_queue=None,
        compression=None,
        open_timeout=60,
        ping_interval=None,
    )
    http = LightHttp(urlsplit(url).port or 80)
    try:
        async with connection as socket:
            yield LightClient(url, socket, http)
    finally:
        await http.close()

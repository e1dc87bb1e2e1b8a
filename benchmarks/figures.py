"""The figures: what is measured, in which unit, and every single measurement of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean, median, quantiles

APPS = {"empty": "empty page", "odmap": "odmap", "ordinary": "ordinary", "leaflet": "Leaflet alone"}
"""Name of each app to what the table calls it."""


@dataclass(frozen=True)
class Figure:
    """Something that is measured.

    Attributes:
        name: what the table and the file call it.
        unit: "s", "ms" (given in seconds, too), "B", "/s" or "" for a plain number.
        shown: the statistics to show, of :data:`STATISTICS`.
    """

    name: str
    unit: str
    shown: tuple[str, ...] = ("median",)


PAINTED = Figure("first page in sight: title, count and marks on a map", "s", ("median", "95th percentile"))
SHIFT = Figure("layout shift of a first visit", "", ("most",))
SECOND_HTTP = Figure("second visit, everything over HTTP", "B")
PHONE_PAINTED = Figure("slow phone: first page in sight", "s")
PHONE_FIRST = Figure("slow phone: first map", "s")
PHONE_HTTP = Figure("slow phone: everything over HTTP", "B")
FIRST = Figure("first map (empty page: its title)", "s", ("median", "95th percentile"))
FIRST_HTTP = Figure("first visit, everything over HTTP", "B")
FIRST_FILES = Figure("first visit, files", "")
FIRST_SOCKET = Figure("first visit, over the web socket", "B")
CHANGE = Figure("filter change to updated map", "s", ("median", "95th percentile"))
CHANGE_SOCKET = Figure("web socket for a filter change", "B", ("median", "most"))
CHANGE_HTTP = Figure("HTTP for a filter change", "B", ("median", "most"))
DRAGGED = Figure("longest stall while the map is dragged", "ms", ("most",))
ZOOMED = Figure("longest stall while the map is zoomed", "ms", ("most",))
CPU = Figure("server CPU for a filter change", "ms", ("mean",))
RUN = Figure("server's answer to a filter change", "ms", ("median", "95th percentile"))
PARTS = Figure("the same, with the parts fetched after it", "ms", ("median", "95th percentile"))
SERVER_MEMORY = Figure("memory of the server, before any visitor", "B", ("most",))
SERVER_USED = Figure("memory of the server, after that", "B", ("most",))
SESSION_MEMORY = Figure("memory for each session", "B", ("mean",))
READ = Figure("directory: read and validate", "s")
LOCATE = Figure("directory: locate", "s")
DIRECTORY_MEMORY = Figure("directory: memory it keeps", "B")
DIRECTORY_MOST = Figure("directory: most memory of the process", "B")
LOOKUPS = Figure("gazetteer: look-ups a second, geocode()", "/s")
LOCATED = Figure("gazetteer: look-ups a second, locate()", "/s")
ANSWERS = Figure("make run to the server's first answer", "s")
TITLE = Figure("make run to the page's title", "s")
SHOWN = Figure("make run to the first map", "s")

BY_SIZE = (
    PAINTED, FIRST, SHIFT, FIRST_HTTP, FIRST_FILES, FIRST_SOCKET, SECOND_HTTP, PHONE_PAINTED, PHONE_FIRST,
    PHONE_HTTP, CHANGE, CHANGE_SOCKET, CHANGE_HTTP, DRAGGED, ZOOMED, CPU, RUN, PARTS,
    SERVER_MEMORY, SERVER_USED, SESSION_MEMORY, READ, LOCATE, DIRECTORY_MEMORY, DIRECTORY_MOST, LOOKUPS, LOCATED,
    ANSWERS, TITLE, SHOWN,
)  # fmt: skip
"""What is measured for numbers of organisations, in the order of the table."""

_BOTH = ("median", "95th percentile")
OPEN = Figure("open the map", "s", _BOTH)
FILTER = Figure("change a filter", "s", _BOTH)
DETAILS = Figure("open details", "s", _BOTH)
PAGE = Figure("change page", "s", _BOTH)
BROWSER_FILTER = Figure("change a filter, seen in a browser", "s", _BOTH)
TOGETHER = Figure("all change a filter in the same moment", "s", _BOTH)
STEPS = Figure("steps", "")
ERRORS = Figure("errors", "", ("most",))
LOAD_CPU = Figure("processors busy with the server", "", ("most",))
LOAD_MEMORY = Figure("memory of the server", "B", ("most",))
LOAD_SESSION = Figure("memory for each visitor", "B", ("mean",))

BY_VISITORS = (
    OPEN, FILTER, DETAILS, PAGE, BROWSER_FILTER, TOGETHER, STEPS, ERRORS, LOAD_CPU, LOAD_MEMORY, LOAD_SESSION,
)  # fmt: skip
"""What is measured for numbers of visitors."""


def percentile_95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 measurements stay below."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


STATISTICS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "median": median,
    "95th percentile": percentile_95,
    "most": max,
    "mean": mean,
}


@dataclass
class Book:
    """Every single measurement: by figure, app, and number of organisations or visitors."""

    kept: dict[tuple[Figure, str, int], list[float]] = field(default_factory=dict)

    def add(self, figure: Figure, app: str, size: int, *values: float) -> None:
        """Note measurements."""
        self.kept.setdefault((figure, app, size), []).extend(values)

    def all(self, figure: Figure, app: str, size: int) -> list[float]:
        """Return what was measured; empty if nothing was."""
        return self.kept.get((figure, app, size), [])

    def value(self, figure: Figure, app: str, size: int, statistic: str = "median") -> float | None:
        """Return a statistic of what was measured; ``None`` if nothing was."""
        values = self.all(figure, app, size)
        return float(STATISTICS[statistic](values)) if values else None

"""What is measured, how often, and with which directories."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import generator
from benchmarks.servers import Wanted

PARTS = ("start", "reading", "reruns", "page", "load")

STREAMLIT_APPS = ("empty", "odmap", "ordinary")


@dataclass(frozen=True)
class Often:
    """How often something is measured in an app at a size.

    Attributes:
        first: first maps, after one that only warms up.
        changes: changes of filter in the browser, after two that only warm up.
        reruns: changes of filter whose processor time is measured, after two that only warm up.
        warm: whether there is a warm-up; a first map of a minute needs none.
    """

    first: int
    changes: int
    reruns: int
    warm: bool = True


@dataclass(frozen=True)
class Plan:
    """A whole run.

    Attributes:
        sizes: numbers of organisations, the smallest first.
        often: app and size to how often it is measured; what is not named is not measured.
        visitors: numbers of visitors of the load test.
        seconds: how long each load test goes on after the last visitor came.
        lookups: how many places are looked up in the gazetteer.
        parts: what is measured at all.
    """

    sizes: Sequence[int]
    often: Mapping[tuple[str, int], Often]
    visitors: Sequence[int]
    seconds: float
    lookups: int
    parts: Sequence[str] = PARTS

    def wanted(self, files: Mapping[int, Path], apps: Sequence[str]) -> list[Wanted]:
        """Return the servers to start for some of the apps."""
        return [Wanted(app, size, files[size]) for app, size in self.often if app in apps]


def own_size() -> int:
    """Return how many organisations the project's own directory holds."""
    return len(generator.real())


def plan(
    sizes: Sequence[int] | None = None,
    parts: Sequence[str] | None = None,
    apps: Sequence[str] | None = None,
    quick: bool = False,
) -> Plan:
    """Return what to measure.

    Args:
        sizes: numbers of organisations; the project's own number is always among them.
        parts: of :data:`PARTS`; all of them if none is named.
        apps: the apps to measure in the browser; all of them if none is named.
        quick: measure less often and leave out what takes long.
    """
    own = own_size()
    chosen = sorted({own, *(sizes or ((10_000,) if quick else (1_000, 10_000, 100_000)))})
    often = {(app, size): each for size in chosen for app, each in _often(size, own, quick).items()}
    often = {key: each for key, each in often.items() if not apps or key[0] in apps}
    return Plan(
        sizes=chosen,
        often=often,
        visitors=(1, 10) if quick else (1, 10, 50, 100),
        seconds=30 if quick else 45,
        lookups=5_000 if quick else 20_000,
        parts=[part for part in PARTS if not parts or part in parts],
    )


def _often(size: int, own: int, quick: bool) -> dict[str, Often]:
    """Return how often each app is measured at a size: the ordinary app less and less, as it takes ever longer."""
    many = Often(2, 6, 6) if quick else Often(7 if size <= own else 4, 20, 20)
    found = {"odmap": many, "leaflet": many}
    if size <= own:
        found = {"empty": Often(many.first, 0, 0), "odmap": many, "ordinary": many, "leaflet": many}
    elif size <= 1_000:
        found["ordinary"] = Often(2, 6, 6)
    elif size <= 10_000 and not quick:
        found["ordinary"] = Often(1, 2, 2, warm=False)
    return found


@contextmanager
def directories(sizes: Sequence[int], seed: int) -> Iterator[dict[int, Path]]:
    """Make a directory file of each size, for as long as the block lasts."""
    with TemporaryDirectory(prefix="odmap-bench-") as folder:
        files = {size: Path(folder, f"{size}.csv") for size in sizes}
        for size, path in files.items():
            generator.write(path, size, seed)
        yield files

"""Many visitors at once, without browsers: each opens the map, filters, opens details and changes page, and again.

    python -m benchmarks.load_visitors PLAN

``PLAN`` is a JSON file (see :class:`Plan`); the process writes what every step took as JSON. It goes to this machine
only and ends by itself. It runs beside the server, as a process of its own, so that the visitors' own work does not
delay the browsers that look on.
"""

import asyncio
import json
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import websockets
from benchmarks.light_client import LightClient, RunError, Step, visitor
from benchmarks.light_http import HttpError

PAUSE = (3.0, 9.0)  # seconds between two steps: a visitor who looks at what came
PAGES = ("directory", "ecosystem", "gaps", "principles")

FAILURES = (RunError, HttpError, OSError, TimeoutError, websockets.WebSocketException)


@dataclass(frozen=True)
class Plan:
    """What the visitors do.

    Attributes:
        url: of the server.
        visitors: how many.
        arrive: seconds within which they come.
        seconds: how long they stay after the last one came.
        files: the paths that a browser fetches on its first visit.
        filters: what they choose from, as (filter, option).
        organisations: ids of those whose details they open.
        seed: another one makes another order.
    """

    url: str
    visitors: int
    arrive: float
    seconds: float
    files: list[str]
    filters: list[list[str]]
    organisations: list[str]
    seed: int = 1


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        steps: kind of step to the seconds each took, until everything it asks for was there.
        errors: what went wrong, in words.
        together: seconds of the filter changes that all visitors made in the same moment.
    """

    steps: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    together: list[float] = field(default_factory=list)


@dataclass
class _Visit:
    """One visitor's way through odmap."""

    plan: Plan
    outcome: Outcome
    random: Random
    client: LightClient

    async def stay(self, until: float) -> None:
        """Filter, open details, go back, change page and come back, until the time is over."""
        await self._note("open", self.client.open(self.plan.files))
        while True:
            for step in (self._filter, self._filter, self._details, self._back, self._other_page, self._map):
                pause = self.random.uniform(*PAUSE)
                if time.monotonic() + pause > until:
                    return
                await asyncio.sleep(pause)
                await step()

    async def to_the_map(self) -> None:
        """Come back to the map."""
        await self.client.go(page="", query="")

    async def together(self) -> None:
        """Change a filter."""
        label, option = self.random.choice(self.plan.filters)
        self.outcome.together.append((await self.client.choose(label, option)).whole)

    async def _note(self, kind: str, step: Awaitable[Step]) -> None:
        self.outcome.steps[kind].append((await step).whole)

    async def _filter(self) -> None:
        label, option = self.random.choice(self.plan.filters)
        await self._note("filter", self.client.choose(label, option))

    async def _details(self) -> None:
        chosen = f"organisation={self.random.choice(self.plan.organisations)}"
        query = f"{self.client.query}&{chosen}" if self.client.query else chosen
        await self._note("details", self.client.go(query=query))

    async def _back(self) -> None:
        await self._note("details", self.client.go(query=self.client.query.partition("organisation=")[0].rstrip("&")))

    async def _other_page(self) -> None:
        await self._note("page", self.client.go(page=self.random.choice(PAGES), query=""))

    async def _map(self) -> None:
        await self._note("page", self.client.go(page="", query=""))


async def run(plan: Plan) -> Outcome:
    """Let the visitors come, stay and act together once; an error ends the visit of the one who met it."""
    outcome = Outcome()
    until = time.monotonic() + plan.arrive + plan.seconds
    visits: list[_Visit] = []
    async with AsyncExitStack() as stack:

        async def guarded(act: Callable[[], Awaitable[None]]) -> None:
            try:
                await act()
            except FAILURES as error:
                outcome.errors.append(f"{type(error).__name__}: {error}")

        async def come(number: int) -> None:
            await asyncio.sleep(plan.arrive * number / plan.visitors)
            client = await stack.enter_async_context(visitor(plan.url))
            visit = _Visit(plan, outcome, Random(plan.seed * 1000 + number), client)  # noqa: S311 - plausible
            await visit.stay(until)
            visits.append(visit)  # only those who met no error are asked for more

        await asyncio.gather(*(guarded(partial(come, number)) for number in range(plan.visitors)))
        await asyncio.gather(*(guarded(visit.to_the_map) for visit in visits))
        await asyncio.sleep(1)
        await asyncio.gather(*(guarded(visit.together) for visit in visits))
    return outcome


def main() -> int:
    """Run the visits of a plan, and write what came of them."""
    plan = Plan(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    print(json.dumps(vars(asyncio.run(run(plan)))))
    return 0


if __name__ == "__main__":
    sys.exit(main())

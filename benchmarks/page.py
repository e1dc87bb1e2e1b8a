"""The map page in a browser: first map, changes of filter, and moving the map, in all apps side by side.

All apps run at once on this machine and are visited in turn, so that whatever else the machine does meets them alike.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from benchmarks import figures
from benchmarks.choices import Choices
from benchmarks.figures import Book
from benchmarks.moves import longest_gaps
from benchmarks.plan import Often, Plan
from benchmarks.progress import progress
from benchmarks.servers import Server
from benchmarks.visit import Visit, visiting
from playwright.sync_api import Browser

MOVES = 2
"""How often the map is moved through all of its drags and zooms."""


def measure(
    chromium: Browser, servers: Sequence[Server], plan: Plan, choices: Mapping[int, Choices], book: Book
) -> None:
    """Measure everything that a browser shows."""
    often = {server: plan.often[server.app, server.size] for server in servers}
    _first_maps(chromium, often, choices, book)
    _slow_phone(chromium, often, choices, book)
    _changes(chromium, often, choices, book)


def _first_maps(chromium: Browser, often: Mapping[Server, Often], choices: Mapping[int, Choices], book: Book) -> None:
    """Visit each app in turn with an empty cache; the first round only warms the servers up."""
    servers = [server for server, each in often.items() if each.warm]
    rounds = max((often[server].first for server in servers), default=0)
    for turn in range(rounds + 1):
        start = turn % len(servers)
        for server in (*servers[start:], *servers[:start]):
            if turn > often[server].first:
                continue
            progress(f"first map, round {turn} of {rounds}: {server.app}, {server.size:,}")
            with visiting(chromium, server) as visit:
                seconds = _first(visit, choices)
                visit.settle()
                if turn:
                    _note_first(visit, seconds, book)
                    if server.app == "odmap":
                        _note_page(visit, choices, book)


def _first(visit: Visit, choices: Mapping[int, Choices]) -> float:
    server = visit.server
    return visit.title_after() if server.app == "empty" else visit.map_after(choices[server.size].everything)


def _note_first(visit: Visit, seconds: float, book: Book) -> None:
    app, size = visit.server.app, visit.server.size
    book.add(figures.FIRST, app, size, seconds)
    book.add(figures.FIRST_HTTP, app, size, visit.traffic.http)
    book.add(figures.FIRST_FILES, app, size, len(visit.traffic.fetched))
    book.add(figures.FIRST_SOCKET, app, size, visit.traffic.websocket)


def _note_page(visit: Visit, choices: Mapping[int, Choices], book: Book) -> None:
    """Note what only odmap has, whose first answer is the page, and then come a second time."""
    app, size = visit.server.app, visit.server.size
    book.add(figures.PAINTED, app, size, visit.page_after())
    book.add(figures.SHIFT, app, size, visit.shift())
    visit.again()
    visit.map_after(choices[size].everything)
    visit.settle()
    book.add(figures.SECOND_HTTP, app, size, visit.traffic.http)


def _slow_phone(chromium: Browser, often: Mapping[Server, Often], choices: Mapping[int, Choices], book: Book) -> None:
    """Visit odmap with its own directory on a phone with a slow line."""
    own = min((server.size for server in often), default=0)
    for server, each in often.items():
        if server.app != "odmap" or server.size != own:
            continue
        for turn in range(each.first):
            progress(f"slow phone, {turn + 1} of {each.first}")
            with visiting(chromium, server, slow_phone=True) as visit:
                seconds = _first(visit, choices)
                visit.settle()
                book.add(figures.PHONE_FIRST, server.app, server.size, seconds)
                book.add(figures.PHONE_PAINTED, server.app, server.size, visit.page_after())
                book.add(figures.PHONE_HTTP, server.app, server.size, visit.traffic.http)


def _changes(chromium: Browser, often: Mapping[Server, Often], choices: Mapping[int, Choices], book: Book) -> None:
    """Make the same changes of filter in all apps in turn, then move their maps."""
    with ExitStack() as stack:
        visits = []
        for server, each in often.items():
            if not each.changes:
                continue
            progress(f"filter change: opening {server.app}, {server.size:,}")
            visit = stack.enter_context(visiting(chromium, server))
            seconds = _first(visit, choices)
            visit.settle()
            if not each.warm:  # it takes too long to be visited for its first map alone
                _note_first(visit, seconds, book)
            visit.watch(False)
            visits.append(visit)
        steps = {
            visit: choices[visit.server.size].steps(often[visit.server].changes, often[visit.server].warm)
            for visit in visits
        }
        number = 0
        while steps:
            number += 1
            for visit, left in list(steps.items()):
                step = next(left, None)
                if step is None:
                    del steps[visit]
                    continue
                counts, choice = step
                progress(f"filter change {number}: {visit.server.app}, {visit.server.size:,}")
                _change(visit, choice.label, choice.option, choice.markers, book if counts else None)
        for visit in visits:
            if often[visit.server].warm:
                _move(visit, book)


def _change(visit: Visit, label: str, option: str, markers: int, book: Book | None) -> None:
    visit.watch(True)
    target = visit.switch(label, option)
    target.wait_for()
    visit.traffic.reset()
    seconds = visit.change(target, markers)
    visit.settle()
    visit.watch(False)
    if book is None:
        return
    app, size = visit.server.app, visit.server.size
    book.add(figures.CHANGE, app, size, seconds)
    if app in ("odmap", "ordinary"):
        book.add(figures.CHANGE_SOCKET, app, size, visit.traffic.websocket)
        book.add(figures.CHANGE_HTTP, app, size, visit.traffic.http)


def _move(visit: Visit, book: Book) -> None:
    app, size = visit.server.app, visit.server.size
    progress(f"moving the map: {app}, {size:,}")
    visit.page.bring_to_front()
    for _ in range(MOVES):
        gaps = longest_gaps(visit)
        book.add(figures.DRAGGED, app, size, gaps.dragged)
        book.add(figures.ZOOMED, app, size, gaps.zoomed)

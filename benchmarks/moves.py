"""Moves the map by hand, and finds the longest time in which the browser drew nothing: a stall that a visitor feels."""

from typing import NamedTuple

from benchmarks.visit import Visit

STEP = 12  # milliseconds between two movements of the mouse
ZOOM = 700  # milliseconds given to each zoom
DRAGS = ((260, 60), (-320, -90), (180, 120))  # pixels

START = """
() => {
  const gaps = window.benchGaps = [];
  let last = performance.now();
  (function look() {
    if (window.benchGaps !== gaps) return;
    const time = performance.now();
    gaps.push(time - last);
    last = time;
    requestAnimationFrame(look);
  })();
}
"""
STOP = "() => { const gaps = window.benchGaps; window.benchGaps = null; return gaps; }"


class Gaps(NamedTuple):
    """The longest time between two frames drawn, in seconds: while the map was dragged, and while it was zoomed."""

    dragged: float
    zoomed: float


def longest_gaps(visit: Visit) -> Gaps:
    """Drag the map, zoom in twice with a drag at each step, and zoom out again."""
    frame = visit.map_frame()
    frame.locator(".leaflet-control-zoom-in").wait_for()

    def during(act: str) -> float:
        frame.evaluate(START)
        if act == "drag":
            _drag(visit)
        else:
            frame.locator(f".leaflet-control-zoom-{act}").click()
            visit.page.wait_for_timeout(ZOOM)
        gaps: list[float] = frame.evaluate(STOP)
        return max(gaps[1:], default=0) / 1000  # the first one began before the act

    acts = ("drag", "in", "drag", "in", "drag", "out", "drag", "out", "drag")
    found = [(act, during(act)) for act in acts]
    return Gaps(max(gap for act, gap in found if act == "drag"), max(gap for act, gap in found if act != "drag"))


def _drag(visit: Visit) -> None:
    box = visit.map_frame().locator(".leaflet-container").bounding_box()
    assert box is not None
    mouse = visit.page.mouse
    for right, down in DRAGS:
        x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 700) / 2
        mouse.move(x, y)
        mouse.down()
        for step in range(1, 16):
            mouse.move(x + right * step / 15, y + down * step / 15)
            visit.page.wait_for_timeout(STEP)
        mouse.up()
        visit.page.wait_for_timeout(250)  # the map glides on

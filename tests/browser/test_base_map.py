"""The base map in a real Chromium: what can be read at which zoom, and that no name lies on anything else."""

from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.conftest import Visit, Visitor
from tests.counted import LOCATED, number_of

VIEWS = {
    "London": "51.5,-0.12,9",
    "Tokyo": "35.7,139.7,8",
    "Tornio": "65.8,24.2,7",
    "Sydney": "-33.9,151.1,9",
    "Birmingham": "53.2,-2.5,6",
    "Amsterdam": "51.5,6,5.5",
}
"""A town that is to be read, and the view to read it in."""

BOXES = """() => {
  const boxes = (selector) => [...document.querySelectorAll(selector)].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { words: element.textContent.slice(0, 40), left, top, right, bottom };
  }).filter(({ left, top, right, bottom }) => (
    right > left && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight));
  return { labels: boxes(".map-label"), dots: boxes(".map-dot"),
    others: boxes(".mark-icon, .cluster-icon, .here-icon, .leaflet-control, .leaflet-popup") };
}"""


def touching(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two boxes share more than half a pixel."""
    return bool(
        one["left"] + 0.5 < other["right"]
        and other["left"] + 0.5 < one["right"]
        and one["top"] + 0.5 < other["bottom"]
        and other["top"] + 0.5 < one["bottom"]
    )


def named(frame: Frame, town: str) -> dict[str, Any]:
    """Wait until the map names a town and rests, and return the boxes of what is in sight."""
    frame.locator(".map-label").get_by_text(town, exact=True).wait_for(state="attached")
    return rested(frame)


def rested(frame: Frame) -> dict[str, Any]:
    """Wait until nothing on the map moves, however slow the machine, and return the boxes of what is in sight."""
    frame.wait_for_function("() => !map._animatingZoom && !(map._panAnim && map._panAnim._inProgress)")
    before: dict[str, Any] = {}
    while before != (boxes := dict(frame.evaluate(BOXES))):
        before = boxes
        frame.wait_for_timeout(700)
    return boxes


def clear(boxes: dict[str, Any]) -> None:
    """Assert that no name touches another one, a mark, a cluster, a control or a popup."""
    labels, others = boxes["labels"], boxes["others"]
    assert [(one["words"], other["words"]) for one, other in combinations(labels, 2) if touching(one, other)] == []
    assert [(one["words"], other["words"]) for one in labels for other in others if touching(one, other)] == []


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desktop", "phone"])
@pytest.mark.parametrize("town", VIEWS)
def test_names_lie_on_nothing(app: str, visit: Visit, town: str, size: tuple[int, int]) -> None:
    """Seen from near, towns have their names, and none touches another name, a mark, a cluster or a control."""
    visitor = visit(viewport={"width": size[0], "height": size[1]})
    boxes = named(visitor.open(f"{app}/?map={VIEWS[town]}"), town)
    assert len(boxes["labels"]) >= (6 if town != "Tornio" else 2)
    assert boxes["others"]
    clear(boxes)
    assert not [dot for dot in boxes["dots"] for label in boxes["labels"] if touching(dot, label)], (
        "a dot lies under a name"
    )
    assert visitor.hosts() == {app.removeprefix("http://")}
    assert visitor.errors == []


def test_names_keep_away_after_each_move(app: str, visitor: Visitor) -> None:
    """Zooming and moving, again and again, leaves the names clear of everything; a spread cluster and a popup, too."""
    frame = visitor.open(f"{app}/?map=51.5,-0.12,7")
    clear(named(frame, "London"))
    frame.get_by_role("button", name="Zoom in").click()
    clear(named(frame, "London"))
    frame.evaluate("() => { map.panBy([-180, 90], { animate: false }); }")
    clear(named(frame, "London"))
    frame.get_by_role("button", name="Zoom in").click()
    frame.wait_for_function("() => map.getZoom() === 9")  # or the way there would go on over the next step
    clear(named(frame, "London"))
    frame.evaluate("() => { map.setView([51.5, -0.12], 10, { animate: false }); }")
    named(frame, "London")
    together = number_of(country="GB", town="London")
    frame.get_by_role("button", name=f"{together} organisations, United Kingdom").click()
    frame.locator(".mark-icon.spread").first.wait_for()
    clear(rested(frame))
    frame.locator(".mark-icon.spread").first.click()
    frame.wait_for_selector(".leaflet-popup .od-card")
    clear(rested(frame))


def test_from_afar_nothing_more_is_fetched(app: str, visitor: Visitor) -> None:
    """The first view names the largest countries and asks for no tile; one look at London asks for a few, once."""
    frame = visitor.open(app)
    frame.wait_for_selector(f"html[data-shown='{LOCATED}']", state="attached")
    frame.locator(".map-label.country").get_by_text("Brazil", exact=True).wait_for(state="attached")
    clear(frame.evaluate(BOXES))
    tiles = [url for url in visitor.requests if "/assets/tile/" in url]
    assert tiles == []
    for _ in range(2):
        frame.evaluate("() => { map.setView([51.5, -0.12], 9, { animate: false }); }")
        named(frame, "London")
        frame.evaluate("() => { map.setView([20, 0], 2, { animate: false }); }")
        frame.wait_for_timeout(300)
    tiles = [url for url in visitor.requests if "/assets/tile/" in url]
    assert 0 < len(tiles) <= 9
    assert len(set(tiles)) == len(tiles)


def test_the_kinds_of_names_can_be_told_apart(app: str, visitor: Visitor) -> None:
    """Countries are set larger than cities, these larger than towns, and regions in small spaced capitals."""
    frame = visitor.open(f"{app}/?map=51.5,10,5.5")
    named(frame, "Berlin")
    sizes = {
        kind: frame.locator(f".map-label.{kind}").first.evaluate(
            "element => parseFloat(getComputedStyle(element).fontSize)"
        )
        for kind in ("near", "city", "town", "small", "region")
    }
    assert sizes["near"] > sizes["city"] > sizes["town"] > sizes["small"] > sizes["region"]
    region = frame.locator(".map-label.region").first.inner_text()
    assert region == region.upper()


def test_names_are_for_the_eyes_alone(app: str, visitor: Visitor) -> None:
    """A screen reader passes the names over, no key reaches one, and no click ends on one."""
    frame = visitor.open(f"{app}/?map={VIEWS['London']}")
    named(frame, "London")
    pane = frame.locator(".leaflet-names-pane")
    assert pane.get_attribute("aria-hidden") == "true"
    assert pane.evaluate("element => getComputedStyle(element).pointerEvents") == "none"
    assert pane.locator("[tabindex], [role=button], a, button").count() == 0


def test_a_scale_bar_says_how_far(app: str, visitor: Visitor) -> None:
    """In kilometres, a tenth as many when looked at from more than three zooms nearer."""
    frame = visitor.open(f"{app}/?map=51.5,-0.12,6")
    bar = frame.locator(".leaflet-control-scale")
    expect(bar).to_have_text("100 km")
    frame.evaluate("() => { map.setView([51.5, -0.12], 9.5, { animate: false }); }")
    expect(bar).to_have_text("10 km")


def test_names_are_readable_in_forced_colours(app: str, visit: Visit) -> None:
    """With the colours of the system, a name stands on the system's ground, whatever land lies below."""
    visitor = visit(forced_colors="active")
    frame = visitor.open(f"{app}/?map={VIEWS['London']}")
    named(frame, "London")
    label = frame.locator(".map-label").first
    ground, ink = (
        label.evaluate(f"element => getComputedStyle(element).{name}") for name in ("backgroundColor", "color")
    )
    assert ground != "rgba(0, 0, 0, 0)"
    assert ground != ink


def test_without_tiles_the_map_goes_on(app: str, visit: Visit) -> None:
    """A server that cannot give the towns leaves a map with countries and marks, and no word of alarm."""
    visitor = visit()
    visitor.page.route("**/assets/tile/**", lambda route: route.fulfill(status=503))
    frame = visitor.open(f"{app}/?map=50,10,5")
    frame.locator(".map-label.country").first.wait_for(state="attached")
    expect(frame.locator(".map-problem")).to_have_count(0)
    assert frame.locator(".map-label.city").count() == 0
    assert visitor.errors == []

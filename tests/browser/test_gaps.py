"""The gaps page in a real Chromium: from a cell to the map, the colours, and print."""

import math

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Visit, Visitor
from tests.counted import number_doing, number_of


def opened(visitor: Visitor, address: str) -> None:
    """Open a page and wait until all of it is there."""
    visitor.page.goto(address)
    visitor.ready()


def test_a_cell_leads_to_the_map(app: str, visitor: Visitor) -> None:
    """A cell of the board opens the map with its country and what is done there, and nothing else."""
    services = number_doing("service", country="FI")
    opened(visitor, f"{app}/gaps")
    row = visitor.page.locator(".od-board tr", has=visitor.page.get_by_role("rowheader", name="Finland"))
    row.get_by_role("link", name=f"{services} listed").first.click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Open Dialogue around the world")
    frame = visitor.map()
    frame.wait_for_selector(f"html[data-shown='{services}']", state="attached")
    visitor.address_ends("/?activity=service&country=FI")


def test_colours_follow_the_measure(app: str, visitor: Visitor) -> None:
    """Another measure recolours the same map, and the legend says each colour in words; “not listed” is hatched."""
    opened(visitor, f"{app}/gaps")
    frame = visitor.map()
    frame.wait_for_selector("html[data-measure='state']", state="attached")
    frame.evaluate("window.kept = 'yes'")
    visitor.page.get_by_role("link", name="Per 10 million people").click()
    frame.wait_for_selector("html[data-measure='rate']", state="attached")
    assert frame.evaluate("window.kept") == "yes"
    legend = visitor.page.locator(".od-measure")
    expect(legend).to_contain_text("Per 10 million people")
    expect(legend).to_contain_text("Not listed: what exists is unknown")
    visitor.address_ends("/gaps?measure=rate")
    fills = frame.evaluate(
        """() => {
          const found = {};
          map.eachLayer(layer => {
            if (!layer.feature) return;
            const fill = layer.options.fillColor;
            found[layer.feature.properties.iso2] = typeof fill === 'string' ? fill : 'pattern';
          });
          return found;
        }"""
    )
    assert fills["NG"] == fills["CN"] == "pattern"
    assert fills["FI"] != "pattern"
    assert fills["SE"] not in ("pattern", fills["FI"])
    assert visitor.errors == []


def test_a_country_says_what_its_colour_means(app: str, visitor: Visitor) -> None:
    """A click on a country on the map says in words what is listed there."""
    opened(visitor, f"{app}/gaps")
    frame = visitor.map()
    frame.wait_for_selector("html[data-measure='state']", state="attached")
    visitor.page.locator(".st-key-map").evaluate("map => map.scrollIntoView({block: 'center'})")
    point = frame.evaluate("(p => [p.x, p.y])(map.latLngToContainerPoint([-10, -52]))")
    frame.locator("#map_div").click(position={"x": point[0], "y": point[1]})
    expect(frame.locator(".country-words")).to_contain_text(f"Brazil: {number_of(country='BR')} organisations listed")


def test_a_cold_link_asks_the_same(app: str, visitor: Visitor) -> None:
    """A link with rule, measure, scope and order opens just that; what does not exist is told."""
    opened(visitor, f"{app}/gaps?rule=active&measure=distance&scope=Asia&order=name&type=training")
    for name in ("Confirmed and active", "Distance to the nearest", "Asia", "Name"):
        expect(visitor.page.get_by_role("link", name=name, exact=True)).to_have_attribute("aria-current", "true")
    assert visitor.page.locator(".od-board thead th").all_inner_texts() == [
        "Country",
        "People",
        "Listed",
        "Training",
        "Brief",
    ]
    opened(visitor, f"{app}/gaps?rule=banana")
    expect(visitor.page.locator(".stMain")).to_contain_text("This link asks for “banana”")


def test_areas_can_be_compared(app: str, visitor: Visitor) -> None:
    """The coloured map shows the whole globe in Equal Earth: Greenland is no larger than it is."""
    opened(visitor, f"{app}/gaps")
    frame = visitor.map()
    frame.wait_for_selector("html[data-measure='state']", state="attached")
    drawn = frame.evaluate(
        """() => {
            const area = (south, west, north, east) => { // of a small box
              const at = (...place) => map.project(place, 12);
              const [a, b, c, d] = [at(south, west), at(south, east), at(north, east), at(north, west)];
              return Math.abs((c.x - a.x) * (d.y - b.y) - (d.x - b.x) * (c.y - a.y)) / 2;
            };
            const edge = map.latLngToContainerPoint([0, -180]).x;
            return { north: area(70, -45, 71, -43), middle: area(0, 20, 1, 22), edge };
        }"""
    )
    share = (math.sin(math.radians(71)) - math.sin(math.radians(70))) / math.sin(math.radians(1))
    assert drawn["north"] / drawn["middle"] == pytest.approx(share, rel=0.05)
    assert drawn["edge"] >= 0


def test_nothing_leaves_the_machine(app: str, visitor: Visitor) -> None:
    """The page and what it prints ask no other host for anything."""
    opened(visitor, f"{app}/gaps")
    visitor.map()
    visitor.page.goto(f"{app}/print/brief/FI")
    visitor.page.get_by_role("heading", level=1).wait_for()
    visitor.page.goto(f"{app}/print/worklist")
    visitor.page.get_by_role("heading", level=1).wait_for()
    assert visitor.hosts() == {app.removeprefix("http://")}
    assert visitor.errors == []


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("path", ["/gaps", "/gaps?scope=all&measure=distance", "/print/brief/JP", "/print/worklist"])
def test_axe_finds_nothing(app: str, visit: Visit, mode: str, path: str) -> None:
    """The accessibility checker finds nothing on the page and on what it prints, in light and in dark."""
    visitor = visit(color_scheme=mode)
    visitor.page.goto(f"{app}{path}")
    if path.startswith("/gaps"):
        visitor.ready()
        visitor.map()
    found = Axe().run(visitor.page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in found] == []


def test_it_fits_a_phone(app: str, visit: Visit) -> None:
    """At 390 pixels the page itself does not scroll sideways; the board does within its own frame."""
    visitor = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    opened(visitor, f"{app}/gaps")
    visitor.page.wait_for_timeout(1000)
    assert visitor.page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390

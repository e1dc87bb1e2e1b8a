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
        link = visitor.page.get_by_role("navigation").get_by_role("link", name=name, exact=True)
        expect(link).to_have_attribute("aria-current", "true")
    heads = visitor.page.locator(".od-board thead th").all_inner_texts()
    assert [head.partition("\n")[0] for head in heads] == [
        "Country",
        "Listed",
        "Training",
        "People, about",
        "Share",
        "Brief",
    ]
    opened(visitor, f"{app}/gaps?rule=banana")
    expect(visitor.page.locator(".stMain")).to_contain_text("This link asks for “banana”")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_large_countries_with_nothing_listed(app: str, visit: Visit, width: int, height: int) -> None:
    """One click from the map, and the answer is in the first screen; one more asks for a type, and keeps the place."""
    phone = width < 600
    visitor = visit(viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone)
    page = visitor.page
    opened(visitor, f"{app}/?region=asia")
    if phone:
        page.get_by_text("Menu", exact=True).click()
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Gaps").click()
    else:
        page.locator("[data-testid=stTopNavLink]", has_text="Gaps").click()
    heading = page.get_by_role("heading", name="Most people in Asia, nothing listed")
    for place in (
        heading,
        page.locator("#gap-1"),
        page.locator("#gap-1").locator("xpath=ancestor::tr").locator("td").first,
    ):
        expect(place).to_be_in_viewport(ratio=1)
    expect(page.locator("#gap-1")).to_have_text("China")
    page.get_by_role("navigation", name="What they do").get_by_role("link", name="Training").click()
    expect(page.get_by_role("heading", name="Most people in Asia, no training listed")).to_be_in_viewport()
    visitor.address_ends("/gaps?activity=training&region=asia")
    expect(page.locator("#activity-training")).to_be_focused()


def test_the_rest_is_a_click_away(app: str, visitor: Visitor) -> None:
    """The link below the first ten shows all of them, and the focus goes to where the list went on."""
    opened(visitor, f"{app}/gaps?region=africa")
    more = visitor.page.locator("#od-more")
    expect(more).to_have_text("And 50 more")
    more.click()
    expect(visitor.page.locator("#gap-60")).to_be_visible()
    expect(visitor.page.locator("#gap-11")).to_be_focused()
    visitor.address_ends("/gaps?region=africa&all=1")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_boards_heads_stay(app: str, visit: Visit, width: int) -> None:
    """By keyboard the board scrolls in a named region of its own: its first row and column stay, as the page does."""
    visitor = visit(viewport={"width": width, "height": 720})
    opened(visitor, f"{app}/gaps")
    region = visitor.page.get_by_role("region", name="250 countries and territories")
    region.evaluate("e => { e.closest('.stMain').style.scrollBehavior = 'auto'; e.scrollIntoView({block: 'center'}); }")
    region.focus()
    places = """e => {
      const box = e.getBoundingClientRect(), of = each => each.getBoundingClientRect();
      const corner = e.querySelector('thead th'), second = e.querySelectorAll('thead th')[2];
      const row = Array.from(e.querySelectorAll('tbody th[scope=row]')).find(each => of(each).top > box.top + 100);
      const on_top = document.elementFromPoint(of(corner).left + 5, of(corner).top + 5);
      return { left: of(corner).left - box.left, top: of(corner).top - box.top, second: of(second).top - box.top,
        name: of(row).left - box.left, page: document.querySelector('.stMain').scrollLeft,
        covered: on_top.closest('th') !== corner };
    }"""
    before = region.evaluate(places)
    assert before["left"] == before["top"] == before["second"] == before["name"] == pytest.approx(1, abs=1)
    assert (before["page"], before["covered"]) == (0, False)
    for key in ("PageDown", "PageDown", *["ArrowRight"] * 6):
        visitor.page.keyboard.press(key)
    visitor.page.wait_for_function(
        "() => { const e = document.querySelector('.od-board-sheet');"
        " return e.scrollTop > 400 && (e.scrollLeft > 100 || e.scrollWidth <= e.clientWidth + 1); }"
    )
    assert region.evaluate(places) == before


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
@pytest.mark.parametrize(
    "path",
    ["/gaps", "/gaps?region=europe&activity=training&all=1&measure=distance", "/print/brief/JP", "/print/worklist"],
)
def test_axe_finds_nothing(app: str, visit: Visit, mode: str, path: str) -> None:
    """The accessibility checker finds nothing on the page and on what it prints, in light and in dark."""
    visitor = visit(color_scheme=mode)
    visitor.page.goto(f"{app}{path}")
    if path.startswith("/gaps"):
        visitor.ready()
        visitor.map()
    found = Axe().run(visitor.page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in found] == []

"""Principles and charts in a real Chromium."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Visit, Visitor
from tests.counted import DATA_AS_OF, RECORDS, TOTAL, number_doing, number_of


def test_every_chart_is_drawn(app: str, visitor: Visitor) -> None:
    """All nine charts draw, follow the filters, and load nothing from elsewhere."""
    visitor.page.goto(f"{app}/ecosystem")
    visitor.page.locator(".od-footer").wait_for()
    charts = visitor.page.locator("[data-testid='stVegaLiteChart'] :is(canvas, svg.marks)")
    expect(charts).to_have_count(9)
    number = number_doing("institution")
    visitor.page.get_by_role("button", name=f"Institution ({number})").click()
    expect(visitor.page.locator("#f-types")).to_have_text(
        f"The most common main type is institution: {number_of(type='institution')} of {number}"
    )
    expect(visitor.page.get_by_role("link", name="PNG of Organisations by main type")).to_have_attribute(
        "href", "./api/charts/types.png?activity=institution&mode=light&download=1"
    )
    assert visitor.hosts() == {app.removeprefix("http://")}
    assert visitor.errors == []


def test_a_chart_has_no_buttons_but_ours(app: str, visitor: Visitor) -> None:
    """No button of the framework stands beside a chart, to see or to reach by the tab key, and no menu of its own."""
    visitor.page.goto(f"{app}/ecosystem")
    visitor.ready()
    expect(visitor.page.locator("[data-testid='stVegaLiteChart'] :is(canvas, svg.marks)")).to_have_count(9)
    expect(visitor.page.locator("[data-testid='stElementToolbar'] button:visible")).to_have_count(0)
    expect(visitor.page.get_by_test_id("stMainMenuButton")).to_have_count(0)
    assert visitor.page.title() == "Ecosystem · Open Dialogue map"


OUTSIDE = """() => [...document.querySelectorAll("[data-testid='stVegaLiteChart'] svg")].flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
      || box.bottom > frame.bottom + 1 || text.textContent.endsWith("…"));
  }).map((text) => text.textContent);
})"""
OVERLAPPING = """() => {
  const svg = document.querySelector(".st-key-finding-matrix svg");
  const heads = [...svg.querySelectorAll(".role-axis-label text")].map((text) => text.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return heads.filter((a, i) => heads.some((b, j) => i < j && meet(a, b))).length;
}"""


def test_labels_of_charts_are_whole_at_every_width(app: str, visit: Visit) -> None:
    """From 320 to 1920 pixels no word of a chart is cut off, shortened or leans out, and none lies on another."""
    visitor = visit(viewport={"width": 320, "height": 800})
    visitor.page.goto(f"{app}/ecosystem")
    visitor.ready()
    charts = visitor.page.locator("[data-testid='stVegaLiteChart'] svg.marks")
    expect(charts).to_have_count(9)
    for width in (320, 390, 600, 768, 1024, 1280, 1920):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        visitor.page.wait_for_function(
            """() => [...document.querySelectorAll("[data-testid='stVegaLiteChart']")].every(
              (chart) => Math.abs(chart.clientWidth - chart.querySelector("svg").clientWidth) < 3)"""
        )
        assert visitor.page.evaluate(OUTSIDE) == [], width
        assert visitor.page.evaluate(OVERLAPPING) == 0, width


def test_a_chart_is_saved(app: str, visitor: Visitor) -> None:
    """The picture of a chart comes as a file whose name says what it holds."""
    visitor.page.goto(f"{app}/ecosystem?country=FI")
    visitor.page.locator(".od-footer").wait_for()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="PNG of Organisations by main type").click()
    assert download.value.suggested_filename == f"odmap-chart-types-country-fi-{DATA_AS_OF}.png"


def test_a_principle_filters_the_map(app: str, visitor: Visitor) -> None:
    """From a principle one comes to the map with those whose description names it."""
    visitor.page.goto(f"{app}/principles")
    visitor.ready()
    visitor.page.get_by_role("region", name="Social network").get_by_role("link", name="Show on the map").click()
    frame = visitor.map()
    named = [record for record in RECORDS if "social-network" in record["principles"].split(";")]
    located = sum(record["country"] != "" for record in named)
    frame.wait_for_selector(f"html[data-shown='{located}']", state="attached")
    expect(visitor.page.locator(".od-count")).to_contain_text(f"{len(named)} of {TOTAL} organisations")
    visitor.address_ends("/?principle=social-network")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("path", ["/ecosystem", "/principles", "/ecosystem?country=LV&type=service"])
def test_axe_finds_nothing(app: str, visit: Visit, mode: str, path: str) -> None:
    """The accessibility checker finds nothing on both pages, in light and in dark, with every table open."""
    visitor = visit(color_scheme=mode)
    visitor.page.goto(f"{app}{path}")
    visitor.ready()
    if path == "/ecosystem":
        expect(visitor.page.locator("[data-testid='stVegaLiteChart'] :is(canvas, svg.marks)")).to_have_count(9)
    visitor.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    found = Axe().run(visitor.page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in found] == []


@pytest.mark.parametrize("path", ["/ecosystem", "/principles"])
def test_it_fits_a_phone(app: str, visit: Visit, path: str) -> None:
    """At 390 pixels nothing scrolls sideways."""
    visitor = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    visitor.page.goto(f"{app}{path}")
    visitor.ready()
    visitor.page.wait_for_timeout(1000)
    assert visitor.page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


TEXTS = """(box) => {
    const inset = 2;  // a box is as high as its font, and letters are lower
    const of = (element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const words = element.textContent;
        return { words, left: left + inset, right: right - inset, top: top + inset, bottom: bottom - inset };
    };
    const edge = box.getBoundingClientRect();
    const texts = [...box.querySelectorAll('text')]
        .filter((text) => text.textContent && text.getAttribute('opacity') !== '0').map(of);
    const out = texts.filter((text) =>
        text.left < edge.left || text.right > edge.right || text.top < edge.top || text.bottom > edge.bottom);
    const over = texts.flatMap((one, place) => texts.slice(place + 1).filter((other) =>
        one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
        .map((other) => `${one.words} over ${other.words}`));
    return [...out.map((text) => `${text.words} is cut`), ...over];
}"""
"""Returns what is cut or covered of the texts of a drawing."""


@pytest.mark.parametrize("name", ["matrix", "status", "beginnings", "countries"])
def test_labels_of_a_file_are_whole(app: str, visit: Visit, name: str) -> None:
    """In the SVG file of a chart nothing is cut or covered either."""
    visitor = visit()
    visitor.page.goto(f"{app}/api/charts/{name}.svg")
    assert visitor.page.locator("svg").first.evaluate(TEXTS) == []

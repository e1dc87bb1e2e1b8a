"""Very many organisations in a real Chromium: rings that say how many are where, marks for the few in sight."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, expect

from odmap.directory.organisation import COLUMNS
from tests.browser.conftest import Visit
from tests.conftest import record

TOWNS = (
    *(("FI", "Tornio"), ("FI", "Helsinki"), ("NO", "Oslo"), ("DE", "Berlin"), ("GB", "London"), ("JP", "Tokyo")),
    *(("US", "Chicago"), ("BR", "Recife"), ("AU", "Perth"), ("IN", "Mumbai"), ("ES", "Madrid"), ("IT", "Rome")),
)
NUMBER = 4_000
TYPES = ("service", "training", "network")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a directory of some thousands, and one alone in Iceland."""
    path = tmp_path_factory.mktemp("many") / "organisations.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        for number in range(NUMBER):
            country, town = TOWNS[number % len(TOWNS)]
            kind = TYPES[number % len(TYPES)]
            writer.writerow(record(number, country=country, town=town, type=kind, activities=kind))
        writer.writerow(record(NUMBER, name="Alone in Iceland", country="IS", town="Akureyri"))
    return path


def rings(frame: Frame) -> int:
    """Return how many organisations the rings in sight and just beyond add up to, from their names."""
    names = frame.locator(".cluster-icon").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    return sum(int(name.split(" ")[0].replace(",", "")) for name in names)


def test_many_are_counted_and_few_are_named(many: Path, serve_file: Callable[[Path], str], visit: Visit) -> None:
    """The world shows rings that add up to all; nearer and filtered to a few, single marks with names and cards."""
    visitor = visit()
    address = serve_file(many)
    frame = visitor.open(address)
    frame.wait_for_selector(f"html[data-shown='{NUMBER + 1}']", state="attached")
    expect(frame.locator(".cluster-icon").first).to_be_attached()
    assert rings(frame) == NUMBER + 1
    assert frame.locator(".mark-icon").count() == 0

    visitor.page.goto(f"{address}/?country=IS")
    frame = visitor.map()
    frame.wait_for_selector("html[data-shown='1']", state="attached")
    mark = frame.locator(".mark-icon")
    expect(mark).to_have_attribute("aria-label", "Alone in Iceland, service, Akureyri, Iceland")
    mark.click()
    expect(frame.locator(".card-box")).to_contain_text("Alone in Iceland")

    visitor.page.goto(f"{address}/?organisation=body-{NUMBER}")
    frame = visitor.map()
    frame.wait_for_selector(f"html[data-chosen='body-{NUMBER}']", state="attached")
    expect(frame.locator(".mark-icon.chosen")).to_be_visible()
    assert visitor.errors == []


def test_a_ring_leads_nearer_and_says_what_cannot_be_told_apart(
    many: Path, serve_file: Callable[[Path], str], visit: Visit
) -> None:
    """Enter on a ring comes nearer; where many are at one and the same place the map says so instead of zooming on."""
    visitor = visit()
    frame = visitor.open(serve_file(many))
    frame.wait_for_selector(f"html[data-shown='{NUMBER + 1}']", state="attached")
    zoom = frame.evaluate("map.getZoom()")
    europe = frame.locator(".cluster-icon[aria-label*='Finland']").first
    europe.press("Enter")
    frame.wait_for_function("zoom => map.getZoom() > zoom", arg=zoom)
    tokyo = frame.locator(".cluster-icon[aria-label*='organisations, Japan']").first
    frame.evaluate("() => { map.setView([35.69, 139.69], 6, {animate: false}); }")
    tokyo.press("Enter")
    expect(frame.locator(".leaflet-popup")).to_contain_text("organisations, Japan, at one and the same place")
    assert visitor.errors == []


def test_filters_and_panning_keep_the_count(many: Path, serve_file: Callable[[Path], str], visit: Visit) -> None:
    """A filter counts the rings anew, in the same frame, and a moved map still counts whole cells."""
    visitor = visit()
    frame = visitor.open(serve_file(many))
    frame.evaluate("window.kept = 'yes'")
    visitor.page.get_by_role("toolbar", name="What they do").get_by_role("button", name="Network").click()
    expected = sum(TYPES[number % len(TYPES)] == "network" for number in range(NUMBER))
    frame.wait_for_selector(f"html[data-shown='{expected}']", state="attached")
    frame.wait_for_function("() => document.querySelectorAll('.cluster-icon').length > 0")
    frame.evaluate("() => { map.setView([40, 10], 2, {animate: false}); }")
    before = rings(frame)
    frame.evaluate("() => { map.panBy([60, 0], {animate: false}); }")
    frame.evaluate("() => { map.panBy([-60, 0], {animate: false}); }")
    assert rings(frame) == before
    assert frame.evaluate("window.kept") == "yes"
    assert visitor.errors == []


def test_the_list_of_very_many_stays_small(many: Path, serve_file: Callable[[Path], str], visit: Visit) -> None:
    """With thousands in sight the list counts all, by country, and names forty of one; an entry lights up its ring."""
    visitor = visit(viewport={"width": 1440, "height": 900})
    frame = visitor.open(serve_file(many))
    whole = f"{NUMBER + 1:,}"
    expect(visitor.page.locator(".od-sight-count")).to_have_text(f"{whole} of {whole} organisations in sight")
    entries = visitor.page.locator(".od-sight [data-od-row]")
    expect(entries).to_have_count(0)
    visitor.ready()
    folds = visitor.page.locator(".od-sight [data-od-country]")
    numbers = [int(number.replace(",", "")) for number in folds.locator("summary span").all_inner_texts()]
    assert sum(numbers) == NUMBER + 1
    folds.nth(numbers.index(max(numbers))).locator("summary").click()
    expect(entries).to_have_count(40)
    entries.first.hover()
    expect(frame.locator(".cluster-icon.lit")).to_have_count(1)
    asked = [url for url in visitor.requests if "/part/sight" in url]
    assert max(map(len, asked)) < 500
    frame.evaluate("() => { map.setView([65.7, -18.1], 8, {animate: false}); }")
    expect(visitor.page.locator(".od-sight-count")).to_have_text(f"1 of {whole} organisations in sight")
    expect(entries).to_have_count(1)
    assert visitor.errors == []

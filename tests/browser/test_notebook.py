"""The map for notebooks in a real browser that has no network: from a file, and in the frame of a notebook."""

from collections.abc import Callable
from pathlib import Path

import folium
import pandas as pd
import pytest
from playwright.sync_api import Frame, Page

import odmap
from odmap import Directory
from tests.browser.conftest import Visit, Visitor

Show = Callable[[folium.Map], Visitor]


@pytest.fixture
def show(visit: Visit, tmp_path: Path) -> Show:
    """Save a map and open the file, without a network."""

    def open_map(drawn: folium.Map) -> Visitor:
        path = tmp_path / "map.html"
        drawn.save(str(path))
        visitor = visit(offline=True)
        visitor.page.goto(path.as_uri())
        return visitor

    return open_map


def marks(page: Page | Frame) -> int:
    """Return for how many organisations the marks and clusters in sight stand."""
    numbers = page.locator(".cluster text").all_text_contents()
    return page.locator(".mark-icon").count() + sum(int(number) for number in numbers)


def only_the_file(visitor: Visitor) -> bool:
    """Tell whether nothing but the file was asked for, and no script made a mistake."""
    return visitor.errors == [] and [url.rpartition("/")[2] for url in visitor.requests] == ["map.html"]


def test_a_saved_map_draws_without_a_network(show: Show, directory: Directory) -> None:
    """Land and every located organisation are there, all in sight, and nothing is asked for."""
    visitor = show(odmap.folium_map(directory))
    visitor.page.wait_for_selector(".cluster")
    assert marks(visitor.page) == int(directory.frame["precision"].notna().sum())
    assert visitor.page.locator("path.leaflet-interactive, .leaflet-overlay-pane path").count() > 150
    assert only_the_file(visitor)


def test_a_notebook_shows_it_in_its_frame(visit: Visit, tmp_path: Path, frame: pd.DataFrame) -> None:
    """What Jupyter is given draws as well, in the place that a notebook gives it."""
    finland = frame[frame["country"] == "FI"]
    path = tmp_path / "map.html"
    path.write_text(f"<!doctype html><body>{odmap.folium_map(finland, height='420px')._repr_html_()}", "utf-8")
    visitor = visit(offline=True)
    visitor.page.goto(path.as_uri())
    held = visitor.page.query_selector("iframe")
    inside = held.content_frame() if held else None
    assert inside is not None
    inside.wait_for_selector(".mark-icon, .cluster")
    assert marks(inside) == len(finland)
    box = inside.locator(".folium-map").bounding_box()
    assert box is not None
    assert box["height"] > 250, "title and source leave room for the map"
    assert only_the_file(visitor)


def test_a_mark_opens_by_keyboard_and_what_it_says_is_text(show: Show, hostile_file: Path) -> None:
    """A popup shows hostile text as it is written; its links lead to pages of others, and only if one follows them."""
    own = odmap.load(hostile_file)
    visitor = show(odmap.folium_map(own.frame.iloc[:1], title="<img src=x onerror=\"document.title='owned'\">"))
    mark = visitor.page.locator(".mark-icon")
    assert mark.get_attribute("aria-label", timeout=30_000)
    mark.press("Enter")
    popup = visitor.page.locator(".leaflet-popup-content")
    assert own.frame["name"].iloc[0] in popup.inner_text()
    assert popup.locator("a").get_attribute("href") == "https://example.org/"
    assert popup.locator("a").get_attribute("rel") == "noopener noreferrer"
    assert visitor.page.title() != "owned"
    assert visitor.page.locator("h1").inner_text().startswith("<img ")
    assert only_the_file(visitor)


def test_layers_of_ones_own_draw_as_well(show: Show, frame: pd.DataFrame) -> None:
    """A marker of folium's own kind has its picture and its popup, though nothing is loaded."""
    drawn = odmap.folium_map(frame[frame["country"] == "FI"])
    folium.Marker([61, 27], popup="Our <b>own</b>").add_to(drawn)
    visitor = show(drawn)
    visitor.page.locator("img.leaflet-marker-icon").click()
    assert visitor.page.locator(".leaflet-popup-content b").inner_text() == "own"
    loaded = visitor.page.evaluate("document.querySelector('img.leaflet-marker-icon').naturalWidth")
    assert loaded > 0
    assert only_the_file(visitor)

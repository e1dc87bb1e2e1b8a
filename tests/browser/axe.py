"""The accessibility checker, on a page or inside of the map's frame."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Frame, Page

PAGE_RULES = (
    "{ 'landmark-one-main': {enabled: false}, 'page-has-heading-one': {enabled: false}, region: {enabled: false} }"
)
"""These ask for headings and landmarks of a whole page, which the page around the frame has."""


def findings(place: Page | Frame) -> list[tuple[str, str]]:
    """Return the rules that a page breaks, or what is inside of a frame in it, each with where."""
    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    rules = f", {{ rules: {PAGE_RULES} }}" if isinstance(place, Frame) else ""
    found = place.evaluate(f"() => {{ {script}; return axe.run(document{rules}); }}")
    return [(each["id"], each["nodes"][0]["html"][:160]) for each in found["violations"]]

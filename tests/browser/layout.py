"""What is wrong with a drawn page, measured in the browser by layout.js."""

from pathlib import Path

from playwright.sync_api import Frame

KINDS = ("beyond", "clipped", "thin", "covered", "broken", "small", "slanted")
"""What is measured: what each means stands in layout.js."""
_MEASURES = Path(__file__).with_name("layout.js").read_text("utf-8").partition("\n")[2].strip()


def faults(frame: Frame) -> dict[str, list[str]]:
    """Return what is wrong in a frame, by its kind; empty if nothing is."""
    calls = ", ".join(f"{kind}: measures.{kind}()" for kind in KINDS)
    found: dict[str, list[str]] = frame.evaluate(f"() => {{ const measures = {_MEASURES}; return {{ {calls} }}; }}")
    return {kind: each for kind, each in found.items() if each}

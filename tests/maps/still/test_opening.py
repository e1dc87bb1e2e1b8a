"""The map of the first answer: what the live map will show, as a picture in the page."""

import re
from xml.etree import ElementTree

import pandas as pd
import pytest

from odmap.maps.still.opening import draw
from odmap.views.selection import apply, checked
from tests.conftest import HOSTILE


def drawings(view: pd.DataFrame, words: str = "A map") -> dict[str, ElementTree.Element]:
    """Return the two drawings by their names, read as XML."""
    root = ElementTree.fromstring(draw(view, words))  # noqa: S314 - made by the project
    return {str(one.get("class")): one for one in root if one.get("class")}


def numbers(drawing: ElementTree.Element) -> int:
    """Return how many organisations a drawing shows: the numbers of its rings, and its single marks."""
    total = 0
    for group in drawing.findall("g"):
        said = "".join(text.text or "" for text in group.iter("text"))
        total += int(said) if said.isdecimal() else 1
    return total


@pytest.mark.parametrize("chosen", [{}, {"country": ["FI"]}, {"country": ["IS"]}, {"region": ["nordic"]}])
def test_everyone_with_a_place_is_on_it(frame: pd.DataFrame, chosen: dict[str, list[str]]) -> None:
    """Rings and marks together count all that have a place, on a desk as on a phone, and lie inside the drawing."""
    view = apply(frame, checked(frame, "", **chosen))
    for drawing in drawings(view).values():
        assert numbers(drawing) == int(view["precision"].notna().sum())
        width, height = map(float, str(drawing.get("viewBox")).split()[2:])
        for group in drawing.findall("g"):
            x, y = map(float, re.findall(r"translate\(([-\d.]+) ([-\d.]+)\)", str(group.get("transform")))[0])
            assert -10 < x < width
            assert -10 < y < height


def test_nothing_is_a_map_all_the_same(frame: pd.DataFrame) -> None:
    """Where nobody has a place, the world is drawn without a mark."""
    for drawing in drawings(frame.head(0)).values():
        assert numbers(drawing) == 0
        assert drawing.find("use") is not None


def test_it_has_no_colours_of_its_own(frame: pd.DataFrame) -> None:
    """It follows the page, light or dark: every colour is one of the page's."""
    assert not re.search(r"#[0-9a-f]{6}", draw(frame, "A map"))
    assert "var(--od-" in draw(frame, "A map")


@pytest.mark.parametrize("words", HOSTILE)
def test_its_words_stay_words(frame: pd.DataFrame, words: str) -> None:
    """What is said of it cannot become markup."""
    for drawing in drawings(frame.head(3), words).values():
        assert drawing.get("role") == "img"
        assert not list(drawing.iter("script"))

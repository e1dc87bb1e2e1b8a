"""The story as markup: every stop in words, real links, and what the map needs."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from odmap import Directory, load
from odmap.analysis.story.stops import tell
from odmap.markup import story as story_markup
from odmap.views.selection import Selection
from tests.conftest import HOSTILE
from tests.counted import LOCATED, number_of
from tests.markup.test_rendering import Page

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


def numbers(bits: str) -> int:
    """Return how many organisations are named by bits in base64."""
    return sum(byte.bit_count() for byte in base64.b64decode(bits))


def test_every_stop_is_in_it_in_words(directory: Directory) -> None:
    """Title, words, figure, rows and source of each stop are in the markup, one stop is in sight, the rest hidden."""
    stops = tell(directory, "MX")
    page = Page(story_markup.deck(stops, directory.frame, "query", "light"))
    assert page.elements.count("section") == len(stops)
    assert page.attributes.count(("hidden", "")) == len(stops) - 1
    for stop in stops:
        for words in (stop.title, stop.words, stop.figure, stop.figure_means, stop.source.words):
            assert words in page.text
        for row in stop.rows:
            assert row.label in page.text
            assert row.value in page.text


def test_links_lead_to_stops_and_keep_the_rest(directory: Directory) -> None:
    """On the page each stop has an address of its own that keeps filters and country; in a file it is the hash."""
    stops = tell(directory, "NO")
    chosen = Selection.of(type=["service"])
    page = Page(story_markup.deck(stops, directory.frame, "query", "light", selection=chosen, begin="NO"))
    assert "./present?type=service&begin=NO&step=gaps" in page.links
    alone = Page(story_markup.deck(stops, directory.frame, "hash"))
    assert "#gaps" in alone.links
    assert "svg" in alone.elements


def test_the_stop_asked_for_is_in_sight(directory: Directory) -> None:
    """The stop of the address is shown first; an unknown one gives the beginning."""
    stops = tell(directory)
    for asked, shown in (("gaps", "gaps"), ("nowhere", stops[0].id)):
        markup = story_markup.deck(stops, directory.frame, "query", "light", asked)
        visible = [part for part in markup.split("<section")[1:] if " hidden>" not in part.split(">")[0] + ">"]
        assert len(visible) == 1
        assert f'id="stop-{shown}"' in visible[0]


def test_the_map_is_told_what_to_show(directory: Directory) -> None:
    """Each stop carries members, position and measure as JSON that the map's script reads."""
    stops = tell(directory)
    page = Page(story_markup.deck(stops, directory.frame, "query", "light"))
    views = [json.loads(value) for name, value in page.attributes if name == "data-od-view"]
    assert len(views) == len(stops)
    for stop, view in zip(stops, views, strict=True):
        assert view["story"] is True
        placed = int(stop.view["precision"].notna().sum())
        assert placed == LOCATED if "members" not in view else numbers(view["members"]) == placed
        assert ("measure" in view) == bool(stop.shading)
    assert views[0]["position"][0] == pytest.approx(65.5)


def test_hostile_words_stay_words(make_file: MakeFile, record: Record) -> None:
    """Names, filters and searches that look like markup are text in the story."""
    directory = load(make_file(*(record(number, name=text[:200]) for number, text in enumerate(HOSTILE, start=1))))
    for text in HOSTILE:
        page = Page(story_markup.deck(tell(directory, selection=Selection.of(text)), directory.frame, "query", "light"))
        assert "script" not in page.elements
        assert not any(name.startswith("on") for name, _ in page.attributes)


def test_bars_are_parts_of_the_longest(directory: Directory) -> None:
    """The longest bar of a stop fills its room; a row without a number has none."""
    kinds = next(stop for stop in tell(directory) if stop.id == "kinds")
    shares = [story_markup.share(kinds, row) for row in kinds.rows]
    assert max(shares) == 100
    assert shares[1] == round(100 * number_of(type="training") / number_of(type="service"), 1)
    points = next(stop for stop in tell(directory) if stop.id == "take-part")
    assert {story_markup.share(points, row) for row in points.rows} == {0}


@pytest.mark.parametrize(("size", "words"), [(12, "1 kB"), (56_700, "57 kB"), (1_740_000, "1.7 MB")])
def test_a_file_says_what_it_weighs(size: int, words: str) -> None:
    """The link that saves a file says how large it is."""
    page = Page(story_markup.file_download("./api/presenter.pdf?download=1", "Save the handout", size))
    assert page.links == ["./api/presenter.pdf?download=1"]
    assert words in page.text

"""The messages to the map: what the page writes, its script reads, and both refuse the same."""

import json
import re
from typing import Any

import pandas as pd
import pytest
from pydantic import ValidationError

from odmap import load
from odmap.analysis.story.stops import tell
from odmap.graphics import assets
from odmap.graphics.leaflet_options import settings
from odmap.maps import live as live_map
from odmap.maps import message as map_message
from odmap.settings import STATIC
from odmap.views.selection import Selection, apply
from tests.parity.javascript import call

TYPES = STATIC / "shared" / "types.d.ts"
MEASURE = {"name": "listed", "classes": ["shade-1", "none"], "of": {"FI": [0, "Finland: 8"]}, "rest": "hatch"}
HERE = {"latitude": 60.2, "longitude": 24.9, "words": "Helsinki"}
GOOD: list[dict[str, Any]] = [
    {},
    {"members": None, "chosen": None, "measure": None, "here": None, "story": False, "position": None},
    {"members": ""},
    {"members": "gAE="},
    {"members": [0, 5]},
    {"chosen": 0},
    {"measure": MEASURE},
    {"measure": {**MEASURE, "of": {}}},
    {"here": HERE},
    {"here": {**HERE, "latitude": -90, "longitude": 180}},
    {"here": {**HERE, "reach": 0.5}},
    {"here": {**HERE, "reach": 20_000}},
    {"here": {**HERE, "reach": None}},
    {"types": {"of": [3, 0], "chosen": [1]}},
    {"types": {"of": [3, 0]}},
    {"types": None},
    {"story": True, "position": [38, 11.5, 2]},
    {"position": [-90, -180, 10]},
    {"colour": "certainty"},
]
BAD: list[dict[str, Any]] = [
    {"colour": "type"},
    {"version": 2},
    {"version": "1"},
    {"version": None},
    {"members": "a"},
    {"members": "gA=A"},
    {"members": "gAE=\n"},
    {"members": [-1]},
    {"members": [0.5]},
    {"members": {}},
    {"members": True},
    {"chosen": -1},
    {"chosen": 1.5},
    {"chosen": "1"},
    {"chosen": True},
    {"measure": "listed"},
    {"measure": {**MEASURE, "name": None}},
    {"measure": {**MEASURE, "classes": "shade-1"}},
    {"measure": {**MEASURE, "of": {"FI": [2, "beyond the classes"]}}},
    {"measure": {**MEASURE, "of": {"FI": [0]}}},
    {"measure": {**MEASURE, "of": {"FI": [0, 8]}}},
    {"measure": {**MEASURE, "of": []}},
    {"measure": {key: value for key, value in MEASURE.items() if key != "rest"}},
    {"here": {**HERE, "latitude": 90.1}},
    {"here": {**HERE, "reach": 0}},
    {"here": {**HERE, "reach": -5}},
    {"here": {**HERE, "reach": 20_001}},
    {"here": {**HERE, "reach": "far"}},
    {"here": {**HERE, "longitude": "24.9"}},
    {"here": {"latitude": 0, "longitude": 0}},
    {"here": [60, 24]},
    {"types": [3, 0]},
    {"types": {"chosen": [0]}},
    {"types": {"of": [3], "chosen": [1]}},
    {"types": {"of": [-1], "chosen": []}},
    {"types": {"of": [3], "chosen": ["service"]}},
    {"story": 1},
    {"story": "true"},
    {"position": [0, 0]},
    {"position": [0, 0, 11]},
    {"position": [0, 181, 1]},
    {"position": "0,0,1"},
]


def faults(messages: list[Any]) -> list[str]:
    """Return what the script finds wrong with each message; nothing for one that it shows."""
    return call("shared/channel.js", "faultOfView", [[message] for message in messages])


def refused(message: dict[str, Any]) -> bool:
    """Tell whether the Python half refuses a message."""
    try:
        map_message.View.model_validate_json(json.dumps(message))
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(("messages", "wrong"), [(GOOD, False), (BAD, True)], ids=["good", "bad"])
def test_both_halves_agree_on_what_can_be_shown(messages: list[dict[str, Any]], wrong: bool) -> None:
    """What one half refuses the other refuses; what one understands the other understands."""
    whole = [{"version": map_message.VERSION, **message} for message in messages]
    assert {json.dumps(message): refused(message) for message in whole} == dict.fromkeys(map(json.dumps, whole), wrong)
    found = dict(zip(map(json.dumps, whole), faults(whole), strict=True))
    assert {message: bool(fault) for message, fault in found.items()} == dict.fromkeys(found, wrong)


def test_a_misspelt_field_is_not_sent() -> None:
    """A field that no script knows raises where it is written, and does not go astray."""
    with pytest.raises(ValidationError, match="member"):
        map_message.message(member=[1])


def test_every_kind_of_message_that_the_app_sends_is_understood() -> None:
    """Views, chosen organisations, colours, a place asked for, and each stop of the story pass both halves."""
    directory = load()
    frame = directory.frame
    views = [apply(frame, chosen) for chosen in (Selection(), Selection.of(country=["FI"]), Selection.of("nothing"))]
    sent = [live_map.of_view(view, frame) for view in views]
    sent += [
        live_map.of_view(frame, frame, "keropudas-hospital", here=HERE),
        live_map.of_view(frame, frame, "nobody"),
        live_map.of_view(frame, frame, types=live_map.of_types(frame, Selection.of(type=["service"]))),
    ]
    stops = tell(directory, "NO")
    assert any(stop.shading for stop in stops)
    sent += [live_map.of_stop(stop, frame) for stop in stops]
    assert faults(json.loads(json.dumps(sent))) == [""] * len(sent)
    assert {message["version"] for message in sent} == {1}


def test_bits_are_read_as_they_are_packed() -> None:
    """Whatever rows a view holds, the script finds the numbers that Python packed."""
    frame = load().frame
    views = [frame.iloc[start::step] for start in range(9) for step in (1, 2, 3, 7, 60, 500)]
    total = len(json.loads(live_map.table(frame))["types"])
    read = call("map/members.js", "membersOf", [[live_map.packed(view, frame), total] for view in views])
    assert read == [live_map.members(view, frame) for view in views]


def test_the_map_is_told_what_python_knows() -> None:
    """Zooms, marks and what "many" is are written once, in Python; of more than those, the table has no names."""
    told = json.loads(json.dumps(settings()))
    frame = load().frame
    table = json.loads(live_map.table(frame))
    assert set(told["zooms"]["near"]) == set(told["zooms"]["closest"]) == set(table["exact"])
    assert set(told["marks"]) == set(told["types"])
    located = frame[frame["precision"].notna()]
    many = pd.concat([located] * (told["many"] // len(located) + 1), ignore_index=True).iloc[: told["many"] + 1]
    assert "labels" in json.loads(live_map.table(many.iloc[:-1]))
    assert "labels" not in json.loads(live_map.table(many))
    assert all(near <= told["zooms"]["closest"][exact] for exact, near in told["zooms"]["near"].items())


def declared(interface: str) -> set[str]:
    """Return the fields that the scripts' types declare."""
    [body] = re.findall(rf"export interface {interface} {{\n(.*?)\n}}", TYPES.read_text("utf-8"), re.DOTALL)
    return set(re.findall(r"^  (\w+)\??:", body, re.MULTILINE))


def test_the_declared_types_are_what_is_sent() -> None:
    """What the type checker takes for granted about messages, settings and the table is what Python writes."""
    for model in (map_message.View, map_message.Measure, map_message.Here):
        assert declared(model.__name__) == set(model.model_fields)
    addresses = {"overview", "detail", "table", "card", "names", "tiles", "nearLand"}
    assert declared("Settings") == {*settings(), *addresses}
    tiles = assets.tiles_for_the_frame()
    assert declared("TileSource") == set(tiles["tiles"])
    assert declared("TileSource") | declared("TileGrid") == set(tiles["nearLand"])
    assert declared("Table") == set(json.loads(live_map.table(load().frame, named=True)))

"""The map in folium: small, constant, complete, and without an outside address."""

import json
import re

import pandas as pd
import pytest
from streamlit_folium import _get_feature_group_string, generate_js_hash, generate_leaflet_string

from odmap import world_map
from odmap.organisation import Precision, Status, Type, Verification
from odmap.selection import Selection, apply
from odmap.static_files import FILES, address, mark_file
from odmap.symbols import Mark


def script(frame: pd.DataFrame) -> str:
    """Return the script that streamlit-folium sends for the map itself."""
    drawn = world_map.world_map(frame)
    drawn.get_root().render()
    return str(generate_leaflet_string(drawn))


def sent(view: pd.DataFrame, frame: pd.DataFrame) -> str:
    """Return what streamlit-folium sends for a view."""
    drawn = world_map.world_map(frame)
    drawn.get_root().render()
    return str(_get_feature_group_string(world_map.view_layer(view, frame), drawn))


def test_the_script_is_the_same_for_every_visitor(frame: pd.DataFrame) -> None:
    """The frame in the page is rebuilt when the script's hash changes, so it must never change."""
    assert generate_js_hash(script(frame), "map") == generate_js_hash(script(frame), "map")
    assert len(script(frame)) < 6_000


def test_no_outside_address(frame: pd.DataFrame) -> None:
    """Neither the map's script nor its links name another machine."""
    drawn = world_map.world_map(frame)
    links = [address for _, address in (*drawn.default_js, *drawn.default_css)]
    assert links
    assert all(link.startswith("../../") for link in links)
    assert not re.search(r"https?://|//[a-z]", script(frame))


def test_a_view_is_only_numbers(frame: pd.DataFrame) -> None:
    """A change of filter sends the numbers of the organisations on show, and no text of theirs."""
    view = apply(frame, Selection.of(country=["FI"]))
    text = sent(view, frame)
    shown = json.loads(re.search(r"odmap\.show\((.*?)\);", text)[1])  # type: ignore[index] # a missing call must fail here
    table = json.loads(world_map.table(frame))
    assert [table["ids"][number] for number in shown["members"]] == list(view["id"])
    assert len(sent(frame, frame)) < 2_000


def test_the_same_view_is_the_same_text(frame: pd.DataFrame) -> None:
    """A rerun without a change sends the same text, so that open popups and spread clusters survive it."""
    assert sent(frame, frame) == sent(frame.copy(), frame)


def test_the_table_holds_every_located_organisation(frame: pd.DataFrame) -> None:
    """Bodies without a base have no mark; all others have one, with a name that screen readers can speak."""
    table = json.loads(world_map.table(frame))
    located = frame[frame["precision"].notna()]
    assert table["ids"] == list(located["id"])
    assert {len(column) for name, column in table.items() if name != "countries"} == {len(located)}
    labels = dict(zip(table["ids"], table["labels"], strict=True))
    assert labels["dialogue-first"] == "Dialogue First, service, London, England, United Kingdom"
    assert labels["open-dialogue-sweden"] == "Open Dialogue Sweden, network, unverified, somewhere in Sweden"
    assert ", ended," in labels["west-cork-open-dialogue-bantry"]


@pytest.mark.parametrize("name", FILES)
def test_files_carry_the_version_of_their_content(name: str) -> None:
    """The address of a file changes with its content, so that a browser may keep it for good."""
    assert re.fullmatch(rf"assets/{re.escape(name)}\?v=[0-9a-f]{{12}}", address(name))
    assert FILES[name].content()


def test_no_file_of_ours_names_an_outside_address() -> None:
    """Our scripts and styles fetch nothing from elsewhere."""
    for name in ("map.js", "map.css", "page.css"):
        assert not re.search(rb"""(?:url\(|src=|fetch\()["']?(?:https?:)?//""", FILES[name].content())


ALL_MARKS = [
    Mark(kind, verification, ended, precision)
    for kind in Type
    for verification in Verification
    for ended in (False, True)
    for precision in (None, *Precision)
]


def test_every_mark_has_a_name_and_a_drawing_of_its_own() -> None:
    """Type, verification, end and precision each change the drawing, so that none is told by words alone."""
    assert [Mark.named(mark.name) for mark in ALL_MARKS] == ALL_MARKS
    exact = [mark for mark in ALL_MARKS if mark.precision is not Precision.LOCALITY]
    assert len({mark.svg() for mark in exact}) == len(exact)
    assert mark_file(ALL_MARKS[0], "light") != mark_file(ALL_MARKS[0], "dark")


@pytest.mark.parametrize("name", ["", "service", "a.b.c.d", "service.verified.gone.none", "service.verified.on.x"])
def test_unknown_marks_are_refused(name: str) -> None:
    """A name that is no mark's raises instead of drawing something else."""
    with pytest.raises(ValueError, match=r"unpack|is not a valid|no mark is called"):
        Mark.named(name)


def test_a_mark_is_read_from_a_row() -> None:
    """The mark of a row tells its type, how sure it is, whether it ended and how exact its place is."""
    row = {"type": "network", "verification": "unverified", "status": Status.ENDED, "precision": "country"}
    assert Mark.of(row).classes == "t-network v-unverified s-ended p-country"
    assert Mark.of({**row, "status": "active", "precision": None}).classes == "t-network v-unverified"

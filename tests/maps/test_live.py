"""The map in folium: small, constant, complete, and without an outside address."""

import base64
import json
import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import generate_js_hash, generate_leaflet_string

from odmap import load
from odmap.directory.located import organisations_in
from odmap.directory.organisation import Precision, Status, Type, Verification
from odmap.graphics.assets import FILES, address, mark_file
from odmap.graphics.leaflet_options import MANY
from odmap.graphics.mark_svg import markup
from odmap.graphics.marks import Mark
from odmap.maps import live as live_map
from odmap.markup import directory as directory_markup
from odmap.views.selection import Selection, apply
from tests.organisations import located as an_organisation


def script(frame: pd.DataFrame) -> str:
    """Return the script that streamlit-folium sends for the map itself."""
    drawn = live_map.world_map(frame)
    drawn.get_root().render()
    return str(generate_leaflet_string(drawn))


def sent(view: pd.DataFrame, frame: pd.DataFrame) -> str:
    """Return what the page sends to the map for a view."""
    return directory_markup.map_state(live_map.of_view(view, frame))


def unpacked(bits: str) -> list[int]:
    """Return the numbers that bits in base64 stand for, read bit by bit."""
    found = "".join(f"{byte:08b}" for byte in base64.b64decode(bits))
    return [number for number, bit in enumerate(found) if bit == "1"]


def test_the_script_is_the_same_for_every_visitor(frame: pd.DataFrame) -> None:
    """The frame in the page is rebuilt when the script's hash changes, so it must never change."""
    assert generate_js_hash(script(frame), "map") == generate_js_hash(script(frame), "map")
    assert len(script(frame)) < 1_500


def test_no_outside_address(frame: pd.DataFrame) -> None:
    """Neither the map's script nor its links name another machine."""
    drawn = live_map.world_map(frame)
    links = [address for _, address in (*drawn.default_js, *drawn.default_css)]
    assert links
    assert all(link.startswith("../../") for link in links)
    assert not re.search(r"https?://|//[a-z]", script(frame))


def test_a_view_is_only_numbers(frame: pd.DataFrame) -> None:
    """A change of filter sends which organisations show, as a bit for each, and no text of theirs."""
    view = apply(frame, Selection.of(country=["FI"]))
    shown = live_map.of_view(view, frame)
    table = json.loads(live_map.table(frame))
    assert [table["ids"][number] for number in unpacked(shown["members"])] == list(view["id"])
    assert live_map.members(view, frame) == unpacked(shown["members"])
    assert "members" not in live_map.of_view(frame, frame)
    assert len(sent(view, frame)) < 250


@given(st.sets(st.integers(0, 170)))
def test_any_view_is_packed_and_read_back(rows: set[int]) -> None:
    """Whatever organisations a view holds, the bits name exactly those that have a place on the map."""
    frame = load().frame
    view = frame.iloc[sorted(rows)]
    packed = live_map.packed(view, frame)
    wanted = list(view.loc[view["precision"].notna(), "id"])
    located = list(frame.loc[frame["precision"].notna(), "id"])
    assert [located[number] for number in unpacked(packed)] == wanted if packed else wanted == located


def test_the_same_view_is_the_same_text(frame: pd.DataFrame) -> None:
    """A rerun without a change sends the same text, so that open popups and spread clusters survive it."""
    assert sent(frame, frame) == sent(frame.copy(), frame)


def test_the_table_holds_every_located_organisation(frame: pd.DataFrame) -> None:
    """Bodies without a base have no mark; all others have one, with a name that screen readers can speak."""
    table = json.loads(live_map.table(frame))
    located = frame[frame["precision"].notna()]
    assert table["ids"] == list(located["id"])
    columns = ("ids", "labels", "types", "looks", "precisions", "country", "latitudes", "longitudes")
    assert {len(table[name]) for name in columns} == {len(located)}
    for name, words, column in (("country", "countries", "country_name"), ("precisions", "exact", "precision")):
        assert [table[words][place] for place in table[name]] == list(located[column])
    assert [table["classes"][look] for look in table["looks"]] == [
        Mark.of(organisation).classes for organisation in organisations_in(located)
    ]
    labels = dict(zip(table["ids"], table["labels"], strict=True))
    assert labels["dialogue-first"] == "Dialogue First, service, London, England, United Kingdom"
    assert labels["open-dialogue-sweden"] == "Open Dialogue Sweden, network, known by name only, somewhere in Sweden"
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
    assert len({markup(mark) for mark in exact}) == len(exact)
    assert mark_file(ALL_MARKS[0], "light") != mark_file(ALL_MARKS[0], "dark")


@pytest.mark.parametrize("name", ["", "service", "a.b.c.d", "service.verified.gone.none", "service.verified.on.x"])
def test_unknown_marks_are_refused(name: str) -> None:
    """A name that is no mark's raises instead of drawing something else."""
    with pytest.raises(ValueError, match=r"unpack|is not a valid|no mark is called"):
        Mark.named(name)


def test_a_mark_tells_an_organisation() -> None:
    """The mark of an organisation tells its type, how sure it is, whether it ended and how exact its place is."""
    terms: dict[str, Any] = {"type": Type.NETWORK, "verification": Verification.UNVERIFIED}
    ended = an_organisation(**terms, status=Status.ENDED, precision=Precision.COUNTRY)
    assert Mark.of(ended).classes == "t-network v-unverified s-ended p-country"
    assert Mark.of(an_organisation(**terms, precision=None)).classes == "t-network v-unverified"


def test_of_very_many_only_those_in_sight_are_named(frame: pd.DataFrame) -> None:
    """Above some thousands the table holds no names; they are asked for by number, and are the same as otherwise."""
    many = pd.concat([frame] * 19, ignore_index=True)
    assert int(many["precision"].notna().sum()) > MANY
    table, whole = json.loads(live_map.table(many)), json.loads(live_map.table(many, named=True))
    assert "labels" not in table
    asked = [0, 5, 3000]
    found = json.loads(live_map.names(many, asked))
    assert found == {name: [whole[name][number] for number in asked] for name in ("ids", "labels")}
    for wrong in ([len(whole["ids"])], [-1]):
        with pytest.raises(IndexError):
            live_map.names(many, wrong)

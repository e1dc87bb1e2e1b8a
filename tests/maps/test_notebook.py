"""The map for notebooks: an ordinary folium map, whole in itself, that says in words what it shows."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import folium
import pandas as pd
import pytest
from folium.plugins import MarkerCluster

import odmap
from odmap import Directory
from tests.counted import RECORDS, number_of

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

LOADED_FROM_ELSEWHERE = re.compile(r"""<(?:script|link|img|iframe)[^>]*\b(?:src|href)=|@import|url\((?!data:|"?#)""")


def html(drawn: folium.Map) -> str:
    """Return the whole page that a map is saved as."""
    return str(drawn.get_root().render())


def test_it_is_an_ordinary_folium_map(frame: pd.DataFrame) -> None:
    """It takes layers like any other, and stands in a figure of somebody else's."""
    drawn = odmap.folium_map(frame[frame["country"] == "FI"])
    assert isinstance(drawn, folium.Map)
    folium.CircleMarker([65.7, 24.6], tooltip="Kemi", popup="Where it began").add_to(drawn)
    folium.LayerControl().add_to(drawn)
    around = folium.Figure(height="300px")
    around.add_child(drawn)
    text = str(around.render())
    assert "L.circleMarker(" in text
    assert '"Organisations" : organisations_' in text
    assert "window.odmapOrganisations=" in text, "the new figure has the scripts, too"


def test_nothing_is_loaded_from_elsewhere(frame: pd.DataFrame) -> None:
    """Scripts, styles, pictures and land stand in the page itself, also where it is shown in a notebook."""
    text = html(odmap.folium_map(frame))
    assert LOADED_FROM_ELSEWHERE.search(text) is None
    assert len(text) < 1_000_000
    assert LOADED_FROM_ELSEWHERE.search(html(folium.Map())), "the search finds what folium itself loads"
    assert " srcdoc=" in odmap.folium_map(frame)._repr_html_()


def test_the_words_say_what_the_map_shows(frame: pd.DataFrame, directory: Directory) -> None:
    """Above the map stand its title and numbers, below it the source; the whole directory goes without saying."""
    finland = html(odmap.folium_map(frame[frame["country"] == "FI"], title="Where it <began>"))
    number, in_towns = number_of(country="FI"), sum(row["country"] == "FI" and row["town"] != "" for row in RECORDS)
    assert "<h1>Where it &lt;began&gt;</h1>" in finland
    assert "<title>Where it &lt;began&gt;</title>" in finland
    assert f"<p>{number} organisations: Finland {number}. {in_towns} placed in or near a town" in finland
    assert (
        f"<p>Source: Open Dialogue map {odmap.__version__}, sources read up to {directory.read_on}. CC BY 4.0."
        in finland
    )
    whole = html(odmap.folium_map())
    assert f"<p>{len(frame)} organisations: " in whole
    assert re.search(r" and \d+ more countries\. .* \d+ with no fixed base\.</p>", whole)
    shown = re.search(r"<header.*?</header>", whole)
    assert shown is not None
    assert shown[0] in html(odmap.folium_map(directory))


def test_the_legend_says_what_the_marks_mean(frame: pd.DataFrame) -> None:
    """Below the map stands the mark of each type that occurs, with its name and number."""
    view = frame[frame["type"].isin(["service", "network"])]
    legend = re.search(r"<ul.*?</ul>", html(odmap.folium_map(view)), re.DOTALL)
    assert legend is not None
    numbers = view["type"].value_counts()
    assert re.findall(r"</svg> (.*?)</li>", legend[0]) == [
        f"Service ({numbers['service']})",
        f"Network ({numbers['network']})",
    ]


def test_of_nothing_it_says_so(frame: pd.DataFrame) -> None:
    """An empty view is a map with the words that this is no statement about the world."""
    assert "Nothing listed is shown here. That says what this map was given, not what exists." in html(
        odmap.folium_map(frame.iloc[:0])
    )


def test_who_has_no_base_has_no_mark(make_file: MakeFile, record: Record) -> None:
    """A body without a base is in the words and not on the map."""
    own = odmap.load(str(make_file(record(1, name="Here"), record(2, name="Nowhere", country="", scope="global"))))
    text = html(odmap.folium_map(own))
    assert "2 organisations: Finland 1. 1 somewhere in a country, 1 with no fixed base." in text
    assert '"name": "Here"' in text
    assert '"name": "Nowhere"' not in text


def test_wrong_use_is_explained(frame: pd.DataFrame) -> None:
    """Columns that are missing are named, and so are the modes there are."""
    with pytest.raises(ValueError, match=r"this one lacks summary and sources"):
        odmap.folium_map(frame.drop(columns=["summary", "sources"]))
    with pytest.raises(ValueError, match=r"no mode 'sepia'; use light or dark"):
        odmap.folium_map(frame, mode="sepia")  # type: ignore[arg-type] # what a notebook may do


def test_folium_goes_on_as_before(frame: pd.DataFrame) -> None:
    """Maps of folium's own, made afterwards, still load what they need."""
    odmap.folium_map(frame)
    assert folium.Map().default_js
    assert MarkerCluster.default_js


def test_the_package_loads_nothing_until_it_is_asked() -> None:
    """``import odmap`` takes no time: neither tables nor maps nor the website come with it."""
    code = (
        "import sys, odmap; assert set(odmap.__all__) <= set(dir(odmap));"
        "print([name for name in ('pandas', 'numpy', 'folium', 'streamlit', 'pydantic') if name in sys.modules]);"
        "odmap.load; print('pandas' in sys.modules, 'folium' in sys.modules, hasattr(odmap, 'nothing'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "True False False"]

"""A view as an ordinary folium map that draws in a notebook, or from a file, with no server and no network.

Leaflet, its cluster plug-in, the outline of the land and the organisations all stand in the map's own HTML.
"""

import base64
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import folium
import pandas as pd
from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template
from xstatic.pkg import jquery, leaflet, leaflet_markercluster

from odmap.directory.current import load
from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import MAIN_TYPE, Precision, Type
from odmap.directory.organisations import Directory
from odmap.geography.base_map import ATTRIBUTION, geojson
from odmap.graphics.assets import map_rules
from odmap.graphics.leaflet_options import OPTIONS
from odmap.graphics.mark_svg import markup
from odmap.graphics.marks import Mark, explained
from odmap.graphics.palette import MODES, Mode, css, variables
from odmap.maps.live import label
from odmap.settings import STATIC
from odmap.version import NAME, __version__
from odmap.views.provenance import CAVEAT, LICENCE, MAP_TITLE
from odmap.views.summary import countries_in_words, precision_sentence, status_in_words
from odmap.wording import count, in_words

HEIGHT = "600px"
MOST_COUNTRIES = 5
"""So many are named in the words above the map."""

_NEEDED = (
    *("name", "summary", "type", "status", "verification", "last_seen", "sources", "read_on"),
    *("country", "country_name", "place", "latitude", "longitude", "precision"),
)
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_PICTURE = re.compile(r"url\(images/([\w-]+\.png)\)")


def folium_map(
    view: "pd.DataFrame | Directory | None" = None,
    *,
    title: str = MAP_TITLE,
    mode: Mode = "light",
    height: str = HEIGHT,
) -> folium.Map:
    """Return organisations as a folium map that needs no network: it draws in Jupyter, and from a saved file.

    It is an ordinary :class:`folium.Map`: add layers to it, ``save()`` it. The organisations are a layer named
    "Organisations"; above the map stands what it shows in words, below it where that comes from. What folium itself
    loads from elsewhere, such as tiles, ``folium.Icon`` and most plug-ins, needs the network as ever; markers, popups,
    circles and GeoJSON do not.

    Args:
        view: rows of ``odmap.load().frame``, shape (organisations, columns), with ``latitude`` and ``longitude`` in
            degrees (WGS 84), in folium's order: latitude first. Rows without them are counted in the words and have no
            mark. By default the whole directory.
        title: the heading above the map, as plain text.
        mode: "light" or "dark".
        height: of the map in a notebook, with title and source, as CSS has it: "600px".

    Raises:
        ValueError: columns are missing, or there is no such mode.
    """
    frame = load().frame if view is None else view.frame if isinstance(view, Directory) else view
    if missing := [name for name in _NEEDED if name not in frame.columns]:
        raise ValueError(f"a view has all columns of odmap.load().frame; this one lacks {in_words(missing)}")
    if mode not in MODES:
        raise ValueError(f"there is no mode {mode!r}; use {in_words(MODES, 'or')}")
    drawn = _NotebookMap(mode, location=OPTIONS["center"], tiles=None)
    drawn.options.update(OPTIONS)
    drawn.figure.height = height
    colours = variables(mode)
    style = {"fillColor": colours["od-land"], "fillOpacity": 1, "color": colours["od-border"], "weight": 0.8}
    folium.GeoJson(geojson(), name="Land", control=False, style_function=lambda _: style, interactive=False).add_to(
        drawn
    )
    _Organisations(frame[frame["precision"].notna()], title).add_to(drawn)
    _Words(title, frame).add_to(drawn)
    return drawn


class _NotebookMap(folium.Map):
    """A folium map whose scripts and styles stand in its own HTML."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares it as a plain list
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - as above

    def __init__(self, mode: Mode, **options: Any) -> None:
        super().__init__(**options)
        self._mode = mode

    @property
    def figure(self) -> Figure:
        """The figure around the map, which is another one once a user has put the map into that."""
        root = self.get_root()
        assert isinstance(root, Figure)
        return root

    def render(self, **kwargs: Any) -> Any:
        """Add what the map needs to the figure around it, and render both."""
        header = self.figure.header
        header.add_child(Element(f"<style>:root{{{css(self._mode)}}}\n{_rules()}</style>"), name="odmap_rules")
        header.add_child(Element(f"<script>{_scripts()}</script>"), name="odmap_scripts")
        return super().render(**kwargs)  # type: ignore[no-untyped-call] # branca types only some of its methods


class _Organisations(Layer):
    """The marks, with their popups."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = odmapOrganisations("
        "{{ this.types | tojson }}, {{ this.drawings | tojson }}, {{ this.entries | tojson }});"
        "odmapStart({{ this._parent.get_name() }}, {{ this.get_name() }}, {{ this.title | tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, located: pd.DataFrame, title: str) -> None:
        super().__init__(name="Organisations", overlay=True, control=True, show=True)
        self._name = "Organisations"
        self.title = title
        places: dict[str, int] = {}  # of each drawing among those that occur
        self.entries = [
            {**_entry(one, one.position), "mark": places.setdefault(markup(Mark.of(one)), len(places))}
            for one in organisations_in(located)
            if one.position
        ]
        self.drawings = list(places)
        self.types = [kind.value for kind in Type]


class _Words(MacroElement):
    """What the map shows, above it; what the marks mean, and where all that comes from, below it."""

    _template = Template(
        "{% macro header(this, kwargs) %}"
        "<title>{{ this.title | e }}</title><style>{{ this.rules }}</style>"
        "{% endmacro %}"
        "{% macro html(this, kwargs) %}"
        '<header class="od-title"><h1>{{ this.title | e }}</h1><p>{{ this.shown | e }}</p></header>'
        '<footer class="od-source"><ul>'
        "{% for mark, words in this.legend %}<li>{{ mark }} {{ words | e }}</li>{% endfor %}"
        "</ul><p>{{ this.source | e }}</p></footer>"
        "{% endmacro %}"
    )

    def __init__(self, title: str, view: pd.DataFrame) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # as above
        self._name = "Words"
        self.title, self.shown, self.source = title, _shown(view), _source(view)
        numbers = {kind: number for kind in Type if (number := int((view["type"] == kind).sum()))}
        self.legend = [(markup(mark), words) for mark, words in explained(numbers)[MAIN_TYPE] if mark.type in numbers]
        self.rules = (STATIC / "notebook.css").read_text("utf-8")


def _entry(organisation: LocatedOrganisation, position: tuple[float, float]) -> dict[str, Any]:
    """Return what the map's script needs of one organisation; every text of it is plain."""
    latitude, longitude = position
    return {
        "latitude": round(latitude, 5),
        "longitude": round(longitude, 5),
        "type": organisation.type.value,
        "country": organisation.country_name,
        "label": label(organisation),
        "name": organisation.name,
        "lines": list(_lines(organisation)),
        "links": list(organisation.sources),
    }


def _lines(organisation: LocatedOrganisation) -> Iterator[str]:
    """Yield what the popup says: type and place, how exact that is, how sure we are, what it is, since when we know."""
    yield f"{organisation.type.label} · {organisation.place}"
    if organisation.precision and organisation.precision is not Precision.LOCALITY:
        yield f"{organisation.precision.meaning}."
    yield f"{status_in_words(organisation)} · {organisation.verification.label}"
    yield organisation.summary


def _shown(view: pd.DataFrame) -> str:
    """Say what the map shows: how many organisations, where most of them are, and how exactly they are placed."""
    if view.empty:
        return "Nothing listed is shown here. That says what this map was given, not what exists."
    countries = countries_in_words(view, MOST_COUNTRIES)
    where = f": {countries}" if countries else ""
    return f"{count(len(view), 'organisation')}{where}. {precision_sentence(view)}"


def _source(view: pd.DataFrame) -> str:
    day = f", sources read up to {max(view['read_on'])}" if len(view) else ""
    return f"Source: {NAME} {__version__}{day}. {LICENCE}. {CAVEAT} {ATTRIBUTION}"


@cache
def _rules() -> str:
    """Return the style of the map, with Leaflet's own pictures in it."""
    folder = Path(leaflet.BASE_DIR, "images")
    return _PICTURE.sub(lambda found: f"url({_picture(folder / found[1])})", map_rules().decode())


@cache
def _scripts() -> str:
    """Return Leaflet, its cluster plug-in, our script, and the part of jQuery that folium's own popups use."""
    files = (
        Path(leaflet.BASE_DIR, "leaflet.js"),
        Path(leaflet_markercluster.BASE_DIR, "leaflet.markercluster.js"),
        Path(jquery.BASE_DIR, "jquery.slim.min.js"),
        STATIC / "built" / "notebook.js",
    )
    icons = {
        name: _picture(Path(leaflet.BASE_DIR, "images", f"marker-{file}.png"))
        for name, file in (("iconUrl", "icon"), ("iconRetinaUrl", "icon-2x"), ("shadowUrl", "shadow"))
    }
    ours = f"L.Icon.Default.imagePath = ''; L.Icon.Default.mergeOptions({icons});"
    text = "\n".join([*(path.read_text("utf-8") for path in files), ours])
    return _SOURCE_MAP.sub("", text).replace("</script", r"<\/script")


def _picture(path: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}"

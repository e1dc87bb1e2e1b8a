"""The addresses of views: every link from one part of odmap to another is made here.

Pages lie one level below the server's root, wherever that is, so links begin with ``./``.
"""

import os
import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote, urlencode

from odmap import help_now
from odmap.directory.organisation import web_address
from odmap.views.selection import Selection

Page = Literal["", "directory", "principles", "ecosystem", "gaps", "present", "about", "country", "help"]
"""A page as it stands in the address; empty for the map."""

PAGES = {
    "": "Map",
    "directory": "Directory",
    "principles": "What is Open Dialogue?",
    "ecosystem": "Ecosystem",
    "gaps": "Gaps",
    "present": "Present",
    "about": "About",
    "country": "Countries",
    "help": help_now.TITLE,
}
"""Every page as it stands in the address, with its title, in the order of the navigation."""

BESIDE = frozenset({"country", "help"})
"""Pages with no place in the navigation on top: menus, lists of pages and links lead there."""

DESCRIPTIONS: Mapping[str, str] = {
    "": "Who practises, teaches, studies or supports Open Dialogue, and where: a world map and list, with sources, "
    "that says what is near you.",
    "directory": "Every organisation of Open Dialogue that we know of, as a table: place, type, since when, and "
    "whether it is known to be active.",
    "principles": "Open Dialogue in plain words: what happens in a mental health crisis, who is there, where it comes "
    "from, and its seven principles.",
    "ecosystem": "What is listed of Open Dialogue in numbers: by country, type, age and how sure we are, each with its "
    "source.",
    "gaps": "Where no organisation of Open Dialogue is listed, for how many people, what is nearest, and what to check "
    "next. Not listed does not mean none.",
    "present": "Open Dialogue around the world as a five-minute story for a meeting, with slides and a handout.",
    "about": "Who is behind this map of Open Dialogue, how it is made, what it does not claim, how to correct an "
    "entry, and its licences.",
    "country": "Open Dialogue country by country: what is listed, what is not, and what is nearest.",
    "help": "What to do in danger or in a mental health crisis, and how to find the number to call where you are. This "
    "map is no emergency service.",
}
"""What each page is, in one sentence, for search engines and for whoever is sent a link."""

ORGANISATION = "organisation"
SORT = "sort"
SHEET = "page"
POSITION = "map"
"""Latitude, longitude (degrees, WGS 84) and zoom of the map: ``map=65.8,24.1,7``. Map scripts read and write it."""

OF_A_VIEW = (SHEET, POSITION)
"""What makes no sense any more once the filters have changed."""

PLACE = "place"
NEAR = "near"
OF_PLACE = (PLACE, NEAR)
"""The place that is asked about: by its name, or as latitude and longitude (degrees, WGS 84)."""

OF_GAPS = ("rule", "measure", "scope", "order", "all")
"""What the gaps page was asked for."""

OF_GAPS_FILE = ("activity", "region", "country", "type")
"""The filters that gaps follow; with any other, "not listed" would not be true."""

_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.\-]{1,255}(:\d{1,5})?")

STEP = "step"
BEGIN = "begin"
OF_STORY = (STEP, BEGIN)
"""Which stop of the story shows, and the country that it begins with."""

CODE = "c"
"""The country that the page of a country is about: ISO 3166-1 alpha-2 code, in capitals or not."""

OF_LOOKS = (POSITION, STEP, "embed", "embed_options")
"""How a page looks; what a file of the same view holds does not depend on it."""

OF_PAGES = (ORGANISATION, SORT, SHEET, *OF_PLACE, *OF_GAPS, BEGIN, CODE, *OF_LOOKS)
"""Parameters that belong to pages only and say nothing about which organisations match."""


def query(selection: Selection, /, **others: str) -> dict[str, str | list[str]]:
    """Return the query that shows a selection, and whatever else is given and not empty."""
    return {**selection.to_query(), **{name: value for name, value in others.items() if value}}


def encoded(parameters: Mapping[str, str | list[str]]) -> str:
    """Return a query as it stands in an address, with its question mark; empty for none."""
    return f"?{urlencode(parameters, doseq=True)}" if parameters else ""


def link(page: Page, selection: Selection, /, **others: str) -> str:
    """Return a link to a page that shows a selection: ``./directory?country=FI&organisation=keropudas``.

    Args:
        page: where to.
        selection: the filters to keep.
        **others: further parameters by name, such as ``organisation``; empty ones are left out.
    """
    return f"./{page}{encoded(query(selection, **others))}"


def country_address(code: str) -> str:
    """Return the address of a country for people and search engines: ``./country/fi``."""
    return f"./country/{quote(code.lower())}"


def organisation_address(organisation: str, selection: Selection | None = None) -> str:
    """Return the address of an organisation for people and search engines: ``./organisation/keropudas``.

    Args:
        organisation: its id.
        selection: filters to keep.
    """
    return f"./organisation/{quote(organisation)}{encoded(query(selection)) if selection else ''}"


def country_link(code: str = "") -> str:
    """Return the link to all about a country, ``./country?c=FI``; without a code to the list of all countries."""
    return link("country", Selection(), **{CODE: code})


def brief_link(code: str, ending: str = "") -> str:
    """Return the link to the brief of a country to print, or that saves it as a file: ``./print/brief/FI``."""
    return f"./print/brief/{code}{f'.{ending}?download=1' if ending else ''}"


def changes_link(selection: Selection) -> str:
    """Return where the feed of changes is, for the chosen countries."""
    countries = list(selection.chosen.get("country", ()))
    return f"./api/changes.atom{encoded({'country': countries} if countries else {})}"


def data_link(ending: str, selection: Selection) -> str:
    """Return the link that saves the organisations of a selection as a file: ``./api/organisations.csv?...``."""
    return f"./api/organisations.{ending}{encoded(query(selection, download='1'))}"


def presenter_link(kind: str, selection: Selection, begin: str = "") -> str:
    """Return the link that saves a file of the presenter's pack: ``./api/presenter.pptx?country=NO&download=1``."""
    return f"./api/presenter.{kind}{encoded(query(selection, begin=begin, download='1'))}"


def near_print_link(selection: Selection, **place: str) -> str:
    """Return the link to what is near a place, as a page for paper: ``./print/near?place=Lyon``."""
    return f"./print/near{encoded(query(selection, **place))}"


def map_link(ending: str, selection: Selection, **others: str) -> str:
    """Return the link that saves the map as a picture: ``./api/map.png?country=FI&size=print&download=1``."""
    return f"./api/map.{ending}{encoded(query(selection, download='1', **others))}"


def preview_link(selection: Selection, organisation: str = "") -> str:
    """Return where the picture is that goes with a link to a selection, or to one organisation."""
    return f"./api/preview.png{encoded(query(selection, organisation=organisation))}"


def oembed_link(root: str, address: str) -> str:
    """Return where a site reads how to show a link.

    Args:
        root: where the world finds this server, with a slash at its end.
        address: the link, from the root.
    """
    return f"{root}api/oembed.json{encoded({'url': f'{root}{address}'})}"


def gaps_file_link(selection: Selection, rule: str) -> str:
    """Return the link that saves what is missing as a table: ``./api/gaps.csv?activity=training&download=1``.

    Args:
        selection: of which only the filters that gaps follow are taken.
        rule: what counts; empty for the usual.
    """
    chosen = Selection.of("", **{name: values for name, values in selection.chosen.items() if name in OF_GAPS_FILE})
    return f"./api/gaps.csv{encoded(query(chosen, rule=rule, download='1'))}"


def chart_link(chart: str, ending: str, selection: Selection, mode: str) -> str:
    """Return the link that saves a chart as a file: ``./api/charts/types.png?country=FI&mode=light&download=1``."""
    return f"./api/charts/{chart}.{ending}{encoded(query(selection, mode=mode, download='1'))}"


def public_root() -> str:
    """Return the address under which the world finds this odmap, with a slash at its end; empty if it has none.

    It is ``$ODMAP_ADDRESS``; links and QR codes in files that travel need it.

    Raises:
        ValueError: what is set is no web address; the message names the variable and says what to do.
    """
    given = os.environ.get("ODMAP_ADDRESS", "").strip()
    if not given:
        return ""
    try:
        address = web_address(given)
    except ValueError as problem:
        raise ValueError(f"ODMAP_ADDRESS: {problem}") from None
    if set(address) & set("?#"):  # what comes after would belong to it, and no link would lead anywhere
        raise ValueError(f"ODMAP_ADDRESS: {given[:80]!r} has a ? or # in it: write only what stands before")
    return address.rstrip("/") + "/"


def frame_ancestors() -> list[str]:
    """Return the origins whose pages may show all of odmap in a frame; the embed view may stand anywhere.

    They are ``$ODMAP_FRAME_ANCESTORS``, separated by spaces.

    Raises:
        ValueError: one of them is no web address; the message names the variable and says what to do.
    """
    given = os.environ.get("ODMAP_FRAME_ANCESTORS", "").split()
    for origin in given:
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(
                f"ODMAP_FRAME_ANCESTORS: {origin[:80]!r} is no origin; write one such as https://example.org, "
                "and several with a space between them"
            )
    return given

"""The one place where text becomes markup.

Every word of the data passes through this module's templates, which escape it; only ``http`` and ``https``
addresses become links. Names with ``<script>``, backticks or ``${...}`` therefore show as text everywhere.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import unquote, urlsplit

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from odmap import help_now
from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.locating import with_article
from odmap.directory.organisation import HOW_SURE, Type, web_address
from odmap.geography import countries
from odmap.graphics import mark_svg
from odmap.graphics.assets import mark_address
from odmap.graphics.marks import Mark, explained
from odmap.graphics.palette import Mode
from odmap.version import NAME, __version__
from odmap.views.news import ChangeGroup, happened, sentence
from odmap.views.summary import by_type, status_in_words
from odmap.views.urls import country_link
from odmap.wording import count, format_number, long_date, small


def _is_web_address(value: str) -> bool:
    try:
        web_address(value)
    except ValueError:
        return False
    return True


def _host(address: str) -> str:
    return (urlsplit(address).hostname or address).removeprefix("www.")


def _readable(address: str) -> str:
    """Shorten an address, keeping enough of it to tell it from others on the same host."""
    path = unquote(urlsplit(address).path).strip("/")
    return f"{_host(address)}{f' / {path[:60]}' if path else ''}{'…' if len(path) > 60 else ''}"


def _small_place(place: str) -> str:
    """Fit a place into a sentence: names keep their capital, "Somewhere in Finland" does not."""
    return small(place) if place.startswith(("Somewhere", "No fixed")) else place


_TEMPLATES = Environment(
    loader=PackageLoader("odmap.markup"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters.update(
    is_web_address=_is_web_address,
    host=_host,
    readable=_readable,
    small=small,
    small_place=_small_place,
    count=count,
    happened=happened,
    long_date=long_date,
    number=format_number,
    sentence=sentence,
    status_in_words=status_in_words,
    zip=zip,
)


def to_country(code: str, words: str = "", number: str = "") -> Markup:
    """Return the link to all about a country, which page.js follows; without words of its own it says just that.

    Args:
        code: ISO 3166-1 alpha-2 code in capitals.
        words: what is linked.
        number: a number to stand behind the words.
    """
    words = words or f"All about {with_article(countries.load()[code].name)}"
    inside = Markup("{} <b>{}</b>").format(words, number) if number else words
    return Markup('<a href="{}" data-od-go data-od-focus="country-{}">{}</a>').format(country_link(code), code, inside)


_TEMPLATES.globals.update(HELP=help_now, HOW_SURE=HOW_SURE, NAME=NAME, VERSION=__version__, to_country=to_country)

Href = Callable[[str], str]
"""Returns the link to an organisation's profile, given its id."""


def render(template: str, **values: Any) -> str:
    """Fill in a template; every text is escaped."""
    return _TEMPLATES.get_template(template).render(**values)


_UNSAFE_IN_SCRIPT = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def script_json(value: Any) -> Markup:
    """Return a value as JSON that can stand inside a script element, whatever its texts hold.

    Signs that could end the element, begin a comment in it, or that JavaScript or UTF-8 cannot hold are written as
    numbers; reading the JSON gives them back.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    safe = _UNSAFE_IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return Markup(safe)  # noqa: S704 - nothing in it can end the element


_TEMPLATES.filters["script_json"] = script_json


def drawn(mark: Mark) -> Markup:
    """Return a mark as SVG, for markup that no sanitiser passes over."""
    return Markup(mark_svg.markup(mark))  # noqa: S704 - made of closed vocabularies only


def image(mark: Mark, mode: Mode | None) -> Markup:
    """Return a mark as an image, because Streamlit removes SVG from HTML; without a mode, as inline SVG."""
    if mode is None:
        return drawn(mark)
    return Markup('<img class="mark" src="./{}" alt="" width="26" height="26" loading="lazy">').format(
        mark_address(mark, mode)
    )


def card(organisation: LocatedOrganisation, href: str) -> str:
    """Return the card of one organisation, as the popup shows it.

    It stands in a frame, so its links open a tab of their own, unless a script follows them in the page around it.

    Args:
        organisation: its record.
        href: the link to its profile.
    """
    template: Any = _TEMPLATES.get_template("organisation_card.html").module
    mark = drawn(Mark.of(organisation))
    return str(template.card(organisation, "h2", mark=mark, href=href, more="All about this organisation", tab=True))


def with_marks(
    organisations: Iterable[LocatedOrganisation], mode: Mode | None
) -> list[tuple[LocatedOrganisation, Markup]]:
    """Return organisations, each with its mark as an image; without a mode, as inline SVG."""
    return [(organisation, image(Mark.of(organisation), mode)) for organisation in organisations]


def listing(view: pd.DataFrame, start: int, length: int, mode: Mode | None, href: Href) -> str:
    """Return a page of the list: the organisations of a view in the legend's order.

    Args:
        view: the rows that match.
        start: how many to pass over.
        length: how many to show.
        mode: light or dark; ``None`` where the marks are drawn in the page itself.
        href: returns the link to an organisation's profile, given its id.
    """
    groups = []
    passed = 0
    for kind, rows in by_type(view):
        part = rows.iloc[max(0, start - passed) : max(0, start + length - passed)]
        passed += len(rows)
        if len(part):
            organisations = with_marks(organisations_in(part), mode)
            groups.append({"kind": kind, "words": count(len(rows), "organisation"), "organisations": organisations})
    return render("organisation_list.html", groups=groups, href=href)


def in_sight(organisations: Iterable[tuple[int, LocatedOrganisation]], mode: Mode, href: Href) -> str:
    """Return what the map has in sight, in the order given, those of one country that follow each other under its name.

    Args:
        organisations: each with its number on the map.
        mode: light or dark.
        href: returns the link to an organisation's profile, given its id.
    """
    marked = [(number, one, image(Mark.of(one), mode)) for number, one in organisations]
    groups = [(country, list(rows)) for country, rows in groupby(marked, lambda row: row[1].country_name)]
    return render("in_sight.html", groups=groups, href=href)


def without_base(view: pd.DataFrame, mode: Mode, href: Href) -> str:
    """Return short cards of organisations with no fixed base, which stand below the map."""
    return render("organisations_without_base.html", organisations=with_marks(organisations_in(view), mode), href=href)


def legend(view: pd.DataFrame, mode: Mode | None) -> str:
    """Return the legend of the marks, with the number of organisations of each type in a view.

    Args:
        view: the rows that match.
        mode: light or dark; none for a file that stands alone, in which the marks are drawn.
    """
    groups = explained({kind: int((view["type"] == kind).sum()) for kind in Type})
    with_marks = {name: [(image(mark, mode), words) for mark, words in items] for name, items in groups.items()}
    return render("marks_legend.html", groups=with_marks)


def problems(lines: Sequence[str]) -> str:
    """Return what is wrong with the data file as an escaped list."""
    return render("data_problems.html", lines=lines)


def changes(groups: Sequence[ChangeGroup]) -> str:
    """Return what changed, the newest first: at most 20 changes, with at most 30 names each."""
    return render("changelog.html", groups=groups, most_groups=20, most_names=30)

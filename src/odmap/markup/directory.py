"""The details of one organisation and the directory's table as markup."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from odmap.directory.locating import with_article
from odmap.directory.organisation import Precision, Type
from odmap.graphics.palette import Mode
from odmap.maps.still.locator import locator_words, place_address
from odmap.markup import rendering
from odmap.views.nearest import Neighbour, distance_in_words
from odmap.views.pagination import COLUMNS, Column, Sheet
from odmap.views.profile import Details
from odmap.views.selection import NO_BASE, Selection
from odmap.views.suggestions import near_matches
from odmap.views.summary import headline
from odmap.views.urls import ORGANISATION, SHEET, SORT, Page, link
from odmap.wording import count, format_number

UNKNOWN = "unknown"
LONGEST_SHOWN = 80  # characters


def way_back(page: Page, selection: Selection, /, **others: str) -> str:
    """Return the link from details back to where the visitor was."""
    words = "Back to the table" if page else "Back to the map"
    return rendering.render("way_back.html", href=link(page, selection, **others), words=words)


def subtitle(row: Mapping[Any, Any], mode: Mode) -> str:
    """Return the line under an organisation's name: its mark, its own name, type and place."""
    organisation, mark = rendering.with_mark(row, mode)
    return rendering.render("subtitle.html", o=organisation, mark=mark)


def feed_link(href: str) -> str:
    """Return the link to the feed of changes."""
    return rendering.render("feed.html", href=href)


def embedded_caption(view: pd.DataFrame, frame: pd.DataFrame, href: str) -> str:
    """Return the line below a map on another's page: what it shows, what it does not, and where the whole is."""
    without = int(view["precision"].isna().sum())
    words = f"{headline(view, frame)}{f', {format_number(without)} of them without a fixed base' if without else ''}"
    return rendering.render("embedded.html", words=words, href=href)


def note(words: str, href: str = "", way_out: str = "") -> str:
    """Return a sentence, with a way out if there is one."""
    return rendering.render("note.html", words=words, href=href, way_out=way_out)


def unknown(given: str, frame: pd.DataFrame, href: rendering.Href) -> str:
    """Return what to say when nothing listed is called so, with the organisations that may have been meant.

    Args:
        given: the id as the address gives it.
        frame: the whole directory.
        href: gives where the details of an organisation are.
    """
    names = dict(zip(frame["id"], frame["name"], strict=True))
    near = [(href(found), names[found], found) for found in near_matches(frame, given)]
    shown = given if len(given) <= LONGEST_SHOWN else f"{given[:LONGEST_SHOWN]}…"
    return rendering.render("unknown.html", given=shown, near=near)


def story(details: Details) -> str:
    """Return the first part of the details: what it is, where, since when, and what is known of today."""
    return rendering.render("story.html", d=details, o=rendering.for_template(details.row))


def details(found: Details, mode: Mode, page: Page, selection: Selection) -> str:
    """Return the rest of the details: how each thing is known, and what stands beside it.

    Args:
        found: all that is known.
        mode: light or dark.
        page: the page whose details these are; links to other organisations stay on it.
        selection: the filters, which such links keep.
    """
    row = found.row
    alike = Selection.of(country=[row["country"] or NO_BASE], type=[row["type"]])
    kind = Type(row["type"]).label.lower()
    where = f"in {with_article(row['country_name'])}" if row["country"] else "without a fixed base"
    return rendering.render(
        "details.html",
        d=found,
        o=rendering.for_template(row),
        href=lambda organisation: link(page, selection, **{ORGANISATION: organisation}),
        locator=place_address(row, mode) if row["precision"] else "",
        locator_words=locator_words(row) if row["precision"] else "",
        distance=lambda other: _distance(row, other),
        others_name=f"More of type {kind} {where}",
        all_of_them=link(page, alike),
        all_words=f"Show {_this_and(found.others_in_all)} {where} of type {kind}",
    )


def _this_and(others: int) -> str:
    return f"all {format_number(others + 1)} listed" if others else "the only one listed"


def _distance(row: Mapping[Any, Any], other: Neighbour) -> str:
    exact = row["precision"] == other.precision == Precision.LOCALITY
    return distance_in_words(other.kilometres, exact)


def table(sheet: Sheet, mode: Mode, selection: Selection, chosen: str = "") -> str:
    """Return one sheet of the directory as a table whose headings sort it, with links to the other sheets.

    Args:
        sheet: the rows and their order.
        mode: light or dark.
        selection: the filters, which every link keeps.
        chosen: the id of the chosen organisation.
    """
    first, last = sheet.start + 1, sheet.start + len(sheet.rows)
    part = "" if sheet.sheets == 1 else f"{format_number(first)} to {format_number(last)} of "
    by = f"{sheet.column.words}{', in reverse order' if sheet.descending else ''}"
    return rendering.render(
        "table.html",
        caption=f"{part}{count(sheet.total, 'organisation')}, sorted by {by}",
        columns=[(column, *_heading(sheet, column, selection)) for column in COLUMNS],
        rows=[
            (*rendering.with_mark(row, mode), row["founded"] or UNKNOWN, _year(row["last_seen"])) for row in sheet.rows
        ],
        unknown=UNKNOWN,
        sheets=list(_sheets(sheet, selection)),
        href=lambda organisation: link("directory", selection, **{ORGANISATION: organisation, **_order(sheet)}),
        chosen=chosen,
    )


def _year(value: Any) -> str:
    return UNKNOWN if pd.isna(value) else str(int(value))


def _order(sheet: Sheet) -> dict[str, str]:
    return {SORT: sheet.order, SHEET: str(sheet.number) if sheet.number > 1 else ""}


def _heading(sheet: Sheet, column: Column, selection: Selection) -> tuple[str, str]:
    """Return where a heading leads, and how the table is sorted by it; empty if it is not."""
    sorted_now = ("descending" if sheet.descending else "ascending") if column is sheet.column else ""
    return link("directory", selection, **{SORT: sheet.order_by(column)}), sorted_now


def _sheets(sheet: Sheet, selection: Selection) -> Iterator[tuple[str, str, bool]]:
    """Yield the links to other sheets as (words, address, is it this one); a gap has no address."""
    if sheet.sheets == 1:
        return
    wanted = {1, sheet.sheets, *range(sheet.number - 2, sheet.number + 3)} & set(range(1, sheet.sheets + 1))
    before = 0
    for number in sorted(wanted):
        if number > before + 1:
            yield "…", "", False
        yield (
            format_number(number),
            link("directory", selection, **{SORT: sheet.order, SHEET: str(number)}),
            number == sheet.number,
        )
        before = number


def part(name: str, where: str) -> str:
    """Return the room for a part of the page that the browser fetches.

    Args:
        name: which part; what stood there before stays until the new one has come.
        where: its address.
    """
    return rendering.render("part.html", name=name, where=where)


def shown_on_map(shown: Mapping[str, Any]) -> str:
    """Return what the map shows, for its script to read."""
    return rendering.render("shown.html", shown=json.dumps(shown, ensure_ascii=False, separators=(",", ":")))

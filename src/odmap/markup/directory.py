"""The profile of one organisation and the directory's table as markup."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from jinja2.utils import htmlsafe_json_dumps

from odmap.directory.located import LocatedOrganisation
from odmap.directory.locating import with_article
from odmap.directory.organisation import Precision
from odmap.graphics.marks import Mark
from odmap.graphics.palette import Mode
from odmap.maps.still.locator import locator_words, place_address
from odmap.markup import rendering
from odmap.views.codes import NO_BASE
from odmap.views.nearest import Neighbour, distance_in_words
from odmap.views.pagination import COLUMNS, Sheet, SortableColumn
from odmap.views.profile import Profile
from odmap.views.selection import Selection
from odmap.views.suggestions import near_matches
from odmap.views.summary import headline
from odmap.views.urls import ORGANISATION, SHEET, SORT, Page, link
from odmap.wording import agreeing, count, format_number

LONGEST_SHOWN = 80  # characters
NO_FILTERS = Selection()


def profile_heading(
    organisation: LocatedOrganisation, mode: Mode | None, page: Page, selection: Selection, /, **others: str
) -> str:
    """Return the head of an organisation's page: the way back, its name, mark and type, and that it is not confirmed.

    Args:
        organisation: whose page it is.
        mode: of the mark; ``None`` for whichever the visitor sees.
        page: where the visitor came from.
        selection: the filters there.
        **others: what else its address held.
    """
    return rendering.render(
        "profile_heading.html",
        o=organisation,
        mark=rendering.image(Mark.of(organisation), mode),
        back=link(page, selection, **others),
        words="Back to the table" if page else "Back to the map",
    )


def feed_link(href: str) -> str:
    """Return the link to the feed of changes."""
    return rendering.render("feed_link.html", href=href)


def embedded_map_caption(view: pd.DataFrame, frame: pd.DataFrame, href: str) -> str:
    """Return the line below a map on another website: what it shows, what it leaves out, and a link to all of it."""
    without = int(view["precision"].isna().sum())
    words = f"{headline(view, frame)}{f', {format_number(without)} of them without a fixed base' if without else ''}"
    return rendering.render("embedded_map_caption.html", words=words, href=href)


def notice(words: str, href: str = "", way_out: str = "") -> str:
    """Return a sentence that stands out, with a link as a way out if there is one."""
    return rendering.render("notice.html", words=words, href=href, way_out=way_out)


def organisation_not_found(given: str, frame: pd.DataFrame, href: rendering.Href) -> str:
    """Return the notice that no organisation has an id, with those that may have been meant.

    Args:
        given: the id as the address gives it.
        frame: the whole directory.
        href: returns the link to an organisation's profile, given its id.
    """
    names = dict(zip(frame["id"], frame["name"], strict=True))
    near = [(href(found), names[found], found) for found in near_matches(frame, given)]
    shown = given if len(given) <= LONGEST_SHOWN else f"{given[:LONGEST_SHOWN]}…"
    return rendering.render("organisation_not_found.html", given=shown, near=near)


def profile_summary(profile: Profile, page: Page = "", selection: Selection = NO_FILTERS) -> str:
    """Return the first part of a profile: what it is, where, whether it is running, how to reach it, its languages.

    Args:
        profile: all that is known.
        page: the page that shows the profile; links to other organisations stay on it.
        selection: the filters, which such links keep.
    """
    return rendering.render("profile_summary.html", d=profile, o=profile.organisation, href=_onward(page, selection))


def profile_details(profile: Profile, mode: Mode, page: Page, selection: Selection, *, still_map: bool = True) -> str:
    """Return the rest of a profile: what is near and related, principles, what is unsure, and how it is known.

    Args:
        profile: all that is known.
        mode: light or dark.
        page: the page that shows the profile; links to other organisations stay on it.
        selection: the filters, which such links keep.
        still_map: with the small map of where it is; without it where another map shows that.
    """
    shown = profile.organisation
    alike = Selection.of(country=[shown.country or NO_BASE], type=[shown.type])
    where = f"in {with_article(shown.country_name)}" if shown.country else "without a fixed base"
    return rendering.render(
        "profile_details.html",
        d=profile,
        o=shown,
        href=_onward(page, selection),
        locator=place_address(shown, mode) if still_map and shown.precision else "",
        locator_words=locator_words(shown) if shown.precision else "",
        distance=lambda other: _distance(shown, other),
        others_name=f"Others of this type {where}",
        all_of_them=link(page, alike),
        all_words=f"Show {_this_and(profile.others_in_all)} {where}",
        all_here=link(page, Selection.of(country=[shown.country or NO_BASE])),
        all_here_words=f"All organisations {where}",
        everything=link(page, NO_FILTERS),
    )


def _onward(page: Page, selection: Selection) -> rendering.Href:
    return lambda organisation: link(page, selection, **{ORGANISATION: organisation})


def _this_and(others: int) -> str:
    return f"all {format_number(others + 1)} of this type listed" if others else "the only one of this type listed"


def _distance(organisation: LocatedOrganisation, other: Neighbour) -> str:
    exact = organisation.precision is other.precision is Precision.LOCALITY
    return distance_in_words(other.kilometres, exact)


def directory_table(sheet: Sheet, mode: Mode | None, selection: Selection) -> str:
    """Return one sheet of the directory as a table whose headings sort it, with links to the other sheets.

    Args:
        sheet: the organisations and their order.
        mode: light or dark.
        selection: the filters, which every link keeps.
    """
    first, last = sheet.start + 1, sheet.start + len(sheet.organisations)
    part = "" if sheet.sheets == 1 else f"{format_number(first)} to {format_number(last)} of "
    by = f"{sheet.column.words}{', in reverse order' if sheet.descending else ''}"
    return rendering.render(
        "directory_table.html",
        caption=f"{part}{count(sheet.total, 'organisation')}, sorted by {by}",
        columns=[(column, *_heading(sheet, column, selection)) for column in COLUMNS],
        organisations=rendering.with_marks(sheet.organisations, mode),
        sheets=list(_sheets(sheet, selection)),
        href=lambda organisation: link("directory", selection, **{ORGANISATION: organisation, **_order(sheet)}),
    )


def _order(sheet: Sheet) -> dict[str, str]:
    return {SORT: sheet.order, SHEET: str(sheet.number) if sheet.number > 1 else ""}


def _heading(sheet: Sheet, column: SortableColumn, selection: Selection) -> tuple[str, str]:
    """Return the link of a heading, and "ascending" or "descending" if the table is sorted by its column."""
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


def fragment_slot(name: str, where: str) -> str:
    """Return the empty place for a fragment of the page that the browser fetches.

    Args:
        name: which fragment; the old one stays in sight until the new one has come.
        where: its address.
    """
    return rendering.render("fragment_slot.html", name=name, where=where)


def in_sight(where: str) -> str:
    """Return the list of what the map has in sight, empty: the browser follows the map.

    Args:
        where: the address of entries; the browser adds the filters and the numbers of rows to it.
    """
    return rendering.render("in_sight_slot.html", where=where)


def below_map(without: int, where: str) -> str:
    """Return what stands below the map: how many it cannot show, and the legend, which folds.

    Args:
        without: how many organisations of the view have no base.
        where: the address of the legend.
    """
    words = f"{count(without, 'organisation')} of this view {agreeing(without, 'has', 'have')} no fixed base"
    return rendering.render("below_map.html", words=words if without else "", where=where)


def map_state(shown: Mapping[str, Any]) -> str:
    """Return what the map shows, for its script to read."""
    return rendering.render(
        "map_state.html", shown=htmlsafe_json_dumps(shown, ensure_ascii=False, separators=(",", ":"))
    )

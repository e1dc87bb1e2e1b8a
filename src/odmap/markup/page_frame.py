"""What stands around every page as markup: the line at its top, its end, and pages where the application is silent."""

from typing import Any

from markupsafe import Markup

from odmap.graphics.assets import address, page_fonts
from odmap.graphics.palette import css
from odmap.markup import rendering
from odmap.views.headings import HEADINGS, LEADS
from odmap.views.operator import Operator
from odmap.views.selection import Selection
from odmap.views.urls import PAGES, Page, link
from odmap.wording import iso_date


def top(page: str, filters: bool) -> str:
    """Return what stands above a page's heading: the line that leads to what to do in a crisis, and the menu of pages.

    Args:
        page: the one that is shown, as it stands in the address; the menu marks it, and help needs no line to help.
        filters: whether it has filters.
    """
    return rendering.render("page_top.html", pages=PAGES, here=page, filters=filters)


def to_help() -> str:
    """Return the line alone that leads to what to do in a crisis."""
    return rendering.render("to_help.html")


def heading(page: Page) -> str:
    """Return the heading of a page, and a sentence on what it is for."""
    return rendering.render("heading.html", title=HEADINGS[page], words=LEADS.get(page, ""))


def footer(read_on: str, by: Operator) -> str:
    """Return the end of a page.

    Args:
        read_on: the newest day on which a source was read, ISO 8601; empty for an empty directory.
        by: who runs this copy.
    """
    return rendering.render("footer.html", read_on=iso_date(read_on), by=by)


def who_is_behind(by: Operator) -> str:
    """Return who runs this copy, and how to have an entry corrected."""
    return rendering.render("about_operator.html", by=by)


def what_to_do(selection: Selection) -> str:
    """Return what to do in danger or in a crisis; its links keep the filters."""
    return rendering.render("help_now.html", level=2, map=link("", selection), principles=link("principles", selection))


def where_to_turn(selection: Selection) -> str:
    """Return a short word on where to turn in a crisis, for the end of a page that may be read in one."""
    return rendering.render("where_to_turn.html", href=link("help", selection))


def error_page(template: str, root: str, **values: Any) -> str:
    """Return a whole page for where the application does not answer, in its look and with the way back into it.

    Args:
        template: of the page, which extends ``error_page.html``.
        root: from the address that was asked for to the server's root, such as ``../``.
        **values: what else the template needs.
    """
    return rendering.render(
        template,
        root=root,
        to_help=f"{root}help",
        icon=address("icon.svg"),
        fonts=Markup(page_fonts(root)),  # noqa: S704 - our own files, and a way made of dots
        light=css("light"),
        dark=css("dark"),
        **values,
    )

"""What Open Dialogue is, as markup: the page for someone who has never heard of it."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from odmap.directory.organisation import SOURCE_PAGE, Activity
from odmap.directory.principles import TWELVE, Named
from odmap.directory.timeline import Event
from odmap.markup import page_frame, rendering
from odmap.views.selection import Selection
from odmap.views.urls import ORGANISATION, link
from odmap.wording import count

MOST_NAMED = 60
"""How many organisations are named below a principle at most; more would be a second directory."""


def page(frame: pd.DataFrame, items: Sequence[Named], events: Sequence[Event], selection: Selection) -> str:
    """Return the whole page below its title, alike in the app and in the server's first answer.

    Args:
        frame: the whole directory.
        items: the principles, and who names them; none if their file cannot be read.
        events: the timeline, in the order of time; none if its file cannot be read.
        selection: the filters, which links to organisations keep.
    """
    return rendering.render(
        "principles_page.html",
        seed=SOURCE_PAGE,
        countries_words=count(frame["country"].nunique(), "country", "countries"),
        research=link("directory", Selection.of(activity=[Activity.RESEARCH])),
        beginnings=link("ecosystem", selection),
        events=events,
        seven=Markup(seven(items, selection)) if items else "",  # noqa: S704 - made by this module's templates
        compared=Markup(compared(items)) if items else "",  # noqa: S704 - as above
        twelve=TWELVE,
        turn=Markup(page_frame.where_to_turn(selection)),  # noqa: S704 - as above
    )


def seven(items: Sequence[Named], selection: Selection, most: int = MOST_NAMED) -> str:
    """Return the seven principles, each with the organisations for which the Lived Experience Hub's list names it.

    Args:
        items: the principles, and who names them.
        selection: the filters, which links to organisations keep.
        most: how many to name of each; the map and its list have them all.
    """
    return rendering.render(
        "principles.html",
        items=items,
        most=most,
        rest=lambda number: f"And {count(number, 'more organisation')}: “Show on the map” lists them all.",
        words=lambda number: f"The Lived Experience Hub's list names it for {count(number, 'organisation')}.",
        href=lambda principle: link("", Selection.of(principle=[principle])),
        details=lambda organisation: link("", selection, **{ORGANISATION: organisation}),
    )


def compared(items: Sequence[Named]) -> str:
    """Return the seven of the Lived Experience Hub's list beside the literature's, as a table."""
    return rendering.render("principles_compared.html", items=items)

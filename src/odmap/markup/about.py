"""What the map is, how to read it, what it does not claim, and where its data come from."""

import pandas as pd
from markupsafe import Markup

from odmap.directory import published_figures
from odmap.directory.organisation import SOURCE_PAGE, ListName, Status, Verification
from odmap.markup import page_frame, rendering
from odmap.markup.country import to_index
from odmap.views.operator import Operator


def page(frame: pd.DataFrame, by: Operator) -> str:
    """Return the page below its heading.

    Args:
        frame: the whole directory.
        by: who runs this copy.
    """
    named = int((frame["list"] == ListName.SOURCE_PAGE).sum())
    claim = published_figures.load().by_id("source-page-claimed")
    return rendering.render(
        "about.html",
        operator=Markup(page_frame.who_is_behind(by)),  # noqa: S704 - of our own template, as the next
        to_index=Markup(to_index()),  # noqa: S704
        verification=list(Verification),
        status=list(Status),
        list_page=SOURCE_PAGE,
        claimed=claim.value if claim else "fewer",
        named=named,
        more=len(frame) - named,
        **{term.value: int((frame["verification"] == term).sum()) for term in Verification},
    )

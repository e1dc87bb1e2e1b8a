"""The filters as an ordinary form, for the first answer and for whoever runs no scripts."""

from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from odmap.markup import rendering
from odmap.views.counting import counts
from odmap.views.selection import BY_NAME, Selection, options
from odmap.views.summary import value_label
from odmap.views.urls import Page, link

_SHOWN = ("activity", "region", "country", "status")
"""The filters that are in sight; what is chosen of the others is kept."""


class _Option(NamedTuple):
    value: str
    words: str
    chosen: bool


class _Field(NamedTuple):
    name: str
    label: str
    all: str
    """What none chosen is called, where the options are too many to show."""
    options: list[_Option]


def filter_form(frame: pd.DataFrame, selection: Selection, page: Page) -> Markup:
    """Return the filters as a form that asks for the page anew; nothing where they change nothing.

    Args:
        frame: the whole directory.
        selection: what is chosen.
        page: what is asked for.
    """
    if page not in ("", "directory", "ecosystem"):
        return Markup()
    fields = []
    for name in _SHOWN:
        facet, chosen = BY_NAME[name], selection.chosen.get(name, ())
        numbers = counts(frame, selection, facet)
        listed = [
            _Option(value, f"{value_label(frame, name, value)} ({numbers.get(value, 0)})", value in chosen)
            for value in options(frame, facet)
        ]
        fields.append(_Field(name, facet.label, facet.all, listed))
    kept = [(name, value) for name, value in selection.active() if name not in (*_SHOWN, "q")]
    return Markup(  # noqa: S704 - of our own template, which escapes every text
        rendering.render(
            "first_filters.html",
            action=f"./{page}",
            text=selection.text,
            fields=fields,
            kept=kept,
            clear="" if selection.is_empty else link(page, Selection()),
        )
    )

"""The search field above the map, and what is near a place, as markup."""

from collections.abc import Sequence

from odmap.directory.organisation import Precision
from odmap.graphics.marks import Mark
from odmap.graphics.palette import Mode
from odmap.markup import rendering
from odmap.views.near import NearAnswer, distance_to
from odmap.views.selection import Selection
from odmap.views.urls import ORGANISATION, PLACE, link, near_print_link
from odmap.wording import in_words, language_name


def search_field(asked: str) -> str:
    """Return the field that asks for a place or a name; page.js makes a combobox of it, and keeps the filters.

    Without it, the question is asked of everything. The filters do not stand here, so that they do not send it again.

    Args:
        asked: the place in the address.
    """
    return rendering.render("search_field.html", asked=asked)


def which_place(asked: str, choices: Sequence[str], selection: Selection) -> str:
    """Return the question which place is meant, or that none is called so."""
    shown = [(label, link("", selection, **{PLACE: label})) for label in choices]
    return rendering.render("which_place.html", asked=asked[:80], choices=shown, all=link("", selection))


def nearby(found: NearAnswer, selection: Selection, mode: Mode | None) -> str:
    """Return what is near a place.

    Args:
        found: the place and what is near it.
        selection: the filters, which links keep.
        mode: light or dark.
    """
    place = found.place.asked()

    def leads_to(organisation: str) -> str:
        return link("", selection, **place, **{ORGANISATION: organisation})

    country = Selection.of(selection.text, **{**selection.chosen, "region": (), "country": [found.place.country]})
    return rendering.render(
        "nearby.html",
        f=found,
        nearest=[
            (
                one,
                rendering.image(Mark.of(one.organisation), mode),
                in_words([language_name(code) for code in one.organisation.languages]),
            )
            for one in found.nearest
        ],
        href=leads_to,
        distance=lambda one: distance_to(found.place, one),
        away=link("", selection),
        on_paper=near_print_link(selection, **place),
        about=found.place.country if found.place.precision is Precision.COUNTRY else "",
        country=link("", country) if found.in_country else "",
        filtered=not selection.is_empty,
    )

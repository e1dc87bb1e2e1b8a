"""What stands beside the filters as markup: numbers, marks of the types, the way to the result, and the pages."""

import json
from collections.abc import Mapping, Sequence

from odmap.directory.organisation import Type
from odmap.graphics.assets import mark_address
from odmap.graphics.marks import Mark
from odmap.graphics.palette import Mode
from odmap.markup import rendering
from odmap.wording import count


def filter_words(labels: Mapping[str, Sequence[str]], kinds: Sequence[Type], mode: Mode) -> str:
    """Return what stands above the filters: what their numbers say, and for page/filters.js the words of the options.

    Args:
        labels: for each filter the words of its options.
        kinds: the types that can be chosen, each of which has its mark before its word.
        mode: light or dark.
    """
    marks = {place: mark_address(Mark(kind), mode) for place, kind in enumerate(kinds, start=1)}
    return rendering.render("filter_words.html", words=_compact(labels), marks=marks)


def filter_numbers(numbers: Sequence[Sequence[int | None]], chosen: int, found: int | None) -> str:
    """Return what stands below the filters: the numbers for page/filters.js, and the button that leads to the result.

    Args:
        numbers: for each filter those of its options; ``None`` for what the directory does not have.
        chosen: how many choices are active.
        found: how many organisations match; ``None`` on a page that shows something else.
    """
    if found is None:
        words = "Show the result"
    else:
        words = f"Show {count(found, 'organisation')}" if found else "Nothing listed matches: what now?"
    return rendering.render("filter_numbers.html", numbers=_compact(numbers), chosen=chosen, words=words)


def kept_elsewhere() -> str:
    """Return what a page without filters says where they stand on other pages."""
    return rendering.render("filters_kept.html")


def beside(parts: Mapping[str, str]) -> str:
    """Return the parts of a page that has no filters, to go to.

    Args:
        parts: id of each part to its words.
    """
    return rendering.render("parts_of_page.html", parts=parts)


def _compact(it: object) -> str:
    return json.dumps(it, ensure_ascii=False, separators=(",", ":"))

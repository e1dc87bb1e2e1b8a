"""The numbers that the texts of the story may hold in braces, counted from the directory and the figures of others."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from odmap.analysis.gaps import summary as gaps
from odmap.directory.organisation import ListName, Status, Verification
from odmap.directory.published_figures import Figures
from odmap.wording import count, format_number


class Counted(int):
    """A number that knows its noun: ``{n}`` in a text is "142 teams", ``{n:n}`` is "142"."""

    noun: tuple[str, str]

    def __new__(cls, number: int, singular: str, plural: str = "") -> "Counted":
        """Count something."""
        made = super().__new__(cls, number)
        made.noun = (singular, plural or f"{singular}s")
        return made

    def __format__(self, form: str) -> str:
        """Give the number alone for the form "n", else with its noun."""
        return format_number(int(self)) if form == "n" else count(int(self), *self.noun)


class FixedText(str):
    """What stands where a number might: a decade, many people in words, or that a number is not to be had."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        """Give the same in every form."""
        return str(self)


def begun(frame: pd.DataFrame) -> "pd.Series[Any]":
    """Return the first year of each organisation as a number, the first of its decade if no more is known."""
    years = frame["founded"].map(lambda given: int(given[:4]) if given else None)
    return years.astype("Int64")


def numbers(frame: pd.DataFrame, covered: pd.DataFrame, figures: Figures) -> dict[str, Any]:
    """Count everything in :data:`odmap.analysis.story.script.NUMBERS`.

    Args:
        frame: the whole directory, located.
        covered: the coverage of every country, see :func:`odmap.analysis.gaps.summary.coverage`.
        figures: what others counted.
    """
    world = gaps.world(covered)

    def of(column: str, value: str) -> Counted:
        return Counted(int((frame[column] == value).sum()), "organisation")

    return {
        "organisations": Counted(len(frame), "organisation"),
        "countries": Counted(frame["country"].nunique(), "country", "countries"),
        "verified": of("verification", Verification.VERIFIED),
        "unverified": of("verification", Verification.UNVERIFIED),
        "related": of("verification", Verification.RELATED),
        "active": of("status", Status.ACTIVE),
        "ended": of("status", Status.ENDED),
        "unknown": of("status", Status.UNKNOWN),
        "named": of("list", ListName.SOURCE_PAGE),
        "dated": Counted(int(frame["founded"].notna().sum()), "organisation"),
        "claimed": _stated(figures, "source-page-claimed", "organisation"),
        "teams": _stated(figures, "survey-teams", "team"),
        "team_countries": _stated(figures, "survey-countries", "country", "countries"),
        "listed_countries": _places(world["countries_listed"]),
        "unlisted_countries": _places(world["countries_not_listed"]),
        "unlisted_people": FixedText(gaps.people(world["population_not_listed"])),
    }


def numbers_of_decade(frame: pd.DataFrame, decade: int) -> dict[str, Any]:
    """Count everything in :data:`odmap.analysis.story.script.NUMBERS_OF_DECADES`.

    Args:
        frame: the whole directory, located.
        decade: its first year.
    """
    years = begun(frame)
    known = frame[(years < decade + 10).fillna(False).astype(bool)]
    return {
        "decade": FixedText(f"{decade}s"),
        "beginnings": Counted(int((begun(known) >= decade).sum()), "beginning"),
        "known": Counted(len(known), "organisation"),
        "known_countries": Counted(known["country"].nunique(), "country", "countries"),
    }


def numbers_shown(view: pd.DataFrame) -> dict[str, Any]:
    """Count what is on the map of one stop."""
    return {
        "shown": Counted(len(view), "organisation"),
        "shown_countries": Counted(view["country"].nunique(), "country", "countries"),
    }


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Put numbers into a text; its braces were checked when the story was read."""
    return text.format_map(values)


def _places(number: int) -> Counted:
    return Counted(number, "country or territory", "countries and territories")


def _stated(figures: Figures, identifier: str, singular: str, plural: str = "") -> Counted | FixedText:
    figure = figures.by_id(identifier)
    if figure is None or figure.number is None:
        return FixedText(f"an unknown number of {plural or singular + 's'}")
    return Counted(figure.number, singular, plural)

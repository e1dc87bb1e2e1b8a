"""Figures that others state: the model of one line of ``data/figures.csv``, and the file as a whole.

Every number the project shows is either counted from the directory or stands in this file, with its source and with
what is known of how it was counted. The file's terms are explained in ``data/README.md``, too.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from odmap.directory.csv_table import read_csv
from odmap.directory.edited_files import EditedFiles
from odmap.directory.known_places import country_names
from odmap.directory.loading import AN_ID, Loaded, RecordFormat
from odmap.directory.organisation import FIRST_YEAR, Blank, CountryCode, Identifier, ShortText, Term, WebAddress
from odmap.settings import FIGURES

_ONE_NUMBER = re.compile(r"[0-9]{1,3}(,[0-9]{3})+|[0-9]+")


class FigureGroup(Term):
    """Where a figure belongs. Figures of different groups are never added up, nor compared without a word."""

    SOURCE_PAGE = (
        "source-page",
        "The Lived Experience Hub's list",
        "What the list that the directory began with says or names",
    )
    SURVEY = "survey", "The survey of teams", "What an international survey of Open Dialogue teams reports"
    CLAIM = (
        "conflicting-claim",
        "Other claims",
        "Another number than the survey's; its page does not say how it came about",
    )
    CONTEXT = "context", "Around it", "Meetings, courses and writings across countries"
    COUNTRY = "country", "In one country", "What a page says about one country"


_Words = Annotated[str, Field(min_length=1, max_length=300)]


class Figure(BaseModel):
    """One line of ``data/figures.csv``. Field names are its column names, in the same order."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, title="figure")

    id: Identifier
    group: FigureGroup
    label: _Words
    value: _Words
    number: Annotated[Annotated[int, Field(ge=0)] | None, Blank]
    unit: Annotated[str, Field(min_length=1, max_length=80)]
    country: Annotated[CountryCode | None, Blank]
    year: Annotated[Annotated[int, Field(ge=FIRST_YEAR)] | None, Blank]
    source: WebAddress
    method: Annotated[str, Field(min_length=2, max_length=300)]
    read_on: date
    note: ShortText

    @model_validator(mode="after")
    def _fields_agree(self) -> Self:
        stated = int(self.value.replace(",", "")) if _ONE_NUMBER.fullmatch(self.value) else None
        if self.number != stated:
            wanted = "must be empty" if stated is None else f"must be {stated}"
            raise ValueError(f"number: {wanted}, because value is {self.value[:80]!r}")
        if self.year and self.year > self.read_on.year:
            raise ValueError(f"year: {self.year} is later than read_on ({self.read_on})")
        if self.group is FigureGroup.COUNTRY and not self.country:
            raise ValueError("country: is empty although the figure is about one country; add its two-letter code")
        return self


Figures = Loaded[Figure]
FORMAT = RecordFormat(
    Figure,
    called="the figures",
    key="id",
    patterns={"id": AN_ID, "country": "must be the two capital letters of ISO 3166-1, such as FI, or empty"},
)


def read(path: Path, countries: Mapping[str, str] | None = None) -> Figures:
    """Read and validate a file of figures.

    Args:
        path: a CSV file, UTF-8 with or without a byte order mark, any line ends.
        countries: the known countries, ISO 3166-1 alpha-2 code to name; ``None`` lets any two capital letters pass.

    Returns:
        What is valid, and every problem. A missing or unreadable file gives no figure and one problem.
    """

    def check(figure: Figure) -> Iterator[tuple[str, str]]:
        if figure.country and countries is not None and figure.country not in countries:
            yield "country", f"{figure.country!r} is no country of ISO 3166-1; look the two letters up"

    return read_csv(path, FORMAT, check)


def of_group(figures: Figures, group: FigureGroup) -> tuple[Figure, ...]:
    """Return the figures of a group, in the file's order."""
    return tuple(figure for figure in figures.records if figure.group is group)


EDITIONS = EditedFiles(lambda path, _: read(path, country_names()), "file of figures that others state", FIGURES, few=5)
load, fault = EDITIONS.load, EDITIONS.fault

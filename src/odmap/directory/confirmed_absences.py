"""Where there is none, as a source says: the model of one line of ``data/confirmed-none.csv``, and the file as a whole.

That the directory lists nothing in a country never says that nothing exists there. Only a page that was read can say
so, and it stands here. The file's columns are explained in ``data/README.md``, too.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from odmap.data_file import DataFileError
from odmap.directory.csv_table import read_csv
from odmap.directory.edited_files import EditedFiles
from odmap.directory.loading import Loaded, RecordFormat
from odmap.directory.organisation import Blank, CountryCode, Type, WebAddress
from odmap.geography import countries
from odmap.settings import CONFIRMED_NONE


def _read_already(value: datetime.date) -> datetime.date:
    latest = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=14)).date()  # somewhere it is today
    if value > latest:
        raise ValueError(f"{value} is in the future; write the day on which the source was read")
    return value


class ConfirmedNone(BaseModel):
    """One line of ``data/confirmed-none.csv``. Field names are its column names, in the same order."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, title="confirmed none")

    country: CountryCode
    activity: Annotated[Type | None, Blank]
    source: WebAddress
    read_on: Annotated[datetime.date, AfterValidator(_read_already)]
    note: Annotated[str, Field(min_length=1, max_length=300)]

    @property
    def activities(self) -> tuple[Type, ...]:
        """What nobody does, as the line says: its own word of the legend, or all where it names none."""
        return (self.activity,) if self.activity else tuple(Type)


Confirmed = Loaded[ConfirmedNone]
FORMAT = RecordFormat(
    ConfirmedNone,
    called="the confirmed nones",
    patterns={"country": "must be the two capital letters of ISO 3166-1, such as FI"},
)


def read(path: Path) -> Confirmed:
    """Read and validate a file of confirmed nones.

    Args:
        path: a CSV file, UTF-8 with or without a byte order mark, any line ends.

    Returns:
        What is valid, and every problem. A missing or unreadable file gives no line and one problem.
    """
    seen: set[tuple[str, Type | None]] = set()
    try:
        known = countries.load()
    except DataFileError:
        known = {}  # then any two capital letters pass

    def check(entry: ConfirmedNone) -> Iterator[tuple[str, str]]:
        if known and entry.country not in known:
            yield "country", f"{entry.country!r} is no country of ISO 3166-1; look the two letters up"
        elif (entry.country, entry.activity) in seen:
            yield "country", f"{entry.country} is on an earlier line with the same activity; keep one of them"
        seen.add((entry.country, entry.activity))

    return read_csv(path, FORMAT, check)


EDITIONS = EditedFiles(lambda path, _: read(path), "file of what sources say does not exist", CONFIRMED_NONE, few=5)
load, fault = EDITIONS.load, EDITIONS.fault


def pairs(lines: Iterable[ConfirmedNone]) -> frozenset[tuple[str, str]]:
    """Return every (country code, activity) of which a source says that there is none."""
    return frozenset((line.country, kind.value) for line in lines for kind in line.activities)


def contradicted(entries: Iterable[ConfirmedNone], frame: pd.DataFrame) -> list[tuple[str, Type, int]]:
    """Return what a source says there is none of, although the directory lists some, ended or not.

    Args:
        entries: lines of the file.
        frame: the whole directory.

    Returns:
        Country code, activity, and how many are listed, in the order of the lines. The listing is what shows.
    """
    listed = Counter(
        (country, kind)
        for country, several in zip(frame["country"], frame["activity_groups"], strict=True)
        for kind in several
    )
    said = dict.fromkeys((entry.country, kind) for entry in entries for kind in entry.activities)
    return [(*pair, listed[pair]) for pair in said if listed[pair]]

"""The story of the movement in a few years: the model of one line of ``data/timeline.csv``, and the file as a whole.

Each line is one event with the page that shows it. The file's columns are explained in ``data/README.md``, too.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from odmap.directory.csv_table import read_csv
from odmap.directory.edited_files import EditedFiles
from odmap.directory.loading import AN_ID, Loaded, RecordFormat
from odmap.directory.organisation import FIRST_YEAR, Identifier, WebAddress
from odmap.settings import TIMELINE


class Event(BaseModel):
    """One line of ``data/timeline.csv``. Field names are its column names, in the same order."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, title="event")

    id: Identifier
    year: Annotated[int, Field(ge=FIRST_YEAR)]
    title: Annotated[str, Field(min_length=3, max_length=60)]
    words: Annotated[str, Field(min_length=20, max_length=240)]
    source: WebAddress
    read_on: date


Timeline = Loaded[Event]
FORMAT = RecordFormat(Event, called="the timeline", key="id", noun="event", patterns={"id": AN_ID})


def read(path: Path) -> Timeline:
    """Read and validate a file of events. One that stands after a later year, or is yet to come, is left out.

    Args:
        path: a CSV file, UTF-8 with or without a byte order mark, any line ends.

    Returns:
        What is valid, in the order of time, and every problem. A missing or unreadable file gives no event and one
        problem.
    """
    latest = FIRST_YEAR

    def check(event: Event) -> Iterator[tuple[str, str]]:
        nonlocal latest
        if event.year > event.read_on.year:
            yield "year", f"{event.year} is later than read_on ({event.read_on})"
        elif event.year < latest:
            yield "year", f"{event.year} stands after {latest}; keep the events in the order of time"
        else:
            latest = event.year

    return read_csv(path, FORMAT, check)


EDITIONS = EditedFiles(lambda path, _: read(path), "file of the timeline", TIMELINE, few=5)
load, fault = EDITIONS.load, EDITIONS.fault

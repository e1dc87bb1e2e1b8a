"""The whole directory: read the file, name every problem at once, give a table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from odmap.directory.csv_table import read_csv
from odmap.directory.loading import AN_ID, Problem, RecordFormat
from odmap.directory.located import LocatedOrganisation, organisations_in
from odmap.directory.organisation import COLUMNS, Organisation
from odmap.wording import language_names

__all__ = ["Directory", "Problem", "read"]

FORMAT = RecordFormat(
    Organisation,
    called="the directory",
    key="id",
    patterns={
        "id": AN_ID,
        "possible_duplicate_of": AN_ID,
        "country": "must be the two capital letters of ISO 3166-1, such as FI, or empty for a body with no base",
        "parent_wikidata": "must be the number of an item of Wikidata, such as Q314536",
        "languages": "must be the two small letters of ISO 639-1, separated by semicolons, such as fi;en",
    },
)


@dataclass(frozen=True)
class Directory:
    """All valid organisations of a file, and what was left out.

    Attributes:
        frame: one row an organisation, in the file's order, indexed 0, 1, 2...; its columns are those of
            :class:`~odmap.directory.organisation.Organisation`. Missing values are ``None`` (years: ``<NA>``).
            Treat it as read-only: every visitor shares it.
        problems: what is wrong in the file, empty for a clean one.
        left_out: how many records of the file are not in ``frame``.
        edition: a short name of the file's content and of all else that decides the directory: the same name, the same
            directory. Empty for one that was not read by :func:`odmap.load`.
    """

    frame: pd.DataFrame
    problems: tuple[Problem, ...]
    left_out: int = 0
    edition: str = ""

    @property
    def size(self) -> int:
        """How many organisations are valid."""
        return len(self.frame)

    @cached_property
    def organisations(self) -> Mapping[str, LocatedOrganisation]:
        """Id to record, in the file's order; made when first asked for. Only a located directory has them."""
        return {organisation.id: organisation for organisation in organisations_in(self.frame)}

    @property
    def read_on(self) -> str:
        """The newest day on which a source was read, as ``2026-11-22``; empty for an empty directory."""
        return str(max(self.frame["read_on"])) if len(self.frame) else ""


def read(path: Path, countries: Mapping[str, str] | None) -> Directory:
    """Read and validate a directory file.

    Args:
        path: a CSV file, UTF-8 with or without a byte order mark, any line ends.
        countries: the known countries, ISO 3166-1 alpha-2 code to name; ``None`` lets any two capital letters pass.

    Returns:
        What is valid, and every problem. A missing or unreadable file gives an empty directory and one problem.
    """

    def check(organisation: Organisation) -> Iterator[tuple[str, str]]:
        if organisation.country and countries is not None and organisation.country not in countries:
            yield "country", f"{organisation.country!r} is no country of ISO 3166-1; look the two letters up"
        for code in organisation.languages:
            if code not in language_names():
                yield "languages", f"{code!r} is no language of ISO 639-1; look the two letters up"

    found = read_csv(path, FORMAT, check)
    found = found.with_problems(_across_records(found.valid))
    return Directory(_frame(found.records), found.problems, found.left_out)


def _across_records(organisations: Mapping[str, Organisation]) -> Iterator[Problem]:
    """Yield what only the whole file shows. These records stay: what they name is at fault, not they."""
    order: dict[int, str] = {}
    for organisation in organisations.values():
        twin = organisation.possible_duplicate_of
        if twin and twin not in organisations:
            yield Problem(organisation.id, "possible_duplicate_of", f"names {twin!r}, which is no valid record")
        place = organisation.source_page_order
        if place in order:
            yield Problem(organisation.id, "source_page_order", f"{place} is already the place of {order[place]}")
        elif place is not None:
            order[place] = organisation.id


def _frame(organisations: Iterable[Organisation]) -> pd.DataFrame:
    """Make the table: text as Python strings, missing as ``None``, years as whole numbers that may be missing."""
    rows = list(organisations)
    data = {column: [getattr(row, column) for row in rows] for column in COLUMNS}
    frame = pd.DataFrame({column: pd.Series(values, dtype=object) for column, values in data.items()})
    return frame.astype({"last_seen": "Int64", "source_page_order": "Int64"})

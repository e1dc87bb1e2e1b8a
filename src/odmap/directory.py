"""The whole directory: read the file, name every problem at once, give a table.

Reading never stops at the first mistake. What is valid is kept, what is not is left out and named by record
and field, so that an editor can mend everything in one go and a visitor still sees the rest.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from odmap.organisation import COLUMNS, Organisation

_PLAIN_MESSAGES = {
    "missing": "is missing",
    "string_too_short": "is empty or too short",
    "string_too_long": "is too long",
    "too_short": "is empty",
    "int_parsing": "is not a whole number",
    "date_from_datetime_parsing": "is not a date such as 2026-11-22",
    "date_parsing": "is not a date such as 2026-11-22",
    "greater_than_equal": "is too small",
}
_AN_ID = "must be small letters, digits and single hyphens, such as open-dialogue-uk"
_PATTERN_MESSAGES = {
    "id": _AN_ID,
    "possible_duplicate_of": _AN_ID,
    "country": "must be the two capital letters of ISO 3166-1, such as FI, or empty for a body with no base",
    "languages": "must be the two small letters of ISO 639-1, separated by semicolons, such as fi;en",
}


@dataclass(frozen=True)
class Problem:
    """One thing to mend in the file.

    Attributes:
        record: the record's ``id``, or ``line 12`` where it has none, or the file's name.
        field: the column, or an empty string where the problem is the record or the file as a whole.
        message: what is wrong and what to do.
    """

    record: str
    field: str
    message: str

    def __str__(self) -> str:
        """Give the problem as one line for a terminal or a page."""
        where = f"{self.record}, {self.field}" if self.field else self.record
        return f"{where}: {self.message}"


@dataclass(frozen=True)
class Directory:
    """All valid organisations of a file, and what was left out.

    Attributes:
        frame: one row an organisation, in the file's order, indexed 0, 1, 2...; its columns are those of
            :class:`~odmap.organisation.Organisation`. Missing values are ``None`` (years: ``<NA>``).
            Treat it as read-only: every visitor shares it.
        problems: what is wrong in the file, empty for a clean one.
        left_out: how many records of the file are not in ``frame``.
    """

    frame: pd.DataFrame
    problems: tuple[Problem, ...]
    left_out: int = 0

    @property
    def read_on(self) -> str:
        """The newest day on which a source was read, as ``2026-11-22``; empty for an empty directory."""
        return str(max(self.frame["read_on"])) if len(self.frame) else ""


def read(path: Path, countries: Mapping[str, str]) -> Directory:
    """Read and validate a directory file.

    Args:
        path: a CSV file, UTF-8 with or without a byte order mark, any line ends.
        countries: the known countries, ISO 3166-1 alpha-2 code to name.

    Returns:
        What is valid, and every problem. A missing or unreadable file gives an empty directory and one problem.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return _nothing(path, f"cannot be read ({error.strerror or error}); is the path right?")
    except UnicodeDecodeError as error:
        return _nothing(path, f"is not UTF-8 at byte {error.start}; save it as UTF-8")
    rows = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(rows, [])]
    problems = [Problem(path.name, column, message) for column, message in _header_problems(header)]
    if problems:
        return Directory(_frame([]), tuple(problems), sum(1 for row in rows if any(row)))
    organisations: dict[str, Organisation] = {}
    left_out = 0
    for line, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        found, organisation = _record(line, cells, header, countries)
        if organisation is not None and organisation.id in organisations:
            found.append(Problem(organisation.id, "id", f"is used again on line {line}; each record needs its own"))
        problems += found
        if found or organisation is None:
            left_out += 1
        else:
            organisations[organisation.id] = organisation
    problems += _across_records(organisations)
    return Directory(_frame(list(organisations.values())), tuple(problems), left_out)


def _nothing(path: Path, message: str) -> Directory:
    return Directory(_frame([]), (Problem(path.name, "", message),))


def _header_problems(header: list[str]) -> Iterator[tuple[str, str]]:
    for column in COLUMNS:
        if header.count(column) != 1:
            fault = "is missing from the header" if column not in header else "stands twice in the header"
            yield column, f"{fault}; the first line must read: {','.join(COLUMNS)}"
    for column in header:
        if column not in COLUMNS:
            yield column or "(no name)", "is not a column of the directory; remove or rename it"


def _record(
    line: int, cells: list[str], header: list[str], countries: Mapping[str, str]
) -> tuple[list[Problem], Organisation | None]:
    if len(cells) != len(header):
        name = cells[0].strip()[:80] or f"line {line}"
        message = f"has {len(cells)} cells instead of {len(header)}; is a comma or a quotation mark missing?"
        return [Problem(name, "", f"line {line} {message}")], None
    values = dict(zip(header, cells, strict=True))
    record = values["id"].strip()[:80] or f"line {line}"
    try:
        organisation = Organisation.model_validate(values)
    except ValidationError as error:
        return [_problem(record, dict(detail)) for detail in error.errors(include_url=False)], None
    if organisation.country and organisation.country not in countries:
        message = f"{organisation.country!r} is no country of ISO 3166-1; look the two letters up"
        return [Problem(record, "country", message)], None
    return [], organisation


def _problem(record: str, detail: Mapping[str, Any]) -> Problem:
    """Say what pydantic found in words that an editor of the file understands."""
    location = detail["loc"]
    message = str(detail["msg"]).removeprefix("Value error, ")
    if not location:  # a rule about several fields begins its message with the one to change
        field, _, message = message.partition(": ")
        return Problem(record, field, message)
    field = str(location[0])
    kind = detail["type"]
    value = detail["input"]
    if kind == "string_pattern_mismatch":
        message = f"{str(value)[:80]!r} {_PATTERN_MESSAGES[field]}"
    elif kind == "enum":
        message = f"{str(value)[:80]!r} is not one of: {detail['ctx']['expected'].replace(' or ', ', ')}"
    elif kind in _PLAIN_MESSAGES:
        shown = f"{value[:80]!r} " if isinstance(value, str) and value else ""
        message = shown + _PLAIN_MESSAGES[kind]
    return Problem(record, field, message)


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


def _frame(organisations: list[Organisation]) -> pd.DataFrame:
    """Make the table: text as Python strings, missing as ``None``, years as whole numbers that may be missing."""
    data = {column: [getattr(o, column) for o in organisations] for column in COLUMNS}
    frame = pd.DataFrame({column: pd.Series(values, dtype=object) for column, values in data.items()})
    return frame.astype({"last_seen": "Int64", "source_page_order": "Int64"})

"""Reading a CSV file of records: name every problem at once, keep what is valid.

Reading never stops at the first mistake. What is valid is kept, what is not is left out and named by record
and field, so that an editor can mend everything in one go and a visitor still sees the rest.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)

AN_ID = "must be small letters, digits and single hyphens, such as open-dialogue-uk"
"""What to say of a cell that should be the ``id`` of an organisation."""

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
class Records(Generic[Model]):
    """All valid records of a file, and what was left out.

    Attributes:
        valid: name of each record to the record, in the file's order.
        problems: what is wrong in the file, empty for a clean one.
        left_out: how many records of the file are not in ``valid``.
    """

    valid: Mapping[str, Model] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class _Format(Generic[Model]):
    """What the arguments of :func:`read_records` say of a file."""

    model: type[Model]
    key: str | None
    called: str
    patterns: Mapping[str, str]
    check: Callable[[Model], Iterable[tuple[str, str]]]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.model.model_fields)


def read_records(
    path: Path,
    model: type[Model],
    *,
    key: str | None = None,
    called: str = "this file",
    patterns: Mapping[str, str] | None = None,
    check: Callable[[Model], Iterable[tuple[str, str]]] | None = None,
) -> Records[Model]:
    """Read and validate a file of records.

    Args:
        path: a CSV file, UTF-8 with or without a byte order mark, any line ends. Its header names the fields of
            ``model``, in any order.
        model: what one record is.
        key: the field that names a record and is used only once; ``None`` if records are named by their line.
        called: what messages call the file.
        patterns: field to what to say of a value that does not match the field's pattern.
        check: gives what else is wrong with a valid record, as (field, message); such a record is left out, too.

    Returns:
        What is valid, and every problem. A missing or unreadable file gives no record and one problem.
    """
    form = _Format(model, key, called, patterns or {}, check or (lambda record: ()))
    try:
        table, ended = _rows(path)
    except ValueError as error:
        return Records(problems=(Problem(path.name, "", str(error)),))
    if not table:
        return Records(problems=(Problem(path.name, "", f"is empty; {_first_line(form)}"),))
    header, *rows = table
    header = [cell.strip() for cell in header]
    problems = [Problem(path.name, column, message) for column, message in _header_problems(header, form)]
    if problems:
        return Records({}, tuple(problems), sum(1 for row in rows if any(row)))
    valid: dict[str, Model] = {}
    left_out = 0
    for line, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        found, record = _record(line, cells, header, form)
        name = str(getattr(record, key)) if record is not None and key else f"line {line}"
        if name in valid:
            found.append(Problem(name, key or "", f"is used again on line {line}; each record needs its own"))
        problems += found
        if found or record is None:
            left_out += 1
        else:
            valid[name] = record
    if not ended and rows and any(rows[-1]) and len(rows[-1]) < len(header):
        problems.append(Problem(path.name, "", "ends in the middle of a record; was it written to its end?"))
    return Records(valid, tuple(problems), left_out)


def _rows(path: Path) -> tuple[list[list[str]], bool]:
    """Return the cells of every row, the header's first, and whether the last line was ended.

    Raises:
        ValueError: for a file that is no table at all, in words for its editor.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror or error}); is the path right?") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    if not text.strip():
        return [], True
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        return list(rows), text.endswith(("\n", "\r"))
    except csv.Error as error:
        message = f"cannot be read as a table near line {rows.line_num} ({error}); is a quotation mark missing?"
        raise ValueError(message) from error


def _header_problems(header: list[str], form: _Format[Model]) -> Iterator[tuple[str, str]]:
    for column in form.columns:
        if header.count(column) != 1:
            fault = "is missing from the header" if column not in header else "stands twice in the header"
            yield column, f"{fault}; {_first_line(form)}"
    for column in header:
        if column not in form.columns:
            yield column or "(no name)", f"is not a column of {form.called}; remove or rename it"


def _first_line(form: _Format[Model]) -> str:
    return f"the first line must read: {','.join(form.columns)}"


def _record(line: int, cells: list[str], header: list[str], form: _Format[Model]) -> tuple[list[Problem], Model | None]:
    if len(cells) != len(header):
        name = (form.key and cells[0].strip()[:80]) or f"line {line}"
        where = f"line {line} " if form.key else ""
        message = f"has {len(cells)} cells instead of {len(header)}; is a comma or a quotation mark missing?"
        return [Problem(name, "", where + message)], None
    values = dict(zip(header, cells, strict=True))
    name = (form.key and values[form.key].strip()[:80]) or f"line {line}"
    try:
        record = form.model.model_validate(values)
    except ValidationError as error:
        return in_words(name, error, form.patterns), None
    found = [Problem(name, field_name, message) for field_name, message in form.check(record)]
    return found, None if found else record


def in_words(record: str, error: ValidationError, patterns: Mapping[str, str] | None = None) -> list[Problem]:
    """Name every problem that pydantic found in one record, in words that an editor of the file understands."""
    return [_problem(record, dict(detail), patterns or {}) for detail in error.errors(include_url=False)]


def _problem(record: str, detail: Mapping[str, Any], patterns: Mapping[str, str]) -> Problem:
    location = detail["loc"]
    message = str(detail["msg"]).removeprefix("Value error, ")
    if not location:  # a rule about several fields begins its message with the one to change
        field_name, _, message = message.partition(": ")
        return Problem(record, field_name, message)
    field_name = str(location[0])
    kind = detail["type"]
    value = detail["input"]
    if kind == "string_pattern_mismatch" and field_name in patterns:
        message = f"{str(value)[:80]!r} {patterns[field_name]}"
    elif kind == "enum":
        message = f"{str(value)[:80]!r} is not one of: {detail['ctx']['expected'].replace(' or ', ', ')}"
    elif kind in _PLAIN_MESSAGES:
        shown = f"{value[:80]!r} " if isinstance(value, str) and value else ""
        message = shown + _PLAIN_MESSAGES[kind]
    return Problem(record, field_name, message)

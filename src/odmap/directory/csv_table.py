"""Finding the records of a CSV file, and what is wrong with the file as a whole."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from odmap.directory.loading import Contents, Found, Loaded, Problem, Record, RecordFormat, validated


def read_csv(
    path: Path, form: RecordFormat[Record], check: Callable[[Record], Iterable[tuple[str, str]]] | None = None
) -> Loaded[Record]:
    """Read and validate a CSV file of records.

    Args:
        path: the file, UTF-8 with or without a byte order mark, any line ends. Its header names the fields of the
            model, in any order.
        form: what the file should hold.
        check: yields what else is wrong with a valid record, as (field, message); such a record is left out, too.

    Returns:
        What is valid, and every problem. A missing or unreadable file gives no record and one problem.
    """
    return validated(_contents(path, form), form, check)


def cells_of(path: Path) -> list[dict[str, str]]:
    """Return the cells of each record of a CSV file as they stand, by column; nothing for a file that is no table."""
    try:
        table, _ = _rows(path)
    except ValueError:
        return []
    header, *rows = table or [[]]
    return [dict(zip((cell.strip() for cell in header), cells, strict=False)) for cells in rows if any(cells)]


def _contents(path: Path, form: RecordFormat[Record]) -> Contents:
    try:
        table, ended = _rows(path)
    except ValueError as error:
        return Contents(problems=(Problem(path.name, "", str(error)),))
    if not table:
        return Contents(problems=(Problem(path.name, "", f"is empty; {_first_line(form)}"),))
    header, *rows = table
    header = [cell.strip() for cell in header]
    problems = tuple(Problem(path.name, column, message) for column, message in _header_problems(header, form))
    if problems:
        return Contents(problems=problems, unread=sum(1 for row in rows if any(row)))
    if not ended and rows and any(rows[-1]) and len(rows[-1]) < len(header):
        problems = (Problem(path.name, "", "ends in the middle of a record; was it written to its end?"),)
    return Contents(_found(header, rows), problems)


def _found(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Found]:
    for line, cells in enumerate(rows, start=2):
        if any(cell.strip() for cell in cells):
            wrong = f"has {len(cells)} cells instead of {len(header)}; is a comma or a quotation mark missing?"
            fault = "" if len(cells) == len(header) else wrong
            yield Found(f"line {line}", dict(zip(header, cells, strict=False)), f"on line {line}", fault)


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


def _header_problems(header: Sequence[str], form: RecordFormat[Record]) -> Iterator[tuple[str, str]]:
    for column in form.fields:
        if header.count(column) != 1:
            fault = "is missing from the header" if column not in header else "stands twice in the header"
            yield column, f"{fault}; {_first_line(form)}"
    for column in header:
        if column not in form.fields:
            yield column or "(no name)", f"is not a column of {form.called}; remove or rename it"


def _first_line(form: RecordFormat[Record]) -> str:
    return f"the first line must read: {','.join(form.fields)}"

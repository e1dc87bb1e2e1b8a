"""Finding the records of a TOML file that holds an array of tables, and what is wrong with the file as a whole."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from odmap.directory.loading import Contents, Found, Loaded, Problem, Record, RecordFormat, validated


def read_toml(path: Path, form: RecordFormat[Record]) -> Loaded[Record]:
    """Read and validate a TOML file of records.

    Args:
        path: the file, UTF-8. Each of its tables, such as ``[[step]]``, is a record.
        form: what the file should hold; its noun is the name of the tables.

    Returns:
        What is valid, and every problem. A missing or unreadable file gives no record and one problem.
    """
    return validated(_contents(path, form.noun), form)


def _contents(path: Path, noun: str) -> Contents:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        return Contents(problems=(Problem(path.name, "", f"cannot be read ({error.strerror or error})"),))
    except ValueError as error:  # not UTF-8, or no TOML: both say where
        return Contents(problems=(Problem(path.name, "", f"is no TOML: {error}; is a quotation mark missing?"),))
    given = content.pop(noun, [])
    problems = [Problem(path.name, name, f"is not known here; the file holds [[{noun}]] only") for name in content]
    if not isinstance(given, list) or not given:
        problems.append(Problem(path.name, noun, f"there is none; begin each with [[{noun}]]"))
        return Contents(problems=tuple(problems))
    return Contents(_found(given, noun), tuple(problems))


def _found(given: Iterable[Any], noun: str) -> Iterator[Found]:
    for number, fields in enumerate(given, start=1):
        place = f"{noun} {number}"
        if isinstance(fields, dict):
            yield Found(place, fields, f"by {place}")
        else:
            yield Found(place, {}, f"by {place}", f"is no table of fields; begin it with [[{noun}]]")

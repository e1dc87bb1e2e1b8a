"""Loading a file that people edit: one typed answer of what is valid, and every problem by record and field.

Reading never stops at the first mistake. What is valid is kept, what is not is left out and named by record
and field, so that an editor can mend everything in one go and a visitor still sees the rest. This module judges the
records; :mod:`odmap.directory.csv_table` and :mod:`odmap.directory.toml_table` find them in a file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ValidationError

Record = TypeVar("Record", bound=BaseModel)

AN_ID = "must be small letters, digits and single hyphens, such as open-dialogue-uk"
"""What to say of a value that should be the ``id`` of an organisation."""

_PLAIN_MESSAGES = {
    "missing": "is missing",
    "extra_forbidden": "is not known here; remove or rename it",
    "string_type": "is no text; put it in quotation marks",
    "string_too_short": "is empty or too short",
    "string_too_long": "is too long",
    "too_short": "is empty",
    "int_parsing": "is not a whole number",
    "date_from_datetime_parsing": "is not a date such as 2026-11-22",
    "date_parsing": "is not a date such as 2026-11-22",
    "greater_than_equal": "is too small",
    "less_than_equal": "is too large",
}
_ABOUT_THE_FIELD = {"missing", "extra_forbidden"}  # and not about its value

_LONGEST_NAME = 80


@dataclass(frozen=True)
class Problem:
    """One thing to mend in a file.

    Attributes:
        record: the record's ``id``, or its place, such as ``line 12``, where it has none, or the file's name.
        field: the field, or an empty string where the problem is the record or the file as a whole.
        message: what is wrong and what to do.
    """

    record: str
    field: str
    message: str

    def __str__(self) -> str:
        """Return the problem as one line for a terminal or a page."""
        where = f"{self.record}, {self.field}" if self.field else self.record
        return f"{where}: {self.message}"


@dataclass(frozen=True)
class Loaded(Generic[Record]):
    """All valid records of a file, every problem, and how much was left out.

    Attributes:
        valid: name of each record (its ``id``, or its place in the file where it has none) to the record, in order.
        problems: what is wrong in the file, empty for a clean one.
        left_out: how many records of the file are not in ``valid``.
    """

    valid: Mapping[str, Record] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    left_out: int = 0

    @property
    def records(self) -> tuple[Record, ...]:
        """The valid records, in the file's order."""
        return tuple(self.valid.values())

    @property
    def size(self) -> int:
        """How many records are valid."""
        return len(self.valid)

    def by_id(self, identifier: str) -> Record | None:
        """Return one record, or ``None``: what is missing must not break a page."""
        return self.valid.get(identifier)

    def with_problems(self, more: Iterable[Problem]) -> Self:
        """Return the same records with further problems, which only all of them together show."""
        return replace(self, problems=(*self.problems, *more))


class Found(NamedTuple):
    """A record as it stands in a file, before anything is known of its fields.

    Attributes:
        place: where it stands: ``line 12``.
        fields: name of each field to its value.
        again: words for a second use of a name here: "on line 12".
        fault: why its fields cannot be told apart; empty if they can.
    """

    place: str
    fields: Mapping[str, Any]
    again: str
    fault: str = ""


class Contents(NamedTuple):
    """What stands in a file.

    Attributes:
        found: its records, in order.
        problems: what is wrong with the file as a whole.
        unread: how many records it seems to hold beside those, which nobody can read.
    """

    found: Iterable[Found] = ()
    problems: tuple[Problem, ...] = ()
    unread: int = 0


@dataclass(frozen=True)
class RecordFormat(Generic[Record]):
    """What a kind of file holds.

    Attributes:
        model: what one record is.
        called: what messages call the file.
        key: the field that names a record and is used only once; ``None`` if records are named by their place.
        patterns: field to what to say of a value that does not match the field's pattern.
        noun: what messages call a record; in a TOML file also the name of its tables.
    """

    model: type[Record]
    called: str
    key: str | None = None
    patterns: Mapping[str, str] = field(default_factory=dict)
    noun: str = "record"

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of a record's fields, in the model's order."""
        return tuple(self.model.model_fields)


def validated(
    contents: Contents, form: RecordFormat[Record], check: Callable[[Record], Iterable[tuple[str, str]]] | None = None
) -> Loaded[Record]:
    """Validate the records that were found in a file.

    Args:
        contents: what stands in it.
        form: what it should hold.
        check: yields what else is wrong with a valid record, as (field, message); such a record is left out, too.
    """
    valid: dict[str, Record] = {}
    problems = list(contents.problems)
    left_out = contents.unread
    for found in contents.found:
        name = str(found.fields.get(form.key, "") if form.key else "").strip()[:_LONGEST_NAME] or found.place
        record, wrong = _record(name, found, form)
        if record is not None:
            name = str(getattr(record, form.key)) if form.key else name
            wrong += [Problem(name, *fault) for fault in (check(record) if check else ())]
            if name in valid:
                again = f"is used again {found.again}; each {form.noun} needs its own"
                wrong.append(Problem(name, form.key or "", again))
            elif not wrong:
                valid[name] = record
        problems += wrong
        left_out += bool(wrong)
    return Loaded(valid, tuple(problems), left_out)


def validated_cells(name: str, cells: Mapping[str, str], form: RecordFormat[Any]) -> list[Problem]:
    """Return what is wrong with the cells of one record, by whatever name it goes."""
    return _record(name, Found(name, cells, ""), form)[1]


def _record(name: str, found: Found, form: RecordFormat[Record]) -> tuple[Record | None, list[Problem]]:
    if found.fault:
        return None, [Problem(name, "", found.fault if name == found.place else f"{found.place} {found.fault}")]
    try:
        return form.model.model_validate(found.fields), []
    except ValidationError as error:
        return None, list(_in_words(name, error, form.patterns))


def _in_words(record: str, error: ValidationError, patterns: Mapping[str, str]) -> Iterator[Problem]:
    """Name every problem that pydantic found in one record, in words that an editor of the file understands."""
    for detail in error.errors(include_url=False):
        kind, value, message = detail["type"], detail["input"], detail["msg"].removeprefix("Value error, ")
        if not detail["loc"]:  # a rule about several fields begins its message with the one to change
            name, _, message = message.partition(": ")
            yield Problem(record, name, message)
            continue
        name = str(detail["loc"][0])
        if kind == "string_pattern_mismatch" and name in patterns:
            message = f"{str(value)[:80]!r} {patterns[name]}"
        elif kind == "enum":
            message = f"{str(value)[:80]!r} is not one of: {detail['ctx']['expected'].replace(' or ', ', ')}"
        elif kind in _PLAIN_MESSAGES:
            shown = f"{value[:80]!r} " if isinstance(value, str) and value and kind not in _ABOUT_THE_FIELD else ""
            message = shown + _PLAIN_MESSAGES[kind]
        yield Problem(record, name, message)

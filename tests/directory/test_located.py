"""The typed record of a located organisation: it says what the table says, in the vocabularies' own terms."""

import datetime
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pandas as pd
import pytest

from odmap import Directory, load
from odmap.directory.located import FIELDS, LocatedOrganisation, organisations_in
from odmap.directory.organisation import COLUMNS, Organisation, Precision, Status, Type
from tests.organisations import located, table_of

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]

HINTS = get_type_hints(LocatedOrganisation)


def is_a(value: Any, hint: Any) -> bool:
    """Tell whether a value is of a type, exactly: a text is no term, and a number of numpy no number."""
    if isinstance(hint, UnionType):
        return any(is_a(value, one) for one in get_args(hint))
    if get_origin(hint) is tuple:
        return type(value) is tuple and all(is_a(one, get_args(hint)[0]) for one in value)
    return type(value) is hint


def test_the_fields_are_those_of_a_record_and_its_place() -> None:
    """A located organisation has each field of a record, of the same type, and then what locating adds."""
    assert FIELDS[: len(COLUMNS)] == COLUMNS
    assert FIELDS[len(COLUMNS) :] == (
        *("country_name", "place", "latitude", "longitude", "precision", "place_source", "activity_groups"),
    )
    read = get_type_hints(Organisation)
    assert {name: HINTS[name] for name in COLUMNS} == {name: read[name] for name in COLUMNS}


def test_every_value_is_of_its_type(directory: Directory) -> None:
    """A record has terms, days and numbers of Python, whatever the table holds, and None for what is missing."""
    organisations = organisations_in(directory.frame)
    assert len(organisations) == len(directory.frame)
    for organisation in organisations:
        wrong = [name for name in FIELDS if not is_a(getattr(organisation, name), HINTS[name])]
        assert wrong == [], organisation.id
    for name in FIELDS:
        values = {getattr(organisation, name) for organisation in organisations}
        assert (None in values) == bool(directory.frame[name].isna().any()), name


def test_a_record_says_what_the_table_says(directory: Directory) -> None:
    """Each record stands in the place of its row, and says the same."""
    for organisation, (_, row) in zip(organisations_in(directory.frame), directory.frame.iterrows(), strict=True):
        for name in FIELDS:
            value = getattr(organisation, name)
            assert row[name] == value if value is not None else pd.isna(row[name]), (organisation.id, name)


def test_any_part_in_any_order_becomes_records(frame: pd.DataFrame) -> None:
    """The records of a view are those of its rows, in their order; of nothing there is none."""
    view = frame[frame["country"] == "GB"].sample(frac=1, random_state=3)
    assert [organisation.id for organisation in organisations_in(view)] == list(view["id"])
    assert organisations_in(frame.head(0)) == []


def test_plain_words_become_terms() -> None:
    """A table that came from elsewhere, with words in place of terms, gives the same records."""
    one = located(precision=Precision.REGION, last_seen=None)
    table = table_of([one])
    words = [name for name in FIELDS if isinstance(getattr(one, name), Enum)]
    plain = table.assign(**{name: [str(table[name][0])] for name in words})
    assert organisations_in(plain) == organisations_in(table) == [one]


def test_a_word_that_is_no_term_is_refused() -> None:
    """Nothing that is not in a vocabulary becomes a record by mistake."""
    with pytest.raises(KeyError, match="clinic"):
        organisations_in(table_of([located()]).assign(type="clinic"))


def test_a_record_cannot_be_changed() -> None:
    """Every visitor shares it."""
    with pytest.raises(FrozenInstanceError):
        located().name = "Another"  # type: ignore[misc] # what is tested
    assert not hasattr(located(), "__dict__")


@pytest.mark.parametrize(("status", "ended"), [(Status.ACTIVE, False), (Status.UNKNOWN, False), (Status.ENDED, True)])
def test_only_what_has_ended_has_ended(status: Status, ended: bool) -> None:
    """What is not known to go on has not ended."""
    assert located(status=status).has_ended is ended


def test_a_body_without_a_base_has_no_position(make_file: MakeFile, record: Record) -> None:
    """Its place is no place on the map: no degrees, no precision, and no source."""
    (body,) = organisations_in(load(make_file(record(1, country=""))).frame)
    assert (body.position, body.precision, body.place_source) == (None, None, None)
    assert body.place == body.country_name == "No fixed base"
    assert located(latitude=0.0, longitude=-0.5).position == (0.0, -0.5)


def test_a_directory_has_its_records_by_id(make_file: MakeFile, record: Record) -> None:
    """A directory makes them once, in the file's order; its next edition has its own."""
    path = make_file(record(2, type="training"), record(1, last_seen=""))
    first = load(path)
    assert list(first.organisations) == ["body-2", "body-1"]
    assert first.organisations is first.organisations
    assert first.organisations["body-2"].type is Type.TRAINING
    assert first.organisations["body-1"].last_seen is None
    assert first.organisations["body-1"].read_on == datetime.date(2026, 11, 22)
    make_file(record(1, name="Another"))
    assert [one.name for one in load(path).organisations.values()] == ["Another"]


@pytest.mark.parametrize(
    ("own_name", "languages", "own_language"),
    [
        ("訪問看護ステーション", ("ja",), "ja"),
        ("Åben Dialog", ("en", "da"), "da"),
        (None, ("da",), ""),
        ("ODIN", ("en",), ""),
        ("Grup de treball", ("es", "ca"), ""),
        ("World Health Organization", (), ""),
    ],
)
def test_the_language_of_an_own_name_is_told_where_it_is_one(
    own_name: str | None, languages: tuple[str, ...], own_language: str
) -> None:
    """A voice reads a name in the one language beside English; of two or none, nobody knows which."""
    assert located(own_name=own_name, languages=languages).own_language == own_language

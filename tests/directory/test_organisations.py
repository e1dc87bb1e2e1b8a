"""Reading the directory: what is valid stays, every problem is named by record and field."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odmap.directory.organisation import COLUMNS
from odmap.directory.organisations import Directory, read

COUNTRIES = {"FI": "Finland", "NO": "Norway"}
Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


def found(directory: Directory) -> set[tuple[str, str]]:
    """Return record and field of every problem."""
    return {(problem.record, problem.field) for problem in directory.problems}


def test_reads_every_valid_record_in_order(make_file: MakeFile, record: Record) -> None:
    """A clean file gives its records in its order, and no problem."""
    directory = read(make_file(record(2), record(1), record(3)), COUNTRIES)
    assert list(directory.frame["id"]) == ["body-2", "body-1", "body-3"]
    assert directory.problems == ()
    assert directory.left_out == 0


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("id", "Not An Id", "small letters"),
        ("id", "", "small letters"),
        ("name", "", "empty"),
        ("summary", "Short.", "too short"),
        ("type", "clinic", "'clinic' is not one of: 'service', 'training'"),
        ("activities", "service;dancing", "'dancing' is not one of"),
        ("activities", "", "empty"),
        ("activities", "service;service", "more than once"),
        ("settings", "school;harbour", "'harbour' is not one of: 'early psychosis', 'children and young people'"),
        ("settings", "school;school", "more than once"),
        ("scope", "galactic", "not one of"),
        ("country", "Finland", "two capital letters"),
        ("country", "XX", "no country of ISO 3166-1"),
        ("parent_wikidata", "314536", "number of an item of Wikidata, such as Q314536"),
        ("parent_wikidata", "https://www.wikidata.org/wiki/Q314536", "such as Q314536"),
        ("parent_ror", "05xg72x27", "write it in full, such as https://ror.org/"),
        ("parent_ror", "https://ror.org/05xg72x28", "its last two digits do not fit"),
        ("founded", "last year", "not a year"),
        ("founded", "1492", "before Open Dialogue began"),
        ("status", "resting", "not one of"),
        ("last_seen", "soon", "not a whole number"),
        ("last_seen", "1066", "too small"),
        ("last_seen", "2999", "later than read_on"),
        ("verification", "maybe", "not one of"),
        ("list", "mine", "not one of"),
        ("source_page_order", "4", "only for them"),
        ("principles", "magic", "not one of"),
        ("languages", "Finnish", "ISO 639-1"),
        ("languages", "fi;xx", "'xx' is no language of ISO 639-1"),
        ("website", "javascript:alert(1)", "not a web address"),
        ("website", "www.example.org", "beginning with https://"),
        ("website", "https://exa mple.org", "not a web address"),
        ("website", "https://[", "not a web address"),
        ("sources", "", "empty"),
        ("sources", "https://example.org/ | data:text/html,x", "not a web address"),
        ("read_on", "22.11.2026", "not a date"),
        ("possible_duplicate_of", "body-1", "itself"),
        ("name", "x" * 201, "too long"),
    ],
)
def test_names_record_and_field(make_file: MakeFile, record: Record, field: str, value: str, says: str) -> None:
    """A mistake in one field is named by its record and field, says what to do, and costs only that record."""
    directory = read(make_file(record(1, **{field: value}), record(2)), COUNTRIES)
    assert [problem.field for problem in directory.problems] == [field]
    problem = directory.problems[0]
    assert problem.record == ("body-1" if field != "id" else value or "line 2")
    assert says in problem.message
    assert list(directory.frame["id"]) == ["body-2"]
    assert directory.left_out == 1


def test_names_every_problem_at_once(make_file: MakeFile, record: Record) -> None:
    """Reading does not stop at the first mistake, neither of a file nor of a record."""
    directory = read(
        make_file(record(1, type="x", status="y"), record(2), record(3, website="javascript:alert(1)")),
        COUNTRIES,
    )
    assert found(directory) == {("body-1", "type"), ("body-1", "status"), ("body-3", "website")}
    assert directory.left_out == 2


def test_a_place_needs_a_country(make_file: MakeFile, record: Record) -> None:
    """A town without a country cannot be placed, and is named."""
    directory = read(make_file(record(1, country="", town="Kemi")), COUNTRIES)
    assert found(directory) == {("body-1", "country")}


def test_an_id_of_a_parent_needs_the_parent(make_file: MakeFile, record: Record) -> None:
    """Ids stand beside the name that they belong to; with it they are read as they are."""
    ids = {"parent_wikidata": "Q314536", "parent_ror": "https://ror.org/05xg72x27"}
    directory = read(make_file(record(1, **ids), record(2, parent="NTNU", **ids)), COUNTRIES)
    assert found(directory) == {("body-1", "parent")}
    assert directory.frame[list(ids)].to_dict("records") == [ids]


def test_a_second_use_of_an_id_is_left_out(make_file: MakeFile, record: Record) -> None:
    """The first record keeps its id; the second is named with its line."""
    directory = read(make_file(record(1), record(2), record(1, name="Another")), COUNTRIES)
    assert found(directory) == {("body-1", "id")}
    assert "line 4" in directory.problems[0].message
    assert list(directory.frame["name"]) == ["Body 1", "Body 2"]


def test_what_a_record_names_must_exist(make_file: MakeFile, record: Record) -> None:
    """A twin that is nowhere in the file is named, but the record itself stays."""
    directory = read(make_file(record(1, possible_duplicate_of="ghost")), COUNTRIES)
    assert found(directory) == {("body-1", "possible_duplicate_of")}
    assert len(directory.frame) == 1


def test_places_of_the_source_page_are_given_once(make_file: MakeFile, record: Record) -> None:
    """Two records cannot both be the fourth of the source page."""
    seed = {"list": "source-page", "source_page_order": "4"}
    directory = read(make_file(record(1, **seed), record(2, **seed)), COUNTRIES)
    assert found(directory) == {("body-2", "source_page_order")}


@pytest.mark.parametrize(("encoding", "line_end"), [("utf-8-sig", "\n"), ("utf-8", "\r\n"), ("utf-8-sig", "\r\n")])
def test_reads_what_spreadsheets_write(make_file: MakeFile, record: Record, encoding: str, line_end: str) -> None:
    """A byte order mark and Windows line ends change nothing, not even in a cell with a line break."""
    path = make_file(record(1, name="Länsi-Pohja\r\nKemi"), encoding=encoding, line_end=line_end)
    directory = read(path, COUNTRIES)
    assert directory.problems == ()
    assert list(directory.frame["name"]) == ["Länsi-Pohja\r\nKemi"]


def test_a_wrong_header_names_each_column(make_file: MakeFile, record: Record) -> None:
    """Missing and unknown columns are all named, with the header as it should be, and nothing is half read."""
    header = ["kind" if column == "type" else column for column in COLUMNS]
    directory = read(make_file(record(1), header=header), COUNTRIES)
    assert found(directory) == {("organisations.csv", "type"), ("organisations.csv", "kind")}
    assert ",".join(COLUMNS) in directory.problems[0].message
    assert directory.left_out == 1
    assert directory.frame.empty


def test_too_few_cells_are_named(make_file: MakeFile, record: Record) -> None:
    """A row with a missing cell is left out and named by id and line; the next one is read."""
    short = dict(list(record(1).items())[:-1])
    directory = read(make_file(short, record(2)), COUNTRIES)
    assert directory.problems[0].record == "body-1"
    assert "line 2" in directory.problems[0].message
    assert list(directory.frame["id"]) == ["body-2"]


def test_a_missing_file_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    """A path that leads nowhere gives an empty directory that names the file."""
    directory = read(tmp_path / "gone.csv", COUNTRIES)
    assert directory.frame.empty
    assert directory.problems[0].record == "gone.csv"
    assert "cannot be read" in directory.problems[0].message


def test_another_encoding_is_named(make_file: MakeFile, record: Record) -> None:
    """A file that is not UTF-8 is named as such instead of being shown with wrong letters."""
    directory = read(make_file(record(1, name="Jyväskylä"), encoding="latin-1"), COUNTRIES)
    assert "UTF-8" in directory.problems[0].message
    assert directory.frame.empty


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b'"unclosed'])
def test_an_empty_file_is_a_problem_not_a_crash(tmp_path: Path, content: bytes) -> None:
    """A file with nothing in it misses its header, and says so."""
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    directory = read(path, COUNTRIES)
    assert directory.frame.empty
    assert directory.problems


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cells=st.lists(st.text(st.characters(codec="utf-8")), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_wild_cells_never_crash_and_are_never_lost(make_file: MakeFile, record: Record, cells: list[str]) -> None:
    """Whatever a row holds, it is read, named as a problem, or blank; the good record beside it always stays."""
    wild = dict(zip(COLUMNS, cells, strict=True))
    directory = read(make_file(wild, record(2)), COUNTRIES)
    assert "body-2" in set(directory.frame["id"])
    blank = not any(cell.strip() for cell in cells)
    assert blank or len(directory.frame) == 2 or directory.problems

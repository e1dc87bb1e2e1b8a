"""Loading what people edit: every file, CSV or TOML, answers in one type, and names its problems in the same way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from odmap.analysis.story import script
from odmap.directory import changelog, confirmed_absences, principles, published_figures, timeline
from odmap.directory.csv_table import read_csv
from odmap.directory.loading import Contents, Found, Loaded, Problem, RecordFormat, validated
from odmap.directory.toml_table import read_toml
from odmap.settings import CHANGES, CONFIRMED_NONE, FIGURES, PRINCIPLES, STORY, TIMELINE


class Tree(BaseModel):
    """A record of its own, which no file of the project holds."""

    model_config = ConfigDict(extra="forbid")

    id: str
    metres: int


TREES = RecordFormat(Tree, called="the trees", key="id", noun="tree")
READERS: dict[str, tuple[Path, Callable[[Path], Loaded[Any]]]] = {
    "changes": (CHANGES, lambda path: changelog.read(path, frozenset())),
    "figures": (FIGURES, published_figures.read),
    "confirmed": (CONFIRMED_NONE, confirmed_absences.read),
    "principles": (PRINCIPLES, principles.read),
    "timeline": (TIMELINE, timeline.read),
    "story": (STORY, script.read),
}


def test_csv_and_toml_answer_alike(tmp_path: Path) -> None:
    """The same records with the same mistakes give the same answer, whichever kind of file they stand in."""
    table, tables = tmp_path / "trees.csv", tmp_path / "trees.toml"
    table.write_text("id,metres\noak,30\nelm,tall\noak,3\n", "utf-8")
    tables.write_text(
        "\n".join(
            f"[[tree]]\nid = '{name}'\nmetres = {tall}" for name, tall in (("oak", 30), ("elm", "'tall'"), ("oak", 3))
        ),
        "utf-8",
    )
    found, same = read_csv(table, TREES), read_toml(tables, TREES)
    assert found.valid == same.valid == {"oak": Tree(id="oak", metres=30)}
    assert (found.left_out, found.size) == (same.left_out, same.size) == (2, 1)
    assert found.problems == (
        Problem("elm", "metres", "'tall' is not a whole number"),
        Problem("oak", "id", "is used again on line 4; each tree needs its own"),
    )
    assert same.problems == (
        Problem("elm", "metres", "'tall' is not a whole number"),
        Problem("oak", "id", "is used again by tree 3; each tree needs its own"),
    )


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"\xff\xfe\x00")], ids=["gone", "noise"])
def test_every_file_answers_in_one_type(tmp_path: Path, name: str, spoil: Callable[[Path], object]) -> None:
    """A file that cannot be read gives no record and one problem, which bears the file's name and says why."""
    source, read = READERS[name]
    copy = tmp_path / source.name
    copy.write_bytes(source.read_bytes())
    spoil(copy)
    found = read(copy)
    assert isinstance(found, Loaded)
    assert (found.valid, found.left_out) == ({}, 0)
    (problem,) = found.problems
    assert (problem.record, problem.field) == (source.name, "")
    assert problem.message.startswith(("cannot be read (No such file", "is not UTF-8", "is no TOML"))


def test_a_check_leaves_out_what_it_faults() -> None:
    """What a check says of a valid record is a problem of that record, which is left out; its name stays free."""
    again = "on line 3"
    contents = Contents(
        [Found("line 2", {"id": "oak", "metres": "0"}, ""), Found("line 3", {"id": "oak", "metres": "9"}, again)]
    )
    found = validated(contents, TREES, lambda tree: () if tree.metres else [("metres", "must be more than nothing")])
    assert found.by_id("oak") == Tree(id="oak", metres=9)
    assert found.problems == (Problem("oak", "metres", "must be more than nothing"),)
    assert found.left_out == 1


def test_what_only_all_records_show_leaves_none_out() -> None:
    """A problem that is added later changes neither the records nor how many were left out."""
    found = Loaded({"oak": Tree(id="oak", metres=30)}, (Problem("elm", "", "is gone"),), 1)
    more = found.with_problems([Problem("trees.csv", "", "has no birch")])
    assert (more.valid, more.left_out) == (found.valid, 1)
    assert [str(problem) for problem in more.problems] == ["elm: is gone", "trees.csv: has no birch"]


def test_what_is_missing_breaks_nothing() -> None:
    """Asking for a record that is not there gives nothing, and no error."""
    assert Loaded[Tree]().by_id("oak") is None
    assert Loaded[Tree]().records == ()

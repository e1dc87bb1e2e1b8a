"""The story's file: every mistake is named, and what is valid is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import Directory
from odmap.analysis.story import script
from odmap.analysis.story.script import NUMBERS, NUMBERS_OF_DECADES, Shows
from odmap.cli.main import main
from odmap.directory import published_figures
from odmap.directory.loading import Problem
from odmap.settings import DATA, FIGURES, STORY

Write = Callable[[str], Path]

STEP = """
[[step]]
id = "began"
title = "It began in the north"
words = "Once, long ago, in the north of Finland, people began to talk."
source = "directory"
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a story file."""

    def to(text: str) -> Path:
        path = tmp_path / "story.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return to


def problems(path: Path) -> list[str]:
    """Return what is wrong, as an editor reads it."""
    return [str(problem) for problem in script.read(path).problems]


def test_the_projects_story_is_right(directory: Directory) -> None:
    """The project's own story has about eight steps, no mistake, and nothing that its directory lacks."""
    found = script.load()
    assert found.problems == ()
    assert 7 <= len(found.records) <= 9
    assert list(script.against(found.records, directory.frame, published_figures.load(FIGURES))) == []


def test_the_story_tells_what_it_has_to() -> None:
    """It tells beginning, spread, kinds, Europe, sureness, counts, principles, gaps and how to take part, in order."""
    shown = [step.shows for step in script.load().records]
    assert shown == [
        Shows.FIGURE,
        Shows.DECADES,
        Shows.TYPES,
        Shows.FIGURE,
        Shows.SURENESS,
        Shows.COMPARE,
        Shows.PRINCIPLES,
        Shows.GAPS,
        Shows.POINTS,
    ]


def test_a_step_has_what_can_be_left_out(write: Write) -> None:
    """Without figure, points, position and selection a step is valid and shows all organisations."""
    found = script.read(write(STEP))
    assert found.problems == ()
    (step,) = found.records
    assert (step.figure, step.points, step.position, step.selection) == ("", (), None, {})
    assert step.shows is Shows.FIGURE


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ('title = "Now {many}"', "began, title: {many} is no number; use one of organisations, countries"),
        ('title = "Now {teams:x}"', "began, title: {teams:x} cannot be read; write {teams} or {teams:n}"),
        ('title = "Now {teams!r}"', "began, title: {teams:!r} cannot be read"),
        ('title = "Now {teams.real}"', "began, title: {teams.real} is no number"),
        ('title = "Now { teams"', "began, title: a brace { or } stands alone"),
        ('title = "Now {decade}"', "began, title: {decade} is no number"),
        ('title = "' + "x" * 61 + '"', "began, title: "),
        ('words = "Short."', "began, words: 'Short.' is empty or too short"),
        ('figure = "1984"', "began, figure_means: is empty; a figure needs words"),
        ('shows = "slides"', "began, shows: 'slides' is not one of:"),
        ('shows = "points"', 'began, points: are for a step with shows = "points"'),
        ('points = ["Come along."]', 'began, points: are for a step with shows = "points"'),
        ('source = "hearsay"', "began, source: 'hearsay' is no source; write directory"),
        ('source = "javascript:alert(1)"', "began, source: 'javascript:alert(1)' is no source"),
        (
            'selection = { colour = ["red"] }',
            "began, selection: 'colour' is no filter; use one of activity, region, country",
        ),
        ("position = { latitude = 95, longitude = 0, zoom = 2 }", "began, position: "),
        ("position = { latitude = 60, longitude = 0 }", "began, position: is missing"),
        ('until = "long ago"', "began, until: 'long ago' is not a year (2014) or a decade (1980s)"),
        ('colour = "red"', "began, colour: "),
        ('id = "Began!"', "Began!, id: 'Began!' must be small letters"),
    ],
)
def test_a_mistake_is_named_by_step_and_field(write: Write, change: str, message: str) -> None:
    """Each mistake is named by its step and field, with what to do, and leaves only its step out."""
    name = change.split(" ")[0]
    lines = [line for line in STEP.splitlines() if not line.startswith(f"{name} ")]
    other = STEP.replace('"began"', '"other"')
    path = write("\n".join([*lines, change]) + other)
    found = problems(path)
    assert len(found) == 1
    assert found[0].startswith(message)
    assert [step.id for step in script.read(path).records] == ["other"]


def test_an_id_is_used_once(write: Write) -> None:
    """A second step with the same id is left out and named."""
    assert problems(write(STEP + STEP)) == ["began, id: is used again by step 2; each step needs its own"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "story.toml, step: there is none; begin each with [[step]]"),
        ("step = 3", "story.toml, step: there is none"),
        ("[[step]\n", "story.toml: is no TOML: "),
        ('words = "x"' + STEP, "story.toml, words: is not known here"),
        ("step = [3]", "step 1: "),
    ],
)
def test_a_file_that_is_no_story_says_so(write: Write, text: str, message: str) -> None:
    """What is no story at all gives one problem in words, never a fault."""
    found = problems(write(text))
    assert found
    assert found[0].startswith(message)


def test_a_missing_file_and_other_letters(tmp_path: Path) -> None:
    """A file that is not there, or is not UTF-8, gives one problem."""
    assert problems(tmp_path / "none.toml")[0].startswith("none.toml: cannot be read")
    other = tmp_path / "latin.toml"
    other.write_bytes('title = "Zürich"'.encode("latin-1"))
    assert problems(other)[0].startswith("latin.toml: is no TOML")


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever stands in the file, reading ends with steps or with problems."""
    path = tmp_path_factory.mktemp("story") / "story.toml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    found = script.read(path)
    assert found.records or found.problems


def test_what_the_directory_lacks_is_named(write: Write, directory: Directory) -> None:
    """Filters that nothing has, and sources that are no figure or organisation, are named beside the directory."""
    path = write(
        STEP.replace("directory", "figure:nobody-counted")
        + 'selection = { country = ["ZZ"] }'
        + STEP.replace('"began"', '"other"').replace("directory", "organisation:nobody")
    )
    found = list(script.against(script.read(path).records, directory.frame, published_figures.load(FIGURES)))
    assert found == [
        Problem("began", "selection", "no organisation has 'ZZ' as its country"),
        Problem("began", "source", "'nobody-counted' is the id of no valid figure; see figures.csv"),
        Problem("other", "source", "'nobody' is the id of no valid organisation; see organisations.csv"),
    ]


def test_check_looks_at_the_story(
    monkeypatch: pytest.MonkeyPatch, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """``odmap check`` names the story's mistakes and ends with status 1; without any it says nothing of it."""
    assert main(["check"]) == 0
    assert "story" not in capsys.readouterr().out
    monkeypatch.setattr("odmap.cli.check.STORY", write(STEP.replace("It began", "{it} began")))
    assert main(["check"]) == 1
    output = capsys.readouterr()
    assert "story.toml, began, title: {it} is no number" in output.out
    assert "story.toml: 1 problem; 0 steps valid, 1 left out" in output.err


def test_the_dictionary_explains_every_number_and_field() -> None:
    """data/README.md explains each number that may stand in braces, each thing a step shows, and each field."""
    text = (DATA / "README.md").read_text(encoding="utf-8")
    for name in (*NUMBERS, *NUMBERS_OF_DECADES, *(term.value for term in Shows), *script.Step.model_fields):
        assert f"`{name}`" in text, name
    assert STORY.name in text

"""How countries are coloured by a measure, and what each says in words."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from odmap import load
from odmap.analysis.gaps.choropleth import MEASURES, Shading, shading
from odmap.analysis.gaps.summary import Rule, State, coverage, distance_to_nearest
from odmap.directory.organisation import Type
from odmap.graphics.palette import MODES, variables

Record = Callable[..., dict[str, str]]
MakeFile = Callable[..., Path]


@pytest.fixture
def small(make_file: MakeFile, record: Record) -> pd.DataFrame:
    """Return three organisations in Finland, one that has ended in Sweden, and one without a base."""
    return load(
        make_file(
            *(record(number, country="FI", town="Helsinki") for number in (1, 2, 3)),
            record(4, country="SE", status="ended"),
            record(5, country=""),
        )
    ).frame


def shaded(frame: pd.DataFrame, name: str) -> Shading:
    """Colour the world by a measure."""
    distance = distance_to_nearest(frame, tuple(Type), Rule.VERIFIED)
    return shading(coverage(frame), distance, name)


def colour(found: Shading, code: str) -> str:
    """Return the colour of a country."""
    return found.classes[found.of[code][0]]


def test_states_have_colours_of_their_own(small: pd.DataFrame) -> None:
    """Listed, unsure and not listed are never the same, whatever is measured; not listed is hatched."""
    for name in ("state", "listed", "rate"):
        found = shaded(small, name)
        assert colour(found, "SE") == "unsure"
        assert colour(found, "NG") == colour(found, "NO") == "hatch"
        assert colour(found, "FI").startswith("shade-")


def test_steps(small: pd.DataFrame) -> None:
    """The number decides the step: three organisations, 5.4 of them in 10 million people, none of them far."""
    assert colour(shaded(small, "listed"), "FI") == "shade-2"
    assert colour(shaded(small, "rate"), "FI") == "shade-3"
    near = shaded(small, "distance")
    assert colour(near, "FI") == "shade-4"
    assert colour(near, "EE") == "shade-3"
    assert colour(near, "NZ") == "shade-1"


def test_words_say_the_state(small: pd.DataFrame) -> None:
    """What a country says holds its state, its numbers and its people, and never “none”."""
    found = shaded(small, "state")
    assert found.of["FI"][1].startswith("Finland: 3 organisations listed, 5.")
    assert found.of["SE"][1].startswith(
        "Sweden: listed, but ended or not confirmed (1 organisation). The nearest that counts"
    )
    assert found.of["NG"][1].startswith("Nigeria: not listed. The nearest that counts is about ")
    assert not [words for _, words in found.of.values() if " none" in words or "0 organisations" in words]


@pytest.mark.parametrize("name", [*MEASURES, "banana", ""])
def test_every_country_has_a_class_and_the_legend_names_it(frame: pd.DataFrame, name: str) -> None:
    """All countries are coloured, every colour in use stands in the legend and in both palettes."""
    found = shaded(frame, name)
    assert len(found.of) == 250
    used = {colour(found, code) for code in found.of}
    assert used <= {key for key, _ in found.legend}
    assert "hatch" in {key for key, _ in found.legend}
    for mode in MODES:
        assert {f"od-{key}" for key in used - {"hatch"}} <= set(variables(mode))


def test_words_name_the_type_that_is_measured(small: pd.DataFrame) -> None:
    """With a type chosen, a country says of what it has nothing listed."""
    training = (Type.TRAINING,)
    distance = distance_to_nearest(small, training, Rule.VERIFIED)
    found = shading(coverage(small, training), distance, "state", training)
    assert found.of["FI"][1].startswith("Finland, training: not listed.")


def test_an_empty_directory_is_hatched_all_over(small: pd.DataFrame) -> None:
    """With nothing listed, every country is unknown, and no distance can be measured."""
    for name in MEASURES:
        found = shaded(small.head(0), name)
        assert {colour(found, code) for code in found.of} == {"hatch"}
    assert State.NOT_LISTED.label.lower() in found.of["FI"][1]

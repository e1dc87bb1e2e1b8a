"""The colours of odmap, read from the theme that Streamlit draws with, so that map and page cannot differ."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from odmap.directory.organisation import Type
from odmap.settings import THEME

Mode = Literal["light", "dark"]
MODES: tuple[Mode, ...] = ("light", "dark")

# What only a map needs. Sea and land stay quiet: the organisations are what is to be seen.
_MAP: Mapping[Mode, Mapping[str, str]] = {
    "light": {
        "sea": "#c0d7dd",
        "land": "#f7f1e6",
        "border": "#bfb196",
        "label": "#5f5747",
        "on-type": "#ffffff",
        "unsure": "#e6c48f",
        "none": "#8d8577",
    },
    "dark": {
        "sea": "#10171b",
        "land": "#29343a",
        "border": "#46545b",
        "label": "#a9b3b3",
        "on-type": "#12191d",
        "unsure": "#80622f",
        "none": "#9aa0a0",
    },
}


_STEPS = {1: 0.28, 2: 0.48, 3: 0.7, 4: 1.0}
"""How far each step of a measure lies between the colour of land and the accent."""


@cache
def theme(mode: Mode, path: Path = THEME) -> Mapping[str, Any]:
    """Return the theme's settings for light or dark, names as in ``.streamlit/config.toml``."""
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))["theme"][mode])


def type_colours(mode: Mode) -> dict[Type, str]:
    """Return the colour of each type of organisation as ``#rrggbb``, in the legend's order."""
    return dict(zip(Type, theme(mode)["chartCategoricalColors"], strict=True))


def variables(mode: Mode) -> dict[str, str]:
    """Return every colour as a CSS variable without its two leading hyphens: ``od-land``, ``od-service``..."""
    settings = theme(mode)
    page = {
        "paper": settings["backgroundColor"],
        "panel": settings["secondaryBackgroundColor"],
        "side": settings["sidebar"]["backgroundColor"],
        "ink": settings["textColor"],
        "accent": settings["primaryColor"],
        "link": settings["linkColor"],
        "line": settings["borderColor"],
    }
    page |= {f"shade-{step}": mixed(_MAP[mode]["land"], page["accent"], share) for step, share in _STEPS.items()}
    types = {kind.value: colour for kind, colour in type_colours(mode).items()}
    return {f"od-{name}": colour for name, colour in {**page, **_MAP[mode], **types}.items()}


def mixed(one: str, other: str, share: float) -> str:
    """Return the colour at a share of the way from one ``#rrggbb`` to another, as ``#rrggbb``."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def css(mode: Mode) -> str:
    """Return the colours as CSS declarations, to stand inside a rule."""
    return "".join(f"--{name}:{colour};" for name, colour in variables(mode).items())

"""The colours of odmap, read from the theme that Streamlit draws with, so that map and page cannot differ."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from odmap.organisation import Type
from odmap.paths import THEME

Mode = Literal["light", "dark"]
MODES: tuple[Mode, ...] = ("light", "dark")

# What only a map needs. Sea and land stay quiet: the organisations are what is to be seen.
_MAP: Mapping[Mode, Mapping[str, str]] = {
    "light": {
        "sea": "#dde8ea",
        "land": "#f7f1e6",
        "border": "#c9bda6",
        "label": "#6b6252",
        "on-type": "#ffffff",
    },
    "dark": {
        "sea": "#10171b",
        "land": "#29343a",
        "border": "#46545b",
        "label": "#a9b3b3",
        "on-type": "#12191d",
    },
}


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
        "ink": settings["textColor"],
        "accent": settings["primaryColor"],
        "link": settings["linkColor"],
        "line": settings["borderColor"],
    }
    types = {kind.value: colour for kind, colour in type_colours(mode).items()}
    return {f"od-{name}": colour for name, colour in {**page, **_MAP[mode], **types}.items()}


def css(mode: Mode) -> str:
    """Return the colours as CSS declarations, to stand inside a rule."""
    return "".join(f"--{name}:{colour};" for name, colour in variables(mode).items())

"""What the documents promise is there, and what is there is documented."""

import inspect
import re
from pathlib import Path

import pandas as pd
import pytest

import odmap
from odmap.directory.organisation import COLUMNS
from odmap.settings import ROOT

HOSTING = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
PYTHON = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTING = re.compile(r"\bODMAP_[A-Z_]+\b")


def test_every_setting_is_documented_and_each_documented_one_exists() -> None:
    """The table of settings names exactly the environment variables that the program reads."""
    sources = [ROOT / "app.py", *(ROOT / "src" / "odmap").rglob("*.py")]
    read = {name for path in sources for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    table = [line for line in HOSTING.splitlines() if line.startswith("| `")]
    assert read == {name for line in table for name in SETTING.findall(line)}


@pytest.mark.parametrize("document", sorted(path.name for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]))
def test_links_inside_the_project_lead_somewhere(document: str) -> None:
    """A link to another file of the project names one that is there."""
    path = next(path for path in (ROOT / document, ROOT / "docs" / document) if path.exists())
    links = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in inside if not (path.parent / link).exists()] == []


def test_the_python_that_is_shown_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example for notebooks does what it says; the map that it saves is there."""
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", PYTHON + README, re.DOTALL)
    assert len(blocks) == 3
    notebook: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), notebook)  # noqa: S102 - our own documents
    assert [path.name for path in tmp_path.iterdir()] == ["nordic.html"]


def test_the_columns_and_arguments_for_notebooks_are_documented(frame: pd.DataFrame) -> None:
    """The page on Python names every column that locating adds, and every argument of the map."""
    table = [line.split("|")[1] for line in PYTHON.split("| column |")[1].splitlines() if line.startswith("| `")]
    assert {name for cell in table for name in re.findall(r"`(\w+)`", cell)} == set(frame.columns) - set(COLUMNS)
    for name in inspect.signature(odmap.folium_map).parameters:
        assert f"`{name}`" in PYTHON

"""What the documents promise is there, and what is there is documented."""

import re

import pytest

from odmap.settings import ROOT

HOSTING = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
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

"""What the tests share: the real directory, small directories of their own, and hostile text."""

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from odmap import Directory, load
from odmap.directory.known_places import open_gazetteer
from odmap.directory.organisation import COLUMNS
from odmap.geography.gazetteer import Gazetteer

os.environ["ODMAP_SETTLING"] = "0"  # an edit is taken at once, so that no test waits for it

settings.register_profile("odmap", deadline=None)  # how long an example takes depends on what else the machine does
settings.load_profile("odmap")

HOSTILE = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "`${document.title='owned'}` \\`",
    "'; document.title='owned'; \"",
    "{{ 7 * 7 }} {% raw %} [link](javascript:alert(1)) **bold** :material/home: $x^2$",
    "دياالوج مفتوح \u202eevil\u202c",
)
"""Texts that would run, or look like something else, where text is not shown as text."""

MakeFile = Callable[..., Path]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser last: it is slow, and keeps an event loop of its own running until the end."""
    items.sort(key=lambda item: "browser" in item.path.parts)


MAIN_ACTIVITY = {
    **{kind: kind for kind in ("service", "training", "research", "network")},
    "programme": "pilot",
    "institution": "funding",
}
"""What a record of each type does, if nothing else is said."""


def record(number: int = 1, **changes: str) -> dict[str, str]:
    """Return the cells of a valid record, with changes; by itself it does only what its type says."""
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {
        "id": f"body-{number}",
        "name": f"Body {number}",
        "summary": "A team that meets people in a crisis together with those close to them.",
        "type": "service",
        "activities": MAIN_ACTIVITY.get(changes.get("type", ""), "service"),
        "scope": "local",
        "country": "FI",
        "status": "active",
        "last_seen": "2025",
        "verification": "verified",
        "list": "research",
        "sources": "https://example.org/",
        "read_on": "2026-11-22",
    }
    return cells | changes


@pytest.fixture(name="record")
def _record() -> Callable[..., dict[str, str]]:
    return record


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    """Write a directory file from records, the way an editor's spreadsheet would."""

    def write(
        *records: Mapping[str, str],
        header: Iterable[str] = COLUMNS,
        encoding: str = "utf-8",
        line_end: str = "\n",
        name: str = "organisations.csv",
    ) -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as stream:
            writer = csv.writer(stream, lineterminator=line_end)
            writer.writerow(header)
            writer.writerows([cells.values() for cells in records])
        return path

    return write


@pytest.fixture(scope="session")
def directory() -> Directory:
    """Return the project's own directory, located."""
    return load()


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    """Give one gazetteer for all tests."""
    with open_gazetteer() as found:
        yield found


@pytest.fixture
def frame(directory: Directory) -> pd.DataFrame:
    """Return the table of the project's own directory."""
    return directory.frame


@pytest.fixture
def hostile_file(make_file: MakeFile) -> Path:
    """Return a directory whose every text field holds hostile text."""
    return make_file(
        *(
            record(
                number,
                name=text,
                own_name=text,
                summary=f"{text} and some words more",
                town="" if number == len(HOSTILE) else text,
                region="" if number == len(HOSTILE) else text,
                parent=text,
                status_note=text,
                note=text,
                country="" if number == len(HOSTILE) else "FI",
            )
            for number, text in enumerate(HOSTILE, start=1)
        )
    )


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> str:
    """Return one hostile text after the other."""
    return str(request.param)

"""Files that are missing or damaged: the start says so in a line, what needs them says so in words, the rest works."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from odmap.settings import DATA, ROOT
from tests.counted import TOTAL

GAZETTEER, BASE_MAP, OVERVIEW, REGIONS, LAND_TILES, COUNTRIES = (
    f"derived/{name}"
    for name in (
        *("gazetteer.sqlite", "world.topo.json", "overview.topo.json", "regions.topo.json", "land-tiles.tsv"),
        "countries.csv",
    )
)
EDITED = (
    "organisations.csv",
    *("changes.csv", "figures.csv", "confirmed-none.csv", "principles.toml", "timeline.csv", "story.toml"),
)
EVERY = (GAZETTEER, BASE_MAP, OVERVIEW, REGIONS, LAND_TILES, COUNTRIES, *EDITED)
FINE = {"/print/brief/XX": 404}
"""What is refused where nothing is wrong."""

TAKE_ALONG = ("/api/presenter.html?country=LV", "/api/presenter.html?begin=MX")
TILES = ("/assets/tile/4/8/5.json",)
LAND = ("/api/map.svg", "/api/map.png", "/assets/place/light/dialogue-first.svg", f"/assets/{Path(BASE_MAP).name}")


def missing(path: Path) -> None:
    """Take a file away."""
    path.unlink()


def cut(path: Path) -> None:
    """Leave the first half of a file; of one with records, up to the middle of the next one's id."""
    content = path.read_bytes()
    half = len(content) // 2
    path.write_bytes(content[: content.index(b"\n", half) + 12 if path.suffix == ".csv" else half])


def empty(path: Path) -> None:
    """Leave nothing in a file."""
    path.write_bytes(b"")


def noise(path: Path) -> None:
    """Fill a file with what is in none of its kind."""
    path.write_bytes(bytes(range(255, -1, -1)) * 100)


def folder(path: Path) -> None:
    """Put something in the place of a file that cannot be read at all, as without permission."""
    path.unlink()
    path.mkdir()


NEAR_A_PLACE = "/print/near?place=Lyon"


class Case(NamedTuple):
    """One way in which files are broken, and what follows.

    Attributes:
        files: which.
        spoil: how.
        refused: addresses that answer 503.
        words: what stands on pages: part of a page's name to words.
        health: the beginning of what a monitor reads.
    """

    files: tuple[str, ...]
    spoil: Callable[[Path], None]
    refused: tuple[str, ...]
    words: Mapping[str, str]
    health: str


CASES = {
    "no gazetteer": Case(
        (GAZETTEER,),
        missing,
        (*TILES, NEAR_A_PLACE),
        {
            "map {}": "organisations appear in the middle of their countries",
            "Nairobi": "a file on this server, gazetteer.sqlite, is missing",
        },
        f"degraded: gazetteer.sqlite is missing; {TOTAL}",
    ),
    "half of the gazetteer": Case(
        (GAZETTEER,),
        cut,
        (*TILES, NEAR_A_PLACE),
        {"directory {}": "gazetteer.sqlite, is damaged"},
        "degraded: gazetteer.sqlite is damaged",
    ),
    "half of the fine outline": Case(
        (LAND_TILES,),
        cut,
        ("/assets/land/32/21.json",),
        {"map {}": "The map has a coarser outline when looked at from near"},
        f"degraded: land-tiles.tsv is damaged; {TOTAL}",
    ),
    "half of the regions": Case(
        (REGIONS,),
        cut,
        TILES,
        {"map {}": "The map names neither towns nor regions"},
        f"degraded: regions.topo.json is damaged; {TOTAL}",
    ),
    "half of the base map": Case(
        (BASE_MAP,),
        cut,
        (*LAND, *TAKE_ALONG, "/api/presenter.pdf?country=LV"),
        {"map {'organisation'": "Maps in files and profiles cannot be drawn"},
        f"degraded: world.topo.json is damaged; {TOTAL}",
    ),
    "no overview": Case(
        (OVERVIEW,),
        noise,
        (*TAKE_ALONG, f"/assets/{Path(OVERVIEW).name}"),
        {"map {}": "The map starts with the detailed outline"},
        f"degraded: overview.topo.json is damaged; {TOTAL}",
    ),
    "no countries": Case(
        (COUNTRIES,),
        missing,
        ("/api/charts/regions.csv", *TAKE_ALONG, "/print/brief/FI", "/print/brief/XX"),
        {
            "gaps {}": "This cannot be shown at the moment because a file on this server, countries.csv, is missing",
            "present": "This cannot be shown at the moment",
            "ecosystem": "The count, audited",
        },
        f"degraded: countries.csv is missing; {TOTAL}",
    ),
    "half of the directory": Case(
        ("organisations.csv",),
        cut,
        (),
        {"map {}": "There is a fault in the directory file: it ends in the middle of a record."},
        "degraded: organisations.csv ends in the middle of a record",
    ),
    "no other file that people edit": Case(
        EDITED[1:],
        missing,
        ("/api/changes.atom?country=FI",),
        {
            "principles": "The text of the seven principles cannot be read at the moment",
            "present": "Mexico: nothing is listed",
            "about": "There is a fault in the story: it cannot be read",
        },
        "degraded: changes.csv cannot be read",
    ),
    "nothing but noise": Case(
        EVERY,
        noise,
        ("/api/organisations.csv", "/api/map.svg", "/print/worklist", "/healthz"),
        {"map {}": "There is a fault in the directory file: it is not UTF-8"},
        "nothing to show: organisations.csv is not UTF-8",
    ),
    "nothing but folders": Case(
        EVERY,
        folder,
        ("/api/organisations.json", "/api/changes.atom?country=FI", "/healthz"),
        {"about": "What it does not claim"},
        "nothing to show: organisations.csv cannot be read (Is a directory)",
    ),
}


class Walk(NamedTuple):
    """What was met on a walk through the app."""

    case: Case
    pages: Mapping[str, Mapping[str, Any]]
    answers: Mapping[str, tuple[int, str]]
    health: str
    log: list[str]
    data: Path


@pytest.fixture(scope="module", params=CASES)
def walk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Walk through the app with copies of the data of which some are broken."""
    case = CASES[request.param]
    data = tmp_path_factory.mktemp("walk") / "data"
    shutil.copytree(DATA, data)
    for name in case.files:
        case.spoil(data / name)
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "walk.py")],
        env={**os.environ, "ODMAP_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    met = json.loads(done.stdout)
    log = [line for line in done.stderr.splitlines() if "ScriptRunContext" not in line]
    return Walk(case, met["pages"], met["answers"], met["health"], log, data)


def test_no_page_falls_over(walk: Walk) -> None:
    """Every page is drawn, with its filters and its end, and says in words what it cannot show."""
    for name, page in walk.pages.items():
        assert page["exceptions"] == [], name
        assert "od-footer" in page["text"], name
    for part, words in walk.case.words.items():
        assert any(words in page["text"] for name, page in walk.pages.items() if part in name), part


def test_no_answer_is_a_fault_of_the_program(walk: Walk) -> None:
    """What needs a broken file is answered with 503 and words, all else as ever."""
    for address, (status, words) in walk.answers.items():
        assert status in (200, 400, 404, 503), address
        assert "Traceback" not in words
        assert str(walk.data) not in words
        if status == 503 and not address.startswith("/healthz"):
            assert "at the moment" in words, address
    refused = {address: status for address, (status, _) in walk.answers.items() if status >= 400}
    assert {address for address, status in refused.items() if status == 503} >= set(walk.case.refused)
    if "organisations.csv" not in walk.case.files:
        assert refused == {**FINE, **dict.fromkeys(walk.case.refused, 503)}


def test_a_monitor_is_told(walk: Walk) -> None:
    """Health names what is wrong, without the folders of the machine."""
    assert walk.health.startswith(walk.case.health)
    assert str(walk.data) not in walk.health


def test_the_start_says_a_line_for_each(walk: Walk) -> None:
    """The log of the start has one line for each broken file, and no traceback."""
    for name in walk.case.files:
        assert [line.startswith(Path(name).name) for line in walk.log].count(True) == 1, (name, walk.log)
    assert not any("Traceback" in line for line in walk.log)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["check"], 1, "countries.csv is missing. It is built by `make countries`. Gaps, briefs"),
        (["brief", "FI"], 1, "odmap brief: countries.csv is missing. It is built by `make countries`."),
        (["locate", "Kemi, Finland"], 0, '"country": "FI"'),
    ],
)
def test_commands_say_it_in_a_line(tmp_path: Path, arguments: list[str], status: int, words: str) -> None:
    """On the command line, too: a line instead of a traceback, and all that does not need the file works."""
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "data" / COUNTRIES).unlink()
    done = subprocess.run(
        [sys.executable, "-m", "odmap.cli.main", *arguments],
        env={**os.environ, "ODMAP_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == status, done.stderr
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr

"""The wheel: built from the source distribution, installed where no checkout is to be seen, and used in any folder."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from odmap.settings import ROOT, STATIC
from tests.browser.conftest import started

MakeFile = Callable[..., Path]
Record = Callable[..., dict[str, str]]

SOURCES = ("LICENSE", "README.md", "app.py", "pyproject.toml", "setup.py", ".streamlit", "data", "pages", "src")
WRITTEN_BY_MACHINES = shutil.ignore_patterns("__pycache__", "*.egg-info")
UV = (str(Path(sys.executable).with_name("uv")), "--offline", "--quiet", "--no-config")


class Installed(NamedTuple):
    """An installation of its own: its program, its Python, and the wheel it came from."""

    program: Path
    python: Path
    wheel: Path

    def environment(self, folder: Path) -> dict[str, str]:
        """Return the variables of a user who has nothing but this installation."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("ODMAP_", "PYTHON"))}
        return {**ours, "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        """Run a command in a folder."""
        command = [str(self.program), *arguments]
        return subprocess.run(command, cwd=folder, env=self.environment(folder), capture_output=True, check=False)

    def files(self) -> set[Path]:
        """Return every file of the installed package."""
        return {path for path in self.package.rglob("*") if path.is_file()}

    @property
    def package(self) -> Path:
        """The folder of the installed package."""
        return next(self.python.parents[1].glob("lib/python*/site-packages/odmap"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel from a copy of the sources, and install it beside the packages it needs, without the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    sources = folder / "sources"
    sources.mkdir()
    for name in SOURCES:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, sources / name, ignore=WRITTEN_BY_MACHINES)
        else:
            shutil.copy(path, sources)
    # uv builds the source distribution first, and the wheel from that.
    subprocess.run(
        [*UV, "build", "--no-build-isolation", "--python", sys.executable, "--out-dir", folder, sources], check=True
    )
    wheel = next(folder.glob("*.whl"))
    shutil.rmtree(sources)
    venv.create(folder / "own", symlinks=True)
    python = folder / "own" / "bin" / "python"
    subprocess.run([*UV, "pip", "install", "--no-deps", "--python", python, wheel], check=True)
    own = Installed(python.with_name("odmap"), python, wheel)
    # The packages that odmap needs are those of the tests; a path in a .pth file brings no .pth file of its own.
    (own.package.parent / "others.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return own


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder, somewhere."""
    path = tmp_path / "somewhere"
    path.mkdir()
    return path


@pytest.fixture(autouse=True)
def _nothing_is_written_beside_the_program(installed: Installed) -> Iterator[None]:
    """What a package manager installed may be read-only: nothing changes there."""
    before = installed.files()
    yield
    assert installed.files() == before


def test_it_holds_what_it_needs_and_no_more(installed: Installed) -> None:
    """The wheel holds what a checkout's folders hold, but no test and no script that comes bundled; it is typed."""
    with zipfile.ZipFile(installed.wheel) as packed:
        names = set(packed.namelist())
    for folder in ("data", "data/derived", "pages", ".streamlit"):
        wanted = {f"odmap/bundled/{folder}/{path.name}" for path in (ROOT / folder).glob("*.*") if path.is_file()}
        assert wanted <= names
    assert {"odmap/bundled/app.py", "odmap/py.typed"} <= names
    package = ROOT / "src" / "odmap"
    bundled = {path.parent for path in STATIC.glob("*/main.js")} | {STATIC / "shared"}
    files = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    kept = {path for path in files if path.parent not in bundled}
    assert {f"odmap/{path.relative_to(package).as_posix()}" for path in kept} <= names
    assert not [name for name in names if "test" in name]
    assert installed.wheel.stat().st_size < 8_000_000


def test_the_checkout_is_not_to_be_seen(installed: Installed, folder: Path) -> None:
    """What is tested here is what was installed."""
    code = "import odmap, odmap.settings as s; print(odmap.__file__, s.ROOT, s.DATA, s.PAGES, s.THEME, sep='\\n')"
    command = [str(installed.python), "-c", code]
    out = subprocess.run(command, cwd=folder, env=installed.environment(folder), capture_output=True, check=True).stdout
    for line in out.decode().splitlines():
        assert Path(line).is_relative_to(installed.package)
        assert Path(line).exists()


def test_a_type_checker_sees_the_package(installed: Installed, folder: Path) -> None:
    """Whoever uses odmap in typed code is told of a wrong argument and a misspelt name, and gets the right types."""
    (folder / "own.py").write_text(
        "import odmap\nreveal_type(odmap.load('x').frame)\nodmap.folium_map(mode='sepia')\nodmap.lode\n", "utf-8"
    )
    mypy = [sys.executable, "-m", "mypy", "--follow-imports=silent", "--python-executable", str(installed.python)]
    environment = installed.environment(folder)
    command = [*mypy, "--cache-dir", str(folder / "cache"), "own.py"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    said = [line.partition(": ")[2] for line in done.stdout.splitlines()]
    assert said[0] == 'note: Revealed type is "pandas.core.frame.DataFrame"', done
    assert [line.rpartition("[")[2] for line in said[1:3]] == ["arg-type]", "attr-defined]"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--version"], r"odmap \d+\.\d+\.\d+\n"),
        (["check"], r"organisations\.csv: \d+ organisations, no problem\n"),
        (["locate", "Kemi, Finland"], r'\{"query": "Kemi, Finland", "name": "Kemi"'),
        (["brief", "NO"], r"<!doctype html>"),
        (["brief", "NO", "--format", "pdf"], r"%PDF-"),
        (["export", "csv", "--country", "LV"], r"\ufeffid,name,"),
        (["export", "json", "--country", "LV"], r"\{"),
        (["export", "svg", "--country", "LV"], r"<svg "),
        (["export", "svg", "--country", "LV", "--chart", "types"], r"<svg "),
        (["export", "html", "--country", "LV"], r"<!doctype html>"),
        (["export", "pptx", "--country", "LV"], r"PK"),
    ],
)
def test_every_command_works_in_any_folder(installed: Installed, folder: Path, arguments: list[str], said: str) -> None:
    """Each command finds the data that came with it, from a folder where there is nothing."""
    done = installed.run(folder, *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    assert re.match(said, done.stdout.decode(errors="replace"))


def test_a_directory_of_ones_own(installed: Installed, folder: Path, make_file: MakeFile, record: Record) -> None:
    """Each command reads the file that ``--directory`` names, from the folder it is called in."""
    make_file(record(1, name="Our own team", town="Kemi"), record(2, country="XX")).rename(folder / "own.csv")
    done = installed.run(folder, "check", "--directory", "own.csv")
    assert done.returncode == 1
    assert done.stdout.startswith(b"body-2, country: ")
    assert b'"query": "Kemi, Finland"' in installed.run(folder, "locate", "--directory", "own.csv").stdout
    assert b"Our own team" in installed.run(folder, "brief", "FI", "--directory", "own.csv").stdout
    exported = installed.run(folder, "export", "json", "--directory", "own.csv").stdout
    assert [one["name"] for one in json.loads(exported)["organisations"]] == ["Our own team"]


def read(address: str) -> str:
    """Return what an address of ours answers."""
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address
        text: str = answer.read().decode()
        return text


def test_it_serves_from_any_folder(installed: Installed, folder: Path) -> None:
    """First page, data, and the files that the page names are all there, with the theme that came along."""
    environment = installed.environment(folder) | {"PYTHONPATH": ""}
    with started([str(installed.program)], folder, environment) as server:
        assert 'href="./api/organisations.csv"' in read(f"{server.address}/")
        assert len(json.loads(read(f"{server.address}/api/organisations.json"))["organisations"]) > 100
        for name in ("page.css", "page.js", "map.js", "world.topo.json", "organisations.json"):
            assert len(read(f"{server.address}/assets/{name}")) > 1000
        assert read(f"{server.address}/healthz").startswith("ok: ")
        assert "<svg" in read(f"{server.address}/api/map.svg?country=LV"), "made by a process of its own"
    assert list(folder.iterdir()) == []


def test_it_serves_files_of_ones_own(installed: Installed, folder: Path, make_file: MakeFile, record: Record) -> None:
    """A directory and a folder of data are found as they are named from where the server is started."""
    make_file(record(1, name="Our own team")).rename(folder / "own.csv")
    shutil.copytree(ROOT / "data", folder / "own-data")
    environment = installed.environment(folder) | {"PYTHONPATH": "", "ODMAP_DATA": "own-data"}
    arguments = ["--directory", "own.csv"]
    with started([str(installed.program)], folder, environment, arguments=arguments) as server:
        found = json.loads(read(f"{server.address}/api/organisations.json"))["organisations"]
        assert "Finland 1" in read(f"{server.address}/api/map.svg"), "made by a process of its own"
    assert [one["name"] for one in found] == ["Our own team"]

"""The browser's scripts: their own tests pass, and the committed bundles are what their modules say."""

import re
import subprocess
from pathlib import Path

import pytest
from scripts.npm import NODE, environment

from odmap.settings import ROOT, STATIC

BUILT = STATIC / "built"
TESTS = sorted(Path(__file__).parent.glob("*.test.js"))
OUTSIDE = re.compile(rb"""(?:fetch\(|import\(|from|src=|url\()\s*["'`]?(?:https?:)?//""")


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name.split(".")[0])
def test_the_scripts_own_tests_pass(path: Path) -> None:
    """What is plain logic in the scripts is tested in their own language."""
    done = subprocess.run(
        [NODE, "--test", "--test-reporter=spec", path], capture_output=True, check=False, env=environment()
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert b"pass 0" not in done.stdout


def test_the_bundles_are_up_to_date(tmp_path: Path) -> None:
    """A fresh bundle is the committed one, byte by byte, so that what is read here is what browsers run."""
    assert (ROOT / "node_modules").is_dir(), "the bundler is not installed: run `make scripts`"
    done = subprocess.run(
        [NODE, ROOT / "scripts" / "bundle.js", tmp_path], capture_output=True, check=False, env=environment()
    )
    assert done.returncode == 0, done.stderr.decode()
    fresh = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in BUILT.iterdir()}
    assert set(fresh) == set(committed) == {f"{path.parent.name}.js" for path in STATIC.glob("*/main.js")}
    old = [name for name in fresh if fresh[name] != committed[name]]
    assert old == [], "run `make scripts` and commit what it builds"


def test_no_bundle_names_an_outside_address() -> None:
    """Our scripts fetch nothing from elsewhere."""
    for path in BUILT.iterdir():
        assert not OUTSIDE.search(path.read_bytes()), path.name


def test_the_lock_names_no_registry() -> None:
    """The tools come from whatever registry a machine is set up for, and are checked by their hashes."""
    lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')

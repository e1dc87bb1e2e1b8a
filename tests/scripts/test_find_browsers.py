"""What to install for the browser tests is found or said, and never passed over in silence."""

from pathlib import Path

import pytest

from scripts import find_browsers


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Make this a machine with no browser and no package manager, and return the one folder of its path."""
    for name in ("ODMAP_CHROMIUM", "ODMAP_FIREFOX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(find_browsers, "APPLICATIONS", tmp_path / "Applications")
    monkeypatch.setattr("sys.argv", ["find_browsers.py", "--install"])
    return tmp_path


def program(path: Path) -> str:
    """Make a file that can be run, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o755)
    return str(path)


def test_a_bare_machine_is_told_what_to_install(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a browser the tests do not begin: the message names each that is missing, and its package."""
    assert find_browsers.main() == 1
    said = capsys.readouterr().err
    assert "Not found: chromium, firefox, webkit" in said
    assert "apt-get install --no-install-recommends chromium firefox-esr webkit2gtk-driver" in said
    assert "no WebKitGTK for macOS" in said


def test_one_browser_may_be_asked_for(
    bare: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A measurement needs Chromium only; an unknown browser is refused."""
    found = program(bare / "chromium")
    monkeypatch.setattr("sys.argv", ["find_browsers.py", "chromium"])
    assert find_browsers.main() == 0
    assert capsys.readouterr().out == f"chromium: {found}\n"
    monkeypatch.setattr("sys.argv", ["find_browsers.py", "netscape"])
    with pytest.raises(SystemExit, match="2"):
        find_browsers.main()


def test_browsers_are_found_where_they_are(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the path, among the applications of macOS, or where a variable says; a wrong variable hides nothing."""
    assert find_browsers.chromium() is None
    there = program(bare / "Applications" / "Google Chrome.app" / "Contents" / "MacOS" / "Google Chrome")
    assert find_browsers.chromium() == there
    assert find_browsers.firefox() is None
    assert find_browsers.webkit() is None
    monkeypatch.setenv("ODMAP_FIREFOX", program(bare / "mine"))
    assert find_browsers.firefox() == str(bare / "mine")
    monkeypatch.setenv("ODMAP_CHROMIUM", str(bare / "nowhere"))
    assert find_browsers.chromium() is None

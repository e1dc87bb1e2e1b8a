"""Find a Chromium for the browser tests, or install Debian's, or say exactly what to install.

    python scripts/find_chromium.py            prints its path
    python scripts/find_chromium.py --install  also installs it where that is allowed

Exit status: 0 found, 1 not found.
"""

import argparse
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
ELSEWHERE = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
ADVICE = """\
The browser tests need Chromium (and, on Debian, libatomic1), and did not find it. Install it, then run them again:
  Debian, Ubuntu:  sudo apt-get install chromium libatomic1
  Fedora:          sudo dnf install chromium
  macOS:           brew install --cask chromium
or set ODMAP_CHROMIUM to the path of a Chromium, Chrome or Edge that you have."""


def find() -> str | None:
    """Return the path of a Chromium: ``$ODMAP_CHROMIUM``, one on the path, or one where macOS keeps it."""
    named = os.environ.get("ODMAP_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path), None) or next(
        (str(path) for path in ELSEWHERE if path.exists()), None
    )


def driver_starts() -> bool:
    """Tell whether playwright's driver runs: its node needs libatomic, which a bare Debian lacks."""
    package = find_spec("playwright")
    if package is None or package.origin is None:
        return True  # only looking for a browser, outside the environment of the tests
    node = Path(package.origin).parent / "driver" / "node"
    return not node.exists() or subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0


def missing() -> list[str]:
    """Return the Debian packages that the browser tests still need."""
    return ([] if find() else ["chromium"]) + ([] if driver_starts() else ["libatomic1"])


def install(packages: list[str]) -> None:
    """Install Debian packages, if this is a Debian and its package manager may be used."""
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    print("Installing for the browser tests:", *packages, file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["-y", "install", "--no-install-recommends", *packages]):
        subprocess.run([apt, "-qq", *command], env=quiet, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    """Print the path of a Chromium."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--install", action="store_true", help="install Debian's packages if any are missing")
    options = parser.parse_args()
    if options.install and missing():
        install(missing())
    if missing():
        print(ADVICE, file=sys.stderr)
        return 1
    print(find())
    return 0


if __name__ == "__main__":
    sys.exit(main())

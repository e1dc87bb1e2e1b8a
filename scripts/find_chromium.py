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
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
ELSEWHERE = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
ADVICE = """\
The browser tests need Chromium, and none was found. Install one, then run the tests again:
  Debian, Ubuntu:  sudo apt-get install chromium
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


def install() -> bool:
    """Install Debian's Chromium, if this is a Debian and its package manager may be used."""
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    print("Installing Debian's chromium for the browser tests", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = ([apt, "-qq", "update"], [apt, "-qq", "-y", "install", "--no-install-recommends", "chromium"])
    return all(
        subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0
        for command in commands
    )


def main() -> int:
    """Print the path of a Chromium."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--install", action="store_true", help="install Debian's package if none is found")
    options = parser.parse_args()
    path = find()
    if path is None and options.install and install():
        path = find()
    print(path or ADVICE, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())

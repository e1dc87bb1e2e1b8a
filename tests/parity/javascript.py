"""Calling odmap's JavaScript from a test."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.npm import NODE

from odmap.settings import STATIC

_CALL = Path(__file__).with_name("call.mjs")


def call(module: str, name: str, calls: Sequence[Sequence[Any]]) -> list[Any]:
    """Return what a function of a module answers, call by call.

    Args:
        module: its path among the scripts, such as ``shared/words.js``.
        name: of the function.
        calls: the arguments of each call; JSON has to be able to hold them.
    """
    wanted = {"module": (STATIC / module).as_uri(), "name": name, "calls": calls}
    done = subprocess.run([NODE, _CALL], input=json.dumps(wanted).encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return list(json.loads(done.stdout))

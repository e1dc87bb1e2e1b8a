"""A long visit: waves of visitors come and go, and the server must not grow.

    python -m benchmarks.soak [--minutes 12] [--visitors 40]

Bounded in number and time, and on this machine only. It prints what the server holds after each wave. Each wave does
the same, so that caches are filled by the first one. Sessions of those who left are kept for two minutes, as long as a
wave takes, so that the figures settle after the second one.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import generator, process
from benchmarks.choices import choices
from benchmarks.load_visitors import Plan
from benchmarks.progress import progress
from benchmarks.servers import Server, running

from odmap.settings import ORGANISATIONS, ROOT

WAVE = 120.0  # seconds
ARRIVE = 20.0  # of them, until all have come


def main() -> int:
    """Let the waves come, print a line for each, and return 1 if any step failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=12)
    parser.add_argument("--visitors", type=int, default=40)
    options = parser.parse_args()
    errors: Counter[str] = Counter()
    with running("odmap") as server:
        print("wave  steps  errors  memory MB  file descriptors  threads", flush=True)
        for number in range(max(1, round(options.minutes * 60 / WAVE))):
            progress(f"wave {number + 1}")
            outcome = _wave(server, options.visitors)
            errors.update(outcome["errors"])
            steps = sum(len(times) for times in outcome["steps"].values())
            print(
                f"{number + 1:4} {steps:6} {len(outcome['errors']):7} {process.memory(server.pid) / 1e6:10.0f}"
                f" {_count(server.pid, 'fd'):17} {_count(server.pid, 'task'):8}",
                flush=True,
            )
    for words, times in errors.most_common(5):
        print(f"{times} times: {words}", file=sys.stderr)
    return 1 if errors else 0


def _wave(server: Server, visitors: int) -> dict[str, Any]:
    """Let visitors come, stay and leave, and return what came of it."""
    plan = Plan(
        url=server.url,
        visitors=visitors,
        arrive=ARRIVE,
        seconds=WAVE - ARRIVE,
        files=[],
        filters=[[choice.label, choice.option] for choice in choices(ORGANISATIONS).options],
        organisations=[record["id"] for record in generator.real()],
    )
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(asdict(plan), file)
        file.flush()
        command = [sys.executable, "-m", "benchmarks.load_visitors", file.name]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    outcome: dict[str, Any] = json.loads(done.stdout)
    return outcome


def _count(pid: int, what: str) -> int:
    return sum(1 for _ in Path("/proc", str(pid), what).iterdir())


if __name__ == "__main__":
    sys.exit(main())

"""What a process of this machine used: processor time and memory, as Linux tells them in ``/proc``."""

import os
from pathlib import Path

UNKNOWN = "Memory and processor time are read from /proc, which only Linux has: they are left out here."

_PROC = Path("/proc")


def known() -> bool:
    """Tell whether this machine says what its processes use."""
    return (_PROC / "self" / "stat").is_file()


def cpu_seconds(pid: int) -> float:
    """Return the processor time a process has used so far, on all processors and in all its threads.

    Linux counts it in hundredths of a second, so that only the difference over several steps says anything.
    """
    words = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> int:
    """Return the bytes of memory that a process holds now (its resident set)."""
    return _status(pid, "VmRSS")


def most_memory(pid: int) -> int:
    """Return the most bytes of memory that a process held at any time."""
    return _status(pid, "VmHWM")


def _status(pid: int, name: str) -> int:
    lines = (_PROC / str(pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))

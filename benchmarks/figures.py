"""What was measured, the figures made of it, and the table and file that tell them."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles

FIRST_MAP_TARGET = 1.5
"""The first map, in times of an empty page's title."""

CHANGE_TARGET = 0.25
"""A change of filter, in times of the ordinary app's."""

BYTES_TARGET = 40_000
"""Bytes over the web socket for one change of filter."""


@dataclass
class Samples:
    """Every single measurement of one app.

    Attributes:
        first: seconds from navigation to the first map; for the empty app, to its title.
        change: seconds from a click in the sidebar to the map that shows it.
        websocket: bytes over the web socket for each of these changes.
        http: bytes over HTTP for each of them.
    """

    first: list[float] = field(default_factory=list)
    change: list[float] = field(default_factory=list)
    websocket: list[int] = field(default_factory=list)
    http: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """A line of the table; a line with a target says whether it was reached."""

    what: str
    values: dict[str, float]
    unit: str
    target: float | None = None

    @property
    def verdict(self) -> str:
        """Return "reached" or "missed", or nothing where there is no target."""
        if self.target is None:
            return ""
        return "reached" if self.values["odmap"] <= self.target else "missed"


def percentile_95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 measurements stay below."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def rows(samples: dict[str, Samples]) -> list[Row]:
    """Return the figures in the order of the table."""
    maps = {name: samples[name] for name in ("odmap", "ordinary")}
    first = {name: median(each.first) for name, each in samples.items()}
    change = {name: median(each.change) for name, each in maps.items()}
    late = {name: percentile_95(each.change) for name, each in maps.items()}
    floor, ordinary = first["empty"], change["ordinary"]
    socket = {name: [float(count) for count in each.websocket] for name, each in maps.items()}
    http = {name: [float(count) for count in each.http] for name, each in maps.items()}
    return [
        Row("first map, median (empty: its title)", first, "s"),
        Row("first map / empty", {n: first[n] / floor for n in maps}, "x", FIRST_MAP_TARGET),
        Row("filter change, median", change, "s"),
        Row("filter change, 95th percentile", late, "s"),
        Row("filter change / ordinary", {n: change[n] / ordinary for n in maps}, "x", CHANGE_TARGET),
        Row("web socket for one change, median", {n: median(v) for n, v in socket.items()}, "B"),
        Row("web socket for one change, most", {n: max(v) for n, v in socket.items()}, "B", BYTES_TARGET),
        Row("HTTP for one change, median", {n: median(v) for n, v in http.items()}, "B"),
        Row("HTTP for one change, most", {n: max(v) for n, v in http.items()}, "B"),
    ]


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    return {"s": f"{value:.2f} s", "x": f"{value:.2f}", "B": f"{value / 1000:,.1f} KB"}[unit]


def table(figures: Sequence[Row], names: Sequence[str]) -> str:
    """Return the figures as a table in plain text."""
    head = ["", *names, "target", ""]
    body = [
        [
            row.what,
            *(_number(row.values.get(name), row.unit) for name in names),
            "" if row.target is None else f"<= {_number(row.target, row.unit)}",
            row.verdict,
        ]
        for row in figures
    ]
    widths = [max(len(line[column]) for line in [head, *body]) for column in range(len(head))]
    lines = (
        [cell.ljust(width) if column in (0, len(head) - 1) else cell.rjust(width)
         for column, (cell, width) in enumerate(zip(line, widths, strict=True))]
        for line in [head, *body]
    )  # fmt: skip
    return "\n".join("  ".join(line).rstrip() for line in lines)


def machine() -> dict[str, str | int]:
    """Return what was measured on, in general words."""
    return {
        "cores": os.cpu_count() or 0,
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("streamlit", "streamlit-folium", "folium")},
    }


def write(path: Path, setting: dict[str, str | int], samples: dict[str, Samples]) -> None:
    """Write everything measured, and the figures, as JSON."""
    content = {
        "setting": setting,
        "figures": [{**asdict(row), "verdict": row.verdict} for row in rows(samples)],
        "samples": {name: asdict(each) for name, each in samples.items()},
    }
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")

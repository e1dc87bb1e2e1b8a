"""The tables in plain text, and the file with every measurement."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.figures import APPS, BY_SIZE, BY_VISITORS, Book, Figure
from benchmarks.targets import Target


def number(value: float | None, unit: str) -> str:
    """Write a value with its unit; a dash for one that was not measured."""
    if value is None:
        return "-"
    if unit == "B":
        return f"{value / 1000:,.1f} KB" if value < 1e6 else f"{value / 1e6:,.1f} MB"
    if unit == "s" and value >= 100:
        return f"{value:,.0f} s"
    return {
        "s": f"{value:.2f} s",
        "ms": f"{value * 1000:,.0f} ms",
        "x": f"{value:.2f} x",
        "/s": f"{value:,.0f} /s",
        "": f"{value:,.0f}" if value == int(value) else f"{value:,.2f}",
    }[unit]


def _lines(rows: Sequence[Sequence[str]]) -> str:
    """Lay cells out in columns: the first to the left, the others to the right."""
    wide = max(len(row) for row in rows)
    full = [[*row, *[""] * (wide - len(row))] for row in rows]
    widths = [max(len(row[column]) for row in full) for column in range(wide)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in full
    )


def table(book: Book, chosen: Sequence[Figure], columns: Sequence[int], counted: str) -> str:
    """Return figures as a table: a line for each app and statistic, a column for each number.

    Args:
        book: everything measured.
        chosen: the figures, in order; those that were not measured are left out.
        columns: numbers of organisations or visitors.
        counted: what these are.
    """
    rows = [[counted, *(f"{column:,}" for column in columns)]]
    for figure in chosen:
        for statistic in figure.shown:
            found = {
                app: [book.value(figure, app, column, statistic) for column in columns]
                for app in APPS
                if any(book.all(figure, app, column) for column in columns)
            }
            if not found:
                continue
            several = any(len(book.all(figure, app, column)) > 1 for app in found for column in columns)
            rows += [[], [f"{figure.name}, {statistic}" if several else figure.name]]
            rows += [
                [f"  {APPS[app]}", *(number(each, figure.unit) for each in values)] for app, values in found.items()
            ]
    return _lines(rows)


def judged(found: Sequence[Target]) -> str:
    """Return the targets as a table."""
    rows = [["target", "found", "wanted", ""]]
    for each in found:
        sign = ">=" if each.at_least else "<="
        row = [each.words, number(each.found, each.unit), f"{sign} {number(each.limit, each.unit)}", each.verdict]
        rows.append(row)
    return _lines(rows)


def tables(book: Book, sizes: Sequence[int], visitors: Sequence[int]) -> str:
    """Return everything measured as tables."""
    parts = [(BY_SIZE, sizes, "organisations"), (BY_VISITORS, visitors, "visitors at once (odmap)")]
    measured = {figure for figure, _, _ in book.kept}
    return "\n\n".join(table(book, *part) for part in parts if not measured.isdisjoint(part[0]))


def machine() -> dict[str, Any]:
    """Return what was measured on, in general words, and how busy it was before."""
    return {
        "cores": os.cpu_count() or 0,
        "load average before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("odmap", "streamlit", "streamlit-folium", "folium")},
    }


def write(path: Path, setting: Mapping[str, Any], book: Book, found: Sequence[Target]) -> None:
    """Write everything measured, and the verdicts, as JSON. Times are seconds, sizes bytes."""
    content = {
        "setting": setting,
        "targets": [{**each._asdict(), "verdict": each.verdict} for each in found],
        "figures": [
            {
                "figure": figure.name,
                "of": "visitors" if figure in BY_VISITORS else "organisations",
                "app": app,
                "number": column,
                **{statistic: book.value(figure, app, column, statistic) for statistic in figure.shown},
                "measurements": values,
            }
            for (figure, app, column), values in book.kept.items()
        ],
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

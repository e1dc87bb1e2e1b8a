"""The words and numbers of the ecosystem page as markup."""

import pandas as pd

from odmap.analysis.ecosystem import NUMBER, Finding
from odmap.directory.organisation import Verification
from odmap.geography import countries
from odmap.graphics.charts import source
from odmap.graphics.palette import Mode
from odmap.markup import rendering
from odmap.views import formats
from odmap.views.provenance import Edition
from odmap.views.summary import CONFIRMED_OR_ACTIVE
from odmap.views.urls import chart_link
from odmap.wording import format_number, percent


def number_cards(view: pd.DataFrame, frame: pd.DataFrame) -> str:
    """Return the cards on top: organisations, countries, regions of the world, and the confirmed share."""
    places = view["country"].dropna()
    inhabited = [region for region in countries.REGIONS if region != "Antarctica"]
    regions = {countries.region_of(code) for code in places} & set(inhabited)
    verified = int((view["verification"] == Verification.VERIFIED).sum())
    of = "" if len(view) == len(frame) else f"of {format_number(len(frame))} listed; they "
    cards = [
        (format_number(len(view)), "Organisations", f"{of}practise, teach, study or support it"),
        (
            format_number(places.nunique()),
            "Countries",
            "have an organisation based there; “not listed” does not mean “none”",
        ),
        (f"{len(regions)} of {len(inhabited)}", "Regions of the world", "as the United Nations define them"),
        (
            percent(verified / len(view)) if len(view) else "none",
            Verification.VERIFIED.label,
            f"{format_number(verified)} of {format_number(len(view))} exist or existed",
        ),
    ]
    return rendering.render("number_cards.html", cards=cards, difference=CONFIRMED_OR_ACTIVE if len(view) else "")


def chart_heading(finding: Finding) -> str:
    """Return the heading of a chart: what is counted, what the numbers say, and how to read them."""
    return rendering.render("chart_heading.html", f=finding)


def chart_numbers(finding: Finding, edition: Edition, mode: Mode) -> str:
    """Return what stands below a chart: its source, its numbers as a table, and links to its files."""
    rows = [[format_number(cell) if isinstance(cell, int) else cell for cell in row] for row in _rows(finding)]
    selection = edition.selection
    return rendering.render(
        "chart_numbers.html",
        f=finding,
        columns=list(finding.table.columns),
        rows=rows,
        source=" ".join(source(edition)),
        files=[(chart_link(finding.id, f.extension, selection, mode), f.label) for f in formats.CHARTS.values()],
    )


def _rows(finding: Finding) -> list[list[str | int]]:
    labels = [column for column in finding.table.columns if column != NUMBER]
    return [[*(str(row[label]) for label in labels), int(row[NUMBER])] for row in finding.table.to_dict("records")]

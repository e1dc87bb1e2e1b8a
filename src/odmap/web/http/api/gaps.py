"""What is missing, as a table: the same numbers as on the gaps page, for the same query."""

from dataclasses import replace

from fastapi import Request
from starlette.responses import Response

from odmap.analysis.gaps.results import Asked, Pairs, confirmed, measured
from odmap.analysis.gaps.summary import Rule
from odmap.exports.data import gaps_csv
from odmap.exports.file import File
from odmap.views.provenance import Edition
from odmap.web.http.api.description import KEEPING_UP, UNREADABLE, ReadingRouter, found
from odmap.web.http.api.parameters import ByRule, Keep, Measured, known_names
from odmap.web.http.queries import DirectoryView, kept
from odmap.web.http.responses import send

router = ReadingRouter(dependencies=[known_names()], tags=[KEEPING_UP])


@router.read(
    "/api/gaps.csv",
    operation_id="gaps",
    summary="Every country, what is listed there and what is not, as CSV",
    description="Countries with nothing listed come first, each state by population. Not listed does not mean none: "
    "what is not listed is an empty cell, never 0. Other filters would make “not listed” untrue, so there are none.",
    responses=found("text/csv", status_503=UNREADABLE),
)
def gaps(request: Request, view: Measured, rule: ByRule, keep: Keep) -> Response:
    """Send what is missing in a part of the world."""
    return send(request, _table(view, rule, confirmed()), keep)


@kept(maxsize=16)
def _table(view: DirectoryView, rule: Rule, none: Pairs) -> File:  # what is measured depends on the last, too
    asked = Asked.of(view.selection, rule)
    frame = view.directory.frame
    edition = Edition.of(frame, view.directory, view.selection)
    told = replace(edition, filters=f"{edition.filters}; what counts: {rule.label}")
    name = edition.stem.replace("odmap-organisations-", "odmap-gaps-", 1) + (
        "" if rule == Rule.VERIFIED else f"-{rule}"
    )
    return File.of(gaps_csv.write(measured(frame, asked), asked.where, told), "text/csv", f"{name}.csv")

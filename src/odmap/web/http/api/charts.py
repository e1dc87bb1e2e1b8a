"""The charts as files: the same pictures and numbers as on the ecosystem page, for the same query."""

from typing import Annotated

from fastapi import Depends, Path, Request
from pydantic import WithJsonSchema
from starlette.responses import Response

from odmap.analysis.ecosystem import IDS, finding
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.graphics.palette import Mode
from odmap.views import formats
from odmap.views.provenance import Edition
from odmap.views.selection import apply
from odmap.web.http import file_responses
from odmap.web.http.api.description import BUSY, PICTURES, UNREADABLE, Json, ReadingRouter, found
from odmap.web.http.api.parameters import ForMode, Keep, OfSize, Selected, known_names
from odmap.web.http.queries import DirectoryView, kept
from odmap.web.http.refusals import Refused, shown
from odmap.web.http.responses import send

router = ReadingRouter(dependencies=[known_names()], tags=[PICTURES])

_NO_SUCH = "There is no such chart; those there are stand under “near”"


async def _chart(
    chart: Annotated[str, WithJsonSchema({"type": "string", "enum": list(IDS)}), Path(description="Which chart")],
) -> str:
    if chart not in IDS:
        error = f"There is no chart called “{shown(chart)}”. Those under “near” are all there are."
        raise Refused(404, error, near=list(IDS))
    return chart


Chart = Annotated[str, Depends(_chart)]


def _about(extension: str, unavailable: str) -> Json:
    kind = formats.CHARTS[extension]
    return {
        "operation_id": f"chart_{extension}",
        "summary": f"A chart of the organisations that match, as {kind.label}",
        "responses": found(kind.media_type, status_404=_NO_SUCH, status_503=unavailable),
    }


@router.read("/api/charts/{chart}.png", **_about("png", BUSY))
async def png(request: Request, chart: Chart, view: Selected, mode: ForMode, size: OfSize, keep: Keep) -> Response:
    """Send a chart as a picture of dots."""
    spec = FileSpec("chart", "png", view.selection, mode=mode, size=size, about=chart)
    return await file_responses.answer(request, spec, view.directory, keep)


@router.read("/api/charts/{chart}.svg", **_about("svg", BUSY))
async def svg(request: Request, chart: Chart, view: Selected, mode: ForMode, keep: Keep) -> Response:
    """Send a chart as a picture to scale."""
    spec = FileSpec("chart", "svg", view.selection, mode=mode, about=chart)
    return await file_responses.answer(request, spec, view.directory, keep)


@router.read("/api/charts/{chart}.csv", **_about("csv", UNREADABLE))
def csv(request: Request, chart: Chart, view: Selected, mode: ForMode, keep: Keep) -> Response:
    """Send the numbers of a chart, which are there at once."""
    return send(request, _table(view, chart, mode), keep)


@kept(maxsize=32)  # every chart of two views
def _table(view: DirectoryView, chart: str, mode: Mode) -> File:
    rows = apply(view.directory.frame, view.selection)
    edition = Edition.of(rows, view.directory, view.selection)
    name = f"odmap-chart-{chart}-{edition.stem.removeprefix('odmap-organisations-')}.csv"
    kind = formats.CHARTS["csv"]
    return File.of(kind.write(finding(chart, rows), edition, mode), kind.media_type, name)

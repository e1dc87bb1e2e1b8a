"""The charts as files: the same pictures and numbers as on the ecosystem page, for the same query."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from odmap import load
from odmap.answers import DOWNLOAD, File, Refused, View, check_names, kept, selection, send, shown
from odmap.ecosystem import IDS, finding
from odmap.exports import Edition
from odmap.exports.chart_file import CHART_FORMATS, png
from odmap.exports.pictures import SIZES, Size
from odmap.pack_api import MODE, SIZE, mode, size
from odmap.palette import Mode
from odmap.selection import BY_NAME, TEXT, apply

PARAMETERS = (*BY_NAME, TEXT, MODE, DOWNLOAD)


@kept(maxsize=64)  # every chart of two views, in two formats
def _file(view: View, chart: str, extension: str, mode: Mode, size: Size) -> File:
    kind = CHART_FORMATS[extension]
    rows = apply(view.directory.frame, view.selection)
    edition = Edition.of(rows, view.directory, view.selection)
    name = f"odmap-chart-{chart}-{edition.stem.removeprefix('odmap-organisations-')}.{extension}"
    found = finding(chart, rows)
    fine = SIZES[size].of_chart
    content = png(found, edition, mode, *fine) if extension == "png" else kind.write(found, edition, mode)
    return File.of(content, kind.media_type, name)


def _chart(extension: str) -> Callable[[Request], Response]:
    """Make an endpoint that sends one chart of the organisations that match a query."""

    def endpoint(request: Request) -> Response:
        check_names(request, (*PARAMETERS, SIZE) if extension == "png" else PARAMETERS)
        chart = request.path_params["chart"]
        if chart not in IDS:
            error = f"There is no chart called “{shown(chart)}”. Those under “near” are all there are."
            raise Refused(404, error, near=list(IDS))
        directory = load()
        view = View(directory, selection(request, directory))
        return send(request, _file(view, chart, extension, mode(request), size(request)))

    return endpoint


ROUTES: list[BaseRoute] = [Route(f"/charts/{{chart}}.{extension}", _chart(extension)) for extension in CHART_FORMATS]

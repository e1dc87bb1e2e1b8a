"""The charts as files: the same pictures and numbers as on the ecosystem page, for the same query."""

from collections.abc import Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from odmap import load
from odmap.answers import DOWNLOAD, File, Refused, View, check_names, selection, send, shown
from odmap.ecosystem import IDS, finding
from odmap.exports import Edition
from odmap.exports.chart_file import CHART_FORMATS
from odmap.palette import MODES, Mode
from odmap.selection import BY_NAME, TEXT, apply

MODE = "mode"
_MODES: dict[str, Mode] = {mode: mode for mode in MODES}
PARAMETERS = (*BY_NAME, TEXT, MODE, DOWNLOAD)


@lru_cache(maxsize=64)  # every chart of two views, in two formats
def _file(view: View, chart: str, extension: str, mode: Mode) -> File:
    kind = CHART_FORMATS[extension]
    rows = apply(view.directory.frame, view.selection)
    edition = Edition.of(rows, view.directory, view.selection)
    name = f"odmap-chart-{chart}-{edition.stem.removeprefix('odmap-organisations-')}.{extension}"
    return File.of(kind.write(finding(chart, rows), edition, mode), kind.media_type, name)


def _chart(extension: str) -> Callable[[Request], Response]:
    """Make an endpoint that sends one chart of the organisations that match a query."""

    def endpoint(request: Request) -> Response:
        check_names(request, PARAMETERS)
        chart = request.path_params["chart"]
        if chart not in IDS:
            error = f"There is no chart called “{shown(chart)}”. Those under “near” are all there are."
            raise Refused(404, error, near=list(IDS))
        directory = load()
        view = View(directory, selection(request, directory))
        return send(request, _file(view, chart, extension, _mode(request)))

    return endpoint


def _mode(request: Request) -> Mode:
    chosen: Mode = "light"
    for given in filter(None, request.query_params.getlist(MODE)):
        if given not in _MODES:
            error = f"“{shown(given)}” is no mode. Use light or dark."
            raise Refused(400, error, parameter=MODE, allowed=list(MODES))
        chosen = _MODES[given]
    return chosen


ROUTES: list[BaseRoute] = [Route(f"/charts/{{chart}}.{extension}", _chart(extension)) for extension in CHART_FORMATS]

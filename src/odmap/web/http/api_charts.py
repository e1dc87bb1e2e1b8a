"""The charts as files: the same pictures and numbers as on the ecosystem page, for the same query."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from odmap.analysis.ecosystem import IDS, finding
from odmap.directory.current import load
from odmap.directory.organisations import Directory
from odmap.exports.file import File
from odmap.exports.file_spec import FileSpec
from odmap.graphics.palette import Mode
from odmap.views import formats
from odmap.views.provenance import Edition
from odmap.views.selection import BY_NAME, TEXT, apply
from odmap.web.http import file_responses
from odmap.web.http.api_files import MODE, SIZE, mode, size
from odmap.web.http.responses import DOWNLOAD, Refused, View, check_names, kept, selection, send, shown

PARAMETERS = (*BY_NAME, TEXT, MODE, DOWNLOAD)


@kept(maxsize=32)  # every chart of two views
def _table(view: View, chart: str, mode: Mode) -> File:
    rows = apply(view.directory.frame, view.selection)
    edition = Edition.of(rows, view.directory, view.selection)
    name = f"odmap-chart-{chart}-{edition.stem.removeprefix('odmap-organisations-')}.csv"
    kind = formats.CHARTS["csv"]
    return File.of(kind.write(finding(chart, rows), edition, mode), kind.media_type, name)


def _csv(request: Request) -> Response:
    """Send the numbers of one chart, which are there at once."""
    check_names(request, PARAMETERS)
    chart = _chart(request)
    directory = load()
    return send(request, _table(View(directory, selection(request, directory)), chart, mode(request)))


def _picture(extension: str) -> file_responses.Read:
    """Return what reads which chart of the organisations that match a query is wanted."""

    def read(request: Request) -> tuple[FileSpec, Directory]:
        check_names(request, (*PARAMETERS, SIZE) if extension == "png" else PARAMETERS)
        chart = _chart(request)
        directory = load()
        chosen = selection(request, directory)
        return FileSpec("chart", extension, chosen, mode=mode(request), size=size(request), about=chart), directory

    return read


def _chart(request: Request) -> str:
    chart: str = request.path_params["chart"]
    if chart not in IDS:
        error = f"There is no chart called “{shown(chart)}”. Those under “near” are all there are."
        raise Refused(404, error, near=list(IDS))
    return chart


ROUTES: list[BaseRoute] = [
    *(Route(f"/charts/{{chart}}.{kind}", file_responses.endpoint(_picture(kind))) for kind in ("png", "svg")),
    Route("/charts/{chart}.csv", _csv),
]

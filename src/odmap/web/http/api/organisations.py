"""The organisations themselves: all that match, a part of them, or one."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Path, Request
from starlette.responses import JSONResponse, Response

from odmap.directory.current import load
from odmap.exports.data import geojson_file, json_file
from odmap.exports.file import File
from odmap.views import formats
from odmap.views.excerpt import Excerpt, PartEdition
from odmap.views.provenance import Edition, file_name
from odmap.views.selection import apply
from odmap.views.suggestions import near_matches
from odmap.views.urls import encoded
from odmap.web.http.api import schemas
from odmap.web.http.api.description import ORGANISATIONS, UNREADABLE, ReadingRouter, found
from odmap.web.http.api.list_parameters import PICK, Excerpted, Picked
from odmap.web.http.api.parameters import Keep, Selected, known_names
from odmap.web.http.queries import DirectoryView, check_directory, kept
from odmap.web.http.refusals import Refused, server_root, shown
from odmap.web.http.responses import send

router = ReadingRouter(dependencies=[known_names()], tags=[ORGANISATIONS])

Id = Annotated[str, Path(description="The id of an organisation", examples=["dialogue-first"])]


class GeoJson(JSONResponse):
    """Says in the document what GeoJSON is sent as."""

    media_type = formats.DATA["geojson"].media_type


_MODELS: Mapping[str, Any] = {"json": schemas.Organisations, "geojson": schemas.FeatureCollection}
_CLASSES: Mapping[str, type[Response]] = {"geojson": GeoJson}
_NEXT = {
    "description": "With “limit”: the list that goes on where this one ends, as rel=next",
    "schema": {"type": "string"},
}


@kept(maxsize=6)  # room for each format of the whole directory, and for what was asked last
def _list(
    view: DirectoryView, extension: str, excerpt: Excerpt, fields: tuple[str, ...] | None, address: str
) -> tuple[File, str | None]:
    """Return the file, and the address of the one that goes on where it ends."""
    kind = formats.DATA[extension]
    rows = apply(view.directory.frame, view.selection)
    part = excerpt.of(rows)
    following = excerpt.following(part.matching)
    picked = {PICK: ",".join(fields)} if fields else {}
    query = {**view.selection.to_query(), **following.to_query(), **picked} if following else {}
    goes_on = f"{address}{encoded(query)}" if following else None
    edition = PartEdition.of_part(Edition.of(rows, view.directory, view.selection), excerpt, part, goes_on)
    content = kind.write(part.rows, edition, fields)
    return File.of(content, kind.media_type, file_name(edition, extension)), goes_on


def _organisations(extension: str) -> Callable[..., Response]:
    """Make an endpoint that sends the organisations that match a query."""

    def endpoint(request: Request, view: Selected, excerpt: Excerpted, fields: Picked, keep: Keep) -> Response:
        file, goes_on = _list(view, extension, excerpt, fields, address_of(request))
        return send(request, file, keep, {"Link": f'<{goes_on}>; rel="next"'} if goes_on else None)

    return endpoint


def address_of(request: Request) -> str:
    """Return the path under which the world finds what was asked for, wherever odmap lies."""
    ours = request.scope.get("root_path", "")
    public = server_root()
    return f"{urlsplit(public).path.rstrip('/') if public else ours}{request.url.path.removeprefix(ours)}"


for _extension, _kind in formats.DATA.items():
    _model = _MODELS.get(_extension)
    _answers = found(_kind.media_type, _model, status_503=UNREADABLE)
    _answers[200]["headers"] = {**_answers[200]["headers"], "Link": _NEXT}
    router.read(
        f"/api/organisations.{_extension}",
        operation_id=f"organisations_{_extension}",
        summary=f"The organisations that match, as {_kind.label}",
        description=f"{_kind.meaning}. Any chosen value of a filter, all filters and all words of the search match. "
        "Without “limit”, all come at once.",
        responses=_answers,
        response_class=_CLASSES.get(_extension, Response),
    )(_organisations(_extension))


def _organisation(extension: str, write: Callable[..., bytes], media_type: str) -> Callable[..., Response]:
    """Make an endpoint that sends one organisation, or says which have a similar id or name."""

    def endpoint(request: Request, id: Id, keep: Keep) -> Response:  # noqa: A002 - as it stands in the address
        directory = load()
        check_directory(directory)
        rows = directory.frame[directory.frame["id"] == id]
        if rows.empty:
            near = near_matches(directory.frame, id)
            hint = "Those under “near” are similar." if near else "/api/organisations.json has them all."
            raise Refused(404, f"There is no organisation with the id “{shown(id)}”. {hint}", near=near)
        edition = Edition.of_one(rows, directory)
        name = f"odmap-organisation-{id}-{edition.data_as_of}.{extension}"
        return send(request, File.of(write(rows, edition), media_type, name), keep)

    return endpoint


_NO_SUCH = "There is no organisation with this id; similar ones are under “near”"
for _extension, _write, _kind, _model in (
    ("json", json_file.write_one, formats.DATA["json"], schemas.OneOrganisation),
    ("geojson", geojson_file.write_one, formats.DATA["geojson"], schemas.OneFeature),
):
    router.read(
        f"/api/organisations/{{id}}.{_extension}",
        operation_id="organisation" if _extension == "json" else f"organisation_{_extension}",
        summary=f"One organisation, as {_kind.label}",
        responses=found(_kind.media_type, _model, status_404=_NO_SUCH, status_503=UNREADABLE),
        response_class=_CLASSES.get(_extension, Response),
    )(_organisation(_extension, _write, _kind.media_type))

"""The map as a picture, and the presenter's files, for the same query as the page."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import WithJsonSchema
from starlette.responses import Response

from odmap.directory.current import load
from odmap.exports.file_spec import FileSpec
from odmap.exports.job import Job
from odmap.views import formats
from odmap.views.selection import Selection
from odmap.views.urls import OF_LOOKS, POSITION
from odmap.web.http import file_responses
from odmap.web.http.api.description import BUSY, MEETINGS, PICTURES, Json, ReadingRouter, found
from odmap.web.http.api.parameters import Begin, ForMode, Keep, OfSize, Selected, known_names, last, no_values
from odmap.web.http.queries import DirectoryView
from odmap.web.http.refusals import Refused, server_root, shown
from odmap.wording import small

_PASSED_OVER = tuple(name for name in OF_LOOKS if name != POSITION)  # a file's map is held where all is to be seen

router = ReadingRouter(dependencies=[known_names(_PASSED_OVER)])


def _of_map(extension: str) -> Json:
    kind = formats.MAPS[extension]
    return {
        "operation_id": f"map_{extension}",
        "summary": f"The map of the organisations that match, as {kind.label}",
        "responses": found(kind.media_type, status_503=BUSY),
        "tags": [PICTURES],
    }


@router.read("/api/map.png", **_of_map("png"))
async def map_png(request: Request, view: Selected, mode: ForMode, size: OfSize, keep: Keep) -> Response:
    """Send the map as a picture of dots."""
    spec = FileSpec("map", "png", view.selection, mode=mode, size=size)
    return await file_responses.answer(request, spec, view.directory, keep)


@router.read("/api/map.svg", **_of_map("svg"))
async def map_svg(request: Request, view: Selected, mode: ForMode, keep: Keep) -> Response:
    """Send the map as a picture to scale."""
    spec = FileSpec("map", "svg", view.selection, mode=mode)
    return await file_responses.answer(request, spec, view.directory, keep)


async def _organisation(
    organisation: Annotated[
        list[str],
        WithJsonSchema({"type": "string", "examples": ["dialogue-first"]}),
        Query(default_factory=no_values, description="The id of the one organisation that the link shows"),
    ],
) -> str:
    def known(text: str) -> str:
        if text not in load().organisations:
            raise Refused(404, f"No organisation has the id “{shown(text)}”.", parameter="organisation")
        return text

    return last(organisation, known, "")


@router.read(
    "/api/preview.png",
    operation_id="preview",
    summary="The picture that goes with a link to the organisations that match, or to one of them: 1200 by 630 pixels",
    responses=found("image/png", status_404="No organisation has this id", status_503=BUSY),
    tags=[PICTURES],
)
async def preview_png(
    request: Request, view: Selected, organisation: Annotated[str, Depends(_organisation)], keep: Keep
) -> Response:
    """Send the picture that goes with a link."""
    selection = Selection() if organisation else view.selection
    spec = FileSpec("preview", "png", selection, about=organisation)
    return await file_responses.answer(request, spec, view.directory, keep)


def _of_pack(kind: str, view: DirectoryView, begin: str = "") -> FileSpec:
    return FileSpec.of_job(kind, Job(view.directory, view.selection, begin, server_root()))


def _presenter(kind: str) -> Callable[..., Awaitable[Response]]:
    """Make an endpoint that sends a file of the pack."""

    async def with_story(request: Request, view: Selected, begin: Begin, keep: Keep) -> Response:
        return await file_responses.answer(request, _of_pack(kind, view, begin), view.directory, keep)

    async def without_story(request: Request, view: Selected, keep: Keep) -> Response:
        return await file_responses.answer(request, _of_pack(kind, view), view.directory, keep)

    return with_story if formats.PRESENTER[kind].tells_story else without_story


for _name, _kind in formats.PRESENTER.items():
    router.read(
        f"/api/presenter.{_name}",
        operation_id=f"presenter_{_name}",
        summary=f"The view{' and its story' if _kind.tells_story else ''} for a meeting: {small(_kind.label)}",
        description=_kind.meaning,
        responses=found(_kind.media_type, status_503=BUSY),
        tags=[MEETINGS],
    )(_presenter(_name))

"""What a visitor may be looking for, while it is typed."""

from typing import Annotated

from fastapi import Query, Request
from pydantic import WithJsonSchema
from starlette.responses import Response

from odmap.data_file import DataFileError
from odmap.directory.current import load
from odmap.directory.known_places import open_gazetteer
from odmap.exports.data.json_file import to_bytes
from odmap.exports.file import File
from odmap.views.search import suggest
from odmap.views.selection import LONGEST_TEXT, TEXT, Selection
from odmap.web.http.api import schemas
from odmap.web.http.api.description import ORGANISATIONS, ReadingRouter, found
from odmap.web.http.api.parameters import known_names, no_values
from odmap.web.http.queries import DirectoryView, kept
from odmap.web.http.responses import send

router = ReadingRouter(dependencies=[known_names()], tags=[ORGANISATIONS])


@router.read(
    "/api/suggest.json",
    operation_id="suggest",
    summary="Places and organisations that a text may become",
    description="For a search field: from two letters on, spelling mistakes forgiven, places in many languages. Places "
    "of one name come each with their region or country.",
    responses=found("application/json", schemas.Suggestions),
)
def suggestions(
    request: Request,
    q: Annotated[
        list[str],
        WithJsonSchema({"type": "string", "maxLength": LONGEST_TEXT, "examples": ["canterb"]}),
        Query(default_factory=no_values, alias=TEXT, description="The text as typed so far"),
    ],
) -> Response:
    """Send what a text may become."""
    text = " ".join(" ".join(q).split())[:LONGEST_TEXT]
    return send(request, _file(DirectoryView(load(), Selection()), text))


@kept(maxsize=256)
def _file(view: DirectoryView, text: str) -> File:
    try:
        with open_gazetteer() as gazetteer:
            found = suggest(text, view.directory.frame, gazetteer)
    except DataFileError:  # the organisations are known all the same
        found = suggest(text, view.directory.frame, None)
    content = to_bytes({"suggestions": [one._asdict() for one in found]})
    return File.of(content, "application/json", "odmap-suggestions.json")

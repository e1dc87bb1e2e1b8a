"""What answers at ``/api`` and at ``/api/organisations``: which addresses there are, for people and for programs."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from fastapi import Request
from starlette.responses import Response

from odmap.exports.data import json_file
from odmap.exports.file import File
from odmap.markup import api_page
from odmap.views.provenance import CAVEAT, LICENCE, LICENCE_ADDRESS
from odmap.views.selection import TEXT
from odmap.views.urls import encoded
from odmap.web.http.api import schemas
from odmap.web.http.api.description import (
    ITSELF,
    ORGANISATIONS,
    UNREADABLE,
    Json,
    ReadingApi,
    ReadingRouter,
    found,
    server_url,
)
from odmap.web.http.api.parameters import Keep, Selected, known_names
from odmap.web.http.responses import send

ROOT = "/api"
OF_ORGANISATIONS = "/api/organisations"

router = ReadingRouter(dependencies=[known_names()])


class DocumentedAddress(NamedTuple):
    """One address of the API; ``{id}`` and ``{chart}`` in it stand for what is to be filled in."""

    address: str
    holds: str


def _paths(document: Json, below: str) -> list[str]:
    """Return the addresses that begin so, but for those that only list others."""
    return [path for path in document["paths"] if path.startswith(below) and path not in (ROOT, OF_ORGANISATIONS)]


def _addresses(document: Json, paths: list[str], query: str) -> Iterator[DocumentedAddress]:
    """Yield addresses with what they hold; a query with filters follows those that take them."""
    for path in paths:
        about = document["paths"][path]["get"]
        takes = {parameter["name"] for parameter in about["parameters"]}
        yield DocumentedAddress(f"{path}{query if TEXT in takes else ''}", about["summary"])


def _index(summary: str, tag: str) -> Json:
    answers = found("application/json", schemas.Addresses, status_503=UNREADABLE)
    answers[200]["content"] = {"application/json": {}, "text/html": {"schema": {"type": "string"}}}
    return {
        "summary": summary,
        "description": "A page for a client that accepts text/html, else JSON.",
        "responses": answers,
        "tags": [tag],
    }


@router.read("/api/", include_in_schema=False)
@router.read("/api", operation_id="index", **_index("The addresses of this API", ITSELF))
def index(request: Request, keep: Keep) -> Response:
    """List all addresses."""
    return _answer(request, ROOT, "", keep)


@router.read(
    "/api/organisations",
    operation_id="organisations",
    **_index("The addresses of the organisations, with the filters that were asked for", ORGANISATIONS),
)
def of_organisations(request: Request, view: Selected, keep: Keep) -> Response:
    """List the addresses of the organisations."""
    return _answer(request, OF_ORGANISATIONS, encoded(view.selection.to_query()), keep)


def _answer(request: Request, below: str, query: str, keep: bool) -> Response:
    """Send a list of addresses: as a page for browsers, else as JSON."""
    document = request.app.openapi()
    paths = _paths(document, below)
    if "text/html" in request.headers.get("accept", ""):
        to_api = "./api/" if request.url.path.endswith(ROOT) else "./"  # wherever odmap is served
        page = api_page.page(document, paths, query, to_api)
        file = File.of(page.encode(), "text/html", "odmap-api.html")
    else:
        file = _json(list(_addresses(document, paths, query)))
    answer = send(request, file, keep)
    answer.headers.add_vary_header("Accept")
    return answer


def _json(listed: list[DocumentedAddress]) -> File:
    content = {
        "addresses": [one._asdict() for one in listed],
        "description": "/api/openapi.json",
        "licence": LICENCE,
        "licence_address": LICENCE_ADDRESS,
        "caveat": CAVEAT,
    }
    return File.of(json_file.to_bytes(content), "application/json", "odmap-api.json")


@router.read(
    "/api/openapi.json",
    operation_id="openapi",
    summary="This description",
    responses=found("application/json", dict[str, object]),
    tags=[ITSELF],
)
def openapi(request: Request, keep: Keep) -> Response:
    """Send the description of this API."""
    return send(request, _description(request.app, server_url()), keep)


@lru_cache(maxsize=1)
def _description(app: ReadingApi, server: str) -> File:
    return File.of(json_file.to_bytes(app.document(server)), "application/json", "odmap-openapi.json")

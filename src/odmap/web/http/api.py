"""The public HTTP API: the directory as files, for people who embed it or work with it.

``/api/openapi.json`` describes it to programs (:mod:`odmap.web.http.openapi`), ``docs/api.md`` to people. It takes the
same query as the page, and the page's downloads come from here.
"""

from collections.abc import Callable
from functools import lru_cache

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from odmap.data_file import DataFileError
from odmap.directory.current import load
from odmap.exports.data import json_file
from odmap.exports.file import File
from odmap.views import formats
from odmap.views.provenance import Edition, file_name
from odmap.views.selection import BY_NAME, TEXT, apply
from odmap.views.suggestions import near_matches
from odmap.web.http import api_charts, api_files, api_index, feed, openapi, print_routes
from odmap.web.http.responses import (
    DOWNLOAD,
    Refused,
    View,
    check_directory,
    check_names,
    kept,
    refuse,
    refuse_address,
    refuse_file,
    selection,
    send,
    shown,
)

PARAMETERS = (*BY_NAME, TEXT, DOWNLOAD)
"""What the lists of organisations can be asked for."""


@kept(maxsize=6)  # room for each format of the whole directory, and for what was asked last
def _file(view: View, extension: str) -> File:
    kind = formats.DATA[extension]
    rows = apply(view.directory.frame, view.selection)
    edition = Edition.of(rows, view.directory, view.selection)
    return File.of(kind.write(rows, edition), kind.media_type, file_name(edition, extension))


def _organisations(extension: str) -> Callable[[Request], Response]:
    """Make an endpoint that sends the organisations that match a query."""

    def endpoint(request: Request) -> Response:
        check_names(request, PARAMETERS)
        directory = load()
        return send(request, _file(View(directory, selection(request, directory)), extension))

    return endpoint


def _organisation(request: Request) -> Response:
    """Send one organisation, or say which have a similar id or name."""
    check_names(request, [DOWNLOAD])
    directory = load()
    check_directory(directory)
    given = request.path_params["id"]
    rows = directory.frame[directory.frame["id"] == given]
    if rows.empty:
        near = near_matches(directory.frame, given)
        hint = "Those under “near” are similar." if near else "/api/organisations.json has them all."
        raise Refused(404, f"There is no organisation with the id “{shown(given)}”. {hint}", near=near)
    edition = Edition.of_one(rows, directory)
    name = f"odmap-organisation-{given}-{edition.data_as_of}.json"
    return send(request, File.of(json_file.write_one(rows, edition), "application/json", name))


@lru_cache(maxsize=1)
def _description() -> File:
    return File.of(json_file.to_bytes(openapi.document()), "application/json", "odmap-openapi.json")


def _openapi(request: Request) -> Response:
    """Send the description of this API."""
    check_names(request, [DOWNLOAD])
    return send(request, _description())


_ROUTES: list[BaseRoute] = [
    *(Route(f"/organisations.{extension}", _organisations(extension)) for extension in formats.DATA),
    Route("/organisations/{id}.json", _organisation),
    Route("/openapi.json", _openapi),
    *api_index.ROUTES,
    *api_charts.ROUTES,
    *api_files.ROUTES,
    *print_routes.API_ROUTES,
    Route("/changes.atom", feed.endpoint),
]
_MIDDLEWARE = [
    Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD"],
        allow_headers=["If-None-Match"],
        expose_headers=["ETag", "Content-Disposition", "Retry-After"],
    ),
    Middleware(GZipMiddleware, compresslevel=6),
]
_APP = Starlette(
    routes=_ROUTES,
    middleware=_MIDDLEWARE,
    exception_handlers={Refused: refuse, DataFileError: refuse_file, HTTPException: refuse_address},
)
_APP.router.redirect_slashes = False  # one address for each thing

ROUTES: list[BaseRoute] = [
    Mount("/api", app=_APP),
    Route("/api", api_index.without_slash, middleware=_MIDDLEWARE),  # a mount begins after the slash
]

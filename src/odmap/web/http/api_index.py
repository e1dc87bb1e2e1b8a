"""What answers at ``/api`` and at ``/api/organisations``: which addresses there are, for people and for programs."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from odmap.directory.current import load
from odmap.exports.data import json_file
from odmap.exports.file import File
from odmap.markup import print_pages
from odmap.views.provenance import CAVEAT, LICENCE, LICENCE_ADDRESS
from odmap.views.selection import BY_NAME, TEXT
from odmap.views.urls import encoded
from odmap.web.http import openapi
from odmap.web.http.responses import DOWNLOAD, Refused, check_names, refuse, selection, send

ROOT = "/api"
ORGANISATIONS = "/api/organisations"


class Address(NamedTuple):
    """One address of the API; ``{id}`` and ``{chart}`` in it stand for what is to be filled in."""

    address: str
    holds: str


def addresses(below: str, query: str = "") -> Iterator[Address]:
    """Yield what the API has to offer.

    Args:
        below: how the addresses begin.
        query: filters to keep, with a question mark; they follow the addresses that take them.
    """
    for path, methods in openapi.document()["paths"].items():
        if path.startswith(below) and path not in (ROOT, ORGANISATIONS):
            takes = {parameter["name"] for parameter in methods["get"]["parameters"]}
            yield Address(f"{path}{query if TEXT in takes else ''}", methods["get"]["summary"])


def _index(below: str) -> Callable[[Request], Response]:
    """Make an endpoint that lists addresses: as a page for browsers, else as JSON."""

    def endpoint(request: Request) -> Response:
        check_names(request, (*BY_NAME, TEXT, DOWNLOAD) if below == ORGANISATIONS else [DOWNLOAD])
        found = list(addresses(below, encoded(selection(request, load()).to_query())))
        is_for_people = "text/html" in request.headers.get("accept", "")
        answer = send(request, _page(found, request.url.path) if is_for_people else _json(found))
        answer.headers.add_vary_header("Accept")
        return answer

    return endpoint


def _json(found: list[Address]) -> File:
    content = {
        "addresses": [one._asdict() for one in found],
        "description": "/api/openapi.json",
        "licence": LICENCE,
        "licence_address": LICENCE_ADDRESS,
        "caveat": CAVEAT,
    }
    return File.of(json_file.to_bytes(content), "application/json", "odmap-api.json")


def _page(found: list[Address], shown_at: str) -> File:
    to_api = "./api/" if shown_at.endswith(ROOT) else "./"  # wherever odmap is served
    return File.of(print_pages.api_page(found, to_api).encode(), "text/html", "odmap-api.html")


def without_slash(request: Request) -> Response:
    """Answer at ``/api`` itself, which lies outside of the API's application."""
    try:
        return _index(ROOT)(request)
    except Refused as refused:
        return refuse(request, refused)


ROUTES: list[BaseRoute] = [Route("/", _index(ROOT)), Route("/organisations", _index(ORGANISATIONS))]
"""For the API's application."""

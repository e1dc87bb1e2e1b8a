"""What a site shows of a pasted link: the map that it leads to, as oEmbed (https://oembed.com, version 1.0)."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import Query, Request
from pydantic import WithJsonSchema
from starlette.responses import Response

from odmap.directory.current import load
from odmap.exports import preview
from odmap.exports.data.json_file import to_bytes
from odmap.exports.file import File
from odmap.geography import countries
from odmap.markup.sharing import SharedView
from odmap.version import NAME
from odmap.views.provenance import MAP_TITLE, Edition
from odmap.views.selection import apply, from_query
from odmap.views.summary import filters_in_words
from odmap.views.urls import ORGANISATION, preview_link
from odmap.web.http.api import schemas
from odmap.web.http.api.description import PICTURES, UNREADABLE, ReadingRouter, found
from odmap.web.http.api.parameters import known_names, last, no_values
from odmap.web.http.queries import check_directory
from odmap.web.http.refusals import Refused, server_root, shown
from odmap.web.http.responses import send

_WIDTH, _HEIGHT = 800, 600
_LEAST = 200  # pixels: less shows nothing

router = ReadingRouter(dependencies=[known_names()], tags=[PICTURES])


def _size(given: list[str], usual: int, name: str) -> int:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text) >= _LEAST):
            raise Refused(400, f"“{shown(text)}” is no {name}. Use pixels, {_LEAST} or more.", parameter=name)
        return min(int(text), usual)

    return last(given, read, usual)


def _pixels(words: str) -> object:
    return WithJsonSchema({"type": "integer", "minimum": _LEAST, "description": words})


@router.read(
    "/api/oembed.json",
    operation_id="oembed",
    summary="How another site shows a link to the map, or to an organisation, as oEmbed",
    responses=found(
        "application/json",
        schemas.OEmbed,
        status_404="The link leads to nothing that can be shown",
        status_503=UNREADABLE,
    ),
)
def oembed(
    request: Request,
    url: Annotated[
        list[str],
        WithJsonSchema({"type": "string", "format": "uri"}),
        Query(default_factory=no_values, description="The link; it has to lead to this server"),
    ],
    maxwidth: Annotated[list[str], _pixels("How wide it may be"), Query(default_factory=no_values)],
    maxheight: Annotated[list[str], _pixels("How high it may be"), Query(default_factory=no_values)],
    format: Annotated[  # noqa: A002 - so named by oEmbed
        list[str], WithJsonSchema({"type": "string", "enum": ["json"]}), Query(default_factory=no_values)
    ],
) -> Response:
    """Send how a link is shown."""

    def is_json(text: str) -> str:
        if text != "json":
            raise Refused(400, "Only format=json is here.", parameter="format", allowed=["json"])
        return text

    last(format, is_json, "json")
    width, height = _size(maxwidth, _WIDTH, "maxwidth"), _size(maxheight, _HEIGHT, "maxheight")
    given, root, directory = last(url, str, ""), server_root(), load()
    check_directory(directory)
    if not root:
        raise Refused(404, "This server does not know its own address (ODMAP_ADDRESS), so it cannot tell its links.")
    asked = _asked(given, root)
    if asked is None:
        raise Refused(404, f"Nothing can be shown of “{shown(given)}”. Use a link to this map.", parameter="url")
    one = directory.organisations.get(asked.get(ORGANISATION, [""])[-1])
    selection, _ = from_query(asked, directory.frame)
    edition = Edition.of(apply(directory.frame, selection), directory, selection)
    shared = SharedView(edition, root, "", one.id if one else "", one.name if one else "")
    chosen = filters_in_words(directory.frame, selection)
    content = {
        "version": "1.0",
        "type": "rich",
        "provider_name": NAME,
        "provider_url": root,
        "title": one.name if one else f"{MAP_TITLE}{f': {chosen}' if chosen else ''}",
        "html": shared.snippet(width, height),
        "width": width,
        "height": height,
        "thumbnail_url": f"{root}{preview_link(selection, shared.organisation).removeprefix('./')}",
        "thumbnail_width": preview.WIDTH,
        "thumbnail_height": preview.HEIGHT,
    }
    return send(request, File.of(to_bytes(content), "application/json", "odmap-oembed.json"))


def _asked(given: str, root: str) -> Mapping[str, list[str]] | None:
    """Return the query that a link to this server means; ``None`` if it leads elsewhere, or to no map."""
    if not given.startswith(root) and f"{given}/" != root:
        return None
    try:
        parts = urlsplit(given[len(root) :])
        query = parse_qs(parts.query, max_num_fields=200)
    except ValueError:
        return None
    match parts.path.split("/"):
        case [""]:
            return query
        case ["organisation", one] if one in load().organisations:
            return {**query, ORGANISATION: [one]}
        case ["country", code] if code.upper() in countries.load():
            return {"country": [code.upper()]}
        case _:
            return None

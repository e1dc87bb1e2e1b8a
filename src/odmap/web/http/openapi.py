"""The description of the public API for programs: OpenAPI 3.1, made from the same lists as the API itself."""

from odmap.analysis.ecosystem import IDS
from odmap.exports.pictures import SIZES
from odmap.graphics.palette import MODES
from odmap.version import __version__
from odmap.views import formats
from odmap.views.provenance import CAVEAT, LICENCE, LICENCE_ADDRESS
from odmap.views.selection import FACETS, LONGEST_TEXT, NO_BASE, TEXT, Facet
from odmap.web.http.openapi_schemas import Json, ref, schemas
from odmap.wording import small

_DESCRIPTION = (
    "The organisations of the Open Dialogue map, to read. Every address answers GET and HEAD, from any web page. "
    "Case does not matter in the values of filters; blank values and repeats are passed over. "
) + CAVEAT


def document() -> Json:
    """Return the description as plain values."""
    lists = {f"/api/organisations.{extension}": {"get": _list(extension)} for extension in formats.DATA}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "odmap",
            "version": __version__,
            "description": _DESCRIPTION,
            "license": {"name": LICENCE, "url": LICENCE_ADDRESS},
        },
        "paths": {
            "/api": {"get": _index("index", "The addresses of this API", [_download()])},
            "/api/organisations": {
                "get": _index(
                    "organisations",
                    "The addresses of the organisations, with the filters that were asked for",
                    [*(_facet(facet) for facet in FACETS), _search(), _download()],
                )
            },
            **lists,
            "/api/organisations/{id}.json": {"get": _one()},
            **{f"/api/charts/{{chart}}.{extension}": {"get": _chart(extension)} for extension in formats.CHARTS},
            **{f"/api/presenter.{kind}": {"get": _presenter(kind)} for kind in formats.PRESENTER},
            **{f"/api/map.{extension}": {"get": _map(extension)} for extension in ("png", "svg")},
            "/api/worklist.csv": {"get": _worklist()},
            "/api/changes.atom": {"get": _changes()},
            "/api/openapi.json": {"get": _itself()},
        },
        "components": {"schemas": schemas()},
    }


def _index(name: str, summary: str, parameters: list[Json]) -> Json:
    found = _found("application/json", ref("Addresses"))
    found["200"]["content"]["text/html"] = {"schema": {"type": "string"}}
    return {
        "operationId": name,
        "summary": summary,
        "description": "A page for a client that accepts text/html, else JSON.",
        "parameters": parameters,
        "responses": {**found, "400": _refusal("A parameter or value is not known")},
    }


def _list(extension: str) -> Json:
    kind = formats.DATA[extension]
    schema = {"geojson": ref("FeatureCollection"), "json": ref("Organisations")}.get(extension, {"type": "string"})
    return {
        "operationId": f"organisations_{extension}",
        "summary": f"The organisations that match, as {kind.label}",
        "description": f"{kind.meaning}. Any chosen value of a filter, all filters and all words of the search match.",
        "parameters": [*(_facet(facet) for facet in FACETS), _search(), _download()],
        "responses": {**_found(kind.media_type, schema), "400": _refusal("A parameter or value is not known")},
    }


def _one() -> Json:
    identifier = {"name": "id", "in": "path", "required": True, "description": "The id of an organisation"}
    return {
        "operationId": "organisation",
        "summary": "One organisation, as JSON",
        "parameters": [{**identifier, "schema": {"type": "string"}, "example": "dialogue-first"}, _download()],
        "responses": {
            **_found("application/json", ref("OneOrganisation")),
            "400": _refusal("A parameter or value is not known"),
            "404": _refusal("There is no organisation with this id; similar ones are under “near”"),
        },
    }


def _chart(extension: str) -> Json:
    kind = formats.CHARTS[extension]
    chart = {"name": "chart", "in": "path", "required": True, "description": "Which chart", "example": IDS[0]}
    return {
        "operationId": f"chart_{extension}",
        "summary": f"A chart of the organisations that match, as {kind.label}",
        "parameters": [
            {**chart, "schema": {"type": "string", "enum": list(IDS)}},
            *(_facet(facet) for facet in FACETS),
            _search(),
            _mode(),
            *([_size()] if extension == "png" else []),
            _download(),
        ],
        "responses": {
            **_found(kind.media_type, {"type": "string"}),
            "400": _refusal("A parameter or value is not known"),
            "404": _refusal("There is no such chart; those there are stand under “near”"),
            **({} if extension == "csv" else _busy()),
        },
    }


def _presenter(kind: str) -> Json:
    words = "The country that the story begins with: an ISO 3166-1 alpha-2 code, also where nothing is listed"
    held = "The view and its story" if formats.PRESENTER[kind].tells_story else "The view"
    begin = {"name": "begin", "in": "query", "description": words, "example": "NO"}
    return {
        "operationId": f"presenter_{kind}",
        "summary": f"{held} for a meeting: {small(formats.PRESENTER[kind].label)}",
        "description": formats.PRESENTER[kind].meaning,
        "parameters": [
            *(_facet(facet) for facet in FACETS),
            _search(),
            *(
                [{**begin, "schema": {"type": "string", "pattern": "^[A-Za-z]{2}$"}}]
                if formats.PRESENTER[kind].tells_story
                else []
            ),
            _download(),
        ],
        "responses": {
            **_found(formats.PRESENTER[kind].media_type, {"type": "string"}),
            "400": _refusal("A parameter or value is not known"),
            **_busy(),
        },
    }


def _map(extension: str) -> Json:
    return {
        "operationId": f"map_{extension}",
        "summary": f"The map of the organisations that match, as {extension.upper()}",
        "parameters": [
            *(_facet(facet) for facet in FACETS),
            _search(),
            _mode(),
            *([_size()] if extension == "png" else []),
            _download(),
        ],
        "responses": {
            **_found({"png": "image/png", "svg": "image/svg+xml"}[extension], {"type": "string"}),
            "400": _refusal("A parameter or value is not known"),
            **_busy(),
        },
    }


def _mode() -> Json:
    words = "Colours for a light or a dark page"
    return {"name": "mode", "in": "query", "description": words, "schema": {"type": "string", "enum": list(MODES)}}


def _size() -> Json:
    words = "Twice as fine as a screen, or as fine as print wants it (the width of A3 at 300 dots per inch)"
    return {"name": "size", "in": "query", "description": words, "schema": {"type": "string", "enum": list(SIZES)}}


def _worklist() -> Json:
    return {
        "operationId": "worklist",
        "summary": "The records to verify next, and what to find out, as CSV",
        "parameters": [*(_facet(facet) for facet in FACETS), _search(), _download()],
        "responses": {
            **_found("text/csv", {"type": "string"}),
            "400": _refusal("A parameter or value is not known"),
        },
    }


def _changes() -> Json:
    country = _facet(next(facet for facet in FACETS if facet.name == "country"))
    country["description"] = "Only changes in these countries, also where nothing is listed yet. May be repeated."
    return {
        "operationId": "changes",
        "summary": "What changed in the directory, as an Atom feed",
        "parameters": [country, _download()],
        "responses": {
            **_found("application/atom+xml", {"type": "string"}),
            "400": _refusal("A parameter or value is not known"),
        },
    }


def _itself() -> Json:
    return {
        "operationId": "openapi",
        "summary": "This description",
        "parameters": [_download()],
        "responses": {
            **_found("application/json", {"type": "object"}),
            "400": _refusal("A parameter or value is not known"),
        },
    }


def _facet(facet: Facet) -> Json:
    if facet.terms is None:
        words = f"ISO 3166-1 alpha-2 codes, also where nothing is listed, or “{NO_BASE}” for bodies with no fixed base"
        values: Json = {"type": "string", "pattern": f"^([A-Z]{{2}}|{NO_BASE})$"}
        example = ["FI", "NO"]
    else:
        words = ", ".join(f"{value} ({label})" for value, label in facet.terms.items())
        values = {"type": "string", "enum": list(facet.terms)}
        example = list(facet.terms)[:1]
    return {
        "name": facet.name,
        "in": "query",
        "description": f"{facet.label}: {words}. May be repeated; a value that there is not gives 400.",
        "schema": {"type": "array", "items": values},
        "style": "form",
        "explode": True,
        "example": example,
    }


def _search() -> Json:
    words = "Words to search for in names, places and summaries; accents and case do not matter"
    schema = {"type": "string", "maxLength": LONGEST_TEXT}
    return {"name": TEXT, "in": "query", "description": words, "schema": schema}


def _download() -> Json:
    words = "1 (or no value): send a file to keep, with a name that says what it holds"
    schema = {"type": "string", "enum": ["1", ""]}
    return {"name": "download", "in": "query", "description": words, "allowEmptyValue": True, "schema": schema}


def _found(media_type: str, schema: Json) -> Json:
    def header(words: str) -> Json:
        return {"description": words, "schema": {"type": "string"}}

    always = {
        "ETag": header("Names this content; send it back as If-None-Match"),
        "Cache-Control": header("How long the content may be kept: five minutes"),
        "Content-Disposition": header("Whether to show the file or to keep it, and under which name"),
    }
    return {
        "200": {"description": "Found", "headers": always, "content": {media_type: {"schema": schema}}},
        "304": {"description": "Nothing has changed since the content that If-None-Match names", "headers": always},
    }


def _busy() -> Json:
    seconds = {"description": "Seconds after which to ask again", "schema": {"type": "integer", "minimum": 1}}
    return {"503": _refusal("Too many files are being made just now") | {"headers": {"Retry-After": seconds}}}


def _refusal(words: str) -> Json:
    return {"description": words, "content": {"application/json": {"schema": ref("Error")}}}

"""The description of the public API for programs: OpenAPI 3.1, made from the same lists as the API itself."""

from typing import Any

from odmap.ecosystem import IDS
from odmap.exports import FORMATS
from odmap.exports.chart_file import CHART_FORMATS
from odmap.exports.edition import CAVEAT, LICENCE, LICENCE_ADDRESS
from odmap.exports.record import FIELDS
from odmap.organisation import Organisation, Precision
from odmap.palette import MODES
from odmap.selection import FACETS, LONGEST_TEXT, NO_BASE, TEXT, Facet
from odmap.version import __version__

Json = dict[str, Any]

_COORDINATES = ("latitude", "longitude")
_DESCRIPTION = (
    "The organisations of the Open Dialogue map, to read. Every address answers GET and HEAD, from any web page. "
    "Case does not matter in the values of filters; blank values and repeats are passed over. "
) + CAVEAT


def document() -> Json:
    """Return the description as plain values."""
    lists = {f"/api/organisations.{extension}": {"get": _list(extension)} for extension in FORMATS}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "odmap",
            "version": __version__,
            "description": _DESCRIPTION,
            "license": {"name": LICENCE, "url": LICENCE_ADDRESS},
        },
        "paths": {
            **lists,
            "/api/organisations/{id}.json": {"get": _one()},
            **{f"/api/charts/{{chart}}.{extension}": {"get": _chart(extension)} for extension in CHART_FORMATS},
            "/api/worklist.csv": {"get": _worklist()},
            "/api/changes.atom": {"get": _changes()},
            "/api/openapi.json": {"get": _itself()},
        },
        "components": {"schemas": _schemas()},
    }


def _list(extension: str) -> Json:
    kind = FORMATS[extension]
    schema = {"geojson": _ref("FeatureCollection"), "json": _ref("Organisations")}.get(extension, {"type": "string"})
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
            **_found("application/json", _ref("OneOrganisation")),
            "400": _refusal("A parameter or value is not known"),
            "404": _refusal("There is no organisation with this id; similar ones are under “near”"),
        },
    }


def _chart(extension: str) -> Json:
    kind = CHART_FORMATS[extension]
    chart = {"name": "chart", "in": "path", "required": True, "description": "Which chart", "example": IDS[0]}
    mode = {"name": "mode", "in": "query", "description": "Colours for a light or a dark page"}
    return {
        "operationId": f"chart_{extension}",
        "summary": f"A chart of the organisations that match, as {kind.label}",
        "parameters": [
            {**chart, "schema": {"type": "string", "enum": list(IDS)}},
            *(_facet(facet) for facet in FACETS),
            _search(),
            {**mode, "schema": {"type": "string", "enum": list(MODES)}},
            _download(),
        ],
        "responses": {
            **_found(kind.media_type, {"type": "string"}),
            "400": _refusal("A parameter or value is not known"),
            "404": _refusal("There is no such chart; those there are stand under “near”"),
        },
    }


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
        words = f"ISO 3166-1 alpha-2 codes, or “{NO_BASE}” for bodies with no fixed base"
        values: Json = {"type": "string", "pattern": f"^([A-Z]{{2}}|{NO_BASE})$"}
        example = ["FI", "NO"]
    else:
        words = ", ".join(f"{value} ({label})" for value, label in facet.terms.items())
        values = {"type": "string", "enum": list(facet.terms)}
        example = list(facet.terms)[:1]
    return {
        "name": facet.name,
        "in": "query",
        "description": f"{facet.label}: {words}. May be repeated; a value that no organisation has gives 400.",
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


def _refusal(words: str) -> Json:
    return {"description": words, "content": {"application/json": {"schema": _ref("Error")}}}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Json, description: str, optional: tuple[str, ...] = ()) -> Json:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "description": description, "properties": properties, "required": required}


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


def _schemas() -> Json:
    model = Organisation.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    fields = {name: _field(field) for name, field in model["properties"].items()} | _located()
    ordered = {name: fields[name] for name in FIELDS}
    properties = {name: field for name, field in ordered.items() if name not in _COORDINATES}
    text, several = {"type": "string"}, _array({"type": "string"})
    feature = {
        "type": {"const": "Feature"},
        "id": text,
        "geometry": {"anyOf": [_ref("Point"), {"type": "null"}]},
        "properties": _ref("Properties"),
    }
    collection = {
        "type": {"const": "FeatureCollection"},
        "metadata": _ref("Metadata"),
        "features": _array(_ref("Feature")),
    }
    error = {"error": text, "parameter": text, "allowed": several, "near": several}
    many = {"metadata": _ref("Metadata"), "organisations": _array(_ref("Organisation"))}
    one = {"metadata": _ref("Metadata"), "organisation": _ref("Organisation")}
    return {
        **model["$defs"],
        "Organisation": _object(ordered, "One record of the directory. Null means: not known, or none."),
        "Organisations": _object(many, "The organisations that match"),
        "OneOrganisation": _object(one, "One organisation"),
        "Properties": _object(properties, "A record without its coordinates, which are the geometry"),
        "Point": _point(),
        "Feature": _object(feature, "One organisation; no geometry if it has no fixed base"),
        "FeatureCollection": _object(collection, "GeoJSON, RFC 7946"),
        "Metadata": _metadata(),
        "Error": _object(error, "What is wrong, and what to do", optional=("parameter", "allowed", "near")),
    }


def _field(field: Json) -> Json:
    """Return a field of the model without its title, which repeats its name, and with bounds that JSON Schema knows."""
    kept = {key: value for key, value in field.items() if key != "title"}
    if kept.get("type") == "array" and "minLength" in kept:
        kept["minItems"] = kept.pop("minLength")  # what pydantic makes of a bound that follows a validator
    return kept


def _located() -> Json:
    """Return the fields that placing adds to a record."""

    def degrees(most: int) -> Json:
        words = "Degrees, WGS 84; null without a fixed base. “precision” says how exact they are."
        return {"type": ["number", "null"], "minimum": -most, "maximum": most, "description": words}

    return {
        "country_name": {"type": "string", "description": "English name of the country, or “No fixed base”"},
        "place": {"type": "string", "description": "The place in words, no more exact than it is known"},
        "latitude": degrees(90),
        "longitude": degrees(180),
        "precision": {
            "enum": [*(term.value for term in Precision), None],
            "description": "How exactly the place is known; the coordinates are those of its middle",
        },
        "place_source": {"type": ["string", "null"], "description": "Where the coordinates come from"},
    }


def _point() -> Json:
    coordinates = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    words = "Longitude, then latitude; degrees, WGS 84"
    return _object({"type": {"const": "Point"}, "coordinates": coordinates}, words)


def _metadata() -> Json:
    text = {"type": "string"}
    properties = {
        "title": text,
        "data_as_of": {"type": ["string", "null"], "format": "date", "description": "Newest day a source was read"},
        "version": {"type": "string", "description": "Of odmap"},
        "number": {"type": "integer", "minimum": 0, "description": "How many organisations are in this file"},
        "total": {"type": "integer", "minimum": 0, "description": "How many are in the whole directory"},
        "filters": {"type": "string", "description": "What was chosen, in words"},
        "licence": text,
        "licence_address": text,
        "caveat": text,
        "selection": {"type": "object", "description": "What was chosen, as the query of an address"},
    }
    return _object(properties, "What this is, of which day, and what one may do with it")

"""The schemas of the public API's description: what an organisation, a file of them and an error look like."""

from typing import Any

from odmap.directory.organisation import Organisation, Precision
from odmap.exports.data.fields import FIELDS

Json = dict[str, Any]

_COORDINATES = ("latitude", "longitude")


def ref(name: str) -> Json:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Json, description: str, optional: tuple[str, ...] = ()) -> Json:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "description": description, "properties": properties, "required": required}


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


def schemas() -> Json:
    """Return every schema by its name."""
    model = Organisation.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    fields = {name: _field(field) for name, field in model["properties"].items()} | _located()
    ordered = {name: fields[name] for name in FIELDS}
    properties = {name: field for name, field in ordered.items() if name not in _COORDINATES}
    text, several = {"type": "string"}, _array({"type": "string"})
    feature = {
        "type": {"const": "Feature"},
        "id": text,
        "geometry": {"anyOf": [ref("Point"), {"type": "null"}]},
        "properties": ref("Properties"),
    }
    collection = {
        "type": {"const": "FeatureCollection"},
        "metadata": ref("Metadata"),
        "features": _array(ref("Feature")),
    }
    seconds = {"type": "integer", "minimum": 1}
    error = {"error": text, "parameter": text, "allowed": several, "near": several, "retry_after": seconds}
    address = {"address": text, "holds": text}
    index = {
        "addresses": _array(_object(address, "An address, and what is there")),
        **dict.fromkeys(("description", "licence", "licence_address", "caveat"), text),
    }
    many = {"metadata": ref("Metadata"), "organisations": _array(ref("Organisation"))}
    one = {"metadata": ref("Metadata"), "organisation": ref("Organisation")}
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
        "Addresses": _object(index, "The addresses of the API, or of a part of it"),
        "Error": _object(error, "What is wrong, and what to do", optional=tuple(error)[1:]),
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

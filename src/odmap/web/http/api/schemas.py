"""What the API answers with, as models: they make the schemas of its description.

Nothing is made from them: the files are those of :mod:`odmap.exports.data`, and tests hold both together.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from odmap.directory.organisation import Organisation, Precision, Type
from odmap.exports.data.geojson_file import COORDINATES

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]

_WGS_84 = "Degrees, WGS 84; null without a fixed base. “precision” says how exact they are."


class LocatedOrganisation(Organisation):
    """One record of the directory, with its place. Null means: not known, or none."""

    country_name: Annotated[str, Field(description="English name of the country, or “No fixed base”")]
    place: Annotated[str, Field(description="The place in words, no more exact than it is known")]
    latitude: Annotated[Latitude | None, Field(description=_WGS_84)]
    longitude: Annotated[Longitude | None, Field(description=_WGS_84)]
    precision: Annotated[
        Precision | None,
        Field(description="How exactly the place is known; the coordinates are those of its middle"),
    ]
    place_source: Annotated[str | None, Field(description="Where the coordinates come from")]
    activity_groups: Annotated[
        tuple[Type, ...],
        Field(description="All that it does and what it mainly is, in the words of “type”: what “activity” looks for"),
    ]
    distance_km: float = Field(  # no default value is described: without “near” the field is not there
        default_factory=float, ge=0, description="Kilometres from the place in “near” to the mark; only with “near”"
    )


_properties: dict[str, Any] = {
    name: (field.annotation, field)
    for name, field in LocatedOrganisation.model_fields.items()
    if name not in COORDINATES
}
Properties = create_model(
    "Properties",
    __doc__="A record without its coordinates, which are the geometry",
    **_properties,
)


class SomeFields(BaseModel):
    """What “fields” asks for of a record, and nothing else."""

    model_config = ConfigDict(extra="allow")


class Metadata(BaseModel):
    """What this is, of which day, and what one may do with it."""

    title: str
    data_as_of: Annotated[date | None, Field(description="Newest day a source was read")]
    version: Annotated[str, Field(description="Of odmap")]
    number: Annotated[int, Field(ge=0, description="How many organisations are in this file")]
    total: Annotated[int, Field(ge=0, description="How many are in the whole directory")]
    filters: Annotated[str, Field(description="What was chosen, in words")]
    licence: str
    licence_address: str
    caveat: str
    selection: Annotated[dict[str, Any], Field(description="What was chosen, as the query of an address")]


class ListMetadata(Metadata):
    """What a list is, of which day, what one may do with it, and how it goes on."""

    matching: Annotated[
        int, Field(ge=0, description="How many organisations match, in this file and in those that go on with it")
    ]
    left_out: Annotated[
        int,
        Field(ge=0, description="How many match the filters, but have no place that “bbox” or “near” could look at"),
    ]
    next: Annotated[
        str | None, Field(description="The address that goes on where this file ends; null if nothing is left")
    ]


class Organisations(BaseModel):
    """The organisations that match."""

    metadata: ListMetadata
    organisations: list[LocatedOrganisation] | list[SomeFields]


class OneOrganisation(BaseModel):
    """One organisation."""

    metadata: Metadata
    organisation: LocatedOrganisation


class Point(BaseModel):
    """Longitude, then latitude; degrees, WGS 84."""

    type: Literal["Point"]
    coordinates: Annotated[list[float], Field(min_length=2, max_length=2)]


class Feature(BaseModel):
    """One organisation; no geometry if it has no fixed base."""

    type: Literal["Feature"]
    id: str
    geometry: Point | None
    properties: Properties | SomeFields  # type: ignore[valid-type] # made from the model of a record


class OneFeature(Feature):
    """One organisation as GeoJSON, RFC 7946."""

    metadata: Metadata


class FeatureCollection(BaseModel):
    """GeoJSON, RFC 7946."""

    type: Literal["FeatureCollection"]
    metadata: ListMetadata
    features: list[Feature]


class Suggestion(BaseModel):
    """A place or an organisation that a text may become."""

    kind: Literal["country", "region", "town", "organisation"]
    label: Annotated[str, Field(description="What it is called, told from others of its name")]
    detail: Annotated[str, Field(description="What else helps to tell it")]
    query: Annotated[dict[str, str], Field(description="The parameters of an address of the map that shows it")]


class Suggestions(BaseModel):
    """What a text may become: places first, then organisations, the likeliest of each first."""

    suggestions: list[Suggestion]


class OEmbed(BaseModel):
    """How another site shows a link (https://oembed.com)."""

    version: Literal["1.0"]
    type: Literal["rich"]
    provider_name: str
    provider_url: str
    title: str
    html: Annotated[str, Field(description="The map in a frame")]
    width: Annotated[int, Field(description="Of the frame, pixels")]
    height: int
    thumbnail_url: str
    thumbnail_width: int
    thumbnail_height: int


class Address(BaseModel):
    """An address, and what is there."""

    address: str
    holds: str


class Addresses(BaseModel):
    """The addresses of the API, or of a part of it."""

    addresses: list[Address]
    description: str
    licence: str
    licence_address: str
    caveat: str


class Error(BaseModel):
    """What is wrong, and what to do."""

    error: str
    parameter: str = Field(default_factory=str, description="Which one is wrong")
    allowed: list[str] = Field(default_factory=list, description="What may be given instead")
    near: list[str] = Field(default_factory=list, description="What may have been meant")
    retry_after: int = Field(default_factory=int, ge=1, description="Seconds after which it is worth asking again")
